/* SPDX-License-Identifier: MIT */
/* name_base64.c - names in base64 (RFC 4648), for CSV. */
#include "name_base64.h"

#include "../base/text.h"
#include "list_writer.h"

#include <string.h>

/* A block needs no padding, unless it is the last one. */
enum { BLOCK_BYTES = 48, BLOCK_DIGITS = 64 };

void hln_name_base64_put(struct hln_list_writer *writer, const char *name,
			 size_t bytes)
{
	char text[BLOCK_DIGITS];

	for (size_t i = 0; i < bytes; i += BLOCK_BYTES) {
		size_t n = bytes - i < BLOCK_BYTES ? bytes - i : BLOCK_BYTES;

		hln_text_encode(text, HASHLANE_TEXT_BASE64,
				(const uint8_t *)name + i, n);
		hln_list_writer_put(writer, text,
				    hln_text_length(HASHLANE_TEXT_BASE64, n));
	}
}

bool hln_name_base64_undo(char *text, size_t *bytes)
{
	size_t digits = strlen(text), padding = 0, filled = 0;
	uint8_t block[BLOCK_BYTES];

	while (digits && padding < 2 && text[digits - 1] == '=') {
		digits--;
		padding++;
	}
	if (padding && (digits + padding) % 4)
		return false;
	for (size_t i = 0; i < digits; i += BLOCK_DIGITS) {
		size_t n = digits - i < BLOCK_DIGITS ? digits - i :
						       BLOCK_DIGITS;
		size_t decoded = n * 6 / 8;

		if (!hln_text_decode(block, decoded, HASHLANE_TEXT_BASE64,
				     text + i, n) ||
		    memchr(block, 0, decoded))
			return false;
		memcpy(text + filled, block, decoded);
		filled += decoded;
	}
	text[filled] = 0;
	*bytes = filled;
	return true;
}
