/* SPDX-License-Identifier: MIT */
/* csv_fields.c - the fields of a record of CSV. */
#include "csv_fields.h"

#include "list_reader.h"

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

enum hln_csv_end hln_csv_fields_split(struct hln_csv_field *fields,
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
			if (!field->quoted && field->bytes &&
			    at[field->bytes - 1] == '\r')
				field->bytes--;
			return HLN_CSV_WHOLE;
		}
		if (*end != separator)
			return HLN_CSV_BROKEN;
		at = end + 1;
	}
	return HLN_CSV_BROKEN;
}

char *hln_csv_fields_end(const struct hln_csv_field *field, size_t *bytes)
{
	char *to = field->text;

	for (size_t i = 0; i < field->bytes; i++) {
		*to++ = field->text[i];
		if (field->quoted && field->text[i] == '"')
			i++;
	}
	*to = 0;
	*bytes = (size_t)(to - field->text);
	return field->text;
}
