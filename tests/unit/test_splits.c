/* SPDX-License-Identifier: MIT */
/*
 * test_splits.c - every algorithm over every split of its input around its
 * block, leaf and chunk borders; digests in mid-stream, clones, resets; many
 * algorithms in one hasher.
 */
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/oracle.h"
#include "../support/random_source.h"

#include <stdlib.h>
#include <string.h>

enum { ALL_MAX = HASHLANE_MAX_ALGORITHMS, NEAR_MAX = 512 };

static uint8_t *make_data(size_t bytes)
{
	struct random_source random = { bytes };
	uint8_t *data = malloc(bytes ? bytes : 1);

	assert_non_null(data);
	random_fill(&random, data, bytes);
	return data;
}

/* Feed data[0..bytes) in two pieces and compare every output. */
static void check_split(hashlane_hasher hasher,
			const struct hashlane_algorithm_spec *specs,
			size_t count, const uint8_t *data, size_t bytes,
			size_t at,
			uint8_t digests[][HASHLANE_MAX_DIGEST_BYTES],
			const size_t *digest_bytes)
{
	assert_status(hashlane_hasher_reset(hasher), HASHLANE_OK);
	assert_status(hashlane_hasher_update(hasher, data, at), HASHLANE_OK);
	assert_status(hashlane_hasher_update(hasher, data + at, bytes - at),
		      HASHLANE_OK);
	for (size_t i = 0; i < count; i++) {
		uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
		size_t n = 99;

		assert_status(hashlane_hasher_get_digest(hasher, i, digest,
							 sizeof(digest), &n),
			      HASHLANE_OK);
		if (!same_bytes("split", digest, n, digests[i],
				digest_bytes[i]))
			fail_msg("%s of %zu bytes, split at %zu",
				 algorithm_text(&specs[i]), bytes, at);
	}
}

/*
 * One length: the one-shot call has the oracle's digest, and so has a hasher
 * at each of the splits, with and without the size known.
 */
static void check_length(const struct hashlane_algorithm_spec *specs,
			 size_t count, size_t bytes, const size_t *splits,
			 size_t split_count)
{
	uint8_t digests[ALL_MAX][HASHLANE_MAX_DIGEST_BYTES];
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	size_t digest_bytes[ALL_MAX];
	uint8_t *data = make_data(bytes);
	bool needs_size = false;

	for (size_t i = 0; i < count; i++) {
		size_t n = 99;

		digest_bytes[i] = oracle_digest(digests[i], &specs[i], data,
						bytes);
		assert_status(hashlane_hash(digest, sizeof(digest), &n,
					    &specs[i], data, bytes),
			      HASHLANE_OK);
		if (!same_bytes("one-shot", digest, n, digests[i],
				digest_bytes[i]))
			fail_msg("%s of %zu bytes, one-shot",
				 algorithm_text(&specs[i]), bytes);
		needs_size |= (algorithm_info(specs[i].id).flags &
			       HASHLANE_INFO_NEEDS_SIZE) != 0;
	}
	for (int known = needs_size; known < 2; known++) {
		hashlane_hasher hasher = hasher_of(specs, count, known, bytes);

		for (size_t s = 0; s < split_count; s++)
			if (splits[s] <= bytes)
				check_split(hasher, specs, count, data, bytes,
					    splits[s], digests, digest_bytes);
		assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
	}
	free(data);
}

/* 0, 1, and for every border the byte before, at and after it. */
static size_t near_borders(size_t *near, const size_t *borders, size_t count)
{
	size_t n = 0;

	near[n++] = 0;
	near[n++] = 1;
	for (size_t i = 0; i < count; i++)
		for (size_t d = 0; d < 3; d++)
			near[n++] = borders[i] - 1 + d;
	assert_true(n <= NEAR_MAX);
	return n;
}

static void check_borders(const struct hashlane_algorithm_spec *specs,
			  size_t count, const size_t *borders,
			  size_t border_count)
{
	size_t near[NEAR_MAX];
	size_t n = near_borders(near, borders, border_count);

	for (size_t i = 0; i < n; i++)
		check_length(specs, count, near[i], near, n);
}

/* Multiples of the compression function's block, at every single byte. */
static void every_split_around_blocks(void **state)
{
	struct hashlane_algorithm_spec specs[ALL_MAX];
	size_t count = algorithms_all(specs);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		size_t block = algorithm_info(specs[i].id).block_bytes;
		size_t splits[NEAR_MAX], lengths[NEAR_MAX];
		size_t borders[3];
		size_t n;

		if (block < 64)
			block = 64;
		borders[0] = block;
		borders[1] = 2 * block;
		borders[2] = 3 * block - 16; /* padding needs a block more */
		n = near_borders(lengths, borders, 3);
		for (size_t s = 0; s < NEAR_MAX; s++)
			splits[s] = s;
		for (size_t l = 0; l < n; l++)
			check_length(&specs[i], 1, lengths[l], splits,
				     lengths[l] + 1);
	}
}

/* The stripes, short-input classes and blocks of XXH3, folding of CRCs. */
static void splits_around_checksum_borders(void **state)
{
	static const size_t borders[] = {
		4,   8,   16,  32,   64,   128,  192,
		240, 256, 512, 1024, 1088, 2048, 4096
	};
	const struct hashlane_algorithm_spec specs[] = {
		{ HASHLANE_HASH_CRC32, 0, 0 },
		{ HASHLANE_HASH_CRC32C, 0, 0 },
		{ HASHLANE_HASH_CRC64NVME, 0, 0 },
		{ HASHLANE_HASH_XXH64, 0, 0 },
		{ HASHLANE_HASH_XXH3_64, 0, 0 },
		{ HASHLANE_HASH_XXH3_128, 0, 0 },
		{ HASHLANE_HASH_QUICKXOR, 0, 0 },
	};

	(void)state;
	check_borders(specs, sizeof(specs) / sizeof(specs[0]), borders,
		      sizeof(borders) / sizeof(borders[0]));
}

/* Leaves `leaf` at the counts that make odd, full and lopsided trees. */
static void check_leaves(const struct hashlane_algorithm_spec *specs,
			 size_t count, size_t leaf, const size_t *leaves,
			 size_t leaves_count)
{
	size_t borders[32];

	for (size_t i = 0; i < leaves_count; i++)
		borders[i] = leaves[i] * leaf;
	check_borders(specs, count, borders, leaves_count);
}

static void splits_around_small_leaves(void **state)
{
	static const size_t counts[] = { 1, 2, 3, 4, 5, 7, 8, 9 };
	static const size_t few[] = { 1, 2, 3, 4, 5 };
	const struct hashlane_algorithm_spec tth = spec_of("tth");
	const struct hashlane_algorithm_spec blake3 = spec_of("blake3");
	const struct hashlane_algorithm_spec kib =
		spec_of("s3-etag:part=1KiB");
	const struct hashlane_algorithm_spec odd =
		spec_of("s3-etag:part=1500");
	const struct hashlane_algorithm_spec verity = spec_of("fs-verity");
	const struct hashlane_algorithm_spec bt2 = spec_of("bt2-pieces-root");

	(void)state;
	check_leaves(&tth, 1, 1024, counts, 8);
	check_leaves(&blake3, 1, 1024, counts, 8);
	check_leaves(&kib, 1, 1024, counts, 8);
	check_leaves(&odd, 1, 1500, counts, 8);
	check_leaves(&verity, 1, 4096, few, 5);
	check_leaves(&bt2, 1, 16384, few, 5);
}

/* Groups of leaves that the library may take at once: many, uneven. */
static void splits_around_groups_of_leaves(void **state)
{
	static const size_t kib[] = { 16, 63, 64, 65, 100, 128 };
	static const size_t blocks[] = { 127, 128, 129 };
	const struct hashlane_algorithm_spec small[] = {
		spec_of("tth"), spec_of("blake3"), spec_of("s3-etag:part=1KiB")
	};
	const struct hashlane_algorithm_spec verity = spec_of("fs-verity");

	(void)state;
	check_leaves(small, 3, 1024, kib, 6);
	check_leaves(&verity, 1, 4096, blocks, 3);
}

/* Blocks of AICH, chunks of megabytes: fewer lengths, the nearest splits. */
static void splits_around_large_chunks(void **state)
{
	static const struct {
		const char *text;
		size_t chunk;
		size_t most; /* chunks */
	} rows[] = {
		{ "aich", 184320, 3 },
		{ "glacier", (size_t)1 << 20, 3 },
		{ "dropbox", (size_t)4 << 20, 1 },
		{ "s3-etag:part=5MiB", (size_t)5 << 20, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct hashlane_algorithm_spec spec =
			spec_of(rows[i].text);
		size_t chunk = rows[i].chunk;

		for (size_t k = 1; k <= rows[i].most; k++) {
			size_t splits[3];

			for (size_t d = 0; d < 3; d++)
				splits[d] = k * chunk - 1 + d;
			for (size_t d = 0; d < 3; d++)
				check_length(&spec, 1, splits[d], splits, 3);
			check_length(&spec, 1, k * chunk + chunk / 2, splits,
				     3);
		}
	}
}

/* The parts of the eDonkey world, all of its algorithms in one hasher. */
static void splits_around_parts(void **state)
{
	const size_t part = 9728000, block = 184320;
	const struct hashlane_algorithm_spec specs[] = { spec_of("ed2k"),
							 spec_of("ed2k-blue"),
							 spec_of("aich"),
							 spec_of("tth") };
	const size_t lengths[] = { part - 1, part, part + 1, 2 * part };
	const size_t splits[] = { 52 * block, part - 1, part, part + 1 };

	(void)state;
	for (size_t i = 0; i < 4; i++)
		check_length(specs, 4, lengths[i], splits, 4);
}

/*
 * Random pieces into all algorithms at once; in mid-stream the digests of
 * what is there, a clone that goes its own way, at last a reset.
 */
static void check_random_stream(struct random_source *random,
				const struct hashlane_algorithm_spec *specs,
				size_t count, size_t bytes)
{
	hashlane_hasher hasher = hasher_of(specs, count, false, 0), clone;
	uint8_t *data = make_data(bytes), *other = make_data(bytes + 1);
	size_t at = 0, cloned_at;

	while (at < bytes) {
		size_t piece = random_length(random, bytes - at);
		size_t i = (size_t)random_below(random, count);

		assert_status(hashlane_hasher_update(hasher, data + at, piece),
			      HASHLANE_OK);
		at += piece;
		assert_true(hasher_agrees(hasher, i, &specs[i], data, at,
					  "mid-stream"));
	}
	for (size_t i = 0; i < count; i++)
		assert_true(hasher_agrees(hasher, i, &specs[i], data, bytes,
					  "all in one hasher"));
	/* The clone absorbs other bytes; neither disturbs the other. */
	cloned_at = (size_t)random_below(random, bytes + 1);
	assert_status(hashlane_hasher_reset(hasher), HASHLANE_OK);
	assert_status(hashlane_hasher_update(hasher, data, cloned_at),
		      HASHLANE_OK);
	assert_status(hashlane_hasher_clone(&clone, hasher), HASHLANE_OK);
	assert_true(clone != hasher);
	memcpy(other, data, cloned_at);
	assert_status(hashlane_hasher_update(clone, other + cloned_at,
					     bytes + 1 - cloned_at),
		      HASHLANE_OK);
	assert_status(hashlane_hasher_update(hasher, data + cloned_at,
					     bytes - cloned_at),
		      HASHLANE_OK);
	for (size_t i = 0; i < count; i++) {
		assert_true(hasher_agrees(hasher, i, &specs[i], data, bytes,
					  "beside its clone"));
		assert_true(hasher_agrees(clone, i, &specs[i], other,
					  bytes + 1, "clone"));
	}
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
	assert_true(hasher_agrees(clone, 0, &specs[0], other, bytes + 1,
				  "clone that outlives"));
	assert_status(hashlane_hasher_reset(clone), HASHLANE_OK);
	for (size_t i = 0; i < count; i++)
		assert_true(hasher_agrees(clone, i, &specs[i], other, 0,
					  "after reset"));
	assert_status(hashlane_hasher_destroy(clone), HASHLANE_OK);
	free(data);
	free(other);
}

/* Those that need no size; the others are in with_the_size_known. */
static size_t sizeless(struct hashlane_algorithm_spec *specs)
{
	size_t count = algorithms_all(specs), n = 0;

	for (size_t i = 0; i < count; i++)
		if (!(algorithm_info(specs[i].id).flags &
		      HASHLANE_INFO_NEEDS_SIZE))
			specs[n++] = specs[i];
	return n;
}

static void random_streams(void **state)
{
	struct random_source random = random_from_environment("test_splits");
	struct hashlane_algorithm_spec specs[ALL_MAX];
	size_t count = sizeless(specs);

	(void)state;
	for (int i = 0; i < 30; i++)
		check_random_stream(&random, specs, count,
				    1 + random_length(&random, 100000));
	check_random_stream(&random, specs, count, 3000000);
}

/* AICH keeps what it must to answer at any size: several parts, cloned. */
static void parts_in_mid_stream(void **state)
{
	const size_t part = 9728000, bytes = 2 * part + 200000;
	const struct hashlane_algorithm_spec specs[] = { spec_of("aich"),
							 spec_of("ed2k") };
	hashlane_hasher hasher = hasher_of(specs, 2, false, 0), clone;
	const size_t stops[] = { part - 1, part, part + 1, 2 * part, bytes };
	uint8_t *data = make_data(bytes);
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++) {
		assert_status(hashlane_hasher_update(hasher, data + at,
						     stops[i] - at),
			      HASHLANE_OK);
		at = stops[i];
		assert_status(hashlane_hasher_clone(&clone, hasher),
			      HASHLANE_OK);
		assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
		hasher = clone;
		for (size_t k = 0; k < 2; k++)
			assert_true(hasher_agrees(hasher, k, &specs[k], data,
						  at, "parts"));
	}
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
	free(data);
}

static void replace_by_clone(hashlane_hasher *hasher)
{
	hashlane_hasher clone;

	assert_status(hashlane_hasher_clone(&clone, *hasher), HASHLANE_OK);
	assert_status(hashlane_hasher_destroy(*hasher), HASHLANE_OK);
	*hasher = clone;
}

/* With a declared size every algorithm takes part, and too much is refused. */
static void with_the_size_known(void **state)
{
	struct random_source random = random_from_environment("test_splits");
	struct hashlane_algorithm_spec specs[ALL_MAX];
	size_t count = algorithms_all(specs);

	(void)state;
	for (int round = 0; round < 20; round++) {
		size_t bytes = random_length(&random, 70000), at = 0;
		hashlane_hasher hasher = hasher_of(specs, count, true, bytes);
		uint8_t *data = make_data(bytes + 1);
		size_t cloned_at = (size_t)random_below(&random, bytes + 1);

		while (at < bytes) {
			size_t piece = random_length(&random, bytes - at);

			assert_status(hashlane_hasher_update(hasher, data + at,
							     piece),
				      HASHLANE_OK);
			at += piece;
			if (at >= cloned_at)
				replace_by_clone(&hasher);
		}
		assert_status(hashlane_hasher_update(hasher, data, 1),
			      HASHLANE_ARGUMENT);
		for (size_t i = 0; i < count; i++)
			assert_true(hasher_agrees(hasher, i, &specs[i], data,
						  bytes, "size known"));
		assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
		free(data);
	}
}

/* The same algorithm twice, and the whole capacity of a hasher. */
static void repeated_algorithms(void **state)
{
	struct hashlane_algorithm_spec specs[ALL_MAX];
	struct hashlane_algorithm_spec all[ALL_MAX];
	size_t count = sizeless(all);
	uint8_t *data = make_data(5000);
	hashlane_hasher hasher;

	(void)state;
	for (size_t i = 0; i < ALL_MAX; i++)
		specs[i] = all[i * 7 % count];
	hasher = hasher_of(specs, ALL_MAX, false, 0);
	assert_status(hashlane_hasher_update(hasher, data, 5000), HASHLANE_OK);
	for (size_t i = 0; i < ALL_MAX; i++)
		assert_true(hasher_agrees(hasher, i, &specs[i], data, 5000,
					  "64 in one hasher"));
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
	free(data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_split_around_blocks),
		cmocka_unit_test(splits_around_checksum_borders),
		cmocka_unit_test(splits_around_small_leaves),
		cmocka_unit_test(splits_around_groups_of_leaves),
		cmocka_unit_test(splits_around_large_chunks),
		cmocka_unit_test(splits_around_parts),
		cmocka_unit_test(random_streams),
		cmocka_unit_test(parts_in_mid_stream),
		cmocka_unit_test(with_the_size_known),
		cmocka_unit_test(repeated_algorithms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
