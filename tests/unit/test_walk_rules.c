/* SPDX-License-Identifier: MIT */
/* test_walk_rules.c - the globs of a walk, against a matcher by definition. */
#include "../../src/engine/walk_rules.h"
#include "../support/check.h"
#include "../support/random_source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TRIES = 400000, WATCHDOG_SECONDS = 60 };

static const char *last_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* What the library says of one glob. */
static bool matches(const char *glob, const char *path)
{
	const struct hashlane_walk_options options = {
		.struct_size = sizeof(options),
		.exclude = &glob,
		.exclude_count = 1,
	};
	const char *name = last_of(path);
	struct hln_walk_rules *rules;
	bool found;

	assert_int_equal(hln_walk_rules_create(&rules, &options), 0);
	found = hln_walk_excludes(rules, path, name, strlen(name));
	hln_walk_rules_destroy(rules);
	return found;
}

/* The members of a set that opens at *glob; false if it never ends. */
static bool read_set(const char **glob, bool members[256])
{
	const char *at = *glob + 1;
	bool other = *at == '!' || *at == '^';
	const char *first, *end;

	at += other;
	first = at;
	end = *at && *at != '/' ? at + 1 : at;
	while (*end && *end != '/' && *end != ']')
		end++;
	/* A range takes its end, unless that closes the set. */
	if (*end != ']' || end == first)
		return false;
	for (int i = 0; i < 256; i++)
		members[i] = other;
	while (at < end) {
		unsigned char low = (unsigned char)*at, high = low;

		if (at[1] == '-' && at + 2 < end) {
			high = (unsigned char)at[2];
			at += 2;
		}
		for (int i = low; i <= high; i++)
			members[i] = !other;
		at++;
	}
	*glob = end + 1;
	return true;
}

/* By definition: try every length for every star. */
static bool by_definition(const char *glob, const char *path, bool at_start)
{
	bool members[256];
	const char *after = glob;

	if (at_start && !strncmp(glob, "**", 2) &&
	    (glob[2] == '/' || (!glob[2]))) {
		if (!glob[2])
			return *path;
		for (;; path++) {
			if (by_definition(glob + 3, path, true))
				return true;
			path = strchr(path, '/');
			if (!path)
				return false;
		}
	}
	if (!*glob)
		return !*path;
	if (*glob == '*') {
		for (;; path++) {
			if (by_definition(glob + 1, path, false))
				return true;
			if (!*path || *path == '/')
				return false;
		}
	}
	if (!*path)
		return false;
	if (*glob == '?')
		return *path != '/' &&
		       by_definition(glob + 1, path + 1, false);
	if (*glob == '[' && read_set(&after, members))
		return *path != '/' && members[(unsigned char)*path] &&
		       by_definition(after, path + 1, false);
	return *glob == *path &&
	       by_definition(glob + 1, path + 1, *glob == '/');
}

static bool defined(const char *glob, const char *path)
{
	return strchr(glob, '/') ? by_definition(glob, path, true) :
				   by_definition(glob, last_of(path), false);
}

static const struct known {
	const char *glob, *path;
	bool match;
} known[] = {
	{ "*.c", "a.c", true },
	{ "*.c", "deep/down/a.c", true },
	{ "*.c", "a.cc", false },
	{ "*", ".hidden", true },
	{ "**", "a", true },
	{ "a", "b/a", true },
	{ "a", "a/b", false },
	{ "", "a", false },
	{ "b/a", "b/a", true },
	{ "b/a", "c/b/a", false },
	{ "**/a", "a", true },
	{ "**/a", "b/c/a", true },
	{ "**/a", "b/ca", false },
	{ "a/**/b", "a/b", true },
	{ "a/**/b", "a/x/y/b", true },
	{ "a/**/b", "a/xb", false },
	{ "a/**", "a", false },
	{ "a/**", "a/b", true },
	{ "a/**", "a/b/c", true },
	{ "a/*", "a/b/c", false },
	{ "a**/c", "ab/c", true },
	{ "a**/c", "a/b/c", false },
	{ "**/b/**", "a/b/c/d", true },
	{ "**/b/**", "a/b", false },
	{ "?", "\xff", true },
	{ "?", "\xc3\xa4", false },
	{ "[\x80-\xff]?", "\xc3\xa4", true },
	{ "[a-c]", "b", true },
	{ "[!a-c]", "b", false },
	{ "[^a-c]", "d", true },
	{ "[]]", "]", true },
	{ "[!]]", "]", false },
	{ "[a-]", "-", true },
	{ "[c-a]", "b", false },
	{ "[*]", "*", true },
	{ "[*]", "a", false },
	{ "[", "[", true },
	{ "[ab", "[ab", true },
	{ "[a/b]", "[a/b]", true },
	{ "[a/b]", "a", false },
	{ "\\*", "*", false },
	{ "\\*", "\\x", true },
};

static void test_known(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (matches(known[i].glob, known[i].path) != known[i].match ||
		    defined(known[i].glob, known[i].path) != known[i].match)
			fail_msg("%s on %s: library %d, definition %d",
				 known[i].glob, known[i].path,
				 matches(known[i].glob, known[i].path),
				 defined(known[i].glob, known[i].path));
}

static void draw(struct random_source *random, const char *from, char *to,
		 size_t most)
{
	size_t bytes = random_below(random, most + 1);

	for (size_t i = 0; i < bytes; i++)
		to[i] = from[random_below(random, strlen(from))];
	to[bytes] = 0;
}

/* A path as a walk makes them: no empty part. */
static bool is_path(const char *path)
{
	return *path && *path != '/' && !strstr(path, "//") &&
	       path[strlen(path) - 1] != '/';
}

static void test_random(void **state)
{
	struct random_source random = random_from_environment("walk_rules");
	size_t found = 0, tried = 0;

	(void)state;
	while (tried < TRIES) {
		char glob[16], path[16];

		draw(&random, "ab*?/**[]!-a/*", glob, 10);
		draw(&random, "abab/-]", path, 10);
		if (!is_path(path))
			continue;
		tried++;
		if (matches(glob, path) != defined(glob, path))
			fail_msg("%s on %s: %d", glob, path,
				 matches(glob, path));
		found += matches(glob, path);
	}
	/* Both answers were seen. */
	assert_in_range(found, TRIES / 100, TRIES / 2);
}

/* Stars that could divide the name in more ways than there are atoms. */
static void test_no_blowup(void **state)
{
	char glob[512] = "", path[2048] = "";

	(void)state;
	alarm(WATCHDOG_SECONDS);
	for (int i = 0; i < 100; i++)
		strcat(glob, "a*");
	strcat(glob, "b");
	memset(path, 'a', 255);
	assert_false(matches(glob, path));
	glob[0] = 0;
	path[0] = 0;
	for (int i = 0; i < 60; i++)
		strcat(glob, "**/*a*/");
	strcat(glob, "b");
	for (int i = 0; i < 300; i++)
		strcat(path, "aaa/");
	strcat(path, "c");
	assert_false(matches(glob, path));
	alarm(0);
}

/* Both lists, copied; what is no option is told. */
static void test_options(void **state)
{
	char include[] = "*.a", exclude[] = "x/*";
	const char *includes[] = { include, "*.b" };
	const char *excludes[] = { "nothing", exclude };
	struct hashlane_walk_options options = {
		.struct_size = sizeof(options),
		.include = includes,
		.include_count = 2,
		.exclude = excludes,
		.exclude_count = 2,
		.flags = 7,
	};
	struct hln_walk_rules *rules = NULL;

	(void)state;
	assert_int_equal(hln_walk_rules_create(&rules, &options), 0);
	include[2] = exclude[0] = 'z';
	includes[1] = excludes[0] = "?";
	assert_true(hln_walk_includes(rules, "x/1.a", "1.a", 3));
	assert_true(hln_walk_includes(rules, "x/1.b", "1.b", 3));
	assert_false(hln_walk_includes(rules, "x/1.z", "1.z", 3));
	assert_true(hln_walk_excludes(rules, "x/1.a", "1.a", 3));
	assert_false(hln_walk_excludes(rules, "y/1.a", "1.a", 3));
	hln_walk_rules_destroy(rules);

	rules = NULL;
	options.flags = 8;
	assert_int_equal(hln_walk_rules_create(&rules, &options),
			 HASHLANE_ARGUMENT);
	options.flags = 0;
	options.reserved = 1;
	assert_int_equal(hln_walk_rules_create(&rules, &options),
			 HASHLANE_ARGUMENT);
	options.reserved = 0;
	includes[1] = NULL;
	assert_int_equal(hln_walk_rules_create(&rules, &options),
			 HASHLANE_ARGUMENT);
	options.include = NULL;
	assert_int_equal(hln_walk_rules_create(&rules, &options),
			 HASHLANE_ARGUMENT);
	assert_null(rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_no_blowup),
		cmocka_unit_test(test_options),
	};

	return cmocka_run_group_tests_name("walk_rules", tests, NULL, NULL);
}
