/* SPDX-License-Identifier: MIT */
/*
 * test_no_memory.c - each allocation of a job fails, once or with all behind
 * it: the calls say so or do without, nothing is lost or leaks, and the same
 * engine hashes bit-exact as soon as there is memory again. And threads that
 * cannot be made.
 */
#define _XOPEN_SOURCE 700
#include "../support/check.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"
#include "fault_jobs.h"
#include "faulty_calls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	WATCHDOG_SECONDS = 10, /* a job and another behind it */
	FILES = 6,
	SITES_MAX = 100000
};

static struct temp_tree tree, elsewhere;
static struct hashlane_algorithm_spec specs[SPECS_MAX];
static struct fault_file files[FILES], folder;

static const struct hashlane_walk_options walk = {
	.struct_size = sizeof(walk),
};

/* Ways through the engine that allocate. */
static const struct way {
	const char *name;
	size_t spec_count;
	size_t file_count; /* the last one is large */
	bool walked;
	uint32_t flags;
} ways[] = {
	{ "paths", 3, FILES - 1, false, 0 },
	{ "in parts", 1, FILES, false, HASHLANE_JOB_PARTS | HASHLANE_JOB_HEX },
	{ "by tracks", 3, FILES, false, 0 },
	{ "streamed", 2, FILES - 1, false, HASHLANE_JOB_STREAM },
	{ "links", 2, FILES - 1, false, HASHLANE_JOB_LINKS_ONCE },
	{ "walked", 2, FILES - 1, true, HASHLANE_JOB_SEQUENTIAL },
};

static int make_files(void **state)
{
	static const size_t sizes[FILES] = { 0,      3000,  70000,
					     300000, 70000, 20000000 };
	static const char *const names[SPECS_MAX] = { "blake3", "crc32",
						      "sha256" };
	struct random_source random = { 20260102 };

	(void)state;
	temp_tree_make(&tree);
	temp_tree_make(&elsewhere);
	folder.path = tree.folder;
	for (size_t k = 0; k < SPECS_MAX; k++)
		specs[k] = spec_of(names[k]);
	for (size_t i = 0; i < FILES; i++) {
		struct fault_file *file = &files[i];
		char name[32];

		file->bytes = sizes[i];
		file->data = malloc(file->bytes + 1);
		assert_non_null(file->data);
		random_fill(&random, file->data, file->bytes);
		snprintf(name, sizeof(name), "file-%zu", i);
		file->path = temp_tree_path(i < FILES - 1 ? &tree : &elsewhere,
					    name);
		if (i == FILES - 2) { /* another name of a file */
			memcpy(file->data, files[2].data, file->bytes);
			assert_int_equal(link(files[2].path, file->path), 0);
		} else {
			write_file(file->path, file->data, file->bytes);
		}
		age_file(file->path, 3600);
		digests_of(&file->digests, specs, SPECS_MAX, file->data,
			   file->bytes);
	}
	return 0;
}

static int remove_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < FILES; i++) {
		free(files[i].path);
		free(files[i].data);
	}
	temp_tree_remove(&tree);
	temp_tree_remove(&elsewhere);
	return 0;
}

static int32_t run_way(struct fault_row *rows, hashlane_engine engine,
		       const struct way *way)
{
	const struct hashlane_job_options options = {
		.specs = specs,
		.spec_count = way->spec_count,
		.walk = way->walked ? &walk : NULL,
		.flags = way->flags,
	};

	return run_files(rows, engine, &options, way->walked ? &folder : files,
			 way->walked ? 1 : way->file_count);
}

/* Only the digests that the way has. */
static void check_row(const struct fault_row *row, size_t i,
		      const struct way *way, const char *what)
{
	struct digests wanted = files[i].digests;

	wanted.count = way->spec_count;
	check_exact(row, &wanted, files[i].bytes, what);
}

/* What came out is true; a row of its own, or the job, lacks memory. */
static void check_rows(const struct fault_row *rows, const struct way *way,
		       int32_t status, const char *what)
{
	bool walk_failed = way->walked && rows[0].seen && rows[0].status;

	if (status != HASHLANE_OK && status != HASHLANE_NO_MEMORY)
		fail_msg("%s: %s", what, hashlane_error_name(status));
	for (size_t i = 0; i < way->file_count; i++) {
		/* Some end with the job, before their turn. */
		int32_t wanted = status && rows[i].status ==
							 HASHLANE_CANCELLED ?
					 HASHLANE_CANCELLED :
					 HASHLANE_NO_MEMORY;

		if (!rows[i].seen && (status || walk_failed))
			continue;
		if (rows[i].status)
			check_failed(&rows[i], wanted, what);
		else
			check_row(&rows[i], i, way, what);
	}
}

/* An engine and a job that lack memory, then one that does not. */
static bool try_site(const struct way *way, int32_t workers, uint64_t site,
		     bool on)
{
	const struct fault_plan plan = { .allocation_fails = site,
					 .allocations_fail_on = on };
	const struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = workers,
	};
	struct fault_row rows[ROWS_MAX];
	hashlane_engine engine = 0;
	int64_t live = faults_live_blocks();
	int32_t created, status = HASHLANE_OK;
	bool reached;
	char what[96];

	snprintf(what, sizeof(what), "%s, %d workers, allocation %llu%s",
		 way->name, (int)workers, (unsigned long long)site,
		 on ? " and on" : "");
	alarm(WATCHDOG_SECONDS);
	faults_begin(&plan);
	created = hashlane_engine_create(&engine, &options, NULL);
	if (!created)
		status = run_way(rows, engine, way);
	faults_end();
	reached = faults_allocations() >= site;
	if (created) {
		assert_int_equal(created, HASHLANE_NO_MEMORY);
		assert_int_equal(engine, 0);
		engine = make_engine(workers);
	} else {
		check_rows(rows, way, status, what);
	}
	status = run_way(rows, engine, way);
	if (status)
		fail_msg("%s, again: %s", what, hashlane_error_name(status));
	for (size_t i = 0; i < way->file_count; i++)
		check_row(&rows[i], i, way, what);
	assert_status(hashlane_engine_destroy(engine), HASHLANE_OK);
	alarm(0);
	if (faults_live_blocks() != live)
		fail_msg("%s: %lld blocks leak", what,
			 (long long)(faults_live_blocks() - live));
	return reached;
}

/* Every site that is reached; threads reach more or fewer at times. */
static void try_sites(const struct way *way, int32_t workers)
{
	for (int on = 0; on < 2; on++) {
		unsigned missed = 0;
		uint64_t site;

		for (site = 1; missed < 3; site++) {
			assert_true(site < SITES_MAX);
			missed = try_site(way, workers, site, on) ? 0 :
								    missed + 1;
		}
	}
}

static void without_memory(int32_t workers)
{
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		hashlane_engine engine = make_engine(workers);
		struct fault_row rows[ROWS_MAX];

		assert_int_equal(run_way(rows, engine, &ways[i]), HASHLANE_OK);
		assert_status(hashlane_engine_destroy(engine), HASHLANE_OK);
		/* What the process keeps for good is there now. */
		try_sites(&ways[i], workers);
	}
}

static void memory_fails_in_the_caller(void **state)
{
	(void)state;
	without_memory(-1);
}

static void memory_fails_in_workers(void **state)
{
	(void)state;
	without_memory(2);
}

/* The workers there are, at worst none, do all the work. */
static void threads_fail(void **state)
{
	(void)state;
	for (uint64_t first = 1; first <= 5; first++) {
		const struct fault_plan plan = { .thread_fails = first };
		struct hashlane_engine_memory memory = {
			.struct_size = sizeof(memory),
		};
		struct fault_row rows[ROWS_MAX];
		hashlane_engine engine;

		alarm(WATCHDOG_SECONDS);
		faults_begin(&plan);
		engine = make_engine(4);
		assert_status(hashlane_engine_get_memory(&memory, engine),
			      HASHLANE_OK);
		assert_int_equal(memory.workers, first - 1);
		for (size_t w = 0; w < sizeof(ways) / sizeof(ways[0]); w++) {
			assert_int_equal(run_way(rows, engine, &ways[w]),
					 HASHLANE_OK);
			for (size_t i = 0; i < ways[w].file_count; i++)
				check_row(&rows[i], i, &ways[w],
					  "few threads");
		}
		assert_status(hashlane_engine_destroy(engine), HASHLANE_OK);
		faults_end();
		alarm(0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_fails_in_the_caller),
		cmocka_unit_test(memory_fails_in_workers),
		cmocka_unit_test(threads_fail),
	};

	return cmocka_run_group_tests(tests, make_files, remove_files);
}
