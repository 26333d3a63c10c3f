/* SPDX-License-Identifier: MIT */
/* csv_header.c - the meaning of the columns of CSV. */
#include "csv_header.h"

#include "columns.h"
#include "list_look.h"
#include "list_state.h"
#include "list_tag.h"

#include <stdlib.h>
#include <string.h>

enum {
	COLUMN_NAME_MAX = 64,
	DIGITS_LEAST = 8,       /* of a digest in hexadecimal */
	DIGITS_SURE = 32,       /* no other number has as many */
	DIGEST_WORD_LEAST = 24, /* characters of one in base64 or base32 */
	LOOK_LINES = 100        /* below a header */
};

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
	       (c >= 'A' && c <= 'F');
}

static size_t count_hex(const char *text, size_t bytes)
{
	size_t hex = 0;

	while (hex < bytes && is_hex(text[hex]))
		hex++;
	return hex;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (unsigned char)c >= 0x80;
}

/*
 * May a field be the name of a column? It begins with a letter, and no digest
 * stands at its beginning or its end, so that no line of another dialect is
 * taken for a header.
 */
static bool is_column_name(const struct hln_csv_field *field)
{
	static const char others[] = " _-./():#%0123456789";
	const char *text = field->text;
	size_t bytes = field->bytes, word = 0, tail = 0;
	struct hashlane_algorithm_spec spec;

	/* "s3-etag:part=5MiB" */
	if (bytes && hln_list_tag_parse(&spec, text, bytes))
		return true;
	for (size_t i = 0; i < bytes; i++)
		if (!is_letter(text[i]) && (!i || !strchr(others, text[i])))
			return false;
	while (word < bytes && text[word] != ' ')
		word++;
	while (tail < bytes && is_hex(text[bytes - 1 - tail]))
		tail++;
	/* pandas writes a column without a name. */
	return bytes <= COLUMN_NAME_MAX && word < DIGEST_WORD_LEAST &&
	       count_hex(text, bytes) < DIGITS_LEAST &&
	       (tail < DIGITS_LEAST || text[bytes - 1 - tail] != ' ');
}

/* Are the columns those of hashlane? All that follow them are digests. */
static bool is_own(struct hln_list_columns *columns,
		   const struct hln_csv_field *fields)
{
	static const enum hln_list_column kinds[] = {
		HLN_LIST_COLUMN_NAME, HLN_LIST_COLUMN_NAME_BASE64,
		HLN_LIST_COLUMN_SIZE, HLN_LIST_COLUMN_MTIME,
		HLN_LIST_COLUMN_STATUS
	};
	size_t i = 0;

	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		if (i < columns->count && columns->kinds[i] == kinds[k])
			i++;
		else if (kinds[k] != HLN_LIST_COLUMN_MTIME)
			return false;
	}
	if (i == columns->count)
		return false;
	for (; i < columns->count; i++)
		if (columns->kinds[i] != HLN_LIST_COLUMN_DIGEST)
			hln_columns_set_unknown(columns, i, fields[i].text,
						fields[i].bytes);
	return true;
}

/*
 * Two columns may be called like names, as "Name" and "Path": the longer one
 * that `rank` has last leads to the file.
 */
static void choose_name(struct hln_list_columns *columns)
{
	static const char *const rank[] = { "name", "file", "filename",
					    "path" };
	size_t best = 0, found = HLN_COLUMNS_MAX;

	for (size_t i = 0; i < columns->count; i++) {
		size_t at = 0;

		if (columns->kinds[i] != HLN_LIST_COLUMN_NAME)
			continue;
		while (at < 3 &&
		       (strlen(columns->tags[i]) != strlen(rank[at]) ||
			(columns->tags[i][0] | 0x20) != rank[at][0]))
			at++;
		columns->kinds[i] = HLN_LIST_COLUMN_OTHER;
		if (found == HLN_COLUMNS_MAX || at > best) {
			best = at;
			found = i;
		}
	}
	if (found < HLN_COLUMNS_MAX)
		columns->kinds[found] = HLN_LIST_COLUMN_NAME;
}

enum hln_csv_header hln_csv_header_take(struct hln_list_columns *columns,
					const struct hln_csv_field *fields,
					size_t count)
{
	bool name = false, digest = false;

	columns->count = count;
	columns->begun = false;
	for (size_t i = 0; i < count; i++) {
		if (!is_column_name(&fields[i]))
			return HLN_CSV_HEADER_NONE;
		hln_columns_set(columns, i, fields[i].text, fields[i].bytes);
	}
	if (is_own(columns, fields))
		return HLN_CSV_HEADER_OWN;
	choose_name(columns);
	for (size_t i = 0; i < count; i++) {
		enum hln_list_column kind = columns->kinds[i];

		name |= kind == HLN_LIST_COLUMN_NAME ||
			kind == HLN_LIST_COLUMN_NAME_BASE64;
		digest |= kind == HLN_LIST_COLUMN_DIGEST ||
			  kind == HLN_LIST_COLUMN_UNKNOWN_DIGEST ||
			  kind == HLN_LIST_COLUMN_BARE_DIGEST;
	}
	return name && digest ? HLN_CSV_HEADER_FOREIGN : HLN_CSV_HEADER_NONE;
}

/* ---- Cells ---- */

bool hln_csv_header_is_digest(const char *text, size_t bytes)
{
	return bytes >= DIGITS_LEAST && count_hex(text, bytes) == bytes;
}

/* The cells of a column that were seen so far. */
struct cells {
	size_t bytes;   /* of each; 0: all were empty */
	bool is_digest; /* all of them may be digests */
	bool letters;   /* one is no decimal number */
};

static void look_at_cell(struct cells *cells,
			 const struct hln_csv_field *field)
{
	if (!field->bytes)
		return;
	cells->is_digest &= !(field->bytes % 2) &&
			    (!cells->bytes || cells->bytes == field->bytes) &&
			    hln_csv_header_is_digest(field->text,
						     field->bytes);
	cells->bytes = field->bytes;
	for (size_t i = 0; i < field->bytes; i++)
		cells->letters |= field->text[i] > '9';
}

static bool are_digests(const struct cells *cells)
{
	return cells->bytes && cells->is_digest &&
	       (cells->letters || cells->bytes >= DIGITS_SURE);
}

bool hln_csv_header_look(struct hln_list_columns *columns,
			 struct hln_list_reader *reader)
{
	struct cells cells[HLN_COLUMNS_MAX];
	struct hln_csv_field fields[HLN_COLUMNS_MAX];
	struct hln_list_text text = { .text = NULL };
	struct hln_list_look look;
	size_t count;

	for (size_t i = 0; i < columns->count; i++)
		cells[i] = (struct cells){ .is_digest = true };
	hln_list_look_begin(&look, &reader->lines);
	for (int line = 0; line < LOOK_LINES; line++) {
		if (!hln_list_look_next(&look, &text))
			break;
		if (hln_csv_fields_split(fields, &count, text.text, text.bytes,
					 columns->separator) !=
			    HLN_CSV_WHOLE ||
		    count != columns->count)
			continue;
		for (size_t i = 0; i < count; i++)
			look_at_cell(&cells[i], &fields[i]);
	}
	hln_list_look_end(&look);
	free(text.text);
	for (size_t i = 0; i < columns->count; i++)
		if (columns->kinds[i] == HLN_LIST_COLUMN_OTHER &&
		    are_digests(&cells[i]))
			columns->kinds[i] = HLN_LIST_COLUMN_UNKNOWN_DIGEST;
	return !look.no_memory;
}
