/* SPDX-License-Identifier: MIT */
/* name_first.h - what lines look like on which the name comes first. */
#ifndef HLN_NAME_FIRST_H
#define HLN_NAME_FIRST_H

#include "list_candidates.h"

/*
 * What all lines of a list have: names may end in words that look like digests,
 * and in blanks.
 */
struct hln_name_first {
	uint64_t lines; /* seen by the vote */
	size_t digests; /* at the end of a line; 0: no line was seen */
	size_t blanks;  /* between the name and the first digest */
	bool colon;     /* the name ends in a colon that is not its own */
	/* The candidates of the digests of the last line. */
	struct hashlane_algorithm_spec specs[HLN_LIST_CLAIMS_MAX]
					    [HLN_CANDIDATES_MAX];
};

#endif
