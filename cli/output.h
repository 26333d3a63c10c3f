/* SPDX-License-Identifier: MIT */
/* output.h - lines collected in memory and written whole to a descriptor. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stddef.h>

struct watch;

/* Start as { .fd = N }. After an error everything is dropped silently. */
struct output {
	int fd;
	int os_error;        /* errno of the first failure */
	struct watch *watch; /* whose terminal it is as well, or NULL */
	char *text;
	size_t bytes;
	size_t whole; /* bytes up to the end of the last line */
	size_t capacity;
	char first[4096]; /* text at first: "out of memory" needs none */
};

void output_bytes(struct output *output, const char *text, size_t bytes);
void output_text(struct output *output, const char *text);

/* End the line begun with `end`; now and then the lines are written. */
void output_line(struct output *output, char end);

/* Drop the line begun. */
void output_undo(struct output *output);

/* Write what is whole. */
void output_flush(struct output *output);

/* Write what is whole, close the descriptor, free the memory. */
void output_close(struct output *output);

#endif
