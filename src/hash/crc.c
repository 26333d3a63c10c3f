/* SPDX-License-Identifier: MIT */
/* crc.c - the CRC shape: a register advanced over the bytes. */
#include "crc.h"

#include "../../include/hashlane.h"
#include "../base/bytes.h"
#include "../lane/cpu.h"
#include "shape.h"

const struct hln_crc hln_crc32 = { 4, hln_kernel_crc32, 0xedb88320 };
const struct hln_crc hln_crc32c = { 4, hln_kernel_crc32c, 0x82f63b78 };
const struct hln_crc hln_crc64nvme = { 8, hln_kernel_crc64nvme,
				       0x9a6c9329ac4bc9b5 };

struct crc {
	hln_crc_fn *advance;
	uint64_t reg;
	uint64_t bytes; /* so far; of a part, its own */
	uint64_t polynomial;
	uint32_t digest_bytes;
};

static void init(void *state, const struct hln_task *task)
{
	const struct hln_crc *kind = task->work->solo;
	struct crc *crc = state;

	crc->advance = kind->kernel(task->cpu);
	crc->reg = UINT64_MAX >> (64 - 8 * kind->digest_bytes);
	crc->bytes = 0;
	crc->polynomial = kind->polynomial;
	crc->digest_bytes = kind->digest_bytes;
}

static int32_t update(void *state, const uint8_t *data, size_t bytes)
{
	struct crc *crc = state;

	crc->reg = crc->advance(crc->reg, data, bytes);
	crc->bytes += bytes;
	return HASHLANE_OK;
}

static int32_t digest(const void *state, uint32_t output, uint8_t *out)
{
	const struct crc *crc = state;

	(void)output;
	if (crc->digest_bytes == 4)
		hln_store32_be(out, ~(uint32_t)crc->reg);
	else
		hln_store64_be(out, ~crc->reg);
	return HASHLANE_OK;
}

static void whole(const struct hln_task *task, uint32_t output,
		  const struct hln_message *messages, size_t count)
{
	const struct hln_crc *kind = task->work->solo;
	hln_crc_fn *advance = kind->kernel(task->cpu);
	uint64_t start = UINT64_MAX >> (64 - 8 * kind->digest_bytes);
	bool narrow = kind->digest_bytes == 4;

	(void)output;
	for (size_t i = 0; i < count; i++) {
		const struct hln_message *message = &messages[i];
		uint64_t reg = advance(start, message->data, message->bytes);

		if (narrow)
			hln_store32_be(message->digest, ~(uint32_t)reg);
		else
			hln_store64_be(message->digest, ~reg);
	}
}

/* a b modulo the polynomial; `one` is x^0, the highest bit. */
static uint64_t multiply(uint64_t a, uint64_t b, uint64_t one,
			 uint64_t polynomial)
{
	uint64_t product = 0;

	for (; one; one >>= 1) {
		product ^= a & one ? b : 0;
		b = b >> 1 ^ (b & 1 ? polynomial : 0);
	}
	return product;
}

static uint64_t part_bytes(const struct hln_task *task, uint64_t wish)
{
	(void)task;
	return wish;
}

static void init_part(void *state, const struct hln_task *task,
		      uint64_t offset)
{
	struct crc *crc = state;

	(void)offset;
	init(state, task);
	crc->reg = 0;
}

/*
 * The register is linear in what it was and in the bytes: a byte multiplies
 * it by x^8 and adds what it would be from zero, where the part started.
 */
static int32_t join(void *state, void *part)
{
	struct crc *crc = state;
	const struct crc *next = part;
	uint64_t one = (uint64_t)1 << (8 * crc->digest_bytes - 1);
	uint64_t power = one >> 8; /* x^8, x^16, x^32... */

	for (uint64_t bytes = next->bytes; bytes; bytes >>= 1) {
		if (bytes & 1)
			crc->reg = multiply(crc->reg, power, one,
					    crc->polynomial);
		power = multiply(power, power, one, crc->polynomial);
	}
	crc->reg ^= next->reg;
	crc->bytes += next->bytes;
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
	struct crc *crc = state;

	hln_packer_u64(packer, &crc->reg);
	hln_packer_expect(packer, crc->reg <= UINT64_MAX >>
					  (64 - 8 * crc->digest_bytes));
	crc->bytes = bytes;
}

const struct hln_shape hln_crc_shape = {
	.state_bytes = HLN_STATE_BYTES(struct crc),
	.init = init,
	.update = update,
	.digest = digest,
	.whole = whole,
	.part_bytes = part_bytes,
	.border_bytes = border_bytes,
	.init_part = init_part,
	.join = join,
	.pack = pack,
};
