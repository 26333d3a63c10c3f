/* SPDX-License-Identifier: MIT */
/*
 * test_base.c - relative paths below a base stay the same files, whatever
 * becomes of the process's directory and of the base's own path.
 */
#define _GNU_SOURCE
#include "../../src/engine/directories.h"
#include "../../src/os/directory.h"
#include "../../src/os/file.h"
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/temp_tree.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	DEPTH = 8, /* deeper than a walk keeps directories open */
	FILES = 40 /* in each directory */
};

static const struct hashlane_algorithm_spec md5 = { .id = HASHLANE_HASH_MD5 };
static struct temp_tree tree;
static char base[600], moved[600], away[600];

/* Each file below `folder` has its own path as its content, and `mark`. */
static void make_files(const char *folder, const char *mark)
{
	char below[400] = "", path[1200], text[600];

	assert_int_equal(mkdir(folder, 0755), 0);
	for (int depth = 0; depth <= DEPTH; depth++) {
		for (int i = 0; i < FILES; i++) {
			FILE *file;

			snprintf(text, sizeof(text), "%sf%d", below, i);
			snprintf(path, sizeof(path), "%s/%s", folder, text);
			file = fopen(path, "w");
			assert_non_null(file);
			fprintf(file, "%s%s", mark, text);
			assert_int_equal(fclose(file), 0);
		}
		snprintf(below + strlen(below), sizeof(below) - strlen(below),
			 "d%d/", depth);
		snprintf(path, sizeof(path), "%s/%s", folder, below);
		assert_int_equal(mkdir(path, 0755), 0);
	}
}

/* Everything moves, and others stand where they were. */
static void move_all(void)
{
	assert_int_equal(rename(base, moved), 0);
	make_files(base, "another ");
	assert_int_equal(chdir(base), 0);
}

static size_t open_files(void)
{
	DIR *directory = opendir("/proc/self/fd");
	size_t count = 0;

	assert_non_null(directory);
	while (readdir(directory))
		count++;
	closedir(directory);
	return count;
}

static size_t files_before;

static int set_up(void **state)
{
	(void)state;
	temp_tree_make(&tree);
	snprintf(base, sizeof(base), "%s/base", tree.folder);
	snprintf(moved, sizeof(moved), "%s/moved", tree.folder);
	snprintf(away, sizeof(away), "%s/away", tree.folder);
	make_files(base, "");
	files_before = open_files();
	return chdir(tree.folder);
}

static int tear_down(void **state)
{
	(void)state;
	assert_int_equal(open_files(), files_before);
	assert_int_equal(chdir("/"), 0);
	temp_tree_remove(&tree);
	return 0;
}

/* A row is well, and its digest is that of its path. */
static void check_row(const struct hashlane_results *block, uint32_t at)
{
	struct hashlane_row row = row_of(block, at);

	check_digest(block, at, 0, &md5, (const uint8_t *)row.path,
		     row.path_bytes);
}

static void add(hashlane_job job, const char *path)
{
	const struct hashlane_input input = path_input(path);

	assert_status(hashlane_job_add(job, &input, sizeof(input), 1, -1),
		      HASHLANE_OK);
}

static void paths_are_of_the_base(void **state)
{
	hashlane_engine engine = engine_of(2, 0);
	struct hashlane_job_options options = md5_options(NULL, 0,
							  HASHLANE_JOB_OPEN);
	const struct hashlane_results *block;
	struct hashlane_row row;
	char other[700];
	hashlane_job job;

	(void)state;
	options.base = "base";
	job = job_of(engine, &options);
	add(job, "f0");
	move_all();
	snprintf(other, sizeof(other), "%s/f3", base);
	add(job, "f1");
	add(job, "d0/d1/f2");
	add(job, "missing");
	add(job, other);
	assert_status(hashlane_job_close(job), HASHLANE_OK);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	block = only_block_of(job, 5);
	for (uint32_t i = 0; i < 3; i++)
		check_row(block, i);
	check_failure(block, 3, HASHLANE_NOT_FOUND);
	/* An absolute path is of nothing. */
	row = row_of(block, 4);
	assert_memory_equal(row.path, other, strlen(other));
	check_digest(block, 4, 0, &md5, (const uint8_t *)"another f3", 10);
	hashlane_results_destroy(block);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
}

static void on_first(void *context, const struct hashlane_event *events,
		     size_t event_bytes, size_t count)
{
	bool *first = context;

	(void)events;
	(void)event_bytes;
	(void)count;
	if (*first)
		move_all();
	*first = false;
}

static void walks_are_of_the_base(void **state)
{
	hashlane_engine engine = engine_of(-1, 0);
	const struct hashlane_walk_options walk = {
		.struct_size = sizeof(walk),
	};
	struct hashlane_job_options options = md5_options(
		NULL, 0, HASHLANE_JOB_STREAM | HASHLANE_JOB_SEQUENTIAL);
	const struct hashlane_results *block;
	bool first = true;
	size_t rows = 0;
	hashlane_job job;
	int32_t status;

	(void)state;
	options.base = base;
	options.walk = &walk;
	options.paths = "d0\0.";
	options.paths_bytes = 5;
	options.event = on_first;
	options.event_context = &first;
	options.events = HASHLANE_EVENT_FILE;
	job = job_of(engine, &options);
	while (!(status = hashlane_job_next(&block, job, -1))) {
		for (uint32_t i = 0; i < hashlane_results_get_count(block);
		     i++) {
			struct hashlane_row row = row_of(block, i);
			size_t skip = row.input ? strlen("./") : 0;

			check_digest(block, i, 0, &md5,
				     (const uint8_t *)row.path + skip,
				     row.path_bytes - skip);
			rows++;
		}
		hashlane_results_destroy(block);
	}
	assert_status(status, HASHLANE_END);
	assert_false(first);
	assert_int_equal(rows, DEPTH * FILES + (DEPTH + 1) * FILES);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	end_engine(engine);
}

/*
 * Directories far above are opened again on the way back, from the start if
 * that is not where the last one is any more.
 */
static void entries_are_of_the_base(void **state)
{
	struct hashlane_walk_options options = {
		.struct_size = sizeof(options),
		.base = "base",
	};
	struct hashlane_walk_entry entry;
	size_t count, files = 0;
	char from[700];
	hashlane_walk walk;

	(void)state;
	assert_status(hashlane_walk_open(&walk, "d0", &options, NULL),
		      HASHLANE_OK);
	snprintf(from, sizeof(from), "%s/d0/d1/d2", moved);
	for (;;) {
		assert_status(hashlane_walk_next(walk, &entry, sizeof(entry),
						 1, &count),
			      HASHLANE_OK);
		if (!count)
			break;
		assert_status(entry.status, HASHLANE_OK);
		assert_int_equal(entry.size_bytes, entry.path_bytes);
		/* The deepest come first: "d" is before "f". */
		if (!files++) {
			move_all();
			assert_int_equal(rename(from, away), 0);
		}
	}
	assert_int_equal(files, DEPTH * FILES);
	assert_status(hashlane_walk_close(walk), HASHLANE_OK);
	/* A start that is a file. */
	options.base = moved;
	assert_status(hashlane_walk_open(&walk, "f7", &options, NULL),
		      HASHLANE_OK);
	assert_int_equal(chdir("/"), 0);
	assert_status(
		hashlane_walk_next(walk, &entry, sizeof(entry), 1, &count),
		HASHLANE_OK);
	assert_int_equal(count, 1);
	assert_status(entry.status, HASHLANE_OK);
	assert_int_equal(entry.size_bytes, strlen("f7"));
	assert_status(hashlane_walk_close(walk), HASHLANE_OK);
}

/* Where descriptors are few directories are closed, and opened again. */
static void directories_are_of_the_base(void **state)
{
	struct hln_directories all;
	struct hln_directory *directory;
	struct hln_identity identity, again;
	char path[] = "d0/f0";
	int parent, fd;

	(void)state;
	assert_true(hln_directories_create(&all));
	assert_int_equal(hln_directory_base(&parent, base), 0);
	assert_int_equal(hln_listing_open(&fd, parent, "d0", false), 0);
	assert_int_equal(hln_listing_identity(&identity, fd), 0);
	directory = hln_directory_create(&all, fd, parent, &identity);
	hln_directory_leave(directory);
	hln_directories_close(&all);
	move_all();
	assert_int_equal(hln_directory_enter(directory, &fd, path, 3), 0);
	assert_int_equal(hln_listing_identity(&again, fd), 0);
	assert_int_equal(again.inode, identity.inode);
	hln_directory_leave(directory);
	hln_directory_release(directory);
	hln_directories_destroy(&all);
	hln_file_close(parent);
}

static void wrong_bases(void **state)
{
	static const struct {
		const char *base;
		int32_t status;
	} rows[] = { { "nowhere", HASHLANE_NOT_FOUND },
		     { "", HASHLANE_NOT_FOUND },
		     { "base/f0", HASHLANE_NOT_REGULAR } };
	hashlane_engine engine = engine_of(1, 0);
	struct hashlane_error error = { .struct_size = sizeof(error) };
	struct hashlane_walk_options walk = { .struct_size = sizeof(walk) };
	struct hashlane_job_options options = md5_options(NULL, 0, 0);
	hashlane_job job;
	hashlane_walk handle;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		options.base = rows[i].base;
		assert_status(
			hashlane_job_create(&job, engine, &options, &error),
			rows[i].status);
		assert_true(error.os_error != 0);
		walk.base = rows[i].base;
		assert_status(hashlane_walk_open(&handle, "f0", &walk, &error),
			      rows[i].status);
	}
	/* A job's walk has the job's. */
	walk.base = base;
	options.base = base;
	options.walk = &walk;
	assert_status(hashlane_job_create(&job, engine, &options, &error),
		      HASHLANE_ARGUMENT);
	end_engine(engine);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(paths_are_of_the_base),
		TEST(walks_are_of_the_base),
		TEST(entries_are_of_the_base),
		TEST(directories_are_of_the_base),
		TEST(wrong_bases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
