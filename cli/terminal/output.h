/* SPDX-License-Identifier: MIT */
/* output.h - lines collected in memory and written whole to a descriptor. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

struct screen;

/*
 * Start as { .fd = N }. After an error everything is dropped silently.
 *
 * A terminal obeys control characters, and names come from others: if the
 * descriptor is a terminal, output_bytes, output_text and output_json escape
 * all that is not printable. Pipes and files get every byte as it is.
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

/* JSON that is valid UTF-8: a terminal gets "\u009b", which JSON reads. */
void output_json(struct output *output, const char *text, size_t bytes);

/* The program's own text, with line ends or controls that a terminal obeys. */
void output_raw(struct output *output, const char *text);

/* End the line begun with `end`; now and then the lines are written. */
void output_line(struct output *output, char end);

/* Drop the line begun. */
void output_undo(struct output *output);

/* Write what is whole. */
void output_flush(struct output *output);

/* Write what is whole, close the descriptor, free the memory. */
void output_close(struct output *output);

#endif
