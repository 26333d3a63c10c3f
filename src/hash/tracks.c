/* SPDX-License-Identifier: MIT */
/* tracks.c - the works of one stream shared out over threads. */
#include "tracks.h"

#include "../lane/cpu.h"
#include "interleave.h"

enum {
	COST_BYTES = 4096,
	SOLO_COST = 200 /* of those bytes, by what has no core */
};

#define CORE(core) ((uint32_t)1 << HLN_CORE_##core)

/* Nanoseconds for COST_BYTES of each stream, about. */
static uint32_t cost_of(const struct hln_work *work, uint32_t cpu,
			size_t streams)
{
	const struct hln_kernel *kernel;
	uint32_t blocks, turns = (uint32_t)streams;

	if (!work->md)
		return SOLO_COST * turns;
	blocks = COST_BYTES / work->md->block_bytes;
	if (work->shape->open_stream || work->shape->uses_size) {
		kernel = streams == 1 ?
				 hln_kernel_single(work->md->core, cpu) :
				 hln_kernel_for(work->md->core, cpu, streams,
						NULL);
		turns = (turns + kernel->lanes - 1) / kernel->lanes;
		return kernel->cost * blocks / 10 * turns;
	}
	/* Its leaves fill the lanes by themselves. */
	kernel = hln_kernel_for(work->md->core, cpu, HLN_LANES_MAX, NULL);
	return kernel->cost * blocks / kernel->lanes / 10 * turns;
}

uint64_t hln_tracks_cost(const struct hln_set *set, uint32_t cpu,
			 size_t streams)
{
	uint64_t cost = 0;

	for (size_t i = 0; i < set->work_count; i++)
		cost += cost_of(set->slots[i].work.work, cpu, streams);
	return cost;
}

static void sort_tracks(struct hln_track *tracks, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct hln_track track = tracks[i];
		size_t at = i;

		for (; at && tracks[at - 1].cost < track.cost; at--)
			tracks[at] = tracks[at - 1];
		tracks[at] = track;
	}
}

/*
 * SHA-1 and SHA-256 by the SHA extensions cost next to nothing in the shadow
 * of MD5, or of MD4 where there is no MD5. Both of those together would cost.
 */
static const struct hln_interleaved *companions(const struct hln_set *set,
						uint32_t cpu)
{
	uint32_t slow = set->serial_cores & CORE(MD5) ? CORE(MD5) : CORE(MD4);
	uint32_t cores = set->serial_cores &
			 (slow | CORE(SHA1) | CORE(SHA256));

	if (!(set->serial_cores & slow) || cores == slow ||
	    !(cpu & HLN_CPU_SHA_NI))
		return NULL;
	return hln_interleaved_for(cores, cpu);
}

size_t hln_tracks_plan(struct hln_track tracks[HASHLANE_MAX_ALGORITHMS],
		       const struct hln_set *set, uint32_t cpu)
{
	const struct hln_interleaved *interleaved = companions(set, cpu);
	uint32_t cores = interleaved ? interleaved->cores : 0;
	struct hln_track *together = NULL;
	size_t count = 0;

	for (size_t i = 0; i < set->work_count; i++) {
		const struct hln_set_work *work = &set->slots[i].work;
		uint32_t cost = cost_of(work->work, cpu, 1);

		if (work->serial_core & cores && together) {
			together->works |= (uint64_t)1 << i;
			together->cost = cost > together->cost ?
						 cost :
						 together->cost;
			continue;
		}
		tracks[count].works = (uint64_t)1 << i;
		tracks[count].interleaved = NULL;
		tracks[count].cost = cost;
		if (work->serial_core & cores) {
			together = &tracks[count];
			together->interleaved = interleaved;
		}
		count++;
	}
	sort_tracks(tracks, count);
	return count;
}

int32_t hln_track_update(const struct hln_hasher *hasher,
			 const struct hln_track *track, const uint8_t *data,
			 size_t bytes)
{
	const struct hln_set *set = hasher->set;
	uint32_t interleaved = track->interleaved ? track->interleaved->cores :
						    0;
	int32_t status = HASHLANE_OK;

	for (size_t i = 0; i < set->work_count && !status; i++) {
		const struct hln_set_work *work = &set->slots[i].work;

		if (!(track->works >> i & 1) ||
		    work->serial_core & interleaved)
			continue;
		status = work->work->shape->update(
			hasher->states + work->state_offset, data, bytes);
	}
	if (interleaved && !status) {
		struct hln_hasher view = *hasher;

		view.interleaved = track->interleaved;
		status = hln_interleave_update(&view, data, bytes);
	}
	return status;
}

#undef CORE
