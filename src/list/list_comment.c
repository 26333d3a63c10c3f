/* SPDX-License-Identifier: MIT */
/* list_comment.c - lines that begin with "#" or ";" and are no entries. */
#include "list_comment.h"

#include <string.h>

/* Would it be an entry in SFV? */
static bool is_like_sfv(const struct hln_list_reader *reader, const char *text,
			size_t bytes)
{
	return hln_dialect_sfv.likeness(reader, text, bytes);
}

/*
 * ";         1234  12:34.56 2024-12-31 NAME", as cksfv and rhash list the
 * files above the entries.
 */
static bool is_listing(const char *text)
{
	static const char digits[] = "0123456789";
	static const char pattern[] = "00:00.00 0000-00-00 ";

	text += 1 + strspn(text + 1, " ");
	if (!strspn(text, digits))
		return false;
	text += strspn(text, digits);
	text += strspn(text, " ");
	for (size_t i = 0; pattern[i]; i++)
		if (pattern[i] == '0' ? text[i] < '0' || text[i] > '9' :
					text[i] != pattern[i])
			return false;
	return true;
}

/*
 * Is JSON all that the list has? The format has no comments. A heading or an
 * extension has said what a list is before its lines do.
 */
static bool is_json(const struct hln_list_reader *reader)
{
	if (reader->vote.decided && reader->vote.dialect)
		return false;
	return (reader->vote.formats | reader->formats) ==
	       1u << HASHLANE_FORMAT_JSON;
}

/* "# made 20240131": a date, rather than the CRC32 of a file "# made". */
static bool is_dated(const char *text, size_t bytes)
{
	unsigned month, day;
	const char *date;

	while (bytes && strchr(" \t\r", text[bytes - 1]))
		bytes--;
	if (bytes < 10 || (text[1] != ' ' && text[1] != '\t'))
		return false;
	date = text + bytes - 8;
	if (strspn(date, "0123456789") < 8 ||
	    (memcmp(date, "19", 2) != 0 && memcmp(date, "20", 2) != 0))
		return false;
	month = (unsigned)(10 * (date[4] - '0') + date[5] - '0');
	day = (unsigned)(10 * (date[6] - '0') + date[7] - '0');
	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static enum hln_parsed bad(struct hln_list_reader *reader, const char *reason)
{
	reader->doubt = reason;
	return HLN_PARSED_BAD;
}

static void find_algorithm(struct hln_list_reader *reader, const char *text,
			   size_t bytes)
{
	if (hln_list_candidates_comment(&reader->candidates, text, bytes))
		reader->section++;
}

static enum hln_parsed read_semicolon(struct hln_list_reader *reader,
				      const char *text, size_t bytes)
{
	const struct hln_dialect *dialect = reader->vote.dialect;
	bool heading = bytes == 1 || text[1] == ' ' || text[1] == '\t';

	if (is_like_sfv(reader, text, bytes) && !is_listing(text))
		return bad(reader, "a comment that reads like the line of a "
				   "file");
	if (is_json(reader) ||
	    (dialect && dialect->comment != ';' &&
	     !(heading && reader->vote.semicolons && dialect->comment)))
		return bad(reader,
			   "the list's format has no comments with ';'");
	find_algorithm(reader, text, bytes);
	return HLN_PARSED_NOTHING;
}

static enum hln_parsed read_number_sign(struct hln_list_reader *reader,
					const char *text, size_t bytes)
{
	const struct hln_dialect *dialect = reader->vote.dialect;
	uint32_t formats = reader->vote.formats | reader->formats;

	if (is_like_sfv(reader, text, bytes) &&
	    (!formats || formats >> HASHLANE_FORMAT_SFV & 1))
		return HLN_PARSED_NOT;
	/* rhash writes other digests behind the CRC32. */
	if (dialect == &hln_dialect_sfv &&
	    hln_dialect_name_first.likeness(reader, text, bytes))
		return HLN_PARSED_NOT;
	if (is_json(reader) || (dialect && dialect->comment != '#'))
		return bad(reader,
			   "the list's format has no comments with '#'");
	if (is_like_sfv(reader, text, bytes) && !is_dated(text, bytes))
		return bad(reader, "a comment that reads like the line of a "
				   "file");
	find_algorithm(reader, text, bytes);
	return HLN_PARSED_NOTHING;
}

enum hln_parsed hln_list_comment_read(struct hln_list_reader *reader,
				      const char *text, size_t bytes)
{
	return *text == ';' ? read_semicolon(reader, text, bytes) :
			      read_number_sign(reader, text, bytes);
}
