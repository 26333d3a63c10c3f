/* SPDX-License-Identifier: MIT */
/*
 * test_dupes.c - groups of identical files, against a comparison of all
 * contents; hard links, limits, and files that fail or change.
 */
#define _GNU_SOURCE
#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "../support/oracle.h"
#include "../support/random_source.h"
#include "../support/temp_tree.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILES = 120, INPUTS = 7, WATCHDOG_SECONDS = 120, START = 64 * 1024 };

static struct temp_tree tree;
static int start_fd;
static hashlane_engine engine;

static int enter_tree(void **state)
{
	(void)state;
	alarm(WATCHDOG_SECONDS);
	temp_tree_make(&tree);
	start_fd = open(".", O_RDONLY | O_CLOEXEC);
	assert_int_equal(chdir(tree.folder), 0);
	engine = engine_of(2, 0);
	return 0;
}

static int leave_tree(void **state)
{
	(void)state;
	end_engine(engine);
	assert_int_equal(fchdir(start_fd), 0);
	close(start_fd);
	temp_tree_remove(&tree);
	alarm(0);
	return 0;
}

static void put(const char *name, const void *data, size_t bytes)
{
	free(temp_tree_write(&tree, name, data, bytes));
}

static hashlane_dupes begin(const struct hashlane_dupes_options *options)
{
	hashlane_dupes dupes;

	assert_status(hashlane_dupes_create(&dupes, options, NULL),
		      HASHLANE_OK);
	return dupes;
}

/* Add what a walk finds, a few entries at a time. */
static void add_walk(hashlane_dupes dupes, const char *path)
{
	struct hashlane_walk_entry entries[5];
	hashlane_walk walk;
	size_t count = 1;

	assert_status(hashlane_walk_open(&walk, path, NULL, NULL),
		      HASHLANE_OK);
	while (count) {
		assert_status(hashlane_walk_next(walk, entries,
						 sizeof(entries[0]), 5,
						 &count),
			      HASHLANE_OK);
		assert_status(hashlane_dupes_add(dupes, path, entries,
						 sizeof(entries[0]), count),
			      HASHLANE_OK);
	}
	assert_status(hashlane_walk_close(walk), HASHLANE_OK);
}

/* Hash some inputs of a pass, and give the results back. */
static void hash_inputs(hashlane_dupes dupes,
			const struct hashlane_dupes_pass *pass,
			const struct hashlane_input *inputs, size_t count)
{
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = &pass->spec,
		.spec_count = 1,
		.inputs = inputs,
		.input_bytes = sizeof(*inputs),
		.input_count = count,
	};
	hashlane_job job = job_of(engine, &options);
	const struct hashlane_results *results;

	while (!hashlane_job_next(&results, job, -1)) {
		for (uint32_t i = 0; i < hashlane_results_get_count(results);
		     i++) {
			struct hashlane_row row = row_of(results, i);
			const uint8_t *digest = NULL;
			size_t bytes = 0;

			if (!row.status)
				assert_status(hashlane_results_get_digest(
						      &digest, &bytes, results,
						      i, 0),
					      HASHLANE_OK);
			assert_status(hashlane_dupes_settle(
					      dupes, row.cookie, row.status,
					      row.size_bytes, digest, bytes),
				      HASHLANE_OK);
		}
		hashlane_results_destroy(results);
	}
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
}

/* Run one pass. False: there is none. */
static bool run_pass(hashlane_dupes dupes)
{
	struct hashlane_dupes_pass pass = { .struct_size = sizeof(pass) };
	struct hashlane_input inputs[INPUTS];
	uint64_t files = 0;
	size_t count = 1;
	int32_t status = hashlane_dupes_begin_pass(&pass, dupes);

	if (status == HASHLANE_END)
		return false;
	assert_int_equal(status, HASHLANE_OK);
	while (count) {
		assert_status(hashlane_dupes_get_inputs(dupes, inputs,
							sizeof(inputs[0]),
							INPUTS, &count),
			      HASHLANE_OK);
		files += count;
		if (count)
			hash_inputs(dupes, &pass, inputs, count);
	}
	assert_int_equal(files, pass.files);
	return true;
}

static struct hashlane_dupes_info run_all(hashlane_dupes dupes)
{
	struct hashlane_dupes_info info = { .struct_size = sizeof(info) };
	int passes = 0;

	while (run_pass(dupes))
		passes++;
	assert_int_equal(passes, 2);
	assert_status(hashlane_dupes_get_info(&info, dupes), HASHLANE_OK);
	return info;
}

static struct hashlane_dupes_group group_of(hashlane_dupes dupes, uint64_t i)
{
	struct hashlane_dupes_group group = { .struct_size = sizeof(group) };

	assert_status(hashlane_dupes_get_group(&group, dupes, i), HASHLANE_OK);
	assert_int_equal(group.name_bytes, sizeof(*group.names));
	return group;
}

/* The names of all groups, "a b|c d". */
static const char *names_of(hashlane_dupes dupes)
{
	static char text[4096];
	struct hashlane_dupes_group group = { .struct_size = sizeof(group) };
	size_t at = 0;

	text[0] = 0;
	for (uint64_t i = 0; !hashlane_dupes_get_group(&group, dupes, i); i++)
		for (size_t k = 0; k < group.name_count; k++) {
			assert_int_equal(group.names[k].path_bytes,
					 strlen(group.names[k].path));
			at += (size_t)snprintf(text + at, sizeof(text) - at,
					       "%s%s",
					       k ? " " :
					       i ? "|" :
						   "",
					       group.names[k].path);
		}
	return text;
}

/* ---- Random files ---- */

struct random_file {
	char name[16];
	uint8_t *data;
	size_t bytes;
	size_t group; /* the first file with the same content */
};

static struct random_file files[FILES];

static void make_files(struct random_source *random)
{
	static const size_t sizes[] = {
		0, 1, START - 1, START, 2 * START - 1, 2 * START, 3 * START,
	};

	for (size_t i = 0; i < FILES; i++) {
		struct random_file *file = &files[i];

		file->bytes = sizes[random_below(random, 7)];
		file->data = calloc(file->bytes + 1, 1);
		snprintf(file->name, sizeof(file->name), "d/%03zu", i);
		/* They differ in a byte at the start, the end or nowhere. */
		if (file->bytes) {
			file->data[0] = (uint8_t)random_below(random, 3);
			file->data[file->bytes - 1] ^=
				(uint8_t)random_below(random, 3);
		}
		put(file->name, file->data, file->bytes);
		file->group = i;
		for (size_t k = 0; k < i && file->group == i; k++)
			if (files[k].bytes == file->bytes &&
			    !memcmp(files[k].data, file->data, file->bytes))
				file->group = k;
	}
}

/* The next group of files that are equal, from file *at on. */
static size_t next_group(size_t *at, size_t members[FILES])
{
	for (; *at < FILES; ++*at) {
		size_t count = 0;

		for (size_t k = *at; k < FILES; k++)
			if (files[k].group == *at)
				members[count++] = k;
		if (count > 1) {
			++*at;
			return count;
		}
	}
	return 0;
}

static void check_group(hashlane_dupes dupes, uint64_t number,
			const struct hashlane_algorithm_spec *spec,
			const size_t members[FILES], size_t count)
{
	struct hashlane_dupes_group group = group_of(dupes, number);
	const struct random_file *first = &files[members[0]];
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	size_t bytes = oracle_digest(digest, spec, first->data, first->bytes);

	assert_int_equal(group.files, count);
	assert_int_equal(group.name_count, count);
	assert_int_equal(group.size_bytes, first->bytes);
	assert_true(same_bytes(first->name, group.digest, group.digest_bytes,
			       digest, bytes));
	for (size_t k = 0; k < count; k++) {
		assert_string_equal(group.names[k].path,
				    files[members[k]].name);
		assert_int_equal(group.names[k].file, k);
	}
}

static void random_files(void **state)
{
	struct random_source random = random_from_environment("dupes");
	static const char *const algorithms[] = { "blake3", "md5", "sha512" };

	(void)state;
	assert_int_equal(mkdir("d", 0755), 0);
	make_files(&random);
	for (size_t i = 0; i < 3; i++) {
		const struct hashlane_dupes_options options = {
			.struct_size = sizeof(options),
			.spec = spec_of(algorithms[i]),
		};
		hashlane_dupes dupes = begin(i ? &options : NULL);
		size_t members[FILES], at = 0, count;
		struct hashlane_dupes_info info;
		uint64_t groups = 0, equal = 0, bytes = 0;

		add_walk(dupes, "d");
		info = run_all(dupes);
		while ((count = next_group(&at, members))) {
			check_group(dupes, groups++, &options.spec, members,
				    count);
			equal += count;
			bytes += (count - 1) * files[members[0]].bytes;
		}
		assert_true(groups > 5);
		assert_int_equal(info.groups, groups);
		assert_int_equal(info.files, equal);
		assert_int_equal(info.names, equal);
		assert_int_equal(info.duplicate_bytes, bytes);
		assert_int_equal(info.added, FILES);
		assert_int_equal(info.failed, 0);
		assert_status(hashlane_dupes_destroy(dupes), HASHLANE_OK);
	}
	for (size_t i = 0; i < FILES; i++)
		free(files[i].data);
}

/* ---- Names ---- */

static void hard_links(void **state)
{
	struct hashlane_dupes_options options = {
		.struct_size = sizeof(options),
	};
	struct hashlane_dupes_group group;
	hashlane_dupes dupes;

	(void)state;
	put("b", "same", 4);
	put("d", "same", 4);
	put("e", "alone", 5);
	assert_int_equal(link("b", "a"), 0);
	assert_int_equal(link("b", "c"), 0);
	assert_int_equal(link("e", "f"), 0);
	for (int i = 0; i < 2; i++) {
		options.flags = i ? HASHLANE_DUPES_LINKS : 0;
		dupes = begin(&options);
		add_walk(dupes, ".");
		/* A second walk finds nothing new. */
		if (!i)
			add_walk(dupes, ".");
		(void)run_all(dupes);
		assert_string_equal(names_of(dupes),
				    i ? "./a ./b ./c ./d" : "./a ./d");
		group = group_of(dupes, 0);
		assert_int_equal(group.files, 2);
		assert_int_equal(group.names[0].file, 0);
		assert_int_equal(group.names[i ? 2 : 0].file, 0);
		assert_int_equal(group.names[i ? 3 : 1].file, 1);
		assert_status(hashlane_dupes_destroy(dupes), HASHLANE_OK);
	}
}

static void links_are_not_followed(void **state)
{
	struct hashlane_walk_entry entry;
	hashlane_dupes dupes = begin(NULL);
	hashlane_walk walk;
	size_t count;

	(void)state;
	put("a", "same", 4);
	put("b", "same", 4);
	assert_int_equal(mkdir("d", 0755), 0);
	put("d/c", "same", 4);
	assert_int_equal(symlink("a", "l"), 0);
	/* The start itself may be one. */
	add_walk(dupes, "l");
	add_walk(dupes, "b");
	/* A file that becomes a link after the walk fails. */
	assert_status(hashlane_walk_open(&walk, "d", NULL, NULL), HASHLANE_OK);
	assert_status(
		hashlane_walk_next(walk, &entry, sizeof(entry), 1, &count),
		HASHLANE_OK);
	assert_status(
		hashlane_dupes_add(dupes, "d", &entry, sizeof(entry), count),
		HASHLANE_OK);
	assert_status(hashlane_walk_close(walk), HASHLANE_OK);
	assert_int_equal(rename("d/c", "moved"), 0);
	assert_int_equal(symlink("../moved", "d/c"), 0);
	assert_int_equal(run_all(dupes).failed, 1);
	assert_string_equal(names_of(dupes), "l b");
	assert_status(hashlane_dupes_destroy(dupes), HASHLANE_OK);
}

static void limits(void **state)
{
	static const struct {
		struct hashlane_dupes_options options;
		const char *names;
	} cases[] = {
		{ { .min_bytes = 0 }, "./a ./b|./c ./d|./e ./f" },
		{ { .min_bytes = 2 }, "./c ./d|./e ./f" },
		{ { .max_bytes = 2 }, "./a ./b|./c ./d" },
		{ { .min_bytes = 2, .max_bytes = 2 }, "./c ./d" },
		{ { .min_mtime_ns = 2000000000 }, "./c ./d|./e ./f" },
		{ { .max_mtime_ns = 2000000000 }, "./a ./b|./c ./d" },
		{ { .min_bytes = 4 }, "" },
	};
	static const char *const names[] = { "a", "b", "c", "d", "e", "f" };

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		const struct timespec times[] = {
			{ .tv_sec = 1 + (time_t)i / 2 },
			{ .tv_sec = 1 + (time_t)i / 2 },
		};

		put(names[i], "xxx", 1 + i / 2);
		assert_int_equal(utimensat(AT_FDCWD, names[i], times, 0), 0);
	}
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct hashlane_dupes_options options = cases[i].options;
		hashlane_dupes dupes;

		options.struct_size = sizeof(options);
		dupes = begin(&options);
		add_walk(dupes, ".");
		(void)run_all(dupes);
		assert_string_equal(names_of(dupes), cases[i].names);
		assert_status(hashlane_dupes_destroy(dupes), HASHLANE_OK);
	}
}

/* ---- Files that fail ---- */

static void failures(void **state)
{
	struct hashlane_dupes_pass pass = { .struct_size = sizeof(pass) };
	struct hashlane_dupes_info info = { .struct_size = sizeof(info) };
	struct hashlane_dupes_group group = { .struct_size = sizeof(group) };
	static const char *const names[] = { "a", "b", "c", "d", "e", "f" };
	uint8_t digest[32] = { 1 }, other[32] = { 2 };
	hashlane_dupes dupes = begin(NULL);
	struct hashlane_input inputs[8];
	size_t count;

	(void)state;
	for (size_t i = 0; i < 6; i++)
		put(names[i], "same", 4);
	add_walk(dupes, ".");
	/* Small files have no first pass. */
	assert_status(hashlane_dupes_begin_pass(&pass, dupes), HASHLANE_OK);
	assert_int_equal(pass.length, START);
	assert_int_equal(pass.files, 0);
	assert_status(
		hashlane_dupes_settle(dupes, 0, HASHLANE_OK, 4, digest, 16),
		HASHLANE_ARGUMENT);
	assert_status(hashlane_dupes_begin_pass(&pass, dupes), HASHLANE_OK);
	assert_int_equal(pass.length, 0);
	assert_int_equal(pass.files, 6);
	assert_int_equal(pass.bytes, 24);
	assert_int_equal(pass.spec.id, HASHLANE_HASH_BLAKE3);
	assert_status(hashlane_dupes_get_inputs(dupes, inputs,
						sizeof(inputs[0]), 8, &count),
		      HASHLANE_OK);
	assert_int_equal(count, 6);
	/* a: fails; b: has grown; c: has none; d: corrected; e, f: well. */
	assert_status(hashlane_dupes_settle(dupes, inputs[0].cookie,
					    HASHLANE_ACCESS, 4, digest, 32),
		      HASHLANE_OK);
	assert_status(hashlane_dupes_settle(dupes, inputs[1].cookie,
					    HASHLANE_OK, 5, digest, 32),
		      HASHLANE_CHANGED);
	assert_status(hashlane_dupes_settle(dupes, inputs[2].cookie,
					    HASHLANE_OK, 4, NULL, 0),
		      HASHLANE_OK);
	assert_status(hashlane_dupes_settle(dupes, inputs[3].cookie,
					    HASHLANE_OK, 4, other, 32),
		      HASHLANE_OK);
	for (size_t i = 3; i < 6; i++)
		assert_status(hashlane_dupes_settle(dupes, inputs[i].cookie,
						    HASHLANE_OK, 4, digest,
						    32),
			      HASHLANE_OK);
	assert_status(
		hashlane_dupes_settle(dupes, 6, HASHLANE_OK, 4, digest, 32),
		HASHLANE_ARGUMENT);
	assert_status(hashlane_dupes_settle(dupes, inputs[4].cookie,
					    HASHLANE_OK, 4, digest, 31),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_dupes_settle(dupes, inputs[4].cookie,
					    HASHLANE_OK, 4, NULL, 32),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_dupes_get_group(&group, dupes, 0),
		      HASHLANE_NOT_FOUND);
	for (int i = 0; i < 2; i++)
		assert_status(hashlane_dupes_begin_pass(&pass, dupes),
			      HASHLANE_END);
	assert_string_equal(names_of(dupes), "./d ./e ./f");
	assert_true(same_bytes("digest", group_of(dupes, 0).digest, 32, digest,
			       32));
	assert_status(hashlane_dupes_get_info(&info, dupes), HASHLANE_OK);
	assert_int_equal(info.failed, 3);
	assert_int_equal(info.added, 6);
	assert_status(hashlane_dupes_get_inputs(dupes, inputs,
						sizeof(inputs[0]), 8, &count),
		      HASHLANE_OK);
	assert_int_equal(count, 0);
	assert_status(
		hashlane_dupes_settle(dupes, 0, HASHLANE_OK, 4, digest, 32),
		HASHLANE_ARGUMENT);
	assert_status(hashlane_dupes_destroy(dupes), HASHLANE_OK);
}

/* A file whose first bytes fail is in no group. */
static void failure_of_a_start(void **state)
{
	struct hashlane_dupes_pass pass = { .struct_size = sizeof(pass) };
	uint8_t *data = calloc(2 * START, 1);
	const uint8_t digest[16] = { 1 };
	hashlane_dupes dupes = begin(NULL);
	struct hashlane_input inputs[4];
	size_t count;

	(void)state;
	put("a", data, 2 * START);
	put("b", data, 2 * START);
	put("c", data, 2 * START);
	free(data);
	add_walk(dupes, ".");
	assert_status(hashlane_dupes_begin_pass(&pass, dupes), HASHLANE_OK);
	assert_int_equal(pass.files, 3);
	assert_int_equal(pass.bytes, 3 * START);
	assert_status(hashlane_dupes_get_inputs(dupes, inputs,
						sizeof(inputs[0]), 4, &count),
		      HASHLANE_OK);
	assert_int_equal(count, 3);
	for (size_t i = 0; i < 3; i += 2)
		assert_status(hashlane_dupes_settle(dupes, inputs[i].cookie,
						    HASHLANE_OK, START, digest,
						    16),
			      HASHLANE_OK);
	assert_true(run_pass(dupes));
	assert_false(run_pass(dupes));
	assert_string_equal(names_of(dupes), "./a ./c");
	assert_status(hashlane_dupes_destroy(dupes), HASHLANE_OK);
}

/* ---- Calls ---- */

static void bad_calls(void **state)
{
	struct hashlane_dupes_options options = {
		.struct_size = sizeof(options),
		.flags = UINT32_C(1) << 31,
	};
	const struct hashlane_walk_entry entry = {
		.path = "a",
		.path_bytes = 1,
		.type = HASHLANE_ENTRY_FILE,
	};
	const struct hashlane_walk_entry unnamed = { .path = NULL };
	const struct hashlane_walk_entry endless = {
		.path = "a",
		.path_bytes = SIZE_MAX,
	};
	const struct hashlane_walk_entry untyped = {
		.path = "a",
		.path_bytes = 1,
		.type = HASHLANE_ENTRY_OTHER + 1,
	};
	struct hashlane_dupes_pass pass = { .struct_size = sizeof(pass) };
	struct hashlane_input input;
	hashlane_dupes dupes = 7;
	size_t count = 7;

	(void)state;
	assert_status(hashlane_dupes_create(&dupes, &options, NULL),
		      HASHLANE_ARGUMENT);
	options.flags = 0;
	options.reserved = 1;
	assert_status(hashlane_dupes_create(&dupes, &options, NULL),
		      HASHLANE_ARGUMENT);
	options.reserved = 0;
	options.spec.id = -1;
	assert_status(hashlane_dupes_create(&dupes, &options, NULL),
		      HASHLANE_ALGORITHM);
	options.struct_size = 4;
	assert_status(hashlane_dupes_create(&dupes, &options, NULL),
		      HASHLANE_ABI);
	assert_int_equal(dupes, 7);
	dupes = begin(NULL);
	assert_status(hashlane_dupes_add(dupes, "a", &entry, 8, 1),
		      HASHLANE_ABI);
	assert_status(
		hashlane_dupes_add(dupes, NULL, &entry, sizeof(entry), 1),
		HASHLANE_ARGUMENT);
	assert_status(hashlane_dupes_add(dupes, "a", NULL, sizeof(entry), 1),
		      HASHLANE_ARGUMENT);
	assert_status(
		hashlane_dupes_add(dupes, "a", &unnamed, sizeof(entry), 1),
		HASHLANE_ARGUMENT);
	assert_status(
		hashlane_dupes_add(dupes, "a", &endless, sizeof(entry), 1),
		HASHLANE_ARGUMENT);
	assert_status(
		hashlane_dupes_add(dupes, "a", &untyped, sizeof(entry), 1),
		HASHLANE_ARGUMENT);
	assert_status(hashlane_dupes_get_inputs(dupes, &input, sizeof(input),
						SIZE_MAX, &count),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_dupes_get_inputs(dupes, &input, sizeof(input),
						0, &count),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_dupes_get_inputs(dupes, &input, 8, 1, &count),
		      HASHLANE_ABI);
	assert_int_equal(count, 7);
	pass.struct_size = 4;
	assert_status(hashlane_dupes_begin_pass(&pass, dupes), HASHLANE_ABI);
	pass.struct_size = sizeof(pass);
	/* None of these calls has begun a pass. */
	assert_status(hashlane_dupes_add(dupes, "a", &entry, sizeof(entry), 1),
		      HASHLANE_OK);
	assert_status(hashlane_dupes_begin_pass(&pass, dupes), HASHLANE_OK);
	assert_status(hashlane_dupes_add(dupes, "a", &entry, sizeof(entry), 1),
		      HASHLANE_BUSY);
	assert_status(hashlane_dupes_destroy(dupes), HASHLANE_OK);
	assert_status(hashlane_dupes_destroy(dupes), HASHLANE_HANDLE);
}

/* Failures, folders and links of a walk are no files. */
static void other_entries(void **state)
{
	struct hashlane_walk_entry entries[3] = {
		{ .path = "a", .path_bytes = 1, .type = HASHLANE_ENTRY_LINK },
		{ .path = "b",
		  .path_bytes = 1,
		  .type = HASHLANE_ENTRY_DIRECTORY },
		{ .path = "c",
		  .path_bytes = 1,
		  .type = HASHLANE_ENTRY_FILE,
		  .status = HASHLANE_ACCESS },
	};
	struct hashlane_dupes_info info = { .struct_size = sizeof(info) };
	hashlane_dupes dupes = begin(NULL);

	(void)state;
	assert_status(
		hashlane_dupes_add(dupes, ".", entries, sizeof(entries[0]), 3),
		HASHLANE_OK);
	assert_status(hashlane_dupes_get_info(&info, dupes), HASHLANE_OK);
	assert_int_equal(info.added, 0);
	assert_status(hashlane_dupes_destroy(dupes), HASHLANE_OK);
}

static void in_a_child(void **state)
{
	hashlane_dupes dupes = begin(NULL);
	struct hashlane_dupes_info info = { .struct_size = sizeof(info) };
	pid_t child = fork();
	int end;

	(void)state;
	if (!child)
		_exit(hashlane_dupes_get_info(&info, dupes) !=
			      HASHLANE_FORKED ||
		      hashlane_dupes_destroy(dupes) != HASHLANE_FORKED);
	assert_int_equal(waitpid(child, &end, 0), child);
	assert_int_equal(end, 0);
	assert_status(hashlane_dupes_destroy(dupes), HASHLANE_OK);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, enter_tree, leave_tree)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(random_files),
		TEST(hard_links),
		TEST(links_are_not_followed),
		TEST(limits),
		TEST(failures),
		TEST(failure_of_a_start),
		TEST(bad_calls),
		TEST(other_entries),
		TEST(in_a_child),
	};

	return cmocka_run_group_tests_name("dupes", tests, NULL, NULL);
}
