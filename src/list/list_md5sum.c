/* SPDX-License-Identifier: MIT */
/*
 * list_md5sum.c - lines as md5sum and its like accept them, and no others: what
 * they call improperly formatted is malformed here (GNU coreutils 9.1, by what
 * it does with lines of every kind).
 */
#include "list_md5sum.h"

#include "list_tag.h"
#include "name_escape.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* b2sum has digests of whole bytes, in two digits and four bits each. */
enum { BITS_OF_DIGIT = 4, BITS_OF_BYTE = 8 };

static const char blanks[] = " \t";
static const char hex_digits[] = "0123456789abcdefABCDEF";

/* The digits of a digest in hexadecimal; there is no other form. */
static size_t digit_count(const struct hln_list_reader *reader)
{
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };

	if (hashlane_algorithm_get_info(&info, reader->given[0].id))
		return 0;
	return 2 * (size_t)info.digest_bytes;
}

/* Does each line say how long its digest is? */
static bool has_lengths(const struct hln_list_reader *reader)
{
	return reader->given[0].id == HASHLANE_HASH_BLAKE2B;
}

/*
 * Add a digest of so many digits. One of b2sum -l has another length than the
 * library computes: it is a digest of an unknown algorithm.
 */
static bool add_digest(struct hln_list_reader *reader, const char *text,
		       size_t digits)
{
	char tag[HLN_TAG_BYTES + sizeof("-512")];

	if (!digits || strspn(text, hex_digits) < digits)
		return false;
	if (digits == digit_count(reader))
		return hln_list_entry_add(&reader->entry, &reader->given[0],
					  NULL, 0, text, digits);
	hln_list_tag_format(tag, &reader->given[0]);
	snprintf(tag + strlen(tag), sizeof("-512"), "-%zu",
		 digits * BITS_OF_DIGIT);
	return hln_list_entry_add_unknown(&reader->entry, tag, strlen(tag),
					  text, digits);
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
				   char *end, size_t digits, bool escaped)
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
	if (strlen(digest) != digits || !add_digest(reader, digest, digits))
		return bad(reader);
	*close = 0;
	return take_name(reader, at + 1, close, escaped, HASHLANE_FORMAT_BSD);
}

/*
 * What follows a tag up to the parenthesis: a blank, or for b2sum two, or the
 * length in bits behind a hyphen, as strtoul reads it. NULL: something else.
 * *digits: of the digest.
 */
static char *skip_to_name(const struct hln_list_reader *reader, char *at,
			  size_t *digits)
{
	size_t most = *digits * BITS_OF_DIGIT;
	unsigned long bits;

	if (has_lengths(reader) && *at == '-') {
		at++;
		if (at[strspn(at, " \t\v\f\r")] == '-')
			return NULL;
		bits = strtoul(at, &at, 0);
		if (!bits || bits > most || bits % BITS_OF_BYTE)
			return NULL;
		*digits = bits / BITS_OF_DIGIT;
	} else if (has_lengths(reader)) {
		at += *at == ' ' || *at == '\t';
	}
	at += *at == ' ';
	return *at == '(' ? at : NULL;
}

/*
 * The name behind a digest and a blank: a second blank or an asterisk goes
 * before it, except in lists of BSD's md5 -r. All lines of a list are of one
 * of these kinds.
 */
static char *find_name(struct hln_list_reader *reader, char *at,
		       const char *end)
{
	bool mark = (*at == ' ' || *at == '*') && end - at != 1;

	if (!mark && reader->one_blank == 0)
		return NULL;
	if (!mark)
		reader->one_blank = 1;
	else if (reader->one_blank == -1)
		reader->one_blank = 0;
	return at + (reader->one_blank ? 0 : 1);
}

/* The digits of the digest at the front of a line; 0: it has none. */
static size_t count_front(const struct hln_list_reader *reader,
			  const char *text)
{
	size_t most = digit_count(reader), digits;

	if (!has_lengths(reader))
		return most;
	digits = strspn(text, hex_digits);
	return digits % 2 || digits > most ? 0 : digits;
}

/* "DIGEST NAME"; b2sum alone takes a name of no bytes. */
static enum hln_parsed read_plain(struct hln_list_reader *reader, char *text,
				  const char *end, bool escaped)
{
	size_t digits = count_front(reader, text);
	size_t least = digits + 1 + !has_lengths(reader);
	char *name;

	if ((size_t)(end - text) < least || !memchr(blanks, text[digits], 2) ||
	    !add_digest(reader, text, digits))
		return bad(reader);
	name = find_name(reader, text + digits + 1, end);
	return name ? take_name(reader, name, end, escaped,
				HASHLANE_FORMAT_GNU) :
		      bad(reader);
}

enum hln_parsed hln_list_md5sum_read(struct hln_list_reader *reader,
				     char *text, size_t bytes)
{
	char tag[HLN_TAG_BYTES], *end = text + bytes;
	size_t digits = digit_count(reader), tag_bytes;
	bool escaped;

	if (*text == '#')
		return HLN_PARSED_NOTHING;
	text += strspn(text, blanks);
	escaped = *text == '\\';
	text += escaped;
	hln_list_tag_format(tag, &reader->given[0]);
	tag_bytes = strlen(tag);
	if (strncmp(text, tag, tag_bytes) != 0)
		return read_plain(reader, text, end, escaped);
	text = skip_to_name(reader, text + tag_bytes, &digits);
	return text ? read_tagged(reader, text, end, digits, escaped) :
		      bad(reader);
}
