/* SPDX-License-Identifier: MIT */
/* algorithm_set.h - the algorithms of one run, and their names in output. */
#ifndef CLI_ALGORITHM_SET_H
#define CLI_ALGORITHM_SET_H

#include "../../include/hashlane.h"
#include "cli.h"

#include <stdbool.h>

/* Bytes of a name or tag with its parameter, NUL included. */
enum { ALGORITHM_TEXT_MAX = 64 };

/* How one algorithm of a set is written, and where its digest lies. */
struct algorithm {
	char name[ALGORITHM_TEXT_MAX]; /* "s3-etag:part=5MiB" */
	char tag[ALGORITHM_TEXT_MAX];  /* of a BSD line: "SHA256" */
	uint32_t flags;                /* HASHLANE_INFO_* */
	size_t digest_bytes;
	size_t offset; /* in a row of digests */
};

struct algorithm_set {
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	struct algorithm algorithms[HASHLANE_MAX_ALGORITHMS];
	size_t count;
	size_t row_bytes;
	bool has_parameter; /* one was written, also if it is the default */
};

/*
 * Add the algorithms of a list such as "md5,s3-etag:part=5MiB" or "all" that
 * the set does not have yet. STATUS_OK or STATUS_USAGE.
 */
int algorithm_set_add(struct algorithm_set *set, struct cli *cli,
		      const char *list);

/*
 * Add an algorithm unless the set has it. Status: ALGORITHM, ARGUMENT (too many
 * algorithms).
 */
int32_t algorithm_set_add_spec(struct algorithm_set *set,
			       const struct hashlane_algorithm_spec *spec);

/* The index of an algorithm; the count: the set does not have it. */
size_t algorithm_set_find(const struct algorithm_set *set,
			  const struct hashlane_algorithm_spec *spec);

/* The tag of a BSD line. */
void algorithm_tag(char out[ALGORITHM_TEXT_MAX],
		   const struct hashlane_algorithm_spec *spec);

#endif
