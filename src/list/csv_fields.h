/* SPDX-License-Identifier: MIT */
/* csv_fields.h - the fields of a record of CSV, as RFC 4180 has them. */
#ifndef HLN_CSV_FIELDS_H
#define HLN_CSV_FIELDS_H

#include "list_reader.h"

/* A field as it stands in the record; a quoted one without its quotes. */
struct hln_csv_field {
	char *text;
	size_t bytes;
	bool quoted;
};

enum hln_csv_split {
	HLN_CSV_WHOLE,
	HLN_CSV_BROKEN, /* a quote where none can stand, or too many fields */
	HLN_CSV_OPEN    /* the last quote has no end */
};

/*
 * Split a record of `bytes` bytes, which ends in a NUL and holds no other, into
 * fields, HLN_COLUMNS_MAX at most; nothing is changed.
 */
enum hln_csv_split hln_csv_fields_split(struct hln_csv_field *fields,
					size_t *count, char *text,
					size_t bytes, char separator);

/* NUL-terminate a field in place, with its doubled quotes single. */
char *hln_csv_fields_end(const struct hln_csv_field *field, size_t *bytes);

#endif
