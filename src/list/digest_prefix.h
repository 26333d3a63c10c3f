/* SPDX-License-Identifier: MIT */
/*
 * digest_prefix.h - digests that begin with the name of their algorithm:
 * "sha384-BASE64" of Subresource Integrity, "XXH3_HEX" of xxhsum -H3.
 */
#ifndef HLN_DIGEST_PREFIX_H
#define HLN_DIGEST_PREFIX_H

#include "../../include/hashlane.h"

#include <stdbool.h>

/*
 * Find the algorithm, and how many bytes precede the digest. False: the text
 * is no such digest.
 */
bool hln_digest_prefix_find(struct hashlane_algorithm_spec *spec,
			    size_t *prefix, const char *text, size_t bytes);

#endif
