/* SPDX-License-Identifier: MIT */
/* list_tag.c - the names of algorithms in lists, both ways. */
#include "list_tag.h"

#include <string.h>

/*
 * Tags that are not the name in capitals, as the tools that introduced them
 * write them. hashlane_algorithm_parse reads all of them.
 */
static const struct {
	int32_t id;
	const char *tag;
} tags[] = {
	{ HASHLANE_HASH_SHA512_256, "SHA512/256" }, /* OpenBSD cksum */
	{ HASHLANE_HASH_BLAKE2B, "BLAKE2b" },       /* coreutils b2sum */
	{ HASHLANE_HASH_BLAKE2S, "BLAKE2s" },       /* rhash */
	{ HASHLANE_HASH_XXH3_64, "XXH3" },          /* xxhsum */
	{ HASHLANE_HASH_XXH3_128, "XXH128" },       /* xxhsum */
};

/* Names of other tools that hashlane_algorithm_parse does not know. */
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
};

/* Of md5sum and its like: one for each length of a digest. */
static const int32_t usual[] = {
	HASHLANE_HASH_MD5,    HASHLANE_HASH_SHA1,   HASHLANE_HASH_SHA224,
	HASHLANE_HASH_SHA256, HASHLANE_HASH_SHA384, HASHLANE_HASH_SHA512,
};

enum {
	TAGS = sizeof(tags) / sizeof(tags[0]),
	OTHERS = sizeof(others) / sizeof(others[0]),
	USUAL = sizeof(usual) / sizeof(usual[0])
};

static char to_capital(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool is_same(const char *a, const char *b, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		if (to_capital(a[i]) != to_capital(b[i]))
			return false;
	return true;
}

void hln_list_tag_format(char out[HLN_TAG_BYTES],
			 const struct hashlane_algorithm_spec *spec)
{
	size_t bytes = 0, name_bytes;

	out[0] = 0;
	if (hashlane_algorithm_format(out, HLN_TAG_BYTES, &bytes, spec))
		return;
	name_bytes = strcspn(out, ":");
	for (size_t i = 0; i < name_bytes; i++)
		out[i] = to_capital(out[i]);
	for (size_t i = 0; i < TAGS; i++) {
		size_t tag_bytes = strlen(tags[i].tag);

		if (tags[i].id != spec->id ||
		    bytes - name_bytes + tag_bytes >= HLN_TAG_BYTES)
			continue;
		memmove(out + tag_bytes, out + name_bytes,
			bytes - name_bytes + 1);
		memcpy(out, tags[i].tag, tag_bytes);
	}
}

bool hln_list_tag_parse(struct hashlane_algorithm_spec *spec, const char *text,
			size_t bytes)
{
	struct hashlane_algorithm_spec parsed = { 0 };
	struct hashlane_algorithm_info info = {
		.struct_size = sizeof(info),
	};

	if (!hashlane_algorithm_parse(&parsed, text, bytes, NULL)) {
		/* The default stays if it is written: it is no guess. */
		if (!parsed.param && memchr(text, '=', bytes) &&
		    !hashlane_algorithm_get_info(&info, parsed.id))
			parsed.param = info.param_default;
		*spec = parsed;
		return true;
	}
	for (size_t i = 0; i < OTHERS; i++) {
		if (strlen(others[i].text) != bytes ||
		    !is_same(others[i].text, text, bytes))
			continue;
		*spec = (struct hashlane_algorithm_spec){ .id = others[i].id };
		return true;
	}
	return false;
}

bool hln_list_tag_is_bare(const struct hashlane_algorithm_spec *spec)
{
	for (size_t i = 0; i < USUAL; i++)
		if (usual[i] == spec->id)
			return true;
	return false;
}
