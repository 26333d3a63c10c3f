/* SPDX-License-Identifier: MIT */
/* printable.h - which bytes of a text a terminal may be given as they are. */
#ifndef CLI_PRINTABLE_H
#define CLI_PRINTABLE_H

#include <stddef.h>
#include <stdint.h>

/* "\\ooo" and the NUL. */
enum { ESCAPE_BYTES = 5 };

/* The length of the character of UTF-8 at `text`; 0: there is none. */
size_t utf8_read(const char *text, size_t bytes, uint32_t *character);

/*
 * The length in bytes of the character of UTF-8 at `text`, if it is one that
 * only shows itself. 0: it is no UTF-8, or C0, DEL or C1 (escape sequences
 * start with these), or it ends a line, or it turns the direction of writing.
 */
size_t printable_bytes(const char *text, size_t bytes);

/* How much of `text`, from its start, is printable. */
size_t printable_run(const char *text, size_t bytes);

/* Write "\n", "\r", "\t" or "\ooo" for a byte that is not printable. */
void printable_escape(char out[ESCAPE_BYTES], char byte);

/*
 * The most columns that the printable character at `text` takes. No character
 * takes more than two, and none before U+1100 more than one.
 */
size_t printable_columns(const char *text);

#endif
