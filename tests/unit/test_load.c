/* SPDX-License-Identifier: MIT */
/* test_load.c - results blocks from bytes: whole ones, and damaged ones. */
#include "../../src/base/bytes.h"
#include "../../src/engine/arrow.h"
#include "../support/check.h"
#include "../support/result_blocks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ENTRY_AT = 64, ENTRY_BYTES = 64, MUTATIONS = 100000 };

/* What was read, so that the compiler reads it. */
static unsigned sum;

static void touch(const void *data, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		sum += ((const uint8_t *)data)[i];
}

static void touch_array(const struct ArrowArray *array, const char *format)
{
	size_t rows = (size_t)array->length;
	const bool is_short = format[0] == 'u' || format[0] == 'z';
	size_t width = format[0] == 'w' ? strtoul(format + 2, NULL, 10) :
		       strchr("iI", format[0]) ? 4 :
						 8;

	if (array->buffers[0])
		touch(array->buffers[0], (rows + 7) / 8);
	if (array->n_buffers == 2)
		touch(array->buffers[1], rows * width);
	else if (is_short)
		touch(array->buffers[2],
		      (size_t)((const int32_t *)array->buffers[1])[rows]);
	else
		touch(array->buffers[2],
		      (size_t)((const int64_t *)array->buffers[1])[rows]);
}

/* All that a block has, by every call that reads it; it is destroyed. */
static void use(const struct hashlane_results *block)
{
	uint32_t rows = hashlane_results_get_count(block);
	struct hashlane_results_column column;
	struct ArrowSchema schema;
	struct ArrowArray array;
	size_t columns = 0;

	assert_true(rows && hashlane_results_get_failures(block) <= rows);
	touch(block, hashlane_results_get_bytes(block));
	while (!hashlane_results_get_column(&column, block, columns))
		columns++;
	assert_status(hashlane_results_get_column(&column, block, columns),
		      HASHLANE_NOT_FOUND);
	for (uint32_t i = 0; i < rows; i++) {
		struct hashlane_row row = { .struct_size = sizeof(row) };
		const uint8_t *digest;
		size_t bytes;

		assert_status(hashlane_results_get_row(&row, block, i),
			      HASHLANE_OK);
		touch(row.path, row.path_bytes);
		touch(row.message, row.message_bytes);
		for (size_t k = 0; k < columns; k++) {
			struct hashlane_parts parts = {
				.struct_size = sizeof(parts),
			};

			if (!hashlane_results_get_digest(&digest, &bytes,
							 block, i, k))
				touch(digest, bytes);
			if (!hashlane_results_get_parts(&parts, block, i, k))
				touch(parts.digests,
				      parts.count * parts.digest_bytes);
		}
	}
	errno = CHECK_ERRNO;
	assert_status(hashlane_results_export(
			      &array, &schema, block,
			      rows % 2 ? HASHLANE_ARROW_PORTABLE : 0),
		      HASHLANE_OK);
	for (int64_t i = 0; i < array.n_children; i++)
		touch_array(array.children[i], schema.children[i]->format);
	schema.release(&schema);
	array.release(&array);
}

/* Load bytes in memory of just that length, and use what comes out. */
static int32_t load(const uint8_t *bytes, size_t n, uint64_t *offset)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	const struct hashlane_results *block = NULL;
	uint8_t *data = malloc(n + 1);
	int32_t status;

	/* Aligned to nothing. */
	memcpy(data + 1, bytes, n);
	errno = CHECK_ERRNO;
	status = hashlane_results_load(&block, data + 1, n, &error);
	assert_int_equal(errno, CHECK_ERRNO);
	free(data);
	if (!status) {
		use(block);
		return status;
	}
	assert_status(status, HASHLANE_FORMAT);
	assert_null(block);
	assert_true(error.offset <= n && error.message[0]);
	*offset = error.offset;
	return status;
}

/* A block's bytes; free them. */
static uint8_t *make_bytes(struct random_source *random, uint32_t rows,
			   size_t *bytes)
{
	const struct hashlane_results *block;
	struct wanted wanted;
	uint8_t *copy;

	make_wanted(&wanted, random, rows);
	block = write_block(&wanted, rows, 1);
	*bytes = hashlane_results_get_bytes(block);
	copy = malloc(*bytes);
	memcpy(copy, block, *bytes);
	hashlane_results_destroy(block);
	free_wanted(&wanted);
	return copy;
}

static void test_whole(void **state)
{
	struct random_source random = random_from_environment("whole");
	uint64_t live = hln_results_block_live();

	(void)state;
	for (int i = 0; i < 60; i++) {
		const struct hashlane_results *block;
		size_t bytes;
		uint8_t *from = make_bytes(
			&random, 1 + (uint32_t)random_below(&random, 300),
			&bytes);

		/* What is behind it is another's. */
		from = realloc(from, bytes + 1);
		assert_status(
			hashlane_results_load(&block, from, bytes + 1, NULL),
			HASHLANE_OK);
		assert_int_equal((uintptr_t)block % 64, 0);
		assert_memory_equal(block, from, bytes);
		assert_true(hln_results_block_live() == live + 1);
		use(block);
		assert_true(hln_results_block_live() == live);
		free(from);
	}
}

static void test_cut_short(void **state)
{
	struct random_source random = random_from_environment("cut_short");
	size_t bytes;
	uint8_t *from = make_bytes(&random, 20, &bytes);
	uint64_t at;

	(void)state;
	for (size_t n = 0; n < bytes; n++) {
		assert_status(load(from, n, &at), HASHLANE_FORMAT);
		assert_true(at == n);
	}
	free(from);
}

/* Numbers that are likely to hurt, in 4 or 8 bytes. */
static void test_fields(void **state)
{
	struct random_source random = random_from_environment("fields");

	(void)state;
	for (int i = 0; i < 5; i++) {
		size_t bytes;
		uint8_t *from = make_bytes(
			&random, 1 + (uint32_t)random_below(&random, 20),
			&bytes);
		uint32_t columns = hln_load32_le(from + 32);
		uint64_t at;

		for (size_t field = 8;
		     field < ENTRY_AT + columns * ENTRY_BYTES; field += 4) {
			const uint64_t now = hln_load64_le(from + field);
			const uint64_t bad[] = {
				0,
				1,
				now + 1,
				now - 1,
				now + 64,
				now - 64,
				bytes,
				bytes - 64,
				UINT64_MAX,
				UINT64_MAX - 63,
				INT64_MAX,
				INT64_MIN,
				(uint64_t)1 << 32,
				INT32_MAX,
				UINT32_MAX - 63,
			};

			for (size_t k = 0; k < sizeof(bad) / sizeof(*bad);
			     k++) {
				hln_store64_le(from + field, bad[k]);
				(void)load(from, bytes, &at);
				hln_store64_le(from + field, now);
				hln_store32_le(from + field, (uint32_t)bad[k]);
				(void)load(from, bytes, &at);
				hln_store64_le(from + field, now);
			}
		}
		assert_status(load(from, bytes, &at), HASHLANE_OK);
		free(from);
	}
}

/* Every byte, and many of any bytes at once. */
static void test_mutations(void **state)
{
	struct random_source random = random_from_environment("mutations");
	size_t bytes, loaded = 0;
	uint8_t *from = make_bytes(&random, 3, &bytes);
	uint64_t at;

	(void)state;
	for (size_t i = 0; i < bytes; i++) {
		uint8_t now = from[i];

		from[i] ^= (uint8_t)(1 + random_below(&random, 255));
		(void)load(from, bytes, &at);
		from[i] = now;
	}
	for (int i = 0; i < MUTATIONS; i++) {
		size_t spot = random_below(&random, bytes);
		uint8_t now[4];
		size_t n = 1 + random_below(&random, 4);

		/* The head has more to lose. */
		if (i % 2)
			spot = random_below(&random, 64 * 12);
		if (n > bytes - spot)
			n = bytes - spot;
		memcpy(now, from + spot, n);
		random_fill(&random, from + spot, n);
		loaded += !load(from, bytes, &at);
		memcpy(from + spot, now, n);
		if (i % 1000)
			continue;
		free(from);
		from = make_bytes(&random,
				  1 + (uint32_t)random_below(&random, 9),
				  &bytes);
	}
	print_message("%zu of %d mutations are blocks\n", loaded, MUTATIONS);
	free(from);
}

/* A block of two columns of digests with hex and parts, two rows of three. */
static uint8_t *known_bytes(size_t *bytes)
{
	struct random_source random = { 1 };

	for (;;) {
		struct wanted wanted;
		uint32_t failures = 0;
		const struct hashlane_results *block;
		uint8_t *copy;

		make_wanted(&wanted, &random, 3);
		block = write_block(&wanted, 3, 1);
		failures = hashlane_results_get_failures(block);
		*bytes = hashlane_results_get_bytes(block);
		copy = malloc(*bytes);
		memcpy(copy, block, *bytes);
		hashlane_results_destroy(block);
		free_wanted(&wanted);
		if ((wanted.flags & HASHLANE_JOB_HEX) &&
		    (wanted.flags & HASHLANE_JOB_PARTS) && failures &&
		    failures < 3)
			return copy;
		free(copy);
	}
}

/* The entry of the first column of a kind; 0: none. */
static size_t entry_of(const uint8_t *block, int32_t kind)
{
	for (size_t i = 0; i < hln_load32_le(block + 32); i++)
		if (hln_load32_le(block + ENTRY_AT + i * ENTRY_BYTES) ==
		    (uint32_t)kind)
			return ENTRY_AT + i * ENTRY_BYTES;
	return 0;
}

/* One field or value made wrong: the very byte is named. */
static void test_where(void **state)
{
	size_t bytes;
	uint8_t *from = known_bytes(&bytes);
	size_t index = entry_of(from, HASHLANE_COLUMN_INDEX);
	size_t status = entry_of(from, HASHLANE_COLUMN_STATUS);
	size_t path = entry_of(from, HASHLANE_COLUMN_PATH);
	size_t message = entry_of(from, HASHLANE_COLUMN_MESSAGE);
	size_t digest = entry_of(from, HASHLANE_COLUMN_DIGEST);
	size_t hex = entry_of(from, HASHLANE_COLUMN_HEX);
	size_t paths = (size_t)hln_load64_le(from + path + 24);
	size_t nulls = (size_t)hln_load64_le(from + message + 32);
	size_t text = (size_t)hln_load64_le(from + message + 16);
	size_t valid = (size_t)hln_load64_le(from + digest + 32);
	const struct {
		size_t at;
		uint8_t xor ;
		size_t named;
	} damages[] = {
		{ 0, 1, 0 },
		{ 8, 2, 8 },         /* version */
		{ 13, 0xff, 12 },    /* rows */
		{ 16, 1, 16 },       /* length */
		{ 35, 1, 32 },       /* columns */
		{ 36, 1, 36 },       /* failures */
		{ index, 2, index }, /* kind */
		{ index + 4, 1, index + 4 },
		{ index + 8, 1, index + 8 },
		{ index + 16, 1, index + 16 },
		{ index + 23, 1, index + 16 },
		{ index + 24, 64, index + 24 },
		{ index + 32, 64, index + 32 },
		{ index + 40, 4, index + 40 },
		{ index + 44, 1, index + 44 },
		{ path + 24, 1, path + 24 },
		{ path + 31, 0x80, path + 24 },
		{ paths, 1, paths },
		{ paths + 15, 0x80, paths + 16 },
		{ nulls, 0x80, nulls },
		{ text, 0x80, text },
		{ digest + 6, 1, digest + 4 },
		{ digest + 40, 1, digest + 40 },
		{ valid, 0x40, valid },
		{ hex + 40, 1, hex + 40 },
		{ status + 44, 1, status + 44 },
	};
	uint64_t at;

	(void)state;
	assert_status(load(from, bytes, &at), HASHLANE_OK);
	for (size_t i = 0; i < sizeof(damages) / sizeof(*damages); i++) {
		from[damages[i].at] ^= damages[i].xor ;
		assert_status(load(from, bytes, &at), HASHLANE_FORMAT);
		if (at != damages[i].named)
			fail_msg("damage %zu: byte %zu, not %zu", i,
				 (size_t)at, damages[i].named);
		from[damages[i].at] ^= damages[i].xor ;
	}
	free(from);
}

/* A digest that a row which failed gets, with its entry made to agree. */
static void test_failed_rows(void **state)
{
	size_t bytes;
	uint8_t *from = known_bytes(&bytes);
	size_t digest = entry_of(from, HASHLANE_COLUMN_DIGEST);
	size_t status = entry_of(from, HASHLANE_COLUMN_STATUS);
	size_t valid = (size_t)hln_load64_le(from + digest + 32);
	size_t row = 0;
	uint64_t at;

	(void)state;
	status = (size_t)hln_load64_le(from + status + 16);
	/* Of a mismatch the digests are there. */
	while (!hln_load32_le(from + status + 4 * row) ||
	       hln_load32_le(from + status + 4 * row) == HASHLANE_MISMATCH)
		row++;
	valid += row / 8;
	from[valid] |= (uint8_t)(1u << row % 8);
	hln_store32_le(from + digest + 44,
		       hln_load32_le(from + digest + 44) - 1);
	assert_status(load(from, bytes, &at), HASHLANE_FORMAT);
	assert_true(at == valid);
	free(from);
}

/* A column of a later version is passed over. */
static void test_unknown_kind(void **state)
{
	size_t bytes;
	uint8_t *from = known_bytes(&bytes);
	uint32_t columns = hln_load32_le(from + 32);
	size_t entry = entry_of(from, HASHLANE_COLUMN_INPUT);
	struct hashlane_row row = { .struct_size = sizeof(row) };
	const struct hashlane_results *block;

	(void)state;
	hln_store32_le(from + entry, 12345);
	hln_store64_le(from + entry + 16, UINT64_MAX);
	assert_status(hashlane_results_load(&block, from, bytes, NULL),
		      HASHLANE_OK);
	assert_int_equal(hln_load32_le((const uint8_t *)block + 32),
			 columns - 1);
	assert_status(hashlane_results_get_row(&row, block, 1), HASHLANE_OK);
	assert_true(row.input == row.index);
	use(block);
	free(from);
}

static void test_arguments(void **state)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	const struct hashlane_results *block = NULL;

	(void)state;
	assert_status(hashlane_results_load(NULL, "", 0, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_results_load(&block, NULL, 64, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_results_load(&block, NULL, 0, &error),
		      HASHLANE_FORMAT);
	assert_true(error.offset == 0);
	error.struct_size = 1;
	assert_status(hashlane_results_load(&block, "", 0, &error),
		      HASHLANE_ABI);
	assert_null(block);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_cut_short),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_mutations),
		cmocka_unit_test(test_where),
		cmocka_unit_test(test_failed_rows),
		cmocka_unit_test(test_unknown_kind),
		cmocka_unit_test(test_arguments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
