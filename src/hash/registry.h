/* SPDX-License-Identifier: MIT */
/* registry.h - every algorithm, one row each; names and digest text. */
#ifndef HLN_REGISTRY_H
#define HLN_REGISTRY_H

#include "../../include/hashlane.h"
#include "shape.h"

struct hln_algorithm {
	char name
		[20]; /* here, not pointed to: nothing to relocate or follow */
	int32_t id;
	const char *aliases; /* other spellings, separated by spaces */
	const struct hln_work *work;
	uint32_t output; /* which of the work's outputs */
	uint32_t flags;  /* HASHLANE_INFO_* */
	uint32_t digest_bytes;
	uint32_t block_bytes;
	int32_t text_form;
	uint32_t suffix_bytes; /* the digest's last bytes, a counter that is
				* written as "-<decimal>", or not when 0 */
	const char *text_prefix;
	const char *param_name;
	uint64_t param_default, param_min, param_max;
	const char *source;
};

/*
 * Ascending ids; row i holds id i + 1, if this is no subset. Behind the last
 * one, a row named "unknown".
 */
extern const struct hln_algorithm hln_algorithms[];
extern const size_t hln_algorithm_count;

/* NULL for an unknown id. */
const struct hln_algorithm *hln_registry_find(int32_t id);

/*
 * Check a spec: its algorithm and, in *param, its parameter with the default
 * filled in. HASHLANE_ALGORITHM or HASHLANE_ARGUMENT (unknown flags).
 */
int32_t hln_registry_resolve(const struct hln_algorithm **algorithm,
			     uint64_t *param,
			     const struct hashlane_algorithm_spec *spec);

#endif
