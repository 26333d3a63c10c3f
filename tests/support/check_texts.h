/* SPDX-License-Identifier: MIT */
/*
 * check_texts.h - what tests of checks share: a folder, an engine, a list as
 * text, and the rows of a check as text, one line a row.
 */
#ifndef TESTS_CHECK_TEXTS_H
#define TESTS_CHECK_TEXTS_H

#include "check.h"
#include "temp_tree.h"

#include <stddef.h>
#include <stdint.h>

enum { TEXT_BYTES = 16 << 20 };

/* A text that grows, up to TEXT_BYTES. */
struct text {
	char *bytes;
	size_t filled;
};

extern struct temp_tree tree;
extern hashlane_engine engine;
extern struct text list, got;
/* By HASHLANE_VERDICT_*. */
extern const char *const verdict_words[HASHLANE_MAX_VERDICTS];

/* Of a group: an engine with two workers. */
int begin_checks(void **state);
int end_checks(void **state);
/* Of each test: an empty folder, an empty list, no rows. */
int begin_check(void **state);

__attribute__((format(printf, 2, 3))) void put(struct text *text,
					       const char *format, ...);
void clear_text(struct text *text);

void write_text(const char *name, const char *text);
void make_folder(const char *name);
/* A digest by an oracle as hexadecimal text, in one of eight buffers. */
const char *hex_of(const char *algorithm, const void *data, size_t bytes);
const char *hex(const char *algorithm, const char *text);
/* Append a line of md5sum to the list. */
void put_line(const char *content, const char *name);

/* The base is the folder, unless the options have one; they may be NULL. */
hashlane_check create_check(const struct hashlane_check_options *options);
/* Add the list, by this name or NULL; the text must live on. */
void add_list(hashlane_check check, const char *name);
struct hashlane_check_info info_of(hashlane_check check);
struct hashlane_check_list list_of(hashlane_check check, uint32_t number);
void destroy_check(hashlane_check check);

/* Append the rows of verdicts to `got` by `put_row`, and free them. */
void put_verdicts(const struct hashlane_verdicts *verdicts,
		  void (*put_row)(const struct hashlane_verdict_row *row));

/*
 * Take verdicts until none comes within the time; see
 * put_verdicts. Returns the status of the last call.
 */
int32_t take_rows(hashlane_check check, int64_t timeout_ms,
		  void (*put_row)(const struct hashlane_verdict_row *row));

/* Compare `got` with these rows, and empty it. */
void expect(const char *wanted);

#endif
