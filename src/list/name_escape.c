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

/*
 * May one of eight bytes be special: is one a backslash, or a control? What is
 * subtracted borrows from the highest bit of a byte only if the byte is less.
 */
static inline bool may_be_special(const char *eight)
{
	const uint64_t ones = UINT64_MAX / UINT8_MAX;
	uint64_t x = hln_load64_le((const uint8_t *)eight);
	uint64_t y = x ^ ones * '\\';

	return (((x - ones * ' ') & ~x) | ((y - ones) & ~y)) & ones << 7;
}

static bool is_special(char c)
{
	return memchr(special, c, SPECIAL_BYTES);
}

/* Every line asks, and few names have a control. */
bool hln_name_escape_needed(const char *name, size_t bytes)
{
	size_t i = 0;

	while (bytes - i >= 8 && !may_be_special(name + i))
		i += 8;
	for (; i < bytes; i++)
		if ((name[i] < ' ' || name[i] == '\\') && is_special(name[i]))
			return true;
	return false;
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
