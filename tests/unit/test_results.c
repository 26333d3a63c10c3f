/* SPDX-License-Identifier: MIT */
/* test_results.c - results blocks: every byte, and blocks that were damaged. */
#define _GNU_SOURCE
#include "../../src/base/bytes.h"
#include "../support/check.h"
#include "../support/result_blocks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check_message(const char *text, size_t bytes, int32_t status,
			  int32_t os_error)
{
	const char *start = hashlane_status_get_text(status);
	size_t n;
	char number[32];

	/* What the system says, instead of only that it failed. */
	if (status == HASHLANE_IO && os_error == ENOENT)
		start = "no such file or directory";
	else if (status == HASHLANE_IO && os_error > 0 && os_error <= 1000) {
		assert_int_equal(text[bytes - 1], ')');
		assert_ptr_equal(memchr(text, '(', bytes),
				 memrchr(text, '(', bytes));
		return;
	}
	n = strlen(start);

	if (!status) {
		assert_null(text);
		assert_int_equal(bytes, 0);
		return;
	}
	assert_true(bytes >= n);
	assert_memory_equal(text, start, n);
	if (!os_error) {
		assert_int_equal(bytes, n);
		return;
	}
	assert_true(bytes > n + 3);
	assert_memory_equal(text + n, " (", 2);
	assert_int_equal(text[bytes - 1], ')');
	text += n + 2;
	bytes -= n + 3;
	/* No system has so many, or negative ones. */
	snprintf(number, sizeof(number), "error %d", os_error);
	if (os_error < 0 || os_error > 1000)
		assert_true(bytes == strlen(number) &&
			    !memcmp(text, number, bytes));
	/* The same is not said twice. */
	if (os_error == ENOENT && memcmp(start, "no such", 7) == 0)
		assert_true(bytes == 6 && !memcmp(text, "ENOENT", bytes));
	else if (os_error == ENOENT)
		assert_memory_equal(text, "ENOENT: no such file or directory",
				    bytes);
}

static void check_identity(const struct hashlane_row *got,
			   const struct wanted *wanted,
			   const struct wanted_row *row)
{
	const struct hln_results_row none = { 0 };
	const struct hln_results_row *values =
		row->set && wants_identity(wanted) ? &row->values : &none;

	assert_true(got->device == values->device);
	assert_true(got->inode == values->inode);
	assert_true(got->ctime_ns == values->ctime_ns);
	assert_true(got->links == values->links);
	assert_true(got->flags ==
		    (row->set && wants_flags(wanted) ? row->values.flags : 0));
}

static void check_row(const struct hashlane_results *results,
		      const struct wanted *wanted, uint32_t i)
{
	const struct wanted_row *row = &wanted->rows[i];
	const struct hln_results_row none = { .index = row->values.index };
	const struct hln_results_row *values = row->set ? &row->values : &none;
	struct hashlane_row got = { .struct_size = sizeof(got) };
	uint64_t valid = 0;

	assert_status(hashlane_results_get_row(&got, results, i), HASHLANE_OK);
	assert_true(got.index == values->index);
	assert_true(got.input == row->input);
	assert_true(got.cookie == row->cookie);
	check_identity(&got, wanted, row);
	assert_true(got.size_bytes == values->size_bytes);
	assert_true(got.mtime_ns == values->mtime_ns);
	assert_true(got.error_offset == values->error_offset);
	assert_int_equal(got.status, wanted_status(row));
	assert_int_equal(got.os_error, values->os_error);
	assert_int_equal(got.path_bytes, row->path_bytes);
	assert_memory_equal(got.path, row->path, row->path_bytes);
	check_message(got.message, got.message_bytes, got.status,
		      got.os_error);
	for (size_t k = 0; k < wanted->set.output_count; k++) {
		const struct hln_output *output = &wanted->set.slots[k].output;
		const uint8_t *digest;
		size_t bytes;

		if (!wants_digest(row, k)) {
			assert_status(hashlane_results_get_digest(
					      &digest, &bytes, results, i, k),
				      HASHLANE_NOT_FOUND);
			continue;
		}
		valid |= (uint64_t)1 << k;
		assert_status(hashlane_results_get_digest(&digest, &bytes,
							  results, i, k),
			      HASHLANE_OK);
		assert_int_equal(bytes, output->algorithm->digest_bytes);
		assert_memory_equal(
			digest, row->digests + output->digest_offset, bytes);
	}
	assert_true(got.digests_valid == valid);
}

/* Count the bytes of something, none of which may be counted before. */
static void count_bytes(uint8_t *counted, const struct hashlane_results *block,
			uint64_t at, uint64_t bytes)
{
	assert_true(at <= hashlane_results_get_bytes(block) &&
		    bytes <= hashlane_results_get_bytes(block) - at);
	for (uint64_t i = 0; i < bytes; i++)
		assert_int_equal(counted[at + i]++, 0);
}

/* A number of the block's own, as docs/RESULTS.md places it. */
static uint64_t load32(const struct hashlane_results *block, size_t at)
{
	return hln_load32_le((const uint8_t *)block + at);
}

static uint64_t load64(const struct hashlane_results *block, size_t at)
{
	return hln_load64_le((const uint8_t *)block + at);
}

/* An entry of the directory; the block itself says the same. */
static struct hashlane_results_column
column_of(const struct hashlane_results *block, size_t i)
{
	struct hashlane_results_column column;
	size_t at = 64 + 64 * i;

	assert_status(hashlane_results_get_column(&column, block, i),
		      HASHLANE_OK);
	assert_int_equal((uint32_t)column.kind, load32(block, at));
	assert_int_equal((uint32_t)column.algorithm, load32(block, at + 4));
	assert_true(column.param == load64(block, at + 8));
	assert_true(column.offset == load64(block, at + 16));
	assert_true(column.offsets == load64(block, at + 24));
	assert_true(column.validity == load64(block, at + 32));
	assert_int_equal(column.stride, load32(block, at + 40));
	assert_int_equal(column.null_count, load32(block, at + 44));
	assert_true(column.part_bytes == load64(block, at + 48));
	assert_int_equal(column.part_digest_bytes, load32(block, at + 56));
	return column;
}

/* The directory by itself: nothing overlaps, all between is zero. */
static void check_places(const struct hashlane_results *block)
{
	const uint8_t *bytes = (const uint8_t *)block;
	uint8_t *counted = calloc(1, hashlane_results_get_bytes(block));
	size_t rows = hashlane_results_get_count(block);

	count_bytes(counted, block, 0, 40);
	for (uint32_t i = 0; i < load32(block, 32); i++) {
		const struct hashlane_results_column entry = column_of(block,
								       i);
		const struct hashlane_results_column *column = &entry;
		size_t values = rows * column->stride;

		count_bytes(counted, block, 64 + 64 * (uint64_t)i,
			    column->kind == HASHLANE_COLUMN_PARTS ? 60 : 48);
		assert_int_equal(column->offset % 64, 0);
		assert_int_equal(column->offsets % 64, 0);
		assert_int_equal(column->validity % 64, 0);
		if (column->offsets) {
			const uint64_t *ends =
				(const void *)(bytes + column->offsets);

			count_bytes(counted, block, column->offsets,
				    8 * (rows + 1));
			assert_int_equal(ends[0], 0);
			values = ends[rows];
		}
		count_bytes(counted, block, column->offset, values);
		/* Hexadecimal is there where the digest is. */
		if (column->validity && column->kind != HASHLANE_COLUMN_HEX)
			count_bytes(counted, block, column->validity,
				    (rows + 7) / 8);
	}
	for (uint64_t i = 0; i < hashlane_results_get_bytes(block); i++)
		if (!counted[i])
			assert_int_equal(bytes[i], 0);
	free(counted);
}

/* Digests that are not there, and their hexadecimal, are zero. */
static void check_column(const struct hashlane_results *block, size_t i,
			 const struct wanted *wanted, size_t *output)
{
	const struct hashlane_results_column entry = column_of(block, i);
	const struct hashlane_results_column *column = &entry;
	const uint8_t *bytes = (const uint8_t *)block;
	uint32_t nulls = 0;

	if (column->kind < HASHLANE_COLUMN_DIGEST ||
	    column->kind >= HASHLANE_COLUMN_INPUT)
		return;
	while (wanted->set.slots[*output % wanted->set.output_count]
		       .output.algorithm->id != column->algorithm)
		++*output;
	for (uint32_t k = 0; k < hashlane_results_get_count(block); k++) {
		size_t at = *output % wanted->set.output_count;
		const struct wanted_row *row = &wanted->rows[k];
		bool valid = bytes[column->validity + k / 8] >> k % 8 & 1;
		bool wants = wants_digest(row, at);
		const uint8_t *cell = bytes + column->offset +
				      (size_t)k * column->stride;
		char hex[2 * HASHLANE_MAX_DIGEST_BYTES + 1] = { 0 };

		if (column->kind == HASHLANE_COLUMN_PARTS)
			wants = wants_parts(row, at);
		assert_int_equal(valid, wants);
		nulls += !valid;
		if (column->kind == HASHLANE_COLUMN_PARTS) {
			const uint64_t *ends =
				(const void *)(bytes + column->offsets);

			cell = bytes + column->offset + ends[k];
			assert_int_equal(ends[k + 1] - ends[k],
					 wants ? row->parts_bytes : 0);
			assert_memory_equal(cell, row->parts,
					    ends[k + 1] - ends[k]);
			continue;
		}
		for (uint32_t b = 0; b < column->stride && !valid; b++)
			assert_int_equal(cell[b], 0);
		if (!valid || column->kind != HASHLANE_COLUMN_HEX)
			continue;
		for (uint32_t b = 0; b < column->stride / 2; b++)
			snprintf(hex + 2 * b, 3, "%02x",
				 row->digests[wanted->set.slots[at]
						      .output.digest_offset +
					      b]);
		assert_memory_equal(cell, hex, column->stride);
	}
	assert_int_equal(nulls, column->null_count);
	++*output;
}

static void check_block(const struct hashlane_results *block,
			const struct wanted *wanted)
{
	size_t outputs = wanted->set.output_count, output = 0;
	uint32_t failures = 0;

	assert_memory_equal(block, "HASHLANE", 8);
	assert_int_equal(load32(block, 8), 1);
	assert_int_equal(load32(block, 12), wanted->count);
	assert_int_equal(hashlane_results_get_count(block), wanted->count);
	assert_true(hashlane_results_get_bytes(block) == load64(block, 16));
	assert_true(hashlane_results_get_first_row(block) ==
		    load64(block, 24));
	assert_int_equal(hashlane_results_get_failures(block),
			 load32(block, 36));
	assert_int_equal(hashlane_results_get_bytes(block) % 64, 0);
	assert_true(hashlane_results_get_first_row(block) ==
		    wanted->first_row);
	for (uint32_t i = 0; i < wanted->count; i++) {
		check_row(block, wanted, i);
		failures += wanted_status(&wanted->rows[i]) != 0;
	}
	assert_int_equal(hashlane_results_get_failures(block), failures);
	check_places(block);
	for (uint32_t i = 0; i < load32(block, 32); i++)
		check_column(block, i, wanted, &output);
	assert_int_equal(
		output % outputs * !(wanted->flags & HASHLANE_JOB_PARTS), 0);
}

static uint32_t random_count(struct random_source *random)
{
	return 1 +
	       (uint32_t)random_length(random, HASHLANE_MAX_BLOCK_ROWS - 1);
}

/* The same rows give the same bytes, whoever writes them wherever. */
static void test_blocks(void **state)
{
	struct random_source random = random_from_environment("blocks");

	(void)state;
	for (int i = 0; i < 40; i++) {
		const struct hashlane_results *block, *other;
		uint32_t count = i == 1 ? HASHLANE_MAX_BLOCK_ROWS :
					  1 + random_count(&random) % 700;
		uint32_t rows = count +
				(uint32_t)random_below(
					&random,
					HASHLANE_MAX_BLOCK_ROWS - count + 1);
		struct wanted wanted;

		make_wanted(&wanted, &random, count);
		block = write_block(&wanted, count, 1);
		check_block(block, &wanted);
		other = write_block(&wanted, rows, BLOCK_THREADS_MAX);
		assert_true(hashlane_results_get_bytes(block) ==
			    hashlane_results_get_bytes(other));
		assert_memory_equal(block, other,
				    hashlane_results_get_bytes(block));
		hashlane_results_destroy(block);
		hashlane_results_destroy(other);
		free_wanted(&wanted);
	}
	hashlane_results_destroy(NULL);
}

/* A segment that nobody wants, full or not. */
static void test_destroy(void **state)
{
	struct random_source random = random_from_environment("destroy");
	struct hln_results_layout *layout;
	struct hln_results_writer *segment;
	struct wanted wanted;

	(void)state;
	hln_results_writer_destroy(NULL);
	make_wanted(&wanted, &random, 3);
	layout = hln_results_layout_create(&wanted.set, HASHLANE_JOB_PARTS,
					   NULL);
	segment = hln_results_writer_create(layout, 3);
	for (uint32_t i = 0; i < 3; i++) {
		assert_true(hln_results_writer_add(segment, i, i, 0, "x", 1));
		write_row(segment, &wanted, i);
	}
	assert_false(hln_results_writer_add(segment, 3, 3, 0, "x", 1));
	assert_true(hln_results_writer_bytes(layout, 64) <
		    hln_results_writer_bytes(layout, 128));
	hln_results_writer_destroy(segment);
	hln_results_layout_destroy(layout);
	free_wanted(&wanted);
}

/* ---- Damaged blocks ---- */

static unsigned read_parts(const struct hashlane_results *block, uint32_t row,
			   size_t k)
{
	struct hashlane_parts parts = { .struct_size = sizeof(parts) };
	int32_t status = hashlane_results_get_parts(&parts, block, row, k);
	unsigned sum = 0;

	assert_true(!status || status == HASHLANE_FORMAT ||
		    status == HASHLANE_ARGUMENT ||
		    status == HASHLANE_NOT_FOUND);
	for (size_t b = 0; !status && b < parts.count * parts.digest_bytes;
	     b++)
		sum += parts.digests[b];
	return sum;
}

/* The last byte of what each column says is its own. */
static unsigned read_columns(const struct hashlane_results *block)
{
	const uint8_t *bytes = (const uint8_t *)block;
	uint32_t rows = hashlane_results_get_count(block);
	struct hashlane_results_column column;
	unsigned sum = 0;
	int32_t status;

	for (size_t i = 0;
	     (status = hashlane_results_get_column(&column, block, i)) !=
	     HASHLANE_NOT_FOUND;
	     i++) {
		size_t used = (size_t)column.stride * rows;

		assert_true(!status || status == HASHLANE_FORMAT);
		if (!rows)
			return sum;
		if (status)
			continue;
		if (column.validity)
			sum += bytes[column.validity + (rows - 1) / 8];
		if (column.offsets)
			used = (size_t)hln_load64_le(bytes + column.offsets +
						     (size_t)rows * 8);
		if (used)
			sum += bytes[column.offset + used - 1];
	}
	return sum;
}

/* Read all that the block has; its bytes count, so that all are touched. */
static unsigned read_all(const struct hashlane_results *block, uint32_t rows,
			 size_t digests)
{
	unsigned sum = read_columns(block);

	for (uint32_t i = 0; i < rows; i++) {
		struct hashlane_row row = { .struct_size = sizeof(row) };
		int32_t status = hashlane_results_get_row(&row, block, i);

		assert_true(!status || status == HASHLANE_FORMAT ||
			    status == HASHLANE_ARGUMENT);
		for (size_t k = 0; !status && k < row.path_bytes; k++)
			sum += (uint8_t)row.path[k];
		for (size_t k = 0; !status && k < row.message_bytes; k++)
			sum += (uint8_t)row.message[k];
		for (size_t k = 0; k < digests; k++) {
			const uint8_t *digest;
			size_t bytes;

			status = hashlane_results_get_digest(&digest, &bytes,
							     block, i, k);
			assert_true(!status || status == HASHLANE_FORMAT ||
				    status == HASHLANE_ARGUMENT ||
				    status == HASHLANE_NOT_FOUND);
			for (size_t b = 0; !status && b < bytes; b++)
				sum += digest[b];
			sum += read_parts(block, i, k);
		}
	}
	return sum;
}

/* Numbers that are likely to hurt. */
static uint64_t bad_number(struct random_source *random, uint64_t now)
{
	switch (random_below(random, 6)) {
	case 0:
		return random_next(random);
	case 1:
		return now + random_below(random, 129) - 64;
	case 2:
		return UINT64_MAX - random_below(random, 70000);
	case 3:
		return random_below(random, 8192);
	case 4:
		return 0;
	default:
		return now ^ (uint64_t)1 << random_below(random, 64);
	}
}

static void damage(uint8_t *copy, size_t bytes, struct random_source *random)
{
	size_t times = 1 + random_below(random, 3);
	uint64_t number, head = 64 + 64 * 12;

	while (times--) {
		size_t at = random_below(random, 4) ?
				    random_below(random, head) & ~(size_t)3 :
				    random_below(random, bytes);

		if (at > bytes - 8)
			at = bytes - 8;
		memcpy(&number, copy + at, 8);
		number = bad_number(random, number);
		memcpy(copy + at, &number, 8);
	}
	/* How long the copy is, only the block itself can tell. */
	memcpy(&number, copy + 16, 8);
	if (number > bytes && number <= PTRDIFF_MAX) {
		number = random_below(random, bytes + 1);
		memcpy(copy + 16, &number, 8);
	}
}

static void test_damaged(void **state)
{
	struct random_source random = random_from_environment("damaged");
	unsigned sum = 0;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		const struct hashlane_results *block;
		struct wanted wanted;
		size_t bytes, shift = random_below(&random, 2);
		uint8_t *memory;

		make_wanted(&wanted, &random,
			    1 + (uint32_t)random_below(&random, 20));
		block = write_block(&wanted, wanted.count, 1);
		bytes = hashlane_results_get_bytes(block);
		/* Also where it is not aligned. */
		memory = malloc(bytes + shift);
		memcpy(memory + shift, block, bytes);
		if (random_below(&random, 8))
			damage(memory + shift, bytes, &random);
		sum += read_all((const void *)(memory + shift),
				wanted.count + 1, wanted.set.output_count + 1);
		free(memory);
		hashlane_results_destroy(block);
		free_wanted(&wanted);
	}
	print_message("sum of all bytes: %u\n", sum);
}

/* Every length that a copy can be cut to, by itself and by its header. */
static void test_truncated(void **state)
{
	struct random_source random = random_from_environment("truncated");
	const struct hashlane_results *block;
	struct wanted wanted;

	(void)state;
	make_wanted(&wanted, &random, 5);
	block = write_block(&wanted, 5, 1);
	for (uint64_t cut = 64; cut < hashlane_results_get_bytes(block);
	     cut += 8) {
		struct hashlane_row row = { .struct_size = sizeof(row) };
		uint8_t *copy = malloc(cut);

		memcpy(copy, block, cut);
		memcpy(copy + 16, &cut, 8);
		(void)read_all((const void *)copy, 5, HASHLANE_MAX_ALGORITHMS);
		if (cut < 64 + 64 * load32(block, 32))
			assert_status(hashlane_results_get_row(
					      &row, (const void *)copy, 0),
				      HASHLANE_FORMAT);
		free(copy);
	}
	hashlane_results_destroy(block);
	free_wanted(&wanted);
}

/* What the calls that have no status say of a header. */
static void check_header(const struct hashlane_results *block, bool wrong)
{
	struct hashlane_results_column column;

	assert_int_equal(hashlane_results_get_count(block) == 0, wrong);
	assert_int_equal(hashlane_results_get_bytes(block) == 0, wrong);
	if (!wrong)
		return;
	assert_int_equal(hashlane_results_get_failures(block), 0);
	assert_int_equal(hashlane_results_get_first_row(block), 0);
	assert_status(hashlane_results_get_column(&column, block, 0),
		      HASHLANE_FORMAT);
}

/* A block from before there was a column of inputs. */
static void test_no_inputs(void **state)
{
	struct random_source random = random_from_environment("no inputs");
	const struct hashlane_results *block;
	struct wanted wanted;
	uint8_t *copy, *entry;

	(void)state;
	make_wanted(&wanted, &random, 3);
	block = write_block(&wanted, 3, 1);
	copy = malloc(hashlane_results_get_bytes(block));
	memcpy(copy, block, hashlane_results_get_bytes(block));
	entry = copy + 64 + 64 * (8 + wanted.set.output_count);
	assert_int_equal(entry[0], HASHLANE_COLUMN_INPUT);
	entry[0] = 100;
	for (uint32_t i = 0; i < 3; i++) {
		struct hashlane_row row = { .struct_size = sizeof(row) };

		assert_status(hashlane_results_get_row(&row, (void *)copy, i),
			      HASHLANE_OK);
		assert_true(row.input == wanted.rows[i].values.index);
	}
	free(copy);
	hashlane_results_destroy(block);
	free_wanted(&wanted);
}

/* Headers of what is no block of this version. */
static void test_headers(void **state)
{
	enum { HEADERS = 10 }; /* the rest are columns */
	static const struct {
		size_t at;
		uint32_t value;
	} wrong[] = {
		{ 0, 0 },
		{ 4, 0 },
		{ 8, 0 },
		{ 8, 2 },
		{ 12, 0 },
		{ 12, HASHLANE_MAX_BLOCK_ROWS + 1 },
		{ 16, 63 },
		{ 20, ~0u },
		{ 32, 7 },
		{ 32, ~0u },
		/* Offset and bitmap of the first digest. */
		{ 64 + 64 * 8 + 20, 1 },
		{ 64 + 64 * 8 + 36, 1 },
	};
	struct random_source random = random_from_environment("headers");
	const struct hashlane_results *block;
	struct wanted wanted;

	(void)state;
	make_wanted(&wanted, &random, HASHLANE_MAX_BLOCK_ROWS);
	block = write_block(&wanted, wanted.count, 1);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct hashlane_row row = { .struct_size = sizeof(row) };
		uint8_t *copy = malloc(hashlane_results_get_bytes(block));
		const uint8_t *digest = NULL;
		size_t bytes = 0;

		memcpy(copy, block, hashlane_results_get_bytes(block));
		memcpy(copy + wrong[i].at, &wrong[i].value, 4);
		assert_status(
			hashlane_results_get_row(&row, (const void *)copy, 0),
			HASHLANE_FORMAT);
		assert_status(hashlane_results_get_digest(&digest, &bytes,
							  (const void *)copy,
							  0, 0),
			      HASHLANE_FORMAT);
		assert_null(digest);
		check_header((const void *)copy, i < HEADERS);
		free(copy);
	}
	hashlane_results_destroy(block);
	free_wanted(&wanted);
}

/* Paths as long as the room for them was, or nearly. */
static void test_long_paths(void **state)
{
	enum { LONGEST = 9000 };
	const struct hashlane_algorithm_spec spec = { HASHLANE_HASH_MD5, 0,
						      0 };
	char *name = malloc(LONGEST);
	struct hln_results_layout *layout;
	struct hln_set set;
	size_t at;

	(void)state;
	memset(name, 'x', LONGEST);
	assert_int_equal(hln_hasher_set_resolve(&set, &spec, 1, &at), 0);
	layout = hln_results_layout_create(&set, 0, NULL);
	for (size_t bytes = 1; bytes < LONGEST; bytes++) {
		struct hln_results_writer *segment =
			hln_results_writer_create(layout, 2);
		const char *path;

		for (uint32_t i = 0; i < 2; i++) {
			assert_true(hln_results_writer_add(segment, i, i, 0,
							   name, bytes));
			path = hln_results_writer_path(segment, i, &at);
			assert_int_equal(strlen(path), bytes);
			assert_int_equal(at, bytes);
		}
		hln_results_writer_destroy(segment);
	}
	hln_results_layout_destroy(layout);
	free(name);
}

/* The row has grown: callers of the first version go on. */
static void check_sizes(const struct hashlane_results *block)
{
	const size_t first = offsetof(struct hashlane_row, input);
	const size_t wrong[] = { 0, 1, sizeof(size_t), first - 1 };
	struct {
		struct hashlane_row row;
		uint64_t excess;
	} room = { .excess = 1 };

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		room.row.struct_size = wrong[i];
		assert_status(hashlane_results_get_row(&room.row, block, 0),
			      HASHLANE_ABI);
	}
	room.row.struct_size = sizeof(room);
	assert_status(hashlane_results_get_row(&room.row, block, 0),
		      HASHLANE_ABI);
	room.excess = 0;
	assert_status(hashlane_results_get_row(&room.row, block, 0),
		      HASHLANE_OK);
	room.row.struct_size = first;
	room.row.input = 77;
	assert_status(hashlane_results_get_row(&room.row, block, 0),
		      HASHLANE_OK);
	assert_int_equal(room.row.input, 77);
}

static void test_arguments(void **state)
{
	struct random_source random = random_from_environment("arguments");
	struct hashlane_row row = { .struct_size = sizeof(row) };
	struct hashlane_results_column column;
	const struct hashlane_results *block;
	struct wanted wanted;
	const uint8_t *digest;
	size_t bytes;

	(void)state;
	make_wanted(&wanted, &random, 2);
	block = write_block(&wanted, 2, 1);
	assert_status(hashlane_results_get_row(NULL, block, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_results_get_row(&row, NULL, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_results_get_row(&row, block, 2),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_results_get_digest(NULL, &bytes, block, 0, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_results_get_digest(&digest, NULL, block, 0, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_results_get_digest(&digest, &bytes, NULL, 0, 0),
		      HASHLANE_ARGUMENT);
	assert_status(
		hashlane_results_get_digest(&digest, &bytes, block, 2, 0),
		HASHLANE_ARGUMENT);
	for (size_t i = wanted.set.output_count; i < 300; i++)
		assert_status(hashlane_results_get_digest(&digest, &bytes,
							  block, 0, i),
			      HASHLANE_ARGUMENT);
	assert_status(hashlane_results_get_digest(&digest, &bytes, block, 0,
						  SIZE_MAX),
		      HASHLANE_ARGUMENT);
	assert_int_equal(hashlane_results_get_count(NULL), 0);
	assert_int_equal(hashlane_results_get_failures(NULL), 0);
	assert_int_equal(hashlane_results_get_first_row(NULL), 0);
	assert_int_equal(hashlane_results_get_bytes(NULL), 0);
	assert_status(hashlane_results_get_column(NULL, block, 0),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_results_get_column(&column, NULL, 0),
		      HASHLANE_ARGUMENT);
	assert_status(
		hashlane_results_get_column(&column, block, load32(block, 32)),
		HASHLANE_NOT_FOUND);
	assert_status(hashlane_results_get_column(&column, block, SIZE_MAX),
		      HASHLANE_NOT_FOUND);
	check_sizes(block);
	hashlane_results_destroy(block);
	free_wanted(&wanted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_destroy),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_no_inputs),
		cmocka_unit_test(test_long_paths),
		cmocka_unit_test(test_arguments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
