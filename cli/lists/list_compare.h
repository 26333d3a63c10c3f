/* SPDX-License-Identifier: MIT */
/*
 * list_compare.h - whether a list that was edited is still read as it was, and
 * its new lines as what they are meant to be.
 */
#ifndef CLI_LIST_COMPARE_H
#define CLI_LIST_COMPARE_H

#include "list_edit.h"

/* Digests of names, in any order. */
struct list_tally {
	uint64_t count;
	uint64_t sum; /* of hashes */
};

void list_tally_add(struct list_tally *tally, const char *name, int32_t id,
		    const uint8_t *digest, size_t bytes);

struct list_comparison {
	const char *path; /* of the list: its name counts for a bare digest */
	const struct algorithm_set *given; /* of -a; NULL: none */
	const struct list_edit *edit;
	int made;                      /* the new list */
	const struct list_tally *news; /* what its new lines say */
};

/*
 * NULL: each line that was kept is read as before, and the others are what was
 * written. Or what is wrong, as a part of a sentence.
 */
const char *list_compare(const struct list_comparison *comparison);

#endif
