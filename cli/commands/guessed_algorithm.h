/* SPDX-License-Identifier: MIT */
/* guessed_algorithm.h - a digest whose algorithm was guessed wrongly. */
#ifndef CLI_GUESSED_ALGORITHM_H
#define CLI_GUESSED_ALGORITHM_H

#include "../lists/list.h"

struct cli;

enum guess {
	GUESS_NONE, /* no algorithm with digests as long fits */
	GUESS_FITS,
	GUESS_CHECKSUM /* one fits that is no more than a checksum */
};

/*
 * The file does not have this digest by the algorithm that was guessed: try
 * the others whose digests are as long. `spec` is set to what fits.
 */
enum guess guessed_algorithm_retry(struct hashlane_algorithm_spec *spec,
				   const struct list_digest *digest,
				   const char *path, int32_t isa,
				   const struct cli *cli);

/* Why a digest that fits a checksum is not taken for right. */
void guessed_algorithm_explain(char *out, size_t bytes,
			       const struct list_digest *digest,
			       const struct hashlane_algorithm_spec *spec);

#endif
