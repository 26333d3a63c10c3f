/* SPDX-License-Identifier: MIT */
/* check_texts.c - what tests of checks share. */
#define _GNU_SOURCE
#include "check_texts.h"
#include "oracle.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct temp_tree tree;
hashlane_engine engine;
struct text list, got;

const char *const verdict_words[HASHLANE_MAX_VERDICTS] = {
	"OK",      "FAILED",  "MISSING", "CHANGED", "UNREADABLE",
	"UNKNOWN", "REFUSED", "MOVED",   "EXTRA",   "MALFORMED",
};

void put(struct text *text, const char *format, ...)
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

void clear_text(struct text *text)
{
	text->filled = 0;
	text->bytes[0] = 0;
}

int begin_checks(void **state)
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

int end_checks(void **state)
{
	(void)state;
	free(list.bytes);
	free(got.bytes);
	temp_tree_remove(&tree);
	return hashlane_engine_destroy(engine);
}

int begin_check(void **state)
{
	(void)state;
	temp_tree_remove(&tree);
	temp_tree_make(&tree);
	clear_text(&list);
	clear_text(&got);
	return 0;
}

void write_text(const char *name, const char *text)
{
	free(temp_tree_write(&tree, name, text, strlen(text)));
}

void make_folder(const char *name)
{
	char *path = temp_tree_path(&tree, name);

	assert_int_equal(mkdir(path, 0700), 0);
	free(path);
}

const char *hex_of(const char *algorithm, const void *data, size_t bytes)
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

const char *hex(const char *algorithm, const char *text)
{
	return hex_of(algorithm, text, strlen(text));
}

void put_line(const char *content, const char *name)
{
	put(&list, "%s  %s\n", hex("md5", content), name);
}

hashlane_check create_check(const struct hashlane_check_options *given)
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

void add_list(hashlane_check check, const char *name)
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

struct hashlane_check_info info_of(hashlane_check check)
{
	struct hashlane_check_info info = { .struct_size = sizeof(info) };

	assert_status(hashlane_check_get_info(&info, check), HASHLANE_OK);
	return info;
}

struct hashlane_check_list list_of(hashlane_check check, uint32_t number)
{
	struct hashlane_check_list known = { .struct_size = sizeof(known) };

	assert_status(hashlane_check_get_list(&known, check, number),
		      HASHLANE_OK);
	return known;
}

void destroy_check(hashlane_check check)
{
	assert_status(hashlane_check_destroy(check), HASHLANE_OK);
}

void put_verdicts(const struct hashlane_verdicts *verdicts,
		  void (*put_row)(const struct hashlane_verdict_row *row))
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

int32_t take_rows(hashlane_check check, int64_t timeout_ms,
		  void (*put_row)(const struct hashlane_verdict_row *row))
{
	const struct hashlane_verdicts *verdicts;
	int32_t status;

	while (!(status = hashlane_check_next(&verdicts, check, timeout_ms)))
		put_verdicts(verdicts, put_row);
	return status;
}

void expect(const char *wanted)
{
	assert_string_equal(got.bytes, wanted);
	clear_text(&got);
}
