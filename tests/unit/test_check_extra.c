/* SPDX-License-Identifier: MIT */
/*
 * test_check_extra.c - extra and moved files of a check, by the public calls.
 * The verdicts are compared as text, one line a row:
 *
 *   VERDICT NAME [-> PATH of the content] [status]
 *
 * The digests of the lists come from the oracles.
 */
#define _GNU_SOURCE
#include "../support/check_texts.h"
#include "../support/oracle.h"

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Files and lists ---- */

static void make_link(const char *to, const char *name, bool hard)
{
	char *path = temp_tree_path(&tree, name);
	char *from = temp_tree_path(&tree, to);

	assert_int_equal(hard ? link(from, path) : symlink(from, path), 0);
	free(path);
	free(from);
}

/* ---- Checks ---- */

/* The search is below the folder, unless the options have another place. */
static hashlane_check create_search(const struct hashlane_check_options *given)
{
	struct hashlane_check_options options = *given;

	if (!options.extra)
		options.extra = tree.folder;
	return create_check(&options);
}

static void add_input(hashlane_check check, const struct hashlane_input *input,
		      const char *name)
{
	struct hashlane_list_options options = {
		.struct_size = sizeof(options),
		.name = name,
	};

	assert_status(hashlane_check_add_list(check, input, sizeof(*input),
					      &options, NULL),
		      HASHLANE_OK);
}

/* Paths without the folder of the tree. */
static const char *below(const char *path)
{
	size_t bytes = strlen(tree.folder);

	return strncmp(path, tree.folder, bytes) != 0 ? path :
							path + bytes + 1;
}

static void put_row(const struct hashlane_verdict_row *row)
{
	put(&got, "%s %s", verdict_words[row->verdict], below(row->name));
	if (row->verdict == HASHLANE_VERDICT_MOVED) {
		put(&got, " -> %s", below(row->path));
		for (size_t i = 0; i < row->digest_count; i++)
			assert_int_not_equal(row->digests[i].fits, 0);
	}
	if (row->verdict == HASHLANE_VERDICT_EXTRA) {
		assert_string_equal(row->name, row->path);
		assert_int_equal(row->list, UINT32_MAX);
	}
	if (row->status && row->verdict != HASHLANE_VERDICT_MISSING)
		put(&got, " [%d]", row->status);
	put(&got, "\n");
}

/* Take all verdicts; returns the status behind the last. */
static int32_t take_all(hashlane_check check, int64_t timeout_ms)
{
	int32_t status;

	do {
		status = take_rows(check, timeout_ms, put_row);
		if (status == HASHLANE_TIMEOUT)
			sched_yield();
	} while (status == HASHLANE_TIMEOUT);
	return status;
}

/* Check the list of the text, and compare; *info may be NULL. */
static void expect_of(const struct hashlane_check_options *options,
		      struct hashlane_check_info *info, const char *wanted)
{
	hashlane_check check = create_search(options);

	add_list(check, "MD5SUMS");
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_status(take_all(check, -1), HASHLANE_END);
	assert_string_equal(got.bytes, wanted);
	clear_text(&got);
	if (info)
		*info = info_of(check);
	destroy_check(check);
}

static void expect_plain(const char *wanted)
{
	const struct hashlane_check_options options = { 0 };

	expect_of(&options, NULL, wanted);
}

/* ---- Tests ---- */

/* What no list names, and where a missing file is. */
static void test_extra_and_moved(void **state)
{
	const struct hashlane_check_options named = {
		.flags = HASHLANE_CHECK_NO_MOVED,
	};
	const struct hashlane_check_options ignored = {
		.flags = HASHLANE_CHECK_IGNORE_MISSING,
	};
	const struct hashlane_check_options plain = { 0 };
	struct hashlane_check_info info;

	(void)state;
	make_folder("sub");
	write_text("a", "alpha");
	write_text("new", "unknown");
	write_text("sub/was b", "beta");
	put_line("alpha", "a");
	put_line("beta", "b");
	put_line("gamma", "c");
	expect_of(&plain, &info,
		  "OK a\nEXTRA new\nMOVED b -> sub/was b\nMISSING c\n");
	assert_int_equal(info.counts[HASHLANE_VERDICT_MOVED], 1);
	assert_int_equal(info.counts[HASHLANE_VERDICT_EXTRA], 1);
	assert_int_equal(info.bytes_done, 5 + 7 + 4);
	assert_int_equal(info.bytes_total, 5 + 7 + 4);
	assert_true(info.complete && !info.verified);
	expect_of(&named, &info,
		  "OK a\nEXTRA new\nEXTRA sub/was b\nMISSING b\nMISSING c\n");
	assert_int_equal(info.bytes_done, 5);
	expect_of(&ignored, &info, "OK a\nEXTRA new\nEXTRA sub/was b\n");
	assert_int_equal(info.bytes_done, 5);
	assert_int_equal(info.counts[HASHLANE_VERDICT_MISSING], 2);
}

/* If nothing is missing, extra files are not read. */
static void test_not_read(void **state)
{
	const struct hashlane_check_options plain = { 0 };
	struct hashlane_check_info info;

	(void)state;
	write_text("a", "alpha");
	write_text("new", "unknown");
	put_line("alpha", "a");
	expect_of(&plain, &info, "OK a\nEXTRA new\n");
	assert_int_equal(info.bytes_done, 5);
	assert_true(info.verified);
}

/* Whatever way a listed file is reached; a hard link is another file. */
static void test_other_ways(void **state)
{
	const struct hashlane_walk_options follow = {
		.struct_size = sizeof(follow),
		.flags = HASHLANE_WALK_FOLLOW,
	};
	const struct hashlane_check_options follows = { .rules = &follow };

	(void)state;
	make_folder("sub");
	make_folder("sub/low");
	write_text("sub/a", "alpha");
	write_text("sub/low/b", "beta");
	write_text("sub/c", "gamma");
	write_text("d", "delta");
	make_link("sub", "way", false);
	make_link("sub/low", "deep", false);
	put_line("alpha", "sub//./low/../a");
	put_line("beta", "way/low/b");
	/* By text this is "c", but it is "sub/c". */
	put_line("gamma", "deep/../c");
	put(&list, "%s  %s/d\n", hex("md5", "delta"), tree.folder);
	expect_plain("OK sub//./low/../a\nOK way/low/b\nOK deep/../c\nOK d\n");
	expect_of(&follows, NULL,
		  "OK sub//./low/../a\nOK way/low/b\nOK deep/../c\nOK d\n");
	make_link("d", "hard", true);
	make_link("sub/low/b", "hard too", true);
	expect_plain("OK sub//./low/../a\nOK way/low/b\nOK deep/../c\nOK d\n"
		     "EXTRA hard\nEXTRA hard too\n");
}

/* A file that another reading of a name leads to is named. */
static void test_readings(void **state)
{
	(void)state;
	make_folder("sub");
	write_text("sub/a", "alpha");
	put(&list, "MD5 (sub\\a) = %s\n", hex("md5", "alpha"));
	expect_plain("OK sub\\a\n");
}

/* Lists are not extra, by path or as a descriptor, and nor is what is written. */
static void test_lists_are_not_extra(void **state)
{
	const struct hashlane_check_options plain = { 0 };
	hashlane_check check = create_search(&plain);
	struct hashlane_input input = { .kind = HASHLANE_INPUT_PATH };
	char *path, *open_path;
	int kept = dup(STDOUT_FILENO), file;

	(void)state;
	write_text("a", "alpha");
	put_line("alpha", "a");
	path = temp_tree_write(&tree, "SUMS", list.bytes, list.filled);
	open_path = temp_tree_write(&tree, "open", list.bytes, list.filled);
	input.data = path;
	input.data_bytes = strlen(path);
	add_input(check, &input, NULL);
	file = open(open_path, O_RDONLY);
	assert_true(file >= 0);
	input = (struct hashlane_input){
		.kind = HASHLANE_INPUT_DESCRIPTOR,
		.descriptor = file,
	};
	add_input(check, &input, NULL);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	write_text("out", "");
	write_text("none", "");
	free(path);
	path = temp_tree_path(&tree, "out");
	/* What the test itself writes is not expected in it. */
	fflush(stdout);
	assert_int_equal(freopen(path, "a", stdout) != NULL, 1);
	assert_status(take_all(check, -1), HASHLANE_END);
	assert_int_equal(dup2(kept, STDOUT_FILENO), STDOUT_FILENO);
	close(kept);
	destroy_check(check);
	close(file);
	free(path);
	free(open_path);
	assert_string_equal(got.bytes, "OK a\nOK a\nEXTRA none\n");
}

/* One file serves one entry; of equal files the first in the walk serves. */
static void test_equal_files(void **state)
{
	(void)state;
	write_text("x1", "same");
	write_text("x2", "same");
	write_text("x3", "same");
	put_line("same", "b");
	put_line("same", "a");
	expect_plain("MOVED b -> x1\nMOVED a -> x2\nEXTRA x3\n");
	put_line("same", "c");
	put_line("same", "d");
	expect_plain(
		"MOVED b -> x1\nMOVED a -> x2\nMOVED c -> x3\nMISSING d\n");
}

/* Lists far apart that name one file: it moves once, to one place. */
static void test_one_file_of_two_lists(void **state)
{
	const struct hashlane_check_options plain = { 0 };
	hashlane_check check = create_search(&plain);
	const struct hashlane_verdicts *verdicts;

	(void)state;
	write_text("a", "alpha");
	write_text("x", "beta");
	write_text("y", "beta");
	put_line("beta", "b");
	put_line("alpha", "a");
	add_list(check, "MD5SUMS");
	/* The first list is checked before the second is there. */
	assert_status(hashlane_check_next(&verdicts, check, -1), HASHLANE_OK);
	put_verdicts(verdicts, put_row);
	clear_text(&list);
	put(&list, "SHA256 (b) = %s\n", hex("sha256", "beta"));
	add_list(check, "SHA256SUMS");
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_status(take_all(check, -1), HASHLANE_END);
	assert_string_equal(got.bytes, "OK a\nMOVED b -> x\nMOVED b -> x\n"
				       "EXTRA y\n");
	destroy_check(check);
}

/* All claims of an entry must fit. */
static void test_all_claims(void **state)
{
	(void)state;
	write_text("x", "alpha");
	write_text("y", "beta");
	put(&list, "SHA256 (a) = %s\nMD5 (a) = %s\n", hex("sha256", "alpha"),
	    hex("md5", "gamma"));
	put(&list, "SHA256 (b) = %s\nMD5 (b) = %s\n", hex("sha256", "beta"),
	    hex("md5", "beta"));
	expect_plain(
		"EXTRA x\nMOVED b -> y\nMOVED b -> y\nMISSING a\nMISSING a\n");
}

/* Sizes: a file of another size is not read. */
static void test_sizes(void **state)
{
	const struct hashlane_check_options plain = { 0 };
	struct hashlane_check_info info;

	(void)state;
	write_text("x", "a long content");
	write_text("y", "beta");
	put(&list, "%%%%%%%% HASHDEEP-1.0\n%%%%%%%% size,md5,filename\n");
	put(&list, "4,%s,b\n", hex("md5", "beta"));
	expect_of(&plain, &info, "EXTRA x\nMOVED b -> y\n");
	assert_int_equal(info.bytes_done, 4);
	/* The digest fits, but the size in the list does not. */
	put(&list, "14,%s,c\n", hex("md5", "beta"));
	write_text("z", "beta");
	expect_of(&plain, &info,
		  "EXTRA x\nMOVED b -> y\nEXTRA z\nMISSING c\n");
	assert_int_equal(info.bytes_done, 14 + 4 + 4);
}

/* A checksum of few bits must be that of one missing file. */
static void test_checksums(void **state)
{
	(void)state;
	write_text("x", "alpha");
	put(&list, "CRC32 (a) = %s\n", hex("crc32", "alpha"));
	expect_plain("MOVED a -> x\n");
	put(&list, "CRC32 (b) = %s\n", hex("crc32", "alpha"));
	expect_plain("EXTRA x\nMISSING a\nMISSING b\n");
}

/* The candidates of a bare digest: those that other files have shown. */
static void test_candidates(void **state)
{
	char *path;

	(void)state;
	write_text("a", "alpha");
	write_text("x", "beta");
	write_text("y", "gamma");
	put(&list, "%s  a\n%s  b\n%s  c\n", hex("blake3", "alpha"),
	    hex("blake3", "beta"), hex("sha256", "gamma"));
	expect_plain("OK a\nMOVED b -> x\nEXTRA y\nMISSING c\n");
	/* No file has shown any. */
	path = temp_tree_path(&tree, "a");
	assert_int_equal(unlink(path), 0);
	free(path);
	expect_plain("MOVED b -> x\nEXTRA y\nMISSING a\nMISSING c\n");
}

/* What the walk cannot read is told. */
static void test_unreadable(void **state)
{
	const struct hashlane_check_options nowhere = {
		.extra = "/nonexistent/folder",
	};
	char wanted[96];

	(void)state;
	write_text("a", "alpha");
	put_line("alpha", "a");
	snprintf(wanted, sizeof(wanted),
		 "OK a\nUNREADABLE /nonexistent/folder [%d]\n",
		 HASHLANE_NOT_FOUND);
	expect_of(&nowhere, NULL, wanted);
}

/* Rules and limits hold for extra files as well. */
static void test_left_out(void **state)
{
	const char *const exclude[] = { "*.tmp" };
	const struct hashlane_walk_options rules = {
		.struct_size = sizeof(rules),
		.exclude = exclude,
		.exclude_count = 1,
	};
	const struct hashlane_check_options options = {
		.rules = &rules,
		.min_bytes = 2,
		.max_bytes = 6,
	};

	(void)state;
	write_text("a", "alpha");
	write_text("b.tmp", "beta");
	write_text("c", "c");
	write_text("d", "a long content");
	write_text("e", "extra");
	write_text("f", "a long content");
	write_text("g.tmp", "gamma");
	put_line("alpha", "a");
	put_line("beta", "b.tmp");
	put_line("a long content", "d");
	expect_of(&options, NULL, "OK a\nEXTRA e\n");
}

/* Many files, by calls that do not wait: the same rows in the same order. */
static void test_many(void **state)
{
	enum { FILES = 5000 };
	const struct hashlane_check_options plain = { 0 };
	char name[32], content[32];
	struct text wanted = { malloc(TEXT_BYTES), 0 };
	hashlane_check check;

	(void)state;
	for (int i = 0; i < FILES; i++) {
		snprintf(name, sizeof(name), "x%05d", i);
		snprintf(content, sizeof(content), "content %d", i);
		write_text(name, content);
		if (i % 3) {
			put(&wanted, "EXTRA x%05d\n", i);
			continue;
		}
		snprintf(name, sizeof(name), "was%d", i);
		put_line(content, name);
		put(&wanted, "MOVED was%d -> x%05d\n", i, i);
	}
	check = create_search(&plain);
	add_list(check, "MD5SUMS");
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_status(take_all(check, 0), HASHLANE_END);
	assert_string_equal(got.bytes, wanted.bytes);
	destroy_check(check);
	free(wanted.bytes);
}

/* ---- Ends of the search ---- */

static atomic_uint rows_taken;

struct ender {
	hashlane_check check;
	bool destroys;
	unsigned rows_before;
};

static void *end_check(void *context)
{
	struct ender *ender = context;

	while (atomic_load(&rows_taken) < ender->rows_before)
		sched_yield();
	if (ender->destroys)
		hashlane_check_destroy(ender->check);
	else
		hashlane_check_cancel(ender->check);
	return NULL;
}

/* Another thread ends the check during the search. */
static void test_ended(void **state)
{
	enum { FILES = 600, ROUNDS = 24 };
	const struct hashlane_check_options plain = { 0 };
	char name[32];

	(void)state;
	put_line("not there", "missing");
	for (int i = 0; i < FILES; i++) {
		snprintf(name, sizeof(name), "x%d", i);
		write_text(name, name);
	}
	for (unsigned round = 0; round < ROUNDS; round++) {
		const struct hashlane_verdicts *verdicts;
		struct ender ender = {
			.check = create_search(&plain),
			.destroys = round % 2,
			.rows_before = round / 2 * 40,
		};
		pthread_t thread;
		int32_t status;

		add_list(ender.check, "MD5SUMS");
		assert_status(hashlane_check_close(ender.check), HASHLANE_OK);
		atomic_store(&rows_taken, 0);
		assert_int_equal(
			pthread_create(&thread, NULL, end_check, &ender), 0);
		while (!(status = hashlane_check_next(&verdicts, ender.check,
						      -1))) {
			atomic_fetch_add(
				&rows_taken,
				hashlane_verdicts_get_count(verdicts));
			hashlane_verdicts_destroy(verdicts);
		}
		/* It may have ended before. */
		assert_true(status == HASHLANE_CANCELLED ||
			    status == HASHLANE_END ||
			    (ender.destroys && status == HASHLANE_HANDLE));
		pthread_join(thread, NULL);
		if (!ender.destroys)
			destroy_check(ender.check);
	}
}

/* The engine is destroyed before the search. */
static void test_no_engine(void **state)
{
	struct hashlane_check_options options = {
		.struct_size = sizeof(options),
		.base = tree.folder,
		.extra = tree.folder,
	};
	hashlane_engine short_lived;
	hashlane_check check;

	(void)state;
	write_text("x", "alpha");
	put_line("alpha", "a");
	assert_status(hashlane_engine_create(&short_lived, NULL, NULL),
		      HASHLANE_OK);
	assert_status(
		hashlane_check_create(&check, short_lived, &options, NULL),
		HASHLANE_OK);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_status(hashlane_engine_destroy(short_lived), HASHLANE_OK);
	assert_status(take_all(check, -1), HASHLANE_CANCELLED);
	destroy_check(check);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_extra_and_moved, begin_check),
		cmocka_unit_test_setup(test_not_read, begin_check),
		cmocka_unit_test_setup(test_other_ways, begin_check),
		cmocka_unit_test_setup(test_readings, begin_check),
		cmocka_unit_test_setup(test_lists_are_not_extra, begin_check),
		cmocka_unit_test_setup(test_equal_files, begin_check),
		cmocka_unit_test_setup(test_one_file_of_two_lists,
				       begin_check),
		cmocka_unit_test_setup(test_all_claims, begin_check),
		cmocka_unit_test_setup(test_sizes, begin_check),
		cmocka_unit_test_setup(test_checksums, begin_check),
		cmocka_unit_test_setup(test_candidates, begin_check),
		cmocka_unit_test_setup(test_unreadable, begin_check),
		cmocka_unit_test_setup(test_left_out, begin_check),
		cmocka_unit_test_setup(test_many, begin_check),
		cmocka_unit_test_setup(test_ended, begin_check),
		cmocka_unit_test_setup(test_no_engine, begin_check),
	};

	return cmocka_run_group_tests_name("check_extra", tests, begin_checks,
					   end_checks);
}
