/* SPDX-License-Identifier: MIT */
/* gnu.c - "DIGEST  NAME", as md5sum and its like write it. */
#include "gnu_shape.h"

#include "list_reader.h"
#include "list_tag.h"
#include "list_writer.h"
#include "name_escape.h"

#include <string.h>

/* Fewer digits are common in names: dates, counters, checksums. */
enum { DIGITS_SURE = 32, CRC_DIGITS = 8 };

/* Is all that follows the blank a CRC32? */
static bool ends_in_crc(const char *text, size_t bytes, const char *blank)
{
	const char *end = text + bytes, *at = blank + 1;

	if (end > at && end[-1] == '\r')
		end--;
	if (end - at != CRC_DIGITS)
		return false;
	for (; at < end; at++)
		if (!memchr("0123456789abcdefABCDEF", *at, 22))
			return false;
	return true;
}

static enum hln_likeness likeness(const struct hln_list_reader *reader,
				  const char *text, size_t bytes)
{
	size_t digits, length;
	enum hln_gnu_blanks blanks = hln_gnu_shape_look(&digits, text, bytes);
	const char *word;
	bool escaped;

	length = hln_gnu_shape_word(&word, &escaped, text, bytes);
	if (blanks == HLN_GNU_NONE ||
	    !hln_list_reader_is_bare(reader, word, length))
		return HLN_LIKE_NOT;
	/* "DIGEST 12345678" is rather a line of SFV: see there. */
	if (blanks == HLN_GNU_ONE && ends_in_crc(text, bytes, word + length))
		return HLN_LIKE_WEAK;
	if (digits >= DIGITS_SURE)
		return blanks == HLN_GNU_TWO ? HLN_LIKE_SURE : HLN_LIKE_FAIR;
	return blanks == HLN_GNU_TWO ? HLN_LIKE_FAIR : HLN_LIKE_WEAK;
}

/*
 * A blank or an asterisk behind the first blank belongs to the name only in
 * lists of which other lines have neither.
 */
static char *find_name(const struct hln_list_reader *reader, char *at)
{
	bool mark = (*at == ' ' || *at == '*') && at[1];

	return at + (mark && !hln_list_reader_has_one_blank(reader));
}

static enum hln_parsed read_line(struct hln_list_reader *reader, char *text,
				 size_t bytes)
{
	struct hln_list_entry *entry = hln_list_reader_entry(reader);
	const char *word;
	bool escaped, nul;
	size_t length = hln_gnu_shape_word(&word, &escaped, text, bytes);
	char *end = text + (word - text) + length, *name;
	enum hln_parsed parsed;

	if (!length || end + 1 >= text + bytes)
		return HLN_PARSED_NOT;
	nul = hln_list_reader_options(reader)->flags & HASHLANE_LIST_NUL;
	if (nul && escaped)
		return HLN_PARSED_NOT;
	parsed = hln_list_reader_add_bare(reader, word, length);
	if (parsed != HLN_PARSED_ENTRY)
		return parsed;
	name = find_name(reader, end + 1);
	entry->known.name = name;
	entry->known.name_bytes = (size_t)(text + bytes - name);
	if (!escaped)
		return HLN_PARSED_ENTRY;
	if (!hln_name_escape_undo(name))
		return hln_list_reader_bad(reader,
					   "an unknown escape in the name");
	entry->known.name_bytes = strlen(name);
	return HLN_PARSED_ENTRY;
}

static const char *refuses_item(const struct hln_list_writer *writer,
				const struct hashlane_list_item *item)
{
	for (size_t i = 0; i < writer->options.spec_count; i++)
		if (hln_list_writer_has_digest(writer, item, i))
			return NULL;
	return "gnu cannot hold a file without a digest";
}

/* Gives the length of each digest its algorithm? */
static bool is_bare(const struct hln_list_writer *writer)
{
	for (size_t i = 0; i < writer->options.spec_count; i++)
		if (!hln_list_tag_is_bare(&writer->specs[i]))
			return false;
	return true;
}

/* "# blake3": the algorithm of the digests below. */
static void put_section(struct hln_list_writer *writer, size_t i)
{
	char text[HLN_TAG_BYTES];

	if (writer->section == i + 1 ||
	    hashlane_algorithm_format(text, sizeof(text), NULL,
				      &writer->specs[i]))
		return;
	writer->section = i + 1;
	hln_list_writer_put_text(writer, "# ");
	hln_list_writer_put_text(writer, text);
	hln_list_writer_end_line(writer);
}

static void begin(struct hln_list_writer *writer)
{
	if (!is_bare(writer))
		put_section(writer, 0);
}

static void put_line(struct hln_list_writer *writer,
		     const struct hashlane_list_item *item, size_t i)
{
	uint32_t flags = writer->options.flags;
	bool escaped = !(flags & HASHLANE_WRITE_NUL) &&
		       hln_name_escape_needed(item->name, item->name_bytes);

	if (escaped)
		hln_list_writer_put_text(writer, "\\");
	(void)hln_list_writer_put_digest(writer, item, i,
					 HASHLANE_TEXT_CANONICAL);
	hln_list_writer_put_text(writer,
				 flags & HASHLANE_WRITE_BINARY ? " *" : "  ");
	if (escaped)
		hln_name_escape_put(writer, item->name, item->name_bytes);
	else
		hln_list_writer_put(writer, item->name, item->name_bytes);
	hln_list_writer_end_line(writer);
}

static void write_item(struct hln_list_writer *writer,
		       const struct hashlane_list_item *item)
{
	/* A list that goes on says what its one algorithm is, or need not. */
	bool sections = writer->options.spec_count > 1 && !is_bare(writer);

	for (size_t i = 0; i < writer->options.spec_count; i++) {
		if (!hln_list_writer_has_digest(writer, item, i))
			continue;
		if (sections)
			put_section(writer, i);
		put_line(writer, item, i);
	}
}

const struct hln_dialect hln_dialect_gnu = {
	.format = HASHLANE_FORMAT_GNU,
	.name = "gnu",
	.extensions = "",
	.algorithms = "sha256",
	.refuses = "",
	.flags = HASHLANE_FORMAT_READS | HASHLANE_FORMAT_WRITES,
	.comment = '#',
	.likeness = likeness,
	.read = read_line,
	.refuses_item = refuses_item,
	.begin = begin,
	.write = write_item,
};
