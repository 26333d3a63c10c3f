/* SPDX-License-Identifier: MIT */
/*
 * test_no_memory.c - each allocation of a job fails, once or with all behind
 * it: the calls say so or do without, nothing is lost or leaks, and the same
 * engine hashes bit-exact as soon as there is memory again. And threads that
 * cannot be made.
 */
#define _GNU_SOURCE
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"
#include "fault_jobs.h"
#include "faulty_calls.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	WATCHDOG_SECONDS = 60, /* a job and another behind it */
	FILES = 6,
	SITES_MAX = 100000
};

static struct temp_tree tree, elsewhere;
static struct hashlane_algorithm_spec specs[SPECS_MAX];
static struct fault_file files[FILES], folder;

static const struct hashlane_walk_options walk = {
	.struct_size = sizeof(walk),
};

/* Each other file is known, by its first digest. */
static void know(void *context, const struct hashlane_lookup *lookup,
		 uint64_t *digests_valid, uint8_t *digests)
{
	(void)context;
	for (size_t i = 0; i < lookup->count; i++) {
		uint64_t index = lookup->files[i].index;

		digests_valid[i] = index % 2;
		memcpy(digests + i * lookup->row_bytes,
		       files[index].digests.values[0], lookup->row_bytes);
	}
}

/* Ways through the engine that allocate. */
static const struct way {
	const char *name;
	size_t spec_count;
	size_t file_count; /* the last one is large */
	bool walked;
	uint32_t flags;
	hashlane_lookup_fn *lookup;
} ways[] = {
	{ "paths", 3, FILES - 1, false, 0, NULL },
	{ "in parts", 1, FILES, false, HASHLANE_JOB_PARTS | HASHLANE_JOB_HEX,
	  NULL },
	{ "by tracks", 3, FILES, false, 0, NULL },
	{ "streamed", 2, FILES - 1, false, HASHLANE_JOB_STREAM, NULL },
	{ "links", 2, FILES - 1, false, HASHLANE_JOB_LINKS_ONCE, NULL },
	{ "walked", 2, FILES - 1, true, HASHLANE_JOB_SEQUENTIAL, NULL },
	{ "asked", 1, FILES - 1, false, 0, know },
};

enum { WAYS = sizeof(ways) / sizeof(ways[0]) };

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
		.lookup = way->lookup,
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
		fail_msg("%s: %s", what, hashlane_status_get_name(status));
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

/* ---- Engines whose threads are waited for ---- */

static void note_end(void *context)
{
	atomic_store((atomic_bool *)context, true);
}

/* Its threads have ended by then, and its memory is given back. */
static void end_wholly(hashlane_engine engine, atomic_bool *ended)
{
	end_engine(engine);
	while (!atomic_load(ended))
		sched_yield();
}

/* An engine and a job that lack memory, then one that does not. */
static bool try_site(const struct way *way, int32_t workers, uint64_t site,
		     bool on)
{
	const struct fault_plan plan = { .allocation_fails = site,
					 .allocations_fail_on = on };
	atomic_bool ended = false;
	const struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = workers,
		.release = note_end,
		.release_context = &ended,
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
	if (!created) {
		status = run_way(rows, engine, way);
		/* No thread uses the plan any more. */
		assert_status(hashlane_engine_wait(engine, -1), HASHLANE_OK);
	}
	faults_end();
	reached = faults_allocations() >= site;
	if (created) {
		assert_int_equal(created, HASHLANE_NO_MEMORY);
		assert_int_equal(engine, 0);
		assert_status(hashlane_engine_create(&engine, &options, NULL),
			      HASHLANE_OK);
	} else {
		check_rows(rows, way, status, what);
	}
	status = run_way(rows, engine, way);
	if (status)
		fail_msg("%s, again: %s", what,
			 hashlane_status_get_name(status));
	for (size_t i = 0; i < way->file_count; i++)
		check_row(&rows[i], i, way, what);
	end_wholly(engine, &ended);
	alarm(0);
	if (faults_live_blocks() > live)
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
	for (size_t i = 0; i < WAYS; i++) {
		atomic_bool ended = false;
		const struct hashlane_engine_options options = {
			.struct_size = sizeof(options),
			.workers = workers,
			.release = note_end,
			.release_context = &ended,
		};
		struct fault_row rows[ROWS_MAX];
		hashlane_engine engine;

		assert_status(hashlane_engine_create(&engine, &options, NULL),
			      HASHLANE_OK);
		assert_int_equal(run_way(rows, engine, &ways[i]), HASHLANE_OK);
		end_wholly(engine, &ended);
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

/* All entries of a public walk; those without memory, or HASHLANE_NO_MEMORY. */
static int32_t walk_folder(size_t *found, size_t *failed)
{
	struct hashlane_walk_entry entries[4];
	size_t count = 1;
	hashlane_walk opened;
	int32_t status = hashlane_walk_open(&opened, folder.path, &walk, NULL);

	*found = *failed = 0;
	if (status)
		return status;
	while (count) {
		assert_int_equal(hashlane_walk_next(opened, entries,
						    sizeof(entries[0]), 4,
						    &count),
				 HASHLANE_OK);
		for (size_t i = 0; i < count; i++) {
			if (entries[i].status)
				assert_int_equal(entries[i].status,
						 HASHLANE_NO_MEMORY);
			*failed += entries[i].status != HASHLANE_OK;
			*found += entries[i].status == HASHLANE_OK;
		}
	}
	return hashlane_walk_close(opened);
}

/* What it lacks is an entry, or the walk cannot be opened. */
static void memory_fails_in_a_walk(void **state)
{
	size_t all, found, failed;
	bool reached = true;

	(void)state;
	assert_int_equal(walk_folder(&all, &failed), HASHLANE_OK);
	assert_int_equal(failed, 0);
	for (uint64_t site = 1; reached; site++) {
		const struct fault_plan plan = { .allocation_fails = site };
		int64_t live = faults_live_blocks();
		int32_t status;

		alarm(WATCHDOG_SECONDS);
		faults_begin(&plan);
		status = walk_folder(&found, &failed);
		faults_end();
		reached = faults_allocations() >= site;
		if (status)
			assert_int_equal(status, HASHLANE_NO_MEMORY);
		else if (reached)
			assert_true(failed > 0);
		else
			assert_int_equal(found, all);
		assert_int_equal(faults_live_blocks(), live);
		alarm(0);
	}
}

/* A caller takes some rows of a block: what failed once does not lose them. */
static void rows_outlast_a_failure(void **state)
{
	enum { READY = 3 };
	hashlane_engine engine = engine_of(1, 0);
	bool reached = true;
	uint64_t site;

	(void)state;
	for (site = 1; reached; site++) {
		const struct fault_plan plan = { .allocation_fails = site };
		/* The row of the last one stays unfinished. */
		struct hashlane_input inputs[READY + 1] = {
			memory_input("a", 1),
			memory_input("b", 1),
			memory_input("c", 1),
			{ .kind = HASHLANE_INPUT_STREAM }
		};
		struct hashlane_job_options options =
			md5_options(inputs, READY + 1, HASHLANE_JOB_STREAM);
		struct hashlane_progress progress = { 0 };
		const struct hashlane_results *results;
		size_t taken, count = 0;
		hashlane_job job;
		int32_t status;

		alarm(WATCHDOG_SECONDS);
		job = job_of(engine, &options);
		/* One byte: the last one has begun, and has its row. */
		assert_status(hashlane_job_feed(&taken, job, READY,
						(const uint8_t *)"d", 1, 0,
						-1),
			      HASHLANE_OK);
		while (progress.files_done < READY || !count) {
			struct hashlane_file_progress file;
			char path[64];

			assert_status(
				hashlane_job_get_progress(
					&progress, sizeof(progress), job),
				HASHLANE_OK);
			assert_status(hashlane_job_get_files(
					      &file, sizeof(file), 1, &count,
					      path, sizeof(path), NULL, job),
				      HASHLANE_OK);
		}
		faults_begin(&plan);
		status = hashlane_job_next(&results, job, 0);
		faults_end();
		reached = faults_allocations() >= site;
		if (status) {
			assert_status(status, HASHLANE_NO_MEMORY);
			assert_status(hashlane_job_next(&results, job, 0),
				      HASHLANE_OK);
		}
		assert_int_equal(hashlane_results_get_count(results), READY);
		hashlane_results_destroy(results);
		end_job(engine, job);
		alarm(0);
	}
	assert_true(site > 2);
	end_engine(engine);
}

static atomic_uint started;

static void count_thread(void *context)
{
	(void)context;
	started++;
}

static uint32_t workers_of(hashlane_engine engine)
{
	struct hashlane_engine_info info = { .struct_size = sizeof(info) };

	assert_status(hashlane_engine_get_info(&info, engine), HASHLANE_OK);
	return (uint32_t)info.workers;
}

/* The workers there are, at worst none, do all the work. */
static void threads_fail(void **state)
{
	(void)state;
	for (uint64_t first = 1; first <= 5; first++) {
		const struct fault_plan plan = { .thread_fails = first };
		atomic_bool ended = false;
		const struct hashlane_engine_options options = {
			.struct_size = sizeof(options),
			.workers = 4,
			.thread_start = count_thread,
			.release = note_end,
			.release_context = &ended,
		};
		struct fault_row rows[ROWS_MAX];
		hashlane_engine engine;
		uint32_t workers;

		alarm(WATCHDOG_SECONDS);
		faults_begin(&plan);
		started = 0;
		assert_status(hashlane_engine_create(&engine, &options, NULL),
			      HASHLANE_OK);
		/*
		 * Until there was work for all of them: one that is long in
		 * coming takes the place of the next. Where files are slow to
		 * open some of the threads only open.
		 */
		do
			for (size_t w = 0; w < WAYS; w++) {
				assert_int_equal(
					run_way(rows, engine, &ways[w]),
					HASHLANE_OK);
				for (size_t i = 0; i < ways[w].file_count; i++)
					check_row(&rows[i], i, &ways[w],
						  "few threads");
			}
		while (faults_threads() < first - 1 ||
		       started < workers_of(engine));
		assert_int_equal(faults_threads(), first - 1);
		workers = workers_of(engine);
		/* Until then a thread may be about to call it. */
		end_wholly(engine, &ended);
		assert_int_equal(started, workers);
		assert_in_range(started, first > 1, first - 1);
		faults_end();
		alarm(0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_fails_in_the_caller),
		cmocka_unit_test(memory_fails_in_workers),
		cmocka_unit_test(memory_fails_in_a_walk),
		cmocka_unit_test(rows_outlast_a_failure),
		cmocka_unit_test(threads_fail),
	};

	return cmocka_run_group_tests(tests, make_files, remove_files);
}
