/* SPDX-License-Identifier: MIT */
/* algorithms.h - every algorithm, with the parameters that tests want. */
#ifndef ALGORITHMS_H
#define ALGORITHMS_H

#include "../../include/hashlane.h"

#include <stdbool.h>

/* Every id with its default, and S3 ETags of small parts; the count. */
size_t algorithms_all(struct hashlane_algorithm_spec *specs);

struct hashlane_algorithm_info algorithm_info(int32_t id);
/* The name with the parameter; a static buffer. */
const char *algorithm_text(const struct hashlane_algorithm_spec *spec);

/* A hasher of these specs under test_isa(). */
hashlane_hasher hasher_of(const struct hashlane_algorithm_spec *specs,
			  size_t count, bool size_known, uint64_t size_bytes);

/* Does hasher output i have the oracle's digest of the data? */
bool hasher_agrees(hashlane_hasher hasher, size_t i,
		   const struct hashlane_algorithm_spec *spec,
		   const uint8_t *data, size_t bytes, const char *what);

#endif
