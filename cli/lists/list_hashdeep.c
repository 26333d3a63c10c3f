/* SPDX-License-Identifier: MIT */
/* list_hashdeep.c - "SIZE,DIGEST,...,NAME" below the headers of hashdeep. */
#define _GNU_SOURCE
#include "list_parse.h"

#include <string.h>

static enum parsed parse_header(struct list *list, const char *text)
{
	struct list_columns *columns = &list->hashdeep;
	bool begun = columns->begun, digests = false;
	static const char digits[] = "0123456789.";
	enum list_column_kind wanted;

	if (!strncmp(text, "HASHDEEP-", 9) && text[9] &&
	    !text[9 + strspn(text + 9, digits)]) {
		columns->begun = true;
		return PARSED_NOTHING;
	}
	if (!begun)
		return list_bad(list, "a header of hashdeep where none can "
				      "stand");
	memset(columns, 0, sizeof(*columns));
	while (columns->count < LIST_COLUMNS_MAX) {
		size_t bytes = strcspn(text, ","), i = columns->count++;

		columns->kinds[i] = list_column(&columns->specs[i], text,
						bytes);
		wanted = i ? COLUMN_DIGEST : COLUMN_SIZE;
		if (!text[bytes])
			wanted = COLUMN_NAME;
		if (columns->kinds[i] != wanted)
			list_foreign(list,
				     "it has columns that cannot be filled");
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
	list->dialects |= 1u << LIST_HASHDEEP;
	return PARSED_NOTHING;
}

/*
 * " offset 512-1023" behind the name, as hashdeep -p writes it. A file may be
 * called so as well, and then the line is of that file.
 */
static void take_range(struct list *list, char *name)
{
	struct list_entry *entry = &list->entry;
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
	    !entry->size_known || list_names_file(list, name))
		return;
	/* An empty file has one piece, of nothing. */
	if (!last && !entry->size_bytes) {
		*found = 0;
		return;
	}
	if (last - first + 1 != entry->size_bytes)
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
	list->hashdeep.begun = false;
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
	take_range(list, at);
	return PARSED_ENTRY;
}
