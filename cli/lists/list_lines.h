/* SPDX-License-Identifier: MIT */
/* list_lines.h - a list split into lines. */
#ifndef CLI_LIST_LINES_H
#define CLI_LIST_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct list_lines {
	int fd;
	char end; /* of a line */
	bool ended;
	bool closed;     /* the line has an end, which is NUL now */
	bool positional; /* read from `position` on, which is this reader's */
	uint64_t position; /* of what is read next */
	int os_error;
	uint64_t number; /* of the line read last, from 1 */
	char *text;
	size_t room;
	size_t filled;
	size_t start; /* of the line */
	size_t next;  /* of what follows it */
};

enum line_outcome {
	LINE_READ,
	LINE_LONG, /* more than LIST_LINE_MAX; passed over */
	LINE_END,
	LINE_BROKEN /* os_error */
};

/* Of a descriptor that the lines own from then on. */
void list_lines_open(struct list_lines *lines, int fd, char end);
void list_lines_close(struct list_lines *lines);

/* Where the line begins, and where what follows it does, from the list's. */
uint64_t list_lines_start(const struct list_lines *lines);
uint64_t list_lines_after(const struct list_lines *lines);

/* The next line, without its end, NUL-terminated; it may be written to. */
enum line_outcome list_lines_next(struct list_lines *lines, char **text,
				  size_t *bytes);

/*
 * The line and the one behind it as one, with the end between them. What was
 * written to it stays.
 */
enum line_outcome list_lines_more(struct list_lines *lines, char **text,
				  size_t *bytes);

/*
 * Go back to where the line had `bytes`, and the number `number`: what lines
 * were added to it is read again.
 */
void list_lines_back(struct list_lines *lines, size_t bytes, uint64_t number);

#endif
