/* SPDX-License-Identifier: MIT */
/*
 * name_escape.c - the escapes of names in GNU and BSD lines, as md5sum of GNU
 * coreutils 9.1 writes and reads them.
 */
#include "name_escape.h"

#include "../base/bytes.h"
#include "list_writer.h"

#include <string.h>

/* letters[i] stands for special[i] behind a backslash. */
static const char special[] = "\\\n\r";
static const char letters[] = "\\nr";

enum { SPECIAL_BYTES = sizeof(special) - 1 };

/* Has one of eight bytes this value? */
static bool has_byte(uint64_t word, char c)
{
	const uint64_t ones = UINT64_MAX / UINT8_MAX;
	uint64_t x = word ^ ones * (unsigned char)c;

	return (x - ones) & ~x & ones << 7;
}

static bool has_special(const char *eight)
{
	uint64_t word = hln_load64_le((const uint8_t *)eight);

	return has_byte(word, special[0]) || has_byte(word, special[1]) ||
	       has_byte(word, special[2]);
}

/* Every line asks, so eight bytes are looked at together. */
bool hln_name_escape_needed(const char *name, size_t bytes)
{
	char last[8] = { 0 };
	size_t i = 0;

	for (; bytes - i >= sizeof(last); i += sizeof(last))
		if (has_special(name + i))
			return true;
	if (i == bytes)
		return false;
	memcpy(last, name + i, bytes - i);
	return has_special(last);
}

void hln_name_escape_put(struct hln_list_writer *writer, const char *name,
			 size_t bytes)
{
	size_t plain = 0;

	for (size_t i = 0; i < bytes; i++) {
		const char *found = memchr(special, name[i], SPECIAL_BYTES);

		if (!found)
			continue;
		hln_list_writer_put(writer, name + plain, i - plain);
		hln_list_writer_put(writer, "\\", 1);
		hln_list_writer_put(writer, &letters[found - special], 1);
		plain = i + 1;
	}
	hln_list_writer_put(writer, name + plain, bytes - plain);
}

bool hln_name_escape_undo(char *name)
{
	char *to = strchr(name, '\\');
	const char *from = to;

	if (!to)
		return true;
	while (*from) {
		const char *found;

		if (*from != '\\') {
			*to++ = *from++;
			continue;
		}
		found = from[1] ? memchr(letters, from[1], SPECIAL_BYTES) :
				  NULL;
		if (!found)
			return false;
		*to++ = special[found - letters];
		from += 2;
	}
	*to = 0;
	return true;
}
