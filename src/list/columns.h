/* SPDX-License-Identifier: MIT */
/* columns.h - the headings of the columns of hashdeep and CSV. */
#ifndef HLN_COLUMNS_H
#define HLN_COLUMNS_H

#include "list_reader.h"

/*
 * Set column i by its name in a header. A name that is of nothing known is
 * OTHER, unless it is that of some digest.
 */
void hln_columns_set(struct hln_list_columns *columns, size_t i,
		     const char *name, size_t bytes);

/* Make column i a digest of an algorithm that the library does not have. */
void hln_columns_set_unknown(struct hln_list_columns *columns, size_t i,
			     const char *name, size_t bytes);

/* A decimal number that fills the text; false: it is none, or too large. */
bool hln_columns_number(uint64_t *out, const char *text, size_t bytes);

#endif
