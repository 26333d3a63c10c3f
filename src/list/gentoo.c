/* SPDX-License-Identifier: MIT */
/* gentoo.c - "TYPE NAME SIZE TAG DIGEST...": Manifest files (GLEP 74). */
#include "columns.h"
#include "list_reader.h"

#include <string.h>

enum { DIGITS_LEAST = 32, TYPES_OF_FILES = 6 };

/* Those of files first. */
static const char *const types[] = { "DIST",   "EBUILD",    "MISC",
				     "DATA",   "MANIFEST",  "AUX",
				     "IGNORE", "TIMESTAMP", "OPTIONAL" };

enum { TYPES = sizeof(types) / sizeof(types[0]) };

static const char files[] = "files/";

/* The next word behind one blank or more; false: the line ends here. */
static bool next_word(char **at, char **word, size_t *bytes)
{
	*at += strspn(*at, " ");
	*word = *at;
	*bytes = strcspn(*at, " \r");
	*at += *bytes;
	return *bytes;
}

/* The type of the line; TYPES: it is another line. */
static size_t find_type(const char *text)
{
	size_t i = 0;

	while (i < TYPES && (strncmp(text, types[i], strlen(types[i])) != 0 ||
			     text[strlen(types[i])] != ' '))
		i++;
	return i;
}

/* A digest that fits its tag, or is one of an unknown algorithm. */
static bool is_digest(const struct hln_list_reader *reader, const char *tag,
		      size_t tag_bytes, const char *digest, size_t bytes)
{
	struct hashlane_algorithm_spec spec;

	if (hln_list_reader_know_tag(reader, &spec, tag, tag_bytes))
		return hln_list_entry_fits(&spec, digest, bytes);
	return bytes >= DIGITS_LEAST &&
	       strspn(digest, "0123456789abcdefABCDEF") >= bytes;
}

static enum hln_likeness likeness(const struct hln_list_reader *reader,
				  const char *text, size_t bytes)
{
	/* Nothing is written to. */
	char *at = (char *)(uintptr_t)text, *word, *tag;
	size_t type = find_type(text), length, tag_bytes;
	uint64_t size;

	(void)bytes;
	if (type == TYPES)
		return HLN_LIKE_NOT;
	if (type >= TYPES_OF_FILES)
		return HLN_LIKE_WEAK;
	/* The type, the name and the size. */
	for (int i = 0; i < 3; i++)
		if (!next_word(&at, &word, &length))
			return HLN_LIKE_NOT;
	if (hln_columns_number(&size, word, length) &&
	    next_word(&at, &tag, &tag_bytes) &&
	    next_word(&at, &word, &length) &&
	    is_digest(reader, tag, tag_bytes, word, length))
		return HLN_LIKE_SURE;
	return HLN_LIKE_NOT;
}

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static char *put_utf8(char *to, uint32_t c)
{
	if (c < 0x80) {
		*to++ = (char)c;
	} else if (c < 0x800) {
		*to++ = (char)(0xc0 | c >> 6);
		*to++ = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		*to++ = (char)(0xe0 | c >> 12);
		*to++ = (char)(0x80 | (c >> 6 & 0x3f));
		*to++ = (char)(0x80 | (c & 0x3f));
	} else {
		*to++ = (char)(0xf0 | c >> 18);
		*to++ = (char)(0x80 | (c >> 12 & 0x3f));
		*to++ = (char)(0x80 | (c >> 6 & 0x3f));
		*to++ = (char)(0x80 | (c & 0x3f));
	}
	return to;
}

/* "\x20", "\u00a0" and "\U0001f600" are characters. False: others are not. */
static bool undo_escapes(char *name)
{
	char *to = name;

	for (const char *at = name; *at;) {
		uint32_t c = 0;
		size_t digits;

		if (*at != '\\') {
			*to++ = *at++;
			continue;
		}
		digits = at[1] == 'x' ? 2 : at[1] == 'u' ? 4 : 8;
		if (digits == 8 && at[1] != 'U')
			return false;
		for (size_t i = 0; i < digits; i++) {
			int digit = digit_of(at[2 + i]);

			if (digit < 0)
				return false;
			c = c << 4 | (uint32_t)digit;
		}
		if (!c || c > 0x10ffff)
			return false;
		to = put_utf8(to, c);
		at += 2 + digits;
	}
	*to = 0;
	return true;
}

/* The digests behind the size; false: something else is there. */
static bool take_digests(struct hln_list_reader *reader, char *at)
{
	struct hln_list_entry *entry = hln_list_reader_entry(reader);
	char *tag, *digest;
	size_t tag_bytes, bytes;

	while (next_word(&at, &tag, &tag_bytes)) {
		struct hashlane_algorithm_spec spec;

		if (!next_word(&at, &digest, &bytes))
			return false;
		if (hln_list_reader_find_tag(reader, &spec, tag, tag_bytes) ?
			    !hln_list_entry_add(entry, &spec, tag, tag_bytes,
						digest, bytes) :
			    !hln_list_entry_add_unknown(entry, tag, tag_bytes,
							digest, bytes))
			return false;
	}
	return entry->known.claim_count && !at[strspn(at, " \r")];
}

static enum hln_parsed read_line(struct hln_list_reader *reader, char *text,
				 size_t bytes)
{
	struct hln_list_entry *entry = hln_list_reader_entry(reader);
	struct hashlane_list_entry *known = &entry->known;
	size_t type = find_type(text), name_bytes, length;
	char *at = text, *word, *name;

	(void)bytes;
	if (type == TYPES ||
	    !hln_list_reader_is_list_of(reader, HASHLANE_FORMAT_GENTOO))
		return HLN_PARSED_NOT;
	hln_list_reader_foreign(reader, "its format cannot be written");
	if (type >= TYPES_OF_FILES) {
		at += strlen(types[type]);
		return at[strspn(at, " \t\r")] ?
			       HLN_PARSED_NOTHING :
			       hln_list_reader_bad(reader, "a name is due");
	}
	if (!next_word(&at, &word, &length) ||
	    !next_word(&at, &name, &name_bytes) ||
	    !next_word(&at, &word, &length) ||
	    !hln_columns_number(&known->size_bytes, word, length))
		return hln_list_reader_bad(reader, "a bad size");
	known->flags |= HASHLANE_LIST_HAS_SIZE;
	if (!take_digests(reader, at))
		return hln_list_reader_bad(reader,
					   "no digest where one is due");
	name[name_bytes] = 0;
	if (!undo_escapes(name))
		return hln_list_reader_bad(reader,
					   "an unknown escape in the name");
	known->name = name;
	known->name_bytes = strlen(name);
	if (strcmp(types[type], "AUX") != 0)
		return HLN_PARSED_ENTRY;
	(void)hln_list_entry_join(entry, files, sizeof(files) - 2, name,
				  known->name_bytes);
	return HLN_PARSED_ENTRY;
}

const struct hln_dialect hln_dialect_gentoo = {
	.format = HASHLANE_FORMAT_GENTOO,
	.name = "gentoo",
	.extensions = "",
	.algorithms = "blake2b,sha512",
	.refuses = "",
	.flags = HASHLANE_FORMAT_READS | HASHLANE_FORMAT_HAS_SIZE,
	.likeness = likeness,
	.read = read_line,
};
