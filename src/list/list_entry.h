/* SPDX-License-Identifier: MIT */
/*
 * list_entry.h - the entry that a reader builds from a line: its name, what is
 * known of the file, and claims with their digests. Its memory is used again
 * for the next entry.
 */
#ifndef HLN_LIST_ENTRY_H
#define HLN_LIST_ENTRY_H

#include "../../include/hashlane.h"

#include <stdbool.h>

enum { HLN_LIST_CLAIMS_MAX = 2 * HASHLANE_MAX_ALGORITHMS };

/*
 * The candidates of a claim if the list's name, which gives its algorithm, is
 * wrong: those of the claim are the first ones.
 */
struct hln_list_wide {
	const struct hashlane_algorithm_spec *specs;
	size_t count; /* 0: there are no others */
};

struct hln_list_entry {
	struct hashlane_list_entry known; /* as the caller gets it */
	struct hashlane_list_claim claims[HLN_LIST_CLAIMS_MAX];
	struct hashlane_algorithm_spec specs[HLN_LIST_CLAIMS_MAX];
	/*
	 * Bytes of a digest of each of these, as the entry before had it in
	 * hexadecimal digits; 0: not known.
	 */
	uint8_t hex_bytes[HLN_LIST_CLAIMS_MAX];
	struct hln_list_wide wide[HLN_LIST_CLAIMS_MAX];
	/* Digests; claims point into it once the entry is complete. */
	uint8_t *bytes;
	size_t byte_count, byte_room;
	bool no_memory; /* there was no memory: the entry is void */
	char *name;     /* a decoded name */
	size_t name_room;
	const char *undecoded; /* the name with its percent signs, if they
				* were decoded; or NULL */
	struct hashlane_list_range range; /* of all claims, of a piece */
	char reason[160];
};

/* Begin an entry; keeps the memory. */
void hln_list_entry_clear(struct hln_list_entry *entry);

/* Set the pointers of all claims, which the memory's growth may have moved. */
void hln_list_entry_complete(struct hln_list_entry *entry);

void hln_list_entry_free(struct hln_list_entry *entry);

/*
 * Add a digest of a known algorithm, in any text form that the algorithm has.
 * False: it is no digest of this algorithm, or there is no room.
 */
bool hln_list_entry_add(struct hln_list_entry *entry,
			const struct hashlane_algorithm_spec *spec,
			const char *tag, size_t tag_bytes, const char *text,
			size_t bytes);

/* Add a digest of an unknown algorithm. False: there is no room. */
bool hln_list_entry_add_unknown(struct hln_list_entry *entry, const char *tag,
				size_t tag_bytes, const char *text,
				size_t bytes);

/*
 * Add a digest that may be of any of several algorithms; `specs` lives as long
 * as the reader. The digest is in `form`, HASHLANE_TEXT_*.
 */
bool hln_list_entry_add_candidates(struct hln_list_entry *entry,
				   const struct hashlane_algorithm_spec *specs,
				   size_t count, int32_t form,
				   const char *text, size_t bytes);

/* Room for a decoded name of so many bytes; false: there is no memory. */
bool hln_list_entry_reserve_name(struct hln_list_entry *entry, size_t bytes);

/* Set the name to "DIRECTORY/NAME"; false: there is no memory. */
bool hln_list_entry_join(struct hln_list_entry *entry, const char *directory,
			 size_t directory_bytes, const char *name,
			 size_t name_bytes);

/* Is it a digest of this algorithm, in any text form? */
bool hln_list_entry_fits(const struct hashlane_algorithm_spec *spec,
			 const char *text, size_t bytes);

/* Begin the digests of parts of one algorithm. False: there is no room. */
bool hln_list_entry_begin_parts(struct hln_list_entry *entry,
				const struct hashlane_algorithm_spec *spec,
				uint64_t part_bytes);

/* The next part's digest. False: it is none, or there is no memory. */
bool hln_list_entry_add_part(struct hln_list_entry *entry, const char *text,
			     size_t bytes);

#endif
