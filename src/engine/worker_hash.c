/* SPDX-License-Identifier: MIT */
/* worker_hash.c - a block of each stream is read and hashed. */
#include "worker_hash.h"

#include "../hash/hasher_batch.h"
#include "engine.h"
#include "job_progress.h"
#include "pushed.h"
#include "reading.h"
#include "split_file.h"
#include "worker_slots.h"

enum {
	STEP_BYTES = 1024 * 1024, /* hashed between two looks for a cancel */
	STEP_MIN = 4096,
	SMALL_BYTES = 32 * 1024, /* streams that gain by batch, always */
	BLOCKS_IN_A_ROW = 4,
	SAMPLE_ROUNDS = 8
};

void hln_worker_hash_note(struct hln_worker *worker)
{
	uint64_t now = hln_clock_ns();

	hln_counters_add_hash_ns(&worker->counters, &worker->job->set,
				 now - worker->mark_ns);
	worker->mark_ns = now;
}

static void note_read(struct hln_worker *worker)
{
	uint64_t now = hln_clock_ns();

	hln_counters_add(&worker->counters.read_ns, now - worker->mark_ns);
	worker->mark_ns = now;
}

/* Some rounds are measured, to learn what each of several works takes. */
static void update_hashers(struct hln_worker *worker,
			   struct hln_hasher *const *hashers,
			   const uint8_t *const *data, const size_t *bytes,
			   size_t count)
{
	const struct hln_set *set = &worker->job->set;
	struct hln_meter meter = { .clock_ns = hln_clock_ns };

	if (set->work_count == 1 || worker->rounds++ % SAMPLE_ROUNDS) {
		hln_hasher_batch_update(hashers, data, bytes, count);
		return;
	}
	hln_hasher_batch_measure(&meter, hashers, data, bytes, count);
	for (size_t i = 0; i < set->work_count; i++)
		hln_counters_add(
			&worker->counters.sample_ns[set->slots[i].work.core],
			meter.ns[i]);
}

/* Hash what was read into slots[first..first + count). */
static void hash_slots(struct hln_worker *worker, struct hln_slot **slots,
		       size_t count)
{
	struct hln_hasher *hashers[HLN_SLOTS_MAX];
	const uint8_t *data[HLN_SLOTS_MAX];
	size_t bytes[HLN_SLOTS_MAX], done = 0, step = STEP_BYTES, most = 0;
	const struct hln_plan *plan = &worker->job->board.plan;
	struct hln_counters *counters = &worker->counters;
	uint64_t total = 0;

	if (!count)
		return;
	step = STEP_BYTES / count > STEP_MIN ? STEP_BYTES / count : STEP_MIN;
	for (size_t i = 0; i < count; i++)
		if (slots[i]->filled > most)
			most = slots[i]->filled;
	for (; done < most && !hln_job_is_final(worker->job); done += step) {
		size_t n = 0;

		for (size_t i = 0; i < count; i++) {
			struct hln_slot *slot = slots[i];

			if (slot->filled <= done)
				continue;
			hashers[n] = &slot->hasher;
			data[n] = slot->data + done;
			bytes[n] = slot->filled - done;
			if (bytes[n] > step)
				bytes[n] = step;
			total += bytes[n];
			n++;
		}
		update_hashers(worker, hashers, data, bytes, n);
	}
	for (size_t i = 0; i < count; i++) {
		struct hln_slot *slot = slots[i];

		slot->at += slot->filled;
		if (slot->whole)
			hln_in_flight_add(slot->whole->entry, slot->filled);
		else
			hln_in_flight_reach(slot->entry, slot->at);
		if (slot->pushed && slot->filled)
			hln_pushed_consume(slot, slot->filled);
		slot->filled = 0;
		if (slot->resume)
			hln_resume_note(slot->resume, slot->entry,
					&slot->hasher, &slot->kept);
	}
	hln_counters_add(&counters->lane_rounds, 1);
	hln_counters_add(&counters->lanes_used, count);
	hln_counters_add(&counters->lanes_had,
			 plan->shares_lanes && count < plan->lanes ?
				 plan->lanes :
				 count);
	hln_counters_add_bytes(counters, &worker->job->set, total);
	hln_worker_hash_note(worker);
	hln_job_progress_count(worker->job, total, worker->mark_ns);
}

/* Streams that share no lanes: each while its blocks are in the cache. */
static void hash_alone(struct hln_worker *worker, struct hln_slot *slot)
{
	hash_slots(worker, &slot, 1);
	for (int i = 0;
	     i < BLOCKS_IN_A_ROW && hln_worker_slots_goes_on(slot) &&
	     !hln_pace_waits(&worker->job->board.pace) &&
	     hln_reading_may_go_on(worker, slot);
	     i++) {
		hln_worker_slots_read(worker, slot);
		note_read(worker);
		hash_slots(worker, &slot, 1);
	}
}

/* May a stream be read in this round? `one`: hln_reading_slot. */
static bool may_read_now(struct hln_worker *worker, struct hln_slot *slot,
			 const struct hln_slot *one)
{
	if (hln_pace_waits(&worker->job->board.pace))
		return false;
	if (slot->whole || !hln_open_file_is_file(slot->entry))
		return true;
	if (slot != one &&
	    (worker->job->flags & HASHLANE_JOB_SEQUENTIAL ||
	     (worker->place && slot->entry->disk == worker->place)))
		return !one;
	slot->stalled = !hln_reading_may_go_on(worker, slot);
	return !slot->stalled;
}

void hln_worker_hash(struct hln_worker *worker)
{
	struct hln_slot *together[HLN_SLOTS_MAX];
	const struct hln_slot *one = hln_reading_slot(worker);
	bool lanes = worker->job->board.plan.shares_lanes, read = false;
	size_t count = 0;

	for (unsigned i = 0; i < worker->active; i++) {
		struct hln_slot *slot = worker->slots[i];

		if (hln_worker_slots_goes_on(slot) && !slot->filled &&
		    may_read_now(worker, slot, one)) {
			hln_worker_slots_read(worker, slot);
			read = true;
		}
		if (!slot->filled || !slot->started)
			continue;
		if (lanes || slot->filled <= SMALL_BYTES) {
			together[count++] = slot;
			continue;
		}
		if (read)
			note_read(worker);
		read = false;
		hash_alone(worker, slot);
	}
	if (read)
		note_read(worker);
	hash_slots(worker, together, count);
}
