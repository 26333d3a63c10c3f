/* SPDX-License-Identifier: MIT */
/* list_sfv.c - "NAME CRC32", with comments that start with ";". */
#define _GNU_SOURCE
#include "list_parse.h"

#include <string.h>

/* Where the blank before the digits is; 0: nowhere. */
static size_t find_blank(const char *text, size_t bytes)
{
	const char *blank;

	while (bytes && (text[bytes - 1] == ' ' || text[bytes - 1] == '\t'))
		bytes--;
	blank = memrchr(text, ' ', bytes);
	if (!blank || text + bytes - blank != 9 ||
	    strspn(blank + 1, "0123456789abcdefABCDEF") < 8)
		return 0;
	return (size_t)(blank - text);
}

size_t list_sfv_name(const char *text, size_t bytes)
{
	return find_blank(text, bytes);
}

enum parsed list_parse_sfv(struct list *list, char *text, size_t bytes)
{
	static const struct hashlane_algorithm_spec crc32 = {
		.id = HASHLANE_HASH_CRC32,
	};
	size_t blank = find_blank(text, bytes);

	/* The digits behind an equals sign are those of a line with a tag. */
	if (!blank || list->tagged ||
	    !list_add_digest(list, &crc32, text + blank + 1, 8))
		return PARSED_NOT;
	text[blank] = 0;
	list->entry.dialect = LIST_SFV;
	list->entry.name = text;
	return PARSED_ENTRY;
}
