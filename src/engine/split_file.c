/* SPDX-License-Identifier: MIT */
/* split_file.c - a large file hashed in parts that are joined in order. */
#include "split_file.h"

#include "engine.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { PARTS_MIN = 2 };

static void free_states(struct hln_split_file *whole, uint8_t *states,
			uint64_t bytes)
{
	struct hln_hasher part = whole->hasher;

	part.states = states;
	part.bytes = bytes;
	hln_hasher_drop(&part);
	hln_slot_states_give(whole->job->engine, states,
			     whole->job->set.state_bytes);
}

static void free_whole(struct hln_split_file *whole)
{
	const struct hln_job *job = whole->job;
	const struct hln_allocator *memory = &job->engine->memory;

	hln_slot_states_give(job->engine, whole->hasher.states,
			     job->set.state_bytes);
	hln_allocator_give(memory, whole->parked,
			   whole->parts * sizeof(*whole->parked),
			   HLN_ALIGNMENT);
	hln_allocator_give(memory, whole->parked_bytes,
			   whole->parts * sizeof(*whole->parked_bytes),
			   HLN_ALIGNMENT);
	hln_allocator_give(memory, whole, sizeof(*whole), HLN_ALIGNMENT);
}

void hln_split_file_release(struct hln_split_file *whole)
{
	if (atomic_fetch_sub(&whole->refs, 1) != 1)
		return;
	if (whole->resume && !whole->complete)
		hln_resume_save(whole->resume, whole->entry, &whole->hasher,
				&whole->kept);
	for (uint64_t i = whole->joined; i < whole->parts; i++)
		if (whole->parked[i])
			free_states(whole, whole->parked[i],
				    whole->parked_bytes[i]);
	hln_hasher_drop(&whole->hasher);
	hln_open_file_destroy(whole->entry);
	free(whole->entry);
	hln_lock_destroy(&whole->lock);
	free_whole(whole);
}

/* All but the lock and the states; NULL: no memory. */
static struct hln_split_file *allocate(struct hln_job *job, uint64_t parts)
{
	const struct hln_allocator *memory = &job->engine->memory;
	struct hln_split_file *whole = hln_allocator_take_zeroed(
		memory, sizeof(*whole), HLN_ALIGNMENT);

	if (!whole)
		return NULL;
	whole->job = job;
	whole->parts = parts;
	whole->parked = hln_allocator_take_zeroed(
		memory, parts * sizeof(*whole->parked), HLN_ALIGNMENT);
	whole->parked_bytes = hln_allocator_take_zeroed(
		memory, parts * sizeof(*whole->parked_bytes), HLN_ALIGNMENT);
	whole->hasher.states = hln_slot_states_take(job);
	if (whole->parked && whole->parked_bytes && whole->hasher.states &&
	    hln_lock_create(&whole->lock))
		return whole;
	free_whole(whole);
	return NULL;
}

static void start_part(struct hln_slot *slot, struct hln_split_file *whole,
		       uint64_t part)
{
	uint64_t end = (part + 1) * whole->part_bytes;

	slot->whole = whole;
	slot->whole_index = whole->entry->index;
	slot->part = part;
	slot->at = part * whole->part_bytes;
	slot->end = end < whole->entry->size_bytes ? end :
						     whole->entry->size_bytes;
	slot->hasher.size_known = true;
	slot->hasher.size_bytes = whole->entry->size_bytes;
	hln_hasher_start_part(&slot->hasher, slot->at);
	slot->started = true;
	slot->opened = true;
}

static struct hln_split_file *whole_of(struct hln_board_task *task)
{
	return (struct hln_split_file *)((char *)task -
					 offsetof(struct hln_split_file,
						  task));
}

/* A part may be taken. */
static bool has_part(const struct hln_split_file *whole)
{
	return whole->next_part < whole->parts && !whole->entry->status &&
	       whole->next_part - whole->joined < whole->window;
}

static bool wants(struct hln_board_task *task)
{
	struct hln_split_file *whole = whole_of(task);
	bool has;

	hln_lock_take(&whole->lock);
	has = has_part(whole);
	hln_lock_give(&whole->lock);
	return has;
}

static bool enter(struct hln_board_task *task, uint64_t *part)
{
	struct hln_split_file *whole = whole_of(task);
	bool has;

	hln_lock_take(&whole->lock);
	has = has_part(whole);
	if (has) {
		*part = whole->next_part++;
		whole->in_flight++;
		atomic_fetch_add(&whole->refs, 1);
	}
	hln_lock_give(&whole->lock);
	return has;
}

bool hln_split_file_may_begin(const struct hln_slot *slot,
			      const struct hln_job *job)
{
	const struct hln_open_file *entry = slot->entry;
	uint64_t part_bytes;

	if (slot->ended || !entry->size_known || entry->pseudo || entry->read)
		return false;
	part_bytes = hln_hasher_part_bytes(&job->set, entry->size_bytes,
					   job->engine->cpu);
	/* One that was kept between two parts goes on as it is. */
	return part_bytes && !(slot->at % part_bytes) &&
	       (entry->size_bytes - slot->at) / part_bytes >= PARTS_MIN;
}

bool hln_split_file_begin(struct hln_slot *slot, struct hln_job *job)
{
	struct hln_open_file *entry = slot->entry;
	struct hln_open_file *spare;
	struct hln_split_file *whole;
	uint64_t part_bytes, parts;

	if (!hln_split_file_may_begin(slot, job))
		return false;
	part_bytes = hln_hasher_part_bytes(&job->set, entry->size_bytes,
					   job->engine->cpu);
	parts = (entry->size_bytes + part_bytes - 1) / part_bytes;
	spare = calloc(1, sizeof(*spare));
	whole = spare && parts < SIZE_MAX / sizeof(uint64_t) ?
			allocate(job, parts) :
			NULL;
	if (!whole) {
		free(spare);
		return false;
	}
	atomic_init(&whole->refs, 2);
	whole->task.wants = wants;
	whole->task.enter = enter;
	whole->entry = entry;
	whole->part_bytes = part_bytes;
	whole->joined = slot->at / part_bytes;
	whole->next_part = whole->joined + 1;
	whole->in_flight = 1;
	whole->window = (uint64_t)(job->engine->workforce.worker_count + 1) *
			job->board.plan.lanes;
	entry->check = true;
	whole->resume = slot->resume;
	whole->kept = slot->kept;
	slot->resume = NULL;
	/* The states so far are those of what is joined. */
	{
		uint8_t *states = whole->hasher.states;

		whole->hasher = slot->hasher;
		slot->hasher.states = states;
	}
	spare->descriptor = -1;
	slot->entry = spare;
	start_part(slot, whole, whole->joined);
	hln_board_post(&job->board, &job->board.split_files, &whole->task);
	hln_workforce_offer(&job->board, true);
	return true;
}

bool hln_split_file_take(struct hln_slot *slot, struct hln_job *job)
{
	uint64_t part;
	struct hln_board_task *task = hln_board_enter_task(
		&job->board, &job->board.split_files, &part);

	if (task)
		start_part(slot, whole_of(task), part);
	return task;
}

void hln_split_file_drop(struct hln_board_task *list)
{
	while (list) {
		struct hln_board_task *task = list;

		list = task->next;
		hln_split_file_release(whole_of(task));
	}
}

void hln_split_file_read(struct hln_slot *slot)
{
	struct hln_open_file *entry = slot->whole->entry;
	uint64_t left = slot->end - slot->at;
	size_t room = left < slot->buffer_bytes ? (size_t)left :
						  slot->buffer_bytes;
	bool ended = false;

	if (entry->memory) {
		slot->data = entry->memory + slot->at;
		slot->filled = room;
		slot->ended = room == left;
		return;
	}
	slot->data = slot->buffer;
	slot->filled = 0;
	while (slot->filled < room && !ended) {
		size_t got = 0;
		int error;

		/* The part stays where it is: the whole did not fail. */
		if (hln_job_state_is_final(entry->job_state)) {
			slot->ended = true;
			return;
		}
		error = hln_file_read_at(
			&got, entry->descriptor, slot->buffer + slot->filled,
			room - slot->filled,
			entry->offset + slot->at + slot->filled);
		/* The whole's entry is many threads'. */
		slot->entry->reads++;
		if (error || !got) {
			hln_lock_take(&slot->whole->lock);
			if (error)
				hln_open_file_fail(
					entry, hln_file_status(error), error,
					slot->at + slot->filled);
			else
				hln_open_file_fail(entry, HASHLANE_CHANGED, 0,
						   slot->at + slot->filled);
			hln_lock_give(&slot->whole->lock);
			slot->ended = true;
			return;
		}
		slot->filled += got;
		/* No read is begun for a job that is paused. */
		if (atomic_load_explicit(&slot->whole->job->board.pace.paused,
					 memory_order_acquire))
			break;
	}
	slot->ended = slot->filled == left;
	hln_open_file_drop_cache(entry, slot->at, slot->filled);
}

/* Join what follows what is joined; the lock is held, before and after. */
static void join_parts(struct hln_split_file *whole)
{
	whole->joining = true;
	while (whole->joined < whole->parts && !whole->entry->status) {
		uint64_t at = whole->joined;
		struct hln_hasher part = whole->hasher;
		int32_t status;

		if (!whole->parked[at])
			break;
		part.states = whole->parked[at];
		part.bytes = whole->parked_bytes[at];
		part.failure = HASHLANE_OK;
		whole->parked[at] = NULL;
		hln_lock_give(&whole->lock);
		status = hln_hasher_join(&whole->hasher, &part);
		if (whole->resume)
			hln_resume_note(whole->resume, whole->entry,
					&whole->hasher, &whole->kept);
		hln_slot_states_give(whole->job->engine, part.states,
				     whole->job->set.state_bytes);
		hln_lock_take(&whole->lock);
		whole->joined++;
		if (status)
			hln_open_file_fail(whole->entry, status, 0,
					   at * whole->part_bytes);
	}
	whole->joining = false;
}

bool hln_split_file_finish(struct hln_slot *slot, struct hln_split_file **done)
{
	struct hln_split_file *whole = slot->whole;
	uint8_t *states = hln_slot_states_take(whole->job);
	bool complete, full;

	hln_lock_take(&whole->lock);
	full = whole->next_part - whole->joined >= whole->window;
	if (slot->hasher.failure)
		hln_open_file_fail(whole->entry, slot->hasher.failure, 0,
				   slot->at);
	else if (!states)
		hln_open_file_fail(whole->entry, HASHLANE_NO_MEMORY, 0,
				   slot->at);
	whole->in_flight--;
	/* A job that became final left the part where it was. */
	if (!whole->entry->status &&
	    slot->hasher.bytes == slot->end - slot->part * whole->part_bytes) {
		whole->parked[slot->part] = slot->hasher.states;
		whole->parked_bytes[slot->part] = slot->hasher.bytes;
		slot->hasher.states = states;
		states = NULL;
		slot->started = false;
	}
	if (!whole->joining)
		join_parts(whole);
	complete = !whole->joining && !whole->complete &&
		   (whole->joined == whole->parts ||
		    (whole->entry->status && !whole->in_flight));
	whole->complete |= complete;
	hln_lock_give(&whole->lock);
	hln_slot_states_give(whole->job->engine, states, slot->states_bytes);
	slot->whole = NULL;
	if (slot->started)
		hln_hasher_drop(&slot->hasher);
	slot->started = false;
	if (full)
		hln_workforce_offer(&whole->job->board, true);
	if (complete) {
		struct hln_board *board = &whole->job->board;

		/* The list's hold goes with it. */
		(void)hln_board_remove(board, &board->split_files,
				       &whole->task);
		hln_split_file_release(whole);
		*done = whole; /* with the slot's reference */
		return true;
	}
	hln_split_file_release(whole);
	return false;
}
