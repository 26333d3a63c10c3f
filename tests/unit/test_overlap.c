/* SPDX-License-Identifier: MIT */
/*
 * test_overlap.c - outputs that overlap inputs or each other: of each bulk
 * call every pair of arguments, at every distance. The call gives what it
 * gives for arguments that lie apart, or it refuses and touches nothing. And
 * columns that another process writes to while they are hashed.
 */
#define _DEFAULT_SOURCE
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	PARTS_MAX = 10,
	PART_BYTES_MAX = 4096,
	STEP = 8, /* what a struct or a pointer is aligned to */
	ROWS = 9
};

/* An argument, or what one points to. */
struct part {
	const char *name;
	size_t bytes;
	enum { IN, OUT, ERROR } role;
};

struct call {
	const char *name;
	struct part parts[PARTS_MAX]; /* up to one without a name */
	void (*fill)(uint8_t *const *at);
	int32_t (*run)(uint8_t *const *at);
	bool refuses; /* outputs that overlap each other */
};

static size_t part_count(const struct call *call)
{
	size_t count = 0;

	while (count < PARTS_MAX && call->parts[count].name)
		count++;
	return count;
}

/* What the outputs are when all parts lie apart. */
static void run_apart(const struct call *call,
		      uint8_t wanted[PARTS_MAX][PART_BYTES_MAX])
{
	uint8_t *at[PARTS_MAX] = { NULL };
	size_t count = part_count(call);

	for (size_t i = 0; i < count; i++) {
		at[i] = malloc(call->parts[i].bytes);
		memset(at[i], 0xa5, call->parts[i].bytes);
	}
	call->fill(at);
	assert_status(call->run(at), HASHLANE_OK);
	for (size_t i = 0; i < count; i++) {
		assert_true(call->parts[i].bytes <= PART_BYTES_MAX);
		memcpy(wanted[i], at[i], call->parts[i].bytes);
		free(at[i]);
	}
}

static void check_outputs(const struct call *call, uint8_t *const *at,
			  uint8_t wanted[PARTS_MAX][PART_BYTES_MAX], size_t a,
			  size_t b, long shift)
{
	for (size_t i = 0; i < part_count(call); i++)
		if (call->parts[i].role == OUT &&
		    memcmp(at[i], wanted[i], call->parts[i].bytes) != 0)
			fail_msg("%s: %s is wrong where %s lies at %s %+ld",
				 call->name, call->parts[i].name,
				 call->parts[a].name, call->parts[b].name,
				 shift);
}

/* Part a, an output, at part b and `shift` bytes; true: it was refused. */
static bool run_pair(const struct call *call,
		     uint8_t wanted[PARTS_MAX][PART_BYTES_MAX], size_t a,
		     size_t b, long shift)
{
	const struct part *parts = call->parts;
	size_t count = part_count(call);
	size_t low = shift < 0 ? (size_t)-shift : 0;
	size_t end_a = parts[a].bytes + (shift < 0 ? 0 : (size_t)shift);
	size_t end_b = parts[b].bytes + low;
	size_t bytes = end_a > end_b ? end_a : end_b;
	uint8_t *both = malloc(bytes), *before = malloc(bytes);
	uint8_t *at[PARTS_MAX] = { NULL };
	bool two = parts[a].role != IN && parts[b].role != IN;
	int32_t status;

	memset(both, 0xa5, bytes);
	for (size_t i = 0; i < count; i++) {
		at[i] = malloc(parts[i].bytes);
		memset(at[i], 0xa5, parts[i].bytes);
	}
	free(at[a]);
	free(at[b]);
	at[a] = both + (shift < 0 ? 0 : shift);
	at[b] = both + low;
	call->fill(at);
	memcpy(before, both, bytes);
	status = call->run(at);
	/* Where an error is in the way, an input is not what it was. */
	if (status && status != HASHLANE_ARGUMENT && parts[a].role != ERROR &&
	    parts[b].role != ERROR)
		fail_msg("%s: %s at %s %+ld gave %s", call->name,
			 parts[a].name, parts[b].name, shift,
			 hashlane_status_get_name(status));
	if (two && call->refuses)
		assert_true(status);
	/* Where an error is in the way, it may say so. */
	if (status && parts[a].role != ERROR && parts[b].role != ERROR)
		assert_memory_equal(both, before, bytes);
	if (!status && !two && parts[a].role == OUT)
		check_outputs(call, at, wanted, a, b, shift);
	for (size_t i = 0; i < count; i++)
		if (i != a && i != b)
			free(at[i]);
	free(both);
	free(before);
	return status;
}

static void check_call(const struct call *call)
{
	static uint8_t wanted[PARTS_MAX][PART_BYTES_MAX];
	size_t count = part_count(call), refused = 0, ran = 0;

	run_apart(call, wanted);
	for (size_t a = 0; a < count; a++) {
		if (call->parts[a].role == IN)
			continue;
		for (size_t b = 0; b < count; b++) {
			long first = -(long)(call->parts[a].bytes - 1) / STEP;
			long last = (long)(call->parts[b].bytes - 1) / STEP;

			/* Not where its struct_size is an input's bytes. */
			if (call->parts[a].role == ERROR &&
			    call->parts[b].role == IN)
				last = -1;
			for (long i = first; a != b && i <= last; i++, ran++)
				refused += run_pair(call, wanted, a, b,
						    i * STEP);
		}
	}
	print_message("%s: %zu overlaps, %zu refused\n", call->name, ran,
		      refused);
}

/* ---- Arrays ---- */

static struct hashlane_algorithm_spec spec_in_use;
static size_t row_bytes;

enum { MANY_DIGESTS, MANY_SPEC, MANY_DATA, MANY_BYTES, MANY_MESSAGES };

static void fill_many(uint8_t *const *at)
{
	const void *data[ROWS];
	size_t bytes[ROWS];

	for (size_t i = 0; i < ROWS; i++) {
		data[i] = at[MANY_MESSAGES] + i * row_bytes;
		bytes[i] = row_bytes - i;
	}
	memcpy(at[MANY_SPEC], &spec_in_use, sizeof(spec_in_use));
	memcpy(at[MANY_DATA], data, sizeof(data));
	memcpy(at[MANY_BYTES], bytes, sizeof(bytes));
	for (size_t i = 0; i < ROWS * row_bytes; i++)
		at[MANY_MESSAGES][i] = (uint8_t)(i % 251);
}

static int32_t run_many(uint8_t *const *at)
{
	return hashlane_hash_many(
		at[MANY_DIGESTS],
		ROWS * algorithm_info(spec_in_use.id).digest_bytes, NULL,
		(const void *)at[MANY_SPEC], (const void *)at[MANY_DATA],
		(const void *)at[MANY_BYTES], ROWS, test_isa());
}

static void many_pairs(void **state)
{
	static const char *const names[] = { "md5", "crc32", "blake3", "tth",
					     "xxh3-64" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct call call = {
			.name = "hash_many",
			.fill = fill_many,
			.run = run_many,
			.parts = { { "digests", 0, OUT },
				   { "spec", sizeof(spec_in_use), IN },
				   { "data", ROWS * sizeof(void *), IN },
				   { "data_bytes", ROWS * sizeof(size_t), IN },
				   { "messages", 0, IN } },
			.refuses = true,
		};

		spec_in_use = spec_of(names[i]);
		row_bytes = algorithm_info(spec_in_use.id).digest_bytes;
		if (row_bytes < ROWS)
			row_bytes = 2 * ROWS;
		call.parts[MANY_DIGESTS].bytes =
			ROWS * algorithm_info(spec_in_use.id).digest_bytes;
		call.parts[MANY_MESSAGES].bytes = ROWS * row_bytes;
		check_call(&call);
	}
}

/* ---- Columns ---- */

enum {
	COLUMN_OUT,
	COLUMN_VALID_OUT,
	COLUMN_NULLS,
	COLUMN_SPEC,
	COLUMN_STRUCT,
	COLUMN_VALID,
	COLUMN_OFFSETS,
	COLUMN_DATA,
	COLUMN_BUFFERS,
	COLUMN_BUFFER_BYTES
};

static int32_t layout_in_use, output_in_use;

static size_t offset_width(void)
{
	return layout_in_use == HASHLANE_LAYOUT_OFFSETS32 ? 4 :
	       layout_in_use == HASHLANE_LAYOUT_OFFSETS64 ? 8 :
							    16;
}

static void put_row(uint8_t *offsets, size_t row, size_t bytes)
{
	int32_t narrow = (int32_t)(row * bytes);
	int64_t wide = narrow;
	int32_t view[4] = { (int32_t)bytes, 0, 0, narrow };

	if (layout_in_use == HASHLANE_LAYOUT_OFFSETS32)
		memcpy(offsets + 4 * row, &narrow, sizeof(narrow));
	else if (layout_in_use == HASHLANE_LAYOUT_OFFSETS64)
		memcpy(offsets + 8 * row, &wide, sizeof(wide));
	else if (row < ROWS)
		memcpy(offsets + 16 * row, view, sizeof(view));
}

static void fill_column(uint8_t *const *at)
{
	const uint8_t *buffers[1] = { at[COLUMN_DATA] };
	size_t buffer_bytes[1] = { ROWS * row_bytes };
	struct hashlane_column column = {
		.struct_size = sizeof(column),
		.rows = ROWS,
		.validity = at[COLUMN_VALID],
		.offsets = at[COLUMN_OFFSETS],
		.data = at[COLUMN_DATA],
		.data_bytes = ROWS * row_bytes,
		.layout = layout_in_use,
		.buffers = (const void *)at[COLUMN_BUFFERS],
		.buffer_bytes = (const void *)at[COLUMN_BUFFER_BYTES],
		.buffer_count = 1,
	};

	memcpy(at[COLUMN_SPEC], &spec_in_use, sizeof(spec_in_use));
	for (size_t i = 0; i < ROWS * row_bytes; i++)
		at[COLUMN_DATA][i] = (uint8_t)(i % 251);
	for (size_t i = 0; i <= ROWS; i++)
		put_row(at[COLUMN_OFFSETS], i, row_bytes);
	memcpy(at[COLUMN_BUFFERS], buffers, sizeof(buffers));
	memcpy(at[COLUMN_BUFFER_BYTES], buffer_bytes, sizeof(buffer_bytes));
	memcpy(at[COLUMN_VALID], "\xb5\x01", 2);
	memcpy(at[COLUMN_STRUCT], &column, sizeof(column));
}

static size_t values_bytes(void)
{
	return ROWS * algorithm_info(spec_in_use.id).digest_bytes *
	       (output_in_use == HASHLANE_OUTPUT_HEX ? 2 : 1);
}

static int32_t run_column(uint8_t *const *at)
{
	return hashlane_hash_column(
		at[COLUMN_OUT], values_bytes(), NULL, at[COLUMN_VALID_OUT],
		(void *)at[COLUMN_NULLS], (const void *)at[COLUMN_SPEC],
		(const void *)at[COLUMN_STRUCT], output_in_use, test_isa());
}

static void column_pairs(void **state)
{
	static const struct {
		const char *name, *algorithm;
		int32_t output;
		size_t row_bytes;
	} cases[] = {
		{ "hash_column md5", "md5", HASHLANE_OUTPUT_BINARY, 16 },
		{ "hash_column hex", "md5", HASHLANE_OUTPUT_HEX, 32 },
		{ "hash_column crc", "crc32", HASHLANE_OUTPUT_INTEGER, 4 },
		{ "hash_column xxh", "xxh3-64", HASHLANE_OUTPUT_INTEGER, 40 },
		{ "hash_column tth", "tth", HASHLANE_OUTPUT_BINARY, 24 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (int32_t layout = HASHLANE_LAYOUT_OFFSETS32;
		     layout <= HASHLANE_LAYOUT_VIEWS; layout++) {
			struct call call = {
				.name = cases[i].name,
				.fill = fill_column,
				.run = run_column,
				.refuses = true,
			};
			struct part parts[PARTS_MAX] = {
				{ "out", 0, OUT },
				{ "validity", (ROWS + 7) / 8, OUT },
				{ "null_count", sizeof(size_t), OUT },
				{ "spec", sizeof(spec_in_use), IN },
				{ "column", sizeof(struct hashlane_column),
				  IN },
				{ "column.validity", (ROWS + 7) / 8, IN },
				{ "column.offsets", 0, IN },
				{ "column.data", 0, IN },
				{ "column.buffers", sizeof(void *), IN },
				{ "column.buffer_bytes", sizeof(size_t), IN },
			};

			spec_in_use = spec_of(cases[i].algorithm);
			row_bytes = cases[i].row_bytes;
			layout_in_use = layout;
			output_in_use = cases[i].output;
			parts[COLUMN_OUT].bytes = values_bytes();
			parts[COLUMN_OFFSETS].bytes = offset_width() *
						      (ROWS + 1);
			parts[COLUMN_DATA].bytes = ROWS * row_bytes;
			memcpy(call.parts, parts, sizeof(parts));
			check_call(&call);
		}
}

/* ---- Natural places: these work, whatever the algorithm ---- */

enum { PLACES = 1000 };

static void fixed_rows_in_place(void **state)
{
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	struct random_source random = random_from_environment("in_place");
	size_t spec_count = algorithms_all(specs);

	(void)state;
	for (size_t i = 0; i < spec_count; i++) {
		size_t bytes = algorithm_info(specs[i].id).digest_bytes;
		size_t all = PLACES * bytes;
		uint8_t *data = malloc(all), *wanted = malloc(all);
		int64_t *offsets = malloc((PLACES + 1) * sizeof(*offsets));
		const void **messages = malloc(PLACES * sizeof(*messages));
		size_t *sizes = malloc(PLACES * sizeof(*sizes));
		struct hashlane_column column = {
			.struct_size = sizeof(column),
			.rows = PLACES,
			.offsets = offsets,
			.data = data,
			.data_bytes = all,
			.layout = HASHLANE_LAYOUT_OFFSETS64,
		};

		for (size_t row = 0; row <= PLACES; row++)
			offsets[row] = (int64_t)(row * bytes);
		random_fill(&random, data, all);
		assert_status(hashlane_hash_column(wanted, all, NULL, NULL,
						   NULL, &specs[i], &column, 0,
						   test_isa()),
			      HASHLANE_OK);
		assert_status(hashlane_hash_column(data, all, NULL, NULL, NULL,
						   &specs[i], &column, 0,
						   test_isa()),
			      HASHLANE_OK);
		assert_memory_equal(data, wanted, all);
		/* Messages shorter than their digests, too. */
		for (size_t row = 0; row < PLACES; row++) {
			sizes[row] = random_below(&random, bytes + 1);
			messages[row] = data + (row + 1) * bytes - sizes[row];
		}
		assert_status(hashlane_hash_many(wanted, all, NULL, &specs[i],
						 messages, sizes, PLACES,
						 test_isa()),
			      HASHLANE_OK);
		assert_status(hashlane_hash_many(data, all, NULL, &specs[i],
						 messages, sizes, PLACES,
						 test_isa()),
			      HASHLANE_OK);
		assert_memory_equal(data, wanted, all);
		/* One byte into the next one's place. */
		messages[7] = (const uint8_t *)messages[7] + 1;
		sizes[7] = bytes;
		assert_status(hashlane_hash_many(data, all, NULL, &specs[i],
						 messages, sizes, PLACES,
						 test_isa()),
			      HASHLANE_ARGUMENT);
		assert_memory_equal(data, wanted, all);
		free(data);
		free(wanted);
		free(offsets);
		free(messages);
		free(sizes);
	}
}

static void validity_in_place(void **state)
{
	static const struct hashlane_algorithm_spec crc = {
		HASHLANE_HASH_CRC32, 0, 0
	};
	int32_t offsets[4] = { 0, 5, 11, 17 };
	uint8_t validity[1] = { 0xfd };
	uint32_t values[3];
	const struct hashlane_column column = {
		.struct_size = sizeof(column),
		.rows = 3,
		.validity = validity,
		.offsets = offsets,
		.data = (const uint8_t *)"applebananacherry",
		.data_bytes = 17,
		.layout = HASHLANE_LAYOUT_OFFSETS32,
	};
	size_t nulls = 77;

	(void)state;
	assert_status(hashlane_hash_column(values, sizeof(values), NULL,
					   validity, &nulls, &crc, &column,
					   HASHLANE_OUTPUT_INTEGER, 0),
		      HASHLANE_OK);
	assert_int_equal(nulls, 1);
	assert_int_equal(validity[0], 5);
	/* From zlib's crc32. */
	assert_int_equal(values[0], 0xa92ed050);
	assert_int_equal(values[1], 0);
	assert_int_equal(values[2], 0xf9bd8938);
}

/* ---- Files ---- */

static char file_path[256];

enum {
	FILE_RESULT,
	FILE_DIGESTS,
	FILE_ERROR,
	FILE_PATH,
	FILE_SPECS,
	FILE_PATHS,
	FILE_OPTIONS
};

static void fill_file(uint8_t *const *at)
{
	const struct hashlane_error error = { .struct_size = sizeof(error) };

	memcpy(at[FILE_ERROR], &error, sizeof(error));
	memcpy(at[FILE_PATH], file_path, sizeof(file_path));
	memcpy(at[FILE_SPECS], &spec_in_use, sizeof(spec_in_use));
}

static void fill_files(uint8_t *const *at)
{
	const char *paths[2] = { (const char *)at[FILE_PATH],
				 (const char *)at[FILE_PATH] };
	const struct hashlane_files_options options = {
		.struct_size = sizeof(options),
		.specs = (const void *)at[FILE_SPECS],
		.spec_count = 1,
		.workers = -1,
	};

	fill_file(at);
	memcpy(at[FILE_PATHS], paths, sizeof(paths));
	memcpy(at[FILE_OPTIONS], &options, sizeof(options));
}

static int32_t run_file(uint8_t *const *at)
{
	return hashlane_hash_file((void *)at[FILE_RESULT], at[FILE_DIGESTS],
				  16, (const char *)at[FILE_PATH],
				  (const void *)at[FILE_SPECS], 1,
				  (void *)at[FILE_ERROR]);
}

static int32_t run_files(uint8_t *const *at)
{
	return hashlane_hash_files((void *)at[FILE_RESULT], at[FILE_DIGESTS],
				   32, (const void *)at[FILE_PATHS], 2,
				   (const void *)at[FILE_OPTIONS],
				   (void *)at[FILE_ERROR]);
}

static void file_pairs(void **state)
{
	struct call one = {
		.name = "hash_file",
		.fill = fill_file,
		.run = run_file,
		.refuses = true,
		.parts = { { "result", sizeof(struct hashlane_file_result),
			     OUT },
			   { "digests", 16, OUT },
			   { "error", sizeof(struct hashlane_error), ERROR },
			   { "path", sizeof(file_path), IN },
			   { "specs", sizeof(spec_in_use), IN } },
	};
	struct call many = one;
	struct temp_tree tree;
	char *path;

	(void)state;
	temp_tree_make(&tree);
	path = temp_tree_write(&tree, "abc", "abc", 3);
	assert_true(strlen(path) < sizeof(file_path));
	strcpy(file_path, path);
	free(path);
	spec_in_use = spec_of("md5");
	check_call(&one);
	many.name = "hash_files";
	many.fill = fill_files;
	many.run = run_files;
	many.parts[FILE_RESULT].bytes *= 2;
	many.parts[FILE_DIGESTS].bytes *= 2;
	many.parts[FILE_PATHS] = (struct part){ "paths", 2 * sizeof(char *),
						IN };
	many.parts[FILE_OPTIONS] = (struct part){
		"options", sizeof(struct hashlane_files_options), IN
	};
	check_call(&many);
	temp_tree_remove(&tree);
}

/* ---- Short calls: inputs are read before outputs are written ---- */

static void fill_format(uint8_t *const *at)
{
	memcpy(at[2], &spec_in_use, sizeof(spec_in_use));
	memcpy(at[3], "0123456789abcdef", 16);
}

static int32_t run_format(uint8_t *const *at)
{
	return hashlane_digest_format((char *)at[0], 33, (void *)at[1],
				      (const void *)at[2], HASHLANE_TEXT_HEX,
				      at[3], 16);
}

static void fill_parse(uint8_t *const *at)
{
	memcpy(at[2], &spec_in_use, sizeof(spec_in_use));
	memcpy(at[3], "900150983cd24fb0d6963f7d28e17f72", 32);
}

static int32_t run_parse(uint8_t *const *at)
{
	return hashlane_digest_parse(at[0], 16, (void *)at[1],
				     (const void *)at[2], HASHLANE_TEXT_HEX,
				     (const char *)at[3], 32);
}

static int32_t run_hash(uint8_t *const *at)
{
	return hashlane_hash(at[0], 16, (void *)at[1], (const void *)at[2],
			     at[3], 16);
}

static void fill_spec_text(uint8_t *const *at)
{
	const struct hashlane_error error = { .struct_size = sizeof(error) };

	memcpy(at[1], &error, sizeof(error));
	memcpy(at[2], "s3-etag:part=1GiB", 17);
}

static int32_t run_spec_text(uint8_t *const *at)
{
	return hashlane_algorithm_parse((void *)at[0], (const char *)at[2], 17,
					(void *)at[1]);
}

static void fill_spec(uint8_t *const *at)
{
	memcpy(at[2], &spec_in_use, sizeof(spec_in_use));
}

static int32_t run_spec(uint8_t *const *at)
{
	return hashlane_algorithm_format((char *)at[0], 4, (void *)at[1],
					 (const void *)at[2]);
}

static void fill_string(uint8_t *const *at)
{
	static const uint16_t text[4] = { 'l', 0xe4, 'n', 'e' };

	memcpy(at[2], text, sizeof(text));
}

/* The string itself is not to be compared, but what is in it. */
static int32_t run_string(uint8_t *const *at)
{
	char *string;
	int32_t status = hashlane_string_from_utf16(
		(char **)(void *)at[0], (void *)at[1], (const void *)at[2], 4,
		NULL);

	if (status)
		return status;
	memcpy(&string, at[0], sizeof(string));
	/* The length lies over it. */
	if (at[0] == at[1])
		return HASHLANE_OK;
	assert_string_equal(string, "l\xc3\xa4ne");
	hashlane_string_destroy(string);
	memset(at[0], 0, sizeof(string));
	return HASHLANE_OK;
}

static void short_calls(void **state)
{
	const struct part digest = { "digest", 16, OUT };
	const struct part length = { "length", sizeof(size_t), OUT };
	const struct part spec = { "spec", sizeof(spec_in_use), IN };
	const struct call calls[] = {
		{ "digest_format",
		  { { "text", 33, OUT }, length, spec, { "digest", 16, IN } },
		  fill_format,
		  run_format,
		  false },
		{ "digest_parse",
		  { digest, length, spec, { "text", 32, IN } },
		  fill_parse,
		  run_parse,
		  false },
		{ "hash",
		  { digest, length, spec, { "data", 16, IN } },
		  fill_format,
		  run_hash,
		  false },
		{ "algorithm_parse",
		  { { "spec", sizeof(spec_in_use), OUT },
		    { "error", sizeof(struct hashlane_error), ERROR },
		    { "text", 17, IN } },
		  fill_spec_text,
		  run_spec_text,
		  false },
		{ "algorithm_format",
		  { { "text", 4, OUT }, length, spec },
		  fill_spec,
		  run_spec,
		  false },
	};
	const struct call string = {
		"string_from_utf16",
		{ { "out", sizeof(char *), OUT }, length, { "text", 8, IN } },
		fill_string,
		run_string,
		false
	};

	(void)state;
	spec_in_use = spec_of("md5");
	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++)
		check_call(&calls[i]);
	check_call(&string);
}

/* ---- Another process writes to the column ---- */

enum { SHARED_ROWS = 3000, SHARED_CALLS = 300, SHARED_BYTES = 64 };

/* Good and bad words in turn, as fast as it goes, until it is killed. */
static void disturb(volatile int32_t *words, size_t count, int32_t good)
{
	static const int32_t bad[] = { INT32_MAX, -1, 1 << 30, 65, 0 };

	alarm(60);
	for (uint32_t n = 1;; n = n * 1664525 + 1013904223) {
		words[(n >> 8) % count] = bad[(n >> 4) % 5];
		words[(n >> 8) % count] = good;
	}
}

/* Offsets or views, and a bitmap, in memory that a child writes to. */
static void changed_column(int32_t layout, bool bits, const char *algorithm)
{
	const struct hashlane_algorithm_spec spec = spec_of(algorithm);
	size_t digest = algorithm_info(spec.id).digest_bytes,
	       statuses[2] = { 0 };
	size_t bytes = (SHARED_ROWS + 1) * 16;
	uint8_t *shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	uint8_t *data = malloc(SHARED_BYTES), *bitmap = malloc(bytes);
	uint8_t *out = malloc(SHARED_ROWS * digest);
	uint8_t *valid = malloc((SHARED_ROWS + 7) / 8);
	const uint8_t *buffers[1] = { data };
	const size_t buffer_bytes[1] = { SHARED_BYTES };
	struct hashlane_column column = {
		.struct_size = sizeof(column),
		.rows = SHARED_ROWS,
		.offsets = bits ? bitmap : shared,
		.validity = bits ? shared : NULL,
		.data = data,
		.data_bytes = SHARED_BYTES,
		.layout = layout,
		.buffers = buffers,
		.buffer_bytes = buffer_bytes,
		.buffer_count = 1,
	};
	pid_t child;

	assert_true(shared != MAP_FAILED);
	memset(shared, 0, bytes);
	memset(bitmap, 0, bytes);
	memset(data, 'x', SHARED_BYTES);
	child = fork();
	assert_true(child >= 0);
	if (!child)
		disturb((int32_t *)(void *)shared,
			bits ? SHARED_ROWS / 32 : bytes / 4, 0);
	for (int i = 0; i < SHARED_CALLS; i++) {
		size_t nulls = 0, zeros = 0;
		int32_t status = hashlane_hash_column(
			out, SHARED_ROWS * digest, NULL, valid, &nulls, &spec,
			&column, 0, test_isa());

		assert_true(!status || status == HASHLANE_FORMAT);
		statuses[status != 0]++;
		if (status)
			continue;
		for (size_t row = 0; row < SHARED_ROWS; row++)
			zeros += !(valid[row / 8] >> row % 8 & 1);
		assert_int_equal(nulls, zeros);
	}
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, NULL, 0), child);
	print_message("%s, layout %d, %s: %zu OK, %zu FORMAT\n", algorithm,
		      layout, bits ? "bits" : "offsets", statuses[0],
		      statuses[1]);
	munmap(shared, bytes);
	free(data);
	free(bitmap);
	free(out);
	free(valid);
}

static void another_process_writes(void **state)
{
	static const char *const names[] = { "md5", "crc32", "blake3",
					     "bt2-pieces-root" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		for (int32_t layout = HASHLANE_LAYOUT_OFFSETS32;
		     layout <= HASHLANE_LAYOUT_VIEWS; layout++) {
			changed_column(layout, false, names[i]);
			changed_column(layout, true, names[i]);
		}
}

/* What each call with a text and an error says of the text. */
static int32_t fail_text(int call, const char *text, size_t bytes,
			 struct hashlane_error *error)
{
	struct hashlane_algorithm_spec spec;
	char *copy = NULL;
	int32_t status;

	if (call == 0)
		return hashlane_algorithm_parse(&spec, text, bytes, error);
	/* Of UTF-16 any text at an odd place is refused. */
	if (call == 1)
		status = hashlane_string_copy(&copy, text, bytes, error);
	else if ((uintptr_t)text % 2)
		return HASHLANE_OK;
	else
		status = hashlane_string_from_utf16(
			&copy, NULL, (const uint16_t *)text, bytes / 2, error);
	hashlane_string_destroy(copy);
	return status;
}

/* A text that lies in the error which reports on it, at every place of it. */
static void texts_within_errors(void **state)
{
	static const char *const texts[] = {
		"sha25",
		"md5x",
		"s3-etag:part=0",
		"no\033such",
		"md5\xff\xfe",
		"a name that is none and takes more room than most names do",
	};
	enum { CALLS = 3 };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		for (size_t at = sizeof(size_t);
		     at + strlen(texts[i]) <= sizeof(struct hashlane_error);
		     at++)
			for (int call = 0; call < CALLS; call++) {
				struct hashlane_error apart = {
					.struct_size = sizeof(apart)
				};
				struct hashlane_error within = apart;
				char *text = (char *)&within + at;
				uint64_t room[16] = { 0 };
				char *other = (char *)room + at % 2;

				memcpy(text, texts[i], strlen(texts[i]));
				memcpy(other, texts[i], strlen(texts[i]));
				assert_int_equal(
					fail_text(call, text, strlen(texts[i]),
						  &within),
					fail_text(call, other,
						  strlen(texts[i]), &apart));
				if (apart.status)
					assert_memory_equal(&within, &apart,
							    sizeof(apart));
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(many_pairs),
		cmocka_unit_test(column_pairs),
		cmocka_unit_test(fixed_rows_in_place),
		cmocka_unit_test(validity_in_place),
		cmocka_unit_test(file_pairs),
		cmocka_unit_test(short_calls),
		cmocka_unit_test(texts_within_errors),
		cmocka_unit_test(another_process_writes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
