/* SPDX-License-Identifier: MIT */
/* column_kind.h - the kinds of columns in results blocks, one row each. */
#ifndef HLN_COLUMN_KIND_H
#define HLN_COLUMN_KIND_H

#include <stdbool.h>
#include <stdint.h>

struct hln_column_kind {
	char name[13]; /* in Arrow; behind its algorithm's, where it has one */
	char format; /* of Arrow: L uint64, l int64, I uint32, i int32, U text,
		      * Z bytes, w bytes of one length */
	uint8_t value_bytes; /* 0: by algorithm, or rows differ */
	bool has_algorithm;
	bool rows_differ; /* in length */
	bool nullable;
};

/* NULL: this version knows no such kind. */
const struct hln_column_kind *hln_column_kind(int32_t kind);

#endif
