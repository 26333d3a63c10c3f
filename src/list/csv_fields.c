/* SPDX-License-Identifier: MIT */
/* csv_fields.c - the fields of a record of CSV, as RFC 4180 has them. */
#include "csv_fields.h"

#include <string.h>

/* The end of a quoted field: its quote, or NULL. */
static char *find_quote(char *at)
{
	for (;;) {
		at = strchr(at, '"');
		if (!at || at[1] != '"')
			return at;
		at += 2;
	}
}

/* A CR behind the last field is that of the line's end. */
static void drop_cr(struct hln_csv_field *field)
{
	if (field->bytes && field->text[field->bytes - 1] == '\r')
		field->bytes--;
}

/* The fields of a record without quotes, as most are. */
static enum hln_csv_split split_plain(struct hln_csv_field *fields,
				      size_t *count, char *text, size_t bytes,
				      char separator)
{
	char *end = text + bytes;

	for (*count = 0; *count < HLN_COLUMNS_MAX;) {
		struct hln_csv_field *field = &fields[(*count)++];
		char *next = memchr(text, separator, (size_t)(end - text));

		field->quoted = false;
		field->text = text;
		field->bytes = (size_t)((next ? next : end) - text);
		if (!next) {
			drop_cr(field);
			return HLN_CSV_WHOLE;
		}
		text = next + 1;
	}
	return HLN_CSV_BROKEN;
}

static enum hln_csv_split split_quoted(struct hln_csv_field *fields,
				       size_t *count, char *at, char separator)
{
	const char ends[] = { separator, 0 };

	for (*count = 0; *count < HLN_COLUMNS_MAX;) {
		struct hln_csv_field *field = &fields[(*count)++];
		char *end;

		field->quoted = *at == '"';
		field->text = at + field->quoted;
		if (field->quoted) {
			end = find_quote(field->text);
			if (!end)
				return HLN_CSV_OPEN;
			field->bytes = (size_t)(end - field->text);
			end++;
		} else {
			field->bytes = strcspn(at, ends);
			end = at + field->bytes;
			if (memchr(at, '"', field->bytes))
				return HLN_CSV_BROKEN;
		}
		if (end[0] == '\r' && !end[1])
			end++;
		if (!*end) {
			if (!field->quoted)
				drop_cr(field);
			return HLN_CSV_WHOLE;
		}
		if (*end != separator)
			return HLN_CSV_BROKEN;
		at = end + 1;
	}
	return HLN_CSV_BROKEN;
}

enum hln_csv_split hln_csv_fields_split(struct hln_csv_field *fields,
					size_t *count, char *text,
					size_t bytes, char separator)
{
	return memchr(text, '"', bytes) ?
		       split_quoted(fields, count, text, separator) :
		       split_plain(fields, count, text, bytes, separator);
}

char *hln_csv_fields_end(const struct hln_csv_field *field, size_t *bytes)
{
	char *to = field->text;

	*bytes = field->bytes;
	if (field->quoted && memchr(to, '"', field->bytes)) {
		for (size_t i = 0; i < field->bytes; i++) {
			*to++ = field->text[i];
			if (field->text[i] == '"')
				i++;
		}
		*bytes = (size_t)(to - field->text);
	}
	field->text[*bytes] = 0;
	return field->text;
}
