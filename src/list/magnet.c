/* SPDX-License-Identifier: MIT */
/* magnet.c - "magnet:?xl=SIZE&dn=NAME&xt=urn:ALGORITHM:DIGEST&..." */
#include "columns.h"
#include "ed2k_link.h"
#include "link_text.h"
#include "list_tag.h"
#include "list_writer.h"
#include "percent.h"

#include <string.h>

static const char start[] = "magnet:?";

/* ---- Reading ---- */

static char to_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool begins(const char *text, const char *with)
{
	for (; *with; text++, with++)
		if (to_lower(*text) != *with)
			return false;
	return true;
}

static enum hln_likeness likeness(const struct hln_list_reader *reader,
				  const char *text, size_t bytes)
{
	(void)reader;
	(void)bytes;
	if (begins(text, start))
		return HLN_LIKE_SURE;
	return hln_link_text_find(text, start) ? HLN_LIKE_WEAK : HLN_LIKE_NOT;
}

/*
 * "+" is a blank, as in the forms of HTML, whose encoding magnet links have.
 */
static void undo_blanks(char *text)
{
	while ((text = strchr(text, '+')) != NULL)
		*text++ = ' ';
}

/* Is this the key, or the same with a number, as "xt.1"? */
static bool is_key(const char *text, const char *key)
{
	size_t bytes = strlen(key);

	return begins(text, key) && (text[bytes] == '=' || text[bytes] == '.');
}

/* "SHA1.TTH" of BitCollider. */
static bool add_bitprint(struct hln_list_entry *entry, const char *text)
{
	static const struct hashlane_algorithm_spec specs[] = {
		{ .id = HASHLANE_HASH_SHA1 },
		{ .id = HASHLANE_HASH_TTH },
	};
	const char *dot = strchr(text, '.');

	return dot &&
	       hln_list_entry_add(entry, &specs[0], "sha1", 4, text,
				  (size_t)(dot - text)) &&
	       hln_list_entry_add(entry, &specs[1], "tth", 3, dot + 1,
				  strlen(dot + 1));
}

static bool add_digest(struct hln_list_reader *reader, const char *tag,
		       size_t tag_bytes, const char *digest,
		       const struct hashlane_algorithm_spec *spec)
{
	struct hln_list_entry *entry = hln_list_reader_entry(reader);
	const struct hashlane_list_entry *known = &entry->known;

	if (spec->id == HASHLANE_HASH_ED2K)
		return hln_ed2k_link_add(
			reader, digest, strlen(digest),
			known->flags & HASHLANE_LIST_HAS_SIZE ?
				&known->size_bytes :
				NULL);
	return hln_list_entry_add(entry, spec, tag, tag_bytes, digest,
				  strlen(digest));
}

/*
 * "urn:tree:tiger:DIGEST": where the name ends follows from the names known,
 * as digests may have a colon as well ("oci:sha256:..."). False: a part of it
 * is not there, as in a link that was cut off.
 */
static bool take_topic(struct hln_list_reader *reader, const char *text)
{
	struct hln_list_entry *entry = hln_list_reader_entry(reader);
	struct hashlane_algorithm_spec spec;
	const char *tag = text + 4, *last = strrchr(text, ':');

	if (!begins(text, "urn:") || last <= tag || !last[1])
		return false;
	if (begins(tag, "bitprint:"))
		return add_bitprint(entry, tag + 9);
	for (const char *colon = last; colon > tag; colon--)
		if (*colon == ':' &&
		    hln_list_reader_find_tag(reader, &spec, tag,
					     (size_t)(colon - tag)))
			return add_digest(reader, tag, (size_t)(colon - tag),
					  colon + 1, &spec);
	/* "tree:tiger" without a digest. */
	if (begins(tag, "tree:") && last == tag + 4)
		return false;
	hln_list_reader_foreign(reader,
				"it has digests of unknown algorithms");
	return hln_list_entry_add_unknown(entry, tag, (size_t)(last - tag),
					  last + 1, strlen(last + 1));
}

/* The digests of a link, until its size is known. */
struct topics {
	const char *at[HLN_LIST_CLAIMS_MAX];
	size_t count;
};

/* A field "KEY=VALUE", which is NUL-terminated. */
static bool take_field(struct hln_list_reader *reader, struct topics *topics,
		       const char *field, char *value)
{
	struct hashlane_list_entry *known =
		&hln_list_reader_entry(reader)->known;
	size_t bytes;

	/* "&amp;" of HTML: this is another field. */
	if (begins(field, "amp;"))
		return false;
	undo_blanks(value);
	if (is_key(field, "dn"))
		return !known->name &&
		       hln_percent_take_name(hln_list_reader_entry(reader),
					     value);
	if (!hln_percent_undo(value, &bytes))
		return false;
	if (is_key(field, "xt")) {
		if (topics->count == HLN_LIST_CLAIMS_MAX)
			return false;
		topics->at[topics->count++] = value;
		return true;
	}
	if (is_key(field, "xl")) {
		known->flags |= HASHLANE_LIST_HAS_SIZE;
		return hln_columns_number(&known->size_bytes, value, bytes);
	}
	hln_list_reader_foreign(reader, "it has fields that cannot be filled");
	return true;
}

/*
 * Split a link at each "&". NULL, or the field that is bad; one without "="
 * was cut off.
 */
static const char *take_fields(struct hln_list_reader *reader,
			       struct topics *topics, char *at)
{
	bool last = false;

	while (!last) {
		char *field = at, *value;

		at += strcspn(at, "&");
		last = !*at;
		*at++ = 0;
		value = strchr(field, '=');
		if (!value && !*field)
			continue;
		if (!value || !take_field(reader, topics, field, value + 1))
			return field;
	}
	return NULL;
}

/* "&amp;" of HTML is an "&". */
static void undo_entities(char *text)
{
	char *to = text;

	for (const char *at = text; *at;) {
		*to++ = *at;
		at += begins(at, "&amp;") ? 5 : 1;
	}
	*to = 0;
}

/*
 * The link within a line of a text, without what follows it; NULL: there is
 * none, or the line is that of another list.
 */
static char *cut_link(const struct hln_list_reader *reader, char *text)
{
	char *link = (char *)(uintptr_t)hln_link_text_find(text, start), *end;
	char before;

	if (!link || link == text)
		return link;
	if (!hln_link_text_is_list(reader))
		return NULL;
	before = link[-1];
	end = link + strcspn(link, before == '"'  ? "\"" :
				   before == '\'' ? "'" :
				   before == '('  ? ") \t\r" :
						    " \t\r\"<>");
	/* Another link is not to be lost. */
	if (!hln_link_text_find(end, start))
		*end = 0;
	undo_entities(link);
	return link;
}

static enum hln_parsed read_line(struct hln_list_reader *reader, char *text,
				 size_t bytes)
{
	const struct hashlane_list_entry *known =
		&hln_list_reader_entry(reader)->known;
	struct topics topics;
	char *link = cut_link(reader, text);
	const char *bad;

	if (!link)
		return hln_link_text_is_prose(reader, text) ?
			       HLN_PARSED_NOTHING :
			       HLN_PARSED_NOT;
	if (link != text)
		hln_list_reader_foreign(reader, "it is a text with links");
	bytes = strlen(link);
	while (strchr(" \t\r", link[bytes - 1]))
		link[--bytes] = 0;
	if (hln_link_text_find(link + 1, start))
		return hln_list_reader_bad(reader, "two links on one line");
	topics.count = 0;
	bad = take_fields(reader, &topics, link + sizeof(start) - 1);
	for (size_t i = 0; i < topics.count && !bad; i++)
		if (!take_topic(reader, topics.at[i]))
			bad = "xt";
	if (bad)
		return hln_list_reader_bad(
			reader, "a bad field '%.2s' in the link", bad);
	if (!known->name)
		return hln_list_reader_bad(reader,
					   "a link without a name (dn)");
	if (!known->claim_count)
		return hln_list_reader_bad(reader, "a link without a digest");
	return HLN_PARSED_ENTRY;
}

/* ---- Writing ---- */

static bool has_algorithm(const struct hln_list_writer *writer, int32_t id)
{
	for (size_t i = 0; i < writer->options.spec_count; i++)
		if (writer->specs[i].id == id)
			return true;
	return false;
}

/* Write the name of the algorithm in "urn:NAME:DIGEST". */
static void put_urn(struct hln_list_writer *writer, size_t i)
{
	char text[HLN_TAG_BYTES];
	int32_t id = writer->specs[i].id;

	if (id == HASHLANE_HASH_TTH) {
		hln_list_writer_put_text(writer, "tree:tiger");
	} else if (id == HASHLANE_HASH_ED2K_BLUE &&
		   !has_algorithm(writer, HASHLANE_HASH_ED2K)) {
		hln_list_writer_put_text(writer, "ed2k");
	} else if (!hashlane_algorithm_format(text, sizeof(text), NULL,
					      &writer->specs[i])) {
		hln_list_writer_put_text(writer, text);
	}
}

/* By custom, SHA-1 is in base32. Base64 would have to be encoded. */
static int32_t form_of(const struct hashlane_algorithm_spec *spec)
{
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };

	if (spec->id == HASHLANE_HASH_SHA1)
		return HASHLANE_TEXT_BASE32;
	if (!hashlane_algorithm_get_info(&info, spec->id) &&
	    info.text_form == HASHLANE_TEXT_BASE64)
		return HASHLANE_TEXT_HEX;
	return HASHLANE_TEXT_CANONICAL;
}

static const char *refuses_item(const struct hln_list_writer *writer,
				const struct hashlane_list_item *item)
{
	for (size_t i = 0; i < writer->options.spec_count; i++)
		if (hln_list_writer_has_digest(writer, item, i))
			return NULL;
	return "a link needs a digest";
}

static void write_item(struct hln_list_writer *writer,
		       const struct hashlane_list_item *item)
{
	hln_list_writer_put_text(writer, start);
	if (item->flags & HASHLANE_LIST_HAS_SIZE) {
		hln_list_writer_put_text(writer, "xl=");
		hln_list_writer_put_number(writer, item->size_bytes);
		hln_list_writer_put(writer, "&", 1);
	}
	hln_list_writer_put_text(writer, "dn=");
	hln_percent_put(writer, item->name, item->name_bytes);
	for (size_t i = 0; i < writer->options.spec_count; i++) {
		if (!hln_list_writer_has_digest(writer, item, i))
			continue;
		hln_list_writer_put_text(writer, "&xt=urn:");
		put_urn(writer, i);
		hln_list_writer_put(writer, ":", 1);
		hln_list_writer_put_digest(writer, item, i,
					   form_of(&writer->specs[i]));
	}
	hln_list_writer_end_line(writer);
}

const struct hln_dialect hln_dialect_magnet = {
	.format = HASHLANE_FORMAT_MAGNET,
	.name = "magnet",
	.extensions = "magnet",
	.algorithms = "tth,ed2k,aich,sha1",
	.refuses = "",
	.flags = HASHLANE_FORMAT_READS | HASHLANE_FORMAT_WRITES |
		 HASHLANE_FORMAT_HAS_SIZE,
	.likeness = likeness,
	.count = hln_link_text_count,
	.read = read_line,
	.refuses_item = refuses_item,
	.write = write_item,
};
