/* SPDX-License-Identifier: MIT */
/*
 * test_pauses.c - a job that is paused within a read begins no other, though
 * the block that it reads is not full, and its file comes out right.
 */
#define _XOPEN_SOURCE 700
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"
#include "fault_jobs.h"
#include "faulty_calls.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	WATCHDOG_SECONDS = 60,
	AGE_SECONDS = 3600,
	READ_BYTES = 4096,
	STILL_MS = 25,
	CALLS = 200 /* several blocks */
};

static struct temp_tree tree;

/* How a file is read: by blocks, in parts, by tracks. */
static const struct kind {
	size_t bytes;
	const char *specs[SPECS_MAX];
	size_t spec_count;
} kinds[] = {
	{ 1000001, { "sha1", "md5", "sha256" }, 3 },
	{ 21000000, { "ed2k", "crc32" }, 2 },
	{ 9000003, { "md5", "sha1", "sha256" }, 3 },
};

static const int32_t worker_counts[] = { -1, 1, 3 };

/* Before call `at` on the file the job is paused. */
static struct {
	hashlane_job job;
	uint64_t at;
	_Atomic(uint64_t) calls; /* by then; 0: not yet */
} pausing;

static void pause_job(uint64_t n)
{
	if (n != pausing.at)
		return;
	assert_status(hashlane_job_pause(pausing.job), HASHLANE_OK);
	atomic_store(&pausing.calls, faults_file_calls());
}

/*
 * Each other thread may begin the one read that it was about to make. The
 * thread that paused the job may inspect its file.
 */
static void pause_before(hashlane_engine engine, uint64_t threads, uint64_t at,
			 const struct hashlane_job_options *options,
			 const struct hashlane_input *input,
			 const struct fault_file *file)
{
	const struct fault_plan plan = {
		.inode = inode_of(file->path),
		.before = pause_job,
		.read_most = READ_BYTES,
	};
	const struct hashlane_results *results;

	alarm(WATCHDOG_SECONDS);
	pausing.at = at;
	atomic_store(&pausing.calls, 0);
	pausing.job = job_of(engine, options);
	faults_begin(&plan);
	assert_status(
		hashlane_job_add(pausing.job, input, sizeof(*input), 1, 0),
		HASHLANE_OK);
	while (!atomic_load(&pausing.calls))
		(void)hashlane_job_wait(pausing.job, 1);
	assert_status(hashlane_job_wait(pausing.job, STILL_MS),
		      HASHLANE_TIMEOUT);
	assert_in_range(faults_file_calls(), at,
			atomic_load(&pausing.calls) + threads);
	assert_status(hashlane_job_resume(pausing.job), HASHLANE_OK);
	assert_status(hashlane_job_close(pausing.job), HASHLANE_OK);
	results = only_block_of(pausing.job, 1);
	for (size_t k = 0; k < options->spec_count; k++)
		check_digest(results, 0, k, &options->specs[k], file->data,
			     file->bytes);
	hashlane_results_destroy(results);
	/* No thread uses the plan any more. */
	end_job(engine, pausing.job);
	faults_end();
	alarm(0);
}

static void pause_everywhere(const struct kind *kind, int32_t workers)
{
	struct random_source random = { 20261130 + kind->bytes };
	struct hashlane_job_options options = md5_options(NULL, 0, 0);
	struct hashlane_algorithm_spec specs[SPECS_MAX];
	struct fault_file file = { .bytes = kind->bytes };
	hashlane_engine engine = make_engine(workers);
	uint64_t threads = workers < 1 ? 1 : (uint64_t)workers;
	struct hashlane_input input;

	file.data = malloc(file.bytes);
	assert_non_null(file.data);
	random_fill(&random, file.data, file.bytes);
	file.path = temp_tree_write(&tree, "file", file.data, file.bytes);
	age_file(file.path, AGE_SECONDS);
	input = path_input(file.path);
	for (size_t k = 0; k < kind->spec_count; k++)
		specs[k] = spec_of(kind->specs[k]);
	options.specs = specs;
	options.spec_count = kind->spec_count;
	options.flags = HASHLANE_JOB_OPEN;
	for (uint64_t at = 2; at < CALLS; at += at / 2 + 1)
		pause_before(engine, threads, at, &options, &input, &file);
	end_engine(engine);
	unlink(file.path);
	free(file.path);
	free(file.data);
}

static void pauses_between_reads(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		for (size_t w = 0; w < 3; w++)
			pause_everywhere(&kinds[i], worker_counts[w]);
}

static int make_tree(void **state)
{
	(void)state;
	temp_tree_make(&tree);
	return 0;
}

static int remove_tree(void **state)
{
	(void)state;
	temp_tree_remove(&tree);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pauses_between_reads),
	};

	return cmocka_run_group_tests(tests, make_tree, remove_tree);
}
