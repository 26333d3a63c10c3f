/* SPDX-License-Identifier: MIT */
/*
 * test_changes.c - the rule of src/engine/change.h: a file that changed has no
 * digest, or that of a version that was there; a stable one always has its own.
 */
#define _GNU_SOURCE
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"
#include "fault_jobs.h"
#include "faulty_calls.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

enum {
	WATCHDOG_SECONDS = 60,
	AGE_SECONDS = 3600,
	DIGEST_BYTES = 16, /* MD5, ED2K */
	AGREEMENTS = 8,    /* after which a device does without ctime */
	SMALL = 3000,      /* one block */
	MIDDLE = 400000,   /* some blocks */
	LARGE = 21000000,  /* parts, that are hashed side by side */
	CALLS_MAX = 40
};

static struct temp_tree tree;
static struct hashlane_algorithm_spec specs[2];

static struct fault_file file_of(const char *name, size_t bytes, uint64_t seed)
{
	struct random_source random = { seed };
	struct fault_file file = { .bytes = bytes, .data = malloc(bytes + 1) };

	assert_non_null(file.data);
	random_fill(&random, file.data, bytes);
	file.path = temp_tree_write(&tree, name, file.data, bytes);
	age_file(file.path, AGE_SECONDS);
	return file;
}

/* What it has to come out as now. */
static void find_digests(struct fault_file *file)
{
	digests_of(&file->digests, specs, 2, file->data, file->bytes);
}

static void drop_file(struct fault_file *file)
{
	unlink(file->path);
	free(file->path);
	free(file->data);
}

static struct hashlane_engine_usage stats_of(hashlane_engine engine)
{
	struct hashlane_engine_usage usage = { .struct_size = sizeof(usage) };

	assert_status(hashlane_engine_get_usage(&usage, engine), HASHLANE_OK);
	return usage;
}

/* ---- What happens to the file, before its n-th read or fstat ---- */

static struct {
	const char *path, *other;
	uint64_t at; /* 0: before each */
	bool done;
	void (*act)(void);
	unsigned turns;
	uint8_t *data; /* what the file has by now */
	size_t bytes;
} event;

static void before_call(uint64_t n)
{
	if (event.at && n != event.at)
		return;
	event.act();
	event.done = true;
	event.turns++;
}

/* One byte is written; the time of modification is put back. */
static void rewrite_and_hide(void)
{
	size_t at = event.bytes / 3;
	struct stat st;
	int fd = open(event.path, O_WRONLY);

	assert_true(fd >= 0);
	/* Not fstat, which is counted. */
	assert_int_equal(stat(event.path, &st), 0);
	event.data[at]++;
	assert_int_equal(pwrite(fd, event.data + at, 1, (off_t)at), 1);
	assert_int_equal(
		futimens(fd, (struct timespec[]){ st.st_atim, st.st_mtim }),
		0);
	close(fd);
}

static void rename_and_back(void)
{
	assert_int_equal(rename(event.path, event.other), 0);
	assert_int_equal(rename(event.other, event.path), 0);
}

static void change_mode(void)
{
	struct stat st;

	assert_int_equal(stat(event.path, &st), 0);
	assert_int_equal(chmod(event.path, st.st_mode ^ S_IXUSR), 0);
}

static void add_name(void)
{
	unlink(event.other);
	assert_int_equal(link(event.path, event.other), 0);
}

static void set_attribute(void)
{
	/* Not every file system has them; then nothing happens. */
	(void)setxattr(event.path, "user.test", "x", 1, 0);
}

static const struct {
	const char *name;
	void (*act)(void);
	bool writes;
} actions[] = {
	{ "written, time put back", rewrite_and_hide, true },
	{ "renamed and back", rename_and_back, false },
	{ "mode changed", change_mode, false },
	{ "linked", add_name, false },
	{ "attribute set", set_attribute, false },
};

enum { ACTIONS = sizeof(actions) / sizeof(actions[0]) };

static struct fault_row hash_under(hashlane_engine engine,
				   const struct fault_file *file,
				   const struct fault_plan *plan,
				   int32_t ctime)
{
	const struct hashlane_job_options options = {
		.specs = specs,
		.spec_count = 2,
		.ctime = ctime,
	};
	struct fault_row rows[ROWS_MAX];

	alarm(WATCHDOG_SECONDS);
	faults_begin(plan);
	assert_int_equal(run_files(rows, engine, &options, file, 1),
			 HASHLANE_OK);
	/* No thread uses the plan any more. */
	assert_status(hashlane_engine_wait(engine, -1), HASHLANE_OK);
	faults_end();
	alarm(0);
	return rows[0];
}

/* By the call for one file, which has no engine. */
static struct fault_row hash_alone(const struct fault_file *file,
				   const struct fault_plan *plan)
{
	struct hashlane_file_result result;
	struct fault_row row = { .seen = true };
	uint8_t digests[2 * HASHLANE_MAX_DIGEST_BYTES];
	size_t at = 0;

	alarm(WATCHDOG_SECONDS);
	faults_begin(plan);
	(void)hashlane_hash_file(&result, digests, sizeof(digests), file->path,
				 specs, 2, NULL);
	faults_end();
	alarm(0);
	row.status = result.status;
	row.os_error = result.os_error;
	row.size_bytes = result.size_bytes;
	row.error_offset = result.error_offset;
	row.digests.count = 2;
	for (size_t k = 0; k < 2; k++) {
		row.digests.bytes[k] = DIGEST_BYTES;
		memcpy(row.digests.values[k], digests + at,
		       row.digests.bytes[k]);
		at += row.digests.bytes[k];
	}
	return row;
}

/* workers 0: without an engine. */
static void act_at_each_call(int32_t workers, size_t bytes, size_t action,
			     int64_t ctime_age)
{
	for (uint64_t at = 1; at <= CALLS_MAX; at++) {
		struct fault_file file = file_of("acted", bytes,
						 7 * bytes + at);
		struct fault_plan plan = {
			.inode = inode_of(file.path),
			.before = before_call,
			.ctime_age = ctime_age,
		};
		hashlane_engine engine = workers ? make_engine(workers) : 0;
		struct fault_row row;
		char what[128];

		snprintf(what, sizeof(what), "%zu bytes, %s before call %llu",
			 bytes, actions[action].name, (unsigned long long)at);
		event.path = file.path;
		event.act = actions[action].act;
		event.at = at;
		event.done = false;
		event.data = file.data;
		event.bytes = bytes;
		row = engine ? hash_under(engine, &file, &plan, 0) :
			       hash_alone(&file, &plan);
		/* The file is stable by now: what it has is what came out. */
		find_digests(&file);
		if (!actions[action].writes || row.status != HASHLANE_CHANGED)
			check_exact(&row, &file.digests, bytes, what);
		if (engine)
			end_engine(engine);
		drop_file(&file);
		if (!event.done)
			return;
	}
}

/* Nothing but the ctime tells of each of these. */
static void ctime_alone(void **state)
{
	static const size_t sizes[] = { SMALL, MIDDLE, LARGE };

	(void)state;
	event.other = temp_tree_path(&tree, "other");
	for (size_t action = 0; action < ACTIONS; action++)
		for (size_t i = 0; i < (action ? 2 : 3); i++) {
			act_at_each_call(3, sizes[i], action, 0);
			if (sizes[i] == LARGE)
				continue;
			act_at_each_call(-1, sizes[i], action, AGE_SECONDS);
			act_at_each_call(0, sizes[i], action, AGE_SECONDS);
			act_at_each_call(0, sizes[i], action, 0);
		}
	free((char *)event.other);
}

/* ---- Files that never come to rest ---- */

static void touch(void)
{
	struct stat st;

	assert_int_equal(stat(event.path, &st), 0);
	assert_int_equal(
		utimensat(AT_FDCWD, event.path,
			  (struct timespec[]){ st.st_atim, st.st_mtim }, 0),
		0);
}

/* All the while: it is stable, whatever its ctime says. */
static void restless_but_stable(void **state)
{
	static const size_t sizes[] = { SMALL, MIDDLE, LARGE };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct fault_file file = file_of("restless", sizes[i], 3 + i);

		struct fault_plan plan = {
			.inode = inode_of(file.path),
			.before = before_call,
		};
		hashlane_engine engine = make_engine(2);
		struct fault_row row;

		find_digests(&file);
		event.path = file.path;
		event.act = touch;
		event.at = 0;
		row = hash_under(engine, &file, &plan, HASHLANE_CTIME_STRICT);
		check_exact(&row, &file.digests, file.bytes, "touched");
		assert_int_equal(stats_of(engine).files_reread, 1);
		row = hash_alone(&file, &plan);
		check_exact(&row, &file.digests, file.bytes, "touched, alone");
		/* Written all the while: there is no digest of it. */
		event.act = rewrite_and_hide;
		event.data = file.data;
		event.bytes = file.bytes;
		row = hash_under(engine, &file, &plan, 0);
		check_failed(&row, HASHLANE_CHANGED, "written all the while");
		row = hash_alone(&file, &plan);
		assert_status(row.status, HASHLANE_CHANGED);
		end_engine(engine);
		drop_file(&file);
	}
}

/* What was written within the tick is read after it; no worker sleeps. */
static void fresh_files_wait(void **state)
{
	struct fault_file file = file_of("fresh", SMALL, 5);
	struct fault_plan plan = {
		.inode = inode_of(file.path),
		.before = before_call,
	};
	hashlane_engine engine = make_engine(1);
	struct fault_row row;

	(void)state;
	find_digests(&file);
	event.path = file.path;
	event.act = touch;
	event.at = 1;
	row = hash_under(engine, &file, &plan, 0);
	check_exact(&row, &file.digests, file.bytes, "fresh");
	assert_int_equal(stats_of(engine).files_waited, 1);
	assert_int_equal(stats_of(engine).files_reread, 0);
	/* Of an old one nothing waits. */
	plan.before = NULL;
	plan.ctime_age = AGE_SECONDS;
	row = hash_under(engine, &file, &plan, 0);
	check_exact(&row, &file.digests, file.bytes, "old");
	assert_int_equal(stats_of(engine).files_waited, 1);
	end_engine(engine);
	drop_file(&file);
}

/* ---- Devices whose ctime says nothing, and the options ---- */

/* Renamed once while it is read, or not; how many files were read twice. */
static uint64_t rereads_of(hashlane_engine engine, int32_t ctime, bool renamed)
{
	uint64_t before = stats_of(engine).files_reread;
	struct fault_file file = file_of("renamed", MIDDLE, 9);
	struct fault_plan plan = {
		.inode = inode_of(file.path),
		.before = before_call,
		.ctime_age = AGE_SECONDS,
	};
	struct fault_row row;

	find_digests(&file);
	event.path = file.path;
	event.act = rename_and_back;
	event.at = renamed ? 4 : UINT64_MAX;
	event.done = false;
	row = hash_under(engine, &file, &plan, ctime);
	assert_true(event.done == renamed);
	check_exact(&row, &file.digests, file.bytes, "renamed");
	drop_file(&file);
	return stats_of(engine).files_reread - before;
}

static void eight_agreements(void **state)
{
	hashlane_engine engine = make_engine(2);

	(void)state;
	event.other = temp_tree_path(&tree, "other");
	/* One that stays in between, and the count begins anew. */
	for (int i = 1; i < AGREEMENTS; i++)
		assert_int_equal(rereads_of(engine, HASHLANE_CTIME_AUTO, true),
				 1);
	assert_int_equal(rereads_of(engine, HASHLANE_CTIME_AUTO, false), 0);
	for (int i = 0; i < AGREEMENTS; i++) {
		assert_int_equal(stats_of(engine).ctime_devices, 0);
		assert_int_equal(
			rereads_of(engine, HASHLANE_CTIME_IGNORE, true), 0);
		assert_int_equal(rereads_of(engine, HASHLANE_CTIME_AUTO, true),
				 1);
	}
	assert_int_equal(stats_of(engine).ctime_devices, 1);
	assert_int_equal(rereads_of(engine, HASHLANE_CTIME_AUTO, true), 0);
	assert_int_equal(rereads_of(engine, HASHLANE_CTIME_STRICT, true), 1);
	end_engine(engine);
	free((char *)event.other);
}

/* ---- Hard links ---- */

/*
 * Both names have rows, and the file is written between them: before the n-th
 * call on the file that is read in between.
 */
static void links_of_two_versions(void **state)
{
	struct fault_file files[3] = {
		file_of("a", SMALL, 11),
		file_of("m", MIDDLE, 12),
		{ .path = temp_tree_path(&tree, "z") },
	};
	struct digests old, new;

	(void)state;
	find_digests(&files[1]);
	for (uint64_t at = 1; at <= 3; at++) {
		const struct hashlane_job_options options = {
			.specs = specs,
			.spec_count = 2,
			.flags = HASHLANE_JOB_LINKS_ONCE |
				 HASHLANE_JOB_SEQUENTIAL,
		};
		struct fault_plan plan = {
			.inode = inode_of(files[1].path),
			.before = before_call,
			.ctime_age = AGE_SECONDS,
		};
		hashlane_engine engine = make_engine(1);
		struct fault_row rows[ROWS_MAX];

		write_file(files[0].path, files[0].data, SMALL);
		age_file(files[0].path, AGE_SECONDS);
		unlink(files[2].path);
		assert_int_equal(link(files[0].path, files[2].path), 0);
		digests_of(&old, specs, 2, files[0].data, SMALL);
		event.path = files[2].path;
		event.act = rewrite_and_hide;
		event.at = at;
		event.done = false;
		event.data = files[0].data;
		event.bytes = SMALL;
		alarm(WATCHDOG_SECONDS);
		faults_begin(&plan);
		assert_int_equal(run_files(rows, engine, &options, files, 3),
				 HASHLANE_OK);
		assert_status(hashlane_engine_wait(engine, -1), HASHLANE_OK);
		faults_end();
		alarm(0);
		assert_true(event.done);
		digests_of(&new, specs, 2, files[0].data, SMALL);
		if (memcmp(&rows[0].digests, &new, sizeof(new)))
			check_exact(&rows[0], &old, SMALL, "first name");
		check_exact(&rows[1], &files[1].digests, MIDDLE, "between");
		check_exact(&rows[2], &new, SMALL, "second name");
		end_engine(engine);
	}
	unlink(files[2].path);
	free(files[2].path);
	drop_file(&files[0]);
	drop_file(&files[1]);
}

/* ---- The file that a caller has looked at before ---- */

static void the_file_that_was_meant(void **state)
{
	struct fault_file file = file_of("meant", SMALL, 31);
	hashlane_engine engine = make_engine(1);
	struct stat st;

	(void)state;
	find_digests(&file);
	assert_int_equal(stat(file.path, &st), 0);
	for (int wrong = 0; wrong < 3; wrong++) {
		const struct hashlane_input input = {
			.kind = HASHLANE_INPUT_PATH,
			.data = file.path,
			.data_bytes = strlen(file.path),
			.device = (uint64_t)st.st_dev + (wrong == 1),
			.inode = (uint64_t)st.st_ino + (wrong == 2),
		};
		const struct hashlane_job_options options = {
			.struct_size = sizeof(options),
			.specs = specs,
			.spec_count = 2,
			.inputs = &input,
			.input_bytes = sizeof(struct hashlane_input),
			.input_count = 1,
		};
		struct hashlane_row row = { .struct_size = sizeof(row) };
		const struct hashlane_results *results;
		hashlane_job job;

		assert_status(
			hashlane_job_create(&job, engine, &options, NULL),
			HASHLANE_OK);
		assert_status(hashlane_job_next(&results, job, -1),
			      HASHLANE_OK);
		assert_status(hashlane_results_get_row(&row, results, 0),
			      HASHLANE_OK);
		assert_status(row.status,
			      wrong ? HASHLANE_CHANGED : HASHLANE_OK);
		assert_int_equal(row.digests_valid, wrong ? 0 : 3);
		hashlane_results_destroy(results);
		end_job(engine, job);
	}
	end_engine(engine);
	drop_file(&file);
}

/* ---- A file swapped for a symbolic link ---- */

enum { SWAPS = 20000 };

static atomic_bool swapping;

static void *swap(void *argument)
{
	const char *file = argument;
	char aside[600], link[600];

	snprintf(aside, sizeof(aside), "%s.aside", file);
	snprintf(link, sizeof(link), "%s.link", file);
	while (atomic_load(&swapping)) {
		(void)rename(file, aside);
		(void)rename(link, file);
		(void)rename(file, link);
		(void)rename(aside, file);
	}
	return NULL;
}

static void swapped_for_links(void **state)
{
	const struct hashlane_walk_options walk = {
		.struct_size = sizeof(walk),
	};
	const struct hashlane_job_options options = {
		.specs = specs,
		.spec_count = 2,
		.walk = &walk,
	};
	struct fault_file secret = file_of("secret", SMALL, 21);
	char *folder = temp_tree_path(&tree, "swaps"), path[600], link[620];
	const struct fault_file start = { .path = folder };
	hashlane_engine engine = make_engine(2);
	size_t rows_seen = 0, refused = 0;
	pthread_t thread;

	(void)state;
	assert_int_equal(mkdir(folder, 0755), 0);
	snprintf(path, sizeof(path), "%s/victim", folder);
	write_file(path, (const uint8_t *)"plain", 5);
	snprintf(link, sizeof(link), "%s.link", path);
	assert_int_equal(symlink(secret.path, link), 0);
	atomic_store(&swapping, true);
	assert_int_equal(pthread_create(&thread, NULL, swap, path), 0);
	for (int i = 0; i < SWAPS && refused < 20; i++) {
		struct fault_row rows[ROWS_MAX];

		alarm(WATCHDOG_SECONDS);
		assert_int_equal(run_files(rows, engine, &options, &start, 1),
				 HASHLANE_OK);
		alarm(0);
		for (size_t k = 0; k < ROWS_MAX && rows[k].seen; k++) {
			rows_seen++;
			refused += rows[k].status == HASHLANE_NOT_REGULAR;
			if (!rows[k].status)
				assert_int_equal(rows[k].size_bytes, 5);
		}
	}
	atomic_store(&swapping, false);
	pthread_join(thread, NULL);
	assert_true(rows_seen > 0);
	if (!refused)
		print_message("NOT RUN: no link was met in place of a file\n");
	end_engine(engine);
	snprintf(link, sizeof(link), "%s.aside", path);
	unlink(link);
	unlink(path);
	snprintf(link, sizeof(link), "%s.link", path);
	unlink(link);
	rmdir(folder);
	free(folder);
	drop_file(&secret);
}

/* ---- Writes under way ---- */

enum {
	VERSIONS = 8,
	VERSION_BYTES = 65536,
	READINGS = 1500,
	LONG_NS = 1000000 /* no tick is shorter */
};

/* From and to, by the monotonic clock. */
struct span {
	int64_t from, to;
};

static struct {
	char *path;
	atomic_bool stop;
	uint8_t data[VERSIONS][VERSION_BYTES];
	struct digests digests[VERSIONS];
	struct span torn[READINGS];
	struct span *stops; /* writes that took long; for the writer alone */
	size_t stop_count;
} versions;

static int64_t monotonic_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static bool write_version(int fd, unsigned i)
{
	struct span span = { .from = monotonic_ns() };
	bool written = pwrite(fd, versions.data[i % VERSIONS], VERSION_BYTES,
			      0) == VERSION_BYTES;

	span.to = monotonic_ns();
	if (span.to - span.from < LONG_NS)
		return written;
	versions.stops = realloc(versions.stops,
				 (versions.stop_count + 1) * sizeof(span));
	if (!versions.stops)
		abort();
	versions.stops[versions.stop_count++] = span;
	return written;
}

static void *write_versions(void *argument)
{
	int fd = open(versions.path, O_WRONLY);

	(void)argument;
	for (unsigned i = 0; !atomic_load(&versions.stop); i++) {
		const struct timespec pause = {
			.tv_nsec = 1000000 + i % 7 * 1000000,
		};

		if (!write_version(fd, i))
			break;
		nanosleep(&pause, NULL);
	}
	close(fd);
	return NULL;
}

static bool is_a_version(const struct fault_row *row)
{
	for (size_t i = 0; i < VERSIONS; i++)
		if (!memcmp(row->digests.values, versions.digests[i].values,
			    sizeof(row->digests.values)))
			return true;
	return false;
}

/* Was the writer stopped in the midst of a write meanwhile? */
static bool is_beside_a_stop(const struct span *reading)
{
	for (size_t i = 0; i < versions.stop_count; i++)
		if (versions.stops[i].from <= reading->to &&
		    versions.stops[i].to >= reading->from)
			return true;
	return false;
}

/*
 * A writer that is stopped in the midst of a write for longer than a tick
 * cannot be seen: what was read beside such a write is not judged.
 */
static void writes_under_way(void **state)
{
	hashlane_engine engine = make_engine(2);
	const struct fault_plan none = { .inode = 0 };
	struct fault_file file;
	unsigned torn = 0, judged = 0, well = 0;
	pthread_t thread;

	(void)state;
	for (size_t i = 0; i < VERSIONS; i++) {
		memset(versions.data[i], 'a' + (int)i, VERSION_BYTES);
		digests_of(&versions.digests[i], specs, 2, versions.data[i],
			   VERSION_BYTES);
	}
	versions.path = temp_tree_write(&tree, "versions", versions.data[0],
					VERSION_BYTES);
	file = (struct fault_file){ .path = versions.path,
				    .bytes = VERSION_BYTES };
	file.digests = versions.digests[0];
	assert_int_equal(pthread_create(&thread, NULL, write_versions, NULL),
			 0);
	for (unsigned i = 0; i < READINGS; i++) {
		struct span span = { .from = monotonic_ns() };
		struct fault_row row = i % 4 ? hash_under(engine, &file, &none,
							  0) :
					       hash_alone(&file, &none);

		span.to = monotonic_ns();
		if (row.status) {
			assert_status(row.status, HASHLANE_CHANGED);
			continue;
		}
		well++;
		if (!is_a_version(&row))
			versions.torn[torn++] = span;
	}
	atomic_store(&versions.stop, true);
	pthread_join(thread, NULL);
	for (unsigned i = 0; i < torn; i++)
		judged += !is_beside_a_stop(&versions.torn[i]);
	print_message("%u of %u digests are of no version, %u beside a write "
		      "that took long\n",
		      torn, well, torn - judged);
	free(versions.stops);
	assert_true(well > 0);
	if (judged * 200 > well)
		fail_msg("%u of %u digests are of no version", judged, well);
	end_engine(engine);
	unlink(versions.path);
	free(versions.path);
}

static int make_tree(void **state)
{
	(void)state;
	temp_tree_make(&tree);
	specs[0].id = HASHLANE_HASH_MD5;
	specs[1].id = HASHLANE_HASH_ED2K;
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
		cmocka_unit_test(ctime_alone),
		cmocka_unit_test(restless_but_stable),
		cmocka_unit_test(fresh_files_wait),
		cmocka_unit_test(eight_agreements),
		cmocka_unit_test(links_of_two_versions),
		cmocka_unit_test(the_file_that_was_meant),
		cmocka_unit_test(swapped_for_links),
		cmocka_unit_test(writes_under_way),
	};

	return cmocka_run_group_tests(tests, make_tree, remove_tree);
}
