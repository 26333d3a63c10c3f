/* SPDX-License-Identifier: MIT */
/* name_base64.h - names in base64 (RFC 4648), for CSV. */
#ifndef HLN_NAME_BASE64_H
#define HLN_NAME_BASE64_H

#include <stdbool.h>
#include <stddef.h>

struct hln_list_writer;

void hln_name_base64_put(struct hln_list_writer *writer, const char *name,
			 size_t bytes);

/*
 * Decode NUL-terminated text in place, with all of its padding or none. Returns
 * the length; false: the text is not base64 or holds a NUL.
 */
bool hln_name_base64_undo(char *text, size_t *bytes);

#endif
