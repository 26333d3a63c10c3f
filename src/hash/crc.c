/* SPDX-License-Identifier: MIT */
/* crc.c - the CRC shape: a register advanced over the bytes. */
#include "crc.h"

#include "../../include/hashlane.h"
#include "../base/bytes.h"
#include "../lane/cpu.h"
#include "shape.h"

const struct hln_crc hln_crc32 = { 4, hln_kernel_crc32 };
const struct hln_crc hln_crc32c = { 4, hln_kernel_crc32c };
const struct hln_crc hln_crc64nvme = { 8, hln_kernel_crc64nvme };

struct crc {
	hln_crc_fn *advance;
	uint64_t reg;
	uint32_t digest_bytes;
};

static void init(void *state, const struct hln_task *task)
{
	const struct hln_crc *kind = task->work->solo;
	struct crc *crc = state;

	crc->advance = kind->kernel(task->cpu);
	crc->reg = UINT64_MAX >> (64 - 8 * kind->digest_bytes);
	crc->digest_bytes = kind->digest_bytes;
}

static int32_t update(void *state, const uint8_t *data, size_t bytes)
{
	struct crc *crc = state;

	crc->reg = crc->advance(crc->reg, data, bytes);
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

const struct hln_shape hln_crc_shape = {
	.state_bytes = HLN_STATE_BYTES(struct crc),
	.init = init,
	.update = update,
	.digest = digest,
};
