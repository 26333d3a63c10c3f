/* SPDX-License-Identifier: MIT */
/*
 * name_escape.h - the escapes of names in GNU and BSD lines: a backslash, a
 * newline and a carriage return are written as "\\", "\n" and "\r". A line
 * with an escaped name begins with a backslash.
 */
#ifndef HLN_NAME_ESCAPE_H
#define HLN_NAME_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

struct hln_list_writer;

/* Does the name hold a byte that must be escaped? */
bool hln_name_escape_needed(const char *name, size_t bytes);

/* Write the name with its escapes, without the backslash before the line. */
void hln_name_escape_put(struct hln_list_writer *writer, const char *name,
			 size_t bytes);

/*
 * Undo the escapes of a NUL-terminated name in place. False: it has a
 * backslash that begins no escape, and the name is unspecified.
 */
bool hln_name_escape_undo(char *name);

#endif
