/* SPDX-License-Identifier: MIT */
/* random_source.h - reproducible randomness for tests. */
#ifndef RANDOM_SOURCE_H
#define RANDOM_SOURCE_H

#include <stddef.h>
#include <stdint.h>

struct random_source {
	uint64_t state;
};

/*
 * A source seeded from HASHLANE_TEST_SEED, or else from the clock; the seed
 * is printed, so that a failure can be had again.
 */
struct random_source random_from_environment(const char *test);

uint64_t random_next(struct random_source *random);
/* Below `limit`, which is not 0. */
uint64_t random_below(struct random_source *random, uint64_t limit);
/* 0..most, every order of magnitude as likely as the next. */
size_t random_length(struct random_source *random, size_t most);
void random_fill(struct random_source *random, void *out, size_t bytes);

#endif
