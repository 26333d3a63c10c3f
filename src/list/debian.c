/* SPDX-License-Identifier: MIT */
/*
 * debian.c - fields such as "SHA256:" with lines " DIGEST SIZE NAME": Release,
 * Sources, .dsc, .changes and .buildinfo (deb-changes(5), deb-src-control(5)).
 */
#include "columns.h"
#include "list_reader.h"

#include <string.h>

enum { DIGITS_LEAST = 32, WORDS_MAX = 5 };

/* The words of a line behind the blanks at its beginning. */
struct words {
	size_t count; /* more than WORDS_MAX: there are others */
	size_t starts[WORDS_MAX], lengths[WORDS_MAX];
};

static void split(struct words *words, const char *text)
{
	size_t at = 0;

	words->count = 0;
	for (;;) {
		at += strspn(text + at, " \t\r");
		if (!text[at])
			return;
		if (words->count == WORDS_MAX) {
			words->count++;
			return;
		}
		words->starts[words->count] = at;
		words->lengths[words->count] = strcspn(text + at, " \t\r");
		at += words->lengths[words->count++];
	}
}

static bool is_same(const char *text, size_t bytes, const char *word)
{
	if (strlen(word) != bytes)
		return false;
	for (size_t i = 0; i < bytes; i++)
		if ((text[i] | 0x20) != (word[i] | 0x20))
			return false;
	return true;
}

/* Bytes of the name of a field at the line's beginning; 0: none. */
static size_t find_key(const char *text)
{
	size_t bytes = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz0123456789-_");

	return text[bytes] == ':' ? bytes : 0;
}

/*
 * The algorithm that the lines below a field have: "Files", "MD5Sum",
 * "SHA256", "Checksums-Sha1".
 */
static size_t find_tag(const char **tag, const char *key, size_t bytes)
{
	static const char checksums[] = "Checksums-";
	size_t length = sizeof(checksums) - 1;

	*tag = "md5";
	if (is_same(key, bytes, "files") || is_same(key, bytes, "md5sum"))
		return 3;
	*tag = key + length;
	if (bytes > length && is_same(key, length, checksums))
		return bytes - length;
	*tag = key;
	return bytes > 3 && is_same(key, 3, "sha") ? bytes : 0;
}

/* A field of digests: its lines are below it. */
static bool is_heading(const char *text)
{
	size_t key = find_key(text);
	const char *tag;

	return key && find_tag(&tag, text, key) &&
	       !text[key + 1 + strspn(text + key + 1, " \t\r")];
}

/* " DIGEST SIZE NAME", " DIGEST SIZE SECTION PRIORITY NAME". */
static bool is_line(struct words *words, const char *text)
{
	uint64_t size;

	if (*text != ' ' && *text != '\t')
		return false;
	split(words, text);
	return (words->count == 3 || words->count == WORDS_MAX) &&
	       words->lengths[0] >= DIGITS_LEAST &&
	       strspn(text + words->starts[0], "0123456789abcdefABCDEF") ==
		       words->lengths[0] &&
	       hln_columns_number(&size, text + words->starts[1],
				  words->lengths[1]);
}

static enum hln_likeness likeness(const struct hln_list_reader *reader,
				  const char *text, size_t bytes)
{
	struct words words;

	(void)reader;
	(void)bytes;
	return is_heading(text) || is_line(&words, text) ? HLN_LIKE_SURE :
							   HLN_LIKE_NOT;
}

/* The field that begins here: what are the lines below it? */
static enum hln_parsed read_field(struct hln_list_reader *reader,
				  struct hln_list_columns *field,
				  const char *text, size_t key)
{
	const char *tag;
	size_t bytes = find_tag(&tag, text, key), room = sizeof(*field->tags);

	/* A stanza of Sources. */
	if (is_same(text, key, "package") &&
	    !hln_list_reader_find_directory(reader))
		return HLN_PARSED_BAD;
	field->count = 1;
	field->kinds[0] = HLN_LIST_COLUMN_OTHER;
	if (!bytes)
		return HLN_PARSED_NOTHING;
	if (!is_heading(text))
		return hln_list_reader_bad(reader,
					   "a digest beside its field");
	if (bytes >= room)
		bytes = room - 1;
	memcpy(field->tags[0], tag, bytes);
	field->tags[0][bytes] = 0;
	field->kinds[0] = hln_list_reader_find_tag(reader, &field->specs[0],
						   tag, bytes) ?
				  HLN_LIST_COLUMN_DIGEST :
				  HLN_LIST_COLUMN_UNKNOWN_DIGEST;
	return HLN_PARSED_NOTHING;
}

static bool add_digest(struct hln_list_entry *entry,
		       const struct hln_list_columns *field, const char *text,
		       size_t bytes)
{
	const char *tag = field->tags[0];

	if (field->kinds[0] == HLN_LIST_COLUMN_UNKNOWN_DIGEST)
		return hln_list_entry_add_unknown(entry, tag, strlen(tag),
						  text, bytes);
	return hln_list_entry_add(entry, &field->specs[0], tag, strlen(tag),
				  text, bytes);
}

static enum hln_parsed read_entry(struct hln_list_reader *reader,
				  const struct hln_list_columns *field,
				  char *text)
{
	struct hln_list_entry *entry = hln_list_reader_entry(reader);
	struct hashlane_list_entry *known = &entry->known;
	struct words words = { .count = 0 };
	bool good = is_line(&words, text);
	size_t last;

	if (field->kinds[0] == HLN_LIST_COLUMN_OTHER)
		return good ? hln_list_reader_bad(
				      reader,
				      "a digest below a field of none") :
			      HLN_PARSED_NOTHING;
	if (!good || !add_digest(entry, field, text + words.starts[0],
				 words.lengths[0]))
		return hln_list_reader_bad(reader,
					   "no digest of %s, size and name",
					   field->tags[0]);
	(void)hln_columns_number(&known->size_bytes, text + words.starts[1],
				 words.lengths[1]);
	known->flags |= HASHLANE_LIST_HAS_SIZE;
	last = words.count - 1;
	known->name = text + words.starts[last];
	known->name_bytes = words.lengths[last];
	text[words.starts[last] + words.lengths[last]] = 0;
	if (*hln_list_reader_directory(reader))
		(void)hln_list_entry_join(
			entry, hln_list_reader_directory(reader),
			strlen(hln_list_reader_directory(reader)), known->name,
			known->name_bytes);
	return HLN_PARSED_ENTRY;
}

static enum hln_parsed read_line(struct hln_list_reader *reader, char *text,
				 size_t bytes)
{
	struct hln_list_columns *field =
		hln_list_reader_columns(reader, HASHLANE_FORMAT_DEBIAN);
	size_t key = find_key(text);

	(void)bytes;
	if (!hln_list_reader_is_list_of(reader, HASHLANE_FORMAT_DEBIAN))
		return HLN_PARSED_NOT;
	hln_list_reader_foreign(reader, "its format cannot be written");
	if (key)
		return read_field(reader, field, text, key);
	return field->count && (*text == ' ' || *text == '\t') ?
		       read_entry(reader, field, text) :
		       HLN_PARSED_NOT;
}

const struct hln_dialect hln_dialect_debian = {
	.format = HASHLANE_FORMAT_DEBIAN,
	.name = "debian",
	.extensions = "dsc changes buildinfo",
	.algorithms = "sha256",
	.refuses = "",
	.flags = HASHLANE_FORMAT_READS | HASHLANE_FORMAT_HAS_SIZE,
	.comment = '#',
	.likeness = likeness,
	.read = read_line,
};
