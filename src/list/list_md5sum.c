/* SPDX-License-Identifier: MIT */
/*
 * list_md5sum.c - lines as md5sum and its like accept them, and no others: what
 * they call improperly formatted is malformed here (GNU coreutils 9.1, by what
 * it does with lines of every kind).
 */
#include "list_md5sum.h"

#include "list_tag.h"
#include "name_escape.h"

#include <string.h>

static const char blanks[] = " \t";

/* The digits of a digest in hexadecimal; there is no other form. */
static size_t digit_count(const struct hln_list_reader *reader)
{
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };

	if (hashlane_algorithm_get_info(&info, reader->given[0].id))
		return 0;
	return 2 * (size_t)info.digest_bytes;
}

static bool add_digest(struct hln_list_reader *reader, const char *text,
		       size_t bytes)
{
	return bytes && bytes == digit_count(reader) &&
	       strspn(text, "0123456789abcdefABCDEF") >= bytes &&
	       hln_list_entry_add(&reader->entry, &reader->given[0], NULL, 0,
				  text, bytes);
}

static enum hln_parsed bad(struct hln_list_reader *reader)
{
	reader->doubt = "improperly formatted";
	return HLN_PARSED_BAD;
}

/* A name up to its NUL; one with escapes must hold no NUL before `end`. */
static enum hln_parsed take_name(struct hln_list_reader *reader, char *name,
				 const char *end, bool escaped, int32_t format)
{
	if (escaped && (memchr(name, 0, (size_t)(end - name)) ||
			!hln_name_escape_undo(name)))
		return bad(reader);
	/* The list comes from standard input. */
	if (reader->from_stdin && !strcmp(name, "-"))
		return bad(reader);
	reader->entry.known.format = format;
	reader->entry.known.name = name;
	reader->entry.known.name_bytes = strlen(name);
	return HLN_PARSED_ENTRY;
}

/* "(NAME) = DIGEST", with any blanks about the equals sign. */
static enum hln_parsed read_tagged(struct hln_list_reader *reader, char *at,
				   char *end, bool escaped)
{
	char *close = end, *digest;

	while (close > at && *close != ')')
		close--;
	if (close == at)
		return bad(reader);
	digest = close + 1 + strspn(close + 1, blanks);
	if (*digest++ != '=')
		return bad(reader);
	digest += strspn(digest, blanks);
	if (!add_digest(reader, digest, strlen(digest)))
		return bad(reader);
	*close = 0;
	return take_name(reader, at + 1, close, escaped, HASHLANE_FORMAT_BSD);
}

/*
 * The name behind a digest and a blank: a second blank or an asterisk goes
 * before it, except in lists of BSD's md5 -r. All lines of a list are of one
 * of these kinds.
 */
static char *find_name(struct hln_list_reader *reader, char *at)
{
	bool mark = (*at == ' ' || *at == '*') && at[1];

	if (!mark && reader->one_blank == 0)
		return NULL;
	if (!mark)
		reader->one_blank = 1;
	else if (reader->one_blank == -1)
		reader->one_blank = 0;
	return at + (reader->one_blank ? 0 : 1);
}

enum hln_parsed hln_list_md5sum_read(struct hln_list_reader *reader,
				     char *text, size_t bytes)
{
	char tag[HLN_TAG_BYTES], *end = text + bytes, *name;
	size_t digits = digit_count(reader), tag_bytes;
	bool escaped;

	if (*text == '#')
		return HLN_PARSED_NOTHING;
	text += strspn(text, blanks);
	escaped = *text == '\\';
	text += escaped;
	hln_list_tag_format(tag, &reader->given[0]);
	tag_bytes = strlen(tag);
	if (!strncmp(text, tag, tag_bytes)) {
		text += tag_bytes;
		text += *text == ' ';
		return *text == '(' ? read_tagged(reader, text, end, escaped) :
				      bad(reader);
	}
	if ((size_t)(end - text) < digits + 2 ||
	    !memchr(blanks, text[digits], 2) ||
	    !add_digest(reader, text, digits))
		return bad(reader);
	name = find_name(reader, text + digits + 1);
	return name ? take_name(reader, name, end, escaped,
				HASHLANE_FORMAT_GNU) :
		      bad(reader);
}
