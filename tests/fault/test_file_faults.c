/* SPDX-License-Identifier: MIT */
/*
 * test_file_faults.c - files that change, fail or vanish at every point of
 * their being read: each has its own row, and those beside it are bit-exact.
 */
#define _XOPEN_SOURCE 700
#include "../../src/engine/shortage.h"
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"
#include "fault_jobs.h"
#include "faulty_calls.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	WATCHDOG_SECONDS = 60, /* a job */
	FILES = 6,
	MEANT = 2, /* the place of the one meant, unless it is the first */
	POSITIONS = 12, /* of a barrier, where there are more */
	AGE_SECONDS = 3600
};

/* How a file is read: at once, by blocks, in parts, by tracks. */
static const struct kind {
	const char *name;
	size_t bytes;
	const char *specs[SPECS_MAX];
	size_t spec_count;
} kinds[] = {
	{ "small", 3000, { "sha1", "md5" }, 2 },
	{ "blocks", 700001, { "sha1", "md5", "sha256" }, 3 },
	{ "parts", 21000000, { "ed2k", "crc32" }, 2 },
	{ "tracks", 9000003, { "md5", "sha1", "sha256" }, 3 },
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

static const int32_t worker_counts[] = { -1, 3 };

enum action { TRUNCATE, APPEND, REWRITE, REPLACE, ACTIONS };

static const char *const action_names[ACTIONS] = {
	"truncated",
	"grown",
	"rewritten",
	"replaced",
};

static struct temp_tree tree;

/* One kind of file among others, under a set of algorithms. */
static struct scene {
	const struct kind *kind;
	struct hashlane_algorithm_spec specs[SPECS_MAX];
	struct fault_file files[FILES];
	size_t meant;     /* the place of the one meant */
	uint8_t *changed; /* room for what becomes of it */
	hashlane_engine engine;
	int32_t workers;
} scene;

/* What happens to the file meant, and when. */
static struct {
	enum action action;
	uint64_t at;
	atomic_bool done;
	uint64_t first_read; /* of the calls before, or none yet */
	char *path, *other;
} barrier;

/* ---- Scenes ---- */

static void make_file(struct fault_file *file, const char *name, size_t bytes,
		      struct random_source *random)
{
	file->bytes = bytes;
	file->data = malloc(bytes + 1);
	assert_non_null(file->data);
	random_fill(random, file->data, bytes);
	file->path = temp_tree_write(&tree, name, file->data, bytes);
	age_file(file->path, AGE_SECONDS);
	digests_of(&file->digests, scene.specs, scene.kind->spec_count,
		   file->data, bytes);
}

static void set_scene(const struct kind *kind, size_t meant)
{
	static const size_t beside[FILES] = { 1, 5000, 0, 300000, 1000000, 0 };
	struct random_source random = { 20260101 + kind->bytes };

	scene.kind = kind;
	scene.meant = meant;
	for (size_t k = 0; k < kind->spec_count; k++)
		scene.specs[k] = spec_of(kind->specs[k]);
	for (size_t i = 0; i < FILES; i++) {
		char name[32];

		snprintf(name, sizeof(name), "file-%zu", i);
		make_file(&scene.files[i], name,
			  i == meant ? kind->bytes : beside[i], &random);
	}
	scene.changed = malloc(kind->bytes + 1);
	assert_non_null(scene.changed);
	barrier.path = scene.files[meant].path;
	barrier.other = temp_tree_path(&tree, "other");
}

static void clear_scene(void)
{
	for (size_t i = 0; i < FILES; i++) {
		unlink(scene.files[i].path);
		free(scene.files[i].path);
		free(scene.files[i].data);
	}
	free(scene.changed);
	free(barrier.other);
}

/* Rows of the scene under a plan; all but the one meant are checked. */
static void run_scene(struct fault_row *meant, struct fault_plan *plan,
		      uint32_t flags, const char *what)
{
	const struct hashlane_job_options options = {
		.specs = scene.specs,
		.spec_count = scene.kind->spec_count,
		.flags = flags,
	};
	struct fault_row rows[ROWS_MAX];

	alarm(WATCHDOG_SECONDS);
	plan->inode = inode_of(scene.files[scene.meant].path);
	faults_begin(plan);
	assert_int_equal(
		run_files(rows, scene.engine, &options, scene.files, FILES),
		HASHLANE_OK);
	/* No thread uses the plan any more. */
	assert_status(hashlane_engine_wait(scene.engine, -1), HASHLANE_OK);
	faults_end();
	alarm(0);
	for (size_t i = 0; i < FILES; i++)
		if (i != scene.meant)
			check_exact(&rows[i], &scene.files[i].digests,
				    scene.files[i].bytes, what);
	*meant = rows[scene.meant];
}

/* Each kind of file at a place among others, under each number of workers. */
static void each_scene_at(size_t meant, void (*run)(void))
{
	for (size_t i = 0; i < KINDS; i++) {
		set_scene(&kinds[i], meant);
		for (size_t w = 0; w < 2; w++) {
			scene.workers = worker_counts[w];
			scene.engine = make_engine(scene.workers);
			run();
			end_engine(scene.engine);
		}
		clear_scene();
	}
}

static void each_scene(void (*run)(void))
{
	each_scene_at(MEANT, run);
}

/* ---- Changed while it is read ---- */

static void change_file(uint64_t n)
{
	const struct fault_file *file = &scene.files[scene.meant];
	int fd;
	bool well;

	if (n != barrier.at)
		return;
	barrier.first_read = faults_first_read();
	if (barrier.action == REPLACE) {
		well = !rename(barrier.other, barrier.path);
		atomic_store(&barrier.done, well);
		return;
	}
	fd = open(barrier.path, O_WRONLY);
	if (barrier.action == TRUNCATE)
		well = !ftruncate(fd, (off_t)(file->bytes / 2));
	else if (barrier.action == APPEND)
		well = pwrite(fd, "x", 1, (off_t)file->bytes) == 1;
	else
		well = pwrite(fd, &scene.changed[file->bytes / 3], 1,
			      (off_t)(file->bytes / 3)) == 1;
	atomic_store(&barrier.done, well && fd >= 0);
	close(fd);
}

/* What the file has in it after the action; the length. */
static size_t find_changed(struct digests *digests)
{
	const struct fault_file *file = &scene.files[scene.meant];
	size_t bytes = file->bytes;

	memcpy(scene.changed, file->data, bytes);
	scene.changed[bytes] = 'x';
	if (barrier.action == REWRITE)
		scene.changed[bytes / 3] ^= 1;
	if (barrier.action == TRUNCATE)
		bytes /= 2;
	if (barrier.action == APPEND)
		bytes++;
	if (barrier.action == REPLACE)
		*digests = file->digests; /* of the inode that was opened */
	else
		digests_of(digests, scene.specs, scene.kind->spec_count,
			   scene.changed, bytes);
	return bytes;
}

/*
 * The file as it was, written some time ago; a new inode, as the last one may
 * be gone.
 */
static void restore_file(int64_t age_seconds)
{
	const struct fault_file *file = &scene.files[scene.meant];

	unlink(file->path);
	write_file(file->path, file->data, file->bytes);
	age_file(file->path, age_seconds);
	write_file(barrier.other, (const uint8_t *)"another", 7);
}

/*
 * Was S0 known before the change? What counts of an old file is its first read
 * and all that follows it, and S0 is the fstat next to that read. One before
 * it only finds the device: of the first file of a job, and of a file in a
 * folder that its worker meets for the first time.
 */
static bool came_after_s0(void)
{
	return barrier.first_read && barrier.at > barrier.first_read + 1;
}

static uint64_t change_at(uint64_t at, int64_t age_seconds,
			  const struct digests *changed, size_t changed_bytes)
{
	const struct fault_file *file = &scene.files[scene.meant];
	bool old = age_seconds == AGE_SECONDS;
	struct fault_plan plan = {
		.before = change_file,
		.ctime_age = old ? AGE_SECONDS : 0,
	};
	struct fault_row row;
	char what[128];

	snprintf(what, sizeof(what),
		 "%s, %lld s old, %s before call %llu, %d workers",
		 scene.kind->name, (long long)age_seconds,
		 action_names[barrier.action], (unsigned long long)at,
		 (int)scene.workers);
	restore_file(age_seconds);
	barrier.at = at;
	atomic_store(&barrier.done, false);
	run_scene(&row, &plan, 0, what);
	if (!atomic_load(&barrier.done)) {
		/* Fewer calls this time: threads share the reads. */
		assert_true(!at || faults_file_calls() < at);
		check_exact(&row, &file->digests, file->bytes, what);
	} else if (barrier.action != REPLACE &&
		   (row.status == HASHLANE_CHANGED ||
		    (old && came_after_s0()))) {
		check_failed(&row, HASHLANE_CHANGED, what);
	} else {
		/* All of what was hashed is what is there now. */
		check_exact(&row, changed, changed_bytes, what);
	}
	return faults_file_calls();
}

static void change_everywhere(int64_t age_seconds)
{
	for (int a = 0; a < ACTIONS; a++) {
		struct digests changed;
		size_t bytes;
		uint64_t calls, step;

		barrier.action = (enum action)a;
		bytes = find_changed(&changed);
		calls = change_at(0, age_seconds, &changed, bytes);
		assert_true(calls >= 2);
		step = calls / POSITIONS + 1;
		for (uint64_t at = 1; at <= calls; at++)
			if (at < 4 || calls - at < 2 || at % step == 0)
				change_at(at, age_seconds, &changed, bytes);
	}
}

static void change_old(void)
{
	change_everywhere(AGE_SECONDS);
}

static void changes_are_seen(void **state)
{
	(void)state;
	each_scene(change_old);
}

/*
 * The first file of a job is inspected before it is read, by whichever worker.
 * What follows its first reads is as with any other.
 */
static void change_early(void)
{
	for (int a = 0; a < ACTIONS; a++) {
		struct digests changed;
		size_t bytes;

		barrier.action = (enum action)a;
		bytes = find_changed(&changed);
		for (uint64_t at = 1; at <= 5; at++) {
			change_at(at, AGE_SECONDS, &changed, bytes);
			if (at > 1 && atomic_load(&barrier.done))
				assert_true(barrier.first_read >= 2);
		}
	}
}

static void changes_of_the_first_file(void **state)
{
	(void)state;
	each_scene_at(0, change_early);
}

/* What was just written may change again within a tick of the clock. */
static void change_fresh(void)
{
	if (scene.kind->bytes < 1000000)
		change_everywhere(1);
}

static void changes_of_fresh_files(void **state)
{
	(void)state;
	each_scene(change_fresh);
}

/* ---- Reads that fail ---- */

static void fail_reads(void)
{
	const size_t bytes = scene.kind->bytes;
	const uint64_t places[] = { 0,         1,         511,      bytes / 3,
				    bytes / 2, bytes - 2, bytes - 1 };

	restore_file(AGE_SECONDS);
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		for (uint32_t flags = 0; flags <= HASHLANE_JOB_LINKS_ONCE;
		     flags += HASHLANE_JOB_LINKS_ONCE) {
			struct fault_plan plan = {
				.bad_from = places[i],
				.bad_to = places[i] + 1,
			};
			struct fault_row row;
			char what[96];

			snprintf(what, sizeof(what),
				 "%s, bad at %llu, %d workers",
				 scene.kind->name,
				 (unsigned long long)places[i],
				 (int)scene.workers);
			run_scene(&row, &plan, flags, what);
			check_failed(&row, HASHLANE_IO, what);
			if (row.os_error != EIO ||
			    row.error_offset != places[i])
				fail_msg("%s: errno %d at %llu", what,
					 (int)row.os_error,
					 (unsigned long long)row.error_offset);
		}
}

static void read_errors_are_exact(void **state)
{
	(void)state;
	each_scene(fail_reads);
}

static void fail_stat(void)
{
	for (uint64_t n = 1; n <= 2; n++) {
		struct fault_plan plan = { .stat_fails = n };
		struct fault_row row;

		run_scene(&row, &plan, 0, "fstat fails");
		if (n == 2 && !row.status) {
			/* One fstat is enough for a file of one block. */
			assert_true(scene.kind->bytes < 4096);
			continue;
		}
		check_failed(&row, HASHLANE_IO, "fstat fails");
		assert_int_equal(row.os_error, EIO);
	}
}

static void stat_errors(void **state)
{
	(void)state;
	each_scene(fail_stat);
}

static void shorten_reads(void)
{
	const struct fault_file *file = &scene.files[scene.meant];

	for (uint64_t seed = 1; seed <= 6; seed++) {
		struct fault_plan plan = { .short_reads = seed };
		struct fault_row row;

		run_scene(&row, &plan, 0, "short reads");
		check_exact(&row, &file->digests, file->bytes, "short reads");
	}
}

static void short_reads_and_interrupts(void **state)
{
	(void)state;
	each_scene(shorten_reads);
}

/* ---- Opening ---- */

static void remove_file(const char *path)
{
	const char *name = strrchr(barrier.path, '/') + 1;
	size_t bytes = strlen(path), name_bytes = strlen(name);

	if (bytes >= name_bytes && !strcmp(path + bytes - name_bytes, name))
		unlink(barrier.path);
}

static void vanish(void)
{
	const struct hashlane_walk_options walk = {
		.struct_size = sizeof(walk),
	};
	const struct hashlane_job_options options = {
		.specs = scene.specs,
		.spec_count = scene.kind->spec_count,
		.walk = &walk,
	};
	struct fault_plan plan = { .before_open = remove_file };
	struct fault_file folder = { .path = tree.folder };
	struct fault_row rows[ROWS_MAX], row;

	restore_file(AGE_SECONDS);
	run_scene(&row, &plan, 0, "gone");
	check_failed(&row, HASHLANE_NOT_FOUND, "gone");
	assert_int_equal(row.os_error, ENOENT);
	restore_file(AGE_SECONDS);
	unlink(barrier.other);
	alarm(WATCHDOG_SECONDS);
	faults_begin(&plan);
	assert_int_equal(run_files(rows, scene.engine, &options, &folder, 1),
			 HASHLANE_OK);
	assert_status(hashlane_engine_wait(scene.engine, -1), HASHLANE_OK);
	faults_end();
	alarm(0);
	check_failed(&rows[scene.meant], HASHLANE_NOT_FOUND,
		     "gone since listed");
	for (size_t i = 0; i < FILES; i++)
		if (i != scene.meant)
			check_exact(&rows[i], &scene.files[i].digests,
				    scene.files[i].bytes, "walked");
	restore_file(AGE_SECONDS);
}

static void files_that_vanish(void **state)
{
	(void)state;
	each_scene(vanish);
}

static void refuse_descriptors(void)
{
	const struct fault_file *file = &scene.files[scene.meant];
	struct fault_plan plan = { .opens_fail = 40 };
	struct fault_row row;

	/* Somebody's may come back as long as this takes. */
	hln_shortage_try();
	run_scene(&row, &plan, 0, "no descriptors");
	hln_shortage_tried();
	check_exact(&row, &file->digests, file->bytes, "no descriptors");
}

static void descriptors_come_back(void **state)
{
	(void)state;
	each_scene(refuse_descriptors);
}

/* ---- A slow device ---- */

static atomic_uint opened;

static void open_slowly(const char *path)
{
	const struct timespec wait = { .tv_nsec = 300000 };

	(void)path;
	atomic_fetch_add(&opened, 1);
	nanosleep(&wait, NULL);
}

/* Read as from a device: they are opened by many threads at once. */
static void many_that_open_slowly(void **state)
{
	struct hashlane_algorithm_spec md5 = spec_of("md5");
	const struct hashlane_job_options options = {
		.specs = &md5,
		.spec_count = 1,
	};
	struct fault_plan plan = { .before_open = open_slowly };
	struct random_source random = { 20261123 };
	struct fault_file files[ROWS_MAX];
	struct fault_row rows[ROWS_MAX];
	hashlane_engine engine = make_engine(3);

	(void)state;
	scene.specs[0] = md5;
	scene.kind = &(struct kind){ .spec_count = 1 };
	for (size_t i = 0; i < ROWS_MAX; i++) {
		char name[32];

		snprintf(name, sizeof(name), "slow-%zu", i);
		make_file(&files[i], name, i * 37 % 9000, &random);
	}
	for (uint64_t refused = 0; refused < 60; refused += 20) {
		atomic_store(&opened, 0);
		plan.opens_fail = refused;
		alarm(WATCHDOG_SECONDS);
		hln_shortage_try();
		faults_begin(&plan);
		assert_int_equal(
			run_files(rows, engine, &options, files, ROWS_MAX),
			HASHLANE_OK);
		assert_status(hashlane_engine_wait(engine, -1), HASHLANE_OK);
		faults_end();
		hln_shortage_tried();
		alarm(0);
		/* Each once, but for those that were refused. */
		assert_int_equal(atomic_load(&opened), ROWS_MAX + refused);
		for (size_t i = 0; i < ROWS_MAX; i++)
			check_exact(&rows[i], &files[i].digests,
				    files[i].bytes, "slow");
	}
	end_engine(engine);
	for (size_t i = 0; i < ROWS_MAX; i++) {
		unlink(files[i].path);
		free(files[i].path);
		free(files[i].data);
	}
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
		cmocka_unit_test(changes_are_seen),
		cmocka_unit_test(changes_of_the_first_file),
		cmocka_unit_test(changes_of_fresh_files),
		cmocka_unit_test(read_errors_are_exact),
		cmocka_unit_test(stat_errors),
		cmocka_unit_test(short_reads_and_interrupts),
		cmocka_unit_test(files_that_vanish),
		cmocka_unit_test(descriptors_come_back),
		cmocka_unit_test(many_that_open_slowly),
	};

	return cmocka_run_group_tests(tests, make_tree, remove_tree);
}
