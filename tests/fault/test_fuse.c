/* SPDX-License-Identifier: MIT */
/*
 * test_fuse.c - files that fail in a real file system: the rows are exact,
 * and a read that does not return holds up nobody but itself.
 */
#define _GNU_SOURCE
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/temp_tree.h"
#include "fault_jobs.h"
#include "fuse_files.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WATCHDOG_SECONDS = 60, FILES = 7, TRIES = 500, TRY_NS = 10000000 };

static struct temp_tree tree;
static char *mount_point, *local, *program;
static pid_t server;
static uint8_t *data;
static const char *why_not;

static const struct wanted {
	const char *name; /* NULL: a file of an ordinary file system */
	int32_t status, os_error;
	uint64_t error_offset;
} wanted[FILES] = {
	{ "good", HASHLANE_OK, 0, 0 },
	{ "bad", HASHLANE_IO, EIO, FUSE_BAD_AT },
	{ NULL, HASHLANE_OK, 0, 0 },
	{ "direct", HASHLANE_IO, EIO, FUSE_BAD_AT },
	{ "short", HASHLANE_CHANGED, 0, FUSE_BAD_AT },
	{ "no-open", HASHLANE_IO, EIO, 0 },
	{ "denied", HASHLANE_ACCESS, EACCES, 0 },
};

static void wait_a_little(void)
{
	const struct timespec time = { 0, TRY_NS };

	nanosleep(&time, NULL);
}

static bool has_name(const char *name)
{
	char path[600];

	snprintf(path, sizeof(path), "%s/%s", mount_point, name);
	return !access(path, F_OK);
}

/* To ask for it is enough. */
static void release_reads(void)
{
	assert_false(has_name("release"));
}

static void start_server(void)
{
	int status;

	server = fork();
	assert_true(server >= 0);
	if (!server) {
		char serve[] = "serve";
		char *arguments[] = { program, serve, mount_point, NULL };

		execv("/proc/self/exe", arguments);
		_exit(127);
	}
	for (int i = 0; i < TRIES && !has_name("good"); i++) {
		if (waitpid(server, &status, WNOHANG) == server) {
			server = 0;
			why_not = "libfuse cannot mount here";
			return;
		}
		wait_a_little();
	}
	if (!has_name("good"))
		why_not = "nobody serves the file system";
}

static int make_files(void **state)
{
	(void)state;
	temp_tree_make(&tree);
	mount_point = temp_tree_path(&tree, "fuse");
	assert_int_equal(mkdir(mount_point, 0755), 0);
	data = malloc(FUSE_FILE_BYTES);
	assert_non_null(data);
	for (uint64_t i = 0; i < FUSE_FILE_BYTES; i++)
		data[i] = fuse_file_byte(i);
	local = temp_tree_write(&tree, "local", data, FUSE_FILE_BYTES);
#if defined(HAVE_FUSE3)
	if (access("/dev/fuse", R_OK | W_OK))
		why_not = "there is no /dev/fuse to be used";
	else
		start_server();
#else
	why_not = "built without libfuse3";
#endif
	return 0;
}

static int remove_files(void **state)
{
	int status;

	(void)state;
	alarm(WATCHDOG_SECONDS);
	if (server) {
		release_reads();
		kill(server, SIGTERM);
		assert_int_equal(waitpid(server, &status, 0), server);
	}
	free(mount_point);
	free(local);
	free(data);
	temp_tree_remove(&tree);
	return 0;
}

static void need_server(void)
{
	if (!why_not)
		return;
	print_message("NOT RUN: a file system that fails: %s\n", why_not);
	skip();
}

static void name_files(struct fault_file *files)
{
	memset(files, 0, FILES * sizeof(*files));
	for (size_t i = 0; i < FILES; i++) {
		size_t bytes = strlen(mount_point) + 32;

		files[i].path = malloc(bytes);
		assert_non_null(files[i].path);
		if (wanted[i].name)
			snprintf(files[i].path, bytes, "%s/%s", mount_point,
				 wanted[i].name);
		else
			snprintf(files[i].path, bytes, "%s", local);
	}
}

static void free_names(struct fault_file *files)
{
	for (size_t i = 0; i < FILES; i++)
		free(files[i].path);
}

static void check_rows(const struct fault_row *rows,
		       const struct digests *digests)
{
	for (size_t i = 0; i < FILES; i++) {
		const char *name = wanted[i].name ? wanted[i].name : "local";

		if (!wanted[i].status) {
			check_exact(&rows[i], digests, FUSE_FILE_BYTES, name);
			continue;
		}
		check_failed(&rows[i], wanted[i].status, name);
		if (rows[i].os_error != wanted[i].os_error ||
		    rows[i].error_offset != wanted[i].error_offset)
			fail_msg("%s: errno %d at %llu", name,
				 (int)rows[i].os_error,
				 (unsigned long long)rows[i].error_offset);
	}
}

/* By blocks, by tracks, in parts; and by whoever waits, and by workers. */
static void files_fail_alone(void **state)
{
	static const char *const sets[][SPECS_MAX] = {
		{ "md5", "sha1", "sha256" },
		{ "crc32", "crc32c", "tth" },
		{ "crc32", "blake3", "aich" },
	};
	static const int32_t worker_counts[] = { -1, 1, 3 };
	struct fault_file files[FILES];

	(void)state;
	need_server();
	name_files(files);
	for (size_t s = 0; s < sizeof(sets) / sizeof(sets[0]); s++) {
		struct hashlane_algorithm_spec specs[SPECS_MAX];
		const struct hashlane_job_options options = {
			.specs = specs,
			.spec_count = SPECS_MAX,
		};
		struct digests digests;

		for (size_t k = 0; k < SPECS_MAX; k++)
			specs[k] = spec_of(sets[s][k]);
		digests_of(&digests, specs, SPECS_MAX, data, FUSE_FILE_BYTES);
		for (size_t w = 0; w < 3; w++) {
			hashlane_engine engine = make_engine(worker_counts[w]);
			struct fault_row rows[ROWS_MAX];

			alarm(WATCHDOG_SECONDS);
			assert_int_equal(run_files(rows, engine, &options,
						   files, FILES),
					 HASHLANE_OK);
			alarm(0);
			check_rows(rows, &digests);
			end_engine(engine);
		}
	}
	free_names(files);
}

/* Workers read a file that does not answer; the job ends all the same. */
static void stuck_read(void **state)
{
	const struct hashlane_algorithm_spec spec = spec_of("md5");
	char path[600];
	hashlane_engine engine = make_engine(2);
	struct hashlane_input input = { .kind = HASHLANE_INPUT_PATH };
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = &spec,
		.spec_count = 1,
		.inputs = &input,
		.input_bytes = sizeof(struct hashlane_input),
		.input_count = 1,
	};
	const struct hashlane_job_options other = { .specs = &spec,
						    .spec_count = 1 };
	struct fault_file file = { .path = local };
	struct fault_row rows[ROWS_MAX];
	hashlane_job job;
	struct digests digests;

	(void)state;
	need_server();
	snprintf(path, sizeof(path), "%s/stuck", mount_point);
	input.data = path;
	input.data_bytes = strlen(path);
	alarm(WATCHDOG_SECONDS);
	assert_status(hashlane_job_create(&job, engine, &options, NULL),
		      HASHLANE_OK);
	while (!has_name("is-stuck"))
		wait_a_little();
	assert_status(hashlane_job_wait(job, 300), HASHLANE_TIMEOUT);
	/* The other worker is there for other jobs. */
	digests_of(&digests, &spec, 1, data, FUSE_FILE_BYTES);
	assert_int_equal(run_files(rows, engine, &other, &file, 1),
			 HASHLANE_OK);
	check_exact(&rows[0], &digests, FUSE_FILE_BYTES, "beside a stuck one");
	assert_status(hashlane_job_cancel(job), HASHLANE_OK);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_CANCELLED);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	assert_status(hashlane_engine_wait(engine, 0), HASHLANE_TIMEOUT);
	release_reads();
	end_engine(engine);
	alarm(0);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_fail_alone),
		cmocka_unit_test(stuck_read),
	};

	program = argv[0];
	if (argc == 3 && !strcmp(argv[1], "serve"))
		return fuse_files_serve(argv[0], argv[2]);
	return cmocka_run_group_tests(tests, make_files, remove_files);
}
