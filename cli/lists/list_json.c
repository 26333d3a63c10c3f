/* SPDX-License-Identifier: MIT */
/* list_json.c - one object a line, as hashlane and rclone lsjson write it. */
#define _GNU_SOURCE
#include "list_parse.h"

#include <jansson.h>
#include <string.h>

/* The value of the first of these keys that is there. */
static json_t *value_of(json_t *object, const char *key, const char *other)
{
	json_t *value = json_object_get(object, key);

	return value ? value : json_object_get(object, other);
}

/* The name goes where the line was: it is never longer. */
static bool take_name(struct list *list, json_t *object, char *text)
{
	const char *name = json_string_value(value_of(object, "path", "Path"));
	const char *encoded =
		json_string_value(json_object_get(object, "path_b64"));
	size_t bytes;

	if (!name && !encoded)
		return false;
	bytes = strlen(name ? name : encoded);
	memcpy(text, name ? name : encoded, bytes + 1);
	list->entry.name = text;
	return name || list_decode_base64(text);
}

static bool take_integer(json_t *value, bool *known, int64_t *out)
{
	if (!value)
		return true;
	*known = json_is_integer(value);
	*out = (int64_t)json_integer_value(value);
	return *known;
}

static bool take_digests(struct list *list, json_t *digests)
{
	struct hashlane_algorithm_spec spec = { 0 };
	const char *name;
	json_t *value;

	json_object_foreach(digests, name, value)
	{
		/* Null: it is undefined for an empty file. */
		if (json_is_null(value))
			continue;
		if (!list_algorithm(&spec, name, strlen(name))) {
			list_foreign(list,
				     "it has digests of unknown algorithms");
			continue;
		}
		if (!json_is_string(value) ||
		    !list_add_digest(list, &spec, json_string_value(value),
				     json_string_length(value)))
			return false;
	}
	return true;
}

static bool take_parts(struct list *list, json_t *all)
{
	struct hashlane_algorithm_spec spec = { 0 };
	const char *name;
	json_t *value;

	json_object_foreach(all, name, value)
	{
		json_t *digests = json_object_get(value, "digests"), *digest;
		json_int_t bytes =
			json_integer_value(json_object_get(value, "bytes"));
		size_t i;

		if (!list_algorithm(&spec, name, strlen(name)))
			continue;
		if (bytes <= 0 || !json_is_array(digests) ||
		    !list_begin_parts(list, &spec, (uint64_t)bytes))
			return false;
		json_array_foreach(
			digests, i,
			digest) if (!json_is_string(digest) ||
				    !list_add_part(
					    list, json_string_value(digest),
					    json_string_length(
						    digest))) return false;
	}
	return true;
}

/* What hashlane writes itself. */
static void look_for_foreign(struct list *list, json_t *object)
{
	static const char *const own[] = { "path",   "path_b64", "size",
					   "status", "mtime_ns", "digests",
					   "parts" };
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		size_t i = 0;

		while (i < sizeof(own) / sizeof(own[0]) && strcmp(key, own[i]))
			i++;
		if (i == sizeof(own) / sizeof(own[0]))
			list_foreign(list,
				     "it has fields that cannot be filled");
	}
}

static enum parsed take_object(struct list *list, json_t *object, char *text)
{
	struct list_entry *entry = &list->entry;
	const char *status =
		json_string_value(json_object_get(object, "status"));
	int64_t size = 0;

	look_for_foreign(list, object);
	/* A folder, by rclone. */
	if (json_is_true(json_object_get(object, "IsDir")))
		return PARSED_NOTHING;
	if (!take_name(list, object, text))
		return list_bad(list, "an object without a proper path");
	if (status && strcmp(status, "ok") != 0 && strcmp(status, "OK") != 0)
		return list_bad(list, "was not hashed (%.40s)", status);
	if (!take_integer(value_of(object, "size", "Size"), &entry->size_known,
			  &size) ||
	    size < 0)
		return list_bad(list, "an object with a bad size");
	entry->size_bytes = (uint64_t)size;
	if (!take_integer(json_object_get(object, "mtime_ns"),
			  &entry->mtime_known, &entry->mtime_ns))
		return list_bad(list, "an object with a bad mtime_ns");
	if (!take_digests(list, value_of(object, "digests", "Hashes")))
		return list_bad(list, "an object with a bad digest");
	if (!take_parts(list, json_object_get(object, "parts")))
		return list_bad(list, "an object with bad parts");
	if (!entry->digest_count && !(entry->size_known && !size))
		return list_bad(list, "an object without a digest known");
	entry->dialect = LIST_JSON;
	return PARSED_ENTRY;
}

enum parsed list_parse_json(struct list *list, char *text, size_t bytes)
{
	enum parsed parsed;
	json_error_t error;
	json_t *object;

	/* The brackets around a list of objects. */
	if (!strcmp(text, "[") || !strcmp(text, "]")) {
		list_foreign(list, "it is one array of JSON");
		return PARSED_NOTHING;
	}
	if (*text != '{')
		return PARSED_NOT;
	if (text[bytes - 1] == ',') {
		list_foreign(list, "it is one array of JSON");
		bytes--;
	}
	object = json_loadb(text, bytes, JSON_REJECT_DUPLICATES, &error);
	if (!object)
		return list_doubt(list, "bad JSON, column %d: %.100s",
				  error.column, error.text);
	parsed = take_object(list, object, text);
	json_decref(object);
	return parsed;
}
