/* SPDX-License-Identifier: MIT */
/* check_specs.h - the algorithms that a read needs for its claims. */
#ifndef HLN_CHECK_SPECS_H
#define HLN_CHECK_SPECS_H

#include "check_entry.h"

/* The algorithms of a job. */
struct hln_check_specs {
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	size_t count;
	bool parts; /* with the digests of parts */
};

/*
 * The algorithms for a read, sorted. A read of a whole file has the claims of
 * all entries of that file. Claims for which there is no room are not compared.
 */
void hln_check_specs_collect(struct hln_check_specs *specs,
			     const struct hln_check_read *read);

/*
 * Can a claim be recognised in another file: is its algorithm known, or are its
 * candidates settled or no checksums, and is it about the whole file?
 */
bool hln_check_specs_is_portable(const struct hln_check_claim *claim);

/* Add the algorithms of such a claim; false: there is no room for all. */
bool hln_check_specs_add_portable(struct hln_check_specs *specs,
				  const struct hln_check_claim *claim);

/*
 * Does a read compute the digest of a claim? The claim is of the read's entry
 * or of one of the same file.
 */
bool hln_check_specs_has(const struct hln_check_read *read,
			 const struct hln_check_claim *claim);

bool hln_check_specs_equal(const struct hln_check_specs *a,
			   const struct hln_check_specs *b);

/* Where the algorithm stands; specs->count: nowhere. */
size_t hln_check_specs_find(const struct hln_check_specs *specs, int32_t id,
			    uint64_t param);

/* The candidates of a group that this read tries. */
uint64_t hln_check_specs_tries(const struct hln_check_claim *claim);

/* The number of parts that an ETag has behind it; 0: none. */
uint64_t hln_check_specs_etag_count(const struct hln_check_claim *claim);

/* Do the algorithms depend on the size of the file: see size_hint? */
bool hln_check_specs_need_size(const struct hln_check_entry *entry);

/* Of all bytes that a read digests; UINT64_MAX: unknown. */
uint64_t hln_check_specs_bytes(const struct hln_check_read *read);

#endif
