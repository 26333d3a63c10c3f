/* SPDX-License-Identifier: MIT */
/*
 * percent.h - percent-encoding of names in links (RFC 3986).
 */
#ifndef HLN_PERCENT_H
#define HLN_PERCENT_H

#include <stdbool.h>
#include <stddef.h>

struct hln_list_entry;
struct hln_list_writer;

/*
 * Write all but the unreserved characters and "/" as "%XX", and what a reader
 * would not decode: see hln_percent_take_name.
 */
void hln_percent_put(struct hln_list_writer *writer, const char *text,
		     size_t bytes);

/*
 * Decode NUL-terminated text in place. A percent sign that two hexadecimal
 * digits do not follow stands for itself, as in browsers. Returns the length;
 * false: the text holds an encoded NUL, and it is unspecified.
 */
bool hln_percent_undo(char *text, size_t *bytes);

/*
 * Set the name of an entry to NUL-terminated text that lives as long, decoded.
 * It is kept as it is if that would add a separator, a component "..", a drive
 * or a host. False: it holds an encoded NUL.
 */
bool hln_percent_take_name(struct hln_list_entry *entry, const char *name);

#endif
