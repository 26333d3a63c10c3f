/* SPDX-License-Identifier: MIT */
/* percent.c - percent-encoding of names in links (RFC 3986). */
#include "percent.h"

#include "../base/text.h"
#include "../../include/hashlane.h"
#include "list_entry.h"
#include "list_writer.h"
#include "name_reading.h"

#include <stdlib.h>
#include <string.h>

/* Unreserved (RFC 3986, 2.3), or the separator of a path. */
static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || (c && strchr("-._~/", c));
}

static bool is_dots(const char *text)
{
	return text[0] == '.' && text[1] == '.';
}

/* Would a reader, if it was encoded, take it for a name elsewhere? */
static bool is_kept(const char *text, size_t bytes, size_t i)
{
	if (text[i] == ':')
		return i == 1 &&
		       (bytes == 2 || text[2] == '/' || text[2] == '\\');
	return text[i] == '\\' &&
	       (i < 2 || (i == 2 && text[1] == ':') || is_dots(text + i - 2) ||
		(bytes - i > 2 && is_dots(text + i + 1)));
}

void hln_percent_put(struct hln_list_writer *writer, const char *text,
		     size_t bytes)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t plain = 0;

	for (size_t i = 0; i < bytes; i++) {
		unsigned byte = (unsigned char)text[i];
		char code[] = { '%', digits[byte >> 4], digits[byte & 15] };

		if (is_plain(text[i]) || is_kept(text, bytes, i))
			continue;
		hln_list_writer_put(writer, text + plain, i - plain);
		hln_list_writer_put(writer, code, sizeof(code));
		plain = i + 1;
	}
	hln_list_writer_put(writer, text + plain, bytes - plain);
}

bool hln_percent_undo(char *text, size_t *bytes)
{
	char *to = text + strcspn(text, "%");
	uint8_t byte;

	for (const char *from = to; *from;) {
		if (*from != '%' || !from[1] ||
		    !hln_text_decode_hex(&byte, 1, from + 1)) {
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

bool hln_percent_take_name(struct hln_list_entry *entry, const char *name)
{
	struct hashlane_list_entry *known = &entry->known;
	size_t bytes = strlen(name);
	struct hln_name_reading reading;

	known->name = name;
	known->name_bytes = bytes;
	if (!memchr(name, '%', bytes)) {
		known->flags |= HASHLANE_LIST_PERCENT;
		return true;
	}
	if (strstr(name, "%00"))
		return false;
	if (!hln_list_entry_reserve_name(entry, bytes + 1)) {
		entry->no_memory = true;
		return true;
	}
	hln_name_reading_begin(&reading, name, bytes, HLN_NAME_LINK,
			       entry->name, bytes + 1);
	if (!hln_name_reading_next(&reading) ||
	    reading.done & HASHLANE_READING_PERCENT)
		return true;
	known->name = reading.name;
	known->name_bytes = reading.bytes;
	known->flags |= HASHLANE_LIST_PERCENT;
	entry->undecoded = name;
	return true;
}
