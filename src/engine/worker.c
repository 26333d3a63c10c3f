/* SPDX-License-Identifier: MIT */
/*
 * worker.c - a worker's rounds: take inputs into free slots, read a block of
 * each, run every core over the blocks side by side, write the rows of those
 * that end.
 */
#include "worker.h"

#include "../hash/hashers.h"
#include "../hash/tracks.h"
#include "endings.h"
#include "job_progress.h"
#include "sharing.h"
#include "team.h"
#include "whole.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	STEP_BYTES = 1024 * 1024, /* hashed between two looks for a cancel */
	STEP_MIN = 4096,
	SMALL_BYTES = 32 * 1024, /* streams that gain by company, always */
	BLOCKS_IN_A_ROW = 4,
	OPEN_WAIT_NS = 1000000,
	COLD_NS = 40000, /* opening and a first read take less from memory */
	WARM_NS = 15000, /* and from a device more, however many at once */
	OPEN_TRIES = 2000,
	SAMPLE_ROUNDS = 8
};

struct hln_worker *hln_worker_create(struct hln_engine *engine)
{
	struct hln_worker *worker = hln_allocator_take_zeroed(
		&engine->memory, sizeof(*worker), _Alignof(struct hln_worker));

	if (worker)
		worker->engine = engine;
	return worker;
}

static void drop_slots(struct hln_worker *worker)
{
	for (unsigned i = 0; i < worker->slot_count; i++)
		hln_slot_destroy(worker->slots[i], worker->engine);
	worker->slot_count = 0;
	worker->active = 0;
}

static void end_alone(struct hln_worker *worker)
{
	if (worker->alone)
		hln_job_leave_alone(worker->job);
	worker->alone = false;
}

void hln_worker_destroy(struct hln_worker *worker)
{
	drop_slots(worker);
	hln_allocator_give(&worker->engine->memory, worker, sizeof(*worker),
			   _Alignof(struct hln_worker));
}

/* ---- Which job ---- */

static void leave_job(struct hln_worker *worker)
{
	struct hln_job *job = worker->job;

	end_alone(worker);
	drop_slots(worker);
	worker->job = NULL;
	hln_job_detach(job);
}

/* ---- Slots ---- */

/* A spare slot at slots[active]; false: no memory, and others must do. */
static bool spare_slot(struct hln_worker *worker)
{
	struct hln_slot *slot;

	if (worker->active < worker->slot_count)
		return true;
	slot = hln_slot_create(worker->job, worker->slot_count);
	if (!slot)
		return false;
	worker->slots[worker->slot_count++] = slot;
	return true;
}

/* slots[i] is spare from now on. */
static void make_spare(struct hln_worker *worker, unsigned i)
{
	struct hln_slot *slot = worker->slots[i];

	worker->active--;
	worker->slots[i] = worker->slots[worker->active];
	worker->slots[worker->active] = slot;
}

static void take_parts(struct hln_worker *worker)
{
	unsigned most = worker->job->plan.part_lanes;

	while (worker->active < hln_stream_limit(worker) &&
	       worker->active < most && spare_slot(worker)) {
		struct hln_slot *slot = worker->slots[worker->active];

		if (!hln_whole_take(slot, worker->job))
			return;
		worker->active++;
		hln_whole_read(slot);
	}
}

/* Files that wait for a device are opened all at once. */
static void send_scouts(struct hln_worker *worker)
{
	struct hln_scouts *scouts = hln_engine_scouts(worker->engine);
	struct hln_entry *entries[HLN_SLOTS_MAX];
	unsigned count = 0;

	for (unsigned i = 0; scouts && i < worker->active; i++) {
		const struct hln_slot *slot = worker->slots[i];

		if (!slot->opened && !slot->whole)
			entries[count++] = slot->entry;
	}
	if (count)
		hln_scouts_open(scouts, entries, count,
				worker->job->plan.block_bytes);
}

/* Open what was taken; where no descriptor is left, some wait. */
static void open_slots(struct hln_worker *worker)
{
	int tries = 0;

	if (worker->cold)
		send_scouts(worker);

	for (unsigned i = 0; i < worker->active; i++) {
		struct hln_slot *slot = worker->slots[i];

		if (slot->opened)
			continue;
		slot->opened = hln_entry_open(slot->entry);
		if (slot->opened)
			continue;
		/* Others in this worker will give theirs back. */
		if (i && worker->slots[0]->opened)
			return;
		if (++tries == OPEN_TRIES) {
			hln_entry_fail(slot->entry, HASHLANE_IO, EMFILE, 0);
			slot->opened = true;
			continue;
		}
		hln_thread_sleep(OPEN_WAIT_NS);
		i--;
	}
}

/*
 * A file that has other names, of which one was met before: it needs no
 * reading. False: the entry waits for that one, and the slot is spare.
 */
static bool meet_link(struct hln_worker *worker, struct hln_slot *slot)
{
	struct hln_links *links = worker->job->links;
	struct hln_entry *entry = slot->entry, *spare;
	enum hln_met met;

	if (!links || entry->before.links < 2 || entry->offset ||
	    entry->length)
		return true;
	spare = calloc(1, sizeof(*spare));
	if (!spare)
		return true;
	spare->descriptor = -1;
	/* If it waits, it is another thread's from then on. */
	met = hln_links_meet(links, entry);
	if (met == HLN_MET_WAITS) {
		slot->entry = spare;
		return false;
	}
	free(spare);
	if (met == HLN_MET_DONE) {
		entry->copied = true;
		slot->filled = 0;
		slot->ended = true;
	}
	return true;
}

static void count_reads(struct hln_worker *worker, struct hln_slot *slot)
{
	if (slot->entry->reads)
		hln_tally(&worker->counters.reads, slot->entry->reads);
	slot->entry->reads = 0;
}

/* The first reads; `start_ns`: hln_clock_ns before they were opened. */
static void begin_slots(struct hln_worker *worker, int64_t now_ns,
			uint64_t start_ns)
{
	unsigned begun = 0;
	uint64_t bytes = 0;
	bool reads = false;

	worker->mark_ns = start_ns;
	for (unsigned i = 0; i < worker->active; i++) {
		struct hln_slot *slot = worker->slots[i];

		if (!slot->opened || slot->whole || slot->started ||
		    slot->begun)
			continue;
		slot->begun = true;
		begun++;
		reads |= slot->entry->kind != HASHLANE_INPUT_MEMORY;
		hln_slot_begin(slot, worker->job, now_ns);
		/* Before the entry may go to others. */
		count_reads(worker, slot);
		bytes += slot->filled;
		if (!slot->started)
			continue;
		if (!meet_link(worker, slot)) {
			hln_slot_clear(slot);
			make_spare(worker, i--);
			continue;
		}
		/* Parts are read where they lie, by many at once. */
		if (!slot->ended &&
		    !(worker->job->flags & HASHLANE_JOB_SEQUENTIAL))
			(void)hln_whole_begin(slot, worker->job);
	}
	if (!begun)
		return;
	worker->mark_ns = hln_clock_ns();
	/* Memory gives a byte in far less than a nanosecond. */
	worker->cold = worker->mark_ns - start_ns >
		       begun * (worker->cold ? WARM_NS : COLD_NS) + bytes;
	if (reads)
		hln_tally(&worker->counters.read_ns,
			  worker->mark_ns - start_ns);
}

/* Fill free slots with new streams. */
static enum hln_taken take_inputs(struct hln_worker *worker)
{
	struct hln_entry *entries[HLN_SLOTS_MAX];
	unsigned room = 0, limit = hln_stream_limit(worker),
		 first = worker->active;
	size_t share = hln_job_share(worker->job, first), count;
	enum hln_taken taken;

	while (first + room < limit && room < share) {
		worker->active = first + room;
		if (!spare_slot(worker))
			break;
		entries[room] = worker->slots[first + room]->entry;
		room++;
	}
	worker->active = first;
	taken = hln_job_take(worker->job, entries, room, &count);
	for (size_t i = 0; i < count; i++) {
		struct hln_slot *slot = worker->slots[worker->active++];

		slot->opened = false;
		slot->begun = false;
		slot->filled = 0;
	}
	return taken;
}

/* ---- Rounds ---- */

/* How long what was hashed since the last mark took. */
static void note_hashed(struct hln_worker *worker)
{
	uint64_t now = hln_clock_ns();

	hln_count_hash_ns(&worker->counters, &worker->job->set,
			  now - worker->mark_ns);
	worker->mark_ns = now;
}

static void note_read(struct hln_worker *worker)
{
	uint64_t now = hln_clock_ns();

	hln_tally(&worker->counters.read_ns, now - worker->mark_ns);
	worker->mark_ns = now;
}

/* Some rounds are measured, to tell what each of several works takes. */
static void update_hashers(struct hln_worker *worker,
			   struct hln_hasher *const *hashers,
			   const uint8_t *const *data, const size_t *bytes,
			   size_t count)
{
	const struct hln_set *set = &worker->job->set;
	struct hln_meter meter = { .clock_ns = hln_clock_ns };

	if (set->work_count == 1 || worker->rounds++ % SAMPLE_ROUNDS) {
		hln_hashers_update(hashers, data, bytes, count);
		return;
	}
	hln_hashers_measure(&meter, hashers, data, bytes, count);
	for (size_t i = 0; i < set->work_count; i++)
		hln_tally(&worker->counters.sample_ns[set->slots[i].work.core],
			  meter.ns[i]);
}

/* Hash what was read into slots[first..first + count). */
static void hash_slots(struct hln_worker *worker, struct hln_slot **slots,
		       size_t count)
{
	struct hln_hasher *hashers[HLN_SLOTS_MAX];
	const uint8_t *data[HLN_SLOTS_MAX];
	size_t bytes[HLN_SLOTS_MAX], done = 0, step = STEP_BYTES, most = 0;
	const struct hln_plan *plan = &worker->job->plan;
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
		slot->filled = 0;
		if (slot->resume)
			hln_resume_note(slot->resume, slot->entry,
					&slot->hasher, &slot->kept);
	}
	hln_tally(&counters->lane_rounds, 1);
	hln_tally(&counters->lanes_used, count);
	hln_tally(&counters->lanes_had,
		  plan->shares_lanes && count < plan->lanes ? plan->lanes :
							      count);
	hln_count_bytes(counters, &worker->job->set, total);
	note_hashed(worker);
	hln_job_count_bytes(worker->job, total, worker->mark_ns);
}

static bool has_failed(const struct hln_slot *slot)
{
	return slot->hasher.failure ||
	       (slot->entry && !slot->whole && slot->entry->status);
}

static bool goes_on(const struct hln_slot *slot)
{
	return slot->opened && !slot->ended && slot->started &&
	       !has_failed(slot);
}

/* Streams that share no lanes: each while its blocks are in the cache. */
static void hash_alone(struct hln_worker *worker, struct hln_slot *slot)
{
	hash_slots(worker, &slot, 1);
	for (int i = 0; i < BLOCKS_IN_A_ROW && goes_on(slot); i++) {
		hln_slot_read(slot);
		note_read(worker);
		hash_slots(worker, &slot, 1);
	}
}

static void hash_round(struct hln_worker *worker)
{
	struct hln_slot *together[HLN_SLOTS_MAX];
	bool lanes = worker->job->plan.shares_lanes, read = false;
	size_t count = 0;

	for (unsigned i = 0; i < worker->active; i++) {
		struct hln_slot *slot = worker->slots[i];

		if (goes_on(slot) && !slot->filled) {
			hln_slot_read(slot);
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

/* Which streams ended. Their slots are slots[active..] then. */
static void find_endings(struct hln_worker *worker,
			 struct hln_endings *endings)
{
	endings->count = 0;
	for (unsigned i = 0; i < worker->active;) {
		struct hln_slot *slot = worker->slots[i];
		struct hln_whole *whole;

		if (!slot->opened || slot->filled || goes_on(slot)) {
			i++;
			continue;
		}
		make_spare(worker, i);
		if (!slot->whole)
			hln_endings_add(endings, slot->entry, &slot->hasher,
					NULL);
		else if (hln_whole_finish(slot, &whole))
			hln_endings_add(endings, whole->entry, &whole->hasher,
					whole);
	}
}

static void finish_round(struct hln_worker *worker)
{
	struct hln_endings endings;

	find_endings(worker, &endings);
	if (!endings.count)
		return;
	if (hln_endings_enter(&endings, worker->job)) {
		/* The last blocks are padded, hashed and written. */
		note_hashed(worker);
		hln_endings_leave(&endings, worker->job, &worker->counters);
	}
	hln_endings_release(&endings);
	for (unsigned i = worker->active; i < worker->slot_count; i++)
		hln_slot_clear(worker->slots[i]);
	if (!worker->active)
		end_alone(worker);
}

/* No memory for a single stream: others go on, or nobody can. */
static void do_without(struct hln_worker *worker)
{
	struct hln_job *job = worker->job;
	bool others;

	hln_lock_take(&job->lock);
	others = job->workers > 1;
	hln_lock_give(&job->lock);
	if (!others)
		hln_job_cancel(job, HASHLANE_JOB_FAILED);
	leave_job(worker);
	if (others)
		hln_thread_sleep(OPEN_WAIT_NS);
}

bool hln_worker_step(struct hln_worker *worker)
{
	struct hln_job *job;
	enum hln_taken taken;
	uint64_t start_ns;
	int64_t now_ns;

	if (!worker->job) {
		worker->job = hln_choose_job(worker->engine);
		if (!worker->job)
			return false;
		hln_tell_progress(worker->job, hln_clock_ns());
	}
	job = worker->job;
	if (hln_job_is_final(job) || hln_give_way(worker)) {
		leave_job(worker);
		return true;
	}
	if (!spare_slot(worker) && !worker->active) {
		do_without(worker);
		return true;
	}
	hln_take_donated(worker);
	take_parts(worker);
	taken = take_inputs(worker);
	if (!worker->active) {
		if (!hln_team_help(job, &worker->counters))
			leave_job(worker);
		return true;
	}
	now_ns = hln_calendar_ns();
	start_ns = hln_clock_ns();
	open_slots(worker);
	begin_slots(worker, now_ns, start_ns);
	hln_find_whale(worker);
	hash_round(worker);
	if (taken != HLN_TAKEN || worker->alone)
		hln_seek_help(worker);
	for (unsigned i = 0; i < worker->slot_count; i++)
		count_reads(worker, worker->slots[i]);
	finish_round(worker);
	if (taken != HLN_TAKEN)
		hln_share_out(worker);
	return true;
}
