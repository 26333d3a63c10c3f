/* SPDX-License-Identifier: MIT */
/* name_reading.c - enumerates readings, and leaves out unsafe and equal ones. */
#include "name_reading.h"
#include "unicode.h"

#include "../base/text.h"
#include "../../include/hashlane.h"

#include <string.h>

enum {
	BACKSLASH = HASHLANE_READING_BACKSLASH,
	CR = HASHLANE_READING_CR,
	BLANKS = HASHLANE_READING_BLANKS,
	NFC = HASHLANE_READING_NFC,
	NFD = HASHLANE_READING_NFD,
	PERCENT = HASHLANE_READING_PERCENT
};

/* By the number of changes, then in the order of the bits. */
static const uint8_t combinations[] = {
	0,
	BACKSLASH,
	CR,
	BLANKS,
	NFC,
	NFD,
	BACKSLASH | CR,
	BACKSLASH | BLANKS,
	BACKSLASH | NFC,
	BACKSLASH | NFD,
	CR | BLANKS,
	CR | NFC,
	CR | NFD,
	BLANKS | NFC,
	BLANKS | NFD,
	BACKSLASH | CR | BLANKS,
	BACKSLASH | CR | NFC,
	BACKSLASH | CR | NFD,
	BACKSLASH | BLANKS | NFC,
	BACKSLASH | BLANKS | NFD,
	CR | BLANKS | NFC,
	CR | BLANKS | NFD,
	BACKSLASH | CR | BLANKS | NFC,
	BACKSLASH | CR | BLANKS | NFD,
};

enum { COMBINATIONS = sizeof(combinations) / sizeof(combinations[0]) };

/* Kinds of percent signs with two digits, as bits. */
enum { CODED_BAGIT = 1, CODED_OTHER = 2 };

/* Which of them are decoded, by hln_name_encoding; the format's own way first. */
enum { WAYS = 3 };
static const uint8_t ways[][WAYS] = {
	[HLN_NAME_PLAIN] = { 0, 0, 0 },
	[HLN_NAME_DECODED] = { 0, 0, 0 },
	[HLN_NAME_BAGIT] = { CODED_BAGIT, 0, CODED_BAGIT | CODED_OTHER },
	[HLN_NAME_LINK] = { CODED_BAGIT | CODED_OTHER, 0, 0 },
};

/* ---- Percent signs ---- */

/*
 * The kind of the percent sign that the text begins with, and the byte that it
 * stands for; 0: there is none, or one that stands for itself.
 */
static unsigned coded_byte(char *byte, const char *text, size_t bytes)
{
	uint8_t value;

	if (bytes < 3 || text[0] != '%' ||
	    !hln_text_decode_hex(&value, 1, text + 1))
		return 0;
	*byte = (char)value;
	return value == '\r' || value == '\n' || value == '%' ? CODED_BAGIT :
								CODED_OTHER;
}

static unsigned kinds_of(const char *text, size_t bytes)
{
	unsigned kinds = 0;
	char byte;

	for (size_t i = 0; i < bytes; i++)
		kinds |= coded_byte(&byte, text + i, bytes - i);
	return kinds;
}

/* ---- What a name may lead to ---- */

struct reach {
	size_t slashes;     /* at the start, up to 2: a host */
	size_t separators;  /* the same, "\" included */
	size_t parents;     /* components ".." */
	size_t all_parents; /* the same, with "\" as a separator as well */
	bool drive;
};

static bool is_separator(char c, bool backslash)
{
	return c == '/' || (backslash && c == '\\');
}

static size_t count_leading(const char *name, size_t bytes, bool backslash)
{
	size_t count = 0;

	while (count < bytes && count < 2 &&
	       is_separator(name[count], backslash))
		count++;
	return count;
}

/* Are there two dots in a row? Most names have none. */
static bool has_dots(const char *name, size_t bytes)
{
	const char *end = name + bytes, *dot = name;

	while ((dot = memchr(dot, '.', (size_t)(end - dot))) != NULL)
		if (++dot < end && *dot == '.')
			return true;
	return false;
}

static size_t count_parents(const char *name, size_t bytes, bool backslash)
{
	size_t count = 0, start = 0;

	if (!has_dots(name, bytes))
		return 0;
	for (size_t i = 0; i <= bytes; i++) {
		if (i < bytes && !is_separator(name[i], backslash))
			continue;
		if (i - start == 2 && name[start] == '.' &&
		    name[start + 1] == '.')
			count++;
		start = i + 1;
	}
	return count;
}

static struct reach reach_of(const char *name, size_t bytes)
{
	struct reach reach = {
		.slashes = count_leading(name, bytes, false),
		.separators = count_leading(name, bytes, true),
		.parents = count_parents(name, bytes, false),
		.all_parents = count_parents(name, bytes, true),
	};

	/* "a:b" is a name like others. */
	if (bytes >= 2 && name[1] == ':' &&
	    (bytes == 2 || is_separator(name[2], true))) {
		char letter = (char)(name[0] | 0x20);

		reach.drive = letter >= 'a' && letter <= 'z';
	}
	return reach;
}

/* Does a reading lead nowhere that the name does not lead to? */
static bool is_within(const char *text, size_t bytes, const char *name,
		      size_t name_bytes)
{
	struct reach now, before;

	if (!bytes || memchr(text, 0, bytes))
		return false;
	now = reach_of(text, bytes);
	before = reach_of(name, name_bytes);
	return now.slashes <= before.slashes &&
	       now.separators <= before.separators &&
	       now.parents <= before.parents &&
	       now.all_parents <= before.all_parents &&
	       now.drive <= before.drive;
}

/* ---- Readings ---- */

struct span {
	size_t start, end;
};

/* What is left of the name without CR, blanks or both at its ends. */
static struct span trim(const struct hln_name_reading *reading, unsigned done)
{
	const char *name = reading->given;
	struct span span = { 0, reading->given_bytes };

	for (; span.end; span.end--) {
		char last = name[span.end - 1];

		if (!(done & CR && last == '\r') &&
		    !(done & BLANKS && (last == ' ' || last == '\t')))
			break;
	}
	while (done & BLANKS && span.start < span.end &&
	       (name[span.start] == ' ' || name[span.start] == '\t'))
		span.start++;
	return span;
}

static bool same_span(struct span a, struct span b)
{
	return a.start == b.start && a.end == b.end;
}

/* Does each change that is cut or replaced by bytes have an effect? */
static bool has_effect(const struct hln_name_reading *reading, unsigned done)
{
	struct span span = trim(reading, done);

	if (done & BACKSLASH &&
	    (reading->encoding == HLN_NAME_DECODED ||
	     !memchr(reading->given, '\\', reading->given_bytes)))
		return false;
	return (!(done & CR) || !same_span(span, trim(reading, done & ~CR))) &&
	       (!(done & BLANKS) ||
		!same_span(span, trim(reading, done & ~BLANKS)));
}

/*
 * Write the span with the kinds of percent signs decoded. A decoded "\" is not
 * replaced. False: a decoded "/" would separate components.
 */
static bool convert(char *out, size_t *out_bytes, const char *text,
		    size_t bytes, bool backslash, unsigned kinds)
{
	size_t filled = 0;

	for (size_t i = 0; i < bytes; i++) {
		char byte = text[i], decoded;

		if (coded_byte(&decoded, text + i, bytes - i) & kinds) {
			if (decoded == '/')
				return false;
			byte = decoded;
			i += 2;
		} else if (byte == '\\' && backslash) {
			byte = '/';
		}
		out[filled++] = byte;
	}
	*out_bytes = filled;
	return true;
}

static bool is_ascii(const char *text, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		if (text[i] & 0x80)
			return false;
	return true;
}

/*
 * Write a text in another form. False: it is in this form already or has none,
 * or its NFD is its NFC, which is tried first.
 */
static bool change_form(char *out, size_t *out_bytes, size_t room,
			const char *text, size_t bytes, unsigned form)
{
	if (is_ascii(text, bytes) ||
	    hln_unicode_compose(out, out_bytes, room, text, bytes))
		return false;
	if (form == NFD &&
	    (hln_unicode_decomposed(out, *out_bytes) ||
	     hln_unicode_decompose(out, out_bytes, room, text, bytes)))
		return false;
	return *out_bytes != bytes || memcmp(out, text, bytes) != 0;
}

/* Set the reading with these changes. False: it is left out. */
static bool make(struct hln_name_reading *reading, unsigned changes,
		 unsigned kinds)
{
	struct span span = trim(reading, changes);
	size_t bytes = span.end - span.start, room = reading->room;
	const char *text = reading->given + span.start;
	unsigned form = changes & (NFC | NFD);
	char *out = reading->buffer;

	if (bytes >= room)
		return false;
	if (form) {
		/* The form is written in front of what it is the form of. */
		out += room - bytes;
		room -= bytes + 1;
	}
	if (!convert(out, &bytes, text, bytes, changes & BACKSLASH, kinds) ||
	    (form &&
	     !change_form(reading->buffer, &bytes, room, out, bytes, form)))
		return false;
	reading->buffer[bytes] = 0;
	reading->name = reading->buffer;
	reading->bytes = bytes;
	return is_within(reading->buffer, bytes, reading->given,
			 reading->given_bytes);
}

void hln_name_reading_begin(struct hln_name_reading *reading, const char *name,
			    size_t bytes, enum hln_name_encoding encoding,
			    char *buffer, size_t room)
{
	memset(reading, 0, sizeof(*reading));
	reading->given = name;
	reading->given_bytes = bytes;
	reading->encoding = encoding;
	reading->buffer = buffer;
	reading->room = room;
	reading->coded = kinds_of(name, bytes);
}

/* Was the same decoded in an earlier way? */
static bool is_repeated(const struct hln_name_reading *reading, unsigned way)
{
	const uint8_t *kinds = ways[reading->encoding];

	for (unsigned i = 0; i < way; i++)
		if (!((kinds[i] ^ kinds[way]) & reading->coded))
			return true;
	return false;
}

bool hln_name_reading_next(struct hln_name_reading *reading)
{
	while (reading->step < COMBINATIONS * WAYS) {
		unsigned changes = combinations[reading->step / WAYS];
		unsigned way = reading->step++ % WAYS;

		if (is_repeated(reading, way) ||
		    !has_effect(reading, changes) ||
		    !make(reading, changes, ways[reading->encoding][way]))
			continue;
		reading->done = changes | (way ? PERCENT : 0);
		return true;
	}
	return false;
}

/* ---- Hints ---- */

static char lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}

static bool same_in_ascii(const char *a, const char *b, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		if (lower(a[i]) != lower(b[i]))
			return false;
	return true;
}

bool hln_name_reading_same_but_case(const char *a, size_t a_bytes,
				    const char *b, size_t b_bytes)
{
	if (hln_unicode_nfd_equal(a, a_bytes, b, b_bytes))
		return false;
	if (hln_unicode_valid(a, a_bytes) && hln_unicode_valid(b, b_bytes))
		return hln_unicode_fold_equal(a, a_bytes, b, b_bytes);
	return a_bytes == b_bytes && same_in_ascii(a, b, a_bytes);
}
