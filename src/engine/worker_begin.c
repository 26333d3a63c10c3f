/* SPDX-License-Identifier: MIT */
/* worker_begin.c - the files that a worker took are opened and read. */
#include "worker_begin.h"

#include "engine.h"
#include "job_events.h"
#include "job_progress.h"
#include "reading.h"
#include "split_file.h"
#include "work_stream.h"
#include "worker_files.h"
#include "worker_slots.h"

#include <errno.h>
#include <stdlib.h>

enum {
	COLD_NS = 40000, /* opening and a first read take less from memory */
	WARM_NS = 15000, /* and from a device more, however many at once */
	CACHE_SAMPLES = 8
};

/*
 * A file that has other names, of which one was met before: it needs no
 * reading. False: the entry waits for that one, and the slot is spare.
 */
static bool meet_link(struct hln_worker *worker, struct hln_slot *slot)
{
	struct hln_hard_links *links = worker->job->source.links;
	struct hln_open_file *entry = slot->entry, *spare;
	enum hln_met met;

	/* One that is read again is the first name already. */
	if (!links || entry->link || entry->before.links < 2 ||
	    entry->offset || entry->length)
		return true;
	spare = calloc(1, sizeof(*spare));
	if (!spare)
		return true;
	spare->descriptor = -1;
	/* If it waits, it is another thread's from then on. */
	met = hln_hard_links_meet(links, entry);
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

/* It is cut into parts only where these come from memory. */
static bool is_cached(const struct hln_slot *slot)
{
	struct hln_open_file *entry = slot->entry;
	uint64_t left = entry->size_bytes - slot->filled;

	if (entry->descriptor < 0 || !left)
		return true;
	for (uint64_t i = 1;
	     i <= CACHE_SAMPLES && hln_open_file_goes_on(entry); i++)
		if (hln_file_cached(entry->descriptor,
				    entry->offset + slot->filled +
					    (left - 1) / CACHE_SAMPLES * i) !=
		    HLN_CACHED)
			return !entry->disk;
	return true;
}

/* Once a round: every worker writes to this cache line. */
static void add_short_bytes(struct hln_worker *worker)
{
	if (worker->short_bytes)
		hln_progress_fields_add(&worker->job->progress.bytes_total,
					worker->short_bytes);
	worker->short_bytes = 0;
}

/* The first read of slots[i]; false: it is spare now. */
static bool begin_slot(struct hln_worker *worker, unsigned i, int64_t now_ns)
{
	struct hln_slot *slot = worker->slots[i];

	slot->begun = true;
	hln_in_flight_begin(slot->entry, worker->begun_ns);
	/* Where the last file had to be asked first. */
	slot->entry->check |= worker->remote;
	hln_slot_begin(slot, worker->job, now_ns, &worker->short_bytes);
	hln_worker_slots_count_pace(worker, slot);
	if (hln_open_file_is_file(slot->entry))
		worker->remote = slot->entry->volume == HLN_VOLUME_OTHER;
	/* Before the entry may go to others. */
	hln_worker_slots_count_reads(worker, slot);
	if (slot->entry->again &&
	    hln_worker_slots_defer(worker, &slot->entry)) {
		hln_worker_slots_make_spare(worker, i);
		return false;
	}
	if (!slot->started)
		return true;
	if (hln_subscribers_wants(&worker->job->subscribers,
				  HASHLANE_EVENT_FILE_BEGIN)) {
		add_short_bytes(worker);
		hln_job_events_report_begin(worker->job, slot->entry);
	}
	if (!meet_link(worker, slot)) {
		hln_work_stream_clear(slot);
		hln_worker_slots_make_spare(worker, i);
		return false;
	}
	/* Parts are read where they lie, by many at once. */
	if (!slot->ended && !(worker->job->flags & HASHLANE_JOB_SEQUENTIAL) &&
	    hln_split_file_may_begin(slot, worker->job) && is_cached(slot))
		(void)hln_split_file_begin(slot, worker->job);
	return true;
}

/* All of a file was read: it is closed, and its bytes wait to be hashed. */
static void close_early(struct hln_slot *slot)
{
	struct hln_open_file *entry = slot->entry;

	if (!entry->owned || (!slot->ended && !entry->status))
		return;
	if (!entry->status && !entry->copied) {
		hln_open_file_check_range(entry, slot->at + slot->filled);
		hln_open_file_check(entry, slot->at + slot->filled);
	}
	entry->checked = true;
	hln_open_file_close(entry);
}

/* None can be opened; false: but one may be, later. */
static bool fail_next(struct hln_worker *worker, uint64_t wake_count)
{
	unsigned i;

	if (!hln_worker_files_wait(worker, wake_count) ||
	    !hln_worker_slots_find_next(worker, &i))
		return false;
	hln_open_file_fail(worker->slots[i]->entry, HASHLANE_IO, EMFILE, 0);
	worker->slots[i]->opened = true;
	return true;
}

/*
 * A sequential job: one file after the other, each open by itself, small ones
 * until there are enough to be hashed side by side, or one that is longer than
 * a block. False: nothing can be read for now; *starved: for want of a
 * descriptor.
 */
static bool begin_in_order(struct hln_worker *worker, int64_t now_ns,
			   bool *starved)
{
	struct hln_job *job = worker->job;
	bool begun = false;
	unsigned i;

	*starved = false;
	for (i = 0; i < worker->active; i++)
		begun |= worker->slots[i]->begun || worker->slots[i]->whole;
	while (!hln_reading_slot(worker) && !hln_job_is_final(job) &&
	       !hln_pace_waits(&job->board.pace) &&
	       hln_worker_slots_find_next(worker, &i)) {
		struct hln_slot *slot = worker->slots[i];

		if (!slot->opened)
			slot->opened = hln_worker_files_open(worker, slot);
		*starved = !slot->opened;
		if (*starved)
			return begun;
		if (!slot->entry->asked)
			hln_reading_ask_device(worker, slot->entry);
		if (!hln_reading_may_begin(worker, slot->entry))
			return begun;
		begun = true;
		if (begin_slot(worker, i, now_ns))
			close_early(slot);
	}
	return true;
}

/*
 * The first file of a job shows its device, and has its place, before others
 * read. False: no descriptor is left.
 */
static bool look_first(struct hln_worker *worker)
{
	struct hln_open_file *entry;
	struct hln_slot *slot;
	unsigned i;

	if (!hln_worker_slots_find_next(worker, &i))
		return true;
	slot = worker->slots[i];
	if (!slot->opened)
		slot->opened = hln_worker_files_open(worker, slot);
	if (!slot->opened)
		return false;
	entry = slot->entry;
	hln_reading_ask_device(worker, entry);
	(void)hln_reading_may_begin(worker, entry);
	hln_reading_open(worker->job);
	return true;
}

/* The next in order that needs a place and was not begun. */
static bool find_waiting(const struct hln_worker *worker, unsigned *next)
{
	bool found = false;

	for (unsigned i = 0; i < worker->active; i++) {
		const struct hln_slot *slot = worker->slots[i];

		if (slot->begun || slot->whole || !slot->entry->disk ||
		    (found &&
		     slot->entry->index > worker->slots[*next]->entry->index))
			continue;
		*next = i;
		found = true;
	}
	return found;
}

/*
 * Files that need a place: one after the other, each open by itself, as in a
 * sequential job. What finds no place waits elsewhere. False: no descriptor was
 * left for the next.
 */
static bool begin_at_place(struct hln_worker *worker, int64_t now_ns)
{
	const struct hln_job *job = worker->job;
	unsigned i = 0;

	while (!hln_reading_slot(worker) && !hln_job_is_final(job) &&
	       !hln_pace_waits(&job->board.pace) && find_waiting(worker, &i)) {
		struct hln_slot *slot = worker->slots[i];

		if (hln_reading_must_wait(worker, slot->entry) &&
		    hln_worker_slots_wait(worker, i))
			continue;
		if (!slot->opened)
			slot->opened = hln_worker_files_open(worker, slot);
		if (!slot->opened)
			return false;
		if (!hln_reading_may_begin(worker, slot->entry) &&
		    hln_worker_slots_wait(worker, i))
			continue;
		if (begin_slot(worker, i, now_ns))
			close_early(slot);
	}
	/* What lies elsewhere does not wait for this one. */
	for (i = 0; i < worker->active && hln_reading_slot(worker);) {
		const struct hln_slot *slot = worker->slots[i];

		if (slot->begun || slot->whole || !slot->entry->disk ||
		    slot->entry->disk == worker->place ||
		    !hln_worker_slots_wait(worker, i))
			i++;
	}
	return true;
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
		    slot->begun || hln_pace_waits(&worker->job->board.pace))
			continue;
		if (!slot->entry->asked)
			hln_reading_ask_device(worker, slot->entry);
		if (!hln_reading_is_at_hand(worker, slot->entry))
			continue;
		begun++;
		hln_worker_slots_prefetch(worker, i);
		reads |= hln_open_file_is_file(slot->entry);
		if (begin_slot(worker, i, now_ns))
			bytes += slot->filled;
		else
			i--;
	}
	if (!begun)
		return;
	worker->mark_ns = hln_clock_ns();
	/* Memory gives a byte in far less than a nanosecond. */
	worker->cold = worker->mark_ns - start_ns >
		       begun * (worker->cold ? WARM_NS : COLD_NS) + bytes;
	if (reads)
		hln_counters_add(&worker->counters.read_ns,
				 worker->mark_ns - start_ns);
}

/*
 * The next file of a sequential job has no place: others take the rest when it
 * has one. True: it waits, and the worker leaves.
 */
static bool wait_in_order(struct hln_worker *worker)
{
	unsigned i;

	return hln_worker_slots_find_next(worker, &i) &&
	       hln_worker_slots_wait(worker, i);
}

static enum hln_worker_begun begin(struct hln_worker *worker,
				   uint64_t wake_count)
{
	int64_t now_ns = hln_calendar_ns();
	uint64_t start_ns = hln_clock_ns();
	struct hln_job *job = worker->job;
	bool starved = false;

	worker->begun_ns = start_ns;
	if (job->flags & HASHLANE_JOB_SEQUENTIAL) {
		if (!begin_in_order(worker, now_ns, &starved) && !starved)
			return wait_in_order(worker) ? HLN_WORKER_BEGUN_WAITS :
						       HLN_WORKER_BEGUN_NONE;
	} else {
		if (atomic_load(&job->board.one_reads))
			starved = !look_first(worker);
		for (unsigned i = 0; i < worker->active && !starved; i++)
			if (!worker->slots[i]->opened)
				hln_reading_guess_device(
					worker, worker->slots[i]->entry);
		if (!starved && hln_worker_files_open_all(worker)) {
			begin_slots(worker, now_ns, start_ns);
			starved = !begin_at_place(worker, now_ns) &&
				  !hln_worker_files_any_open(worker);
		} else {
			starved = true;
		}
	}
	if (starved && !fail_next(worker, wake_count))
		return HLN_WORKER_BEGUN_NONE;
	hln_worker_files_starve(worker, false);
	hln_worker_files_hold(worker, hln_worker_files_any(worker));
	return HLN_WORKER_BEGUN;
}

enum hln_worker_begun hln_worker_begin(struct hln_worker *worker,
				       uint64_t wake_count)
{
	enum hln_worker_begun begun = begin(worker, wake_count);

	add_short_bytes(worker);
	return begun;
}
