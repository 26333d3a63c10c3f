/* SPDX-License-Identifier: MIT */
/* ed2k_link.c - "ed2k://|file|NAME|SIZE|HASH|p=PARTS|h=AICH|/" of eMule. */
#include "ed2k_link.h"

#include "columns.h"
#include "link_text.h"
#include "list_writer.h"
#include "percent.h"

#include <string.h>

enum {
	PART_BYTES = 9728000, /* of the digests behind "p=" */
	PART_DIGEST_BYTES = 16,
	FIXED_FIELDS = 3 /* name, size and digest come first */
};

static const char scheme[] = "ed2k://";
static const char start[] = "ed2k://|file|";
/* As browsers write the same. */
static const char encoded_start[] = "ed2k://%7cfile%7c";

/*
 * eMule and eDonkey2000 have different digests of a file whose last part is
 * whole. A link does not say which one it has.
 */
static const struct hashlane_algorithm_spec ed2k[] = {
	{ .id = HASHLANE_HASH_ED2K },
	{ .id = HASHLANE_HASH_ED2K_BLUE },
};
static const struct hashlane_algorithm_spec aich = {
	.id = HASHLANE_HASH_AICH
};

/* ---- Reading ---- */

static bool begins(const char *text, const char *with)
{
	for (; *with; text++, with++)
		if (*text != *with &&
		    ((*text | 0x20) != *with || *text < 'A' || *text > 'Z'))
			return false;
	return true;
}

static enum hln_likeness likeness(const struct hln_list_reader *reader,
				  const char *text, size_t bytes)
{
	(void)reader;
	(void)bytes;
	if (begins(text, start) || begins(text, encoded_start))
		return HLN_LIKE_SURE;
	return hln_link_text_find(text, start) ||
			       hln_link_text_find(text, encoded_start) ?
		       HLN_LIKE_WEAK :
		       HLN_LIKE_NOT;
}

/* Make "%7C" a "|" in a link that has no other. */
static void undo_bars(char *text)
{
	char *to = text;

	for (const char *at = text; *at;) {
		if (begins(at, "%7c")) {
			*to++ = '|';
			at += 3;
		} else {
			*to++ = *at++;
		}
	}
	*to = 0;
}

/*
 * The link within a line of a text, without what follows it; NULL: there is
 * none, or the line is that of another list.
 */
static char *cut_link(const struct hln_list_reader *reader, char *text)
{
	char *link = text, *end;

	if (!begins(text, scheme)) {
		if (!hln_link_text_is_list(reader))
			return NULL;
		end = (char *)(uintptr_t)hln_link_text_find(text, start);
		link = (char *)(uintptr_t)hln_link_text_find(text,
							     encoded_start);
		if (end && (!link || end < link))
			link = end;
		if (!link)
			return NULL;
	}
	if (begins(link, encoded_start))
		undo_bars(link);
	if (link == text)
		return link;
	/* A name may begin with a slash. */
	end = strchr(link + sizeof(start) - 1, '|');
	end = end ? strstr(end, "|/") : NULL;
	/* Another link is not to be lost. */
	if (end && !hln_link_text_find(end, scheme))
		end[2] = 0;
	return link;
}

bool hln_ed2k_link_add(struct hln_list_reader *reader, const char *text,
		       size_t bytes, const uint64_t *size_bytes)
{
	struct hln_list_entry *entry = hln_list_reader_entry(reader);
	const struct hashlane_list_options *options =
		hln_list_reader_options(reader);
	bool blue = false;

	for (size_t i = 0; i < options->spec_count; i++)
		blue |= options->specs[i].id == HASHLANE_HASH_ED2K_BLUE;
	/* No other size makes a difference. */
	if (!blue &&
	    (!size_bytes || (*size_bytes && *size_bytes % PART_BYTES == 0)) &&
	    !(options->flags & HASHLANE_LIST_NO_GUESS))
		return hln_list_entry_add_candidates(
			entry, ed2k, 2, HASHLANE_TEXT_HEX, text, bytes);
	return hln_list_entry_add(entry, &ed2k[blue], "ed2k", 4, text, bytes);
}

/* "p=h1:h2": as many digests as the file has parts. */
static bool take_parts(struct hln_list_reader *reader, const char *text,
		       size_t bytes)
{
	struct hln_list_entry *entry = hln_list_reader_entry(reader);
	uint64_t whole = entry->known.size_bytes / PART_BYTES, count = 0;
	const char *end = text + bytes, *colon;

	if (!hln_list_entry_begin_parts(entry, ed2k, PART_BYTES))
		return false;
	do {
		const char *stop;

		colon = memchr(text, ':', (size_t)(end - text));
		stop = colon ? colon : end;
		if (!hln_list_entry_add_part(entry, text,
					     (size_t)(stop - text)))
			return false;
		text = stop + 1;
		count++;
	} while (colon);
	/* eMule counts an empty part behind the last one, if that is whole. */
	return count == whole + 1 ||
	       (count == whole && entry->known.size_bytes % PART_BYTES == 0);
}

static bool take_option(struct hln_list_reader *reader, const char *text,
			size_t bytes)
{
	struct hln_list_entry *entry = hln_list_reader_entry(reader);

	if (bytes > 2 && begins(text, "h="))
		return hln_list_entry_add(entry, &aich, "aich", 4, text + 2,
					  bytes - 2);
	if (bytes > 2 && begins(text, "p="))
		return take_parts(reader, text + 2, bytes - 2);
	/* "s=http://...", "/", "sources,1.2.3.4:5", and others. */
	if (bytes > 1 || (bytes && *text != '/'))
		hln_list_reader_foreign(reader,
					"it has fields that cannot be filled");
	return true;
}

/* Does another link begin at the end of the field? */
static bool ends_in_link(const char *text, size_t bytes)
{
	size_t length = sizeof(scheme) - 1;

	return bytes >= length && begins(text + bytes - length, scheme);
}

static bool take_field(struct hln_list_reader *reader, size_t field,
		       const char *text, size_t bytes)
{
	struct hashlane_list_entry *known =
		&hln_list_reader_entry(reader)->known;

	switch (field) {
	case 0:
		return bytes;
	case 1:
		known->flags |= HASHLANE_LIST_HAS_SIZE;
		return hln_columns_number(&known->size_bytes, text, bytes);
	case 2:
		return hln_ed2k_link_add(reader, text, bytes,
					 &known->size_bytes);
	default:
		return take_option(reader, text, bytes);
	}
}

static enum hln_parsed read_line(struct hln_list_reader *reader, char *text,
				 size_t bytes)
{
	char *link = cut_link(reader, text), *at, *name;
	size_t field = 0;

	(void)bytes;
	if (!link)
		return hln_link_text_is_prose(reader, text) ?
			       HLN_PARSED_NOTHING :
			       HLN_PARSED_NOT;
	if (link != text)
		hln_list_reader_foreign(reader, "it is a text with links");
	name = at = link + sizeof(start) - 1;
	if (!begins(link, start))
		return hln_list_reader_bad(reader,
					   "a link that names no file");
	for (; at[strcspn(at, "|")]; field++) {
		size_t length = strcspn(at, "|");

		if (field && ends_in_link(at, length))
			return hln_list_reader_bad(reader,
						   "two links on one line");
		if (!take_field(reader, field, at, length))
			return hln_list_reader_bad(
				reader, "a bad field %zu in the link",
				field + 1);
		at += length + 1;
	}
	if (field < FIXED_FIELDS)
		return hln_list_reader_bad(reader, "a link that is cut off");
	at += *at == '/';
	if (at[strspn(at, " \t\r")])
		return hln_list_reader_bad(reader, "text behind the link");
	name[strcspn(name, "|")] = 0;
	if (!hln_percent_take_name(hln_list_reader_entry(reader), name))
		return hln_list_reader_bad(reader, "a NUL in the name");
	return HLN_PARSED_ENTRY;
}

/* ---- Writing ---- */

/* The index of the digest of an algorithm, or the number of digests. */
static size_t find(const struct hln_list_writer *writer, int32_t id)
{
	size_t i = 0;

	while (i < writer->options.spec_count && writer->specs[i].id != id)
		i++;
	return i;
}

static size_t find_ed2k(const struct hln_list_writer *writer)
{
	size_t i = find(writer, HASHLANE_HASH_ED2K);

	return i < writer->options.spec_count ?
		       i :
		       find(writer, HASHLANE_HASH_ED2K_BLUE);
}

static const char *refuses_spec(const struct hashlane_algorithm_spec *spec)
{
	return spec->id == HASHLANE_HASH_ED2K ||
			       spec->id == HASHLANE_HASH_ED2K_BLUE ||
			       spec->id == HASHLANE_HASH_AICH ?
		       NULL :
		       "the format ed2k holds ed2k, ed2k-blue and aich only";
}

static const char *refuses_item(const struct hln_list_writer *writer,
				const struct hashlane_list_item *item)
{
	size_t hash = find_ed2k(writer);
	const struct hashlane_parts *parts = NULL;

	if (!hln_list_writer_has_digest(writer, item, hash))
		return "a link needs an ed2k digest";
	if (writer->options.flags & HASHLANE_WRITE_PARTS && item->parts)
		parts = &item->parts[hash];
	if (parts && parts->count &&
	    (parts->digest_bytes != PART_DIGEST_BYTES ||
	     parts->part_bytes != PART_BYTES))
		return "the parts are not those of ed2k";
	if (!(item->flags & HASHLANE_LIST_HAS_SIZE))
		return "a link needs the size of a file";
	return NULL;
}

static void put_parts(struct hln_list_writer *writer,
		      const struct hashlane_parts *parts)
{
	char text[HASHLANE_MAX_TEXT_BYTES];

	for (size_t i = 0; i < parts->count; i++) {
		const uint8_t *digest = parts->digests +
					i * parts->digest_bytes;

		if (hashlane_digest_format(text, sizeof(text), NULL, ed2k,
					   HASHLANE_TEXT_HEX, digest,
					   parts->digest_bytes))
			return;
		hln_list_writer_put_text(writer, i ? ":" : "p=");
		hln_list_writer_put_text(writer, text);
	}
	if (parts->count)
		hln_list_writer_put(writer, "|", 1);
}

static void write_item(struct hln_list_writer *writer,
		       const struct hashlane_list_item *item)
{
	size_t hash = find_ed2k(writer);
	size_t root = find(writer, HASHLANE_HASH_AICH);

	hln_list_writer_put_text(writer, start);
	hln_percent_put(writer, item->name, item->name_bytes);
	hln_list_writer_put(writer, "|", 1);
	hln_list_writer_put_number(writer, item->size_bytes);
	hln_list_writer_put(writer, "|", 1);
	hln_list_writer_put_digest(writer, item, hash, HASHLANE_TEXT_HEX);
	hln_list_writer_put(writer, "|", 1);
	if (writer->options.flags & HASHLANE_WRITE_PARTS && item->parts)
		put_parts(writer, &item->parts[hash]);
	if (hln_list_writer_has_digest(writer, item, root)) {
		hln_list_writer_put_text(writer, "h=");
		hln_list_writer_put_digest(writer, item, root,
					   HASHLANE_TEXT_BASE32);
		hln_list_writer_put(writer, "|", 1);
	}
	hln_list_writer_put(writer, "/", 1);
	hln_list_writer_end_line(writer);
}

const struct hln_dialect hln_dialect_ed2k = {
	.format = HASHLANE_FORMAT_ED2K,
	.name = "ed2k",
	.extensions = "ed2k",
	.algorithms = "ed2k,aich",
	.refuses = "",
	.flags = HASHLANE_FORMAT_READS | HASHLANE_FORMAT_WRITES |
		 HASHLANE_FORMAT_HAS_SIZE,
	.likeness = likeness,
	.count = hln_link_text_count,
	.read = read_line,
	.refuses_spec = refuses_spec,
	.refuses_item = refuses_item,
	.write = write_item,
};
