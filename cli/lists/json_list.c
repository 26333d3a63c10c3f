/* SPDX-License-Identifier: MIT */
/* json_list.c - entries of lists in JSON, as hashlane and rclone write it. */
#include "json_list.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Digests of an object, and of these that are of parts. */
enum {
	CLAIMS_MAX = 2 * HASHLANE_MAX_ALGORITHMS,
	DIGITS_SURE = 32 /* no other text has as many hexadecimal digits */
};

/* Memory that grows, and is used again for the next entry. */
struct buffer {
	char *bytes;
	size_t room, filled;
};

struct json_list {
	json_t *object; /* NULL: none; names and texts lie in it */
	struct buffer name;
	struct buffer digests; /* decoded */
	struct hashlane_list_claim claims[CLAIMS_MAX];
	/* Where the digest of a claim begins: the buffer may move. */
	size_t starts[CLAIMS_MAX];
	struct hashlane_algorithm_spec specs[CLAIMS_MAX];
	size_t claim_count;
	bool is_empty, has_bytes; /* the file, by its size; or neither */
	const char *unwritable;
	char reason[160];
};

struct json_list *json_list_create(void)
{
	return calloc(1, sizeof(struct json_list));
}

void json_list_destroy(struct json_list *json)
{
	if (!json)
		return;
	json_decref(json->object);
	free(json->name.bytes);
	free(json->digests.bytes);
	free(json);
}

const char *json_list_get_unwritable(const struct json_list *json)
{
	return json->unwritable;
}

/* Room for `bytes` more; NULL: no memory. */
static void *reserve(struct buffer *buffer, size_t bytes)
{
	size_t room = 2 * (buffer->filled + bytes);
	char *more;

	if (bytes <= buffer->room - buffer->filled)
		return buffer->bytes + buffer->filled;
	more = realloc(buffer->bytes, room);
	if (!more)
		return NULL;
	buffer->bytes = more;
	buffer->room = room;
	return buffer->bytes + buffer->filled;
}

static int32_t refuse(struct json_list *json,
		      struct hashlane_list_entry *entry, const char *reason)
{
	snprintf(json->reason, sizeof(json->reason), "%s", reason);
	entry->reason = json->reason;
	return HASHLANE_FORMAT;
}

static int base64_value(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *found = c ? strchr(digits, c) : NULL;

	return found ? (int)(found - digits) : -1;
}

/* Undo base64 in place; false: it is none, or holds a NUL. */
static bool decode_base64(char *text)
{
	size_t bytes = strlen(text), filled = 0;
	uint32_t bits = 0;
	unsigned count = 0;

	for (int i = 0; i < 2 && bytes && text[bytes - 1] == '='; i++)
		bytes--;
	if (bytes % 4 == 1)
		return false;
	for (size_t i = 0; i < bytes; i++) {
		int value = base64_value(text[i]);

		if (value < 0)
			return false;
		bits = bits << 6 | (uint32_t)value;
		count += 6;
		if (count < 8)
			continue;
		count -= 8;
		text[filled] = (char)(bits >> count & 0xff);
		if (!text[filled++])
			return false;
	}
	text[filled] = 0;
	return filled;
}

/* The value of the first of these keys that is there. */
static json_t *value_of(json_t *object, const char *key, const char *other)
{
	json_t *value = json_object_get(object, key);

	return value ? value : json_object_get(object, other);
}

/* HASHLANE_OK, _FORMAT or _NO_MEMORY. */
static int32_t take_name(struct json_list *json,
			 struct hashlane_list_entry *entry)
{
	const char *name =
		json_string_value(value_of(json->object, "path", "Path"));
	const char *encoded =
		json_string_value(json_object_get(json->object, "path_b64"));
	char *text;

	if (name && *name) {
		entry->name = name;
		entry->name_bytes = strlen(name);
		return HASHLANE_OK;
	}
	if (!encoded)
		return refuse(json, entry, "an object without a proper path");
	json->name.filled = 0;
	text = reserve(&json->name, strlen(encoded) + 1);
	if (!text)
		return HASHLANE_NO_MEMORY;
	memcpy(text, encoded, strlen(encoded) + 1);
	if (!decode_base64(text))
		return refuse(json, entry, "an object without a proper path");
	entry->name = text;
	entry->name_bytes = strlen(text);
	return HASHLANE_OK;
}

/* False: it is there, and no integer. */
static bool take_integer(json_t *value, uint32_t *flags, uint32_t flag,
			 int64_t *out)
{
	if (!value)
		return true;
	*flags |= flag;
	*out = (int64_t)json_integer_value(value);
	return json_is_integer(value);
}

static bool find_algorithm(struct hashlane_algorithm_spec *spec,
			   const char *name)
{
	/* rclone's name of it. */
	if (!strcasecmp(name, "quickxorhash"))
		name = "quickxor";
	return !hashlane_algorithm_parse(spec, name, strlen(name), NULL);
}

/* NULL: there are too many. */
static struct hashlane_list_claim *add_claim(struct json_list *json,
					     const char *tag)
{
	size_t i = json->claim_count;
	struct hashlane_list_claim *claim = &json->claims[i];

	if (i == CLAIMS_MAX)
		return NULL;
	*claim = (struct hashlane_list_claim){
		.tag = tag,
		.tag_bytes = strlen(tag),
		.specs = &json->specs[i],
	};
	memset(&json->specs[i], 0, sizeof(json->specs[i]));
	json->starts[i] = json->digests.filled;
	if (find_algorithm(&json->specs[i], tag))
		claim->spec_count = 1;
	json->claim_count++;
	return claim;
}

/* Decode a digest, behind those before. HASHLANE_OK, _FORMAT, _NO_MEMORY. */
static int32_t add_digest(struct json_list *json,
			  struct hashlane_list_claim *claim, json_t *value)
{
	static const int32_t forms[] = { HASHLANE_TEXT_CANONICAL,
					 HASHLANE_TEXT_HEX,
					 HASHLANE_TEXT_BASE32,
					 HASHLANE_TEXT_BASE64 };
	uint8_t *room = reserve(&json->digests, HASHLANE_MAX_DIGEST_BYTES);
	size_t bytes = 0;

	if (!room)
		return HASHLANE_NO_MEMORY;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (!hashlane_digest_parse(room, HASHLANE_MAX_DIGEST_BYTES,
					   &bytes, claim->specs, forms[i],
					   json_string_value(value),
					   json_string_length(value))) {
			json->digests.filled += bytes;
			claim->digest_bytes += bytes;
			return HASHLANE_OK;
		}
	return HASHLANE_FORMAT;
}

static bool is_one_of(const char *name, const char *const names[])
{
	for (size_t i = 0; names[i]; i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

/* The members that hashlane writes. */
static bool is_own(const char *name)
{
	static const char *const own[] = { "path",   "path_b64", "size",
					   "status", "mtime_ns", "digests",
					   "parts",  NULL };

	return is_one_of(name, own);
}

/* Members of rclone lsjson that are no digests, whatever they look like. */
static bool is_of_rclone(const char *name)
{
	static const char *const names[] = {
		"Path",     "Name", "Encrypted", "EncryptedPath", "MimeType",
		"ModTime",  "ID",   "OrigID",    "Tier",          "Metadata",
		"IsBucket", "Size", "IsDir",     "Hashes",        NULL,
	};

	return is_one_of(name, names);
}

/* May an algorithm have no digest of the file? */
static bool may_lack(const struct json_list *json, const char *name)
{
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };
	struct hashlane_algorithm_spec spec = { 0 };

	return json->is_empty ||
	       (!json->has_bytes && find_algorithm(&spec, name) &&
		!hashlane_algorithm_get_info(&info, spec.id) &&
		info.flags & HASHLANE_INFO_NO_EMPTY);
}

/* HASHLANE_OK, _FORMAT or _NO_MEMORY. */
static int32_t take_digest(struct json_list *json, const char *name,
			   json_t *value)
{
	struct hashlane_list_claim *claim;

	if (json_is_null(value))
		return may_lack(json, name) ? HASHLANE_OK : HASHLANE_FORMAT;
	claim = json_is_string(value) ? add_claim(json, name) : NULL;
	if (!claim)
		return HASHLANE_FORMAT;
	claim->text = json_string_value(value);
	claim->text_bytes = json_string_length(value);
	if (claim->spec_count)
		return add_digest(json, claim, value);
	json->unwritable = "it has digests of unknown algorithms";
	return HASHLANE_OK;
}

/* Can a member hold nothing that is read? */
static bool is_no_object(json_t *value)
{
	return value && !json_is_object(value) && !json_is_null(value);
}

static int32_t take_digests(struct json_list *json, json_t *digests)
{
	int32_t status = HASHLANE_OK;
	const char *name;
	json_t *value;

	if (is_no_object(digests))
		return HASHLANE_FORMAT;
	json_object_foreach(digests, name, value)
	{
		if (!status)
			status = take_digest(json, name, value);
	}
	return status;
}

/* Hexadecimal digits, as many as the shortest digest that is sure has. */
static bool is_digest(json_t *value)
{
	size_t bytes = json_string_length(value);

	return json_is_string(value) && bytes >= DIGITS_SURE && !(bytes % 2) &&
	       strspn(json_string_value(value), "0123456789abcdefABCDEF") ==
		       bytes;
}

/*
 * "sha512", also if its value is none, or "checksum" with what looks like a
 * digest.
 */
static bool is_other_digest(const char *name, json_t *value)
{
	struct hashlane_algorithm_spec spec = { 0 };

	return is_digest(value) ||
	       (!json_is_object(value) && find_algorithm(&spec, name));
}

/*
 * Digests elsewhere than in the member for them: beside it, or in another
 * object, such as "hashes". Nothing that says something of the content is
 * skipped.
 */
static int32_t take_others(struct json_list *json, json_t *object, bool within)
{
	int32_t status = HASHLANE_OK;
	const char *name;
	json_t *value;

	json_object_foreach(object, name, value)
	{
		if (status ||
		    (!within && (is_own(name) || is_of_rclone(name))))
			continue;
		if (is_other_digest(name, value))
			status = take_digest(json, name, value);
		else if (!within && json_is_object(value))
			status = take_others(json, value, true);
	}
	return status;
}

/* {"bytes": of a part, "digests": [text, ...]} */
static int32_t take_part(struct json_list *json, const char *name,
			 json_t *value)
{
	json_t *digests = json_object_get(value, "digests"), *digest;
	json_int_t bytes = json_integer_value(json_object_get(value, "bytes"));
	struct hashlane_list_claim *claim;
	int32_t status = HASHLANE_OK;
	size_t i;

	if (bytes <= 0 || !json_is_array(digests))
		return HASHLANE_FORMAT;
	claim = add_claim(json, name);
	if (!claim)
		return HASHLANE_FORMAT;
	/* It has no text: the name is all that is known. */
	if (!claim->spec_count)
		return HASHLANE_OK;
	claim->part_bytes = (uint64_t)bytes;
	json_array_foreach(digests, i, digest)
	{
		size_t before = claim->digest_bytes;

		if (!json_is_string(digest))
			return HASHLANE_FORMAT;
		status = add_digest(json, claim, digest);
		if (status)
			return status;
		/* A part of an S3 ETag has no count of parts behind it. */
		if (claim->specs->id == HASHLANE_HASH_S3_ETAG &&
		    claim->digest_bytes - before > 16) {
			json->digests.filled -= claim->digest_bytes - before -
						16;
			claim->digest_bytes = before + 16;
		}
	}
	return HASHLANE_OK;
}

static int32_t take_parts(struct json_list *json, json_t *all)
{
	int32_t status = HASHLANE_OK;
	const char *name;
	json_t *value;

	if (is_no_object(all))
		return HASHLANE_FORMAT;
	json_object_foreach(all, name, value)
	{
		if (!status)
			status = take_part(json, name, value);
	}
	return status;
}

/* Fields that hashlane does not write itself. */
static void look_for_foreign(struct json_list *json)
{
	const char *key;
	json_t *value;

	json_object_foreach(json->object, key, value)
	{
		if (!is_own(key))
			json->unwritable =
				"it has fields that cannot be filled";
	}
}

static int32_t take_size(struct json_list *json,
			 struct hashlane_list_entry *entry)
{
	json_t *object = json->object;
	int64_t size = 0;

	if (!take_integer(value_of(object, "size", "Size"), &entry->flags,
			  HASHLANE_LIST_HAS_SIZE, &size) ||
	    (size < 0 && (size != -1 || json_object_get(object, "size"))))
		return refuse(json, entry, "an object with a bad size");
	/* rclone writes -1 if the size is unknown. */
	if (size < 0) {
		entry->flags &= ~(uint32_t)HASHLANE_LIST_HAS_SIZE;
		size = 0;
	}
	entry->size_bytes = (uint64_t)size;
	if (!take_integer(json_object_get(object, "mtime_ns"), &entry->flags,
			  HASHLANE_LIST_HAS_MTIME, &entry->mtime_ns))
		return refuse(json, entry, "an object with a bad mtime_ns");
	return HASHLANE_OK;
}

/* All digests but those of parts. HASHLANE_OK, _FORMAT or _NO_MEMORY. */
static int32_t collect(struct json_list *json)
{
	int32_t status;

	json->claim_count = json->digests.filled = 0;
	status = take_digests(json, json_object_get(json->object, "digests"));
	if (!status)
		status = take_digests(json,
				      json_object_get(json->object, "Hashes"));
	return status ? status : take_others(json, json->object, false);
}

static int32_t take_claims(struct json_list *json,
			   struct hashlane_list_entry *entry)
{
	int32_t status;

	json->is_empty = entry->flags & HASHLANE_LIST_HAS_SIZE &&
			 !entry->size_bytes;
	json->has_bytes = entry->size_bytes > 0;
	status = collect(json);
	if (status == HASHLANE_FORMAT)
		return refuse(json, entry, "an object with a bad digest");
	if (!status)
		status = take_parts(json,
				    json_object_get(json->object, "parts"));
	if (status == HASHLANE_FORMAT)
		return refuse(json, entry, "an object with bad parts");
	if (!status && !json->claim_count && !json->is_empty)
		return refuse(json, entry, "an object without a digest");
	for (size_t i = 0; i < json->claim_count; i++)
		if (json->claims[i].spec_count)
			json->claims[i].digest =
				(const uint8_t *)json->digests.bytes +
				json->starts[i];
	entry->claims = json->claims;
	entry->claim_count = json->claim_count;
	entry->claim_bytes = sizeof(*json->claims);
	return status;
}

/*
 * A folder, by rclone, has no digest. What has one is a file, whatever else is
 * said of it. HASHLANE_OK, _FORMAT or _NO_MEMORY.
 */
static int32_t find_folder(struct json_list *json,
			   struct hashlane_list_entry *entry, bool *is_folder)
{
	json_t *value = json_object_get(json->object, "IsDir");
	int32_t status;

	*is_folder = false;
	if (value && !json_is_boolean(value))
		return refuse(json, entry, "an object with a bad IsDir");
	if (!json_is_true(value) || json_object_get(json->object, "parts"))
		return HASHLANE_OK;
	json->is_empty = json->has_bytes = false;
	status = collect(json);
	*is_folder = !status && !json->claim_count;
	return status == HASHLANE_NO_MEMORY ? status : HASHLANE_OK;
}

/* Was the file hashed? HASHLANE_OK or _FORMAT. */
static int32_t take_status(struct json_list *json,
			   struct hashlane_list_entry *entry)
{
	json_t *value = json_object_get(json->object, "status");
	const char *status = json_string_value(value);

	if (value && !status)
		return refuse(json, entry, "an object with a bad status");
	if (!status || !strcmp(status, "ok") || !strcmp(status, "OK"))
		return HASHLANE_OK;
	snprintf(json->reason, sizeof(json->reason), "was not hashed (%.40s)",
		 status);
	entry->reason = json->reason;
	return HASHLANE_FORMAT;
}

static int32_t take_object(struct json_list *json,
			   struct hashlane_list_entry *entry)
{
	bool is_folder;
	int32_t failed = find_folder(json, entry, &is_folder);

	look_for_foreign(json);
	if (failed || is_folder)
		return failed;
	failed = take_name(json, entry);
	if (!failed)
		failed = take_status(json, entry);
	if (!failed)
		failed = take_size(json, entry);
	return failed ? failed : take_claims(json, entry);
}

/* The brackets around a list of objects. */
static bool is_bracket(const char *line, size_t bytes)
{
	return bytes == 1 && (*line == '[' || *line == ']');
}

int32_t json_list_parse(void *context, struct hashlane_list_entry *entry,
			const char *line, size_t bytes)
{
	static const char array[] = "it is one array of JSON";
	struct json_list *json = context;
	json_error_t error;

	while (bytes && strchr(" \t", *line)) {
		line++;
		bytes--;
	}
	while (bytes && strchr(" \t\r", line[bytes - 1]))
		bytes--;
	if (is_bracket(line, bytes)) {
		json->unwritable = array;
		return HASHLANE_OK;
	}
	if (!bytes || *line != '{')
		return HASHLANE_NOT_FOUND;
	if (line[bytes - 1] == ',') {
		json->unwritable = array;
		bytes--;
	}
	json_decref(json->object);
	json->object = json_loadb(line, bytes, JSON_REJECT_DUPLICATES, &error);
	if (json->object)
		return take_object(json, entry);
	snprintf(json->reason, sizeof(json->reason),
		 "bad JSON, column %d: %.100s", error.column, error.text);
	entry->reason = json->reason;
	return json_error_code(&error) == json_error_out_of_memory ?
		       HASHLANE_NO_MEMORY :
		       HASHLANE_FORMAT;
}
