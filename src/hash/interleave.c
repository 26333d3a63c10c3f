/* SPDX-License-Identifier: MIT */
/* interleave.c - the serial works of a set run together, block by block. */
#include "interleave.h"

enum { BLOCK_BYTES = 64 }; /* of all interleaved cores */

/* A work that takes part, and its stream of the moment. */
struct member {
	const struct hln_shape *shape;
	void *state;
	struct hln_stream *stream;
};

void hln_interleave_offer(struct hln_set *set, size_t i)
{
	struct hln_set_work *work = &set->slots[i].work;
	uint64_t chunk = work->work->chunk_bytes ? work->work->chunk_bytes :
						   work->param;
	uint32_t core;

	work->serial_core = 0;
	if (!work->work->shape->open_stream ||
	    (int)work->work->md->core >= HLN_INTERLEAVED_CORES)
		return;
	/* Two whole chunks in a piece run faster side by side in lanes. */
	if (chunk && chunk <= HLN_PIECE_BYTES / 2)
		return;
	core = (uint32_t)1 << work->work->md->core;
	if (!(set->serial_cores & core))
		work->serial_core = core;
	set->serial_cores |= core;
}

const struct hln_interleaved *hln_interleave_kernel(const struct hln_set *set,
						    uint32_t cpu)
{
	uint32_t cores = set->serial_cores;

	/* One core alone is the common case. */
	return cores & (cores - 1) ? hln_interleaved_for(cores, cpu) : NULL;
}

static size_t find_members(struct member *members,
			   const struct hln_hasher *hasher)
{
	const struct hln_set *set = hasher->set;
	size_t count = 0;

	for (size_t i = 0; i < set->work_count; i++) {
		const struct hln_set_work *work = &set->slots[i].work;

		if (!(work->serial_core & hasher->interleaved->cores))
			continue;
		members[count].shape = work->work->shape;
		members[count].state = hasher->states + work->state_offset;
		count++;
	}
	return count;
}

/*
 * How many of the bytes all members can take in one way, in *run: in whole
 * blocks together (true), or each by itself.
 */
static bool plan(size_t *run, struct member *members, size_t count,
		 size_t bytes)
{
	uint64_t most = bytes, used = 0;
	bool together = true;

	for (size_t i = 0; i < count; i++) {
		struct member *member = &members[i];
		uint64_t room, phase;

		member->stream = member->shape->open_stream(member->state,
							    &room);
		phase = member->stream->bytes % BLOCK_BYTES;
		if (!i)
			used = phase;
		together &= phase == used;
		most = room < most ? room : most;
	}
	if (together && used && most > BLOCK_BYTES - used)
		most = BLOCK_BYTES - used;
	together &= most >= BLOCK_BYTES;
	*run = (size_t)(together ? most / BLOCK_BYTES * BLOCK_BYTES : most);
	return together;
}

int32_t hln_interleave_update(struct hln_hasher *hasher, const uint8_t *data,
			      size_t bytes)
{
	struct member members[HLN_INTERLEAVED_CORES];
	void *states[HLN_INTERLEAVED_CORES] = { NULL };
	size_t count = find_members(members, hasher);
	size_t run;

	for (; bytes; data += run, bytes -= run) {
		if (!plan(&run, members, count, bytes)) {
			for (size_t i = 0; i < count; i++) {
				int32_t status = members[i].shape->update(
					members[i].state, data, run);

				if (status)
					return status;
			}
			continue;
		}
		for (size_t i = 0; i < count; i++)
			states[members[i].stream->md->core] =
				members[i].stream->state;
		hasher->interleaved->blocks(states, data, run / BLOCK_BYTES);
		for (size_t i = 0; i < count; i++)
			members[i].shape->advance(members[i].state, run);
	}
	return HASHLANE_OK;
}
