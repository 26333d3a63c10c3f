/* SPDX-License-Identifier: MIT */
/*
 * test_inputs.c - what a row says of its input: which one it is, walks
 * included, and ranges of files around every border.
 */
#define _XOPEN_SOURCE 700
#include "../../src/engine/open_file.h"
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/oracle.h"
#include "../support/temp_tree.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WATCHDOG_SECONDS = 500, RANGES_MAX = 256 };

static struct temp_tree tree;

static int make_tree(void **state)
{
	(void)state;
	alarm(WATCHDOG_SECONDS);
	temp_tree_make(&tree);
	return 0;
}

static int remove_tree(void **state)
{
	(void)state;
	alarm(0);
	temp_tree_remove(&tree);
	return 0;
}

/* ---- Ranges ---- */

static const struct hashlane_algorithm_spec range_specs[] = {
	{ .id = HASHLANE_HASH_SHA256 },   /* in order */
	{ .id = HASHLANE_HASH_BLAKE3 },   /* of parts */
	{ .id = HASHLANE_HASH_GIT_BLOB }, /* needs the size */
};

enum { RANGE_SPECS = sizeof(range_specs) / sizeof(*range_specs) };

static bool is_inside(const struct hashlane_input *range, size_t bytes)
{
	return range->offset <= bytes &&
	       range->length <= bytes - range->offset;
}

static void check_range(const struct hashlane_results *results, uint32_t i,
			const struct hashlane_input *range,
			const uint8_t *data, size_t bytes)
{
	struct hashlane_row row = row_of(results, i);
	size_t length = (size_t)range->length;

	if (!is_inside(range, bytes)) {
		if (row.status != HASHLANE_CHANGED)
			print_error("%zu bytes, %llu from %llu\n", bytes,
				    (unsigned long long)range->length,
				    (unsigned long long)range->offset);
		check_failure(results, i, HASHLANE_CHANGED);
		assert_true(row.error_offset ==
			    (range->offset > bytes ? range->offset : bytes));
		return;
	}
	if (row.status)
		fail_msg("%zu bytes, %llu from %llu: %s", bytes,
			 (unsigned long long)range->length,
			 (unsigned long long)range->offset,
			 hashlane_status_get_name(row.status));
	if (!length)
		length = bytes - (size_t)range->offset;
	assert_int_equal(row.size_bytes, length);
	for (size_t k = 0; k < RANGE_SPECS; k++) {
		uint8_t wanted[HASHLANE_MAX_DIGEST_BYTES];
		const uint8_t *digest;
		size_t n;

		assert_status(hashlane_results_get_digest(&digest, &n, results,
							  i, k),
			      HASHLANE_OK);
		assert_int_equal(oracle_digest(wanted, &range_specs[k],
					       data + range->offset, length),
				 n);
		assert_memory_equal(digest, wanted, n);
	}
}

/* Offsets and lengths around the borders of a file. */
static size_t make_ranges(struct hashlane_input *ranges, const char *path,
			  int descriptor, size_t bytes)
{
	const uint64_t numbers[] = {
		0,
		1,
		bytes / 2,
		bytes - 1,
		bytes,
		bytes + 1,
		2 * bytes + 1,
		4096,
		65536,
		(1 << 20) + 1,
		INT64_MAX,
	};
	enum { NUMBERS = sizeof(numbers) / sizeof(*numbers) };
	size_t n = 0;

	for (size_t i = 0; i < NUMBERS; i++)
		for (size_t k = 0; k < NUMBERS; k++) {
			if (numbers[i] > INT64_MAX ||
			    numbers[k] > INT64_MAX - numbers[i])
				continue;
			ranges[n] = descriptor < 0 ?
					    path_input(path) :
					    descriptor_input(descriptor, path);
			ranges[n].offset = numbers[i];
			ranges[n++].length = numbers[k];
		}
	assert_true(n <= RANGES_MAX);
	return n;
}

static void check_ranges(hashlane_engine engine, const char *path,
			 int descriptor, const uint8_t *data, size_t bytes,
			 uint32_t flags)
{
	static struct hashlane_input ranges[RANGES_MAX];
	size_t count = make_ranges(ranges, path, descriptor, bytes);
	struct hashlane_job_options options = md5_options(ranges, count,
							  flags);
	const struct hashlane_results *results;
	hashlane_job job;
	size_t seen = 0;

	options.specs = range_specs;
	options.spec_count = RANGE_SPECS;
	job = job_of(engine, &options);
	while (!hashlane_job_next(&results, job, -1)) {
		for (uint32_t i = 0; i < hashlane_results_get_count(results);
		     i++, seen++) {
			struct hashlane_row row = row_of(results, i);

			assert_true(row.input == row.index &&
				    row.input < count);
			check_range(results, i, &ranges[row.input], data,
				    bytes);
		}
		hashlane_results_destroy(results);
	}
	assert_int_equal(seen, count);
	end_job(engine, job);
}

static void test_ranges(void **state)
{
	static const size_t sizes[] = { 0, 1, 100, 65537, 3 << 20 };
	static const int32_t workers[] = { -1, 2 };

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		uint8_t *data = malloc(sizes[i] + 1);
		char *path;
		int fd;

		for (size_t b = 0; b < sizes[i]; b++)
			data[b] = (uint8_t)(b % 251);
		path = temp_tree_write(&tree, "range", data, sizes[i]);
		fd = open(path, O_RDONLY);
		for (size_t w = 0; w < 2; w++) {
			hashlane_engine engine = engine_of(workers[w], 0);

			check_ranges(engine, path, -1, data, sizes[i], 0);
			check_ranges(engine, path, fd, data, sizes[i],
				     HASHLANE_JOB_STREAM);
			check_ranges(engine, path, fd, data, sizes[i],
				     HASHLANE_JOB_SEQUENTIAL |
					     HASHLANE_JOB_DROP_CACHE |
					     HASHLANE_JOB_LINKS_ONCE);
			end_engine(engine);
		}
		close(fd);
		free(path);
		free(data);
	}
}

/* Files whose size the kernel makes up, and which do not change. */
static void test_pseudo(void **state)
{
	static const char *const paths[] = {
		"/proc/version",
		"/proc/filesystems",
		"/sys/kernel/mm/transparent_hugepage/enabled",
		"/sys/devices/system/cpu/possible",
	};
	hashlane_engine engine = engine_of(2, 0);
	unsigned ran = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		static uint8_t data[65536];
		int fd = open(paths[i], O_RDONLY);
		size_t bytes = 0;
		ssize_t got;

		if (fd < 0) {
			print_message("NOT RUN: no %s\n", paths[i]);
			continue;
		}
		while ((got = read(fd, data + bytes, sizeof(data) - bytes)) >
		       0)
			bytes += (size_t)got;
		for (size_t at = 0; at <= bytes + 2; at += at / 8 + 1) {
			const struct hashlane_input whole =
				path_input(paths[i]);
			struct hashlane_input ranges[2] = { whole, whole };
			struct hashlane_job_options options =
				md5_options(ranges, 2, 0);
			const struct hashlane_results *results;
			hashlane_job job;

			/* To the end, and so many bytes. */
			ranges[0].offset = at;
			ranges[1].length = at;
			/* Its size is not known, and git-blob needs it. */
			options.specs = range_specs;
			job = job_of(engine, &options);
			results = only_block_of(job, 2);
			for (uint32_t k = 0; k < 2; k++) {
				bool inside = is_inside(&ranges[k], bytes);
				uint8_t wanted[32];
				const uint8_t *digest;
				size_t n;

				assert_int_equal(row_of(results, k).status,
						 inside ? HASHLANE_OK :
							  HASHLANE_CHANGED);
				if (!inside)
					continue;
				oracle_sha256(wanted, data + ranges[k].offset,
					      k && at ? at :
							bytes - (k ? 0 : at));
				assert_status(
					hashlane_results_get_digest(
						&digest, &n, results, k, 0),
					HASHLANE_OK);
				assert_memory_equal(digest, wanted, 32);
			}
			hashlane_results_destroy(results);
			end_job(engine, job);
		}
		close(fd);
		ran++;
	}
	end_engine(engine);
	assert_true(ran > 0);
}

/* A file that becomes too short between two reads of a range. */
static void test_shrinks(void **state)
{
	enum { BYTES = 10000, FIRST = 100 };
	static const struct {
		uint64_t offset, length, left;
	} cases[] = {
		{ 0, 9000, 8999 },
		{ 5000, 5000, 9999 },
		{ 5000, 5000, 5000 },
		{ 5000, 5000, 10 },
	};
	static uint8_t data[BYTES], buffer[BYTES];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *path = temp_tree_write(&tree, "shrinks", data, BYTES);
		struct hln_input input = {
			.kind = HASHLANE_INPUT_PATH,
			.data = (const uint8_t *)path,
			.data_bytes = strlen(path),
			.open_name = path,
			.offset = cases[i].offset,
			.length = cases[i].length,
		};
		struct hln_open_file entry = { 0 };
		bool ended;
		size_t n;

		assert_true(hln_open_file_set(&entry, &input, 0));
		assert_true(hln_open_file_open(&entry));
		n = hln_open_file_read_first(&entry, buffer, FIRST, &ended,
					     INT64_MAX);
		assert_int_equal(n, FIRST);
		assert_int_equal(truncate(path, (off_t)cases[i].left), 0);
		while (!ended && !entry.status)
			n += hln_open_file_read(&entry, buffer, BYTES, n,
						&ended);
		hln_open_file_check_range(&entry, n);
		assert_int_equal(entry.status, HASHLANE_CHANGED);
		hln_open_file_destroy(&entry);
		free(path);
	}
}

/* Memory has no ranges, and no range leaves the numbers there are. */
static void test_refused(void **state)
{
	const struct hashlane_input good[] = { memory_input("abc", 3),
					       path_input("/dev/null") };
	static const uint64_t numbers[][2] = {
		{ (uint64_t)INT64_MAX + 1, 0 },
		{ UINT64_MAX, 1 },
		{ 1, INT64_MAX },
		{ 1, UINT64_MAX },
	};
	hashlane_engine engine = engine_of(-1, 0);
	hashlane_job job;

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		struct hashlane_input input = good[i >= 2];
		struct hashlane_job_options options = md5_options(&input, 1,
								  0);

		if (i < 2) {
			input.offset = i == 0;
			input.length = i == 1;
		} else {
			input.offset = numbers[i - 2][0];
			input.length = numbers[i - 2][1];
		}
		assert_status(
			hashlane_job_create(&job, engine, &options, NULL),
			HASHLANE_ARGUMENT);
	}
	end_engine(engine);
}

/* ---- Which input ---- */

static char *in_tree(char *text, const char *name)
{
	char *path = temp_tree_path(&tree, name);

	strcpy(text, path);
	free(path);
	return text + strlen(text) + 1;
}

static void make_folders(void)
{
	static const char *const folders[] = { "d2", "d2/sub", "d3", "d6" };
	static const char *const files[] = { "f0",       "d2/a", "d2/sub/b",
					     "d2/sub/c", "d6/a", "d6/b",
					     "f7" };

	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		char *path = temp_tree_path(&tree, folders[i]);

		assert_int_equal(mkdir(path, 0755), 0);
		free(path);
	}
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		free(temp_tree_write(&tree, files[i], files[i],
				     strlen(files[i])));
}

/* The digit behind the first letter of a name of the tree. */
static uint64_t input_of(const struct hashlane_row *row)
{
	size_t folder = strlen(tree.folder) + 1;

	return row->path_bytes ? (uint64_t)(row->path[folder + 1] - '0') : 4;
}

struct told {
	char paths[16][600];
	uint64_t count;
};

static void tell(void *context, const struct hashlane_event *events,
		 size_t event_bytes, size_t count)
{
	(void)event_bytes;
	struct told *told = context;

	for (size_t i = 0; i < count; i++)
		if (events[i].index < 16) {
			strcpy(told->paths[events[i].index], events[i].path);
			told->count++;
		}
}

/*
 * Inputs 0 to 3 as paths (one of them not there, two walked, of which one is
 * empty), 4 and 5 as inputs, 6 and 7 added.
 */
static void check_inputs(hashlane_engine engine, bool walks, bool cancel,
			 uint32_t flags, int32_t order)
{
	const struct hashlane_walk_options rules = {
		.struct_size = sizeof(rules),
	};
	char text[8][600], paths[2400], *end = paths, rows[10][600];
	struct hashlane_input inputs[] = {
		memory_input("x", 1),
		path_input((in_tree(text[5], "f5"), text[5])),
		path_input((in_tree(text[6], "d6"), text[6])),
		path_input((in_tree(text[7], "f7"), text[7])),
	};
	struct told told = { .count = 0 };
	struct hashlane_job_options options = md5_options(inputs, 2, flags);
	const struct hashlane_results *results;
	uint64_t seen = 0, by_input[8] = { 0 };
	const uint64_t walked[] = { 1, 1, 3, 0, 1, 1, 2, 1 };
	hashlane_job job;

	end = in_tree(end, "f0");
	end = in_tree(end, "f1");
	end = in_tree(end, "d2");
	end = in_tree(end, "d3");
	options.paths = paths;
	options.paths_bytes = (size_t)(end - paths);
	options.walk = walks ? &rules : NULL;
	options.flags |= HASHLANE_JOB_OPEN;
	options.order = order;
	options.event = tell;
	options.event_context = &told;
	options.events = HASHLANE_EVENT_FILE | HASHLANE_EVENT_ERROR;
	job = job_of(engine, &options);
	if (cancel)
		(void)hashlane_job_cancel(job);
	else
		assert_status(hashlane_job_add(job, inputs + 2,
					       sizeof(struct hashlane_input),
					       2, 0),
			      HASHLANE_OK);
	assert_status(hashlane_job_close(job), HASHLANE_OK);
	while (!hashlane_job_next(&results, job, -1)) {
		for (uint32_t i = 0; i < hashlane_results_get_count(results);
		     i++, seen++) {
			struct hashlane_row row = row_of(results, i);

			assert_true(row.input == input_of(&row));
			assert_true(row.input < 8 && row.index < 10);
			by_input[row.input]++;
			if (order == HASHLANE_ORDER_INPUT)
				assert_int_equal(row.index, seen);
			if (!walks)
				assert_true(row.index == row.input);
			memcpy(rows[row.index], row.path, row.path_bytes);
			rows[row.index][row.path_bytes] = 0;
		}
		hashlane_results_destroy(results);
	}
	for (size_t i = 0; i < 8 && !cancel; i++)
		assert_int_equal(by_input[i], walks ? walked[i] : 1);
	end_job(engine, job);
	/* All events have come: a row may be there before its event. */
	if (cancel)
		return;
	assert_int_equal(told.count, seen);
	for (uint64_t i = 0; i < seen; i++)
		assert_string_equal(told.paths[i], rows[i]);
}

static void test_which_input(void **state)
{
	static const int32_t workers[] = { -1, 1, 4 };

	(void)state;
	make_folders();
	for (size_t w = 0; w < sizeof(workers) / sizeof(*workers); w++) {
		hashlane_engine engine = engine_of(workers[w], 0);

		for (unsigned i = 0; i < 8; i++)
			for (unsigned walks = 0; walks < 2; walks++)
				check_inputs(
					engine, walks, i & 4,
					i & 1 ? HASHLANE_JOB_LINKS_ONCE :
						HASHLANE_JOB_HEX,
					i & 2 ? HASHLANE_ORDER_INPUT :
						HASHLANE_ORDER_COMPLETION);
		end_engine(engine);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_ranges, make_tree,
						remove_tree),
		cmocka_unit_test(test_pseudo),
		cmocka_unit_test_setup_teardown(test_shrinks, make_tree,
						remove_tree),
		cmocka_unit_test(test_refused),
		cmocka_unit_test_setup_teardown(test_which_input, make_tree,
						remove_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
