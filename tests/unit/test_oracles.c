/* SPDX-License-Identifier: MIT */
/*
 * test_oracles.c - every algorithm against OpenSSL, librhash, libxxhash or a
 * construction over them, on random lengths and at the borders of each.
 */
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/oracle.h"
#include "../support/random_source.h"

#include <stdlib.h>
#include <string.h>

enum {
	PART = 9728000, /* ED2K's chunk, AICH's part */
	BLOCK = 184320, /* AICH's block */
	MIB = 1 << 20,
	PARTS_MAX = 9,
	MISALIGN = 64
};

static struct random_source random_state;

/* Random bytes, more than any test of this file reads. */
static uint8_t *pool;
static const size_t pool_bytes = (size_t)PARTS_MAX * PART + MISALIGN;

static int make_pool(void **state)
{
	(void)state;
	random_state = random_from_environment("test_oracles");
	pool = malloc(pool_bytes);
	if (!pool)
		return -1;
	random_fill(&random_state, pool, pool_bytes);
	return 0;
}

static int free_pool(void **state)
{
	(void)state;
	free(pool);
	return 0;
}

/* The one-shot digest of data that ends where its allocation ends. */
static void check_one(const struct hashlane_algorithm_spec *spec, size_t bytes)
{
	uint8_t given[HASHLANE_MAX_DIGEST_BYTES];
	uint8_t wanted[HASHLANE_MAX_DIGEST_BYTES];
	const uint8_t *data = pool + pool_bytes - bytes -
			      random_below(&random_state, MISALIGN);
	size_t n = 99, wanted_bytes;
	uint8_t *copy = NULL;

	if (bytes <= 1 << 16) {
		copy = malloc(bytes ? bytes : 1);
		assert_non_null(copy);
		memcpy(copy, data, bytes);
		data = copy;
	}
	wanted_bytes = oracle_digest(wanted, spec, data, bytes);
	assert_status(
		hashlane_hash(given, sizeof(given), &n, spec, data, bytes),
		HASHLANE_OK);
	if (!same_bytes("oracle", given, n, wanted, wanted_bytes))
		fail_msg("%s of %zu bytes", algorithm_text(spec), bytes);
	free(copy);
}

static void check_at(const char *text, const size_t *lengths, size_t count)
{
	const struct hashlane_algorithm_spec spec = spec_of(text);

	for (size_t i = 0; i < count; i++)
		check_one(&spec, lengths[i]);
}

/* Around k * unit, and half a unit behind, for each k given. */
static void check_around(const char *text, size_t unit, const size_t *ks,
			 size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const size_t at = ks[i] * unit;
		const size_t lengths[] = { at - 1, at, at + 1, at + unit / 2 };

		check_at(text, lengths, 4);
	}
}

static void random_lengths(void **state)
{
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	size_t count = algorithms_all(specs);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		for (int round = 0; round < 150; round++)
			check_one(&specs[i],
				  random_length(&random_state, 20000));
		for (int round = 0; round < 6; round++)
			check_one(&specs[i], (size_t)random_below(
						     &random_state, 3 * MIB));
	}
}

static void every_short_length(void **state)
{
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	size_t count = algorithms_all(specs);

	(void)state;
	for (size_t i = 0; i < count; i++)
		for (size_t bytes = 0; bytes <= 300; bytes++)
			check_one(&specs[i], bytes);
}

static void ed2k_at_the_borders(void **state)
{
	static const size_t lengths[] = { 0,           1,        PART - 1,
					  PART,        PART + 1, 2 * PART,
					  2 * PART + 1 };

	(void)state;
	check_at("ed2k", lengths, 7);
	check_at("ed2k-blue", lengths, 7);
}

static void tth_at_leaf_counts(void **state)
{
	static const size_t lengths[] = { 0, 1023, 1024, 1025 };
	static const size_t counts[] = { 2,   3,    4,    5,    6,   7,   8,
					 9,   11,   15,   16,   17,  31,  32,
					 33,  63,   64,   65,   99,  127, 128,
					 129, 1000, 1023, 1024, 1025 };

	(void)state;
	check_at("tth", lengths, 4);
	check_around("tth", 1024, counts, sizeof(counts) / sizeof(counts[0]));
}

static void tree_digests_at_leaf_counts(void **state)
{
	static const size_t counts[] = { 1,  2,  3,  4,  5,  6,  7,  8,  9,
					 15, 16, 17, 31, 32, 33, 63, 64, 65 };
	const size_t n = sizeof(counts) / sizeof(counts[0]);
	static const size_t verity[] = { 1, 2, 127, 128, 129, 255, 256, 257 };

	(void)state;
	check_around("blake3", 1024, counts, n);
	check_around("bt2-pieces-root", 16384, counts, n);
	check_around("glacier", MIB, counts, 9);
	check_around("fs-verity", 4096, verity, 8);
}

/* A third level of hash blocks: 128 * 128 data blocks and one more. */
static void fs_verity_of_three_levels(void **state)
{
	const size_t full = (size_t)128 * 128 * 4096;
	const size_t lengths[] = { full, full + 1 };

	(void)state;
	check_at("fs-verity", lengths, 2);
}

static void chunk_lists_at_the_borders(void **state)
{
	static const size_t few[] = { 1, 2, 3 };
	static const size_t many[] = { 1, 2, 15, 16, 17, 33, 100 };

	(void)state;
	check_around("dropbox", (size_t)4 * MIB, few, 3);
	check_around("s3-etag", (size_t)8 * MIB, few, 2);
	check_around("s3-etag:part=5MiB", (size_t)5 * MIB, few, 2);
	check_around("s3-etag:part=1KiB", 1024, many, 7);
	check_around("s3-etag:part=1500", 1500, many, 7);
}

static void aich_at_block_borders(void **state)
{
	static const size_t blocks[] = { 1, 2, 3, 5, 26, 27, 51, 52 };

	(void)state;
	check_around("aich", BLOCK, blocks, 8);
}

/*
 * 1..9 parts, at the border, one byte behind and some blocks behind: one
 * stream of unknown size whose digest is asked for on the way, and for the
 * larger ones also the one-shot call, which knows the size.
 */
static void aich_of_one_to_nine_parts(void **state)
{
	const struct hashlane_algorithm_spec spec = spec_of("aich");
	hashlane_hasher hasher = hasher_of(&spec, 1, false, 0);
	size_t at = 0;

	(void)state;
	for (size_t parts = 1; parts <= PARTS_MAX; parts++) {
		const size_t border = parts * PART;
		const size_t stops[] = { border, border + 1,
					 border + 3 * BLOCK + 7 };

		for (size_t i = 0; i < 3 && stops[i] <= pool_bytes; i++) {
			assert_status(hashlane_hasher_update(hasher, pool + at,
							     stops[i] - at),
				      HASHLANE_OK);
			at = stops[i];
			/* The oracle is slow: not every stop of many parts. */
			if (parts > 3 && i == 1)
				continue;
			assert_true(hasher_agrees(hasher, 0, &spec, pool, at,
						  "of parts"));
		}
	}
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
	for (size_t parts = 2; parts <= PARTS_MAX; parts++)
		check_one(&spec, parts * PART - (parts % 2 ? 0 : PART / 2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_short_length),
		cmocka_unit_test(random_lengths),
		cmocka_unit_test(ed2k_at_the_borders),
		cmocka_unit_test(tth_at_leaf_counts),
		cmocka_unit_test(tree_digests_at_leaf_counts),
		cmocka_unit_test(fs_verity_of_three_levels),
		cmocka_unit_test(chunk_lists_at_the_borders),
		cmocka_unit_test(aich_at_block_borders),
		cmocka_unit_test(aich_of_one_to_nine_parts),
	};

	return cmocka_run_group_tests(tests, make_pool, free_pool);
}
