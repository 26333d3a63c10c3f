/* SPDX-License-Identifier: MIT */
/*
 * name_reading.h - the names that a name of a list may stand for: as it is
 * written; with "\" as the separator; without blanks at its ends; in another
 * normal form of Unicode; with percent signs decoded or not.
 *
 * A reading never leads out of the directory that the name is in: it has no
 * NUL, and no "..", leading separator, drive ("C:/") or host ("//host") that
 * the name does not have. What the file system has, and which file another
 * entry names, is for the caller to find out.
 */
#ifndef HLN_NAME_READING_H
#define HLN_NAME_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How a name of a list uses percent signs. */
enum hln_name_encoding {
	/* As any other character. */
	HLN_NAME_PLAIN,
	/* They were decoded before: a "\" may have been, and separates nothing. */
	HLN_NAME_DECODED,
	/* RFC 8493, 2.1.3: CR, LF and the percent sign are encoded, no others. */
	HLN_NAME_BAGIT,
	/* ED2K and magnet: any byte may be encoded. */
	HLN_NAME_LINK
};

/*
 * An iterator over the readings of one name:
 *
 *	hln_name_reading_begin(&reading, name, bytes, ...);
 *	while (hln_name_reading_next(&reading))
 *		if (there is a file reading.name) ...
 *
 * The first reading is the exact name, decoded if the format encodes names; its
 * `done` is 0. The others follow, those with fewer changes first. No two
 * readings are equal.
 */
struct hln_name_reading {
	/* The reading, after a call that returned true. */
	const char *name; /* in the buffer, NUL-terminated */
	size_t bytes;
	uint32_t done; /* HASHLANE_READING_* */

	/* Private. */
	const char *given;
	size_t given_bytes;
	char *buffer;
	size_t room;
	enum hln_name_encoding encoding;
	unsigned coded;
	unsigned step;
};

/* A buffer of so many bytes holds every reading of a name of `bytes`. */
static inline size_t hln_name_reading_room(size_t bytes)
{
	return 4 * bytes + 1;
}

/*
 * Begin with a name as the list has it, without a NUL. It was unescaped, but
 * its percent signs were decoded only if `encoding` says so.
 *
 * name    unchanged until the last call of hln_name_reading_next
 * buffer  `room` bytes, for the readings; see hln_name_reading_room. A reading
 *         that does not fit is left out
 */
void hln_name_reading_begin(struct hln_name_reading *reading, const char *name,
			    size_t bytes, enum hln_name_encoding encoding,
			    char *buffer, size_t room);

/*
 * Get the next reading. False: there are no more.
 *
 * HASHLANE_READING_PERCENT in `done` means that percent signs are not decoded
 * although the format does so; or, in a bag, that all are. If the first reading
 * has it, the decoded name is unsafe, or a "/" was encoded in a component.
 */
bool hln_name_reading_next(struct hln_name_reading *reading);

/*
 * Are two names the same but for the case of letters? They may differ in their
 * normal form as well; names that differ in nothing else are not. In a name
 * that is not UTF-8, only ASCII letters have a case.
 */
bool hln_name_reading_same_but_case(const char *a, size_t a_bytes,
				    const char *b, size_t b_bytes);

#endif
