/* SPDX-License-Identifier: MIT */
/* random_source.c - reproducible randomness for tests (SplitMix64). */
#include "random_source.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct random_source random_from_environment(const char *test)
{
	const char *given = getenv("HASHLANE_TEST_SEED");
	struct random_source random;

	random.state = given ? strtoull(given, NULL, 0) :
			       (uint64_t)time(NULL) * 0x9e3779b97f4a7c15u;
	fprintf(stderr, "%s: HASHLANE_TEST_SEED=0x%" PRIx64 "\n", test,
		random.state);
	return random;
}

uint64_t random_next(struct random_source *random)
{
	uint64_t x = random->state += 0x9e3779b97f4a7c15u;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

uint64_t random_below(struct random_source *random, uint64_t limit)
{
	return random_next(random) % limit;
}

size_t random_length(struct random_source *random, size_t most)
{
	unsigned bits = 0;

	while (most >> bits)
		bits++;
	bits = (unsigned)random_below(random, bits + 1);
	if (!bits)
		return 0;
	return (size_t)((random_next(random) >> (64 - bits)) %
			((uint64_t)most + 1));
}

void random_fill(struct random_source *random, void *out, size_t bytes)
{
	uint8_t *at = out;

	while (bytes) {
		uint64_t word = random_next(random);
		size_t n = bytes < sizeof(word) ? bytes : sizeof(word);

		memcpy(at, &word, n);
		at += n;
		bytes -= n;
	}
}
