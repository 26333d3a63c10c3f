/* SPDX-License-Identifier: MIT */
/* list_magnet.c - "magnet:?xl=SIZE&dn=NAME&xt=urn:...". */
#define _GNU_SOURCE
#define _GNU_SOURCE
#include "list_parse.h"

#include <string.h>
#include <strings.h>

/* "+" is a blank, as in the forms of HTML, whence magnet has its encoding. */
static bool decode(char *text)
{
	for (char *at = text; *at; at++)
		if (*at == '+')
			*at = ' ';
	return list_decode_percent(text);
}

/* "urn:tree:tiger:DIGEST"; what is unknown is passed over. */
static bool take_topic(struct list *list, const char *text)
{
	struct hashlane_algorithm_spec spec = { 0 };
	const char *name = text + 4, *digest = strrchr(text, ':'), *dot;

	if (strncasecmp(text, "urn:", 4) != 0 || digest < name) {
		list_foreign(list, "its links lead to more than files");
		return true;
	}
	if (!strncasecmp(name, "bitprint:", 9)) {
		dot = strchr(digest, '.');
		spec.id = HASHLANE_HASH_SHA1;
		if (!dot || !list_add_digest(list, &spec, digest + 1,
					     (size_t)(dot - digest) - 1))
			return false;
		spec.id = HASHLANE_HASH_TTH;
		return list_add_digest(list, &spec, dot + 1, strlen(dot + 1));
	}
	if (!list_algorithm(&spec, name, (size_t)(digest - name))) {
		list_foreign(list, "it has digests of unknown algorithms");
		return true;
	}
	return list_add_digest(list, &spec, digest + 1, strlen(digest + 1));
}

/* Is this the key, or the same with a number ("xt.1")? */
static bool is_key(const char *text, const char *key)
{
	size_t bytes = strlen(key);

	return !strncasecmp(text, key, bytes) &&
	       (text[bytes] == '=' || text[bytes] == '.');
}

static bool take_field(struct list *list, char *field)
{
	struct list_entry *entry = &list->entry;
	char *value = strchr(field, '=');

	if (!value)
		return true;
	value++;
	if (!decode(value))
		return false;
	if (is_key(field, "xt"))
		return take_topic(list, value);
	if (is_key(field, "xl")) {
		entry->size_known = true;
		return list_number(&entry->size_bytes, value, strlen(value));
	}
	if (is_key(field, "dn") && entry->name)
		return false;
	if (is_key(field, "dn"))
		entry->name = value;
	else
		list_foreign(list, "it has fields that cannot be filled");
	return true;
}

enum parsed list_parse_magnet(struct list *list, char *text, size_t bytes)
{
	static const char start[] = "magnet:?";
	char *at = text + sizeof(start) - 1, *save = NULL;

	(void)bytes;
	if (strncasecmp(text, start, sizeof(start) - 1) != 0)
		return PARSED_NOT;
	if (strcasestr(at, start))
		return list_bad(list, "two links on one line");
	for (char *field = strtok_r(at, "&", &save); field;
	     field = strtok_r(NULL, "&", &save))
		if (!take_field(list, field))
			return list_bad(list, "a bad field '%.2s' in the link",
					field);
	if (!list->entry.name)
		return list_bad(list, "a link without a name (dn)");
	if (!list->entry.digest_count)
		return list_bad(list, "a link without a digest known");
	list->entry.dialect = LIST_MAGNET;
	return PARSED_ENTRY;
}
