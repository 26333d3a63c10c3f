/* SPDX-License-Identifier: MIT */
/* list_hashdeep.c - "SIZE,DIGEST,...,NAME" below the headers of hashdeep. */
#define _GNU_SOURCE
#include "list_parse.h"

#include <string.h>

static enum parsed parse_header(struct list *list, const char *text)
{
	struct list_columns *columns = &list->hashdeep;
	bool digests = false;

	if (!strncmp(text, "HASHDEEP-", 9))
		return PARSED_NOTHING;
	memset(columns, 0, sizeof(*columns));
	while (columns->count < LIST_COLUMNS_MAX) {
		size_t bytes = strcspn(text, ","), i = columns->count++;

		columns->kinds[i] =
			list_column(&columns->specs[i], text, bytes);
		digests |= columns->kinds[i] == COLUMN_DIGEST;
		if (!text[bytes])
			break;
		text += bytes + 1;
	}
	if (columns->kinds[columns->count - 1] != COLUMN_NAME) {
		columns->count = 0;
		return list_bad(list, "a header of hashdeep whose last column "
				      "is no filename");
	}
	columns->refused = !digests;
	return PARSED_NOTHING;
}

/* " offset 512-1023" behind the name, as hashdeep -p writes it. */
static void take_range(struct list_entry *entry, char *name)
{
	static const char word[] = " offset ";
	char *found = NULL, *at = name, *dash;
	uint64_t first, last;

	while ((at = strstr(at, word))) {
		found = at;
		at++;
	}
	if (!found)
		return;
	at = found + sizeof(word) - 1;
	dash = strchr(at, '-');
	if (!dash || !list_number(&first, at, (size_t)(dash - at)) ||
	    !list_number(&last, dash + 1, strlen(dash + 1)) || last < first ||
	    !entry->size_known || last - first + 1 != entry->size_bytes)
		return;
	*found = 0;
	entry->is_range = true;
	entry->offset = first;
}

static bool take_field(struct list *list, size_t i, const char *text,
		       size_t bytes)
{
	const struct list_columns *columns = &list->hashdeep;
	struct list_entry *entry = &list->entry;

	switch (columns->kinds[i]) {
	case COLUMN_SIZE:
		entry->size_known = true;
		return list_number(&entry->size_bytes, text, bytes);
	case COLUMN_DIGEST:
		return list_add_digest(list, &columns->specs[i], text, bytes);
	default:
		return true;
	}
}

enum parsed list_parse_hashdeep(struct list *list, char *text, size_t bytes)
{
	const struct list_columns *columns = &list->hashdeep;
	char *at = text;

	(void)bytes;
	if (!strncmp(text, "%%%% ", 5))
		return parse_header(list, text + 5);
	if (!columns->count)
		return PARSED_NOT;
	for (size_t i = 0; i + 1 < columns->count; i++) {
		size_t length = strcspn(at, ",");

		if (!at[length] || !take_field(list, i, at, length))
			return PARSED_NOT;
		at += length + 1;
	}
	if (columns->refused)
		return list_bad(list, "the header names no algorithm known");
	list->entry.dialect = LIST_HASHDEEP;
	list->entry.name = at;
	take_range(&list->entry, at);
	return PARSED_ENTRY;
}
