/* SPDX-License-Identifier: MIT */
/*
 * test_check_waits.c - checks that have to wait: for a list that comes slowly,
 * for a file that is long; and what is known of them when they are cancelled.
 */
#define _GNU_SOURCE
#include "../support/check_texts.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void put_row(const struct hashlane_verdict_row *row)
{
	put(&got, "%s %s\n", verdict_words[row->verdict], row->name);
}

/* A file that takes hours to read. */
static void write_huge(const char *name)
{
	char *path = temp_tree_path(&tree, name);
	int file = open(path, O_CREAT | O_WRONLY, 0600);

	assert_true(file >= 0);
	assert_int_equal(ftruncate(file, (off_t)1 << 42), 0);
	close(file);
	free(path);
}

static void add_pipe(hashlane_check check, int file)
{
	const struct hashlane_list_options options = {
		.struct_size = sizeof(options),
	};
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_DESCRIPTOR,
		.descriptor = file,
	};

	assert_status(hashlane_check_add_list(check, &input, sizeof(input),
					      &options, NULL),
		      HASHLANE_OK);
}

static void write_bytes(int file, const char *bytes, size_t count)
{
	assert_int_equal(write(file, bytes, count), count);
}

/*
 * A list comes through a pipe, a few bytes at a time; each call ends although
 * nothing more comes.
 */
static void test_slow_list(void **state)
{
	static const int64_t times_ms[] = { 0, 1, 30 };
	const struct hashlane_verdicts *verdicts;
	hashlane_check check = create_check(NULL);
	size_t at = 0;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	write_text("a", "aa");
	write_text("b", "bb");
	put_line("aa", "a");
	put(&list, "%s  b\n", hex("md5", "BB"));
	add_pipe(check, ends[0]);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	for (size_t i = 0; at < list.filled; i++) {
		size_t some = list.filled - at < 7 ? list.filled - at : 7;

		assert_status(
			hashlane_check_next(&verdicts, check, times_ms[i % 3]),
			HASHLANE_TIMEOUT);
		write_bytes(ends[1], list.bytes + at, some);
		at += some;
	}
	close(ends[1]);
	assert_status(take_rows(check, -1, put_row), HASHLANE_END);
	expect("OK a\nFAILED b\n");
	destroy_check(check);
	close(ends[0]);
}

/* The same list as CSV, whose records go over several lines. */
static void test_slow_records(void **state)
{
	const struct hashlane_verdicts *verdicts;
	hashlane_check check = create_check(NULL);
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	write_text("a\nb", "aa");
	write_text("c", "cc");
	put(&list, "path,md5\n\"a\nb\",%s\n", hex("md5", "aa"));
	put(&list, "c,%s\n", hex("md5", "cc"));
	add_pipe(check, ends[0]);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	for (size_t i = 0; i < list.filled; i++) {
		assert_status(hashlane_check_next(&verdicts, check, 0),
			      HASHLANE_TIMEOUT);
		write_bytes(ends[1], list.bytes + i, 1);
	}
	close(ends[1]);
	assert_status(take_rows(check, -1, put_row), HASHLANE_END);
	expect("OK a\nb\nOK c\n");
	destroy_check(check);
	close(ends[0]);
}

/* A thousand lines are enough to know the format of a list. */
static void test_list_goes_on(void **state)
{
	enum { LINES = 1000 };
	const struct hashlane_verdicts *verdicts;
	hashlane_check check = create_check(NULL);
	uint32_t rows = 0;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	write_text("a", "aa");
	for (int i = 0; i < LINES; i++)
		put_line("aa", "a");
	add_pipe(check, ends[0]);
	write_bytes(ends[1], list.bytes, list.filled);
	while (rows < LINES) {
		assert_status(hashlane_check_next(&verdicts, check, -1),
			      HASHLANE_OK);
		rows += hashlane_verdicts_get_count(verdicts);
		hashlane_verdicts_destroy(verdicts);
	}
	destroy_check(check);
	close(ends[0]);
	close(ends[1]);
}

/* The engine is destroyed: the check waits no longer for a list. */
static void test_engine_gone(void **state)
{
	const struct hashlane_verdicts *verdicts;
	hashlane_engine kept = engine;
	hashlane_check check;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_status(hashlane_engine_create(&engine, NULL, NULL),
		      HASHLANE_OK);
	check = create_check(NULL);
	add_pipe(check, ends[0]);
	assert_status(hashlane_check_next(&verdicts, check, 1),
		      HASHLANE_TIMEOUT);
	assert_status(hashlane_engine_destroy(engine), HASHLANE_OK);
	assert_status(hashlane_check_next(&verdicts, check, -1),
		      HASHLANE_CANCELLED);
	destroy_check(check);
	engine = kept;
	close(ends[0]);
	close(ends[1]);
}

/* An idle pipe is left at once when the check is cancelled. */
static void test_idle_list(void **state)
{
	const struct hashlane_verdicts *verdicts;
	hashlane_check check = create_check(NULL);
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	add_pipe(check, ends[0]);
	assert_status(hashlane_check_next(&verdicts, check, 1),
		      HASHLANE_TIMEOUT);
	assert_status(hashlane_check_cancel(check), HASHLANE_OK);
	assert_status(hashlane_check_next(&verdicts, check, -1),
		      HASHLANE_CANCELLED);
	destroy_check(check);
	close(ends[0]);
	close(ends[1]);
}

/* Wait until so many entries wait for no read; none has a row. */
static void wait_finished(hashlane_check check, uint64_t count)
{
	const struct hashlane_verdicts *verdicts;

	while (info_of(check).finished < count)
		assert_status(hashlane_check_next(&verdicts, check, 1),
			      HASHLANE_TIMEOUT);
	assert_int_equal(info_of(check).finished, count);
}

/*
 * Files behind a long one are finished before it, and a cancel loses none of
 * their verdicts. Of the long one nothing is known.
 */
static void test_finished_behind(void **state)
{
	hashlane_check check = create_check(NULL);

	(void)state;
	write_huge("huge");
	write_text("a", "aa");
	put_line("", "huge");
	put_line("aa", "a");
	put_line("", "none");
	put_line("aa", "a");
	add_list(check, NULL);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	/* The two lines of `a` are one read. */
	wait_finished(check, 3);
	assert_status(hashlane_check_cancel(check), HASHLANE_OK);
	assert_status(take_rows(check, -1, put_row), HASHLANE_CANCELLED);
	/* Other readings of `none` were not tried: it may be there. */
	expect("OK a\nOK a\n");
	assert_int_equal(info_of(check).counts[HASHLANE_VERDICT_OK], 2);
	assert_int_equal(info_of(check).verified, 0);
	assert_status(take_rows(check, -1, put_row), HASHLANE_CANCELLED);
	destroy_check(check);
}

/* Without guesses, what does not fit or is missing is known to be so. */
static void test_missing_behind(void **state)
{
	const struct hashlane_check_options options = {
		.flags = HASHLANE_CHECK_NO_GUESS,
	};
	hashlane_check check = create_check(&options);

	(void)state;
	write_huge("huge");
	write_text("b", "bb");
	put(&list, "MD5 (huge) = %s\n", hex("md5", ""));
	put(&list, "MD5 (b) = %s\n", hex("md5", "BB"));
	put(&list, "MD5 (none) = %s\n", hex("md5", ""));
	put(&list, "MD5 (huge) = no digest\n");
	add_list(check, NULL);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	wait_finished(check, 2);
	assert_status(hashlane_check_cancel(check), HASHLANE_OK);
	assert_status(take_rows(check, -1, put_row), HASHLANE_CANCELLED);
	expect("FAILED b\nMISSING none\nMALFORMED \n");
	destroy_check(check);
}

/* The same while files of no list are searched. */
static void test_extra_behind(void **state)
{
	struct hashlane_check_options options = { .extra = NULL };
	char *folder = temp_tree_path(&tree, "folder");
	hashlane_check check;

	(void)state;
	make_folder("folder");
	write_text("folder/a", "aa");
	write_huge("folder/huge");
	write_text("folder/z", "zz");
	/* With one algorithm, no other worker helps with the long file. */
	put(&list, "MD5 (gone) = %s\n", hex("md5", "gone"));
	put(&list, "MD5 (was) = %s\n", hex("md5", "zz"));
	options.extra = folder;
	check = create_check(&options);
	add_list(check, NULL);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	/* `a` has a row at once. */
	while (info_of(check).finished < 4)
		(void)take_rows(check, 1, put_row);
	assert_status(hashlane_check_cancel(check), HASHLANE_OK);
	assert_status(take_rows(check, -1, put_row), HASHLANE_CANCELLED);
	/* The content of `gone` may be that of `huge`. */
	assert_non_null(strstr(got.bytes, "MOVED was\n"));
	assert_null(strstr(got.bytes, "gone"));
	assert_null(strstr(got.bytes, "huge"));
	destroy_check(check);
	free(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_slow_list, begin_check),
		cmocka_unit_test_setup(test_slow_records, begin_check),
		cmocka_unit_test_setup(test_idle_list, begin_check),
		cmocka_unit_test_setup(test_list_goes_on, begin_check),
		cmocka_unit_test_setup(test_engine_gone, begin_check),
		cmocka_unit_test_setup(test_finished_behind, begin_check),
		cmocka_unit_test_setup(test_missing_behind, begin_check),
		cmocka_unit_test_setup(test_extra_behind, begin_check),
	};

	return cmocka_run_group_tests(tests, begin_checks, end_checks);
}
