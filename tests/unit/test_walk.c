/* SPDX-License-Identifier: MIT */
/*
 * test_walk.c - the walk of the engine: random trees against a naive one,
 * with every flag and with globs. What goes wrong is in test_walk_faults.c.
 */
#define _XOPEN_SOURCE 700
#include "../support/check.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"
#include "../support/walked.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TREES = 60, ENTRIES = 120, LARGE = 5000 };

/* Tails that sort around '/', and long common beginnings. */
static void random_name(struct random_source *random, char *name)
{
	static const char *const starts[] = {
		"", "a", "b", ".", "dir", "the same long beginning "
	};
	size_t at;

	strcpy(name, starts[random_below(random, 6)]);
	at = strlen(name);
	for (size_t more = random_below(random, 12); more > 0; more--) {
		static const char near[] = "-./0ab";
		char byte = near[random_below(random, 6)];

		if (!random_below(random, 3))
			byte = (char)(1 + random_below(random, 255));
		name[at++] = byte == '/' ? '0' : byte;
	}
	name[at] = 0;
	if (!*name || !strcmp(name, ".") || !strcmp(name, ".."))
		strcpy(name, "x");
}

/* Some of what is drawn exists already: that fails, and is nothing. */
static void make_entries(struct random_source *random, const char *root)
{
	char *folders[ENTRIES];
	size_t count = 0;

	folders[count++] = strdup(root);
	for (int i = 1; i < ENTRIES; i++) {
		const char *in = folders[random_below(random, count)];
		bool kept = false;
		char name[64], *path;

		random_name(random, name);
		path = join_path(in, name);
		switch (random_below(random, 8)) {
		case 0:
		case 1:
			kept = !mkdir(path, 0755);
			break;
		case 2: /* to a file or nothing; no loop */
			(void)!symlink("a", path);
			break;
		case 3:
			(void)mkfifo(path, 0600);
			break;
		default:
			close(open(path, O_CREAT | O_EXCL | O_WRONLY, 0600));
		}
		if (kept)
			folders[count++] = path;
		else
			free(path);
	}
	while (count)
		free(folders[--count]);
}

/* One glob of each list at most, and no set in them. */
static bool simple_match(const char *glob, const char *name)
{
	if (*glob == '*')
		return simple_match(glob + 1, name) ||
		       (*name && simple_match(glob, name + 1));
	if (!*glob || !*name)
		return *glob == *name;
	return (*glob == '?' || *glob == *name) &&
	       simple_match(glob + 1, name + 1);
}

/* Of a name that exists: the walk's options taken by the letter. */
static bool is_wanted(const struct hashlane_walk_options *options,
		      const char *name)
{
	return strcmp(name, ".") && strcmp(name, "..") &&
	       !(*name == '.' && options->flags & HASHLANE_WALK_NO_HIDDEN) &&
	       !(options->exclude_count &&
		 simple_match(options->exclude[0], name));
}

/* All below a path, by the calls that a textbook has. */
static void walk_naively(struct paths *paths, const char *folder,
			 const struct hashlane_walk_options *options)
{
	DIR *stream = opendir(folder);
	const struct dirent *entry;

	assert_non_null(stream);
	while ((entry = readdir(stream))) {
		const char *name = entry->d_name;
		char *path = join_path(folder, name);
		bool failed, file;
		struct stat st;

		failed = options->flags & HASHLANE_WALK_FOLLOW ?
				 stat(path, &st) :
				 lstat(path, &st);
		/* What cannot be asked is told when it is opened. */
		file = failed || S_ISREG(st.st_mode);
		if (!is_wanted(options, name))
			;
		else if (file && (!options->include_count ||
				  simple_match(options->include[0], name)))
			add_path(paths, path, 0);
		else if (!file && S_ISDIR(st.st_mode))
			walk_naively(paths, path, options);
		free(path);
	}
	closedir(stream);
}

static void compare_walks(const char *start,
			  const struct hashlane_walk_options *options)
{
	struct paths naive = { 0 }, walked = { 0 };

	walk_naively(&naive, start, options);
	sort_paths(&naive);
	walk_all(&walked, start, options);
	assert_same_paths(&walked, &naive);
	free_paths(&naive);
	free_paths(&walked);
}

static void test_random_trees(void **state)
{
	struct random_source random = random_from_environment("walk");
	const char *include[] = { "*a*" }, *exclude[] = { "?b*" };

	(void)state;
	for (int i = 0; i < TREES; i++) {
		struct temp_tree tree;

		temp_tree_make(&tree);
		make_entries(&random, tree.folder);
		for (uint32_t flags = 0; flags < 32; flags++) {
			const struct hashlane_walk_options options = {
				.struct_size = sizeof(options),
				.include = include,
				.include_count = flags >> 3 & 1,
				.exclude = exclude,
				.exclude_count = flags >> 4,
				.flags = flags & 7,
			};

			compare_walks(tree.folder, &options);
		}
		temp_tree_remove(&tree);
	}
}

/* More names than one system call returns, in no order. */
static void test_large_directory(void **state)
{
	struct random_source random = random_from_environment("walk_large");
	const struct hashlane_walk_options options = {
		.struct_size = sizeof(options),
	};
	struct temp_tree tree;

	(void)state;
	temp_tree_make(&tree);
	for (int i = 0; i < LARGE; i++) {
		char name[64];

		sprintf(name, "%s%0*llx", i % 3 ? "file-of-some-length-" : "",
			i % 20,
			(unsigned long long)random_below(&random, 1 << 16));
		free(temp_tree_write(&tree, name, "", 0));
	}
	compare_walks(tree.folder, &options);
	temp_tree_remove(&tree);
}

/* Globs see the path below the start, and pruned directories stay closed. */
static void test_path_globs(void **state)
{
	static const char *const include[] = { "src/**/*.c", "top" };
	static const char *const exclude[] = { "src/no", "**/[!a-z]*" };
	const struct hashlane_walk_options options = {
		.struct_size = sizeof(options),
		.include = include,
		.include_count = 2,
		.exclude = exclude,
		.exclude_count = 2,
	};
	static const char *const folders[] = { "src", "src/no", "src/yes",
					       "src/yes/no", "src/Not" };
	static const char *const files[] = {
		"top",        "a.c",         "src/a.c",        "src/a.h",
		"src/no/a.c", "src/yes/a.c", "src/yes/no/b.c", "src/Not/a.c",
		"src/yes/0.c"
	};
	static const char *const wanted[] = { "src/a.c", "src/yes/a.c",
					      "src/yes/no/b.c", "top" };
	struct paths walked = { 0 }, naive = { 0 };
	struct temp_tree tree;

	(void)state;
	temp_tree_make(&tree);
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		char *path = temp_tree_path(&tree, folders[i]);

		assert_int_equal(mkdir(path, 0755), 0);
		free(path);
	}
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		free(temp_tree_write(&tree, files[i], "", 0));
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		char *path = temp_tree_path(&tree, wanted[i]);

		add_path(&naive, path, 0);
		free(path);
	}
	walk_all(&walked, tree.folder, &options);
	assert_same_paths(&walked, &naive);
	free_paths(&walked);
	free_paths(&naive);
	temp_tree_remove(&tree);
}

/* The path of each file starts with what was given, with one '/' between. */
static void test_starts(void **state)
{
	const struct hashlane_walk_options options = {
		.struct_size = sizeof(options),
	};
	static const struct {
		const char *start, *path;
	} cases[] = {
		{ ".", "./f" },       { "./", "./f" },       { ".//", ".//f" },
		{ "link", "link/f" }, { "link/", "link/f" },
	};
	struct temp_tree tree;
	struct hln_walk_rules *rules;
	struct hln_walk *walk;
	int here = open(".", O_RDONLY);

	(void)state;
	temp_tree_make(&tree);
	free(temp_tree_write(&tree, "f", "", 0));
	assert_int_equal(chdir(tree.folder), 0);
	assert_int_equal(symlink(".", "link"), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct paths walked = { 0 };

		walk_all(&walked, cases[i].start, &options);
		assert_int_equal(walked.count, 1);
		assert_string_equal(walked.paths[0], cases[i].path);
		free_paths(&walked);
	}
	assert_int_equal(hln_walk_rules_create(&rules, &options), 0);
	assert_int_equal(hln_walk_create(&walk, "f", rules, NULL),
			 HASHLANE_NOT_REGULAR);
	assert_int_equal(hln_walk_create(&walk, "f/", rules, NULL),
			 HASHLANE_NOT_REGULAR);
	assert_int_equal(hln_walk_create(&walk, "absent", rules, NULL),
			 HASHLANE_NOT_REGULAR);
	assert_int_equal(hln_walk_create(&walk, "", rules, NULL),
			 HASHLANE_NOT_REGULAR);
	hln_walk_rules_destroy(rules);
	assert_int_equal(fchdir(here), 0);
	close(here);
	temp_tree_remove(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_trees),
		cmocka_unit_test(test_large_directory),
		cmocka_unit_test(test_path_globs),
		cmocka_unit_test(test_starts),
	};

	return cmocka_run_group_tests_name("walk", tests, NULL, NULL);
}
