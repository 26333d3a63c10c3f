/* SPDX-License-Identifier: MIT */
/*
 * name_first.c - "NAME  DIGEST  DIGEST", as rhash writes it, "NAME DIGEST" and
 * "NAME: DIGEST".
 */
#include "name_first.h"

#include "gnu_shape.h"
#include "list_reader.h"
#include "print_md.h"
#include "rhash_order.h"

#include <string.h>

enum { DIGITS_SURE = 32, CRC_DIGITS = 8, SIZE_WIDTH = 10 };

/* The parts of a line. */
struct line {
	size_t name;   /* bytes of the name and the blanks behind it */
	size_t blanks; /* of these, at the end */
	size_t gap;    /* blanks between digests; 0: there is one digest */
	size_t count;
	size_t starts
		[HLN_LIST_CLAIMS_MAX]; /* of digests, the last one first */
	size_t ends[HLN_LIST_CLAIMS_MAX];
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static size_t find_word(const char *text, size_t end)
{
	while (end && !is_blank(text[end - 1]))
		end--;
	return end;
}

static size_t skip_back(const char *text, size_t end)
{
	while (end && is_blank(text[end - 1]))
		end--;
	return end;
}

static bool is_digest(const struct hln_list_reader *reader, const char *text,
		      size_t bytes)
{
	/* The algorithms that the caller gives need not have this length. */
	if (bytes == CRC_DIGITS &&
	    strspn(text, "0123456789abcdefABCDEF") >= CRC_DIGITS)
		return true;
	return bytes >= CRC_DIGITS &&
	       hln_list_reader_is_bare(reader, text, bytes);
}

/*
 * Find the digests at the end of the line, at most `limit`. The blanks between
 * them are the same everywhere, and there are no fewer in front of them: a word
 * of the name may look like a digest.
 */
static bool split(struct line *line, const struct hln_list_reader *reader,
		  const char *text, size_t bytes, size_t limit)
{
	size_t end = bytes, gap = 0;

	line->count = line->gap = 0;
	while (end && strchr(" \t\r", text[end - 1]))
		end--;
	while (line->count < limit) {
		size_t start = find_word(text, end);
		size_t before = skip_back(text, start);

		if (!before || !is_digest(reader, text + start, end - start))
			break;
		if (line->count == 1)
			gap = line->blanks;
		if (line->count > 1 && line->blanks != gap)
			break;
		line->starts[line->count] = start;
		line->ends[line->count++] = end;
		line->name = start;
		line->blanks = start - before;
		end = before;
	}
	/* "two  words @md5@  DIGEST": the word is part of the name. */
	while (line->count > 1 && line->blanks < gap) {
		line->name = line->starts[--line->count - 1];
		line->blanks = line->name - skip_back(text, line->name);
	}
	line->gap = line->count > 1 ? gap : 0;
	return line->count;
}

/* "TAG (NAME) = DIGEST": no name ends so in front of a single digest. */
static bool is_tagged(const struct line *line, const char *text)
{
	size_t bytes = skip_back(text, line->name);

	if (line->count > 1 || !bytes || text[bytes - 1] != '=')
		return false;
	bytes = skip_back(text, bytes - 1);
	return bytes > 3 && text[bytes - 1] == ')' && *text != '(' &&
	       memchr(text, '(', bytes);
}

/* Does the line begin as those of other dialects do? */
static bool is_ambiguous(const struct hln_list_reader *reader,
			 const char *text, size_t bytes)
{
	const char *word;
	bool escaped;
	size_t length = hln_gnu_shape_word(&word, &escaped, text, bytes);
	size_t blanks = strspn(text, " ");
	size_t size = strspn(text + blanks, "0123456789");

	if (*text == '#' || *text == ';' ||
	    (length >= CRC_DIGITS && is_digest(reader, word, length)))
		return true;
	/* md5deep -z, hashdeep */
	return (size && blanks + size >= SIZE_WIDTH) ||
	       (size && text[blanks + size] == ',') ||
	       !strncmp(text, "%%%%", 4);
}

static enum hln_likeness likeness(const struct hln_list_reader *reader,
				  const char *text, size_t bytes)
{
	struct line line;
	size_t digits;

	if (hln_print_md_is_like(text, bytes))
		return *text == '#' || *text == ';' ? HLN_LIKE_WEAK :
						      HLN_LIKE_SURE;
	if (!split(&line, reader, text, bytes, HLN_LIST_CLAIMS_MAX) ||
	    is_tagged(&line, text))
		return HLN_LIKE_NOT;
	if (is_ambiguous(reader, text, bytes))
		return HLN_LIKE_WEAK;
	digits = line.ends[0] - line.starts[0];
	if (line.count > 1 && (line.blanks > 1 || digits >= DIGITS_SURE))
		return HLN_LIKE_SURE;
	/* A name and a CRC32 are a line of SFV. */
	if (digits == CRC_DIGITS)
		return HLN_LIKE_NOT;
	return digits >= DIGITS_SURE ? HLN_LIKE_FAIR : HLN_LIKE_WEAK;
}

static void count_line(struct hln_list_reader *reader, const char *text,
		       size_t bytes)
{
	struct hln_name_first *all = hln_list_reader_name_first(reader);
	struct line line;
	bool colon;

	if (!split(&line, reader, text, bytes, HLN_LIST_CLAIMS_MAX))
		return;
	colon = line.name > line.blanks + 1 &&
		text[line.name - line.blanks - 1] == ':';
	all->lines++;
	if (!all->digests) {
		all->digests = line.count;
		all->blanks = line.blanks;
		all->colon = colon;
		return;
	}
	if (line.count < all->digests)
		all->digests = line.count;
	if (line.blanks < all->blanks)
		all->blanks = line.blanks;
	all->colon &= colon;
}

/* Have two digests one length? */
static bool has_equals(const struct line *line)
{
	for (size_t i = 0; i < line->count; i++)
		for (size_t k = 0; k < i; k++)
			if (line->ends[i] - line->starts[i] ==
			    line->ends[k] - line->starts[k])
				return true;
	return false;
}

static bool add_tagged(struct hln_list_entry *entry, const char *tag,
		       const struct hashlane_algorithm_spec *spec,
		       const char *text, size_t bytes)
{
	if (spec)
		return hln_list_entry_add(entry, spec, tag, strlen(tag), text,
					  bytes);
	return hln_list_entry_add_unknown(entry, tag, strlen(tag), text,
					  bytes);
}

/*
 * A digest that may have any place of a range. One place gives the algorithm,
 * also one that the library does not have.
 */
static bool add_of_range(struct hln_list_reader *reader,
			 const struct hln_rhash_range *range, size_t length,
			 const char *text, size_t bytes)
{
	struct hln_list_entry *entry = hln_list_reader_entry(reader);
	struct hashlane_algorithm_spec *specs =
		hln_list_reader_name_first(reader)
			->specs[entry->known.claim_count];
	size_t count = 0;
	const char *tag;

	for (size_t i = range->first; i <= range->last; i++) {
		tag = hln_rhash_order_tag(i, length);
		if (tag && count < HLN_CANDIDATES_MAX &&
		    hln_list_reader_find_tag(reader, &specs[count], tag,
					     strlen(tag)))
			count++;
	}
	tag = hln_rhash_order_tag(range->first, length);
	if (!count || range->first == range->last)
		return add_tagged(entry, tag, count ? specs : NULL, text,
				  bytes);
	return hln_list_entry_add_candidates(
		entry, specs, count,
		length == bytes ? HASHLANE_TEXT_HEX : HASHLANE_TEXT_BASE32,
		text, bytes);
}

static bool is_hex(const char *text, size_t bytes)
{
	return strspn(text, "0123456789abcdefABCDEF") >= bytes;
}

/* Two digests of one length: rhash has an order. */
static bool add_by_order(struct hln_list_reader *reader,
			 const struct line *line, const char *text)
{
	struct hln_rhash_range ranges[HLN_LIST_CLAIMS_MAX];
	size_t lengths[HLN_LIST_CLAIMS_MAX];

	for (size_t i = 0; i < line->count; i++) {
		size_t k = line->count - 1 - i;

		lengths[i] = line->ends[k] - line->starts[k];
		if (lengths[i] == DIGITS_SURE &&
		    !is_hex(text + line->starts[k], DIGITS_SURE))
			lengths[i] += HLN_RHASH_BASE32;
	}
	if (!hln_rhash_order_find(ranges, lengths, line->count))
		return false;
	for (size_t i = 0; i < line->count; i++) {
		size_t k = line->count - 1 - i;

		if (!add_of_range(reader, &ranges[i], lengths[i],
				  text + line->starts[k],
				  line->ends[k] - line->starts[k]))
			return false;
	}
	return true;
}

static enum hln_parsed add_digests(struct hln_list_reader *reader,
				   const struct line *line, const char *text)
{
	const struct hashlane_list_options *options =
		hln_list_reader_options(reader);
	enum hln_parsed parsed = HLN_PARSED_ENTRY;

	if (has_equals(line) && !options->spec_count &&
	    !(options->flags & HASHLANE_LIST_NO_GUESS) &&
	    add_by_order(reader, line, text))
		return HLN_PARSED_ENTRY;
	hln_list_entry_clear(hln_list_reader_entry(reader));
	for (size_t i = line->count; i > 0 && parsed == HLN_PARSED_ENTRY; i--)
		parsed = hln_list_reader_add_bare(
			reader, text + line->starts[i - 1],
			line->ends[i - 1] - line->starts[i - 1]);
	if (parsed == HLN_PARSED_NOT)
		return hln_list_reader_bad(reader,
					   "no digest of an algorithm given");
	return parsed;
}

/*
 * May the line be read so? In a list of SFV, rhash writes other digests behind
 * the CRC32 that each of its lines has.
 */
static bool is_here(const struct hln_list_reader *reader,
		    const struct line *line)
{
	size_t first = line->ends[line->count - 1] -
		       line->starts[line->count - 1];

	return hln_list_reader_is_list_of(reader,
					  HASHLANE_FORMAT_NAME_FIRST) ||
	       (hln_list_reader_is_list_of(reader, HASHLANE_FORMAT_SFV) &&
		line->count > 1 && first == CRC_DIGITS);
}

/*
 * The blanks behind a name that are not its own: as many as there are between
 * digests, or on all lines of the vote. One line alone says nothing.
 */
static size_t count_blanks(const struct hln_name_first *all,
			   const struct line *line, bool here)
{
	size_t blanks = here && all->lines > 1 ? all->blanks : 1;

	if (line->gap)
		blanks = line->gap;
	return blanks < line->blanks ? blanks : line->blanks;
}

static enum hln_parsed read_line(struct hln_list_reader *reader, char *text,
				 size_t bytes)
{
	const struct hln_name_first *all = hln_list_reader_name_first(reader);
	struct hashlane_list_entry *known =
		&hln_list_reader_entry(reader)->known;
	bool here = hln_list_reader_is_list_of(reader,
					       HASHLANE_FORMAT_NAME_FIRST);
	struct line line;
	enum hln_parsed parsed = HLN_PARSED_NOT;

	if (here)
		hln_list_reader_foreign(reader,
					"its format cannot be written");
	if (here)
		parsed = hln_print_md_read(reader, text, bytes);
	if (parsed != HLN_PARSED_NOT)
		return parsed;
	if (!split(&line, reader, text, bytes,
		   here && all->digests ? all->digests :
					  HLN_LIST_CLAIMS_MAX) ||
	    !is_here(reader, &line) || is_tagged(&line, text))
		return HLN_PARSED_NOT;
	/* SFV has the same line. */
	if (line.count == 1 && line.ends[0] - line.starts[0] == CRC_DIGITS &&
	    !all->colon)
		return HLN_PARSED_NOT;
	hln_list_reader_foreign(reader, "its format cannot be written");
	parsed = add_digests(reader, &line, text);
	if (parsed != HLN_PARSED_ENTRY)
		return parsed;
	line.name -= count_blanks(all, &line, here);
	line.name -= here && all->colon && line.name > 1 &&
		     text[line.name - 1] == ':';
	text[line.name] = 0;
	known->name = text;
	known->name_bytes = line.name;
	return HLN_PARSED_ENTRY;
}

const struct hln_dialect hln_dialect_name_first = {
	.format = HASHLANE_FORMAT_NAME_FIRST,
	.name = "name-first",
	.extensions = "sfvmd5",
	.algorithms = "md5",
	.refuses = "",
	.flags = HASHLANE_FORMAT_READS,
	.comment = '#',
	.likeness = likeness,
	.count = count_line,
	.read = read_line,
};
