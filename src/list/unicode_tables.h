/* SPDX-License-Identifier: MIT */
/*
 * unicode_tables.h - what unicode.c looks up; sorted by character, but for the
 * compositions. tools/unicode_tables.py generates the tables.
 */
#ifndef HLN_UNICODE_TABLES_H
#define HLN_UNICODE_TABLES_H

#include <stddef.h>
#include <stdint.h>

/*
 * One step of a canonical decomposition. The first character may decompose
 * further, the second does not; it is 0 if there is only one.
 */
struct hln_unicode_decomposition {
	uint32_t character, first, second;
};

/* Characters with a canonical combining class other than 0. */
struct hln_unicode_class {
	uint32_t first;
	uint16_t count;
	uint8_t combining;
};

/*
 * `count` characters, each `stride` above the one before, that fold to
 * themselves plus `delta`.
 */
struct hln_unicode_fold {
	uint32_t first;
	int32_t delta;
	uint16_t count;
	uint16_t stride;
};

/* Hangul syllables follow from arithmetic and are not here. */
extern const struct hln_unicode_decomposition hln_unicode_decompositions[];
extern const size_t hln_unicode_decomposition_count;

/*
 * Places of the decompositions that may be undone, sorted by their two
 * characters.
 */
extern const uint16_t hln_unicode_compositions[];
extern const size_t hln_unicode_composition_count;

extern const struct hln_unicode_class hln_unicode_classes[];
extern const size_t hln_unicode_class_count;

extern const struct hln_unicode_fold hln_unicode_folds[];
extern const size_t hln_unicode_fold_count;

#endif
