/* SPDX-License-Identifier: MIT */
/*
 * list_frame.h - the frame of a signed list: the armour of PGP (RFC 9580, 7)
 * or the header of signify. Signatures are not verified.
 */
#ifndef HLN_LIST_FRAME_H
#define HLN_LIST_FRAME_H

#include "dialect.h"

enum hln_frame_kind { HLN_FRAME_NONE, HLN_FRAME_PGP, HLN_FRAME_SIGNIFY };

enum hln_frame_state {
	HLN_FRAME_OUTSIDE,
	HLN_FRAME_HEAD, /* in the headers of the text */
	HLN_FRAME_TEXT,
	HLN_FRAME_ARMOUR, /* in the headers of the signature */
	HLN_FRAME_DATA
};

struct hln_list_frame {
	enum hln_frame_kind kind;
	enum hln_frame_state state;
};

/* Does signed text begin with this line? */
bool hln_list_frame_is_pgp(const char *text, size_t bytes);
/* Are these the first two lines of a list that signify has signed? */
bool hln_list_frame_is_signify(const char *first, const char *second);

/*
 * What a line is: ENTRY: a line of the list, whose escape is skipped; NOTHING:
 * of the frame; BAD: *reason says why it can be neither.
 */
enum hln_parsed hln_list_frame_read(struct hln_list_frame *frame, char **text,
				    size_t *bytes, uint64_t line,
				    const char **reason);

/* Is the list cut off within the frame? */
bool hln_list_frame_is_open(const struct hln_list_frame *frame);

#endif
