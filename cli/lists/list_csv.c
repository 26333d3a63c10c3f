/* SPDX-License-Identifier: MIT */
/* list_csv.c - records as RFC 4180 has them, below a header. */
#define _GNU_SOURCE
#include "list_parse.h"

#include <string.h>

/* A field as it lies in the record; a quoted one without its quotes. */
struct field {
	char *text;
	size_t bytes;
	bool quoted;
};

enum { FIELD_LAST = -1, FIELD_BROKEN = -2, FIELD_OPEN = -3 };

/*
 * The field at `at`. Where the next one starts, behind a comma; FIELD_LAST,
 * FIELD_BROKEN, or FIELD_OPEN: a quote has no end.
 */
static ptrdiff_t next_field(struct field *field, char *at)
{
	char *end;

	field->quoted = *at == '"';
	field->text = at + field->quoted;
	if (!field->quoted) {
		field->bytes = strcspn(at, ",");
		if (memchr(at, '"', field->bytes))
			return FIELD_BROKEN;
		end = at + field->bytes;
	} else {
		end = field->text;
		for (;;) {
			end += strcspn(end, "\"");
			if (!*end)
				return FIELD_OPEN;
			if (end[1] != '"')
				break;
			end += 2;
		}
		field->bytes = (size_t)(end - field->text);
		end++;
	}
	if (!*end)
		return FIELD_LAST;
	return *end == ',' ? end + 1 - at : FIELD_BROKEN;
}

/* NUL-terminate a field in place, its doubled quotes single. */
static char *field_text(const struct field *field)
{
	char *to = field->text;

	for (size_t i = 0; i < field->bytes; i++) {
		*to++ = field->text[i];
		if (field->quoted && field->text[i] == '"')
			i++;
	}
	*to = 0;
	return field->text;
}

static size_t split(struct field *fields, char *text, ptrdiff_t *last)
{
	size_t count = 0;

	do {
		*last = next_field(&fields[count++], text);
		text += *last > 0 ? *last : 0;
	} while (*last > 0 && count < LIST_COLUMNS_MAX);
	return count;
}

/* What is left of a line of another dialect that was damaged? */
static bool is_other_line(const char *text)
{
	size_t digits, word;

	text += *text == '\\';
	digits = strspn(text, "0123456789abcdefABCDEF");
	word = strcspn(text, " \t,");
	/* A digest in base32 or base64 has 26 characters or more. */
	return ((digits >= 8 || word >= 26) && word >= digits &&
		strchr(" \t", text[word])) ||
	       strstr(text, ") =") || strstr(text, ")=") ||
	       list_sfv_name(text, strlen(text));
}

/*
 * A header stands at the beginning. Within, where lists were put together, it
 * is one that hashlane writes, or has nothing but columns known below others.
 */
static bool can_stand(const struct list *list,
		      const struct list_columns *columns, const char *text)
{
	if (is_other_line(text))
		return false;
	if (!list->any && !list->bad)
		return true;
	for (size_t i = 0; i < columns->count; i++)
		if (columns->kinds[i] == COLUMN_OTHER)
			return false;
	return list->csv.count || (columns->kinds[0] == COLUMN_NAME &&
				   columns->kinds[1] == COLUMN_NAME_BASE64);
}

/* The columns as hashlane writes them? */
static bool is_own_header(const struct list_columns *columns)
{
	static const enum list_column_kind kinds[] = {
		COLUMN_NAME, COLUMN_NAME_BASE64, COLUMN_SIZE, COLUMN_MTIME,
		COLUMN_STATUS
	};
	size_t i = 0;

	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		if (i < columns->count && columns->kinds[i] == kinds[k])
			i++;
		else if (kinds[k] != COLUMN_MTIME)
			return false;
	}
	while (i < columns->count && columns->kinds[i] == COLUMN_DIGEST)
		i++;
	return i == columns->count;
}

static enum parsed parse_header(struct list *list, char *text)
{
	struct field fields[LIST_COLUMNS_MAX] = { 0 };
	struct list_columns columns = { 0 };
	bool name = false, digest = false;
	ptrdiff_t last;

	columns.count = split(fields, text, &last);
	if (last != FIELD_LAST)
		return PARSED_NOT;
	for (size_t i = 0; i < columns.count; i++) {
		columns.kinds[i] = list_column(
			&columns.specs[i], fields[i].text, fields[i].bytes);
		name |= columns.kinds[i] == COLUMN_NAME;
		digest |= columns.kinds[i] == COLUMN_DIGEST;
	}
	if (!name || !digest || !can_stand(list, &columns, text))
		return PARSED_NOT;
	if (!is_own_header(&columns))
		list_foreign(list, "it has columns of another tool");
	list->csv = columns;
	list->header = list->lines.number;
	return PARSED_NOTHING;
}

static bool take_mtime(struct list_entry *entry, const struct field *field)
{
	bool negative = field->bytes && *field->text == '-';
	uint64_t ns;

	if (!list_number(&ns, field->text + negative,
			 field->bytes - negative) ||
	    ns > INT64_MAX)
		return false;
	entry->mtime_ns = negative ? -(int64_t)ns : (int64_t)ns;
	entry->mtime_known = true;
	return true;
}

/* All but the name; nothing in the text is changed. */
static bool take_field(struct list *list, size_t i, const struct field *field)
{
	struct list_entry *entry = &list->entry;

	switch (list->csv.kinds[i]) {
	case COLUMN_SIZE:
		entry->size_known = true;
		return list_number(&entry->size_bytes, field->text,
				   field->bytes);
	case COLUMN_MTIME:
		return take_mtime(entry, field);
	case COLUMN_DIGEST:
		return list_add_digest(list, &list->csv.specs[i], field->text,
				       field->bytes);
	default:
		return true;
	}
}

static enum parsed take_name(struct list *list, const struct field *fields)
{
	struct list_entry *entry = &list->entry;
	const char *status = "ok";

	for (size_t i = 0; i < list->csv.count; i++) {
		enum list_column_kind kind = list->csv.kinds[i];

		if (!fields[i].bytes)
			continue;
		if (kind == COLUMN_STATUS)
			status = field_text(&fields[i]);
		if (kind != COLUMN_NAME && kind != COLUMN_NAME_BASE64)
			continue;
		entry->name = field_text(&fields[i]);
		if (kind == COLUMN_NAME_BASE64 &&
		    !list_decode_base64(fields[i].text))
			return list_bad(list, "a bad path_b64");
	}
	if (!entry->name)
		return list_bad(list, "a record without a path");
	if (strcmp(status, "ok") != 0)
		return list_bad(list, "was not hashed (%.40s)", status);
	if (!entry->digest_count && !(entry->size_known && !entry->size_bytes))
		return list_bad(list, "a record without a digest known");
	entry->dialect = LIST_CSV;
	return PARSED_ENTRY;
}

static enum parsed parse_record(struct list *list, char *text)
{
	struct field fields[LIST_COLUMNS_MAX] = { 0 };
	ptrdiff_t last;
	size_t count;

	count = split(fields, text, &last);
	if (last == FIELD_OPEN && *text != '\\')
		return PARSED_MORE;
	if (last != FIELD_LAST || count != list->csv.count)
		return parse_header(list, text);
	for (size_t i = 0; i < count; i++) {
		if (!fields[i].bytes || take_field(list, i, &fields[i]))
			continue;
		/* Lists put together have headers within. */
		if (parse_header(list, text) == PARSED_NOTHING)
			return PARSED_NOTHING;
		return list_doubt(list, "a bad field %zu in the record",
				  i + 1);
	}
	return take_name(list, fields);
}

enum parsed list_parse_csv(struct list *list, char *text, size_t bytes)
{
	if (list->csv.count)
		return parse_record(list, text);
	/* Most lists have none. */
	return memchr(text, ',', bytes) ? parse_header(list, text) :
					  PARSED_NOT;
}
