/* SPDX-License-Identifier: MIT */
/* fsum.c - "DIGEST ?TAG*NAME", as SlavaSoft's fsum and TeraCopy write it. */
#include "gnu_shape.h"
#include "list_reader.h"

#include <string.h>

enum { DIGITS_LEAST = 8 };

struct line {
	const char *digest;
	size_t digest_bytes;
	const char *tag;
	size_t tag_bytes;
	size_t name; /* offset */
};

/* Characters of tags: "SHA256", "SHA3-512", "CRC32". */
static size_t count_tag(const char *text)
{
	return strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			    "abcdefghijklmnopqrstuvwxyz0123456789-_/");
}

static bool split(struct line *line, const char *text, size_t bytes)
{
	bool escaped;

	line->digest_bytes = hln_gnu_shape_word(&line->digest, &escaped, text,
						bytes);
	line->tag = line->digest + line->digest_bytes + 2;
	if (escaped || line->digest_bytes < DIGITS_LEAST ||
	    line->tag >= text + bytes || line->tag[-2] != ' ' ||
	    line->tag[-1] != '?')
		return false;
	line->tag_bytes = count_tag(line->tag);
	line->name = (size_t)(line->tag - text) + line->tag_bytes + 1;
	return line->tag_bytes && line->tag[line->tag_bytes] == '*';
}

static enum hln_likeness likeness(const struct hln_list_reader *reader,
				  const char *text, size_t bytes)
{
	struct hashlane_algorithm_spec spec;
	struct line line;

	if (!split(&line, text, bytes))
		return HLN_LIKE_NOT;
	if (!hln_list_reader_know_tag(reader, &spec, line.tag, line.tag_bytes))
		return HLN_LIKE_FAIR;
	return hln_list_entry_fits(&spec, line.digest, line.digest_bytes) ?
		       HLN_LIKE_SURE :
		       HLN_LIKE_WEAK;
}

static enum hln_parsed read_line(struct hln_list_reader *reader, char *text,
				 size_t bytes)
{
	struct hln_list_entry *entry = hln_list_reader_entry(reader);
	enum hln_parsed parsed;
	struct line line;

	/* Elsewhere, the tag and the asterisk belong to a name. */
	if (!hln_list_reader_is_list_of(reader, HASHLANE_FORMAT_FSUM) ||
	    !split(&line, text, bytes))
		return HLN_PARSED_NOT;
	hln_list_reader_foreign(reader, "its format cannot be written");
	parsed = hln_list_reader_add_tagged(reader, line.tag, line.tag_bytes,
					    line.digest, line.digest_bytes);
	if (parsed != HLN_PARSED_ENTRY)
		return parsed;
	entry->known.name = text + line.name;
	entry->known.name_bytes = bytes - line.name;
	return HLN_PARSED_ENTRY;
}

const struct hln_dialect hln_dialect_fsum = {
	.format = HASHLANE_FORMAT_FSUM,
	.name = "fsum",
	.extensions = "",
	.algorithms = "sha256",
	.refuses = "",
	.flags = HASHLANE_FORMAT_READS,
	.comment = ';',
	.likeness = likeness,
	.read = read_line,
};
