/* SPDX-License-Identifier: MIT */
/*
 * test_range_states.c - a stream that is divided anywhere where it may be,
 * whose ranges are hashed apart and combined in any order, has the oracle's
 * digests.
 */
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/oracle.h"
#include "../support/random_source.h"

#include <stdlib.h>
#include <string.h>

enum {
	/* FS_VERITY has a third level above 64 MiB; seven parts of AICH. */
	DATA_BYTES = 150000000,
	SMALL_BYTES = 3000000,
	RANGES_MAX = 12,
	SETS_MAX = 4
};

/* What must be there, and the border of each. */
static const struct {
	int32_t id;
	uint64_t border;
} borders[] = {
	{ HASHLANE_HASH_CRC32, 1 },
	{ HASHLANE_HASH_CRC32C, 1 },
	{ HASHLANE_HASH_CRC64NVME, 1 },
	{ HASHLANE_HASH_QUICKXOR, 1 },
	{ HASHLANE_HASH_TTH, 1024 },
	{ HASHLANE_HASH_BLAKE3, 1024 },
	{ HASHLANE_HASH_BT2_PIECES_ROOT, 16384 },
	{ HASHLANE_HASH_FS_VERITY, 524288 },
	{ HASHLANE_HASH_GLACIER, 1048576 },
	{ HASHLANE_HASH_DROPBOX, 4194304 },
	{ HASHLANE_HASH_S3_ETAG, 8388608 },
	{ HASHLANE_HASH_ED2K, 9728000 },
	{ HASHLANE_HASH_ED2K_BLUE, 9728000 },
	{ HASHLANE_HASH_AICH, 9728000 },
};

enum { BORDERS = sizeof(borders) / sizeof(*borders) };

static uint64_t border_of(const struct hashlane_algorithm_spec *specs,
			  size_t count)
{
	uint64_t border = 0;

	assert_status(hashlane_range_get_border(&border, specs, count, NULL),
		      HASHLANE_OK);
	return border;
}

struct range {
	uint8_t *state; /* exactly its bytes */
	size_t bytes;
};

static struct range range_of(const struct hashlane_algorithm_spec *specs,
			     size_t count, const uint8_t *data, size_t from,
			     size_t to)
{
	struct range range = { NULL, 0 };

	assert_status(hashlane_range_digest(NULL, 0, &range.bytes, specs,
					    count, from, data + from,
					    to - from, NULL),
		      HASHLANE_BUFFER);
	range.state = malloc(range.bytes);
	assert_non_null(range.state);
	assert_status(hashlane_range_digest(range.state, range.bytes,
					    &range.bytes, specs, count, from,
					    data + from, to - from, NULL),
		      HASHLANE_OK);
	return range;
}

/* The same by a hasher that is fed in pieces, and passed on in between. */
static struct range stream_range(struct random_source *random,
				 const struct hashlane_algorithm_spec *specs,
				 size_t count, const uint8_t *data,
				 size_t from, size_t to)
{
	const struct hashlane_hasher_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = count,
		.isa = test_isa(),
		.offset_bytes = from,
	};
	struct range range = { NULL, 0 };
	hashlane_hasher hasher, next;
	size_t at = from;

	assert_status(hashlane_hasher_create(&hasher, &options, NULL),
		      HASHLANE_OK);
	do {
		size_t piece = random_length(random, to - at);

		assert_status(hashlane_hasher_update(hasher, data + at, piece),
			      HASHLANE_OK);
		at += piece;
		if (random_below(random, 2)) {
			assert_status(hashlane_hasher_clone(&next, hasher),
				      HASHLANE_OK);
			assert_status(hashlane_hasher_destroy(hasher),
				      HASHLANE_OK);
			hasher = next;
		}
		range.bytes = 0;
		(void)hashlane_hasher_save(hasher, NULL, 0, &range.bytes);
		range.state = realloc(range.state, range.bytes);
		assert_non_null(range.state);
		assert_status(hashlane_hasher_save(hasher, range.state,
						   range.bytes, NULL),
			      HASHLANE_OK);
		assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
		assert_status(hashlane_hasher_restore(
				      &hasher, range.state, range.bytes,
				      HASHLANE_ISA_SCALAR, NULL),
			      HASHLANE_OK);
	} while (at < to);
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
	return range;
}

/* The output lies where the left one does, as often as not. */
static struct range combine(struct random_source *random, struct range left,
			    struct range right)
{
	struct range both = { NULL, 0 };

	assert_status(hashlane_range_combine(NULL, 0, &both.bytes, left.state,
					     left.bytes, right.state,
					     right.bytes, NULL),
		      HASHLANE_BUFFER);
	if (random_below(random, 2)) {
		left.state = realloc(left.state, both.bytes > left.bytes ?
							 both.bytes :
							 left.bytes);
		assert_non_null(left.state);
		both.state = left.state;
	} else {
		both.state = malloc(both.bytes);
		assert_non_null(both.state);
	}
	assert_status(hashlane_range_combine(
			      both.state, both.bytes, &both.bytes, left.state,
			      left.bytes, right.state, right.bytes, NULL),
		      HASHLANE_OK);
	if (both.state != left.state)
		free(left.state);
	free(right.state);
	return both;
}

static void check_digests(const struct range *range,
			  const struct hashlane_algorithm_spec *specs,
			  size_t count, const uint8_t *data, size_t bytes,
			  size_t whole)
{
	hashlane_hasher hasher;

	assert_status(hashlane_hasher_restore(&hasher, range->state,
					      range->bytes, test_isa(), NULL),
		      HASHLANE_OK);
	/* It goes on as any hasher does. */
	assert_status(
		hashlane_hasher_update(hasher, data + bytes, whole - bytes),
		HASHLANE_OK);
	for (size_t i = 0; i < count; i++)
		assert_true(hasher_agrees(hasher, i, &specs[i], data, whole,
					  "combined"));
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
}

static int ascending(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

static void check_ranges(struct random_source *random,
			 const struct hashlane_algorithm_spec *specs,
			 size_t count, const uint8_t *data, size_t bytes)
{
	uint64_t border = border_of(specs, count);
	size_t n = 1 + random_below(random, RANGES_MAX), at[RANGES_MAX + 1];
	size_t more = random_below(random, 2) ? random_length(random, 100000) :
						0;
	struct range ranges[RANGES_MAX];

	/* Some are empty, some of one chunk. */
	for (size_t i = 0; i < n; i++)
		at[i] = (size_t)(random_below(random, bytes / border + 1) *
				 border);
	at[0] = 0;
	at[n] = bytes;
	qsort(at, n, sizeof(*at), ascending);
	for (size_t i = 0; i < n; i++)
		ranges[i] = random_below(random, 2) ?
				    range_of(specs, count, data, at[i],
					     at[i + 1]) :
				    stream_range(random, specs, count, data,
						 at[i], at[i + 1]);
	for (; n > 1; n--) {
		size_t i = random_below(random, n - 1);

		ranges[i] = combine(random, ranges[i], ranges[i + 1]);
		memmove(&ranges[i + 1], &ranges[i + 2],
			(n - i - 2) * sizeof(*ranges));
	}
	check_digests(&ranges[0], specs, count, data, bytes, bytes + more);
	free(ranges[0].state);
}

static uint8_t *make_data(struct random_source *random)
{
	uint8_t *data = malloc(DATA_BYTES + 100000);

	assert_non_null(data);
	random_fill(random, data, DATA_BYTES + 100000);
	return data;
}

static void test_each_algorithm(void **state)
{
	struct random_source random = random_from_environment("ranges");
	uint8_t *data = make_data(&random);

	(void)state;
	for (size_t i = 0; i < BORDERS; i++) {
		const struct hashlane_algorithm_spec spec = {
			.id = borders[i].id
		};

		assert_int_equal(border_of(&spec, 1), borders[i].border);
		for (int k = 0; k < 3; k++)
			check_ranges(&random, &spec, 1, data,
				     DATA_BYTES -
					     random_below(&random, 2) *
						     random_below(&random,
								  DATA_BYTES));
		/* Whole chunks to the end. */
		check_ranges(&random, &spec, 1, data,
			     (size_t)(random_below(&random, 8) *
				      borders[i].border));
		for (int k = 0; k < 40; k++)
			check_ranges(&random, &spec, 1, data,
				     random_length(&random, SMALL_BYTES));
	}
	free(data);
}

static void test_small_parts(void **state)
{
	const struct hashlane_algorithm_spec spec = {
		.id = HASHLANE_HASH_S3_ETAG, .param = 5000
	};
	struct random_source random = random_from_environment("ranges");
	uint8_t *data = make_data(&random);

	(void)state;
	assert_int_equal(border_of(&spec, 1), 5000);
	for (int i = 0; i < 100; i++)
		check_ranges(&random, &spec, 1, data,
			     random_length(&random, SMALL_BYTES));
	free(data);
}

static void test_sets(void **state)
{
	struct random_source random = random_from_environment("ranges");
	uint8_t *data = make_data(&random);

	(void)state;
	for (int i = 0; i < 40; i++) {
		struct hashlane_algorithm_spec specs[SETS_MAX];
		size_t count = 1 + random_below(&random, SETS_MAX);

		for (size_t k = 0; k < count; k++)
			specs[k] = (struct hashlane_algorithm_spec){
				.id = borders[random_below(&random, BORDERS)]
					      .id,
			};
		check_ranges(&random, specs, count, data,
			     random_length(&random, 40000000));
	}
	free(data);
}

/* What one chunk more costs a state that lacks its beginning. */
static void test_states_are_small(void **state)
{
	struct random_source random = random_from_environment("ranges");
	uint8_t *data = make_data(&random);

	(void)state;
	for (size_t i = 0; i < BORDERS; i++) {
		const struct hashlane_algorithm_spec spec = {
			.id = borders[i].id
		};
		size_t from = (size_t)borders[i].border;
		struct range range = range_of(&spec, 1, data, from,
					      DATA_BYTES);

		if (range.bytes > 20000)
			fail_msg("%s: %zu bytes", algorithm_text(&spec),
				 range.bytes);
		free(range.state);
	}
	free(data);
}

static void check_refused(const struct range *left, const struct range *right,
			  int32_t wanted, uint64_t place)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	uint8_t out[4096];
	size_t bytes = 4242;

	mark_untouched(out, sizeof(out));
	assert_status(hashlane_range_combine(
			      out, sizeof(out), &bytes, left->state,
			      left->bytes, right->state, right->bytes, &error),
		      wanted);
	assert_true(is_untouched(out, sizeof(out)));
	assert_int_equal(bytes, 4242);
	assert_int_equal(error.offset, place);
}

static void test_strangers(void **state)
{
	const struct hashlane_algorithm_spec tth = { .id = HASHLANE_HASH_TTH };
	const struct hashlane_algorithm_spec crc = {
		.id = HASHLANE_HASH_CRC32
	};
	struct random_source random = random_from_environment("ranges");
	uint8_t *data = make_data(&random);
	struct range first = range_of(&tth, 1, data, 0, 2048);
	struct range second = range_of(&tth, 1, data, 2048, 4096);
	struct range third = range_of(&tth, 1, data, 4096, 5000);
	struct range other = range_of(&crc, 1, data, 2048, 4096);
	hashlane_hasher hasher;
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];

	(void)state;
	check_refused(&first, &third, HASHLANE_ARGUMENT, 1);
	check_refused(&second, &first, HASHLANE_ARGUMENT, 1);
	check_refused(&first, &first, HASHLANE_ARGUMENT, 1);
	check_refused(&first, &other, HASHLANE_ARGUMENT, 1);
	/* A range has no digest of its own. */
	assert_status(hashlane_hasher_restore(&hasher, second.state,
					      second.bytes, HASHLANE_ISA_AUTO,
					      NULL),
		      HASHLANE_OK);
	assert_status(hashlane_hasher_get_digest(hasher, 0, digest,
						 sizeof(digest), NULL),
		      HASHLANE_UNSUPPORTED);
	/* Reset, it is the empty range at its place. */
	assert_status(hashlane_hasher_reset(hasher), HASHLANE_OK);
	assert_status(hashlane_hasher_update(hasher, data + 2048, 2048),
		      HASHLANE_OK);
	assert_status(
		hashlane_hasher_save(hasher, second.state, second.bytes, NULL),
		HASHLANE_OK);
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
	for (size_t i = 0; i < second.bytes; i++) {
		second.state[i] ^= 0x10;
		check_refused(&first, &second, HASHLANE_FORMAT, 1);
		check_refused(&second, &third, HASHLANE_FORMAT, 0);
		second.state[i] ^= 0x10;
	}
	first = combine(&random, first, combine(&random, second, third));
	check_digests(&first, &tth, 1, data, 5000, 5000);
	free(first.state);
	free(other.state);
	free(data);
}

static void test_what_has_no_ranges(void **state)
{
	struct hashlane_algorithm_spec all[HASHLANE_MAX_ALGORITHMS];
	struct hashlane_error error = { .struct_size = sizeof(error) };
	size_t count = algorithms_all(all), bytes = 4242;

	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct hashlane_hasher_options options = {
			.struct_size = sizeof(options),
			.specs = &all[i],
			.spec_count = 1,
			.offset_bytes = 1024,
		};
		uint64_t border = 4242;
		hashlane_hasher hasher;
		bool has = all[i].id == HASHLANE_HASH_S3_ETAG;

		for (size_t k = 0; k < BORDERS; k++)
			has = has || borders[k].id == all[i].id;
		if (has)
			continue;
		assert_status(
			hashlane_range_get_border(&border, &all[i], 1, &error),
			HASHLANE_UNSUPPORTED);
		assert_int_equal(border, 4242);
		assert_status(hashlane_range_digest(NULL, 0, &bytes, &all[i],
						    1, 1024, "", 0, &error),
			      HASHLANE_UNSUPPORTED);
		assert_int_equal(bytes, 4242);
		assert_status(
			hashlane_hasher_create(&hasher, &options, &error),
			HASHLANE_UNSUPPORTED);
	}
	/* A set of one that has and one that has not; the error says which. */
	all[0] = spec_of("crc32");
	all[1] = spec_of("md5");
	assert_status(
		hashlane_range_get_border(&(uint64_t){ 0 }, all, 2, &error),
		HASHLANE_UNSUPPORTED);
	assert_int_equal(error.offset, 1);
	assert_non_null(strstr(error.message, "md5"));
}

static void test_offsets(void **state)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	struct hashlane_algorithm_spec specs[] = { spec_of("tth"),
						   spec_of("ed2k") };
	struct hashlane_hasher_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = 2,
		.offset_bytes = 1024,
	};
	hashlane_hasher hasher = 4242;

	(void)state;
	assert_status(hashlane_hasher_create(&hasher, &options, &error),
		      HASHLANE_ARGUMENT);
	assert_int_equal(error.offset, 9728000);
	options.offset_bytes = 9728000;
	options.flags = HASHLANE_HASHER_SIZE_KNOWN;
	assert_status(hashlane_hasher_create(&hasher, &options, &error),
		      HASHLANE_ARGUMENT);
	assert_int_equal(hasher, 4242);
	/* More than there can be behind the offset. */
	options.flags = 0;
	options.spec_count = 1;
	options.offset_bytes = UINT64_MAX - 1023;
	assert_status(hashlane_hasher_create(&hasher, &options, &error),
		      HASHLANE_OK);
	assert_status(hashlane_hasher_update(hasher, error.message, 100),
		      HASHLANE_OK);
	assert_status(hashlane_hasher_update(hasher, &error, PTRDIFF_MAX),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hasher_destroy(hasher), HASHLANE_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_algorithm),
		cmocka_unit_test(test_small_parts),
		cmocka_unit_test(test_sets),
		cmocka_unit_test(test_states_are_small),
		cmocka_unit_test(test_strangers),
		cmocka_unit_test(test_what_has_no_ranges),
		cmocka_unit_test(test_offsets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
