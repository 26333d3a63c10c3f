/* SPDX-License-Identifier: MIT */
/*
 * quickxor.c - QuickXorHash (Microsoft Graph, "Code Snippets: QuickXorHash
 * Algorithm"): byte i is xored into a ring of 160 bits at bit 11 i.
 *
 * Bytes 160 apart meet the same bits, so the bytes of each such column are
 * xored as they come and go into the ring only once, at the end.
 */
#include "../../include/hashlane.h"
#include "../base/bytes.h"
#include "shape.h"

#include <string.h>

enum { COLUMNS = 160, SHIFT_BITS = 11, RING_BYTES = 20 };

struct quickxor {
	uint64_t columns[COLUMNS / 8]; /* as bytes in memory */
	uint64_t bytes;
};

static void init(void *state, const struct hln_task *task)
{
	(void)task;
	memset(state, 0, sizeof(struct quickxor));
}

static uint64_t word_at(const uint8_t *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	return word;
}

static int32_t update(void *state, const uint8_t *data, size_t bytes)
{
	struct quickxor *hash = state;
	uint8_t *columns = (uint8_t *)hash->columns;
	size_t at = (size_t)(hash->bytes % COLUMNS);

	hash->bytes += bytes;
	for (; at && bytes; bytes--) {
		columns[at] ^= *data++;
		at = (at + 1) % COLUMNS;
	}
	for (; bytes >= 4 * COLUMNS; bytes -= 4 * COLUMNS) {
		for (size_t i = 0; i < COLUMNS / 8; i++)
			hash->columns[i] ^=
				word_at(data + 8 * i) ^
				word_at(data + COLUMNS + 8 * i) ^
				word_at(data + 2 * COLUMNS + 8 * i) ^
				word_at(data + 3 * COLUMNS + 8 * i);
		data += 4 * COLUMNS;
	}
	for (; bytes >= COLUMNS; bytes -= COLUMNS, data += COLUMNS)
		for (size_t i = 0; i < COLUMNS / 8; i++)
			hash->columns[i] ^= word_at(data + 8 * i);
	for (size_t i = 0; i < bytes; i++)
		columns[i] ^= data[i];
	return HASHLANE_OK;
}

static int32_t digest(const void *state, uint32_t output, uint8_t *out)
{
	const struct quickxor *hash = state;
	const uint8_t *columns = (const uint8_t *)hash->columns;

	(void)output;
	memset(out, 0, RING_BYTES);
	for (size_t i = 0; i < COLUMNS && i < hash->bytes; i++) {
		size_t bit = i * SHIFT_BITS % (8 * RING_BYTES);
		unsigned spread = (unsigned)columns[i] << bit % 8;

		out[bit / 8] ^= (uint8_t)spread;
		out[(bit / 8 + 1) % RING_BYTES] ^= (uint8_t)(spread >> 8);
	}
	for (int i = 0; i < 8; i++)
		out[RING_BYTES - 8 + i] ^= (uint8_t)(hash->bytes >> 8 * i);
	return HASHLANE_OK;
}

static uint64_t part_bytes(const struct hln_task *task, uint64_t wish)
{
	(void)task;
	return wish;
}

/* As if zeros were before it: those change no column. */
static void init_part(void *state, const struct hln_task *task,
		      uint64_t offset)
{
	struct quickxor *hash = state;

	init(state, task);
	hash->bytes = offset;
}

static int32_t join(void *state, void *part)
{
	struct quickxor *hash = state;
	const struct quickxor *next = part;

	for (size_t i = 0; i < COLUMNS / 8; i++)
		hash->columns[i] ^= next->columns[i];
	hash->bytes = next->bytes;
	return HASHLANE_OK;
}

/* Anywhere. */
static uint64_t border_bytes(const struct hln_task *task)
{
	(void)task;
	return 1;
}

static void pack(void *state, struct hln_packer *packer, uint64_t bytes)
{
	struct quickxor *hash = state;

	hln_packer_bytes(packer, hash->columns, sizeof(hash->columns));
	/* Those before the part are counted in. */
	if (packer->packing == HLN_PACK_READ)
		hash->bytes += bytes;
}

const struct hln_shape hln_quickxor_shape = {
	.state_bytes = HLN_STATE_BYTES(struct quickxor),
	.init = init,
	.update = update,
	.digest = digest,
	.part_bytes = part_bytes,
	.border_bytes = border_bytes,
	.init_part = init_part,
	.join = join,
	.pack = pack,
};
