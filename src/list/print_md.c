/* SPDX-License-Identifier: MIT */
/* print_md.c - the digests of "gpg --print-md" and "gpg --print-mds". */
#include "print_md.h"

#include "list_tag.h"

#include <string.h>

/* Digits of MD5 at least, and of the groups that gpg writes. */
enum { DIGITS_LEAST = 32, DIGITS_MAX = 128 };

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_digit(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
}

/*
 * Count the digits of groups that are equally long, of 2, 4 or 8 digits. 0:
 * something else is there. The groups of `*width` digits; 0: any.
 */
static size_t count_groups(const char *text, size_t bytes, size_t *width)
{
	size_t digits = 0;

	for (size_t at = 0; at < bytes;) {
		size_t length = 0;

		while (at < bytes && is_blank(text[at]))
			at++;
		while (at + length < bytes && is_digit(text[at + length]))
			length++;
		if (at == bytes)
			break;
		if (!*width && (length == 2 || length == 4 || length == 8))
			*width = length;
		if (length != *width || !length ||
		    (at + length < bytes && !is_blank(text[at + length])))
			return 0;
		digits += length;
		at += length;
	}
	return digits;
}

/* The parts of an entry, or of its first line. */
struct parts {
	size_t name; /* bytes */
	const char *tag;
	size_t tag_bytes; /* 0: none */
	size_t digest;    /* offset */
};

static size_t skip_blanks(const char *text, size_t bytes, size_t at)
{
	while (at < bytes && is_blank(text[at]))
		at++;
	return at;
}

/* "NAME: ", or "NAME: TAG = ". False: it is neither. */
static bool split(struct parts *parts, const char *text, size_t bytes)
{
	size_t colon = bytes, at, end;

	/* The last colon: there is none in digests and tags. */
	while (colon && text[colon - 1] != ':')
		colon--;
	if (colon < 2 || colon == bytes || !is_blank(text[colon]))
		return false;
	parts->name = colon - 1;
	at = skip_blanks(text, bytes, colon);
	end = at;
	while (end < bytes && !is_blank(text[end]))
		end++;
	parts->tag = text + at;
	parts->tag_bytes = 0;
	parts->digest = at;
	if (end + 2 < bytes && !memcmp(text + end, " = ", 3)) {
		parts->tag_bytes = end - at;
		parts->digest = end + 3;
	}
	return true;
}

bool hln_print_md_is_like(const char *text, size_t bytes)
{
	struct parts parts;
	size_t width = 0;

	/* What goes on behind a name stands to the right. */
	if (!split(&parts, text, bytes))
		return count_groups(text, bytes, &width) >=
		       (*text == ' ' ? 1 : DIGITS_LEAST);
	return count_groups(text + parts.digest, bytes - parts.digest,
			    &width) >= DIGITS_LEAST;
}

static enum hln_parsed add(struct hln_list_reader *reader,
			   const struct parts *parts, const char *digest,
			   size_t digits)
{
	struct hln_list_entry *entry = hln_list_reader_entry(reader);
	struct hashlane_algorithm_spec spec;

	if (!parts->tag_bytes)
		return hln_list_reader_add_bare(reader, digest, digits);
	if (!hln_list_reader_find_tag(reader, &spec, parts->tag,
				      parts->tag_bytes))
		return hln_list_entry_add_unknown(entry, parts->tag,
						  parts->tag_bytes, digest,
						  digits) ?
			       HLN_PARSED_ENTRY :
			       HLN_PARSED_NOT;
	return hln_list_entry_add(entry, &spec, parts->tag, parts->tag_bytes,
				  digest, digits) ?
		       HLN_PARSED_ENTRY :
		       hln_list_reader_bad(
			       reader, "not a digest of %s",
			       hashlane_algorithm_get_name(spec.id));
}

/* Write the digits one behind the other, in place. */
static char *join(char *text, size_t bytes)
{
	char *to = text;

	for (size_t i = 0; i < bytes; i++)
		if (!is_blank(text[i]))
			*to++ = text[i];
	*to = 0;
	return text;
}

/* The bytes of the lines before the last one; 0: there is one line. */
static size_t find_last_line(const char *text, size_t bytes)
{
	while (bytes && text[bytes - 1] != '\n')
		bytes--;
	return bytes;
}

enum hln_parsed hln_print_md_read(struct hln_list_reader *reader, char *text,
				  size_t bytes)
{
	struct hashlane_list_entry *known =
		&hln_list_reader_entry(reader)->known;
	size_t first = strcspn(text, "\n"), last, digits, width = 0;
	struct parts parts;
	enum hln_parsed parsed;

	if (!split(&parts, text, first))
		return HLN_PARSED_NOT;
	digits = count_groups(text + parts.digest, first - parts.digest,
			      &width);
	if (!digits && skip_blanks(text, first, parts.digest) < first)
		return HLN_PARSED_NOT;
	last = find_last_line(text, bytes);
	if (last && !count_groups(text + last, bytes - last, &width))
		return HLN_PARSED_BEFORE;
	digits = count_groups(text + parts.digest, bytes - parts.digest,
			      &width);
	if (digits > DIGITS_MAX && last)
		return HLN_PARSED_BEFORE;
	if (hln_list_reader_may_continue(reader))
		return HLN_PARSED_WRAPPED;
	if (digits < DIGITS_LEAST && !last)
		return HLN_PARSED_NOT;
	parsed = add(reader, &parts,
		     join(text + parts.digest, bytes - parts.digest), digits);
	if (parsed == HLN_PARSED_NOT)
		return hln_list_reader_bad(reader,
					   "groups of digits that are no "
					   "digest");
	text[parts.name] = 0;
	known->name = text;
	known->name_bytes = parts.name;
	return parsed;
}
