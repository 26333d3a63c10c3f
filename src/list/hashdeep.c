/* SPDX-License-Identifier: MIT */
/*
 * hashdeep.c - "SIZE,DIGEST,...,NAME" below the headers of hashdeep 4.4. A
 * name is the rest of its line, and nothing in it is escaped.
 */
#include "columns.h"
#include "hashdeep_piece.h"
#include "list_look.h"
#include "list_state.h"
#include "list_writer.h"

#include <string.h>

static const char version[] = "%%%% HASHDEEP-1.0";
static const char header[] = "%%%% ";

enum {
	HEADER_BYTES = sizeof(header) - 1,
	NUMBER_AT = sizeof("%%%% HASHDEEP-") - 1,
	/* Where the next piece of a file is: several files may be mixed. */
	LINES_AHEAD = HLN_HASHDEEP_OPEN,
	BYTES_AHEAD = 64 * 1024
};

/* ---- Reading ---- */

static bool is_version(const char *text, size_t bytes)
{
	if (bytes && text[bytes - 1] == '\r')
		bytes--;
	if (bytes <= NUMBER_AT || memcmp(text, version, NUMBER_AT) != 0)
		return false;
	for (size_t i = NUMBER_AT; i < bytes; i++)
		if (text[i] != '.' && (text[i] < '0' || text[i] > '9'))
			return false;
	return true;
}

static bool is_hex(const char *text, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		if (!memchr("0123456789abcdefABCDEF", text[i], 22))
			return false;
	return bytes;
}

static enum hln_likeness likeness(const struct hln_list_reader *reader,
				  const char *text, size_t bytes)
{
	size_t size = strspn(text, "0123456789"), digits;

	(void)reader;
	if (is_version(text, bytes) || !strncmp(text, "%%%% size,", 10))
		return HLN_LIKE_SURE;
	if (!size || text[size] != ',')
		return HLN_LIKE_NOT;
	digits = strcspn(text + size + 1, ",");
	return text[size + 1 + digits] && digits >= 32 &&
			       is_hex(text + size + 1, digits) ?
		       HLN_LIKE_FAIR :
		       HLN_LIKE_NOT;
}

/* The names of the columns, behind "%%%% ". */
static enum hln_parsed read_columns(struct hln_list_reader *reader,
				    struct hln_list_columns *columns,
				    const char *text)
{
	const char *why = "it has columns that cannot be filled";

	memset(columns, 0, sizeof(*columns));
	for (;;) {
		size_t bytes = strcspn(text, ",\r"), i = columns->count;
		bool last = text[bytes] != ',';

		if (i == HLN_COLUMNS_MAX) {
			columns->count = 0;
			return hln_list_reader_bad(reader,
						   "more than %d "
						   "columns",
						   HLN_COLUMNS_MAX);
		}
		hln_columns_set(columns, i, text, bytes);
		if (i && !last &&
		    columns->kinds[i] != HLN_LIST_COLUMN_DIGEST) {
			/* Between size and name there is nothing else. */
			hln_columns_set_unknown(columns, i, text, bytes);
			hln_list_reader_foreign(reader, why);
		}
		if (!i && columns->kinds[i] != HLN_LIST_COLUMN_SIZE)
			hln_list_reader_foreign(reader, why);
		columns->count++;
		if (last)
			break;
		text += bytes + 1;
	}
	if (columns->kinds[columns->count - 1] == HLN_LIST_COLUMN_NAME &&
	    columns->count > 2 && columns->kinds[0] == HLN_LIST_COLUMN_SIZE)
		return HLN_PARSED_NOTHING;
	columns->count = 0;
	return hln_list_reader_bad(reader, "the columns of this header are "
					   "not those of hashdeep");
}

static enum hln_parsed read_header(struct hln_list_reader *reader,
				   const char *text, size_t bytes)
{
	struct hln_list_columns *columns =
		hln_list_reader_columns(reader, HASHLANE_FORMAT_HASHDEEP);
	bool begun = columns->begun;

	columns->begun = false;
	if (is_version(text, bytes)) {
		columns->count = 0;
		columns->begun = true;
		/* The columns of CSV end here. */
		hln_list_reader_columns(reader, HASHLANE_FORMAT_CSV)->count =
			0;
		hln_list_reader_begin_section(reader);
		return HLN_PARSED_NOTHING;
	}
	if (!begun)
		return hln_list_reader_bad(reader, "a header of hashdeep "
						   "where none can stand");
	return read_columns(reader, columns, text + HEADER_BYTES);
}

enum ahead { AHEAD_NONE, AHEAD_FOUND, AHEAD_UNKNOWN };

/* Is the next piece of a file among the next lines in memory? */
static enum ahead look_ahead(struct hln_list_reader *reader, size_t columns,
			     const char *name, size_t bytes, uint64_t next)
{
	struct hln_list_look look;
	enum ahead ahead = AHEAD_NONE;
	int lines = 0;

	hln_list_look_begin(&look, &reader->lines);
	while (!ahead && lines < LINES_AHEAD) {
		if (!hln_list_look_next(&look, &reader->ahead))
			break;
		lines++;
		if (hln_hashdeep_piece_is_next(reader->ahead.text,
					       reader->ahead.bytes, columns,
					       name, bytes, next))
			ahead = AHEAD_FOUND;
	}
	if (!ahead && lines < LINES_AHEAD && !look.ended)
		ahead = AHEAD_UNKNOWN;
	hln_list_look_end(&look);
	reader->entry.no_memory |= look.no_memory;
	return ahead;
}

/*
 * Is the piece in front of `next` the last one of its file? All pieces but the
 * last have one length. False as well if reading failed.
 */
static bool is_last(struct hln_list_reader *reader, size_t columns,
		    const char *name, size_t bytes, uint64_t next)
{
	struct hln_list_lines *lines = &reader->lines;
	enum ahead ahead;

	for (;;) {
		ahead = look_ahead(reader, columns, name, bytes, next);
		if (ahead != AHEAD_UNKNOWN || reader->entry.no_memory ||
		    lines->filled - lines->next > BYTES_AHEAD)
			return ahead != AHEAD_FOUND;
		if (hln_list_lines_ahead(lines))
			continue;
		if (lines->status == HASHLANE_NO_MEMORY)
			reader->entry.no_memory = true;
		else if (lines->status)
			reader->end_status = lines->status;
		return ahead != AHEAD_FOUND;
	}
}

/*
 * A file may be called like a piece. Only in a list of pieces is a name that
 * ends so that of a piece: elsewhere the piece would be that of another file.
 * The last piece gives the size of the file, so that a file of which the list
 * has not all pieces does not pass.
 */
static enum hln_parsed take_piece(struct hln_list_reader *reader,
				  size_t columns, char *name)
{
	struct hln_list_entry *entry = &reader->entry;
	struct hln_hashdeep_pieces *pieces = &reader->pieces;
	uint64_t size = entry->known.size_bytes, first, file;
	size_t at = hln_hashdeep_piece_find_sized(
		name, entry->known.name_bytes, size, &first);
	bool last;

	if (!at)
		return HLN_PARSED_ENTRY;
	/* The piece of an empty file is the whole of it, and so is its size. */
	name[at] = 0;
	entry->known.name_bytes = at;
	if (!size)
		return HLN_PARSED_ENTRY;
	file = hln_hashdeep_piece_file(name, at);
	last = size < pieces->longest ||
	       is_last(reader, columns - 1, name, at, first + size);
	/* The line is read again, or nothing follows. */
	if (entry->no_memory || reader->end_status)
		return HLN_PARSED_BAD;
	if (!hln_hashdeep_piece_take(pieces, file, first))
		return hln_list_reader_bad(reader, "the piece before this one "
						   "is missing");
	if (size > pieces->longest)
		pieces->longest = size;
	if (!last)
		hln_hashdeep_piece_expect(pieces, file, first + size);
	entry->known.flags &= ~(uint32_t)HASHLANE_LIST_HAS_SIZE;
	entry->known.flags |= last ? HASHLANE_LIST_HAS_SIZE : 0;
	entry->known.size_bytes = last ? first + size : 0;
	entry->range = (struct hashlane_list_range){ .offset = first,
						     .length = size };
	for (size_t i = 0; i < entry->known.claim_count; i++) {
		entry->claims[i].ranges = &entry->range;
		entry->claims[i].range_count = 1;
	}
	return HLN_PARSED_ENTRY;
}

static bool take_field(struct hln_list_entry *entry,
		       const struct hln_list_columns *columns, size_t i,
		       const char *text, size_t bytes)
{
	const char *tag = columns->tags[i];

	switch (columns->kinds[i]) {
	case HLN_LIST_COLUMN_SIZE:
		entry->known.flags |= HASHLANE_LIST_HAS_SIZE;
		return hln_columns_number(&entry->known.size_bytes, text,
					  bytes);
	case HLN_LIST_COLUMN_DIGEST:
		return hln_list_entry_add(entry, &columns->specs[i], tag,
					  strlen(tag), text, bytes);
	default:
		return bytes && hln_list_entry_add_unknown(
					entry, tag, strlen(tag), text, bytes);
	}
}

/*
 * hashdeep passes over every line that begins with "#", and writes "## " before
 * its own remarks. Another one was a line of a file before it was damaged.
 */
static enum hln_parsed read_comment(struct hln_list_reader *reader,
				    const char *text)
{
	if (text[1] == '#' && (!text[2] || strchr(" \r", text[2])))
		return HLN_PARSED_NOTHING;
	return hln_list_reader_bad(reader, "a comment that reads like the "
					   "line of a file");
}

static enum hln_parsed read_line(struct hln_list_reader *reader, char *text,
				 size_t bytes)
{
	struct hln_list_columns *columns =
		hln_list_reader_columns(reader, HASHLANE_FORMAT_HASHDEEP);
	struct hln_list_entry *entry = hln_list_reader_entry(reader);
	char *at = text, *end = text + bytes;

	if (*text == *header && !strncmp(text, header, HEADER_BYTES))
		return read_header(reader, text, bytes);
	columns->begun = false;
	if (!columns->count)
		return HLN_PARSED_NOT;
	if (*text == '#')
		return read_comment(reader, text);
	for (size_t i = 0; i + 1 < columns->count; i++) {
		const char *comma = memchr(at, ',', (size_t)(end - at));
		size_t length = comma ? (size_t)(comma - at) : 0;
		bool good = comma && take_field(entry, columns, i, at, length);

		/* Without a size it is a line of another dialect. */
		if (!good && !i)
			return HLN_PARSED_NOT;
		if (!good)
			return hln_list_reader_bad(reader,
						   "no digest of %s, as the "
						   "header has it",
						   columns->tags[i]);
		at += length + 1;
	}
	entry->known.name = at;
	entry->known.name_bytes = (size_t)(end - at);
	return hln_list_reader_has_pieces(reader) ?
		       take_piece(reader, columns->count, at) :
		       HLN_PARSED_ENTRY;
}

/* ---- Writing ---- */

static const char *refuses_item(const struct hln_list_writer *writer,
				const struct hashlane_list_item *item)
{
	const char *name = item->name;
	uint64_t first, last;

	if (item->status)
		return "hashdeep cannot hold a failure";
	if (!(item->flags & HASHLANE_LIST_HAS_SIZE))
		return "hashdeep needs the size of a file";
	for (size_t i = 0; i < writer->options.spec_count; i++)
		if (!hln_list_writer_has_digest(writer, item, i))
			return "hashdeep needs every digest";
	if (memchr(name, '\n', item->name_bytes) ||
	    name[item->name_bytes - 1] == '\r')
		return "hashdeep cannot hold a name with a line's end";
	if (hln_hashdeep_piece_find(name, item->name_bytes, &first, &last) <
	    item->name_bytes)
		return "hashdeep would take the name for a piece of a file";
	return NULL;
}

static void begin(struct hln_list_writer *writer)
{
	char text[HLN_TAG_BYTES];

	hln_list_writer_put_text(writer, version);
	hln_list_writer_end_line(writer);
	hln_list_writer_put_text(writer, "%%%% size");
	for (size_t i = 0; i < writer->options.spec_count; i++) {
		if (hashlane_algorithm_format(text, sizeof(text), NULL,
					      &writer->specs[i]))
			text[0] = 0;
		hln_list_writer_put(writer, ",", 1);
		hln_list_writer_put_text(writer, text);
	}
	hln_list_writer_put_text(writer, ",filename");
	hln_list_writer_end_line(writer);
	hln_list_writer_put_text(writer, "##");
	hln_list_writer_end_line(writer);
}

static void write_item(struct hln_list_writer *writer,
		       const struct hashlane_list_item *item)
{
	hln_list_writer_put_number(writer, item->size_bytes);
	for (size_t i = 0; i < writer->options.spec_count; i++) {
		hln_list_writer_put(writer, ",", 1);
		hln_list_writer_put_digest(writer, item, i,
					   HASHLANE_TEXT_CANONICAL);
	}
	hln_list_writer_put(writer, ",", 1);
	hln_list_writer_put(writer, item->name, item->name_bytes);
	hln_list_writer_end_line(writer);
}

const struct hln_dialect hln_dialect_hashdeep = {
	.format = HASHLANE_FORMAT_HASHDEEP,
	.name = "hashdeep",
	.extensions = "hashdeep",
	.algorithms = "md5,sha256", /* as hashdeep itself */
	.refuses = "a newline; a carriage return at the end; an end such as "
		   "\" offset 0-511\", which is that of a piece",
	.flags = HASHLANE_FORMAT_READS | HASHLANE_FORMAT_WRITES |
		 HASHLANE_FORMAT_HAS_SIZE,
	.has_header = true,
	.likeness = likeness,
	.read = read_line,
	.refuses_item = refuses_item,
	.begin = begin,
	.write = write_item,
};
