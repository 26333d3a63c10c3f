/* SPDX-License-Identifier: MIT */
/*
 * test_check.c - files checked by lists, by the public calls. The verdicts are
 * compared as text, one line a row:
 *
 *   VERDICT NAME [(DETAIL)] [OFFSET+LENGTH of a bad range]
 *
 * The digests of the lists come from the oracles, those of the first test from
 * coreutils.
 */
#define _GNU_SOURCE
#include "../support/check.h"
#include "../support/oracle.h"
#include "../support/temp_tree.h"

#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TEXT_BYTES = 1 << 20, FILE_MAX = 32 << 20 };

static const char *const words[] = {
	"OK",      "FAILED",  "MISSING", "CHANGED", "UNREADABLE",
	"UNKNOWN", "REFUSED", "MOVED",   "EXTRA",   "MALFORMED",
};

/* A text that grows. */
struct text {
	char *bytes;
	size_t filled;
};

static struct temp_tree tree;
static hashlane_engine engine;
static struct text list, got;

static __attribute__((format(printf, 2, 3))) void put(struct text *text,
						      const char *format, ...)
{
	va_list arguments;
	int bytes;

	va_start(arguments, format);
	bytes = vsnprintf(text->bytes + text->filled,
			  TEXT_BYTES - text->filled, format, arguments);
	va_end(arguments);
	assert_true(bytes >= 0 && text->filled + (size_t)bytes < TEXT_BYTES);
	text->filled += (size_t)bytes;
}

static void clear(struct text *text)
{
	text->filled = 0;
	text->bytes[0] = 0;
}

static int begin(void **state)
{
	struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = 2,
	};

	(void)state;
	list.bytes = malloc(TEXT_BYTES);
	got.bytes = malloc(TEXT_BYTES);
	temp_tree_make(&tree);
	return hashlane_engine_create(&engine, &options, NULL);
}

static int end(void **state)
{
	(void)state;
	free(list.bytes);
	free(got.bytes);
	temp_tree_remove(&tree);
	return hashlane_engine_destroy(engine);
}

/* Each test begins with an empty list and an empty tree. */
static int begin_test(void **state)
{
	temp_tree_remove(&tree);
	temp_tree_make(&tree);
	clear(&list);
	clear(&got);
	(void)state;
	return 0;
}

/* ---- Files and lists ---- */

static void write_file(const char *name, const void *data, size_t bytes)
{
	free(temp_tree_write(&tree, name, data, bytes));
}

static void write_text(const char *name, const char *text)
{
	write_file(name, text, strlen(text));
}

/* The digest as hexadecimal text, in one of some buffers. */
static const char *hex_bytes(const char *algorithm, const void *data,
			     size_t bytes)
{
	static char texts[8][2 * HASHLANE_MAX_DIGEST_BYTES + 1];
	static size_t next;
	struct hashlane_algorithm_spec spec = spec_of(algorithm);
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	size_t count = oracle_digest(digest, &spec, data, bytes);
	char *text = texts[next++ % 8];

	for (size_t i = 0; i < count; i++)
		sprintf(text + 2 * i, "%02x", digest[i]);
	return text;
}

static const char *hex(const char *algorithm, const char *text)
{
	return hex_bytes(algorithm, text, strlen(text));
}

/* ---- Checks ---- */

static hashlane_check create(const struct hashlane_check_options *given)
{
	struct hashlane_check_options options = {
		.struct_size = sizeof(options),
	};
	hashlane_check check;

	if (given)
		options = *given;
	options.struct_size = sizeof(options);
	if (!options.base)
		options.base = tree.folder;
	assert_status(hashlane_check_create(&check, engine, &options, NULL),
		      HASHLANE_OK);
	return check;
}

static void add_list(hashlane_check check, const char *name)
{
	struct hashlane_list_options options = {
		.struct_size = sizeof(options),
		.name = name,
	};
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = list.bytes,
		.data_bytes = list.filled,
	};

	assert_status(hashlane_check_add_list(check, &input, sizeof(input),
					      &options, NULL),
		      HASHLANE_OK);
}

static void put_row(const struct hashlane_verdict_row *row)
{
	put(&got, "%s %s", words[row->verdict], row->name);
	if (*row->detail)
		put(&got, " (%s)", row->detail);
	for (size_t i = 0; i < row->range_count; i++)
		put(&got, " %" PRIu64 "+%" PRIu64, row->ranges[i].offset,
		    row->ranges[i].length);
	put(&got, "\n");
}

static void put_verdicts(const struct hashlane_verdicts *verdicts)
{
	uint32_t count = hashlane_verdicts_get_count(verdicts);
	const int32_t *column = hashlane_verdicts_get_column(verdicts);

	assert_true(count > 0);
	for (uint32_t i = 0; i < count; i++) {
		struct hashlane_verdict_row row = {
			.struct_size = sizeof(row),
		};

		assert_status(hashlane_verdicts_get_row(&row, verdicts, i),
			      HASHLANE_OK);
		assert_int_equal(row.verdict, column[i]);
		assert_int_equal(strlen(row.name), row.name_bytes);
		assert_int_equal(strlen(row.path), row.path_bytes);
		put_row(&row);
	}
	hashlane_verdicts_destroy(verdicts);
}

/* Take all verdicts; returns the status behind the last. */
static int32_t take_all(hashlane_check check)
{
	const struct hashlane_verdicts *verdicts;
	int32_t status;

	while (!(status = hashlane_check_next(&verdicts, check, -1)))
		put_verdicts(verdicts);
	return status;
}

static struct hashlane_check_info info_of(hashlane_check check)
{
	struct hashlane_check_info info = { .struct_size = sizeof(info) };

	assert_status(hashlane_check_get_info(&info, check), HASHLANE_OK);
	return info;
}

static struct hashlane_check_list list_of(hashlane_check check, uint32_t i)
{
	struct hashlane_check_list known = { .struct_size = sizeof(known) };

	assert_status(hashlane_check_get_list(&known, check, i), HASHLANE_OK);
	return known;
}

/* Check the list of the text; the check is left for questions. */
static hashlane_check run_with(const struct hashlane_check_options *options,
			       const char *name)
{
	hashlane_check check = create(options);

	add_list(check, name);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_status(take_all(check), HASHLANE_END);
	return check;
}

static void destroy(hashlane_check check)
{
	assert_status(hashlane_check_destroy(check), HASHLANE_OK);
}

static void expect(const char *wanted)
{
	assert_string_equal(got.bytes, wanted);
	clear(&got);
}

/* ---- Tests ---- */

/* A list by md5sum itself: the verdicts are in its order. */
static void test_gnu_list(void **state)
{
	hashlane_check check;
	char command[1024];
	struct hashlane_check_info info;
	FILE *pipe;

	(void)state;
	write_text("a", "alpha");
	write_text("b", "beta");
	write_text("c", "gamma");
	snprintf(command, sizeof(command), "cd %s && md5sum a b c",
		 tree.folder);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	list.filled = fread(list.bytes, 1, TEXT_BYTES, pipe);
	assert_int_equal(pclose(pipe), 0);
	assert_int_equal(list.filled, 3 * 36);
	check = run_with(NULL, "MD5SUMS");
	expect("OK a\nOK b\nOK c\n");
	info = info_of(check);
	assert_true(info.complete && info.verified);
	assert_int_equal(info.counts[HASHLANE_VERDICT_OK], 3);
	assert_int_equal(info.strengths[HASHLANE_STRENGTH_BROKEN], 3);
	assert_int_equal(info.entries, 3);
	assert_int_equal(info.bytes_done, 14);
	assert_int_equal(info.bytes_total, 14);
	destroy(check);

	write_text("a", "Alpha");
	assert_int_equal(unlink(temp_tree_path(&tree, "b")), 0);
	check = run_with(NULL, "MD5SUMS");
	expect("FAILED a (md5)\nMISSING b\nOK c\n");
	info = info_of(check);
	assert_true(info.complete && !info.verified);
	destroy(check);
}

/* A list of bare digests whose algorithm is not that of md5sum's length. */
static void test_guess(void **state)
{
	hashlane_check check;

	(void)state;
	write_text("a", "alpha");
	write_text("b", "be");
	write_text("c", "gamma rays");
	put(&list, "%s  a\n%s  b\n%s  c\n%s  d\n", hex("blake3", "alpha"),
	    hex("blake3", "be"), hex("blake3", "gamma rays"),
	    hex("blake3", "delta"));
	check = run_with(NULL, "sums.txt");
	expect("OK a (blake3)\nOK b (blake3)\nOK c (blake3)\nMISSING d\n");
	assert_int_equal(list_of(check, 0).guessed.id, HASHLANE_HASH_BLAKE3);
	assert_true(list_of(check, 0).flags & HASHLANE_LIST_GUESSED);
	destroy(check);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_gnu_list, begin_test),
		cmocka_unit_test_setup(test_guess, begin_test),
	};

	return cmocka_run_group_tests_name("check", tests, begin, end);
}
