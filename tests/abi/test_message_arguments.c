/* SPDX-License-Identifier: MIT */
/*
 * test_message_arguments.c - the exports that hash memory with arguments that
 * are wrong: the status says so, and the outputs stay as they were.
 */
#include "../support/algorithms.h"
#include "../support/bad_arguments.h"
#include "../support/check.h"

#include <string.h>

static const struct hashlane_algorithm_spec md5 = { HASHLANE_HASH_MD5, 0, 0 };

static void one_message(void **state)
{
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	size_t n = 99;

	(void)state;
	mark_untouched(digest, sizeof(digest));
	assert_status(hashlane_hash(digest, sizeof(digest), &n, NULL, "", 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash(NULL, sizeof(digest), &n, &md5, "", 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash(digest, TOO_LONG, &n, &md5, "", 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash(digest, sizeof(digest), &n, &md5, NULL, 1),
		      HASHLANE_ARGUMENT);
	assert_status(
		hashlane_hash(digest, sizeof(digest), &n, &md5, "", TOO_LONG),
		HASHLANE_ARGUMENT);
	assert_status(
		hashlane_hash(digest, sizeof(digest), &n, &md5, "", SIZE_MAX),
		HASHLANE_ARGUMENT);
	for (size_t i = 0; i < WRONG_SPECS; i++)
		assert_status(hashlane_hash(digest, sizeof(digest), &n,
					    &wrong_specs[i].spec, "", 0),
			      wrong_specs[i].status);
	assert_int_equal(n, 99);
	for (size_t capacity = 0; capacity < 16; capacity++) {
		n = 99;
		assert_status(hashlane_hash(capacity ? digest : NULL, capacity,
					    &n, &md5, "abc", 3),
			      HASHLANE_BUFFER);
		assert_int_equal(n, 16);
		assert_status(
			hashlane_hash(digest, capacity, NULL, &md5, "abc", 3),
			HASHLANE_BUFFER);
	}
	assert_true(is_untouched(digest, sizeof(digest)));
	assert_status(hashlane_hash(digest, 16, NULL, &md5, NULL, 0),
		      HASHLANE_OK);
	assert_true(is_untouched(digest + 16, sizeof(digest) - 16));
	assert_int_equal(digest[0], 0xd4);
}

/* The root of no pieces: OK, no bytes, and nothing written. */
static void no_digest(void **state)
{
	const struct hashlane_algorithm_spec root = spec_of("bt2-pieces-root");
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	size_t n = 99;

	(void)state;
	mark_untouched(digest, sizeof(digest));
	assert_status(
		hashlane_hash(digest, sizeof(digest), &n, &root, NULL, 0),
		HASHLANE_OK);
	assert_int_equal(n, 0);
	assert_true(is_untouched(digest, sizeof(digest)));
}

static void many_messages(void **state)
{
	const void *const data[] = { "abc", NULL, "de" };
	const void *const holes[] = { "abc", NULL, "de" };
	const size_t bytes[] = { 3, 0, 2 }, bad_bytes[] = { 3, 1, 2 };
	const size_t huge[] = { 3, 0, TOO_LONG };
	uint8_t out[3 * 16];

	(void)state;
	mark_untouched(out, sizeof(out));
	assert_status(hashlane_hash_many(out, sizeof(out), NULL, NULL, data,
					 bytes, 3, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_many(NULL, sizeof(out), NULL, &md5, data,
					 bytes, 3, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_many(out, TOO_LONG, NULL, &md5, data,
					 bytes, 3, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_many(out, sizeof(out), NULL, &md5, NULL,
					 bytes, 3, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_many(out, sizeof(out), NULL, &md5, data,
					 NULL, 3, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_many(out, sizeof(out), NULL, &md5, holes,
					 bad_bytes, 3, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_many(out, sizeof(out), NULL, &md5, data,
					 huge, 3, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_many(out, sizeof(out), NULL, &md5, data,
					 bytes, 3, -1),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_many(out, sizeof(out), NULL, &md5, data,
					 bytes, 3, 7),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_many(out, sizeof(out) - 1, NULL, &md5,
					 data, bytes, 3, 0),
		      HASHLANE_BUFFER);
	assert_status(hashlane_hash_many(out, sizeof(out), NULL, &md5, data,
					 bytes, SIZE_MAX / 8, 0),
		      HASHLANE_BUFFER);
	for (size_t i = 0; i < WRONG_SPECS; i++)
		assert_status(hashlane_hash_many(out, sizeof(out), NULL,
						 &wrong_specs[i].spec, data,
						 bytes, 3, 0),
			      wrong_specs[i].status);
	assert_true(is_untouched(out, sizeof(out)));
	assert_status(
		hashlane_hash_many(NULL, 0, NULL, &md5, NULL, NULL, 0, 0),
		HASHLANE_OK);
	assert_status(hashlane_hash_many(out, sizeof(out), NULL, &md5, data,
					 bytes, 3, 0),
		      HASHLANE_OK);
}

static uint8_t column_out[64];

static int32_t call_column(void *given)
{
	return hashlane_hash_column(column_out, sizeof(column_out), NULL, NULL,
				    NULL, &md5, given, HASHLANE_OUTPUT_BINARY,
				    0);
}

static int32_t run_column(const struct hashlane_column *column)
{
	size_t nulls = 99;
	int32_t status;

	mark_untouched(column_out, sizeof(column_out));
	errno = CHECK_ERRNO;
	status = hashlane_hash_column(column_out, sizeof(column_out), NULL,
				      NULL, &nulls, &md5, column,
				      HASHLANE_OUTPUT_BINARY, 0);
	if (status) {
		assert_true(is_untouched(column_out, sizeof(column_out)));
		assert_int_equal(nulls, 99);
	}
	return status;
}

static void column_structs(void **state)
{
	static const int32_t offsets[] = { 0, 1, 3 };
	static const int64_t wide[] = { 0, 1, 3 };
	const struct hashlane_column good = {
		.struct_size = sizeof(good),
		.rows = 2,
		.offsets = offsets,
		.data = (const uint8_t *)"abc",
		.data_bytes = 3,
		.layout = HASHLANE_LAYOUT_OFFSETS32,
	};
	struct hashlane_column column;

	(void)state;
	check_struct_sizes(call_column, &good, sizeof(good), HASHLANE_OK);
	assert_status(run_column(NULL), HASHLANE_ARGUMENT);
	column = good;
	column.layout = 0;
	assert_status(run_column(&column), HASHLANE_ARGUMENT);
	column.layout = 4;
	assert_status(run_column(&column), HASHLANE_ARGUMENT);
	column.layout = -1;
	assert_status(run_column(&column), HASHLANE_ARGUMENT);
	column = good;
	column.flags = 1;
	assert_status(run_column(&column), HASHLANE_ARGUMENT);
	column = good;
	column.offsets = NULL;
	assert_status(run_column(&column), HASHLANE_ARGUMENT);
	column = good;
	column.data = NULL;
	assert_status(run_column(&column), HASHLANE_ARGUMENT);
	column = good;
	column.rows = SIZE_MAX;
	assert_status(run_column(&column), HASHLANE_ARGUMENT);
	column = good;
	column.offset = SIZE_MAX;
	assert_status(run_column(&column), HASHLANE_ARGUMENT);
	column = good;
	column.data_bytes = 2;
	assert_status(run_column(&column), HASHLANE_FORMAT);
	column = good;
	column.layout = HASHLANE_LAYOUT_OFFSETS64;
	column.offsets = wide;
	assert_status(run_column(&column), HASHLANE_OK);
	column.rows = 0;
	column.offsets = NULL;
	assert_status(run_column(&column), HASHLANE_OK);
	assert_true(is_untouched(column_out, sizeof(column_out)));
}

static void column_offsets(void **state)
{
	static const int32_t wrong32[][3] = {
		{ 0, 2, 1 }, { -1, 1, 3 },        { 0, -1, 3 },
		{ 0, 1, 4 }, { 0, 1, INT32_MAX }, { INT32_MIN, 0, 3 },
		{ 4, 4, 4 },
	};
	static const int64_t wrong64[][3] = {
		{ 0, 2, 1 },         { -1, 1, 3 },        { 0, 1, 4 },
		{ 0, 1, INT64_MAX }, { INT64_MIN, 0, 3 },
	};
	struct hashlane_column column = {
		.struct_size = sizeof(column),
		.rows = 2,
		.data = (const uint8_t *)"abc",
		.data_bytes = 3,
	};

	(void)state;
	column.layout = HASHLANE_LAYOUT_OFFSETS32;
	for (size_t i = 0; i < sizeof(wrong32) / sizeof(wrong32[0]); i++) {
		column.offsets = wrong32[i];
		assert_status(run_column(&column), HASHLANE_FORMAT);
	}
	column.layout = HASHLANE_LAYOUT_OFFSETS64;
	for (size_t i = 0; i < sizeof(wrong64) / sizeof(wrong64[0]); i++) {
		column.offsets = wrong64[i];
		assert_status(run_column(&column), HASHLANE_FORMAT);
	}
}

static void column_views(void **state)
{
	/* length, prefix, buffer, offset */
	static const int32_t wrong[][4] = {
		{ -1, 0, 0, 0 },         { 13, 0, 1, 0 },
		{ 13, 0, -1, 0 },        { 13, 0, INT32_MIN, 0 },
		{ 13, 0, 0, -1 },        { 13, 0, 0, 8 },
		{ 21, 0, 0, 0 },         { INT32_MAX, 0, 0, 0 },
		{ 13, 0, 0, INT32_MAX },
	};
	static const int32_t good[4] = { 13, 0, 0, 7 };
	const uint8_t *const buffers[] = { (
		const uint8_t *)"0123456789abcdefghij" };
	const uint8_t *const none[] = { NULL };
	const size_t buffer_bytes[] = { 20 };
	struct hashlane_column column = {
		.struct_size = sizeof(column),
		.rows = 1,
		.offsets = good,
		.buffers = buffers,
		.buffer_bytes = buffer_bytes,
		.buffer_count = 1,
		.layout = HASHLANE_LAYOUT_VIEWS,
	};

	(void)state;
	assert_status(run_column(&column), HASHLANE_OK);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		column.offsets = wrong[i];
		assert_status(run_column(&column), HASHLANE_FORMAT);
	}
	column.offsets = good;
	column.buffers = none;
	assert_status(run_column(&column), HASHLANE_ARGUMENT);
	column.buffers = NULL;
	assert_status(run_column(&column), HASHLANE_ARGUMENT);
	column.buffers = buffers;
	column.buffer_bytes = NULL;
	assert_status(run_column(&column), HASHLANE_ARGUMENT);
	column.buffer_bytes = buffer_bytes;
	column.buffer_count = 0;
	assert_status(run_column(&column), HASHLANE_FORMAT);
}

static void column_outputs(void **state)
{
	static const int32_t offsets[] = { 0, 1, 3 };
	const struct hashlane_algorithm_spec crc = spec_of("crc32");
	const struct hashlane_column column = {
		.struct_size = sizeof(column),
		.rows = 2,
		.offsets = offsets,
		.data = (const uint8_t *)"abc",
		.data_bytes = 3,
		.layout = HASHLANE_LAYOUT_OFFSETS32,
	};
	uint8_t out[64];

	(void)state;
	mark_untouched(out, sizeof(out));
	assert_status(hashlane_hash_column(out, 64, NULL, NULL, NULL, NULL,
					   &column, 0, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_column(NULL, 64, NULL, NULL, NULL, &md5,
					   &column, 0, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_column(out, 64, NULL, NULL, NULL, &md5,
					   &column, -1, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_column(out, 64, NULL, NULL, NULL, &md5,
					   &column, 3, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_column(out, 64, NULL, NULL, NULL, &md5,
					   &column, 0, 99),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_column(out, 64, NULL, NULL, NULL, &md5,
					   &column, HASHLANE_OUTPUT_INTEGER,
					   0),
		      HASHLANE_UNSUPPORTED);
	assert_status(hashlane_hash_column(out, 31, NULL, NULL, NULL, &md5,
					   &column, HASHLANE_OUTPUT_BINARY, 0),
		      HASHLANE_BUFFER);
	assert_status(hashlane_hash_column(out, 63, NULL, NULL, NULL, &md5,
					   &column, HASHLANE_OUTPUT_HEX, 0),
		      HASHLANE_BUFFER);
	assert_status(hashlane_hash_column(out, 7, NULL, NULL, NULL, &crc,
					   &column, HASHLANE_OUTPUT_INTEGER,
					   0),
		      HASHLANE_BUFFER);
	for (size_t i = 0; i < WRONG_SPECS; i++)
		assert_status(hashlane_hash_column(out, 64, NULL, NULL, NULL,
						   &wrong_specs[i].spec,
						   &column, 0, 0),
			      wrong_specs[i].status);
	assert_true(is_untouched(out, sizeof(out)));
}

/* Every call with a buffer tells how much it wants. */
static void buffers_that_are_too_small(void **state)
{
	const struct hashlane_algorithm_spec specs[] = {
		{ .id = HASHLANE_HASH_MD5 }, { .id = HASHLANE_HASH_SHA1 }
	};
	const void *data[] = { "abc", "d", "" };
	const size_t sizes[] = { 3, 1, 0 };
	const int32_t offsets[] = { 0, 1, 2, 3 };
	const struct hashlane_column column = {
		.struct_size = sizeof(column),
		.rows = 3,
		.offsets = offsets,
		.data = (const uint8_t *)"abc",
		.data_bytes = 3,
		.layout = HASHLANE_LAYOUT_OFFSETS32,
	};
	const struct hashlane_files_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = 2,
		.workers = -1,
	};
	const char *const paths[] = { "/proc/self/exe", "/proc/self/exe" };
	struct hashlane_file_result results[2];
	struct hashlane_error error = { .struct_size = sizeof(error) };
	_Alignas(8) uint8_t out[128];
	size_t bytes = 0;

	(void)state;
	mark_untouched(out, sizeof(out));
	assert_status(
		hashlane_hash_many(out, 47, &bytes, specs, data, sizes, 3, 0),
		HASHLANE_BUFFER);
	assert_int_equal(bytes, 48);
	bytes = 0;
	assert_status(hashlane_hash_column(out, 95, &bytes, NULL, NULL, specs,
					   &column, HASHLANE_OUTPUT_HEX, 0),
		      HASHLANE_BUFFER);
	assert_int_equal(bytes, 96);
	assert_status(
		hashlane_hash_file(NULL, out, 35, paths[0], specs, 2, &error),
		HASHLANE_BUFFER);
	assert_int_equal(error.offset, 36);
	assert_status(hashlane_hash_files(results, out, 71, paths, 2, &options,
					  &error),
		      HASHLANE_BUFFER);
	assert_int_equal(error.offset, 72);
	/* More than there can be. */
	assert_status(hashlane_hash_many(out, 128, &bytes, specs, data, sizes,
					 SIZE_MAX / 8, 0),
		      HASHLANE_BUFFER);
	assert_int_equal(bytes, SIZE_MAX);
	assert_true(is_untouched(out, sizeof(out)));
	assert_status(
		hashlane_hash_many(out, 128, &bytes, specs, data, sizes, 3, 0),
		HASHLANE_OK);
	assert_int_equal(bytes, 48);
	assert_status(hashlane_hash_column(out, 128, &bytes, NULL, NULL, specs,
					   &column, HASHLANE_OUTPUT_HEX, 0),
		      HASHLANE_OK);
	assert_int_equal(bytes, 96);
	/* Two outputs in one place. */
	assert_status(hashlane_hash_many(out, 128, (size_t *)(void *)out,
					 specs, data, sizes, 3, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_column(out, 128, &bytes, NULL, &bytes,
					   specs, &column, 0, 0),
		      HASHLANE_ARGUMENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_message),
		cmocka_unit_test(no_digest),
		cmocka_unit_test(many_messages),
		cmocka_unit_test(column_structs),
		cmocka_unit_test(column_offsets),
		cmocka_unit_test(column_views),
		cmocka_unit_test(column_outputs),
		cmocka_unit_test(buffers_that_are_too_small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
