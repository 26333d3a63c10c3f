/* SPDX-License-Identifier: MIT */
/* percent.c - percent-encoding of names in links (RFC 3986). */
#include "percent.h"

#include "../base/text.h"
#include "list_writer.h"

#include <string.h>

/* Unreserved (RFC 3986, 2.3), or the separator of a path. */
static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c && strchr("-._~/", c));
}

void hln_percent_put(struct hln_list_writer *writer, const char *text,
		     size_t bytes)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t plain = 0;

	for (size_t i = 0; i < bytes; i++) {
		unsigned byte = (unsigned char)text[i];
		char code[] = { '%', digits[byte >> 4], digits[byte & 15] };

		if (is_plain(text[i]))
			continue;
		hln_list_writer_put(writer, text + plain, i - plain);
		hln_list_writer_put(writer, code, sizeof(code));
		plain = i + 1;
	}
	hln_list_writer_put(writer, text + plain, bytes - plain);
}

bool hln_percent_undo(char *text, size_t *bytes)
{
	char *to = text;
	uint8_t byte;

	for (const char *from = text; *from;) {
		if (*from != '%' || !from[1] ||
		    !hln_text_decode(&byte, 1, HASHLANE_TEXT_HEX, from + 1,
				     2)) {
			*to++ = *from++;
			continue;
		}
		if (!byte)
			return false;
		*to++ = (char)byte;
		from += 3;
	}
	*to = 0;
	*bytes = (size_t)(to - text);
	return true;
}
