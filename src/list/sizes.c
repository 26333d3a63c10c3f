/* SPDX-License-Identifier: MIT */
/*
 * sizes.c - bare digests with the sizes of files: "SIZE  DIGEST  NAME", as
 * md5deep -z and its like write it, and "DIGEST SIZE *NAME".
 */
#include "columns.h"
#include "list_reader.h"

#include <string.h>

enum { DIGITS_LEAST = 32, SIZE_WIDTH = 10 };

static const char numbers[] = "0123456789";

struct line {
	size_t size, size_bytes; /* offset, bytes */
	size_t digest, digest_bytes;
	size_t name;
};

/* md5deep writes the size to the right of 10 columns. */
static bool split_size_first(struct line *line, const char *text)
{
	line->size = strspn(text, " ");
	line->size_bytes = strspn(text + line->size, numbers);
	line->digest = line->size + line->size_bytes + 2;
	if (!line->size_bytes || line->size + line->size_bytes < SIZE_WIDTH ||
	    strncmp(text + line->digest - 2, "  ", 2) != 0)
		return false;
	line->digest_bytes = strcspn(text + line->digest, " ");
	line->name = line->digest + line->digest_bytes + 2;
	return text[line->name - 2] == ' ' &&
	       (text[line->name - 1] == ' ' || text[line->name - 1] == '*');
}

/* Without the asterisk, the size may be the first word of a name. */
static bool split_digest_first(struct line *line, const char *text)
{
	line->digest = 0;
	line->digest_bytes = strcspn(text, " ");
	if (!text[line->digest_bytes])
		return false;
	line->size = line->digest_bytes + 1;
	line->size_bytes = strspn(text + line->size, numbers);
	line->name = line->size + line->size_bytes + 2;
	return line->size_bytes && !strncmp(text + line->name - 2, " *", 2);
}

static bool split(struct line *line, const struct hln_list_reader *reader,
		  const char *text)
{
	return (split_size_first(line, text) ||
		split_digest_first(line, text)) &&
	       line->digest_bytes >= DIGITS_LEAST && text[line->name] &&
	       hln_list_reader_is_bare(reader, text + line->digest,
				       line->digest_bytes);
}

static enum hln_likeness likeness(const struct hln_list_reader *reader,
				  const char *text, size_t bytes)
{
	struct line line;

	(void)bytes;
	return split(&line, reader, text) ? HLN_LIKE_SURE : HLN_LIKE_NOT;
}

static enum hln_parsed read_line(struct hln_list_reader *reader, char *text,
				 size_t bytes)
{
	struct hashlane_list_entry *known =
		&hln_list_reader_entry(reader)->known;
	struct line line;

	if (!hln_list_reader_is_list_of(reader, HASHLANE_FORMAT_SIZES) ||
	    !split(&line, reader, text))
		return HLN_PARSED_NOT;
	hln_list_reader_foreign(reader, "its format cannot be written");
	if (!hln_columns_number(&known->size_bytes, text + line.size,
				line.size_bytes))
		return hln_list_reader_bad(reader, "a bad size");
	known->flags |= HASHLANE_LIST_HAS_SIZE;
	known->name = text + line.name;
	known->name_bytes = bytes - line.name;
	return hln_list_reader_add_bare(reader, text + line.digest,
					line.digest_bytes);
}

const struct hln_dialect hln_dialect_sizes = {
	.format = HASHLANE_FORMAT_SIZES,
	.name = "sizes",
	.extensions = "",
	.algorithms = "md5",
	.refuses = "",
	.flags = HASHLANE_FORMAT_READS | HASHLANE_FORMAT_HAS_SIZE,
	.comment = '#',
	.likeness = likeness,
	.read = read_line,
};
