/* SPDX-License-Identifier: MIT */
/*
 * test_few_descriptors.c - the program holds all descriptors but a few: every
 * file comes out from two for a walk and from one for a list, and nothing hangs.
 */
#define _GNU_SOURCE
#include "../../src/engine/shortage.h"
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/oracle.h"
#include "../support/temp_tree.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	LIMIT = 128,
	FILES = 60, /* in FOLDERS, and every fifth has another name */
	FOLDERS = 12,
	LINK_EVERY = 5,
	LARGE_BYTES = 3 * 1024 * 1024,
	THREADS = 8,
	WATCHDOG_SECONDS = 120
};

struct fixture {
	struct temp_tree tree;
	char *paths[2 * FILES]; /* sorted as a walk has them */
	size_t count;
	uint8_t digests[2 * FILES][32], again[2 * FILES][32];
	int held[LIMIT];
	size_t held_count;
};

static struct fixture fixture;

static const struct hashlane_algorithm_spec specs[] = {
	{ .id = HASHLANE_HASH_SHA256 },
	{ .id = HASHLANE_HASH_BLAKE3 }, /* large files in parts */
};

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void find_digests(void)
{
	uint8_t *data = malloc(LARGE_BYTES);

	assert_non_null(data);
	for (size_t i = 0; i < fixture.count; i++) {
		int fd = open(fixture.paths[i], O_RDONLY);
		ssize_t bytes = read(fd, data, LARGE_BYTES);

		assert_true(bytes >= 0);
		close(fd);
		oracle_digest(fixture.digests[i], &specs[0], data,
			      (size_t)bytes);
		oracle_digest(fixture.again[i], &specs[1], data,
			      (size_t)bytes);
	}
	free(data);
}

static int make_files(void **state)
{
	uint8_t *data = malloc(LARGE_BYTES);
	char name[64];

	(void)state;
	assert_non_null(data);
	for (size_t i = 0; i < LARGE_BYTES; i++)
		data[i] = (uint8_t)(i * 2654435761U >> 13);
	temp_tree_make(&fixture.tree);
	for (int i = 0; i < FILES; i++) {
		char *path;

		snprintf(name, sizeof(name), "d%d", i % FOLDERS);
		path = temp_tree_path(&fixture.tree, name);
		(void)mkdir(path, 0755);
		free(path);
		/* Some folders below others. */
		snprintf(name, sizeof(name),
			 i % FOLDERS % 3 ? "d%d/f%d" : "d%d/s%d", i % FOLDERS,
			 i);
		if (i % FOLDERS % 3 == 0) {
			path = temp_tree_path(&fixture.tree, name);
			assert_int_equal(mkdir(path, 0755), 0);
			free(path);
			snprintf(name + strlen(name), 8, "/f%d", i);
		}
		path = temp_tree_write(&fixture.tree, name, data + i,
				       i % 20 == 7 ? LARGE_BYTES - 100 :
						     (size_t)i * 97);
		fixture.paths[fixture.count++] = path;
		if (i % LINK_EVERY)
			continue;
		snprintf(name, sizeof(name), "d%d/link%d", i % FOLDERS, i);
		fixture.paths[fixture.count] = temp_tree_path(&fixture.tree,
							      name);
		assert_int_equal(link(path, fixture.paths[fixture.count]), 0);
		fixture.count++;
	}
	free(data);
	qsort(fixture.paths, fixture.count, sizeof(char *), compare);
	find_digests();
	return 0;
}

static int drop_files(void **state)
{
	(void)state;
	alarm(0);
	for (size_t i = 0; i < fixture.count; i++)
		free(fixture.paths[i]);
	temp_tree_remove(&fixture.tree);
	return 0;
}

/* All but so many are in use. */
static void leave_free(size_t count)
{
	int fd;

	while ((fd = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0)
		fixture.held[fixture.held_count++] = fd;
	assert_int_equal(errno, EMFILE);
	assert_true(fixture.held_count > count);
	while (count--)
		close(fixture.held[--fixture.held_count]);
}

static void free_all(void)
{
	while (fixture.held_count)
		close(fixture.held[--fixture.held_count]);
}

/* The files come from the device, as far as the system drops what it has. */
static void drop_pages(void)
{
	for (size_t i = 0; i < fixture.count; i++) {
		int fd = open(fixture.paths[i], O_RDONLY | O_CLOEXEC);

		assert_true(fd >= 0);
		(void)fdatasync(fd);
		(void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
		close(fd);
	}
}

static size_t index_of(const char *path, size_t bytes)
{
	for (size_t i = 0; i < fixture.count; i++)
		if (strlen(fixture.paths[i]) == bytes &&
		    !memcmp(fixture.paths[i], path, bytes))
			return i;
	fail_msg("%.*s is not a path", (int)bytes, path);
	return 0;
}

/* Exact rows of all files; returns how many failed, with EMFILE. */
static size_t check_rows(hashlane_job job, size_t *rows)
{
	const struct hashlane_results *block;
	size_t failures = 0;
	int32_t status;

	*rows = 0;
	while (!(status = hashlane_job_next(&block, job, -1))) {
		for (uint32_t i = 0; i < hashlane_results_get_count(block);
		     i++, ++*rows) {
			struct hashlane_row row = row_of(block, i);
			const uint8_t *digest;
			size_t bytes, at;

			if (row.status) {
				assert_int_equal(row.status, HASHLANE_IO);
				assert_int_equal(row.os_error, EMFILE);
				print_message("no descriptor for %.*s\n",
					      (int)row.path_bytes, row.path);
				failures++;
				continue;
			}
			at = index_of(row.path, row.path_bytes);
			assert_int_equal(hashlane_results_get_digest(
						 &digest, &bytes, block, i, 0),
					 0);
			assert_memory_equal(digest, fixture.digests[at], 32);
			assert_int_equal(hashlane_results_get_digest(
						 &digest, &bytes, block, i, 1),
					 0);
			assert_memory_equal(digest, fixture.again[at], 32);
		}
		hashlane_results_destroy(block);
	}
	assert_int_equal(status, HASHLANE_END);
	return failures;
}

enum shape { WALK, LIST, SHAPES };

static hashlane_job submit(hashlane_engine engine, enum shape shape,
			   uint32_t flags)
{
	static const struct hashlane_walk_options walk = {
		.struct_size = sizeof(walk),
	};
	struct hashlane_input inputs[2 * FILES];
	struct hashlane_input folder = path_input(fixture.tree.folder);
	struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = 2,
		.flags = flags,
		.inputs = shape == WALK ? &folder : inputs,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = shape == WALK ? 1 : fixture.count,
		.walk = shape == WALK ? &walk : NULL,
	};

	for (size_t i = 0; i < fixture.count; i++)
		inputs[i] = path_input(fixture.paths[i]);
	return job_of(engine, &options);
}

static void run_job(hashlane_engine engine, enum shape shape, uint32_t flags,
		    size_t wanted)
{
	hashlane_job job = submit(engine, shape, flags);
	size_t rows, failures = check_rows(job, &rows);

	if (shape == LIST || !wanted)
		assert_int_equal(rows, fixture.count);
	assert_int_equal(failures, wanted == SIZE_MAX ? rows : wanted);
	/* The next one finds all of its descriptors free. */
	end_job(engine, job);
}

static const int32_t workers[] = { -1, 1, 2, 4, 16 };
enum { WORKERS = sizeof(workers) / sizeof(workers[0]) };

/* All files, by one call. */
static void run_hash_files(int32_t count)
{
	static uint8_t digests[2 * FILES][64];
	struct hashlane_file_result results[2 * FILES];
	const struct hashlane_files_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = 2,
		.workers = count,
	};

	assert_status(hashlane_hash_files(results, digests[0], sizeof(digests),
					  (const char *const *)fixture.paths,
					  fixture.count, &options, NULL),
		      HASHLANE_OK);
	for (size_t i = 0; i < fixture.count; i++) {
		assert_int_equal(results[i].status, HASHLANE_OK);
		assert_memory_equal(digests[i], fixture.digests[i], 32);
		assert_memory_equal(digests[i] + 32, fixture.again[i], 32);
	}
}

static void test_all_come_out(void **state)
{
	(void)state;
	for (size_t n = 1; n <= 40; n += n < 6 ? 1 : 7) {
		for (size_t w = 0; w < WORKERS; w++) {
			hashlane_engine engine = engine_of(workers[w], 0);

			alarm(WATCHDOG_SECONDS);
			print_message("%zu free, %d workers\n", n,
				      (int)workers[w]);
			for (int cold = 0; cold < 2; cold++) {
				if (cold)
					drop_pages();
				leave_free(n);
				if (n > 1) {
					run_job(engine, WALK, 0, 0);
					run_job(engine, WALK,
						HASHLANE_JOB_LINKS_ONCE, 0);
				}
				run_job(engine, LIST, 0, 0);
				run_job(engine, LIST, HASHLANE_JOB_LINKS_ONCE,
					0);
				run_job(engine, LIST, HASHLANE_JOB_SEQUENTIAL,
					0);
				run_hash_files(workers[w]);
				free_all();
			}
			end_engine(engine);
		}
	}
}

/* What needs a descriptor more fails, with one for the whole job waited. */
static void test_too_few(void **state)
{
	(void)state;
	for (size_t w = 0; w < WORKERS; w++) {
		hashlane_engine engine = engine_of(workers[w], 0);

		alarm(WATCHDOG_SECONDS);
		leave_free(1);
		run_job(engine, WALK, 0, SIZE_MAX);
		run_job(engine, LIST, 0, 0);
		free_all();
		leave_free(0);
		run_job(engine, WALK, 0, SIZE_MAX);
		run_job(engine, LIST, 0, SIZE_MAX);
		free_all();
		/* And is well again. */
		run_job(engine, WALK, 0, 0);
		end_engine(engine);
	}
}

/* Several jobs of an engine, and several engines, with two for all. */
static void test_side_by_side(void **state)
{
	(void)state;
	for (size_t w = 1; w < WORKERS; w++) {
		hashlane_engine engine = engine_of(workers[w], 0);
		hashlane_engine other = engine_of(workers[w], 0);
		hashlane_job jobs[4];
		size_t rows;

		alarm(WATCHDOG_SECONDS);
		leave_free(2);
		jobs[0] = submit(engine, WALK, 0);
		jobs[1] = submit(engine, LIST, HASHLANE_JOB_LINKS_ONCE);
		jobs[2] = submit(engine, WALK, HASHLANE_JOB_LINKS_ONCE);
		jobs[3] = submit(other, LIST, 0);
		for (size_t i = 0; i < 4; i++) {
			assert_int_equal(check_rows(jobs[i], &rows), 0);
			assert_int_equal(rows, fixture.count);
			assert_status(hashlane_job_destroy(jobs[i]),
				      HASHLANE_OK);
		}
		end_engine(engine);
		end_engine(other);
		free_all();
	}
}

static void *hash_each(void *argument)
{
	size_t *failures = argument;

	for (size_t i = 0; i < fixture.count; i++) {
		uint8_t digests[64];

		if (hashlane_hash_file(NULL, digests, sizeof(digests),
				       fixture.paths[i], specs, 2, NULL) ||
		    memcmp(digests, fixture.digests[i], 32) != 0)
			++*failures;
	}
	return NULL;
}

static void test_threads_of_the_caller(void **state)
{
	pthread_t threads[THREADS];
	size_t failures[THREADS] = { 0 };

	(void)state;
	alarm(WATCHDOG_SECONDS);
	leave_free(1);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, hash_each,
						&failures[i]),
				 0);
	for (int i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_int_equal(failures[i], 0);
	}
	free_all();
}

/*
 * The program closes one while the job waits: it goes on. Until then a thread
 * is about to open a file, which may take any time: no job gives up.
 */
static void test_one_comes_free(void **state)
{
	(void)state;
	for (size_t w = 1; w < WORKERS; w++) {
		hashlane_engine engine = engine_of(workers[w], 0);
		hashlane_job job;
		size_t rows;

		alarm(WATCHDOG_SECONDS);
		leave_free(0);
		hln_shortage_try();
		job = submit(engine, LIST, 0);
		usleep(100000);
		close(fixture.held[--fixture.held_count]);
		hln_shortage_tried();
		assert_int_equal(check_rows(job, &rows), 0);
		assert_int_equal(rows, fixture.count);
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
		end_engine(engine);
		free_all();
	}
}

/* A job that waits is over as soon as it is cancelled. */
static void test_cancel(void **state)
{
	(void)state;
	for (size_t w = 1; w < WORKERS; w++) {
		for (int shape = 0; shape < SHAPES; shape++) {
			hashlane_engine engine = engine_of(workers[w], 0);
			hashlane_job job;

			alarm(WATCHDOG_SECONDS);
			leave_free(0);
			job = submit(engine, (enum shape)shape, 0);
			usleep(20000);
			assert_status(hashlane_job_cancel(job), HASHLANE_OK);
			/* It waits for no worker that would not notice. */
			assert_status(hashlane_job_destroy(job), HASHLANE_OK);
			end_engine(engine);
			free_all();
		}
	}
}

/* A file that was put aside and read again is closed for this, too. */
static void test_after_fresh_files(void **state)
{
	uint8_t digests[64];
	struct hashlane_file_result result;

	(void)state;
	alarm(WATCHDOG_SECONDS);
	for (int i = 0; i < 3; i++) {
		char *path = temp_tree_write(&fixture.tree, "fresh", "new", 3);

		assert_status(hashlane_hash_file(&result, digests,
						 sizeof(digests), path, specs,
						 2, NULL),
			      HASHLANE_OK);
		assert_int_equal(result.status, HASHLANE_OK);
		assert_int_equal(unlink(path), 0);
		free(path);
	}
	leave_free(0);
	assert_status(hashlane_hash_file(&result, digests, sizeof(digests),
					 fixture.paths[0], specs, 2, NULL),
		      HASHLANE_IO);
	assert_int_equal(result.status, HASHLANE_IO);
	assert_int_equal(result.os_error, EMFILE);
	free_all();
}

/* When it is time to fail, by a clock of the test's. */
static uint64_t now_ns;

static bool lasts_after(struct hln_shortage *shortage, uint64_t milliseconds)
{
	/* It is asked all the while. */
	for (; milliseconds > 100; milliseconds -= 100)
		if (hln_shortage_lasts(shortage, now_ns += 100000000))
			return true;
	return hln_shortage_lasts(shortage, now_ns += milliseconds * 1000000);
}

static void test_patience(void **state)
{
	struct hln_shortage shortage = { 0 };

	(void)state;
	now_ns = 1000000000;
	assert_false(lasts_after(&shortage, 0));
	assert_false(lasts_after(&shortage, 950));
	assert_true(lasts_after(&shortage, 100));
	/* The next file need not wait. */
	assert_true(lasts_after(&shortage, 100));
	/* But one much later does. */
	now_ns += 5000000000;
	assert_false(lasts_after(&shortage, 950));
	assert_true(lasts_after(&shortage, 200));
	/* A file was open since the last try. */
	hln_shortage_hold();
	assert_false(lasts_after(&shortage, 2000));
	hln_shortage_leave();
	assert_false(lasts_after(&shortage, 950));
	hln_shortage_hold();
	hln_shortage_leave();
	assert_false(lasts_after(&shortage, 950));
	/* It may be, in a moment. */
	hln_shortage_try();
	assert_false(lasts_after(&shortage, 2000));
	hln_shortage_tried();
	assert_false(lasts_after(&shortage, 950));
	assert_true(lasts_after(&shortage, 200));
	hln_shortage_end(&shortage);
	assert_false(lasts_after(&shortage, 100));
}

/* ---- Callbacks that need one ---- */

struct visitor {
	bool by_another; /* thread */
	atomic_int wanted, done, status;
};

static void hash_one(struct visitor *visitor)
{
	uint8_t digests[64];

	visitor->status = hashlane_hash_file(NULL, digests, sizeof(digests),
					     fixture.paths[0], specs, 2, NULL);
}

static void *visit(void *argument)
{
	struct visitor *visitor = argument;

	while (!visitor->wanted)
		usleep(1000);
	hash_one(visitor);
	visitor->done = 1;
	return NULL;
}

static void tell_visitor(void *context, const struct hashlane_event *events,
			 size_t event_bytes, size_t count)
{
	(void)event_bytes;
	struct visitor *visitor = context;

	(void)count;
	if (events->kind != HASHLANE_EVENT_FILE || visitor->wanted)
		return;
	visitor->wanted = 1;
	if (!visitor->by_another)
		hash_one(visitor);
	while (visitor->by_another && !visitor->done)
		usleep(1000);
}

/*
 * A file is closed before its event. Where others are open a callback that needs
 * a descriptor may fail, but not hang.
 */
static void test_callbacks(void **state)
{
	(void)state;
	for (int i = 0; i < 16; i++) {
		struct visitor visitor = { .by_another = i & 1 };
		hashlane_engine engine = engine_of(i & 2 ? 2 : 1, 0);
		struct hashlane_input inputs[2 * FILES];
		struct hashlane_job_options options = {
			.struct_size = sizeof(options),
			.specs = specs,
			.spec_count = 2,
			.inputs = inputs,
			.input_bytes = sizeof(struct hashlane_input),
			.input_count = i & 4 ? fixture.count : 1,
			.event = tell_visitor,
			.event_context = &visitor,
			.events = HASHLANE_EVENT_FILE,
		};
		pthread_t thread;
		hashlane_job job;
		size_t rows;

		alarm(WATCHDOG_SECONDS);
		for (size_t k = 0; k < fixture.count; k++)
			inputs[k] = path_input(fixture.paths[k]);
		assert_int_equal(
			pthread_create(&thread, NULL, visit, &visitor), 0);
		leave_free(i & 8 ? 2 : 1);
		job = job_of(engine, &options);
		assert_int_equal(check_rows(job, &rows), 0);
		assert_int_equal(rows, options.input_count);
		/* A row may be there before its event. */
		assert_status(hashlane_engine_wait(engine, -1), HASHLANE_OK);
		visitor.wanted = 1;
		assert_int_equal(pthread_join(thread, NULL), 0);
		free_all();
		if (options.input_count == 1)
			assert_int_equal(visitor.status, HASHLANE_OK);
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
		end_engine(engine);
	}
}

int main(void)
{
	const struct rlimit limit = { LIMIT, LIMIT };
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_come_out),
		cmocka_unit_test(test_too_few),
		cmocka_unit_test(test_side_by_side),
		cmocka_unit_test(test_threads_of_the_caller),
		cmocka_unit_test(test_one_comes_free),
		cmocka_unit_test(test_cancel),
		cmocka_unit_test(test_after_fresh_files),
		cmocka_unit_test(test_patience),
		cmocka_unit_test(test_callbacks),
	};

	if (setrlimit(RLIMIT_NOFILE, &limit))
		return 1;
	return cmocka_run_group_tests(tests, make_files, drop_files);
}
