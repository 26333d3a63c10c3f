/* SPDX-License-Identifier: MIT */
/* test_walk_rules.c - the globs of a walk, against a matcher by definition. */
#include "../../src/engine/walk_rules.h"
#include "../support/check.h"
#include "../support/random_source.h"

#include <ctype.h>
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

/* What the library says of one glob; one with an error matches nothing. */
static bool matches_as(const char *pattern, const char *path, bool directory)
{
	struct hln_glob glob;
	bool found;
	char *text;

	if (hln_glob_error(pattern))
		return false;
	text = malloc(strlen(pattern) + 1);
	assert_non_null(text);
	hln_glob_parse(&glob, text, pattern);
	/* What it says is turned around, and so is what is looked for. */
	glob.negated = false;
	found = hln_globs_take(&glob, 1, path, last_of(path), directory);
	free(text);
	return found;
}

static bool matches(const char *pattern, const char *path)
{
	return matches_as(pattern, path, false);
}

static bool has_class(const char *name, size_t bytes, int byte, bool *exists)
{
	static const struct {
		const char *name;
		int (*has)(int byte);
	} classes[] = {
		{ "alnum", isalnum }, { "alpha", isalpha },
		{ "blank", isblank }, { "cntrl", iscntrl },
		{ "digit", isdigit }, { "graph", isgraph },
		{ "lower", islower }, { "print", isprint },
		{ "punct", ispunct }, { "space", isspace },
		{ "upper", isupper }, { "xdigit", isxdigit },
	};

	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		if (strlen(classes[i].name) == bytes &&
		    !strncmp(name, classes[i].name, bytes))
			return classes[i].has(byte);
	*exists = false;
	return false;
}

/* The members of a set that opens at *glob; false: it is none. */
static bool read_set(const char **glob, bool members[256])
{
	const char *at = *glob + 1;
	bool other = *at == '!' || *at == '^', exists = true;
	const char *first = at += other;

	for (int i = 0; i < 256; i++)
		members[i] = other;
	while (*at && *at != '/' && (*at != ']' || at == first)) {
		const char *end = strpbrk(at + 1, "]/");
		unsigned char low, high;

		if (at[0] == '[' && at[1] == ':' && end && *end == ']' &&
		    end > at + 2 && end[-1] == ':') {
			for (int i = 0; i < 256; i++)
				if (has_class(at + 2, (size_t)(end - at) - 3,
					      i, &exists))
					members[i] = !other;
			at = end + 1;
			continue;
		}
		if (*at == '\\' && (!*++at || *at == '/'))
			return false;
		low = high = (unsigned char)*at++;
		if (at[0] == '-' && at[1] && at[1] != ']' && at[1] != '/') {
			if (*++at == '\\' && (!*++at || *at == '/'))
				return false;
			high = (unsigned char)*at++;
		}
		members[low] = !other;
		for (int i = low; i <= high; i++)
			members[i] = !other;
	}
	*glob = at + 1;
	return *at == ']' && exists;
}

static bool is_any_directories(const char *glob, const char **after)
{
	size_t stars = strspn(glob, "*");

	*after = glob + stars;
	return stars > 1 && (**after == '/' || !**after);
}

/* By definition: try every length for every star. */
static bool by_definition(const char *glob, const char *path, bool at_start)
{
	bool members[256];
	const char *after = glob;

	if (at_start && is_any_directories(glob, &after)) {
		if (!*after)
			return *path;
		for (;; path++) {
			if (by_definition(after + 1, path, true))
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
	after = glob;
	if (*glob == '[')
		return read_set(&after, members) && *path != '/' &&
		       members[(unsigned char)*path] &&
		       by_definition(after, path + 1, false);
	if (*glob == '\\')
		return glob[1] && glob[1] != '/' && glob[1] == *path &&
		       by_definition(glob + 2, path + 1, false);
	return *glob == *path &&
	       by_definition(glob + 1, path + 1, *glob == '/');
}

static bool defined_as(const char *pattern, const char *path, bool directory)
{
	char glob[1024];
	size_t bytes;
	bool anchored;

	pattern += *pattern == '!';
	anchored = *pattern == '/';
	snprintf(glob, sizeof(glob), "%s", pattern + anchored);
	bytes = strlen(glob);
	if (bytes && glob[bytes - 1] == '/') {
		glob[bytes - 1] = 0;
		if (!directory)
			return false;
	}
	return by_definition(
		glob, anchored || strchr(glob, '/') ? path : last_of(path),
		anchored || strchr(glob, '/'));
}

static bool defined(const char *pattern, const char *path)
{
	return defined_as(pattern, path, false);
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
	{ "[*]", "*", true },
	{ "[*]", "a", false },
	{ "/a", "a", true },
	{ "/a", "b/a", false },
	{ "/**", "b/a", true },
	{ "a/***/b", "a/x/y/b", true },
	{ "***/b", "x/b", true },
	{ "\\*", "*", true },
	{ "\\*", "x", false },
	{ "\\!a", "!a", true },
	{ "[\\]]", "]", true },
	{ "[a-\\c]", "b", true },
	{ "[[:alpha:]]", "Q", true },
	{ "[[:alpha:]]", "\xe4", false },
	{ "[![:alpha:]]", "\xe4", true },
	{ "[[:digit:]_]*", "1x", true },
	{ "[[:digit:]_]*", "_x", true },
	{ "[[:digit:]-x]", "-", true },
	{ "[[:x]", ":", true },
	{ "[[:x]", "x", true },
	{ "[a-c-e]", "-", true },
	{ "[a-c-e]", "d", false },
	{ "[--/]", "-", false },
	{ "[+-9]", "/", false },
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

/* Patterns that no path can match, and one error for each reason. */
static void test_errors(void **state)
{
	static const struct {
		const char *pattern, *error;
	} wrong[] = {
		{ "", "empty" },
		{ "/", "empty" },
		{ "!", "empty" },
		{ "!/", "empty" },
		{ "//", "empty" },
		{ "a//b", "empty" },
		{ "//a", "empty" },
		{ "a//", "empty" },
		{ ".", "'.'" },
		{ "..", "'.'" },
		{ "./a", "'.'" },
		{ "a/..", "'.'" },
		{ "a/./b", "'.'" },
		{ "\\.", "'.'" },
		{ "[.].", "'.'" },
		{ "/../", "'.'" },
		{ "[", "no ']'" },
		{ "a[b", "no ']'" },
		{ "[]", "no ']'" },
		{ "[!]", "no ']'" },
		{ "[a/b]", "no ']'" },
		{ "a\\", "escapes" },
		{ "a\\/b", "escapes" },
		{ "[\\", "escapes" },
		{ "[a-\\", "escapes" },
		{ "[[:alpha:]", "no ']'" },
		{ "[!\x01-\xff]", "members" },
		{ "[[:none:]]", "class" },
		{ "[[::]]", "class" },
	};
	static const char *const right[] = {
		"...",  ".*", ".?",    "[.a]", ".a",    "a.", "[!.]",
		"..a",  "]",  "[[:x]", "!a",   "!/a/",  "**", "/**/",
		"a b ", "#a", "-",     "\\a",  "[z-a]",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		const char *error = hln_glob_error(wrong[i].pattern);

		if (!error || !strstr(error, wrong[i].error))
			fail_msg("%s: %s", wrong[i].pattern, error);
	}
	for (size_t i = 0; i < sizeof(right) / sizeof(right[0]); i++)
		if (hln_glob_error(right[i]))
			fail_msg("%s: %s", right[i], hln_glob_error(right[i]));
}

/* The last that matches decides, in both lists. */
static void test_lists(void **state)
{
	const char *patterns[] = { "*.c", "!a*", "/ab.c" };
	const struct hashlane_walk_options options = {
		.struct_size = sizeof(options),
		.include = patterns,
		.include_count = 3,
		.exclude = patterns,
		.exclude_count = 3,
	};
	static const struct {
		const char *path;
		bool taken;
	} rows[] = {
		{ "b.c", true },  { "x/b.c", true },   { "a.c", false },
		{ "ab.c", true }, { "x/ab.c", false }, { "b.d", false },
	};
	struct hln_walk_rules *rules;

	(void)state;
	assert_int_equal(hln_walk_rules_create(&rules, &options), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *path = rows[i].path;

		assert_int_equal(
			hln_walk_rules_include(rules, path, last_of(path)),
			rows[i].taken);
		assert_int_equal(hln_walk_rules_exclude(rules, path,
							last_of(path), false),
				 rows[i].taken);
	}
	hln_walk_rules_destroy(rules);
}

static void draw(struct random_source *random, const char *const *from,
		 size_t count, char *to, size_t most)
{
	size_t pieces = random_below(random, most + 1);

	*to = 0;
	while (pieces--)
		strcat(to, from[random_below(random, (uint32_t)count)]);
}

/* A path as a walk makes them: no part that is empty, "." or "..". */
static bool is_path(const char *path)
{
	for (;;) {
		size_t bytes = strcspn(path, "/");

		if (!bytes || (bytes < 3 && strspn(path, ".") >= bytes))
			return false;
		if (!path[bytes])
			return true;
		path += bytes + 1;
	}
}

static void test_random(void **state)
{
	static const char *const globs[] = {
		"a",   "b",    "*",          "?",
		"/",   "**",   "**/",        "/**",
		"[",   "]",    "[a",         "[!",
		"-",   "[^b]", "[[:alpha:]", "[[:digit:]-]",
		"[:",  ":]",   "\\",         ".",
		"[\\", "!",    "1",          "a]",
		"-b]",
	};
	static const char *const names[] = {
		"a", "b", "a", "b", "/",  "/", "-",
		"]", ".", "1", "[", "\\", "!", ":",
	};
	struct random_source random = random_from_environment("walk_rules");
	size_t found = 0, tried = 0, wrong = 0;

	(void)state;
	while (tried < TRIES) {
		char glob[256], path[64];
		bool directory = random_below(&random, 2);

		draw(&random, globs, sizeof(globs) / sizeof(globs[0]), glob,
		     6);
		draw(&random, names, sizeof(names) / sizeof(names[0]), path,
		     8);
		if (!is_path(path))
			continue;
		tried++;
		wrong += hln_glob_error(glob) != NULL;
		if (matches_as(glob, path, directory) !=
		    defined_as(glob, path, directory))
			fail_msg("%s on %s: %d, %s", glob, path,
				 matches_as(glob, path, directory),
				 hln_glob_error(glob));
		found += matches_as(glob, path, directory);
	}
	/* Each answer was seen. */
	assert_in_range(found, TRIES / 100, TRIES / 2);
	assert_in_range(wrong, TRIES / 100, TRIES / 4 * 3);
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

/* Both lists are copied, and what is no list is told by its pattern. */
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
	const char *pattern = NULL;

	(void)state;
	assert_null(hln_walk_rules_error(&options, &pattern));
	assert_int_equal(hln_walk_rules_create(&rules, &options), 0);
	include[2] = exclude[0] = 'z';
	includes[1] = excludes[0] = "?";
	assert_true(hln_walk_rules_include(rules, "x/1.a", "1.a"));
	assert_true(hln_walk_rules_include(rules, "x/1.b", "1.b"));
	assert_false(hln_walk_rules_include(rules, "x/1.z", "1.z"));
	assert_true(hln_walk_rules_exclude(rules, "x/1.a", "1.a", false));
	assert_false(hln_walk_rules_exclude(rules, "y/1.a", "1.a", false));
	hln_walk_rules_destroy(rules);

	includes[1] = "d/";
	assert_non_null(hln_walk_rules_error(&options, &pattern));
	assert_string_equal(pattern, "d/");
	includes[1] = "!b";
	excludes[1] = "!c/";
	assert_null(hln_walk_rules_error(&options, &pattern));
	excludes[0] = "!d";
	assert_non_null(hln_walk_rules_error(&options, &pattern));
	assert_string_equal(pattern, "!d");
	excludes[0] = "d";
	excludes[1] = "a//b";
	assert_non_null(hln_walk_rules_error(&options, &pattern));
	assert_string_equal(pattern, "a//b");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_no_blowup),
		cmocka_unit_test(test_options),
	};

	return cmocka_run_group_tests_name("walk_rules", tests, NULL, NULL);
}
