/* SPDX-License-Identifier: MIT */
/* csv_header.h - what the columns of a list of CSV are. */
#ifndef HLN_CSV_HEADER_H
#define HLN_CSV_HEADER_H

#include "csv_fields.h"

enum hln_csv_header {
	HLN_CSV_HEADER_NONE,
	HLN_CSV_HEADER_FOREIGN, /* of another tool */
	HLN_CSV_HEADER_OWN      /* as hashlane writes it */
};

/* Is a record a header, and what are its columns? */
enum hln_csv_header hln_csv_header_take(struct hln_list_columns *columns,
					const struct hln_csv_field *fields,
					size_t count);

/*
 * Columns whose headings say nothing become those of unknown digests if the
 * records below the header have such cells. Only records that are in memory are
 * looked at. False: there is no memory.
 */
bool hln_csv_header_look(struct hln_list_columns *columns,
			 struct hln_list_reader *reader);

/* May the text be a digest in hexadecimal? */
bool hln_csv_header_is_digest(const char *text, size_t bytes);

#endif
