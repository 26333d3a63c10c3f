/* SPDX-License-Identifier: MIT */
/*
 * test_file_batches.c - many files by path: the same rows in input order from
 * any number of workers, whatever the files and the algorithms.
 */
#define _XOPEN_SOURCE 700
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/file_rows.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	ALL_MAX = HASHLANE_MAX_ALGORITHMS,
	ROW_MAX = ALL_MAX * HASHLANE_MAX_DIGEST_BYTES,
	WATCHDOG_SECONDS = 120
};

static struct temp_tree tree;

static int make_tree(void **state)
{
	(void)state;
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

/* A test that waits for ever, such as for a FIFO's writer, is killed. */
static int watch(void **state)
{
	(void)state;
	alarm(WATCHDOG_SECONDS);
	return 0;
}

enum { FILES = 1000, FILE_BYTES_MAX = 300000 };

struct batch {
	char *paths[FILES];
	size_t sizes[FILES]; /* SIZE_MAX: there is no such file */
	uint8_t *data;       /* file i is its first sizes[i] bytes */
};

/* Sizes of every magnitude, some empty, some that do not exist. */
static void make_batch(struct batch *batch, struct random_source *random)
{
	batch->data = malloc(FILE_BYTES_MAX);
	assert_non_null(batch->data);
	random_fill(random, batch->data, FILE_BYTES_MAX);
	for (size_t i = 0; i < FILES; i++) {
		char name[32];

		snprintf(name, sizeof(name), "batch-%zu", i);
		batch->sizes[i] = random_length(random, FILE_BYTES_MAX);
		if (random_below(random, 20) == 0)
			batch->sizes[i] = SIZE_MAX;
		if (i && random_below(random, 30) == 0) {
			/* The same path twice. */
			batch->paths[i] = strdup(batch->paths[i - 1]);
			batch->sizes[i] = batch->sizes[i - 1];
			continue;
		}
		batch->paths[i] = batch->sizes[i] == SIZE_MAX ?
					  temp_tree_path(&tree, name) :
					  temp_tree_write(&tree, name,
							  batch->data,
							  batch->sizes[i]);
	}
}

static void free_batch(struct batch *batch)
{
	for (size_t i = 0; i < FILES; i++)
		free(batch->paths[i]);
	free(batch->data);
}

static void check_batch_rows(const struct batch *batch,
			     const struct hashlane_file_result *results,
			     const uint8_t *digests,
			     const struct hashlane_algorithm_spec *specs,
			     size_t count)
{
	size_t bytes = row_bytes(specs, count);

	for (size_t i = 0; i < FILES; i++) {
		const uint8_t *row = digests + i * bytes;

		if (batch->sizes[i] != SIZE_MAX) {
			check_row(batch->paths[i], &results[i], row, specs,
				  count, batch->data, batch->sizes[i]);
			continue;
		}
		assert_int_equal(results[i].status, HASHLANE_NOT_FOUND);
		assert_int_equal(results[i].os_error, ENOENT);
		assert_int_equal(results[i].digests_valid, 0);
		assert_true(is_zero(row, bytes));
	}
}

static void the_same_rows_from_any_workers(void **state)
{
	static const int32_t workers[] = { -1, 1, 2, 4, 17, 0 };
	static const struct hashlane_algorithm_spec specs[] = {
		{ HASHLANE_HASH_MD5, 0, 0 },
		{ HASHLANE_HASH_BT2_PIECES_ROOT, 0, 0 },
		{ HASHLANE_HASH_ED2K, 0, 0 },
		{ HASHLANE_HASH_TTH, 0, 0 },
		{ HASHLANE_HASH_CRC32, 0, 0 },
		{ HASHLANE_HASH_GIT_BLOB, 0, 0 },
		{ HASHLANE_HASH_BLAKE3, 0, 0 },
	};
	struct random_source random = random_from_environment("test_files");
	const size_t count = sizeof(specs) / sizeof(specs[0]);
	size_t capacity = FILES * row_bytes(specs, count);
	struct hashlane_file_result *results, *first;
	uint8_t *digests = malloc(capacity), *before = malloc(capacity);
	static struct batch batch;

	(void)state;
	results = malloc(FILES * sizeof(*results));
	first = malloc(FILES * sizeof(*first));
	assert_true(digests && before && results && first);
	make_batch(&batch, &random);
	for (size_t i = 0; i < sizeof(workers) / sizeof(workers[0]); i++) {
		const struct hashlane_files_options options = {
			.struct_size = sizeof(options),
			.specs = specs,
			.spec_count = count,
			.workers = workers[i],
			.isa = test_isa(),
		};

		mark_untouched(results, FILES * sizeof(*results));
		mark_untouched(digests, capacity);
		assert_status(
			hashlane_hash_files(results, digests, capacity,
					    (const char *const *)batch.paths,
					    FILES, &options, NULL),
			HASHLANE_OK);
		if (!i) {
			check_batch_rows(&batch, results, digests, specs,
					 count);
			memcpy(first, results, FILES * sizeof(*first));
			memcpy(before, digests, capacity);
		}
		assert_memory_equal(results, first, FILES * sizeof(*first));
		assert_memory_equal(digests, before, capacity);
	}
	free_batch(&batch);
	free(results);
	free(first);
	free(digests);
	free(before);
}

/* Random sets of algorithms, files and workers, against the oracles. */
static void random_jobs(void **state)
{
	struct random_source random = random_from_environment("test_files");
	struct hashlane_algorithm_spec all[ALL_MAX], specs[ALL_MAX];
	size_t all_count = algorithms_all(all);
	uint8_t *data = malloc(700000), *digests = malloc(40 * ROW_MAX);

	(void)state;
	assert_true(data && digests);
	random_fill(&random, data, 700000);
	for (int job = 0; job < 15; job++) {
		struct hashlane_file_result results[40];
		size_t count = 1 + (size_t)random_below(&random, 12);
		size_t files = 1 + (size_t)random_below(&random, 40);
		const struct hashlane_files_options options = {
			.struct_size = sizeof(options),
			.specs = specs,
			.spec_count = count,
			.workers = (int32_t)random_below(&random, 9) - 1,
			.isa = test_isa(),
		};
		char *paths[40];
		size_t sizes[40], bytes;

		for (size_t i = 0; i < count; i++)
			specs[i] = all[random_below(&random, all_count)];
		bytes = row_bytes(specs, count);
		for (size_t i = 0; i < files; i++) {
			char name[32];

			snprintf(name, sizeof(name), "job-%zu", i);
			sizes[i] = random_length(&random, 700000);
			paths[i] = temp_tree_write(&tree, name, data,
						   sizes[i]);
		}
		assert_status(hashlane_hash_files(results, digests,
						  files * bytes,
						  (const char *const *)paths,
						  files, &options, NULL),
			      HASHLANE_OK);
		for (size_t i = 0; i < files; i++) {
			check_row(paths[i], &results[i], digests + i * bytes,
				  specs, count, data, sizes[i]);
			free(paths[i]);
		}
	}
	free(data);
	free(digests);
}

static const struct hashlane_algorithm_spec two[] = {
	{ HASHLANE_HASH_MD5, 0, 0 },
	{ HASHLANE_HASH_SHA256, 0, 0 },
};

enum { TWO_BYTES = 16 + 32 };

/* In a child: many workers share one descriptor, and still every file. */
static int run_short_of_descriptors(char *const *paths, size_t count)
{
	const struct rlimit limit = { 16, 16 };
	const struct hashlane_files_options options = {
		.struct_size = sizeof(options),
		.specs = two,
		.spec_count = 2,
		.workers = 64,
	};
	static struct hashlane_file_result results[300];
	static uint8_t digests[300 * TWO_BYTES];
	int last = -1, next;

	if (setrlimit(RLIMIT_NOFILE, &limit))
		return 1;
	while ((next = dup(0)) >= 0)
		last = next;
	if (close(last))
		return 4;
	if (hashlane_hash_files(results, digests, sizeof(digests),
				(const char *const *)paths, count, &options,
				NULL))
		return 2;
	for (size_t i = 0; i < count; i++)
		if (results[i].status || results[i].digests_valid != 3)
			return 3;
	return 0;
}

static int wait_for(pid_t child)
{
	int status = -1;

	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void few_descriptors(void **state)
{
	char *paths[300];
	pid_t child;

	(void)state;
	for (size_t i = 0; i < 300; i++) {
		char name[32];

		snprintf(name, sizeof(name), "few-%zu", i);
		paths[i] = temp_tree_write(&tree, name, name, i % 20);
	}
	child = fork();
	assert_true(child >= 0);
	if (!child)
		_exit(run_short_of_descriptors(paths, 300));
	assert_int_equal(wait_for(child), 0);
	for (size_t i = 0; i < 300; i++)
		free(paths[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(the_same_rows_from_any_workers, watch),
		cmocka_unit_test_setup(random_jobs, watch),
		cmocka_unit_test_setup(few_descriptors, watch),
	};

	return cmocka_run_group_tests(tests, make_tree, remove_tree);
}
