/* SPDX-License-Identifier: MIT */
/* gnu.c - "DIGEST  NAME", as md5sum and its like write it. */
#include "gnu.h"

#include "list_reader.h"
#include "list_tag.h"
#include "list_writer.h"
#include "name_escape.h"

#include <string.h>

/* Fewer digits are common in names: dates, counters, checksums. */
enum { DIGITS_SURE = 32 };

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
	unsigned digit = (unsigned char)c - (unsigned)'0';
	unsigned letter = ((unsigned char)c | 0x20u) - (unsigned)'a';

	return (digit < 10) | (letter < 6);
}

/* The first word, behind blanks and the mark of an escaped name. */
static size_t find_word(const char **word, const char *text, bool *escaped)
{
	size_t bytes = 0;

	while (is_blank(*text))
		text++;
	*escaped = *text == '\\';
	text += *escaped;
	while (text[bytes] && !is_blank(text[bytes]))
		bytes++;
	*word = text;
	return bytes;
}

enum hln_gnu_blanks hln_gnu_look(size_t *digits, const char *text,
				 size_t bytes)
{
	const char *word, *name;
	bool escaped;
	size_t length = find_word(&word, text, &escaped);

	*digits = 0;
	if (!length || word + length + 1 >= text + bytes)
		return HLN_GNU_NONE;
	while (*digits < length && is_digit(word[*digits]))
		++*digits;
	if (*digits < length)
		*digits = 0;
	name = word + length + 1;
	return (*name == ' ' || *name == '*') && name[1] ? HLN_GNU_TWO :
							   HLN_GNU_ONE;
}

static enum hln_likeness likeness(const struct hln_list_reader *reader,
				  const char *text, size_t bytes)
{
	size_t digits;
	enum hln_gnu_blanks blanks = hln_gnu_look(&digits, text, bytes);
	const char *word;
	bool escaped;

	if (blanks == HLN_GNU_NONE ||
	    !hln_list_reader_is_bare(reader, word,
				     find_word(&word, text, &escaped)))
		return HLN_LIKE_NOT;
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
	size_t length = find_word(&word, text, &escaped);
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
	return hln_list_writer_has_digest(writer, item, 0) ?
		       NULL :
		       "gnu cannot hold a file without a digest";
}

static void write_item(struct hln_list_writer *writer,
		       const struct hashlane_list_item *item)
{
	uint32_t flags = writer->options.flags;
	bool escaped = !(flags & HASHLANE_WRITE_NUL) &&
		       hln_name_escape_needed(item->name, item->name_bytes);

	for (size_t i = 0; i < writer->options.spec_count; i++) {
		if (!hln_list_writer_has_digest(writer, item, i))
			continue;
		if (escaped)
			hln_list_writer_put_text(writer, "\\");
		(void)hln_list_writer_put_digest(writer, item, i,
						 HASHLANE_TEXT_CANONICAL);
		hln_list_writer_put_text(
			writer, flags & HASHLANE_WRITE_BINARY ? " *" : "  ");
		if (escaped)
			hln_name_escape_put(writer, item->name,
					    item->name_bytes);
		else
			hln_list_writer_put(writer, item->name,
					    item->name_bytes);
		hln_list_writer_end_line(writer);
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
	.write = write_item,
};
