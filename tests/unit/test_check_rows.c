/* SPDX-License-Identifier: MIT */
/*
 * test_check_rows.c - what the rows of a check say beside the verdict: how far
 * a match can be trusted, and which bytes were compared. And "-" as standard
 * input. The digests of the lists come from the oracles.
 */
#define _GNU_SOURCE
#include "../support/check.h"
#include "../support/oracle.h"
#include "../support/temp_tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LIST_BYTES = 4096 };

static struct temp_tree tree;
static hashlane_engine engine;
static char list[LIST_BYTES];

static int begin(void **state)
{
	struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = 2,
	};

	(void)state;
	temp_tree_make(&tree);
	return hashlane_engine_create(&engine, &options, NULL);
}

static int end(void **state)
{
	(void)state;
	temp_tree_remove(&tree);
	return hashlane_engine_destroy(engine);
}

static void write_text(const char *name, const char *text)
{
	free(temp_tree_write(&tree, name, text, strlen(text)));
}

/* Append a tagged line. */
static void add_line(const char *algorithm, const char *name,
		     const char *content)
{
	struct hashlane_algorithm_spec spec = spec_of(algorithm);
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	size_t bytes = oracle_digest(digest, &spec, (const uint8_t *)content,
				     strlen(content));
	char *at = list + strlen(list);

	at += sprintf(at, "%s (%s) = ", algorithm, name);
	for (size_t i = 0; i < bytes; i++)
		at += sprintf(at, "%02x", digest[i]);
	*at++ = '\n';
	*at = 0;
}

/* Begin a check of the list. */
static hashlane_check create(uint32_t flags)
{
	const struct hashlane_check_options options = {
		.struct_size = sizeof(options),
		.flags = flags,
		.base = tree.folder,
	};
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = list,
		.data_bytes = strlen(list),
	};
	hashlane_check check;

	assert_status(hashlane_check_create(&check, engine, &options, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_check_add_list(check, &input, sizeof(input),
					      NULL, NULL),
		      HASHLANE_OK);
	return check;
}

/* Take all rows of a check and end it. The list is empty then. */
static size_t take_rows(struct hashlane_verdict_row *rows, size_t room,
			hashlane_check check)
{
	const struct hashlane_verdicts *verdicts;
	size_t filled = 0;
	int32_t status;

	assert_status(hashlane_check_close(check), HASHLANE_OK);
	while (!(status = hashlane_check_next(&verdicts, check, -1))) {
		uint32_t count = hashlane_verdicts_get_count(verdicts);

		for (uint32_t i = 0; i < count; i++) {
			assert_true(filled < room);
			rows[filled].struct_size = sizeof(*rows);
			assert_status(hashlane_verdicts_get_row(
					      &rows[filled++], verdicts, i),
				      HASHLANE_OK);
		}
		hashlane_verdicts_destroy(verdicts);
	}
	assert_status(status, HASHLANE_END);
	assert_status(hashlane_check_destroy(check), HASHLANE_OK);
	*list = 0;
	return filled;
}

/* The best digest that fits counts, and none where one does not. */
static void test_strengths(void **state)
{
	static const int32_t strengths[] = {
		HASHLANE_STRENGTH_CHECKSUM, HASHLANE_STRENGTH_CHECKSUM,
		HASHLANE_STRENGTH_BROKEN,   HASHLANE_STRENGTH_BROKEN,
		HASHLANE_STRENGTH_SECURE,   HASHLANE_STRENGTH_SECURE,
		HASHLANE_STRENGTH_NONE,     HASHLANE_STRENGTH_NONE,
	};
	enum { ROWS = sizeof(strengths) / sizeof(*strengths) };
	struct hashlane_verdict_row rows[ROWS];

	(void)state;
	for (int i = 0; i < ROWS; i++) {
		const char name[] = { (char)('a' + i), 0 };

		if (i != 7)
			write_text(name, name);
	}
	add_line("crc32", "a", "a");
	add_line("xxh3-128", "b", "b");
	add_line("md5", "c", "c");
	add_line("sha1", "d", "d");
	add_line("sha256", "e", "e");
	add_line("blake3", "f", "f");
	add_line("sha256", "g", "other");
	add_line("sha256", "h", "h");
	assert_int_equal(take_rows(rows, ROWS, create(0)), ROWS);
	for (size_t i = 0; i < ROWS; i++)
		assert_int_equal(rows[i].strength, strengths[i]);
	assert_int_equal(rows[6].verdict, HASHLANE_VERDICT_FAILED);
	assert_int_equal(rows[7].verdict, HASHLANE_VERDICT_MISSING);
}

/* A piece of hashdeep is a range, and the row says which. */
static void test_range_row(void **state)
{
	struct hashlane_verdict_row rows[2];

	(void)state;
	write_text("pieces", "alphabet");
	/* As hashdeep -p writes it; the digests are of md5sum. */
	sprintf(list, "%s",
		"%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n"
		"5,2c1743a391305fbf367df8e4f069f9f9,pieces offset 0-4\n"
		"3,bbe991a1b594ed7d73b4a0f43c407745,pieces offset 5-7\n");
	assert_int_equal(take_rows(rows, 2, create(0)), 2);
	assert_int_equal(rows[0].verdict, HASHLANE_VERDICT_OK);
	assert_int_equal(rows[0].flags & HASHLANE_CHECKED_RANGE,
			 HASHLANE_CHECKED_RANGE);
	assert_int_equal(rows[0].offset, 0);
	assert_int_equal(rows[0].length, 5);
	assert_int_equal(rows[0].size_expected, UINT64_MAX);
	assert_int_equal(rows[1].verdict, HASHLANE_VERDICT_OK);
	assert_int_equal(rows[1].flags, HASHLANE_CHECKED_RANGE);
	assert_int_equal(rows[1].offset, 5);
	assert_int_equal(rows[1].length, 3);
	/* The last piece gives the size of the file. */
	assert_int_equal(rows[1].size_expected, 8);
}

/* Of this list, with "alpha" to read from standard input. */
static struct hashlane_verdict_row read_standard_input(uint32_t flags)
{
	struct hashlane_verdict_row row;
	int ends[2], before = dup(STDIN_FILENO);

	add_line("md5", "-", "alpha");
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "alpha", 5), 5);
	close(ends[1]);
	assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	close(ends[0]);
	assert_int_equal(take_rows(&row, 1, create(flags)), 1);
	assert_int_equal(dup2(before, STDIN_FILENO), STDIN_FILENO);
	close(before);
	return row;
}

static void test_standard_input(void **state)
{
	(void)state;
	assert_int_equal(read_standard_input(0).verdict,
			 HASHLANE_VERDICT_MISSING);
	assert_int_equal(read_standard_input(HASHLANE_CHECK_STDIN).verdict,
			 HASHLANE_VERDICT_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strengths),
		cmocka_unit_test(test_range_row),
		cmocka_unit_test(test_standard_input),
	};

	return cmocka_run_group_tests_name("check_rows", tests, begin, end);
}
