/* SPDX-License-Identifier: MIT */
/* format_link.c - links: ed2k and magnet. */
#include "format.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* All but the unreserved characters of RFC 3986, and the slash. */
static void write_percent(struct output *output, const char *name)
{
	static const char plain[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"abcdefghijklmnopqrstuvwxyz0123456789-._~/";

	while (*name) {
		size_t bytes = strspn(name, plain);
		char text[4];

		output_bytes(output, name, bytes);
		name += bytes;
		if (!*name)
			break;
		snprintf(text, sizeof(text), "%%%02X", (unsigned char)*name++);
		output_text(output, text);
	}
}

/* Which digest is of this algorithm; the count: none. */
static size_t find(const struct sum *sum, int32_t id)
{
	size_t i = 0;

	while (i < sum->set.count && sum->set.specs[i].id != id)
		i++;
	return i;
}

/* "p=h1:h2|" of the parts of the digest at `index`. */
static bool write_parts(struct sum *sum, const struct item *item, size_t index)
{
	struct hashlane_parts parts = { .struct_size = sizeof(parts) };
	char text[HASHLANE_MAX_TEXT_BYTES];

	if (!item->results || hashlane_results_get_parts(&parts, item->results,
							 item->row, index))
		return true;
	for (size_t i = 0; i < parts.count; i++) {
		if (hashlane_digest_format(
			    text, sizeof(text), NULL, &sum->set.specs[index],
			    HASHLANE_TEXT_HEX,
			    parts.digests + i * parts.digest_bytes,
			    parts.digest_bytes))
			return false;
		output_text(&sum->cli->out, i ? ":" : "p=");
		output_text(&sum->cli->out, text);
	}
	if (parts.count)
		output_text(&sum->cli->out, "|");
	return true;
}

const char *format_ed2k(struct sum *sum, const struct item *item)
{
	size_t hash = find(sum, HASHLANE_HASH_ED2K);
	size_t aich = find(sum, HASHLANE_HASH_AICH);
	char text[HASHLANE_MAX_TEXT_BYTES], size[32];

	if (hash == sum->set.count)
		hash = find(sum, HASHLANE_HASH_ED2K_BLUE);
	if (hash == sum->set.count || !format_digest(text, sum, item, hash))
		return "a link needs an ed2k digest";
	snprintf(size, sizeof(size), "%" PRIu64, item->size_bytes);
	output_text(&sum->cli->out, "ed2k://|file|");
	write_percent(&sum->cli->out, item->name);
	output_text(&sum->cli->out, "|");
	output_text(&sum->cli->out, size);
	output_text(&sum->cli->out, "|");
	output_text(&sum->cli->out, text);
	output_text(&sum->cli->out, "|");
	if (sum->part_hashes && !write_parts(sum, item, hash)) {
		output_undo(&sum->cli->out);
		return "its parts cannot be written";
	}
	if (aich < sum->set.count && format_digest(text, sum, item, aich)) {
		output_text(&sum->cli->out, "h=");
		output_text(&sum->cli->out, text);
		output_text(&sum->cli->out, "|");
	}
	output_text(&sum->cli->out, "/");
	output_line(&sum->cli->out, sum->line_end);
	return NULL;
}

/* The name an algorithm has in "urn:NAME:DIGEST". */
static const char *urn_of(const struct sum *sum, size_t i)
{
	switch (sum->set.specs[i].id) {
	case HASHLANE_HASH_TTH:
		return "tree:tiger";
	case HASHLANE_HASH_ED2K_BLUE:
		return "ed2k";
	default:
		return sum->set.algorithms[i].name;
	}
}

const char *format_magnet(struct sum *sum, const struct item *item)
{
	char text[HASHLANE_MAX_TEXT_BYTES];

	snprintf(text, sizeof(text), "xl=%" PRIu64 "&", item->size_bytes);
	output_text(&sum->cli->out, "magnet:?");
	if (!item->size_unknown)
		output_text(&sum->cli->out, text);
	output_text(&sum->cli->out, "dn=");
	write_percent(&sum->cli->out, item->name);
	for (size_t i = 0; i < sum->set.count; i++) {
		const struct algorithm *algorithm = &sum->set.algorithms[i];
		/* By custom, since the days of Gnutella. */
		bool base32 = sum->set.specs[i].id == HASHLANE_HASH_SHA1;

		if (!(item->digests_valid >> i & 1) ||
		    hashlane_digest_format(text, sizeof(text), NULL,
					   &sum->set.specs[i],
					   base32 ? HASHLANE_TEXT_BASE32 :
						    HASHLANE_TEXT_CANONICAL,
					   item->digests + algorithm->offset,
					   algorithm->digest_bytes))
			continue;
		output_text(&sum->cli->out, "&xt=urn:");
		output_text(&sum->cli->out, urn_of(sum, i));
		output_text(&sum->cli->out, ":");
		output_text(&sum->cli->out, text);
	}
	output_line(&sum->cli->out, sum->line_end);
	return NULL;
}
