/* SPDX-License-Identifier: MIT */
/* list_digest.c - digests in lists, and whose they are. */
#define _GNU_SOURCE
#include "list_parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { HEX_MAX = 2 * HASHLANE_MAX_DIGEST_BYTES };

/* Names that other tools have, and that the library does not know. */
static const struct {
	const char *text;
	int32_t id;
} others[] = {
	{ "edonkey", HASHLANE_HASH_ED2K },
	{ "crc-32", HASHLANE_HASH_CRC32 },
	{ "crc32b", HASHLANE_HASH_CRC32 }, /* PHP */
	{ "sfv", HASHLANE_HASH_CRC32 },
	{ "b2", HASHLANE_HASH_BLAKE2B }, /* B2SUMS */
	{ "b3", HASHLANE_HASH_BLAKE3 },  /* B3SUMS */
	{ "tree:tiger", HASHLANE_HASH_TTH },
	{ "quickxorhash", HASHLANE_HASH_QUICKXOR }, /* rclone */
};

bool list_algorithm(struct hashlane_algorithm_spec *out, const char *text,
		    size_t bytes)
{
	struct hashlane_algorithm_spec spec = { 0 };

	if (!hashlane_algorithm_parse(&spec, text, bytes, NULL)) {
		*out = spec;
		return true;
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (strlen(others[i].text) != bytes ||
		    strncasecmp(others[i].text, text, bytes) != 0)
			continue;
		spec.id = others[i].id;
		*out = spec;
		return true;
	}
	return false;
}

bool list_digest(struct list_digest *out,
		 const struct hashlane_algorithm_spec *spec, const char *text,
		 size_t bytes)
{
	/* Their lengths differ, so that no text is read in two ways. */
	static const int32_t forms[] = { HASHLANE_TEXT_CANONICAL,
					 HASHLANE_TEXT_HEX,
					 HASHLANE_TEXT_BASE32,
					 HASHLANE_TEXT_BASE64 };

	for (size_t i = 0; bytes && i < sizeof(forms) / sizeof(forms[0]);
	     i++) {
		if (hashlane_digest_parse(out->bytes, sizeof(out->bytes),
					  &out->byte_count, spec, forms[i],
					  text, bytes))
			continue;
		out->spec = *spec;
		out->guessed = false;
		return out->byte_count;
	}
	return false;
}

bool list_add_digest(struct list *list,
		     const struct hashlane_algorithm_spec *spec,
		     const char *text, size_t bytes)
{
	struct list_entry *entry = &list->entry;

	if (entry->digest_count == HASHLANE_MAX_ALGORITHMS ||
	    !list_digest(&entry->digests[entry->digest_count], spec, text,
			 bytes))
		return false;
	entry->digest_count++;
	return true;
}

/* Without a branch a digit: which are letters nobody can predict. */
static bool is_hex(const char *text, size_t bytes)
{
	bool all = true;

	for (size_t i = 0; i < bytes; i++) {
		unsigned digit = (unsigned char)text[i] - (unsigned)'0';
		unsigned letter = ((unsigned char)text[i] | 0x20u) -
				  (unsigned)'a';

		all &= (digit < 10) | (letter < 6);
	}
	return all;
}

/* One of those given, if exactly one fits. */
static enum parsed add_given(struct list *list, const char *text, size_t bytes)
{
	const struct algorithm_set *given = list->options.given;
	struct list_digest digest;
	size_t fits = 0, found = 0;

	for (size_t i = 0; i < given->count; i++) {
		if (!list_digest(&digest, &given->specs[i], text, bytes))
			continue;
		found = i;
		fits++;
	}
	if (fits > 1)
		return list_doubt(list,
				  "more than one of the algorithms given "
				  "has digests such as this");
	if (fits && list_add_digest(list, &given->specs[found], text, bytes))
		return PARSED_ENTRY;
	if (bytes >= 8 && is_hex(text, bytes))
		return list_doubt(list, "no digest of an algorithm given");
	return PARSED_NOT;
}

/*
 * Lines without a tag are those of md5sum and its like: the length tells
 * which. Lists of other tools with digests as long need -a or a telling name.
 */
static enum parsed add_by_length(struct list *list, const char *text,
				 size_t bytes)
{
	static const struct {
		size_t digits;
		int32_t id;
	} usual[] = {
		{ 32, HASHLANE_HASH_MD5 },    { 40, HASHLANE_HASH_SHA1 },
		{ 56, HASHLANE_HASH_SHA224 }, { 64, HASHLANE_HASH_SHA256 },
		{ 96, HASHLANE_HASH_SHA384 }, { 128, HASHLANE_HASH_SHA512 },
	};
	struct hashlane_algorithm_spec spec = { 0 };
	bool doubt = bytes == 8 || bytes == 16 || bytes == 48;

	if (bytes < 8 || bytes > HEX_MAX || !is_hex(text, bytes))
		return PARSED_NOT;
	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++) {
		if (usual[i].digits != bytes)
			continue;
		spec.id = usual[i].id;
		doubt = list->options.certain;
		if (doubt || !list_add_digest(list, &spec, text, bytes))
			break;
		list->guessed = true;
		list->entry.digests[list->entry.digest_count - 1].guessed =
			true;
		return PARSED_ENTRY;
	}
	if (!doubt)
		return PARSED_NOT;
	return list_doubt(list,
			  "cannot tell the algorithm from %zu digits (use -a)",
			  bytes);
}

enum parsed list_add_bare(struct list *list, const char *text, size_t bytes)
{
	if (list->options.given && list->options.given->count)
		return add_given(list, text, bytes);
	if (list->named.id && list_add_digest(list, &list->named, text, bytes))
		return PARSED_ENTRY;
	return add_by_length(list, text, bytes);
}

struct hashlane_algorithm_spec list_named_algorithm(const char *path)
{
	static const char *const ends[] = { "sums", "sum" };
	static const char *const extras[] = { ".txt", ".asc", ".sums",
					      ".sum" };
	struct hashlane_algorithm_spec spec = { 0 };
	const char *name = strrchr(path, '/');
	size_t bytes, start;

	name = name ? name + 1 : path;
	bytes = strlen(name);
	for (size_t i = 0; i < sizeof(extras) / sizeof(extras[0]); i++) {
		size_t extra = strlen(extras[i]);

		if (bytes > extra &&
		    !strcasecmp(name + bytes - extra, extras[i])) {
			bytes -= extra;
			break;
		}
	}
	for (size_t i = 0; i < 2; i++) {
		size_t end = strlen(ends[i]);

		if (bytes > end &&
		    !strncasecmp(name + bytes - end, ends[i], end)) {
			bytes -= end;
			break;
		}
	}
	if (list_algorithm(&spec, name, bytes))
		return spec;
	/* The last word: "x.iso.sha1", "debian-12-SHA512SUMS". */
	for (start = bytes; start > 0; start--)
		if (memchr(".-_ ", name[start - 1], 4) &&
		    list_algorithm(&spec, name + start, bytes - start))
			break;
	return spec;
}

bool list_begin_parts(struct list *list,
		      const struct hashlane_algorithm_spec *spec,
		      uint64_t part_bytes)
{
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };
	struct list_entry *entry = &list->entry;

	if (entry->part_count == HASHLANE_MAX_ALGORITHMS || !part_bytes ||
	    hashlane_algorithm_get_info(&info, spec->id))
		return false;
	entry->parts[entry->part_count++] = (struct list_parts){
		.spec = *spec,
		.part_bytes = part_bytes,
		.digest_bytes = info.digest_bytes,
	};
	return true;
}

bool list_add_part(struct list *list, const char *text, size_t bytes)
{
	struct list_parts *parts =
		&list->entry.parts[list->entry.part_count - 1];
	struct list_digest digest;

	if (!list_digest(&digest, &parts->spec, text, bytes))
		return false;
	if (list->part_room - list->part_bytes < digest.byte_count) {
		size_t room = list->part_room * 2 + 4096;
		uint8_t *memory = realloc(list->parts, room);

		if (!memory)
			return false;
		list->parts = memory;
		list->part_room = room;
	}
	memcpy(list->parts + list->part_bytes, digest.bytes,
	       digest.byte_count);
	list->part_bytes += digest.byte_count;
	parts->count++;
	return true;
}

enum list_column_kind list_column(struct hashlane_algorithm_spec *spec,
				  const char *name, size_t bytes)
{
	static const struct {
		const char *name;
		enum list_column_kind kind;
	} known[] = {
		{ "filename", COLUMN_NAME },
		{ "file", COLUMN_NAME },
		{ "name", COLUMN_NAME },
		{ "path", COLUMN_NAME },
		{ "path_b64", COLUMN_NAME_BASE64 },
		{ "size", COLUMN_SIZE },
		{ "mtime_ns", COLUMN_MTIME },
		{ "status", COLUMN_STATUS },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strlen(known[i].name) == bytes &&
		    !strncasecmp(known[i].name, name, bytes))
			return known[i].kind;
	return list_algorithm(spec, name, bytes) ? COLUMN_DIGEST :
						   COLUMN_OTHER;
}
