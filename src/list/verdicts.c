/* SPDX-License-Identifier: MIT */
/* verdicts.c - a block of verdicts in one allocation. */
#include "verdicts.h"

#include <stdlib.h>
#include <string.h>

/* The arrays follow in this order; the bytes are the last. */
struct hashlane_verdicts {
	uint32_t count;
	int32_t *column;
	struct hashlane_verdict_row *rows;
};

bool hln_verdicts_create(struct hln_verdicts *verdicts,
			 const struct hln_verdicts_size *size)
{
	size_t rows = size->rows * sizeof(struct hashlane_verdict_row);
	size_t digests = size->digests * sizeof(*verdicts->digests);
	size_t ranges = size->ranges * sizeof(*verdicts->ranges);
	size_t column = size->rows * sizeof(int32_t);
	struct hashlane_verdicts *block = malloc(sizeof(*block) + rows +
						 digests + ranges + column +
						 size->bytes);
	uint8_t *at = (uint8_t *)(block + 1);

	if (!block)
		return false;
	block->count = 0;
	block->rows = (void *)at;
	at += rows;
	verdicts->digests = (void *)at;
	at += digests;
	verdicts->ranges = (void *)at;
	at += ranges;
	block->column = (void *)at;
	verdicts->bytes = at + column;
	verdicts->block = block;
	return true;
}

struct hashlane_verdict_row *
hln_verdicts_add_row(struct hln_verdicts *verdicts, int32_t verdict)
{
	uint32_t i = verdicts->block->count++;
	struct hashlane_verdict_row *row = &verdicts->block->rows[i];

	verdicts->block->column[i] = verdict;
	*row = (struct hashlane_verdict_row){
		.struct_size = sizeof(*row),
		.verdict = verdict,
		.name = "",
		.path = "",
		.detail = "",
		.size_expected = UINT64_MAX,
		.size_found = UINT64_MAX,
		.digests = verdicts->digests,
		.digest_bytes = sizeof(*verdicts->digests),
		.ranges = verdicts->ranges,
		.range_bytes = sizeof(*verdicts->ranges),
	};
	return row;
}

struct hashlane_verdict_digest *
hln_verdicts_add_digest(struct hln_verdicts *verdicts,
			struct hashlane_verdict_row *row)
{
	struct hashlane_verdict_digest *digest = verdicts->digests++;

	row->digest_count++;
	*digest = (struct hashlane_verdict_digest){
		.fits = -1,
		.tag = "",
		.text = "",
	};
	return digest;
}

void hln_verdicts_add_range(struct hln_verdicts *verdicts,
			    struct hashlane_verdict_row *row,
			    const struct hashlane_verdict_range *range)
{
	row->range_count++;
	*verdicts->ranges++ = *range;
}

const uint8_t *hln_verdicts_put_bytes(struct hln_verdicts *verdicts,
				      const uint8_t *bytes, size_t count)
{
	uint8_t *at = verdicts->bytes;

	if (count)
		memcpy(at, bytes, count);
	verdicts->bytes += count;
	return at;
}

const char *hln_verdicts_put_text(struct hln_verdicts *verdicts,
				  const char *text, size_t bytes)
{
	uint8_t *at = verdicts->bytes;

	if (bytes)
		memcpy(at, text, bytes);
	at[bytes] = 0;
	verdicts->bytes += bytes + 1;
	return (const char *)at;
}

uint32_t hln_verdicts_count(const struct hashlane_verdicts *verdicts)
{
	return verdicts ? verdicts->count : 0;
}

const struct hashlane_verdict_row *
hln_verdicts_row(const struct hashlane_verdicts *verdicts, uint32_t row)
{
	return row < hln_verdicts_count(verdicts) ? &verdicts->rows[row] :
						    NULL;
}

const int32_t *hln_verdicts_column(const struct hashlane_verdicts *verdicts)
{
	return verdicts ? verdicts->column : NULL;
}

void hln_verdicts_destroy(const struct hashlane_verdicts *verdicts)
{
	free((void *)(uintptr_t)verdicts);
}
