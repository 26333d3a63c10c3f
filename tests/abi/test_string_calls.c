/* SPDX-License-Identifier: MIT */
/*
 * test_string_calls.c - the exports of strings: bad arguments, what is told
 * of a wrong text, texts of every length, many threads.
 */
#include "../support/bad_arguments.h"
#include "../support/check.h"
#include "../support/random_source.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* "naïve ✓ 🎉" and what it is in UTF-16. */
static const char mixed[] = "na\xc3\xafve \xe2\x9c\x93 \xf0\x9f\x8e\x89";
static const uint16_t mixed16[] = { 'n', 'a',    0xef, 'v',    'e',
				    ' ', 0x2713, ' ',  0xd83c, 0xdf89 };

enum { MIXED_UNITS = sizeof(mixed16) / sizeof(mixed16[0]) };

static struct hashlane_error new_error(void)
{
	struct hashlane_error error;

	memset(&error, 0xa5, sizeof(error));
	error.struct_size = sizeof(error);
	return error;
}

static void check_error(const struct hashlane_error *error, int32_t status,
			uint64_t offset)
{
	assert_int_equal(error->struct_size, sizeof(*error));
	assert_int_equal(error->status, status);
	assert_int_equal(error->os_error, 0);
	assert_int_equal(error->offset, offset);
	assert_true(strlen(error->message) > 0);
	assert_true(strlen(error->message) < sizeof(error->message));
}

static void bad_arguments_of_copy(void **state)
{
	struct hashlane_error error = new_error();
	char *out;

	(void)state;
	mark_untouched(&out, sizeof(out));
	assert_status(hashlane_string_copy(NULL, "a", 1, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_string_copy(&out, NULL, 1, &error),
		      HASHLANE_ARGUMENT);
	check_error(&error, HASHLANE_ARGUMENT, 0);
	assert_status(hashlane_string_copy(&out, "a", TOO_LONG, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_string_copy(&out, "a", SIZE_MAX, NULL),
		      HASHLANE_ARGUMENT);
	/* Nobody reads so far: there is no such memory. */
	error = new_error();
	assert_status(hashlane_string_copy(&out, "a", PTRDIFF_MAX, &error),
		      HASHLANE_NO_MEMORY);
	check_error(&error, HASHLANE_NO_MEMORY, 0);
	assert_status(hashlane_string_copy(&out, "a", PTRDIFF_MAX - 64, NULL),
		      HASHLANE_NO_MEMORY);
	assert_true(is_untouched(&out, sizeof(out)));
}

static void bad_arguments_of_utf16(void **state)
{
	struct hashlane_error error = new_error();
	const uint16_t *odd =
		(const uint16_t *)((uintptr_t)(const void *)mixed16 + 1);
	size_t bytes;
	char *out;

	(void)state;
	mark_untouched(&out, sizeof(out));
	mark_untouched(&bytes, sizeof(bytes));
	assert_status(
		hashlane_string_from_utf16(NULL, &bytes, mixed16, 1, NULL),
		HASHLANE_ARGUMENT);
	assert_status(
		hashlane_string_from_utf16(&out, &bytes, NULL, 1, &error),
		HASHLANE_ARGUMENT);
	check_error(&error, HASHLANE_ARGUMENT, 0);
	assert_status(hashlane_string_from_utf16(&out, &bytes, odd, 1, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_string_from_utf16(&out, &bytes, mixed16,
						 TOO_LONG / 2, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_string_from_utf16(&out, &bytes, mixed16,
						 SIZE_MAX, NULL),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_string_from_utf16(&out, &bytes, mixed16,
						 PTRDIFF_MAX / 2, NULL),
		      HASHLANE_NO_MEMORY);
	assert_true(is_untouched(&out, sizeof(out)));
	assert_true(is_untouched(&bytes, sizeof(bytes)));
}

static void bad_arguments_of_check(void **state)
{
	size_t valid;

	(void)state;
	mark_untouched(&valid, sizeof(valid));
	assert_status(hashlane_string_check(&valid, NULL, 1),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_string_check(&valid, "a", TOO_LONG),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_string_check(&valid, "a", SIZE_MAX),
		      HASHLANE_ARGUMENT);
	assert_true(is_untouched(&valid, sizeof(valid)));
	assert_status(hashlane_string_check(NULL, "\xff", 1), HASHLANE_UTF8);
	assert_status(hashlane_string_check(NULL, "a", 1), HASHLANE_OK);
	assert_status(hashlane_string_check(&valid, NULL, 0), HASHLANE_OK);
	assert_int_equal(valid, 0);
}

static int32_t copy_with(void *error)
{
	char *out;
	int32_t status;

	mark_untouched(&out, sizeof(out));
	status = hashlane_string_copy(&out, "a\xff", 2, error);
	assert_true(is_untouched(&out, sizeof(out)));
	return status;
}

static int32_t utf16_with(void *error)
{
	static const uint16_t lone = 0xd800;
	char *out;
	int32_t status;

	mark_untouched(&out, sizeof(out));
	status = hashlane_string_from_utf16(&out, NULL, &lone, 1, error);
	assert_true(is_untouched(&out, sizeof(out)));
	return status;
}

/* Too small an error is refused even where nothing would be told. */
static void sizes_of_errors(void **state)
{
	struct hashlane_error error = new_error();
	char *out;

	(void)state;
	check_struct_sizes(copy_with, &error, sizeof(error), HASHLANE_UTF8);
	check_struct_sizes(utf16_with, &error, sizeof(error), HASHLANE_UTF8);
	mark_untouched(&out, sizeof(out));
	error.struct_size = 8;
	assert_status(hashlane_string_copy(&out, "a", 1, &error),
		      HASHLANE_ABI);
	assert_status(
		hashlane_string_from_utf16(&out, NULL, mixed16, 1, &error),
		HASHLANE_ABI);
	assert_true(is_untouched(&out, sizeof(out)));
}

static void what_is_wrong_is_told(void **state)
{
	static const struct {
		const char *text;
		size_t bytes;
		int32_t status;
		size_t offset;
	} rows[] = {
		{ "\x80", 1, HASHLANE_UTF8, 0 },
		{ "abc\xc0\x80", 5, HASHLANE_UTF8, 3 },
		{ "abc\xe2\x82", 5, HASHLANE_UTF8, 3 },
		{ "\xe2\x82\xac\xed\xa0\x80", 6, HASHLANE_UTF8, 3 },
		{ "\xf4\x90\x80\x80", 4, HASHLANE_UTF8, 0 },
		{ "", 1, HASHLANE_FORMAT, 0 },
		{ "abc\0def", 7, HASHLANE_FORMAT, 3 },
		/* The first of several. */
		{ "a\0\xff", 3, HASHLANE_FORMAT, 1 },
		{ "a\xff\0", 3, HASHLANE_UTF8, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct hashlane_error error = new_error();
		size_t valid = 99;
		char *out;

		mark_untouched(&out, sizeof(out));
		assert_status(hashlane_string_copy(&out, rows[i].text,
						   rows[i].bytes, &error),
			      rows[i].status);
		check_error(&error, rows[i].status, rows[i].offset);
		assert_status(hashlane_string_copy(&out, rows[i].text,
						   rows[i].bytes, NULL),
			      rows[i].status);
		assert_true(is_untouched(&out, sizeof(out)));
		if (rows[i].status != HASHLANE_UTF8)
			continue;
		assert_status(hashlane_string_check(&valid, rows[i].text,
						    rows[i].bytes),
			      HASHLANE_UTF8);
		assert_int_equal(valid, rows[i].offset);
	}
	assert_status(hashlane_string_check(NULL, "a\0b", 3), HASHLANE_OK);
}

static void what_is_wrong_in_utf16_is_told(void **state)
{
	static const struct {
		uint16_t text[4];
		size_t units;
		int32_t status;
		size_t offset;
	} rows[] = {
		{ { 0xd800 }, 1, HASHLANE_UTF8, 0 },
		{ { 'a', 0xdc00, 'b' }, 3, HASHLANE_UTF8, 1 },
		{ { 0xe9, 0xd83c, 'b' }, 3, HASHLANE_UTF8, 1 },
		{ { 0xd83c, 0xdf89, 0xd83c }, 3, HASHLANE_UTF8, 2 },
		{ { 'a', 0, 'b' }, 3, HASHLANE_FORMAT, 1 },
		{ { 0xe9, 0xe9, 0xe9, 0 }, 4, HASHLANE_FORMAT, 3 },
		{ { 0, 0xd800 }, 2, HASHLANE_FORMAT, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct hashlane_error error = new_error();
		size_t bytes;
		char *out;

		mark_untouched(&out, sizeof(out));
		mark_untouched(&bytes, sizeof(bytes));
		assert_status(
			hashlane_string_from_utf16(&out, &bytes, rows[i].text,
						   rows[i].units, &error),
			rows[i].status);
		check_error(&error, rows[i].status, rows[i].offset);
		assert_true(is_untouched(&out, sizeof(out)));
		assert_true(is_untouched(&bytes, sizeof(bytes)));
	}
}

static void texts_of_every_kind(void **state)
{
	struct hashlane_error error = new_error(), before = error;
	size_t bytes = 99;
	char *out = NULL;

	(void)state;
	assert_status(hashlane_string_copy(&out, NULL, 0, &error),
		      HASHLANE_OK);
	assert_string_equal(out, "");
	hashlane_string_destroy(out);
	assert_status(hashlane_string_from_utf16(&out, NULL, NULL, 0, &error),
		      HASHLANE_OK);
	assert_string_equal(out, "");
	hashlane_string_destroy(out);
	assert_status(hashlane_string_copy(&out, mixed, strlen(mixed), &error),
		      HASHLANE_OK);
	assert_string_equal(out, mixed);
	hashlane_string_destroy(out);
	assert_status(hashlane_string_from_utf16(&out, &bytes, mixed16,
						 MIXED_UNITS, &error),
		      HASHLANE_OK);
	assert_int_equal(bytes, strlen(mixed));
	assert_string_equal(out, mixed);
	hashlane_string_destroy(out);
	hashlane_string_destroy(NULL);
	/* It is written only when a call fails. */
	assert_memory_equal(&error, &before, sizeof(error));
}

/* UTF-16 grows: by more than the string it was begun in has room for. */
static void every_length(void **state)
{
	enum { UNITS_MAX = 3000 };
	static uint16_t wide[UNITS_MAX];
	static char text[3 * UNITS_MAX];

	(void)state;
	for (size_t n = 1; n <= UNITS_MAX; n += n < 300 ? 1 : 67) {
		size_t plain = n / 2, bytes = 0;
		char *out;

		for (size_t i = 0; i < n; i++) {
			wide[i] = i < plain ? 'x' : 0x20ac;
			text[i] = (char)('a' + i % 26);
		}
		assert_status(hashlane_string_copy(&out, text, n, NULL),
			      HASHLANE_OK);
		assert_memory_equal(out, text, n);
		assert_int_equal(strlen(out), n);
		hashlane_string_destroy(out);
		assert_status(hashlane_string_from_utf16(&out, &bytes, wide, n,
							 NULL),
			      HASHLANE_OK);
		assert_int_equal(bytes, plain + 3 * (n - plain));
		assert_int_equal(strlen(out), bytes);
		for (size_t i = plain; i < bytes; i += 3)
			assert_memory_equal(out + i, "\xe2\x82\xac", 3);
		hashlane_string_destroy(out);
	}
}

static void megabytes(void **state)
{
	size_t bytes = (size_t)5 << 20, valid;
	char *text = malloc(bytes), *out;

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < bytes; i++)
		text[i] = i % 2 ? (char)0xa9 : (char)0xc3;
	assert_status(hashlane_string_copy(&out, text, bytes, NULL),
		      HASHLANE_OK);
	assert_memory_equal(out, text, bytes);
	assert_int_equal(out[bytes], 0);
	hashlane_string_destroy(out);
	text[bytes - 1] = 'a';
	assert_status(hashlane_string_check(&valid, text, bytes),
		      HASHLANE_UTF8);
	assert_int_equal(valid, bytes - 2);
	free(text);
}

enum { STRINGS = 100, THREADS = 100, ROUNDS = 20 };

/* Asserts do not work in threads: the first wrong line is told. */
static int string_cycles(uint64_t seed)
{
	struct random_source random = { seed };
	char *strings[STRINGS], text[2000];
	size_t lengths[STRINGS];

	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < STRINGS; i++) {
			size_t n = (size_t)random_below(&random, sizeof(text));

			memset(text, 'a' + (int)(i % 26), n);
			lengths[i] = n;
			if (hashlane_string_copy(&strings[i], text, n, NULL))
				return __LINE__;
		}
		for (size_t i = 0; i < STRINGS; i++) {
			char first = (char)('a' + i % 26);

			if (strlen(strings[i]) != lengths[i] ||
			    (lengths[i] &&
			     (strings[i][0] != first ||
			      strings[i][lengths[i] - 1] != first)))
				return __LINE__;
			hashlane_string_destroy(strings[i]);
		}
	}
	return 0;
}

static void *cycles_of_one(void *seed)
{
	return (void *)(intptr_t)string_cycles((uintptr_t)seed);
}

static void a_hundred_strings(void **state)
{
	(void)state;
	assert_int_equal(string_cycles(1), 0);
}

static void ten_times_a_hundred_threads(void **state)
{
	(void)state;
	for (int round = 0; round < 10; round++) {
		pthread_t threads[THREADS];

		for (uintptr_t i = 0; i < THREADS; i++)
			assert_int_equal(pthread_create(&threads[i], NULL,
							cycles_of_one,
							(void *)(i + 1)),
					 0);
		for (size_t i = 0; i < THREADS; i++) {
			void *line;

			assert_int_equal(pthread_join(threads[i], &line), 0);
			assert_int_equal((intptr_t)line, 0);
		}
	}
}

/* Strings are freed by another thread than made them. */
static void *free_all(void *strings)
{
	for (size_t i = 0; i < STRINGS; i++)
		hashlane_string_destroy(((char **)strings)[i]);
	return NULL;
}

static void freed_elsewhere(void **state)
{
	char *strings[STRINGS];
	pthread_t thread;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < STRINGS; i++)
			assert_status(hashlane_string_copy(&strings[i], mixed,
							   i % 3, NULL),
				      HASHLANE_OK);
		assert_int_equal(
			pthread_create(&thread, NULL, free_all, strings), 0);
		assert_int_equal(pthread_join(thread, NULL), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bad_arguments_of_copy),
		cmocka_unit_test(bad_arguments_of_utf16),
		cmocka_unit_test(bad_arguments_of_check),
		cmocka_unit_test(sizes_of_errors),
		cmocka_unit_test(what_is_wrong_is_told),
		cmocka_unit_test(what_is_wrong_in_utf16_is_told),
		cmocka_unit_test(texts_of_every_kind),
		cmocka_unit_test(every_length),
		cmocka_unit_test(megabytes),
		cmocka_unit_test(a_hundred_strings),
		cmocka_unit_test(ten_times_a_hundred_threads),
		cmocka_unit_test(freed_elsewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
