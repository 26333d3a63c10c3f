/* SPDX-License-Identifier: MIT */
/* packer.c - the fields of a state as bytes, and back. */
#include "packer.h"

#include "../../include/hashlane.h"
#include "../base/bytes.h"

#include <string.h>

void hln_packer_bytes(struct hln_packer *packer, void *data, size_t bytes)
{
	if (!bytes)
		return;
	if (packer->packing == HLN_PACK_WRITE) {
		memcpy(packer->to, data, bytes);
		packer->to += bytes;
	} else if (packer->packing == HLN_PACK_READ) {
		hln_packer_expect(packer, bytes <= packer->left);
		if (packer->status) {
			memset(data, 0, bytes);
			return;
		}
		memcpy(data, packer->from, bytes);
		packer->from += bytes;
		packer->left -= bytes;
	}
	packer->bytes += bytes;
}

void hln_packer_u32(struct hln_packer *packer, uint32_t *value)
{
	uint8_t bytes[4];

	hln_store32_le(bytes, *value);
	hln_packer_bytes(packer, bytes, sizeof(bytes));
	*value = hln_load32_le(bytes);
}

void hln_packer_u64(struct hln_packer *packer, uint64_t *value)
{
	uint8_t bytes[8];

	hln_store64_le(bytes, *value);
	hln_packer_bytes(packer, bytes, sizeof(bytes));
	*value = hln_load64_le(bytes);
}

void hln_packer_expect(struct hln_packer *packer, bool holds)
{
	if (packer->packing == HLN_PACK_READ && !holds && !packer->status)
		packer->status = HASHLANE_FORMAT;
}

bool hln_packer_has(struct hln_packer *packer, uint64_t count,
		    size_t each_bytes)
{
	if (packer->packing != HLN_PACK_READ)
		return true;
	hln_packer_expect(packer, count <= packer->left / each_bytes);
	return !packer->status;
}
