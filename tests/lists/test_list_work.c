/* SPDX-License-Identifier: MIT */
/*
 * test_list_work.c - how much work a list makes: bytes that the reader copies,
 * and lines that it adds to others, are counted by functions that the linker
 * puts in between.
 */
#define _GNU_SOURCE
#include "../../src/list/list_lines.h"
#include "../support/check.h"

#include <stdlib.h>
#include <string.h>

enum { LIST_BYTES = 1 << 20, RECORDS = 40000 };

static uint64_t copied_bytes, added_lines;

bool __real_hln_list_lines_copy(struct hln_list_text *out,
				const struct hln_list_lines *lines,
				const struct hln_list_line *line);
bool __wrap_hln_list_lines_copy(struct hln_list_text *out,
				const struct hln_list_lines *lines,
				const struct hln_list_line *line);
enum hln_line_outcome __real_hln_list_lines_more(struct hln_list_lines *lines,
						 struct hln_list_line *line);
enum hln_line_outcome __wrap_hln_list_lines_more(struct hln_list_lines *lines,
						 struct hln_list_line *line);

bool __wrap_hln_list_lines_copy(struct hln_list_text *out,
				const struct hln_list_lines *lines,
				const struct hln_list_line *line)
{
	copied_bytes += line->bytes;
	return __real_hln_list_lines_copy(out, lines, line);
}

enum hln_line_outcome __wrap_hln_list_lines_more(struct hln_list_lines *lines,
						 struct hln_list_line *line)
{
	added_lines++;
	return __real_hln_list_lines_more(lines, line);
}

struct text {
	char *bytes;
	size_t filled;
	uint64_t lines;
};

static void put(struct text *text, const char *bytes, size_t count)
{
	if (!text->bytes)
		text->bytes = malloc(LIST_BYTES);
	assert_non_null(text->bytes);
	assert_true(count <= LIST_BYTES - text->filled);
	memcpy(text->bytes + text->filled, bytes, count);
	text->filled += count;
	text->lines++;
}

/* Read a list of CSV; the work is in proportion to its bytes and lines. */
static void expect_linear(struct text *text, uint32_t flags,
			  uint64_t malformed)
{
	const struct hashlane_list_options options = {
		.struct_size = sizeof(options),
		.format = HASHLANE_FORMAT_CSV,
		.flags = flags,
	};
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = text->bytes,
		.data_bytes = text->filled,
	};
	struct hashlane_list_entry entry = { .struct_size = sizeof(entry) };
	hashlane_list list;
	uint64_t count = 0;

	copied_bytes = added_lines = 0;
	assert_int_equal(hashlane_list_open(&list, &input, sizeof(input),
					    &options, NULL),
			 HASHLANE_OK);
	while (!hashlane_list_next(&entry, list))
		count += entry.status == HASHLANE_FORMAT;
	assert_int_equal(hashlane_list_close(list), HASHLANE_OK);
	assert_int_equal(count, malformed);
	/* The first lines are copied for the vote, too. */
	assert_true(copied_bytes <= 5 * text->filled);
	assert_true(added_lines <= 2 * text->lines);
	free(text->bytes);
}

/* Lines within an open quote, of which none can end it. */
static void doubled_quotes(void **state)
{
	struct text text = { 0 };

	(void)state;
	put(&text, "path,md5\n", 9);
	for (int i = 0; i < RECORDS; i++)
		if (i % 30000)
			put(&text, "\"\"\n", 3);
		else
			put(&text, "\"open\n", 6);
	expect_linear(&text, 0, RECORDS);
}

/* Text ends at a NUL: the quotes behind it are not seen. */
static void quotes_behind_nul(void **state)
{
	struct text text = { 0 };

	(void)state;
	put(&text, "path,md5\n", 9);
	/* A NUL in front of the first entry ends the list. */
	put(&text, "\"a\",0cc175b9c0f1b6a831c399e269772661\n", 37);
	for (int i = 0; i < RECORDS; i++)
		if (i % 2)
			put(&text, "x\0\n", 3);
		else
			put(&text, "\"open\n", 6);
	expect_linear(&text, 0, RECORDS);
}

/* Where lines end in NUL, a record ends there as well. */
static void quotes_of_nul_lines(void **state)
{
	struct text text = { 0 };

	(void)state;
	put(&text, "path,md5", 9);
	for (int i = 0; i < RECORDS; i++)
		put(&text, "\"open", 6);
	expect_linear(&text, HASHLANE_LIST_NUL, RECORDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(doubled_quotes),
		cmocka_unit_test(quotes_behind_nul),
		cmocka_unit_test(quotes_of_nul_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
