/* SPDX-License-Identifier: MIT */
/* list_entry.c - the entry that a reader builds from a line. */
#include "list_entry.h"

#include "../base/text.h"

#include <stdlib.h>
#include <string.h>

void hln_list_entry_clear(struct hln_list_entry *entry)
{
	memset(&entry->known, 0, sizeof(entry->known));
	entry->known.struct_size = sizeof(entry->known);
	entry->known.reason = "";
	entry->known.claims = entry->claims;
	entry->known.claim_bytes = sizeof(entry->claims[0]);
	entry->byte_count = 0;
	entry->undecoded = NULL;
}

void hln_list_entry_complete(struct hln_list_entry *entry)
{
	size_t offset = 0;

	for (size_t i = 0; i < entry->known.claim_count; i++) {
		struct hashlane_list_claim *claim = &entry->claims[i];

		claim->digest = claim->digest_bytes ? entry->bytes + offset :
						      NULL;
		offset += claim->digest_bytes;
	}
}

void hln_list_entry_free(struct hln_list_entry *entry)
{
	free(entry->bytes);
	free(entry->name);
	entry->bytes = NULL;
	entry->byte_room = 0;
}

/* Room for another digest; NULL: there is no memory. */
static uint8_t *more_bytes(struct hln_list_entry *entry, size_t bytes)
{
	size_t room = entry->byte_room * 2 + 4096;
	uint8_t *memory;

	if (bytes <= entry->byte_room - entry->byte_count)
		return entry->bytes + entry->byte_count;
	if (room < entry->byte_count + bytes)
		room = entry->byte_count + bytes;
	memory = realloc(entry->bytes, room);
	if (!memory) {
		entry->no_memory = true;
		return NULL;
	}
	entry->bytes = memory;
	entry->byte_room = room;
	return memory + entry->byte_count;
}

/* A claim that is not counted yet; NULL: there is no room. */
static struct hashlane_list_claim *next_claim(struct hln_list_entry *entry)
{
	size_t i = entry->known.claim_count;

	if (i == HLN_LIST_CLAIMS_MAX)
		return NULL;
	memset(&entry->claims[i], 0, sizeof(entry->claims[i]));
	entry->wide[i].count = 0;
	return &entry->claims[i];
}

/* The digest in any of its forms; 0: it is none of this algorithm. */
static size_t parse_digest(uint8_t digest[HASHLANE_MAX_DIGEST_BYTES],
			   const struct hashlane_algorithm_spec *spec,
			   const char *text, size_t bytes)
{
	/* Their lengths differ, so that no text is read in two ways. */
	static const int32_t forms[] = { HASHLANE_TEXT_CANONICAL,
					 HASHLANE_TEXT_HEX,
					 HASHLANE_TEXT_BASE32,
					 HASHLANE_TEXT_BASE64 };
	size_t digest_bytes = 0;

	for (size_t i = 0; bytes && i < sizeof(forms) / sizeof(forms[0]); i++)
		if (!hashlane_digest_parse(digest, HASHLANE_MAX_DIGEST_BYTES,
					   &digest_bytes, spec, forms[i], text,
					   bytes))
			return digest_bytes;
	return 0;
}

bool hln_list_entry_fits(const struct hashlane_algorithm_spec *spec,
			 const char *text, size_t bytes)
{
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];

	return parse_digest(digest, spec, text, bytes);
}

static bool is_same(const struct hashlane_algorithm_spec *a,
		    const struct hashlane_algorithm_spec *b)
{
	return a->id == b->id && a->flags == b->flags && a->param == b->param;
}

bool hln_list_entry_add(struct hln_list_entry *entry,
			const struct hashlane_algorithm_spec *spec,
			const char *tag, size_t tag_bytes, const char *text,
			size_t bytes)
{
	struct hashlane_list_claim *claim = next_claim(entry);
	uint8_t *digest = more_bytes(entry, HASHLANE_MAX_DIGEST_BYTES);
	size_t i = entry->known.claim_count, digest_bytes;

	if (!claim || !digest)
		return false;
	digest_bytes = entry->hex_bytes[i];
	if (bytes != 2 * digest_bytes || !is_same(&entry->specs[i], spec) ||
	    !hln_text_decode_hex(digest, digest_bytes, text))
		digest_bytes = parse_digest(digest, spec, text, bytes);
	if (!digest_bytes)
		return false;
	entry->specs[i] = *spec;
	/* No other form has two characters for each byte. */
	entry->hex_bytes[i] = bytes == 2 * digest_bytes ?
				      (uint8_t)digest_bytes :
				      0;
	claim->specs = &entry->specs[i];
	claim->spec_count = 1;
	claim->tag = tag;
	claim->tag_bytes = tag_bytes;
	claim->text = text;
	claim->text_bytes = bytes;
	claim->digest_bytes = digest_bytes;
	entry->byte_count += digest_bytes;
	entry->known.claim_count++;
	return true;
}

bool hln_list_entry_add_unknown(struct hln_list_entry *entry, const char *tag,
				size_t tag_bytes, const char *text,
				size_t bytes)
{
	struct hashlane_list_claim *claim = next_claim(entry);
	size_t digest_bytes = bytes / 2;
	uint8_t *digest;

	if (!claim)
		return false;
	claim->tag = tag;
	claim->tag_bytes = tag_bytes;
	claim->text = text;
	claim->text_bytes = bytes;
	entry->known.claim_count++;
	if (bytes % 2 || digest_bytes > HASHLANE_MAX_DIGEST_BYTES)
		return true;
	digest = more_bytes(entry, HASHLANE_MAX_DIGEST_BYTES);
	if (!digest) {
		entry->known.claim_count--;
		return false;
	}
	if (hln_text_decode_hex(digest, digest_bytes, text)) {
		claim->digest_bytes = digest_bytes;
		entry->byte_count += digest_bytes;
	}
	return true;
}

bool hln_list_entry_add_candidates(struct hln_list_entry *entry,
				   const struct hashlane_algorithm_spec *specs,
				   size_t count, int32_t form,
				   const char *text, size_t bytes)
{
	struct hashlane_list_claim *claim = next_claim(entry);
	uint8_t *digest = more_bytes(entry, HASHLANE_MAX_DIGEST_BYTES);
	size_t digest_bytes = 0;

	if (!claim || !digest)
		return false;
	if (form == HASHLANE_TEXT_HEX) {
		digest_bytes = bytes / 2;
		if (bytes % 2 || !digest_bytes ||
		    digest_bytes > HASHLANE_MAX_DIGEST_BYTES ||
		    !hln_text_decode_hex(digest, digest_bytes, text))
			return false;
	} else if (hashlane_digest_parse(digest, HASHLANE_MAX_DIGEST_BYTES,
					 &digest_bytes, &specs[0], form, text,
					 bytes)) {
		return false;
	}
	claim->specs = specs;
	claim->spec_count = count;
	claim->text = text;
	claim->text_bytes = bytes;
	claim->digest_bytes = digest_bytes;
	entry->byte_count += digest_bytes;
	entry->known.claim_count++;
	return true;
}

bool hln_list_entry_begin_parts(struct hln_list_entry *entry,
				const struct hashlane_algorithm_spec *spec,
				uint64_t part_bytes)
{
	struct hashlane_list_claim *claim = next_claim(entry);
	size_t i = entry->known.claim_count;

	if (!claim || !part_bytes)
		return false;
	entry->specs[i] = *spec;
	entry->hex_bytes[i] = 0;
	claim->specs = &entry->specs[i];
	claim->spec_count = 1;
	claim->part_bytes = part_bytes;
	entry->known.claim_count++;
	return true;
}

bool hln_list_entry_add_part(struct hln_list_entry *entry, const char *text,
			     size_t bytes)
{
	uint8_t *digest = more_bytes(entry, HASHLANE_MAX_DIGEST_BYTES);
	size_t i = entry->known.claim_count, digest_bytes;

	if (!digest || !i)
		return false;
	digest_bytes = parse_digest(digest, entry->claims[i - 1].specs, text,
				    bytes);
	if (!digest_bytes)
		return false;
	entry->claims[i - 1].digest_bytes += digest_bytes;
	entry->byte_count += digest_bytes;
	return true;
}

bool hln_list_entry_reserve_name(struct hln_list_entry *entry, size_t bytes)
{
	char *grown;

	if (entry->name_room >= bytes)
		return true;
	grown = realloc(entry->name, 2 * bytes);
	if (!grown)
		return false;
	entry->name = grown;
	entry->name_room = 2 * bytes;
	return true;
}

bool hln_list_entry_join(struct hln_list_entry *entry, const char *directory,
			 size_t directory_bytes, const char *name,
			 size_t name_bytes)
{
	size_t bytes = directory_bytes + 1 + name_bytes;

	if (!hln_list_entry_reserve_name(entry, bytes + 1)) {
		entry->no_memory = true;
		return false;
	}
	memcpy(entry->name, directory, directory_bytes);
	entry->name[directory_bytes] = '/';
	memcpy(entry->name + directory_bytes + 1, name, name_bytes);
	entry->name[bytes] = 0;
	entry->known.name = entry->name;
	entry->known.name_bytes = bytes;
	return true;
}
