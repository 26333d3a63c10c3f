/* SPDX-License-Identifier: MIT */
/*
 * run_files.c - the vectors as files, hashed one by one, in batches and by
 * jobs, with nothing but the library and libc: for foreign processors under an
 * emulator. All that a caller reads of results is compared, above all in
 * which byte order.
 * Usage: run_files FILE...
 */
#define _XOPEN_SOURCE 700
#include "vector_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	ROWS_MAX = 200,
	LONGEST = 1100000,
	NAME_BYTES = 16,
	STATES_BYTES = 5 << 20,
	INTERVAL_BYTES = 1 << 20
};

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
enum { BIG_ENDIAN_MACHINE = 1 };
#else
enum { BIG_ENDIAN_MACHINE = 0 };
#endif

/* Those of one algorithm and parameter, and the names of their files. */
static struct row rows[ROWS_MAX];
static char names[ROWS_MAX + 1][NAME_BYTES];
static uint32_t count;
static size_t digest_bytes;

static hashlane_engine engine;
static char folder[] = "/tmp/run_files.XXXXXX";

static bool is_missing(uint32_t i)
{
	return i == count;
}

static uint64_t load_le(const uint8_t *at, size_t bytes)
{
	uint64_t value = 0;

	for (size_t i = bytes; i > 0; i--)
		value = value << 8 | at[i - 1];
	return value;
}

static bool write_file(const char *name, const void *data, size_t bytes)
{
	FILE *file = fopen(name, "wb");

	if (!file)
		return false;
	if (fwrite(data, 1, bytes, file) != bytes) {
		(void)fclose(file);
		return false;
	}
	return fclose(file) == 0;
}

/* ---- Files, one by one and in a batch ---- */

static void check_hash_file(uint32_t i)
{
	struct hashlane_file_result result;
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	const struct row *row = &rows[i];
	bool valid = strcmp(row->want, "-") != 0;

	if (hashlane_hash_file(&result, digest, sizeof(digest), names[i],
			       &row->spec, 1, NULL)) {
		check_that(row, "a file", false);
		return;
	}
	check(row, "a file", digest, valid ? digest_bytes : 0);
	check_that(row, "the result of a file",
		   !result.status && result.size_bytes == row->bytes &&
			   result.digests_valid == valid);
}

/* All, and one that is not there. */
static void check_hash_files(void)
{
	static struct hashlane_file_result results[ROWS_MAX + 1];
	static uint8_t digests[(ROWS_MAX + 1) * HASHLANE_MAX_DIGEST_BYTES];
	const char *paths[ROWS_MAX + 1];
	const struct hashlane_files_options options = {
		.struct_size = sizeof(options),
		.specs = &rows[0].spec,
		.spec_count = 1,
		.workers = 2,
	};

	for (uint32_t i = 0; i <= count; i++)
		paths[i] = names[i];
	memset(results, 0xa5, sizeof(results));
	memset(digests, 0xa5, sizeof(digests));
	if (hashlane_hash_files(results, digests, sizeof(digests), paths,
				count + 1, &options, NULL)) {
		check_that(&rows[0], "a batch", false);
		return;
	}
	for (uint32_t i = 0; i < count; i++) {
		bool valid = strcmp(rows[i].want, "-") != 0;

		check(&rows[i], "a batch", digests + i * digest_bytes,
		      valid ? digest_bytes : 0);
		check_that(&rows[i], "the result in a batch",
			   !results[i].status &&
				   results[i].size_bytes == rows[i].bytes &&
				   results[i].digests_valid == valid);
	}
	check_that(&rows[0], "what is not there",
		   results[count].status == HASHLANE_NOT_FOUND &&
			   results[count].os_error &&
			   !results[count].digests_valid);
}

/* ---- Jobs ---- */

/* Numbers in place, where the directory says that they are. */
static void check_columns(const struct hashlane_results *block, uint32_t i,
			  const struct hashlane_row *row)
{
	const uint8_t *bytes = (const uint8_t *)block;
	struct hashlane_results_column column;
	int32_t kind = 0;
	bool well = true;

	for (size_t at = 0; !hashlane_results_get_column(&column, block, at);
	     at++) {
		const uint8_t *cell = bytes + column.offset +
				      (size_t)i * column.stride;
		uint64_t value =
			load_le(cell, column.stride < 8 ? column.stride : 8);

		kind = column.kind;
		if (kind == HASHLANE_COLUMN_INDEX)
			well &= value == row->index;
		else if (kind == HASHLANE_COLUMN_INPUT)
			well &= value == row->input;
		else if (kind == HASHLANE_COLUMN_SIZE)
			well &= value == row->size_bytes;
		else if (kind == HASHLANE_COLUMN_STATUS)
			well &= (int32_t)value == row->status;
		else if (kind == HASHLANE_COLUMN_MTIME)
			well &= (int64_t)value == row->mtime_ns;
		else if (kind == HASHLANE_COLUMN_DIGEST)
			well &= column.algorithm == rows[0].spec.id &&
				column.stride == digest_bytes;
	}
	check_that(&rows[0], "columns in place",
		   well && kind >= HASHLANE_COLUMN_DIGEST);
}

/* Row i of a block; which: its place among the files. */
static void check_row(const struct hashlane_results *block, uint32_t i,
		      uint64_t which, const struct hashlane_row *row,
		      const char *how)
{
	const struct row *want = &rows[which];
	const uint8_t *digest = NULL;
	size_t bytes = 0, length = strlen(names[which]);
	int32_t status = hashlane_results_get_digest(&digest, &bytes, block, i,
						     0);

	check_that(&rows[0], "the path of a row",
		   row->path_bytes >= length &&
			   !memcmp(row->path + row->path_bytes - length,
				   names[which], length));
	check_columns(block, i, row);
	if (is_missing((uint32_t)which)) {
		check_that(&rows[0], "a row of what is not there",
			   row->status == HASHLANE_NOT_FOUND &&
				   row->os_error && row->message_bytes &&
				   status == HASHLANE_NOT_FOUND);
		return;
	}
	check(want, how, digest, bytes);
	check_that(want, "the row of a job",
		   !row->status && row->size_bytes == want->bytes &&
			   row->mtime_ns &&
			   row->digests_valid == (bytes != 0));
}

/* All rows of a job whose files are `files` of the names. */
static void check_results(hashlane_job job, uint32_t files, bool in_order,
			  const char *how)
{
	const struct hashlane_results *block;
	bool seen[ROWS_MAX + 1] = { false };
	uint64_t first = 0, failures = 0;
	int32_t status;

	while (!(status = hashlane_job_next(&block, job, -1))) {
		uint32_t n = hashlane_results_get_count(block);

		failures += hashlane_results_get_failures(block);
		check_that(&rows[0], "a block's header",
			   n && n <= files && failures <= 1 &&
				   hashlane_results_get_first_row(block) ==
					   first &&
				   hashlane_results_get_bytes(block) % 64 ==
					   0);
		for (uint32_t i = 0; i < n && first < files; i++, first++) {
			struct hashlane_row row = { .struct_size =
							    sizeof(row) };

			status = hashlane_results_get_row(&row, block, i);
			check_that(&rows[0], "a row",
				   !status && row.index < files &&
					   !seen[row.index] &&
					   (!in_order || row.index == first));
			if (status || row.index >= files)
				continue;
			seen[row.index] = true;
			check_row(block, i, row.index, &row, how);
		}
		hashlane_results_destroy(block);
	}
	check_that(&rows[0], how,
		   status == HASHLANE_END && first == files &&
			   failures == (files > count));
}

/* What is told of the files, by a queue. */
static void check_events(hashlane_listener listener, uint32_t files)
{
	const struct hashlane_event *events;
	bool seen[ROWS_MAX + 1] = { false };
	uint32_t told = 0;
	size_t n;

	for (bool done = false; !done;) {
		if (hashlane_listener_poll(&events, NULL, &n, listener, 64,
					   -1))
			break;
		for (size_t i = 0; i < n; i++) {
			const struct hashlane_event *event = &events[i];

			if (event->kind == HASHLANE_EVENT_DONE) {
				check_that(&rows[0], "the last event",
					   event->files_done == files &&
						   event->files_total ==
							   files);
				done = true;
				continue;
			}
			check_that(
				&rows[0], "an event",
				event->index < files && !seen[event->index] &&
					(event->kind == HASHLANE_EVENT_ERROR ||
					 event->bytes_done ==
						 rows[event->index].bytes));
			if (event->index < files)
				seen[event->index] = true;
			told++;
		}
	}
	check_that(&rows[0], "all events", told == files);
}

static void check_job(uint32_t flags, bool walk, const char *how)
{
	static char paths[(ROWS_MAX + 1) * NAME_BYTES];
	const struct hashlane_walk_options rules = {
		.struct_size = sizeof(rules),
	};
	const struct hashlane_listener_options listener_options = {
		.struct_size = sizeof(listener_options),
		.events = HASHLANE_EVENT_FILE | HASHLANE_EVENT_ERROR |
			  HASHLANE_EVENT_DONE,
	};
	struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = &rows[0].spec,
		.spec_count = 1,
		.paths = walk ? "." : paths,
		.paths_bytes = walk ? 2 : 0,
		.walk = walk ? &rules : NULL,
		.flags = flags,
	};
	uint32_t files = walk ? count : count + 1;
	hashlane_listener listener;
	hashlane_job job;

	for (uint32_t i = 0; i <= count && !walk; i++) {
		memcpy(paths + options.paths_bytes, names[i],
		       strlen(names[i]) + 1);
		options.paths_bytes += strlen(names[i]) + 1;
	}
	if (hashlane_listener_create(&listener, engine, &listener_options,
				     NULL) ||
	    hashlane_job_create(&job, engine, &options, NULL)) {
		check_that(&rows[0], how, false);
		return;
	}
	check_results(job, files, !(flags & HASHLANE_JOB_STREAM), how);
	check_events(listener, files);
	(void)hashlane_listener_destroy(listener);
	(void)hashlane_job_destroy(job);
	(void)hashlane_engine_wait(engine, -1);
}

/* ---- Arrow ---- */

/* As the Arrow C data interface declares them. */
struct ArrowSchema {
	const char *format, *name, *metadata;
	int64_t flags, n_children;
	struct ArrowSchema **children, *dictionary;
	void (*release)(struct ArrowSchema *);
	void *private_data;
};

struct ArrowArray {
	int64_t length, null_count, offset, n_buffers, n_children;
	const void **buffers;
	struct ArrowArray **children, *dictionary;
	void (*release)(struct ArrowArray *);
	void *private_data;
};

static void check_arrow(void)
{
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_PATH,
		.data = names[0],
		.data_bytes = strlen(names[0]),
	};
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = &rows[0].spec,
		.spec_count = 1,
		.inputs = &input,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = 1,
	};
	const struct hashlane_results *block = NULL;
	struct ArrowSchema schema;
	struct ArrowArray array;
	hashlane_job job;
	int32_t status;

	if (hashlane_job_create(&job, engine, &options, NULL) ||
	    hashlane_job_next(&block, job, -1)) {
		check_that(&rows[0], "a job for Arrow", false);
		return;
	}
	status = hashlane_results_export(&array, &schema, block, 0);
	if (BIG_ENDIAN_MACHINE) {
		check_that(&rows[0], "no Arrow",
			   status == HASHLANE_UNSUPPORTED);
		hashlane_results_destroy(block);
	} else {
		check_that(&rows[0], "Arrow",
			   !status && array.length == 1 &&
				   array.n_children == schema.n_children &&
				   *(const uint64_t *)array.children[1]
						   ->buffers[1] ==
					   rows[0].bytes);
		if (!status) {
			array.release(&array);
			schema.release(&schema);
		}
	}
	(void)hashlane_job_destroy(job);
	(void)hashlane_engine_wait(engine, -1);
}

/* ---- Columns of messages ---- */

/* All rows as a column; of short digests also as numbers. */
static void check_messages(void)
{
	static uint8_t out[ROWS_MAX * HASHLANE_MAX_DIGEST_BYTES];
	static uint8_t numbers[ROWS_MAX * 8];
	int64_t offsets[ROWS_MAX + 1] = { 0 };
	struct hashlane_column column = {
		.struct_size = sizeof(column),
		.rows = count,
		.offsets = offsets,
		.layout = HASHLANE_LAYOUT_OFFSETS64,
	};
	uint8_t validity[ROWS_MAX / 8 + 1];
	uint8_t *data;

	for (uint32_t i = 0; i < count; i++)
		offsets[i + 1] = offsets[i] + (int64_t)rows[i].bytes;
	data = malloc((size_t)offsets[count] + 1);
	for (uint32_t i = 0; i < count && data; i++)
		memcpy(data + offsets[i], rows[i].data, rows[i].bytes);
	column.data = data;
	column.data_bytes = (size_t)offsets[count];
	if (!data || hashlane_hash_column(out, sizeof(out), NULL, validity,
					  NULL, &rows[0].spec, &column,
					  HASHLANE_OUTPUT_BINARY, 0)) {
		check_that(&rows[0], "a column", false);
		free(data);
		return;
	}
	for (uint32_t i = 0; i < count; i++)
		check(&rows[i], "a column", out + i * digest_bytes,
		      validity[i / 8] >> i % 8 & 1 ? digest_bytes : 0);
	if (digest_bytes == 4 || digest_bytes == 8)
		check_that(&rows[0], "a column of numbers",
			   !hashlane_hash_column(numbers, sizeof(numbers),
						 NULL, NULL, NULL,
						 &rows[0].spec, &column,
						 HASHLANE_OUTPUT_INTEGER, 0));
	for (uint32_t i = 0;
	     i < count && (digest_bytes == 4 || digest_bytes == 8); i++) {
		uint64_t wanted = 0, number;
		uint32_t narrow;

		for (size_t k = 0; k < digest_bytes; k++)
			wanted = wanted << 8 | out[i * digest_bytes + k];
		memcpy(&number, numbers + i * digest_bytes, digest_bytes);
		memcpy(&narrow, numbers + i * digest_bytes, 4);
		check_that(&rows[i], "a number",
			   (digest_bytes == 4 ? narrow : number) == wanted);
	}
	free(data);
}

/* ---- States ---- */

static struct {
	uint8_t *bytes;
	size_t count;
	uint64_t done;
	unsigned loaded;
} state;

static void save_state(void *context, uint64_t index, uint64_t bytes_done,
		       const void *bytes, size_t n)
{
	uint8_t *copy;

	(void)context;
	(void)index;
	/* The last one stays as it was for the next job to go on from. */
	if (bytes_done > STATES_BYTES / 2)
		return;
	copy = realloc(state.bytes, n);
	if (!copy)
		return;
	memcpy(copy, bytes, n);
	state.bytes = copy;
	state.count = n;
	state.done = bytes_done;
}

static size_t load_state(void *context, uint64_t index, void *bytes, size_t n)
{
	(void)context;
	(void)index;
	if (!state.count || state.count > n)
		return 0;
	memcpy(bytes, state.bytes, state.count);
	state.loaded++;
	return state.count;
}

/* Hash a long file twice, the second time from a state of the first. */
static void check_states(void)
{
	struct row row = { .bytes = STATES_BYTES };
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_PATH,
		.data = "states",
		.data_bytes = 6,
	};
	struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = &row.spec,
		.spec_count = 1,
		.inputs = &input,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = 1,
		.state_save = save_state,
		.state_interval_bytes = INTERVAL_BYTES,
	};
	uint8_t wanted[HASHLANE_MAX_DIGEST_BYTES];
	uint8_t *data = malloc(STATES_BYTES);

	row.spec.id = HASHLANE_HASH_SHA256;
	for (size_t i = 0; i < STATES_BYTES && data; i++)
		data[i] = (uint8_t)(i % 251);
	if (!data || !write_file("states", data, STATES_BYTES) ||
	    hashlane_hash(wanted, sizeof(wanted), NULL, &row.spec, data,
			  STATES_BYTES)) {
		check_that(&row, "states", false);
		free(data);
		return;
	}
	for (int turn = 0; turn < 2; turn++) {
		const struct hashlane_results *block;
		const uint8_t *digest;
		hashlane_job job;
		size_t bytes;

		if (hashlane_job_create(&job, engine, &options, NULL) ||
		    hashlane_job_next(&block, job, -1)) {
			check_that(&row, "a job with states", false);
			break;
		}
		check_that(&row, "a file with states",
			   !hashlane_results_get_digest(&digest, &bytes, block,
							0, 0) &&
				   !memcmp(digest, wanted, bytes));
		hashlane_results_destroy(block);
		(void)hashlane_job_destroy(job);
		/* Then no thread saves or has the file open. */
		(void)hashlane_engine_wait(engine, -1);
		options.state_save = NULL;
		options.state_load = load_state;
	}
	check_that(&row, "a state that is taken up",
		   state.done >= INTERVAL_BYTES && state.loaded == 1);
	(void)remove("states");
	free(state.bytes);
	free(data);
}

/* ---- All of one algorithm and parameter ---- */

static void run_rows(void)
{
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };
	bool well = true;

	if (!count || hashlane_algorithm_get_info(&info, rows[0].spec.id))
		return;
	digest_bytes = info.digest_bytes;
	/* Names whose order is that of the rows. */
	for (uint32_t i = 0; i <= count; i++)
		(void)snprintf(names[i], NAME_BYTES, "file%03u", i);
	for (uint32_t i = 0; i < count; i++)
		well &= write_file(names[i], rows[i].data, rows[i].bytes);
	check_that(&rows[0], "files to write", well);
	for (uint32_t i = 0; i < count; i++)
		check_hash_file(i);
	check_hash_files();
	check_job(0, false, "a job");
	check_job(HASHLANE_JOB_HEX | HASHLANE_JOB_PARTS, false,
		  "a job with all columns");
	check_job(HASHLANE_JOB_STREAM, false, "a streamed job");
	check_job(0, true, "a walk");
	check_arrow();
	/* Needs the size, which a column does not tell beforehand. */
	if (!(info.flags & HASHLANE_INFO_NEEDS_SIZE))
		check_messages();
	for (uint32_t i = 0; i < count; i++) {
		(void)remove(names[i]);
		free(rows[i].data);
	}
	count = 0;
}

static void run_file(FILE *file)
{
	static char line[1 << 16];
	struct row row;

	while (fgets(line, sizeof(line), file)) {
		if (!read_row(&row, line))
			continue;
		if (row.bytes > LONGEST) {
			free(row.data);
			continue;
		}
		if (count == ROWS_MAX ||
		    (count && (rows[0].spec.id != row.spec.id ||
			       rows[0].spec.param != row.spec.param)))
			run_rows();
		rows[count++] = row;
	}
	run_rows();
}

int main(int argc, char **argv)
{
	static FILE *files[256];
	const struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = 2,
	};

	for (int i = 1; i < argc && i < 256; i++) {
		files[i] = fopen(argv[i], "r");
		if (!files[i]) {
			perror(argv[i]);
			return 2;
		}
	}
	/* A walk of "." must find nothing else. */
	if (!mkdtemp(folder) || chdir(folder) ||
	    hashlane_engine_create(&engine, &options, NULL)) {
		perror(folder);
		return 2;
	}
	for (int i = 1; i < argc && i < 256; i++) {
		run_file(files[i]);
		(void)fclose(files[i]);
	}
	check_states();
	(void)hashlane_engine_destroy(engine);
	(void)chdir("/");
	(void)rmdir(folder);
	printf("%u passed, %u failed\n", passed, failed);
	return failed || !passed;
}
