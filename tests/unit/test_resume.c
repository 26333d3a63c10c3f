/* SPDX-License-Identifier: MIT */
/*
 * test_resume.c - jobs that are cancelled while a long file is under way, and
 * others that go on from what they kept: the digests are the oracle's, and
 * what was hashed is not read again.
 */
#define _GNU_SOURCE
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/oracle.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	FILE_BYTES = 40000000,
	INTERVAL_BYTES = 1 << 20,
	FILES = 2, /* the other one is short */
	SPECS_MAX = 4
};

/* What the caller keeps. */
struct keeper {
	pthread_mutex_t lock;
	uint8_t *state;
	size_t state_bytes;
	uint64_t bytes_done;
	_Atomic(unsigned) saves, loads;
	/* At so many saves it does not go on until it is let go; 0: it does. */
	unsigned stays_at;
	pthread_cond_t let_go;
};

static void save(void *context, uint64_t index, uint64_t bytes_done,
		 const void *state, size_t state_bytes)
{
	struct keeper *keeper = context;

	pthread_mutex_lock(&keeper->lock);
	/* CMOCKA_TEST_ABORT: other threads fail no test. */
	if (index || bytes_done <= keeper->bytes_done ||
	    bytes_done >= FILE_BYTES)
		abort();
	free(keeper->state);
	keeper->state = malloc(state_bytes);
	if (!keeper->state)
		abort();
	memcpy(keeper->state, state, state_bytes);
	keeper->state_bytes = state_bytes;
	keeper->bytes_done = bytes_done;
	keeper->saves++;
	while (keeper->stays_at && keeper->saves >= keeper->stays_at)
		pthread_cond_wait(&keeper->let_go, &keeper->lock);
	pthread_mutex_unlock(&keeper->lock);
}

static void stay_at(struct keeper *keeper, unsigned saves)
{
	pthread_mutex_lock(&keeper->lock);
	keeper->stays_at = saves;
	pthread_cond_broadcast(&keeper->let_go);
	pthread_mutex_unlock(&keeper->lock);
}

static size_t load(void *context, uint64_t index, void *state, size_t capacity)
{
	struct keeper *keeper = context;
	size_t bytes = 0;

	pthread_mutex_lock(&keeper->lock);
	if (!index && keeper->state && keeper->state_bytes <= capacity) {
		bytes = keeper->state_bytes;
		memcpy(state, keeper->state, bytes);
	}
	pthread_mutex_unlock(&keeper->lock);
	keeper->loads += bytes != 0;
	return bytes;
}

static void forget(struct keeper *keeper)
{
	free(keeper->state);
	keeper->state = NULL;
	keeper->bytes_done = 0;
	keeper->saves = 0;
	keeper->loads = 0;
}

struct scene {
	struct temp_tree tree;
	char *path, *other;
	uint8_t *data;
	struct keeper keeper;
};

static int make_scene(void **state)
{
	struct scene *scene = calloc(1, sizeof(*scene));
	struct random_source random = random_from_environment("resume");

	assert_non_null(scene);
	temp_tree_make(&scene->tree);
	scene->data = malloc(FILE_BYTES);
	assert_non_null(scene->data);
	random_fill(&random, scene->data, FILE_BYTES);
	scene->path = temp_tree_write(&scene->tree, "long", scene->data,
				      FILE_BYTES);
	scene->other = temp_tree_write(&scene->tree, "short", "abc", 3);
	pthread_mutex_init(&scene->keeper.lock, NULL);
	pthread_cond_init(&scene->keeper.let_go, NULL);
	*state = scene;
	return 0;
}

static int drop_scene(void **state)
{
	struct scene *scene = *state;

	forget(&scene->keeper);
	pthread_mutex_destroy(&scene->keeper.lock);
	pthread_cond_destroy(&scene->keeper.let_go);
	temp_tree_remove(&scene->tree);
	free(scene->path);
	free(scene->other);
	free(scene->data);
	free(scene);
	return 0;
}

/* As temp_tree_write, of what is there. */
static void write_again(const struct scene *scene, const uint8_t *data)
{
	free(temp_tree_write(&scene->tree, "long", data, FILE_BYTES));
}

static hashlane_job submit(struct scene *scene, hashlane_engine engine,
			   const struct hashlane_algorithm_spec *specs,
			   size_t count)
{
	const struct hashlane_input inputs[FILES] = {
		path_input(scene->path), path_input(scene->other)
	};
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = count,
		.inputs = inputs,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = FILES,
		.state_save = save,
		.state_load = load,
		.state_context = &scene->keeper,
		.state_interval_bytes = INTERVAL_BYTES,
	};

	return job_of(engine, &options);
}

/* Cancel once so many states more were kept; false: it was done before. */
static bool run_and_cancel(struct scene *scene, hashlane_engine engine,
			   const struct hashlane_algorithm_spec *specs,
			   size_t count, unsigned saves)
{
	unsigned until = scene->keeper.saves + saves;
	struct hashlane_progress progress = { 0 };
	hashlane_job job;

	/* However late this thread is, it is not done by then. */
	stay_at(&scene->keeper, until);
	job = submit(scene, engine, specs, count);
	while (scene->keeper.saves < until &&
	       progress.state == HASHLANE_STATE_RUNNING) {
		(void)hashlane_job_wait(job, 0);
		assert_status(hashlane_job_get_progress(&progress,
							sizeof(progress), job),
			      HASHLANE_OK);
	}
	assert_status(hashlane_job_cancel(job), HASHLANE_OK);
	stay_at(&scene->keeper, 0);
	end_job(engine, job);
	return progress.state == HASHLANE_STATE_RUNNING;
}

/* The rest, to the digests of scene->data. */
static void run_to_end(struct scene *scene, hashlane_engine engine,
		       const struct hashlane_algorithm_spec *specs,
		       size_t count)
{
	hashlane_job job = submit(scene, engine, specs, count);
	const struct hashlane_results *results = only_block_of(job, FILES);

	for (size_t i = 0; i < count; i++) {
		uint8_t wanted[HASHLANE_MAX_DIGEST_BYTES];
		size_t bytes = oracle_digest(wanted, &specs[i], scene->data,
					     FILE_BYTES);
		const uint8_t *digest;
		size_t n;

		assert_int_equal(row_of(results, 0).size_bytes, FILE_BYTES);
		assert_status(hashlane_results_get_digest(&digest, &n, results,
							  0, i),
			      HASHLANE_OK);
		assert_int_equal(n, bytes);
		if (memcmp(digest, wanted, n) != 0)
			fail_msg("%s went on from %llu to a wrong digest",
				 algorithm_text(&specs[i]),
				 (unsigned long long)scene->keeper.bytes_done);
		check_digest(results, 1, i, &specs[i], (const uint8_t *)"abc",
			     3);
	}
	hashlane_results_destroy(results);
	end_job(engine, job);
}

static void check_set(struct scene *scene, const char *const *names,
		      int32_t workers)
{
	struct hashlane_algorithm_spec specs[SPECS_MAX];
	hashlane_engine engine = engine_of(workers, 0);
	struct hashlane_engine_usage before = { .struct_size =
							sizeof(before) },
				     after = before;
	uint64_t left;
	size_t count = 0;

	while (names[count]) {
		specs[count] = spec_of(names[count]);
		count++;
	}
	forget(&scene->keeper);
	/* More than once: what went on is kept again. */
	for (unsigned i = 1; i < 4; i++)
		if (!run_and_cancel(scene, engine, specs, count, i))
			break;
	assert_true(scene->keeper.saves > 0);
	left = FILE_BYTES - scene->keeper.bytes_done;
	scene->keeper.loads = 0;
	assert_status(hashlane_engine_get_usage(&before, engine), HASHLANE_OK);
	run_to_end(scene, engine, specs, count);
	assert_status(hashlane_engine_get_usage(&after, engine), HASHLANE_OK);
	assert_int_equal(scene->keeper.loads, 1);
	/* What was hashed before is not hashed again. */
	assert_in_range(after.bytes - before.bytes, left, left + 1000);
	end_engine(engine);
}

static void test_goes_on(void **state)
{
	/* One stream, a team, parts that are joined, all of them. */
	static const char *const sets[][SPECS_MAX + 1] = {
		{ "md5" },
		{ "md5", "sha1", "sha256", "crc32" },
		{ "tth" },
		{ "blake3", "crc32" },
		{ "ed2k", "aich", "tth", "crc32c" },
		{ "sha3-256", "xxh3-128", "git-blob", "fs-verity" },
		{ "s3-etag:part=5MiB", "xxh64", "quickxor",
		  "bt2-pieces-root" },
	};

	for (size_t i = 0; i < sizeof(sets) / sizeof(*sets); i++)
		for (int32_t workers = 1; workers <= 3; workers += 2)
			check_set(*state, sets[i], workers);
}

/* A state of an older version, or of a file that had the name, is nothing. */
static void test_changed_files(void **state)
{
	struct scene *scene = *state;
	const struct hashlane_algorithm_spec md5 = spec_of("md5");
	hashlane_engine engine = engine_of(2, 0);
	struct stat st;

	for (int way = 0; way < 3; way++) {
		forget(&scene->keeper);
		assert_true(run_and_cancel(scene, engine, &md5, 1, 2));
		assert_int_equal(stat(scene->path, &st), 0);
		scene->data[5]++;
		/* Written in place, by a writer who hides it; or renamed over. */
		if (way == 2)
			assert_int_equal(unlink(scene->path), 0);
		write_again(scene, scene->data);
		if (way)
			assert_int_equal(
				utimensat(AT_FDCWD, scene->path,
					  (struct timespec[]){ st.st_atim,
							       st.st_mtim },
					  0),
				0);
		scene->keeper.bytes_done = 0;
		run_to_end(scene, engine, &md5, 1);
	}
	end_engine(engine);
}

/* States of other files, or damaged ones, are nothing. */
static void test_damage_is_not_used(void **state)
{
	struct scene *scene = *state;
	const struct hashlane_algorithm_spec md5 = spec_of("md5");
	const struct hashlane_algorithm_spec sha1 = spec_of("sha1");
	hashlane_engine engine = engine_of(2, 0);

	forget(&scene->keeper);
	assert_true(run_and_cancel(scene, engine, &md5, 1, 2));
	scene->keeper.state[scene->keeper.state_bytes / 2] ^= 1;
	scene->keeper.bytes_done = 0;
	run_to_end(scene, engine, &md5, 1);
	forget(&scene->keeper);
	assert_true(run_and_cancel(scene, engine, &md5, 1, 2));
	scene->keeper.bytes_done = 0;
	run_to_end(scene, engine, &sha1, 1);
	end_engine(engine);
}

static void test_wrong_interval(void **state)
{
	struct scene *scene = *state;
	const struct hashlane_input input = path_input(scene->other);
	struct hashlane_job_options options = md5_options(&input, 1, 0);
	hashlane_engine engine = engine_of(1, 0);
	hashlane_job job;

	options.state_save = save;
	options.state_interval_bytes = INTERVAL_BYTES - 1;
	assert_status(hashlane_job_create(&job, engine, &options, NULL),
		      HASHLANE_ARGUMENT);
	end_engine(engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_goes_on),
		cmocka_unit_test(test_changed_files),
		cmocka_unit_test(test_damage_is_not_used),
		cmocka_unit_test(test_wrong_interval),
	};

	return cmocka_run_group_tests(tests, make_scene, drop_scene);
}
