/* SPDX-License-Identifier: MIT */
/*
 * verdicts.h - a block of verdicts: rows, digests, ranges and text in one
 * allocation that is never changed once it was returned.
 */
#ifndef HLN_VERDICTS_H
#define HLN_VERDICTS_H

#include "../../include/hashlane.h"

#include <stdbool.h>

/* The sizes in a block: add up all rows, then create it. */
struct hln_verdicts_size {
	size_t rows, digests, ranges;
	size_t bytes; /* of texts, with their NULs, and of binary digests */
};

/* The block that is being filled. */
struct hln_verdicts {
	struct hashlane_verdicts *block;
	struct hashlane_verdict_digest *digests; /* the next free one */
	struct hashlane_verdict_range *ranges;
	uint8_t *bytes;
};

/* False: no memory. */
bool hln_verdicts_create(struct hln_verdicts *verdicts,
			 const struct hln_verdicts_size *size);

/*
 * The next row. Its texts are empty, and its digests and ranges, whose counts
 * the caller sets, begin behind those of the rows before. The caller fills
 * them in order.
 */
struct hashlane_verdict_row *
hln_verdicts_add_row(struct hln_verdicts *verdicts, int32_t verdict);
struct hashlane_verdict_digest *
hln_verdicts_add_digest(struct hln_verdicts *verdicts,
			struct hashlane_verdict_row *row);
void hln_verdicts_add_range(struct hln_verdicts *verdicts,
			    struct hashlane_verdict_row *row,
			    const struct hashlane_verdict_range *range);

/* Copy bytes into the block, or text and a NUL. */
const uint8_t *hln_verdicts_put_bytes(struct hln_verdicts *verdicts,
				      const uint8_t *bytes, size_t count);
const char *hln_verdicts_put_text(struct hln_verdicts *verdicts,
				  const char *text, size_t bytes);

/* The functions of the header. */
uint32_t hln_verdicts_count(const struct hashlane_verdicts *verdicts);
const struct hashlane_verdict_row *
hln_verdicts_row(const struct hashlane_verdicts *verdicts, uint32_t row);
const int32_t *hln_verdicts_column(const struct hashlane_verdicts *verdicts);
void hln_verdicts_destroy(const struct hashlane_verdicts *verdicts);

#endif
