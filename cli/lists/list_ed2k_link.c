/* SPDX-License-Identifier: MIT */
/* list_ed2k_link.c - "ed2k://|file|NAME|SIZE|HASH|...|/". */
#define _GNU_SOURCE
#include "list_parse.h"

#include <string.h>
#include <strings.h>

enum { ED2K_PART_BYTES = 9728000 };

static const struct hashlane_algorithm_spec ed2k = {
	.id = HASHLANE_HASH_ED2K
};
static const struct hashlane_algorithm_spec aich = {
	.id = HASHLANE_HASH_AICH
};

/* "p=h1:h2": the digests of the parts. */
static bool take_parts(struct list *list, const char *text, size_t bytes)
{
	const char *end = text + bytes;

	if (!list_begin_parts(list, &ed2k, ED2K_PART_BYTES))
		return false;
	for (;;) {
		const char *colon = memchr(text, ':', (size_t)(end - text));
		const char *stop = colon ? colon : end;

		if (!list_add_part(list, text, (size_t)(stop - text)))
			return false;
		if (!colon)
			return true;
		text = colon + 1;
	}
}

static bool take_option(struct list *list, const char *text, size_t bytes)
{
	if (bytes > 2 && !strncasecmp(text, "h=", 2))
		return list_add_digest(list, &aich, text + 2, bytes - 2);
	if (bytes > 2 && !strncasecmp(text, "p=", 2))
		return take_parts(list, text + 2, bytes - 2);
	/* "s=http://...", "/", "sources,1.2.3.4:5", and what may come. */
	if (bytes > 1 || (bytes && *text != '/'))
		list_foreign(list, "it has fields that cannot be filled");
	return true;
}

/* Does the field end where another link begins? */
static bool begins_link(const char *text, size_t bytes)
{
	static const char scheme[] = "ed2k://";
	size_t length = sizeof(scheme) - 1;

	return bytes >= length &&
	       !strncasecmp(text + bytes - length, scheme, length);
}

enum parsed list_parse_ed2k_link(struct list *list, char *text, size_t bytes)
{
	static const char start[] = "ed2k://|file|";
	struct list_entry *entry = &list->entry;
	char *at = text + sizeof(start) - 1, *name = at;
	size_t field = 0;

	(void)bytes;
	if (strncasecmp(text, start, sizeof(start) - 1) != 0)
		return PARSED_NOT;
	for (;; field++) {
		size_t length = strcspn(at, "|");
		bool good = true;

		if (!at[length])
			break;
		if (field && begins_link(at, length))
			return list_bad(list, "two links on one line");
		if (field == 1)
			good = list_number(&entry->size_bytes, at, length);
		else if (field == 2)
			good = list_add_digest(list, &ed2k, at, length);
		else if (field > 2)
			good = take_option(list, at, length);
		if (!good)
			return list_bad(list, "a bad field %zu in the link",
					field + 1);
		at += length + 1;
	}
	if (field < 3)
		return list_bad(list, "a link that is cut off");
	at += *at == '/';
	if (at[strspn(at, " \t")])
		return list_bad(list, "something behind the link");
	name[strcspn(name, "|")] = 0;
	if (!list_decode_percent(name))
		return list_bad(list, "a NUL in the name");
	entry->size_known = true;
	entry->dialect = LIST_ED2K_LINK;
	entry->name = name;
	return PARSED_ENTRY;
}
