/* SPDX-License-Identifier: MIT */
/* list_sfv.c - "NAME CRC32", with comments that start with ";". */
#define _GNU_SOURCE
#include "list_parse.h"

#include <string.h>

enum parsed list_parse_sfv(struct list *list, char *text, size_t bytes)
{
	static const struct hashlane_algorithm_spec crc32 = {
		.id = HASHLANE_HASH_CRC32,
	};
	size_t end = bytes;
	char *space;

	if (*text == ';')
		return PARSED_NOTHING;
	while (end && (text[end - 1] == ' ' || text[end - 1] == '\t'))
		end--;
	space = memrchr(text, ' ', end);
	if (!space || text + end - space != 9 ||
	    strspn(space + 1, "0123456789abcdefABCDEF") < 8 ||
	    !list_add_digest(list, &crc32, space + 1, 8))
		return PARSED_NOT;
	*space = 0;
	list->entry.dialect = LIST_SFV;
	list->entry.name = text;
	return PARSED_ENTRY;
}
