/* SPDX-License-Identifier: MIT */
/* output.h - lines that are collected in memory and written to a descriptor. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

struct screen;

/*
 * Start as { .fd = N }. After an error, all output is dropped silently.
 *
 * A terminal obeys control characters, and file names may have them. If the
 * descriptor is a terminal, output_bytes, output_text and output_json escape
 * what is not printable. Pipes and files get every byte as it is.
 */
struct output {
	int fd;
	bool terminal;         /* known once `text` is set */
	int os_error;          /* errno of the first failure */
	struct screen *screen; /* drawn on the same terminal, or NULL */
	char *text;
	size_t bytes;
	size_t whole; /* bytes up to the end of the last line */
	size_t capacity;
	char first[4096]; /* text at first: "out of memory" needs none */
};

void output_bytes(struct output *output, const char *text, size_t bytes);
void output_text(struct output *output, const char *text);

/* JSON, valid UTF-8: escapes on a terminal are those of JSON. */
void output_json(struct output *output, const char *text, size_t bytes);

/* Text of the program itself, which may have newlines and controls. */
void output_raw(struct output *output, const char *text);

/* End the current line with `end`; full buffers are written. */
void output_line(struct output *output, char end);

/* Drop the current line. */
void output_undo(struct output *output);

/* Write all complete lines. */
void output_flush(struct output *output);

/* Write all complete lines, close the descriptor, free the memory. */
void output_close(struct output *output);

#endif
