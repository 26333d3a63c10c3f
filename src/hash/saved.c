/* SPDX-License-Identifier: MIT */
/* saved.c - the states of a stream as bytes, to go on with it another day. */
#include "saved.h"

#include "../base/bytes.h"

#include <stdlib.h>
#include <string.h>

enum {
	ALIGNMENT = 64,
	HEAD_BYTES = 48,
	SPEC_BYTES = 16,
	SUM_BYTES = 8,
	SIZE_KNOWN = 1
};

static const char magic[8] = "HLNSAVED";

static void write_sum(uint8_t sum[SUM_BYTES], const uint8_t *data,
		      size_t bytes)
{
	const struct hln_shape *shape = &hln_xxh64_shape;
	const struct hln_task task = { .cpu = 0 };
	_Alignas(ALIGNMENT) uint8_t state[256];

	shape->init(state, &task);
	(void)shape->update(state, data, bytes);
	(void)shape->digest(state, 0, sum);
}

static size_t head_bytes(const struct hln_set *set)
{
	return HEAD_BYTES + set->output_count * SPEC_BYTES;
}

size_t hln_saved_bytes_max(const struct hln_set *set)
{
	if (set->wants_ranges)
		return 0;
	/* No shape packs more than it holds, if it knows the size. */
	return head_bytes(set) + set->state_bytes + SUM_BYTES;
}

static void write_head(uint8_t *out, const struct hln_hasher *hasher)
{
	const struct hln_set *set = hasher->set;
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];

	hln_hasher_set_specs(set, specs);
	memcpy(out, magic, sizeof(magic));
	hln_store32_le(out + 8, HLN_SAVED_VERSION);
	hln_store32_le(out + 12, hasher->size_known ? SIZE_KNOWN : 0);
	hln_store64_le(out + 16, hasher->size_known ? hasher->size_bytes : 0);
	hln_store64_le(out + 24, hasher->offset);
	hln_store64_le(out + 32, hasher->bytes);
	hln_store32_le(out + 40, (uint32_t)set->output_count);
	hln_store32_le(out + 44, 0);
	out += HEAD_BYTES;
	for (size_t i = 0; i < set->output_count; i++, out += SPEC_BYTES) {
		hln_store32_le(out, (uint32_t)specs[i].id);
		hln_store32_le(out + 4, 0);
		hln_store64_le(out + 8, specs[i].param);
	}
}

/* Pass all states of a set through a packer. */
static void pack_states(struct hln_packer *packer, const struct hln_set *set,
			uint8_t *states, uint64_t bytes)
{
	for (size_t i = 0; i < set->work_count && !packer->status; i++) {
		const struct hln_set_work *work = &set->slots[i].work;

		work->work->shape->pack(states + work->state_offset, packer,
					bytes);
	}
}

int32_t hln_saved_write(uint8_t *out, size_t room, size_t *bytes,
			const struct hln_hasher *hasher)
{
	const struct hln_set *set = hasher->set;
	struct hln_packer packer = { .packing = HLN_PACK_COUNT };

	pack_states(&packer, set, hasher->states, hasher->bytes);
	if (packer.status)
		return packer.status;
	*bytes = head_bytes(set) + packer.bytes + SUM_BYTES;
	if (*bytes > room)
		return HASHLANE_BUFFER;
	write_head(out, hasher);
	packer = (struct hln_packer){ .packing = HLN_PACK_WRITE,
				      .to = out + head_bytes(set) };
	pack_states(&packer, set, hasher->states, hasher->bytes);
	write_sum(packer.to, out, *bytes - SUM_BYTES);
	return HASHLANE_OK;
}

static int32_t read_spec(struct hashlane_algorithm_spec *spec,
			 const uint8_t *from)
{
	const struct hln_algorithm *algorithm;
	uint64_t param;

	*spec = (struct hashlane_algorithm_spec){
		.id = (int32_t)hln_load32_le(from),
		.flags = hln_load32_le(from + 4),
		.param = hln_load64_le(from + 8),
	};
	if (hln_registry_resolve(&algorithm, &param, spec))
		return HASHLANE_UNSUPPORTED;
	return param == spec->param ? HASHLANE_OK : HASHLANE_FORMAT;
}

int32_t hln_saved_open(struct hln_saved *saved, const uint8_t *from,
		       size_t bytes)
{
	uint8_t sum[SUM_BYTES];
	uint32_t flags, count;
	int32_t status = HASHLANE_OK;

	if (bytes < HEAD_BYTES + SPEC_BYTES + SUM_BYTES ||
	    memcmp(from, magic, sizeof(magic)) != 0)
		return HASHLANE_FORMAT;
	write_sum(sum, from, bytes - SUM_BYTES);
	if (memcmp(sum, from + bytes - SUM_BYTES, SUM_BYTES) != 0)
		return HASHLANE_FORMAT;
	flags = hln_load32_le(from + 12);
	count = hln_load32_le(from + 40);
	if (hln_load32_le(from + 8) != HLN_SAVED_VERSION)
		return HASHLANE_UNSUPPORTED;
	if (flags & ~(uint32_t)SIZE_KNOWN || hln_load32_le(from + 44) ||
	    !count || count > HASHLANE_MAX_ALGORITHMS ||
	    bytes - HEAD_BYTES - SUM_BYTES < count * (size_t)SPEC_BYTES)
		return HASHLANE_FORMAT;
	saved->size_known = flags & SIZE_KNOWN;
	saved->size_bytes = hln_load64_le(from + 16);
	saved->offset = hln_load64_le(from + 24);
	saved->bytes = hln_load64_le(from + 32);
	saved->spec_count = count;
	saved->states = from + HEAD_BYTES + count * (size_t)SPEC_BYTES;
	saved->states_bytes = bytes - HEAD_BYTES - SUM_BYTES -
			      count * (size_t)SPEC_BYTES;
	for (size_t i = 0; i < count && !status; i++)
		status = read_spec(&saved->specs[i],
				   from + HEAD_BYTES + i * SPEC_BYTES);
	if (status)
		return status;
	if (saved->bytes > (saved->size_known ? saved->size_bytes :
						UINT64_MAX - saved->offset) ||
	    (saved->size_known ? saved->offset : saved->size_bytes))
		return HASHLANE_FORMAT;
	return HASHLANE_OK;
}

/* Is it of this set, and of a stream such as this? */
static bool fits(const struct hln_hasher *hasher,
		 const struct hln_saved *saved)
{
	const struct hln_set *set = hasher->set;
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];

	if (saved->size_known != hasher->size_known ||
	    (saved->size_known && saved->size_bytes != hasher->size_bytes) ||
	    saved->offset != hasher->offset || set->wants_ranges ||
	    saved->spec_count != set->output_count)
		return false;
	hln_hasher_set_specs(set, specs);
	return !memcmp(specs, saved->specs,
		       set->output_count * sizeof(*specs));
}

int32_t hln_saved_read(struct hln_hasher *hasher,
		       const struct hln_saved *saved)
{
	struct hln_packer packer = { .packing = HLN_PACK_READ,
				     .from = saved->states,
				     .left = saved->states_bytes };
	struct hln_hasher other = *hasher;

	if (!fits(hasher, saved))
		return HASHLANE_FORMAT;
	other.states = aligned_alloc(ALIGNMENT, hasher->set->state_bytes);
	if (!other.states)
		return HASHLANE_NO_MEMORY;
	hln_hasher_restart(&other);
	pack_states(&packer, other.set, other.states, saved->bytes);
	hln_packer_expect(&packer, !packer.left);
	if (packer.status) {
		hln_hasher_drop(&other);
	} else {
		hln_hasher_drop(hasher);
		memcpy(hasher->states, other.states, other.set->state_bytes);
		hasher->bytes = saved->bytes;
	}
	free(other.states);
	return packer.status;
}
