/* SPDX-License-Identifier: MIT */
/* test_many.c - many messages in memory: arrays and Arrow columns. */
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/oracle.h"
#include "../support/random_source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGES_MAX = 400, SPECS_MAX = HASHLANE_MAX_ALGORITHMS };

/* Messages of random lengths, each on the heap alone: overreads show. */
struct messages {
	size_t count;
	const void *data[MESSAGES_MAX];
	size_t bytes[MESSAGES_MAX];
};

static void make_messages(struct messages *messages,
			  struct random_source *random, size_t count,
			  size_t longest)
{
	messages->count = count;
	for (size_t i = 0; i < count; i++) {
		size_t bytes = random_length(random, longest);
		uint8_t *data = malloc(bytes);

		random_fill(random, data, bytes);
		messages->data[i] = data;
		messages->bytes[i] = bytes;
	}
}

static void free_messages(struct messages *messages)
{
	for (size_t i = 0; i < messages->count; i++)
		free((void *)messages->data[i]);
}

static void check_many(const struct hashlane_algorithm_spec *spec,
		       const struct messages *messages, int32_t isa)
{
	struct hashlane_algorithm_info info = algorithm_info(spec->id);
	size_t row = info.digest_bytes, all = messages->count * row;
	uint8_t *digests = malloc(all + 1);

	memset(digests, 0xee, all + 1);
	assert_status(hashlane_hash_many(digests, all, NULL, spec,
					 messages->data, messages->bytes,
					 messages->count, isa),
		      HASHLANE_OK);
	assert_int_equal(digests[all], 0xee);
	for (size_t i = 0; i < messages->count; i++) {
		uint8_t wanted[HASHLANE_MAX_DIGEST_BYTES] = { 0 };

		(void)oracle_digest(wanted, spec, messages->data[i],
				    messages->bytes[i]);
		if (!same_bytes(algorithm_text(spec), digests + i * row, row,
				wanted, row))
			fail_msg("message %zu of %zu, %zu bytes, isa %s", i,
				 messages->count, messages->bytes[i],
				 hashlane_isa_get_name(isa));
	}
	free(digests);
}

/* Every algorithm, every instruction set, batches of every fill. */
static void many_agree(void **state)
{
	struct random_source random = random_from_environment("many_agree");
	struct hashlane_algorithm_spec specs[SPECS_MAX];
	size_t spec_count = algorithms_all(specs);

	(void)state;
	for (int32_t isa = HASHLANE_ISA_AUTO; isa <= HASHLANE_ISA_NEON;
	     isa++) {
		if (hashlane_isa_check(isa)) {
			print_message("not run: %s\n",
				      hashlane_isa_get_name(isa));
			continue;
		}
		for (size_t i = 0; i < spec_count; i++)
			for (size_t count = 0; count < 140;
			     count = count * 2 + 1) {
				struct messages messages;

				make_messages(&messages, &random, count,
					      count < 30 ? 9000 : 700);
				check_many(&specs[i], &messages, isa);
				free_messages(&messages);
			}
	}
}

/*
 * Every length up to where the last checksum changes its way, one at each
 * alignment, ending where its memory ends.
 */
static void every_length_and_offset(void **state)
{
	enum { LENGTHS = 800, ALIGNMENTS = 64 };
	static const char *const names[] = { "crc32",     "crc32c",
					     "crc64nvme", "xxh64",
					     "xxh3-64",   "xxh3-128",
					     "quickxor",  "md5" };
	struct random_source random = random_from_environment("lengths");

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct hashlane_algorithm_spec spec = spec_of(names[i]);
		void *blocks[MESSAGES_MAX];
		struct messages messages = { .count = MESSAGES_MAX };
		size_t length = 0;

		for (int part = 0; part < LENGTHS / MESSAGES_MAX; part++) {
			for (size_t k = 0; k < MESSAGES_MAX; k++, length++) {
				size_t offset = random_below(&random,
							     ALIGNMENTS);
				uint8_t *block = malloc(
					offset + length ? offset + length : 1);

				assert_non_null(block);
				random_fill(&random, block, offset + length);
				blocks[k] = block;
				messages.data[k] = length ? block + offset :
							    NULL;
				messages.bytes[k] = length;
			}
			for (int32_t isa = HASHLANE_ISA_AUTO;
			     isa <= HASHLANE_ISA_NEON; isa++)
				if (!hashlane_isa_check(isa))
					check_many(&spec, &messages, isa);
			for (size_t k = 0; k < MESSAGES_MAX; k++)
				free(blocks[k]);
		}
	}
}

/* A digest that takes the place of its message. */
static void in_place(void **state)
{
	enum { ROWS = 200 };
	struct random_source random = random_from_environment("in place");
	struct hashlane_algorithm_spec specs[SPECS_MAX];
	size_t spec_count = algorithms_all(specs);

	(void)state;
	for (size_t i = 0; i < spec_count; i++) {
		size_t row = algorithm_info(specs[i].id).digest_bytes;
		uint8_t *rows = malloc(ROWS * row), *before;
		const void *data[ROWS];
		size_t bytes[ROWS];

		assert_non_null(rows);
		random_fill(&random, rows, ROWS * row);
		before = malloc(ROWS * row);
		assert_non_null(before);
		memcpy(before, rows, ROWS * row);
		for (size_t k = 0; k < ROWS; k++) {
			data[k] = rows + k * row;
			bytes[k] = 1 + random_below(&random, row);
		}
		assert_status(hashlane_hash_many(rows, ROWS * row, NULL,
						 &specs[i], data, bytes, ROWS,
						 test_isa()),
			      HASHLANE_OK);
		for (size_t k = 0; k < ROWS; k++) {
			uint8_t wanted[HASHLANE_MAX_DIGEST_BYTES];

			(void)oracle_digest(wanted, &specs[i],
					    before + k * row, bytes[k]);
			assert_memory_equal(rows + k * row, wanted, row);
		}
		free(before);
		free(rows);
	}
}

/* One long message among short ones: lanes drain, the kernel narrows. */
static void uneven_lengths(void **state)
{
	static const char *const names[] = {
		"md4",   "md5",      "sha1",    "sha256", "sha512",
		"tiger", "sha3-384", "blake2b", "blake2s"
	};
	struct random_source random = random_from_environment("uneven");

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct hashlane_algorithm_spec spec = spec_of(names[i]);
		struct messages messages;
		uint8_t *longest = malloc(300000);

		make_messages(&messages, &random, MESSAGES_MAX, 2000);
		random_fill(&random, longest, 300000);
		free((void *)messages.data[MESSAGES_MAX / 2]);
		messages.data[MESSAGES_MAX / 2] = longest;
		messages.bytes[MESSAGES_MAX / 2] = 300000;
		check_many(&spec, &messages, test_isa());
		free_messages(&messages);
	}
}

static void many_arguments(void **state)
{
	struct hashlane_algorithm_spec spec = spec_of("md5");
	struct hashlane_algorithm_spec unknown = { 9999, 0, 0 };
	const void *data[2] = { "abc", NULL };
	size_t bytes[2] = { 3, 0 };
	uint8_t digests[32], before[32];

	(void)state;
	memset(digests, 0xaa, sizeof(digests));
	memcpy(before, digests, sizeof(before));
	assert_status(
		hashlane_hash_many(NULL, 32, NULL, &spec, data, bytes, 2, 0),
		HASHLANE_ARGUMENT);
	assert_status(
		hashlane_hash_many(digests, 32, NULL, NULL, data, bytes, 2, 0),
		HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_many(digests, 32, NULL, &spec, NULL, bytes,
					 2, 0),
		      HASHLANE_ARGUMENT);
	assert_status(
		hashlane_hash_many(digests, 32, NULL, &spec, data, NULL, 2, 0),
		HASHLANE_ARGUMENT);
	assert_status(hashlane_hash_many(digests, 31, NULL, &spec, data, bytes,
					 2, 0),
		      HASHLANE_BUFFER);
	assert_status(hashlane_hash_many(digests, 32, NULL, &spec, data, bytes,
					 SIZE_MAX, 0),
		      HASHLANE_BUFFER);
	assert_status(hashlane_hash_many(digests, 32, NULL, &unknown, data,
					 bytes, 2, 0),
		      HASHLANE_ALGORITHM);
	assert_status(hashlane_hash_many(digests, 32, NULL, &spec, data, bytes,
					 2, 99),
		      HASHLANE_ARGUMENT);
	bytes[1] = 5;
	assert_status(hashlane_hash_many(digests, 32, NULL, &spec, data, bytes,
					 2, 0),
		      HASHLANE_ARGUMENT);
	bytes[1] = SIZE_MAX;
	assert_status(hashlane_hash_many(digests, 32, NULL, &spec, data, bytes,
					 2, 0),
		      HASHLANE_ARGUMENT);
	assert_memory_equal(digests, before, sizeof(before));
	bytes[1] = 0;
	assert_status(hashlane_hash_many(digests, 32, NULL, &spec, data, bytes,
					 2, 0),
		      HASHLANE_OK);
	assert_status(
		hashlane_hash_many(NULL, 0, NULL, &spec, NULL, NULL, 0, 0),
		HASHLANE_OK);
}

/* A column over random rows, in each of Arrow's layouts. */
struct made_column {
	struct hashlane_column column;
	size_t rows;
	const uint8_t *row_data[MESSAGES_MAX];
	size_t row_bytes[MESSAGES_MAX];
	bool valid[MESSAGES_MAX];
	uint8_t *data, *validity, *offsets;
	const uint8_t *buffers[1];
	size_t buffer_bytes[1];
};

static void put_offset(struct made_column *made, size_t at, size_t value)
{
	int64_t wide = (int64_t)value;
	int32_t narrow = (int32_t)value;

	if (made->column.layout == HASHLANE_LAYOUT_OFFSETS32)
		memcpy(made->offsets + 4 * at, &narrow, 4);
	else
		memcpy(made->offsets + 8 * at, &wide, 8);
}

static void put_view(struct made_column *made, size_t at, const uint8_t *row,
		     size_t bytes)
{
	uint8_t *view = made->offsets + 16 * at;
	int32_t part[4] = { (int32_t)bytes, 0, 0,
			    (int32_t)(row - made->data) };

	memcpy(&part[1], row, bytes < 4 ? bytes : 4);
	memcpy(view, part, sizeof(part));
	if (bytes <= 12) {
		memset(view + 4, 0, 12);
		memcpy(view + 4, row, bytes);
	}
}

static void make_column(struct made_column *made, struct random_source *random,
			int32_t layout, size_t rows, size_t skip)
{
	size_t all = rows + skip, at = 0, capacity = all * 40 + 1;

	memset(made, 0, sizeof(*made));
	made->rows = rows;
	made->column.struct_size = sizeof(made->column);
	made->column.layout = layout;
	made->data = malloc(capacity);
	made->validity = calloc(all / 8 + 1, 1);
	made->offsets = calloc(all + 1, 16);
	random_fill(random, made->data, capacity);
	for (size_t i = 0; i < all; i++) {
		size_t bytes = (size_t)random_below(random, 40);
		bool valid = random_below(random, 5) != 0;

		if (layout == HASHLANE_LAYOUT_VIEWS)
			put_view(made, i, made->data + at, bytes);
		else
			put_offset(made, i, at);
		if (valid)
			made->validity[i / 8] |= (uint8_t)(1 << i % 8);
		if (i >= skip) {
			made->row_data[i - skip] = made->data + at;
			made->row_bytes[i - skip] = bytes;
			made->valid[i - skip] = valid;
		}
		at += bytes;
	}
	if (layout != HASHLANE_LAYOUT_VIEWS)
		put_offset(made, all, at);
	made->column.rows = rows;
	made->column.offset = skip;
	made->column.validity = made->validity;
	made->column.offsets = made->offsets;
	made->column.data = made->data;
	made->column.data_bytes = at;
	made->buffers[0] = made->data;
	made->buffer_bytes[0] = at;
	made->column.buffers = made->buffers;
	made->column.buffer_bytes = made->buffer_bytes;
	made->column.buffer_count = 1;
}

static void free_column(struct made_column *made)
{
	free(made->data);
	free(made->validity);
	free(made->offsets);
}

/* What a row's value must be; false: null. */
static bool wanted_value(uint8_t *value, const struct made_column *made,
			 size_t i, const struct hashlane_algorithm_spec *spec,
			 int32_t output, size_t digest_bytes)
{
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	size_t bytes = 0;

	memset(value, 0, 2 * digest_bytes);
	if (made->valid[i])
		bytes = oracle_digest(digest, spec, made->row_data[i],
				      made->row_bytes[i]);
	if (!bytes)
		return false;
	for (size_t j = 0; j < bytes; j++) {
		char text[3];

		(void)snprintf(text, sizeof(text), "%02x", digest[j]);
		if (output == HASHLANE_OUTPUT_HEX)
			memcpy(value + 2 * j, text, 2);
		else
			value[j] = digest[j];
	}
	if (output == HASHLANE_OUTPUT_INTEGER) {
		uint64_t wide = 0;
		uint32_t narrow;

		for (size_t j = 0; j < bytes; j++)
			wide = wide << 8 | digest[j];
		narrow = (uint32_t)wide;
		if (bytes == 4)
			memcpy(value, &narrow, 4);
		else
			memcpy(value, &wide, 8);
	}
	return true;
}

static void check_column(struct made_column *made,
			 const struct hashlane_algorithm_spec *spec,
			 int32_t output)
{
	size_t digest_bytes = algorithm_info(spec->id).digest_bytes;
	size_t value_bytes = digest_bytes *
			     (output == HASHLANE_OUTPUT_HEX ? 2 : 1);
	uint8_t *out = malloc(made->rows * value_bytes + 1);
	uint8_t *validity = malloc(made->rows / 8 + 1);
	uint8_t value[2 * HASHLANE_MAX_DIGEST_BYTES];
	size_t nulls = 99, wanted_nulls = 0;

	assert_status(hashlane_hash_column(out, made->rows * value_bytes, NULL,
					   validity, &nulls, spec,
					   &made->column, output, test_isa()),
		      HASHLANE_OK);
	for (size_t i = 0; i < made->rows; i++) {
		bool valid = wanted_value(value, made, i, spec, output,
					  digest_bytes);

		wanted_nulls += !valid;
		assert_int_equal(validity[i / 8] >> i % 8 & 1, valid);
		if (!same_bytes(algorithm_text(spec), out + i * value_bytes,
				value_bytes, value, value_bytes))
			fail_msg("row %zu of %zu, layout %d, output %d", i,
				 made->rows, made->column.layout, output);
	}
	assert_int_equal(nulls, wanted_nulls);
	free(out);
	free(validity);
}

static void columns_agree(void **state)
{
	static const char *const names[] = {
		"md5",    "sha256", "xxh3-64",  "crc32",          "tth",
		"blake3", "sha512", "git-blob", "bt2-pieces-root"
	};
	struct random_source random = random_from_environment("columns");

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct hashlane_algorithm_spec spec = spec_of(names[i]);
		size_t digest = algorithm_info(spec.id).digest_bytes;

		for (int32_t layout = HASHLANE_LAYOUT_OFFSETS32;
		     layout <= HASHLANE_LAYOUT_VIEWS; layout++)
			for (size_t rows = 0; rows < MESSAGES_MAX;
			     rows = rows * 3 + 1) {
				struct made_column made;
				size_t skip = (size_t)random_below(&random,
								   20);

				make_column(&made, &random, layout, rows,
					    skip);
				check_column(&made, &spec, 0);
				check_column(&made, &spec,
					     HASHLANE_OUTPUT_HEX);
				if (digest == 4 || digest == 8)
					check_column(&made, &spec,
						     HASHLANE_OUTPUT_INTEGER);
				free_column(&made);
			}
	}
}

/* Offsets and views that leave their buffers, and other abuse. */
static void column_arguments(void **state)
{
	struct hashlane_algorithm_spec spec = spec_of("md5");
	struct random_source random = random_from_environment("arguments");
	uint8_t out[64 * 16], before[64 * 16];
	struct made_column made;

	(void)state;
	memset(out, 0xaa, sizeof(out));
	memcpy(before, out, sizeof(before));
#define CALL(capacity, output)                                       \
	hashlane_hash_column(out, capacity, NULL, NULL, NULL, &spec, \
			     &made.column, output, HASHLANE_ISA_AUTO)
	for (int32_t layout = HASHLANE_LAYOUT_OFFSETS32;
	     layout <= HASHLANE_LAYOUT_VIEWS; layout++) {
		int32_t huge = INT32_MAX;

		make_column(&made, &random, layout, 64, 0);
		memset(made.validity, 0xff, 8);
		assert_status(CALL(sizeof(out) - 1, 0), HASHLANE_BUFFER);
		assert_status(CALL(sizeof(out), 3), HASHLANE_ARGUMENT);
		assert_status(CALL(sizeof(out), HASHLANE_OUTPUT_INTEGER),
			      HASHLANE_UNSUPPORTED);
		made.column.flags = 1;
		assert_status(CALL(sizeof(out), 0), HASHLANE_ARGUMENT);
		made.column.flags = 0;
		made.column.layout = 4;
		assert_status(CALL(sizeof(out), 0), HASHLANE_ARGUMENT);
		made.column.layout = layout;
		made.column.struct_size = 8;
		assert_status(CALL(sizeof(out), 0), HASHLANE_ABI);
		made.column.struct_size = sizeof(made.column);
		made.column.rows = SIZE_MAX / 4;
		assert_status(CALL(sizeof(out), 0), HASHLANE_ARGUMENT);
		made.column.rows = 64;
		made.column.offset = SIZE_MAX - 3;
		assert_status(CALL(sizeof(out), 0), HASHLANE_ARGUMENT);
		made.column.offset = 0;
		if (layout == HASHLANE_LAYOUT_VIEWS)
			memcpy(made.offsets + 16 * 40, &huge, 4);
		else
			put_offset(&made, 40, (size_t)INT32_MAX);
		assert_status(CALL(sizeof(out), 0), HASHLANE_FORMAT);
		huge = -1;
		if (layout == HASHLANE_LAYOUT_VIEWS)
			memcpy(made.offsets + 16 * 40, &huge, 4);
		else
			put_offset(&made, 40, SIZE_MAX);
		assert_status(CALL(sizeof(out), 0), HASHLANE_FORMAT);
		free_column(&made);
	}
#undef CALL
	assert_memory_equal(out, before, sizeof(before));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(many_agree),
		cmocka_unit_test(every_length_and_offset),
		cmocka_unit_test(in_place),
		cmocka_unit_test(uneven_lengths),
		cmocka_unit_test(many_arguments),
		cmocka_unit_test(columns_agree),
		cmocka_unit_test(column_arguments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
