/* SPDX-License-Identifier: MIT */
/* printable.h - which bytes of a text can be written to a terminal. */
#ifndef CLI_PRINTABLE_H
#define CLI_PRINTABLE_H

#include <stddef.h>
#include <stdint.h>

/* "\\ooo" and the NUL. */
enum { ESCAPE_BYTES = 5 };

/* The length of the UTF-8 character at `text`; 0: there is none. */
size_t utf8_read(const char *text, size_t bytes, uint32_t *character);

/*
 * The length in bytes of the UTF-8 character at `text` if it is printable. 0:
 * it is not UTF-8, a control (C0, DEL or C1, which start escape sequences),
 * the end of a line, or a character that changes the direction of writing.
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
