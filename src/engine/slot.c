/* SPDX-License-Identifier: MIT */
/* slot.c - a stream on its way through a worker. */
#include "slot.h"

#include "engine.h"
#include "job_progress.h"

#include <stdlib.h>
#include <string.h>

enum {
	ALIGNMENT = 4096,
	CACHE_LINE = 64, /* of slots, states and entries */
	ENTRY_BYTES = (sizeof(struct hln_open_file) + CACHE_LINE - 1) /
		      CACHE_LINE * CACHE_LINE,
	BLOCK_MIN = 4096,
	SKEW = 64 /* lanes at a power of two apart would share cache sets */
};

void *hln_slot_states_take(const struct hln_job *job)
{
	return hln_allocator_take(&job->engine->memory, job->set.state_bytes,
				  CACHE_LINE);
}

void hln_slot_states_give(const struct hln_engine *engine, void *states,
			  size_t bytes)
{
	hln_allocator_give(&engine->memory, states, bytes, CACHE_LINE);
}

static void free_slot(struct hln_slot *slot, struct hln_engine *engine)
{
	hln_engine_budget_give(&engine->budget, slot->counted_bytes);
	hln_slot_states_give(engine, slot->hasher.states, slot->states_bytes);
	hln_allocator_give(&engine->memory, slot->memory, slot->memory_bytes,
			   HLN_ALIGNMENT);
	free(slot->entry);
	hln_allocator_give(&engine->memory, slot, sizeof(*slot), CACHE_LINE);
}

struct hln_slot *hln_slot_create_bare(const struct hln_job *job)
{
	struct hln_slot *slot = hln_allocator_take_zeroed(
		&job->engine->memory, sizeof(*slot), CACHE_LINE);

	if (!slot)
		return NULL;
	slot->states_bytes = job->set.state_bytes;
	/* So that its fields that stand together are in one cache line. */
	slot->entry = aligned_alloc(CACHE_LINE, ENTRY_BYTES);
	slot->hasher.states = hln_slot_states_take(job);
	if (!slot->entry || !slot->hasher.states) {
		free_slot(slot, job->engine);
		return NULL;
	}
	memset(slot->entry, 0, sizeof(*slot->entry));
	slot->entry->descriptor = -1;
	slot->hasher.set = &job->set;
	slot->hasher.cpu = job->engine->cpu;
	return slot;
}

struct hln_slot *hln_slot_create(struct hln_job *job, unsigned n)
{
	size_t block = job->board.plan.block_bytes;
	size_t bytes = block + ALIGNMENT + HLN_SLOTS_MAX * SKEW;
	struct hln_slot *slot;

	/* One for each worker there must be; more only while memory is easy. */
	if (n && hln_engine_budget_pressure(&job->engine->budget))
		return NULL;
	slot = hln_slot_create_bare(job);
	if (!slot)
		return NULL;
	slot->memory = hln_allocator_take(&job->engine->memory, bytes,
					  HLN_ALIGNMENT);
	/* The one that must be may have a shorter block. */
	while (!slot->memory && !n && block > BLOCK_MIN) {
		block /= 2;
		bytes = block + ALIGNMENT + HLN_SLOTS_MAX * SKEW;
		slot->memory = hln_allocator_take(&job->engine->memory, bytes,
						  HLN_ALIGNMENT);
	}
	slot->memory_bytes = bytes;
	slot->counted_bytes = bytes + slot->states_bytes;
	hln_engine_budget_count(&job->engine->budget, slot->counted_bytes);
	if (!slot->memory) {
		free_slot(slot, job->engine);
		return NULL;
	}
	slot->buffer = (uint8_t *)(((uintptr_t)slot->memory + ALIGNMENT - 1) /
				   ALIGNMENT * ALIGNMENT) +
		       n % HLN_SLOTS_MAX * SKEW;
	slot->buffer_bytes = block;
	return slot;
}

void hln_slot_clear(struct hln_slot *slot)
{
	/* One that is not at its end was cancelled. */
	if (slot->started && slot->resume)
		hln_resume_save(slot->resume, slot->entry, &slot->hasher,
				&slot->kept);
	if (slot->started)
		hln_hasher_drop(&slot->hasher);
	slot->started = false;
	slot->resume = NULL;
	if (slot->entry) {
		if (slot->entry->flight.list)
			hln_in_flight_leave(slot->entry);
		hln_open_file_end(slot->entry);
	}
}

void hln_slot_destroy(struct hln_slot *slot, struct hln_engine *engine)
{
	hln_slot_clear(slot);
	if (slot->entry)
		hln_open_file_destroy(slot->entry);
	free_slot(slot, engine);
}

/* The next bytes of memory that is the caller's: no copy. */
static void read_memory(struct hln_slot *slot,
			const struct hln_open_file *entry, uint64_t end)
{
	uint64_t left = end - slot->at;

	slot->filled = left < slot->buffer_bytes ? (size_t)left :
						   slot->buffer_bytes;
	slot->data = entry->memory + slot->at;
	slot->ended = slot->filled == left;
}

void hln_slot_read(struct hln_slot *slot)
{
	struct hln_open_file *entry = slot->entry;

	if (entry->kind == HASHLANE_INPUT_MEMORY) {
		read_memory(slot, entry, entry->size_bytes);
		return;
	}
	slot->data = slot->buffer;
	slot->filled = hln_open_file_read(entry, slot->buffer,
					  slot->buffer_bytes, slot->at,
					  &slot->ended);
}

/* Start the hasher, from what was kept of the file if there is that. */
static void start_hasher(struct hln_slot *slot, struct hln_job *job)
{
	struct hln_open_file *entry = slot->entry;

	slot->hasher.size_known = entry->size_known;
	slot->hasher.size_bytes = entry->size_bytes;
	slot->kept = 0;
	slot->resume = hln_resume_wants(&job->resume, entry) ? &job->resume :
							       NULL;
	hln_hasher_start(&slot->hasher);
	slot->started = true;
	if (!slot->resume)
		return;
	hln_resume_load(slot->resume, entry, &slot->hasher);
	if (!slot->hasher.bytes)
		return;
	slot->at = slot->hasher.bytes;
	hln_in_flight_reach(entry, slot->at);
	slot->kept = slot->at;
	slot->filled = 0;
	slot->ended = slot->at == entry->size_bytes;
	hln_progress_fields_add(&job->progress.bytes_done, slot->at);
}

void hln_slot_begin(struct hln_slot *slot, struct hln_job *job, int64_t now_ns,
		    uint64_t *short_bytes)
{
	struct hln_open_file *entry = slot->entry;
	uint64_t more_bytes;

	slot->at = 0;
	slot->end = UINT64_MAX;
	slot->data = slot->buffer;
	slot->filled = 0;
	slot->ended = false;
	if (!entry->status && entry->kind == HASHLANE_INPUT_MEMORY)
		read_memory(slot, entry, entry->size_bytes);
	else if (!entry->status)
		slot->filled = hln_open_file_read_first(entry, slot->buffer,
							slot->buffer_bytes,
							&slot->ended, now_ns);
	if (entry->status || entry->again)
		return;
	if (!slot->ended && entry->descriptor >= 0 &&
	    hln_open_file_goes_on(entry))
		hln_file_sequential(entry->descriptor);
	hln_in_flight_expect(entry, entry->size_known ? entry->size_bytes : 0);
	more_bytes = (entry->size_known ? entry->size_bytes : slot->filled) -
		     entry->expected_bytes;
	entry->expected_bytes = 0;
	if (slot->ended)
		*short_bytes += more_bytes;
	else
		hln_progress_fields_add(&job->progress.bytes_total,
					more_bytes);
	start_hasher(slot, job);
	if (!slot->ended && entry->kind == HASHLANE_INPUT_MEMORY)
		hln_in_flight_enter(&job->flights, entry);
}
