/* SPDX-License-Identifier: MIT */
/* saved.c - the states of a stream as bytes, to go on with it another day. */
#include "saved.h"

#include "../../include/hashlane.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 64 };

/* One algorithm of the set. */
struct saved_output {
	int32_t id;
	uint32_t work;
	uint64_t param;
};

/* Before the states; all of it is compared. */
struct saved_header {
	char magic[8];
	char library[16];
	uint32_t version;
	uint32_t byte_order; /* as the machine writes 1 */
	uint64_t pointer_bytes;
	uint64_t state_bytes;
	uint64_t size_bytes; /* of the whole stream */
	uint64_t output_count;
	struct saved_output outputs[HASHLANE_ALGORITHMS_MAX];
};

struct saved {
	struct saved_header header;
	uint64_t bytes; /* absorbed */
	uint64_t sum;   /* of all but itself */
};

static void fill_header(struct saved_header *header,
			const struct hln_hasher *hasher)
{
	const struct hln_set *set = hasher->set;

	memset(header, 0, sizeof(*header));
	memcpy(header->magic, "HLNSTATE", sizeof(header->magic));
	strncpy(header->library, HASHLANE_VERSION,
		sizeof(header->library) - 1);
	header->version = HLN_SAVED_VERSION;
	header->byte_order = 1;
	header->pointer_bytes = sizeof(void *);
	header->state_bytes = set->state_bytes;
	header->size_bytes = hasher->size_bytes;
	header->output_count = set->output_count;
	for (size_t i = 0; i < set->output_count; i++) {
		const struct hln_output *output = &set->slots[i].output;

		header->outputs[i].id = output->algorithm->id;
		header->outputs[i].work = output->work;
		header->outputs[i].param = set->slots[output->work].work.param;
	}
}

/* XXH64 of the states, then of what is known of them. */
static uint64_t sum_of(const struct saved *saved, const uint8_t *states)
{
	const struct hln_shape *shape = &hln_xxh64_shape;
	const struct hln_task task = { .cpu = 0 };
	_Alignas(ALIGNMENT) uint8_t state[256];
	uint64_t sum;

	shape->init(state, &task);
	(void)shape->update(state, states, saved->header.state_bytes);
	(void)shape->update(state, (const uint8_t *)saved,
			    offsetof(struct saved, sum));
	(void)shape->digest(state, 0, (uint8_t *)&sum);
	return sum;
}

size_t hln_saved_bytes(const struct hln_set *set)
{
	for (size_t i = 0; i < set->work_count; i++)
		if (!set->slots[i].work.work->shape->revive)
			return 0;
	if (set->wants_ranges)
		return 0;
	return sizeof(struct saved) + set->state_bytes;
}

void hln_saved_write(uint8_t *out, const struct hln_hasher *hasher)
{
	struct saved saved;

	fill_header(&saved.header, hasher);
	saved.bytes = hasher->bytes;
	saved.sum = sum_of(&saved, hasher->states);
	memcpy(out, &saved, sizeof(saved));
	memcpy(out + sizeof(saved), hasher->states, hasher->set->state_bytes);
}

/* States in memory of their own, made states again beside the fresh ones. */
static bool revive(const struct hln_hasher *hasher, uint8_t *states,
		   uint64_t bytes)
{
	const struct hln_set *set = hasher->set;

	for (size_t i = 0; i < set->work_count; i++) {
		size_t offset = set->slots[i].work.state_offset;

		if (!set->slots[i].work.work->shape->revive(
			    states + offset, hasher->states + offset, bytes))
			return false;
	}
	return true;
}

bool hln_saved_read(struct hln_hasher *hasher, const uint8_t *saved,
		    size_t bytes)
{
	const struct hln_set *set = hasher->set;
	struct saved_header header;
	struct saved found;
	uint8_t *states;
	bool well;

	if (!hln_saved_bytes(set) || bytes != hln_saved_bytes(set))
		return false;
	memcpy(&found, saved, sizeof(found));
	fill_header(&header, hasher);
	if (memcmp(&header, &found.header, sizeof(header)) != 0 ||
	    found.bytes > hasher->size_bytes ||
	    found.sum != sum_of(&found, saved + sizeof(found)))
		return false;
	states = aligned_alloc(ALIGNMENT, set->state_bytes);
	if (!states)
		return false;
	memcpy(states, saved + sizeof(found), set->state_bytes);
	well = revive(hasher, states, found.bytes);
	if (well) {
		memcpy(hasher->states, states, set->state_bytes);
		hasher->bytes = found.bytes;
	}
	free(states);
	return well;
}
