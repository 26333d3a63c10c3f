/* SPDX-License-Identifier: MIT */
/* digest_prefix.c - digests that begin with the name of their algorithm. */
#include "digest_prefix.h"

#include <string.h>

static const struct {
	const char *prefix;
	int32_t id, form;
} prefixes[] = {
	/* https://www.w3.org/TR/sri-2/, 3.1 */
	{ "sha256-", HASHLANE_HASH_SHA256, HASHLANE_TEXT_BASE64 },
	{ "sha384-", HASHLANE_HASH_SHA384, HASHLANE_TEXT_BASE64 },
	{ "sha512-", HASHLANE_HASH_SHA512, HASHLANE_TEXT_BASE64 },
	/* xxhsum 0.8.1: 16 digits are of XXH64 otherwise. */
	{ "XXH3_", HASHLANE_HASH_XXH3_64, HASHLANE_TEXT_HEX },
};

bool hln_digest_prefix_find(struct hashlane_algorithm_spec *spec,
			    size_t *prefix, const char *text, size_t bytes)
{
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	size_t digest_bytes;

	/* Most digests begin otherwise. */
	if (!bytes || !strchr("sX", *text))
		return false;
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		size_t length = strlen(prefixes[i].prefix);
		struct hashlane_algorithm_spec found = {
			.id = prefixes[i].id,
		};

		if (bytes <= length ||
		    memcmp(text, prefixes[i].prefix, length) != 0 ||
		    hashlane_digest_parse(
			    digest, sizeof(digest), &digest_bytes, &found,
			    prefixes[i].form, text + length, bytes - length))
			continue;
		*spec = found;
		*prefix = length;
		return true;
	}
	return false;
}
