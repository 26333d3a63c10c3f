/* SPDX-License-Identifier: MIT */
/* list_writer.h - writes lists: a sink, the algorithms and the line's end. */
#ifndef HLN_LIST_WRITER_H
#define HLN_LIST_WRITER_H

#include "dialect.h"
#include "list_tag.h"

struct hln_list_writer {
	const struct hln_dialect *dialect;
	struct hashlane_list_writer_options options;
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	char tags[HASHLANE_MAX_ALGORITHMS][HLN_TAG_BYTES];
	size_t offsets[HASHLANE_MAX_ALGORITHMS + 1]; /* in a row of digests */
	size_t section; /* GNU: 1 + the algorithm last named, or 0 */
	char *text;     /* the lines of the item so far */
	size_t filled, room;
	bool failed; /* no memory for them */
};

/*
 * As hashlane_list_writer_create, whose arguments the caller has checked. If
 * the status is UNSUPPORTED, *refused says why; *at is the algorithm that the
 * format cannot hold, or spec_count.
 */
int32_t
hln_list_writer_create(struct hln_list_writer **out,
		       const struct hashlane_list_writer_options *options,
		       const char **refused, size_t *at);

/* As hashlane_list_writer_add; if UNSUPPORTED, *refused says why. */
int32_t hln_list_writer_add(struct hln_list_writer *writer,
			    const struct hashlane_list_item *item,
			    const char **refused);

void hln_list_writer_destroy(struct hln_list_writer *writer);

/* ---- For the dialects ---- */

void hln_list_writer_put(struct hln_list_writer *writer, const void *text,
			 size_t bytes);
/* NUL-terminated text, without the NUL. */
void hln_list_writer_put_text(struct hln_list_writer *writer,
			      const char *text);
void hln_list_writer_put_number(struct hln_list_writer *writer,
				uint64_t number);
/* The end of a line, as the options have it. */
void hln_list_writer_end_line(struct hln_list_writer *writer);
/* Has the item digest i? */
bool hln_list_writer_has_digest(const struct hln_list_writer *writer,
				const struct hashlane_list_item *item,
				size_t i);
/* Digest i in a text form; false: the item has none. */
bool hln_list_writer_put_digest(struct hln_list_writer *writer,
				const struct hashlane_list_item *item,
				size_t i, int32_t form);

#endif
