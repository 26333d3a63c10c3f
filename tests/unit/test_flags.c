/* SPDX-License-Identifier: MIT */
/*
 * test_flags.c - one short test for a flag, an option or a value that is read
 * back: it fails where the library passes over it. tests/flags.txt has the
 * test of each.
 */
#define _GNU_SOURCE
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/temp_tree.h"

#include <fcntl.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	WORKERS = 4,
	SMALL_FILES = 20,
	LARGE_BYTES = 48 << 20,
	CACHED_BYTES = 4 << 20
};

static struct temp_tree tree;
static char *paths[SMALL_FILES + 1];
static struct hashlane_input inputs[SMALL_FILES + 1];

/* A file that takes long, and after it short ones. */
static int make_files(void **state)
{
	char *large;

	(void)state;
	alarm(500);
	temp_tree_make(&tree);
	large = temp_tree_write(&tree, "00", "", 0);
	assert_int_equal(truncate(large, LARGE_BYTES), 0);
	paths[0] = large;
	for (int i = 1; i <= SMALL_FILES; i++) {
		char name[8];

		(void)snprintf(name, sizeof(name), "%02d", i);
		paths[i] = temp_tree_write(&tree, name, name, (size_t)i % 3);
	}
	/* What was written in this tick of the clock would be read after it. */
	for (int i = 0; i <= SMALL_FILES; i++) {
		const struct timespec old[2] = { { .tv_sec = 12345 },
						 { .tv_sec = 12345 } };

		assert_int_equal(utimensat(AT_FDCWD, paths[i], old, 0), 0);
		inputs[i] = path_input(paths[i]);
	}
	return 0;
}

static int remove_files(void **state)
{
	(void)state;
	for (int i = 0; i <= SMALL_FILES; i++)
		free(paths[i]);
	temp_tree_remove(&tree);
	return 0;
}

/*
 * How many rows of a job over the files come in the order of these, from the
 * first, which is the long one?
 */
static uint64_t rows_in_order(uint32_t flags, int32_t order)
{
	struct hashlane_job_options options =
		md5_options(inputs, SMALL_FILES + 1, flags);
	hashlane_engine engine = engine_of(WORKERS, 0);
	const struct hashlane_results *results;
	uint64_t count = 0, ordered = 0;
	hashlane_job job;

	options.order = order;
	options.ctime = HASHLANE_CTIME_IGNORE;
	job = job_of(engine, &options);
	while (hashlane_job_next(&results, job, -1) == HASHLANE_OK) {
		for (uint32_t i = 0;; i++) {
			struct hashlane_row row = { .struct_size =
							    sizeof(row) };

			if (hashlane_results_get_row(&row, results, i))
				break;
			assert_int_equal(row.status, HASHLANE_OK);
			ordered += ordered == count && row.index == count;
			count++;
		}
		hashlane_results_destroy(results);
	}
	assert_int_equal(count, SMALL_FILES + 1);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
	return ordered;
}

static bool in_order(uint32_t flags, int32_t order)
{
	return rows_in_order(flags, order) == SMALL_FILES + 1;
}

static void order_by_default(void **state)
{
	(void)state;
	assert_true(in_order(0, HASHLANE_ORDER_DEFAULT));
	assert_false(in_order(HASHLANE_JOB_STREAM, HASHLANE_ORDER_DEFAULT));
}

static void order_of_inputs(void **state)
{
	(void)state;
	assert_true(in_order(HASHLANE_JOB_STREAM, HASHLANE_ORDER_INPUT));
}

static void order_of_completion(void **state)
{
	(void)state;
	assert_false(in_order(0, HASHLANE_ORDER_COMPLETION));
}

static void one_file_after_the_other(void **state)
{
	(void)state;
	assert_true(
		in_order(HASHLANE_JOB_SEQUENTIAL, HASHLANE_ORDER_COMPLETION));
	assert_int_equal(rows_in_order(0, HASHLANE_ORDER_COMPLETION), 0);
}

static void streamed_results_are_not_held(void **state)
{
	const struct hashlane_input input = memory_input("abc", 3);

	(void)state;
	for (uint32_t flags = 0; flags <= HASHLANE_JOB_STREAM; flags++) {
		hashlane_engine engine = engine_of(1, 0);
		struct hashlane_job_options options = md5_options(&input, 1,
								  flags);
		hashlane_job job = job_of(engine, &options);
		int32_t status = hashlane_job_wait(job, -1);

		assert_true(!status || (flags && status == HASHLANE_BUSY));
		assert_int_equal(engine_memory(engine).held_bytes != 0,
				 flags == 0);
		assert_int_equal(drain_job(job), 1);
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
		end_engine(engine);
	}
}

static void an_open_job_takes_more(void **state)
{
	const struct hashlane_input input = memory_input("abc", 3);
	hashlane_engine engine = engine_of(1, 0);
	struct hashlane_job_options options = md5_options(&input, 1,
							  HASHLANE_JOB_OPEN);
	hashlane_job job = job_of(engine, &options);
	struct hashlane_progress progress;

	(void)state;
	assert_status(hashlane_job_add(job, &input, sizeof(input), 1, 0),
		      HASHLANE_OK);
	assert_status(
		hashlane_job_get_progress(&progress, sizeof(progress), job),
		HASHLANE_OK);
	assert_int_equal(progress.state, HASHLANE_STATE_RUNNING);
	assert_status(hashlane_job_close(job), HASHLANE_OK);
	assert_int_equal(drain_job(job), 2);
	assert_status(
		hashlane_job_get_progress(&progress, sizeof(progress), job),
		HASHLANE_OK);
	assert_int_equal(progress.state, HASHLANE_STATE_DONE);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	job = job_of(engine, &options);
	assert_status(hashlane_job_cancel(job), HASHLANE_OK);
	assert_status(
		hashlane_job_get_progress(&progress, sizeof(progress), job),
		HASHLANE_OK);
	assert_int_equal(progress.state, HASHLANE_STATE_CANCELLED);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
}

/* Pages of a file that are in the cache. */
static size_t cached_pages(const char *path)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE), count = 0;
	int fd = open(path, O_RDONLY);
	void *map = mmap(NULL, CACHED_BYTES, PROT_READ, MAP_SHARED, fd, 0);
	unsigned char *in = malloc(CACHED_BYTES / page);

	assert_true(fd >= 0 && map != MAP_FAILED);
	assert_int_equal(mincore(map, CACHED_BYTES, in), 0);
	for (size_t i = 0; i < CACHED_BYTES / page; i++)
		count += in[i] & 1;
	free(in);
	munmap(map, CACHED_BYTES);
	close(fd);
	return count;
}

/* Another thread's list of pages may hold one for a moment. */
static bool forget(const char *path)
{
	const struct timespec soon = { 0, 10000000 };
	int fd = open(path, O_RDONLY);

	assert_true(fd >= 0);
	assert_int_equal(fsync(fd), 0);
	for (int i = 0; i < 100 && cached_pages(path); i++) {
		(void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
		nanosleep(&soon, NULL);
	}
	close(fd);
	return !cached_pages(path);
}

static size_t cached_after(const char *path, uint32_t flags)
{
	const struct hashlane_input input = path_input(path);
	struct hashlane_job_options options = md5_options(&input, 1, flags);
	hashlane_engine engine = engine_of(1, 0);
	hashlane_job job = job_of(engine, &options);

	assert_int_equal(drain_job(job), 1);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
	return cached_pages(path);
}

static void cache_is_left_as_it_was(void **state)
{
	uint8_t *data = calloc(1, CACHED_BYTES);
	char *path = temp_tree_write(&tree, "cached", data, CACHED_BYTES);
	size_t all = CACHED_BYTES / (size_t)sysconf(_SC_PAGESIZE), left = all;

	(void)state;
	if (!forget(path) || cached_after(path, 0) < all / 2) {
		print_message("NOT RUN: this file system keeps its own "
			      "cache\n");
		free(data);
		free(path);
		skip();
	}
	/* The kernel keeps a page that something else holds just then. */
	for (int i = 0; i < 20 && left >= all / 4; i++)
		if (forget(path))
			left = cached_after(path, HASHLANE_JOB_DROP_CACHE);
	assert_true(left < all / 4);
	free(data);
	free(path);
}

static void links_are_read_once(void **state)
{
	char *name = temp_tree_path(&tree, "linked");
	struct hashlane_engine_usage usage = { .struct_size = sizeof(usage) };
	const struct hashlane_input both[2] = { path_input(paths[0]),
						path_input(name) };
	struct hashlane_job_options options =
		md5_options(both, 2, HASHLANE_JOB_LINKS_ONCE);
	hashlane_engine engine = engine_of(1, 0);
	hashlane_job job;

	(void)state;
	assert_int_equal(link(paths[0], name), 0);
	job = job_of(engine, &options);
	assert_int_equal(drain_job(job), 2);
	end_job(engine, job);
	assert_status(hashlane_engine_get_usage(&usage, engine), HASHLANE_OK);
	assert_int_equal(usage.bytes, LARGE_BYTES);
	end_engine(engine);
	assert_int_equal(unlink(name), 0);
	free(name);
}

/* Path, descriptor and memory of the same bytes. */
static void kinds_of_inputs(void **state)
{
	const struct hashlane_algorithm_spec md5 = { HASHLANE_HASH_MD5, 0, 0 };
	char *path = temp_tree_write(&tree, "abc", "abc", 3);
	char *link = temp_tree_path(&tree, "abc.link");
	int fd = open(path, O_RDONLY);
	struct hashlane_input all[] = {
		path_input(path),       descriptor_input(fd, NULL),
		memory_input("abc", 3), path_input(path),
		path_input(link),       path_input(link)
	};
	struct hashlane_job_options options = md5_options(all, 6, 0);
	hashlane_engine engine = engine_of(1, 0);
	const struct hashlane_results *results;
	hashlane_job job;

	(void)state;
	assert_int_equal(symlink(path, link), 0);
	all[3].kind = HASHLANE_INPUT_PATH_NO_FOLLOW;
	all[5].kind = HASHLANE_INPUT_PATH_NO_FOLLOW;
	job = job_of(engine, &options);
	results = only_block_of(job, 6);
	for (uint32_t i = 0; i < 5; i++)
		check_digest(results, i, 0, &md5, (const uint8_t *)"abc", 3);
	check_failure(results, 5, HASHLANE_NOT_REGULAR);
	hashlane_results_destroy(results);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
	close(fd);
	free(path);
	free(link);
}

/* The directory of a block starts at byte 64, an entry with its kind. */
static void columns_of_hex(void **state)
{
	const struct hashlane_input input = memory_input("abc", 3);
	hashlane_engine engine = engine_of(1, 0);

	(void)state;
	for (uint32_t flags = 0; flags <= HASHLANE_JOB_HEX;
	     flags += HASHLANE_JOB_HEX) {
		struct hashlane_job_options options = md5_options(&input, 1,
								  flags);
		hashlane_job job = job_of(engine, &options);
		const struct hashlane_results *results = only_block_of(job, 1);
		const uint8_t *block = (const uint8_t *)results;
		bool hex = false;

		for (uint8_t i = 0; i < block[32]; i++)
			hex |= block[64 + 64 * i] == HASHLANE_COLUMN_HEX;
		assert_int_equal(hex, flags != 0);
		hashlane_results_destroy(results);
		assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	}
	end_engine(engine);
}

/* How many files a walk of walked/ finds. */
static size_t walked(uint32_t flags)
{
	const struct hashlane_walk_options walk = {
		.struct_size = sizeof(walk),
		.flags = flags,
	};
	char *top = temp_tree_path(&tree, "walked");
	const struct hashlane_input input = path_input(top);
	struct hashlane_job_options options = md5_options(&input, 1, 0);
	hashlane_engine engine = engine_of(1, 0);
	hashlane_job job;
	size_t rows;

	options.walk = &walk;
	job = job_of(engine, &options);
	rows = drain_job(job);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
	free(top);
	return rows;
}

static void make_walked(void)
{
	char *top = temp_tree_path(&tree, "walked");
	char *mounted = temp_tree_path(&tree, "walked/mounted");
	char *other = temp_tree_path(&tree, "walked/link");

	if (mkdir(top, 0700) == 0) {
		assert_int_equal(mkdir(mounted, 0700), 0);
		free(temp_tree_write(&tree, "walked/plain", "", 0));
		free(temp_tree_write(&tree, "walked/.hidden", "", 0));
		assert_int_equal(symlink(paths[1], other), 0);
	}
	free(top);
	free(mounted);
	free(other);
}

static void links_and_hidden_files(void **state)
{
	size_t all;

	(void)state;
	make_walked();
	all = walked(HASHLANE_WALK_FOLLOW);
	assert_int_equal(all, 3);
	assert_int_equal(walked(0), 2);
	assert_int_equal(walked(HASHLANE_WALK_NO_HIDDEN), 1);
}

static void one_file_system(void **state)
{
	char *mounted = temp_tree_path(&tree, "walked/mounted");

	(void)state;
	make_walked();
	/* Of this process alone, so that it ends with it. */
	if (unshare(CLONE_NEWNS) ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("none", mounted, "tmpfs", 0, "size=64k")) {
		print_message("NOT RUN: mount: %s\n", strerror(errno));
		free(mounted);
		skip();
	}
	free(temp_tree_write(&tree, "walked/mounted/file", "", 0));
	assert_int_equal(walked(0), 3);
	assert_int_equal(walked(HASHLANE_WALK_ONE_FILE_SYSTEM), 2);
	assert_int_equal(umount(mounted), 0);
	free(mounted);
}

static void hear_pressure(void *context, const struct hashlane_event *events,
			  size_t event_bytes, size_t count)
{
	(void)event_bytes;
	for (size_t i = 0; i < count; i++)
		if (events[i].kind == HASHLANE_EVENT_MEMORY) {
			atomic_int *levels = context;

			atomic_store(&levels[0], events[i].status);
			if (events[i].status)
				atomic_store(&levels[1], events[i].status);
		}
}

/* Inputs that wait fill most of a small budget; it comes down again. */
static void pressure_is_told(void **state)
{
	enum { INPUTS = 20000, LARGE = 8 };
	uint8_t *data = calloc(1, LARGE_BYTES);
	const struct timespec soon = { 0, 1000000 };
	hashlane_engine engine = engine_of(1, 4 << 20);
	atomic_int levels[2] = { -1, 0 }; /* the last, the last above 0 */
	const struct hashlane_listener_options wanted = {
		.struct_size = sizeof(wanted),
		.events = HASHLANE_EVENT_MEMORY,
		.event = hear_pressure,
		.context = levels,
	};
	struct hashlane_input *many = malloc(INPUTS * sizeof(*many));
	struct hashlane_job_options options = md5_options(many, INPUTS,
							  HASHLANE_JOB_STREAM);
	hashlane_listener listener;
	hashlane_job job;

	(void)state;
	for (size_t i = 0; i < INPUTS; i++)
		many[i] = i < LARGE ? memory_input(data, LARGE_BYTES) :
				      memory_input("abc", 3);
	assert_status(
		hashlane_listener_create(&listener, engine, &wanted, NULL),
		HASHLANE_OK);
	job = job_of(engine, &options);
	while (!atomic_load(&levels[1]))
		nanosleep(&soon, NULL);
	assert_true(engine_memory(engine).peak_bytes > 2 << 20);
	assert_true(atomic_load(&levels[1]) >= HASHLANE_PRESSURE_ELEVATED);
	assert_status(hashlane_job_cancel(job), HASHLANE_OK);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	while (atomic_load(&levels[0]))
		nanosleep(&soon, NULL);
	assert_int_equal(atomic_load(&levels[0]), HASHLANE_PRESSURE_NORMAL);
	assert_status(hashlane_listener_destroy(listener), HASHLANE_OK);
	end_engine(engine);
	free(many);
	free(data);
}

/* How often each kind came, by the number of its bit. */
static _Atomic unsigned heard[6];

static void hear(void *context, const struct hashlane_event *events,
		 size_t event_bytes, size_t count)
{
	(void)event_bytes;
	(void)context;
	for (size_t i = 0; i < count; i++)
		for (int bit = 0; bit < 6; bit++)
			if (events[i].kind == 1 << bit)
				atomic_fetch_add(&heard[bit], 1);
}

static void run_heard(uint32_t events, bool listener)
{
	const struct hashlane_input both[2] = { memory_input("abc", 3),
						path_input("/nowhere") };
	hashlane_engine engine = engine_of(1, 0);
	struct hashlane_job_options options = md5_options(both, 2, 0);
	const struct hashlane_listener_options wanted = {
		.struct_size = sizeof(wanted),
		.events = events,
		.event = hear,
	};
	hashlane_listener handle = 0;
	hashlane_job job;

	memset(heard, 0, sizeof(heard));
	if (listener) {
		assert_status(hashlane_listener_create(&handle, engine,
						       &wanted, NULL),
			      HASHLANE_OK);
	} else {
		options.events = events;
		options.event = hear;
	}
	job = job_of(engine, &options);
	assert_int_equal(drain_job(job), 2);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	/* The job is final before each listener was called, this is not over. */
	assert_status(hashlane_engine_wait(engine, -1), HASHLANE_OK);
	if (listener)
		assert_status(hashlane_listener_destroy(handle), HASHLANE_OK);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
}

/* Each kind comes where it is wanted, and only there. */
static void events_that_are_wanted(void **state)
{
	static const uint32_t kinds[] = {
		HASHLANE_EVENT_PROGRESS,
		HASHLANE_EVENT_FILE,
		HASHLANE_EVENT_ERROR,
		HASHLANE_EVENT_DONE,
	};

	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		for (int listener = 0; listener < 2; listener++) {
			run_heard(kinds[i], listener);
			for (int bit = 0; bit < 6; bit++)
				assert_int_equal(heard[bit] != 0,
						 kinds[i] == 1U << bit);
		}
}

/* By what is published about them; xxh and CRCs never claimed it. */
static void facts_of_algorithms(void **state)
{
	static const char *const insecure[] = {
		"crc32",    "crc32c",   "crc64nvme", "md4",      "md5",
		"sha1",     "xxh64",    "xxh3-64",   "xxh3-128", "tiger",
		"tth",      "ed2k",     "ed2k-blue", "aich",     "s3-etag",
		"quickxor", "git-blob", "swhid",
	};
	/* Linear, or invertible: no search is needed. */
	static const char *const checksums[] = {
		"crc32",   "crc32c",   "crc64nvme", "xxh64",
		"xxh3-64", "xxh3-128", "quickxor",
	};
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	size_t count = algorithms_all(specs);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct hashlane_algorithm_info info =
			algorithm_info(specs[i].id);
		uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
		uint32_t wanted = HASHLANE_INFO_SECURE;
		size_t bytes;

		for (size_t k = 0; k < sizeof(insecure) / sizeof(*insecure);
		     k++)
			if (!strcmp(info.name, insecure[k]))
				wanted = 0;
		for (size_t k = 0; k < sizeof(checksums) / sizeof(*checksums);
		     k++)
			if (!strcmp(info.name, checksums[k]))
				wanted |= HASHLANE_INFO_CHECKSUM;
		if (!strcmp(info.name, "bt2-pieces-root"))
			wanted |= HASHLANE_INFO_NO_EMPTY;
		if (!strcmp(info.name, "s3-etag"))
			wanted |= HASHLANE_INFO_PARAM;
		/* Git hashes the length before the bytes. */
		if (!strncmp(info.name, "git-blob", 8) ||
		    !strcmp(info.name, "swhid"))
			wanted |= HASHLANE_INFO_NEEDS_SIZE;
		if (info.flags != wanted)
			fail_msg("%s: flags %u, not %u", info.name, info.flags,
				 wanted);
		assert_status(hashlane_hash(digest, sizeof(digest), &bytes,
					    &specs[i], NULL, 0),
			      HASHLANE_OK);
		assert_int_equal(!bytes,
				 (wanted & HASHLANE_INFO_NO_EMPTY) != 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_by_default),
		cmocka_unit_test(order_of_inputs),
		cmocka_unit_test(order_of_completion),
		cmocka_unit_test(one_file_after_the_other),
		cmocka_unit_test(streamed_results_are_not_held),
		cmocka_unit_test(an_open_job_takes_more),
		cmocka_unit_test(cache_is_left_as_it_was),
		cmocka_unit_test(links_are_read_once),
		cmocka_unit_test(kinds_of_inputs),
		cmocka_unit_test(columns_of_hex),
		cmocka_unit_test(links_and_hidden_files),
		cmocka_unit_test(one_file_system),
		cmocka_unit_test(pressure_is_told),
		cmocka_unit_test(events_that_are_wanted),
		cmocka_unit_test(facts_of_algorithms),
	};

	return cmocka_run_group_tests(tests, make_files, remove_files);
}
