/* SPDX-License-Identifier: MIT */
/* walked.c - the paths that a walk of the engine gives, to compare. */
#define _XOPEN_SOURCE 700
#include "walked.h"

#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

char *join_path(const char *folder, const char *name)
{
	size_t bytes = strlen(folder) + strlen(name) + 2;
	char *path = malloc(bytes);

	assert_non_null(path);
	snprintf(path, bytes, "%s/%s", folder, name);
	return path;
}

void add_path(struct paths *paths, const char *path, int error)
{
	size_t room = paths->count + 1;

	if (!(room & (room - 1)) || !paths->paths) {
		paths->paths = realloc(paths->paths,
				       2 * room * sizeof(*paths->paths));
		paths->errors = realloc(paths->errors,
					2 * room * sizeof(*paths->errors));
		assert_non_null(paths->paths);
		assert_non_null(paths->errors);
	}
	paths->paths[paths->count] = strdup(path);
	paths->errors[paths->count++] = error;
}

static int compare(const void *a, const void *b)
{
	/* Of unsigned char, so bytewise. */
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void sort_paths(struct paths *paths)
{
	if (paths->count)
		qsort(paths->paths, paths->count, sizeof(*paths->paths),
		      compare);
}

void free_paths(struct paths *paths)
{
	for (size_t i = 0; i < paths->count; i++)
		free(paths->paths[i]);
	free(paths->paths);
	free(paths->errors);
	*paths = (struct paths){ 0 };
}

void add_entry(struct paths *paths, const struct hln_walk_entry *entry)
{
	const char *slash = strrchr(entry->path, '/');
	struct stat st;

	assert_int_equal(strlen(entry->path), entry->path_bytes);
	assert_ptr_equal(entry->name, slash ? slash + 1 : entry->path);
	if (entry->status) {
		assert_int_not_equal(entry->os_error, 0);
		assert_null(entry->directory);
	} else {
		assert_non_null(entry->directory);
		if (entry->regular) {
			assert_int_equal(
				fstatat(descriptor_of(entry->directory),
					entry->name, &st, 0),
				0);
			assert_true(S_ISREG(st.st_mode));
		}
	}
	hln_directory_release(entry->directory);
	add_path(paths, entry->path, entry->os_error);
}

int descriptor_of(struct hln_directory *directory)
{
	char nowhere[] = "/absent/";
	int descriptor;

	assert_int_equal(hln_directory_enter(directory, &descriptor, nowhere,
					     strlen(nowhere)),
			 0);
	hln_directory_leave(directory);
	return descriptor;
}

bool walk_step(struct hln_walk *walk, struct hln_walk_entry *entry)
{
	enum hln_walked walked = hln_walk_next(walk, entry, false);

	assert_int_not_equal(walked, HLN_WALK_STARVED);
	return walked == HLN_WALK_ENTRY;
}

void walk_all(struct paths *paths, const char *start,
	      const struct hashlane_walk_options *options)
{
	struct hln_directories directories;
	struct hln_walk_rules *rules;
	struct hln_walk_entry entry;
	struct hln_walk *walk;

	assert_true(hln_directories_create(&directories));
	assert_int_equal(hln_walk_rules_create(&rules, options), HASHLANE_OK);
	assert_int_equal(hln_walk_create(&walk, start, rules, &directories),
			 HASHLANE_OK);
	while (walk_step(walk, &entry))
		add_entry(paths, &entry);
	hln_walk_destroy(walk);
	hln_walk_rules_destroy(rules);
	assert_null(directories.first);
	hln_directories_destroy(&directories);
}

void assert_same_paths(const struct paths *given, const struct paths *wanted)
{
	for (size_t i = 0; i < given->count && i < wanted->count; i++)
		assert_string_equal(given->paths[i], wanted->paths[i]);
	assert_int_equal(given->count, wanted->count);
}
