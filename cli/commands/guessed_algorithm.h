/* SPDX-License-Identifier: MIT */
/* guessed_algorithm.h - a digest whose algorithm was guessed wrongly. */
#ifndef CLI_GUESSED_ALGORITHM_H
#define CLI_GUESSED_ALGORITHM_H

#include "../lists/file_index.h"

struct cli;

enum guess {
	GUESS_NONE, /* no algorithm with such digests matches */
	GUESS_FITS,
	GUESS_CHECKSUM /* a mere checksum matches */
};

/*
 * The digest of a file differs by the algorithm that was guessed. Try the other
 * algorithms with digests of that length, and set `spec` to one that matches.
 */
enum guess guessed_algorithm_retry(struct hashlane_algorithm_spec *spec,
				   const struct list_digest *digest,
				   const char *path, int32_t isa,
				   const struct cli *cli);

/*
 * Does a file's content fit the first of these algorithms, and none of the
 * others? The file is read now.
 */
bool guessed_algorithm_is_sole(const struct list_digest *digest,
			       const struct list_guess *guess,
			       const char *path, int32_t isa,
			       const struct cli *cli);

/* The reason of GUESS_CHECKSUM. */
void guessed_algorithm_explain(char *out, size_t bytes,
			       const struct list_digest *digest,
			       const struct hashlane_algorithm_spec *spec);

#endif
