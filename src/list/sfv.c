/* SPDX-License-Identifier: MIT */
/* sfv.c - "NAME CRC32", with comments that begin with ";". */
#include "gnu_shape.h"
#include "list_reader.h"
#include "list_writer.h"

#include <string.h>

enum { CRC_DIGITS = 8, DIGITS_SURE = 32 };

static const struct hashlane_algorithm_spec crc32 = {
	.id = HASHLANE_HASH_CRC32,
};

static bool is_digit(char c)
{
	unsigned digit = (unsigned char)c - (unsigned)'0';
	unsigned letter = ((unsigned char)c | 0x20u) - (unsigned)'a';

	return (digit < 10) | (letter < 6);
}

/* Bytes of the name, in front of the blank and the digits; 0: none. */
static size_t find_name(const char *text, size_t bytes)
{
	while (bytes && strchr(" \t\r", text[bytes - 1]))
		bytes--;
	if (bytes < CRC_DIGITS + 2 || (text[bytes - CRC_DIGITS - 1] != ' ' &&
				       text[bytes - CRC_DIGITS - 1] != '\t'))
		return 0;
	for (size_t i = bytes - CRC_DIGITS; i < bytes; i++)
		if (!is_digit(text[i]))
			return 0;
	return bytes - CRC_DIGITS - 1;
}

/* May a line that begins with this name be one of another dialect? */
static bool is_ambiguous(const char *name, size_t bytes)
{
	size_t digits, end = bytes;
	enum hln_gnu_blanks blanks = hln_gnu_shape_look(&digits, name, bytes);

	/* "DIGEST  NAME", or a digest alone: the checksum is the name. */
	if (blanks == HLN_GNU_TWO ? digits >= CRC_DIGITS :
				    digits >= DIGITS_SURE)
		return true;
	for (digits = 0; digits < bytes && is_digit(name[digits]);)
		digits++;
	if (digits == bytes && digits >= DIGITS_SURE)
		return true;
	/* "TAG (NAME) = DIGEST" */
	if (end && name[end - 1] == '=') {
		end--;
		while (end && (name[end - 1] == ' ' || name[end - 1] == '\t'))
			end--;
		if (end && name[end - 1] == ')')
			return true;
	}
	return bytes >= 4 && !memcmp(name, "%%%%", 4);
}

static enum hln_likeness likeness(const struct hln_list_reader *reader,
				  const char *text, size_t bytes)
{
	size_t name = find_name(text, bytes);

	(void)reader;
	if (!name)
		return HLN_LIKE_NOT;
	return *text == '#' || is_ambiguous(text, name) ? HLN_LIKE_WEAK :
							  HLN_LIKE_FAIR;
}

static enum hln_parsed read_line(struct hln_list_reader *reader, char *text,
				 size_t bytes)
{
	struct hln_list_entry *entry = hln_list_reader_entry(reader);
	size_t name = find_name(text, bytes);

	if (!name || !hln_list_entry_add(entry, &crc32, NULL, 0,
					 text + name + 1, CRC_DIGITS))
		return HLN_PARSED_NOT;
	text[name] = 0;
	entry->known.name = text;
	entry->known.name_bytes = name;
	return HLN_PARSED_ENTRY;
}

static const char *refuses_spec(const struct hashlane_algorithm_spec *spec)
{
	return spec->id == HASHLANE_HASH_CRC32 ? NULL : "sfv holds crc32 only";
}

/* The first line of a list that begins so is no longer read as it is. */
static bool has_mark(const char *name, size_t bytes)
{
	static const char *const marks[] = { "\xef\xbb\xbf", "\xff\xfe",
					     "\xfe\xff" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (bytes >= strlen(marks[i]) &&
		    !memcmp(name, marks[i], strlen(marks[i])))
			return true;
	return false;
}

static const char *refuses_item(const struct hln_list_writer *writer,
				const struct hashlane_list_item *item)
{
	const char *name = item->name;

	if (!hln_list_writer_has_digest(writer, item, 0))
		return "sfv cannot hold a file without a digest";
	if (memchr(name, '\n', item->name_bytes) ||
	    memchr(name, '\r', item->name_bytes))
		return "sfv cannot hold a name with a line's end";
	if (*name == ';' || has_mark(name, item->name_bytes) ||
	    is_ambiguous(name, item->name_bytes))
		return "sfv cannot hold such a name (put ./ before it)";
	return NULL;
}

static void write_item(struct hln_list_writer *writer,
		       const struct hashlane_list_item *item)
{
	size_t before;

	hln_list_writer_put(writer, item->name, item->name_bytes);
	hln_list_writer_put_text(writer, " ");
	before = writer->filled;
	(void)hln_list_writer_put_digest(writer, item, 0, HASHLANE_TEXT_HEX);
	for (size_t i = before; i < writer->filled; i++)
		if (writer->text[i] >= 'a')
			writer->text[i] = (char)(writer->text[i] - 'a' + 'A');
	hln_list_writer_end_line(writer);
}

const struct hln_dialect hln_dialect_sfv = {
	.format = HASHLANE_FORMAT_SFV,
	.name = "sfv",
	.extensions = "sfv",
	.algorithms = "crc32",
	.refuses = "a newline or a carriage return; a first ';' or byte order "
		   "mark; a digest or a tag at its start",
	.flags = HASHLANE_FORMAT_READS | HASHLANE_FORMAT_WRITES,
	.comment = ';',
	.likeness = likeness,
	.read = read_line,
	.refuses_spec = refuses_spec,
	.refuses_item = refuses_item,
	.write = write_item,
};
