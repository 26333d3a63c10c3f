/* SPDX-License-Identifier: MIT */
/*
 * worker.c - a worker's rounds: take inputs into free slots, read a block of
 * each, run every core over the blocks side by side, write the rows of those
 * that end.
 */
#include "worker.h"

#include "../hash/hasher_batch.h"
#include "../hash/tracks.h"
#include "engine.h"
#include "row_writer.h"
#include "job_events.h"
#include "job_progress.h"
#include "pushed.h"
#include "reading.h"
#include "scheduling.h"
#include "team.h"
#include "split_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	STEP_BYTES = 1024 * 1024, /* hashed between two looks for a cancel */
	STEP_MIN = 4096,
	SMALL_BYTES = 32 * 1024, /* streams that gain by batch, always */
	BLOCKS_IN_A_ROW = 4,
	MEMORY_WAIT_NS = 1000000,
	OPEN_WAIT_NS = 5000000, /* for descriptors of others */
	COLD_NS = 40000, /* opening and a first read take less from memory */
	WARM_NS = 15000, /* and from a device more, however many at once */
	SAMPLE_ROUNDS = 8,
	CACHE_SAMPLES = 8
};

struct hln_worker *hln_worker_create(struct hln_engine *engine,
				     unsigned number)
{
	struct hln_worker *worker = hln_allocator_take_zeroed(
		&engine->memory, sizeof(*worker), _Alignof(struct hln_worker));

	if (worker) {
		worker->engine = engine;
		worker->number = number;
	}
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
		hln_board_leave_alone(&worker->job->board);
	worker->alone = false;
}

/* ---- Descriptors ---- */

static void set_holds(struct hln_worker *worker, bool holds)
{
	if (holds && !worker->holds)
		hln_files_hold();
	else if (!holds && worker->holds)
		hln_files_leave();
	worker->holds = holds;
}

static void set_starved(struct hln_worker *worker, bool starved)
{
	struct hln_shortage *shortage = &worker->engine->shortage;

	if (starved && !worker->starved)
		atomic_fetch_add(&shortage->waiting, 1);
	else if (!starved && worker->starved)
		atomic_fetch_sub(&shortage->waiting, 1);
	worker->starved = starved;
}

static bool is_short(const struct hln_worker *worker)
{
	return atomic_load(&worker->engine->shortage.waiting);
}

/* Files were closed: others may wait for their descriptors. */
static void tell_closed(struct hln_worker *worker)
{
	if (is_short(worker))
		hln_workforce_wake(&worker->engine->workforce);
}

/*
 * While descriptors are short one thread at a time opens something, and has all
 * that the engine can spare: two that each hold a directory would leave none
 * for a file.
 */
static bool begin_opening(struct hln_worker *worker, bool *alone)
{
	*alone = is_short(worker);
	if (!*alone)
		return true;
	if (!hln_lock_try(&worker->engine->open_lock))
		return false;
	hln_files_try();
	hln_directories_close(&worker->engine->directories);
	return true;
}

static void end_opening(struct hln_worker *worker, bool alone)
{
	if (!alone)
		return;
	hln_files_tried();
	hln_lock_give(&worker->engine->open_lock);
}

/*
 * Open a file from the directory of the one before it. False: no descriptor is
 * left.
 */
static bool open_next(struct hln_worker *worker, struct hln_slot *slot,
		      struct hln_directory_visit *visit)
{
	bool alone, opened;

	if (slot->entry->kind != HASHLANE_INPUT_PATH)
		return true;
	if (!begin_opening(worker, &alone)) {
		hln_directory_visit_end(visit);
		return false;
	}
	/* From the first moment in which a file may be open. */
	if (!worker->starved)
		set_holds(worker, true);
	opened = hln_open_file_open_from(slot->entry, visit);
	if (opened && slot->entry->owned) {
		set_holds(worker, true);
		hln_shortage_end(&worker->engine->shortage);
	}
	/* While descriptors are short the directory can be closed at once. */
	if (!opened || alone)
		hln_directory_visit_end(visit);
	end_opening(worker, alone);
	return opened;
}

/* The same for a file by itself. */
static bool open_slot(struct hln_worker *worker, struct hln_slot *slot)
{
	struct hln_directory_visit visit = { 0 };
	bool opened = open_next(worker, slot, &visit);

	hln_directory_visit_end(&visit);
	return opened;
}

/* Is a file open in its slots, or read in parts? */
static bool has_files(const struct hln_worker *worker)
{
	for (unsigned i = 0; i < worker->active; i++)
		if (worker->slots[i]->whole || worker->slots[i]->entry->owned)
			return true;
	return false;
}

/*
 * Nothing is open here, and no descriptor is left: go on with what others left
 * open; else wait, until a file was closed, the job cancelled, or a little
 * while has passed, for others close theirs unnoticed. `news`: of the engine,
 * before the descriptor was asked for. True: there is no hope.
 */
static bool starve(struct hln_worker *worker, uint64_t news)
{
	struct hln_engine *engine = worker->engine;
	uint64_t now = hln_clock_ns();

	set_holds(worker, false);
	hln_reading_give_place(worker);
	if (hln_workforce_let_go(&engine->workforce))
		return false;
	/* Now once more, with all that the engine can spare. */
	if (!worker->starved) {
		set_starved(worker, true);
		return false;
	}
	if (worker->active && hln_scheduling_trade_in(worker))
		return false;
	if (hln_shortage_lasts(&engine->shortage, now))
		return true;
	hln_workforce_wait_news(&engine->workforce, news, now + OPEN_WAIT_NS);
	return false;
}

void hln_worker_destroy(struct hln_worker *worker)
{
	drop_slots(worker);
	hln_allocator_give(&worker->engine->memory, worker, sizeof(*worker),
			   _Alignof(struct hln_worker));
}

/* ---- Which job ---- */

static void leave_job(struct hln_worker *worker, bool wait)
{
	struct hln_job *job = worker->job;

	end_alone(worker);
	drop_slots(worker);
	hln_reading_leave(worker);
	set_holds(worker, false);
	set_starved(worker, false);
	tell_closed(worker);
	worker->job = NULL;
	hln_job_detach(job, wait);
}

void hln_worker_leave(struct hln_worker *worker)
{
	leave_job(worker, false);
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

/* What was just read of a file, or by a caller's function, counts. */
static void count_pace(struct hln_worker *worker, const struct hln_slot *slot)
{
	if (slot->data == slot->buffer)
		hln_pace_count(&worker->job->board.pace, slot->filled);
}

static void read_on(struct hln_worker *worker, struct hln_slot *slot)
{
	hln_slot_read(slot);
	count_pace(worker, slot);
}

static void take_parts(struct hln_worker *worker)
{
	unsigned most = worker->job->board.plan.part_lanes;

	while (worker->active < hln_scheduling_limit(worker) &&
	       worker->active < most &&
	       !hln_pace_waits(&worker->job->board.pace) &&
	       spare_slot(worker)) {
		struct hln_slot *slot = worker->slots[worker->active];

		if (!hln_split_file_take(slot, worker->job))
			return;
		worker->active++;
		read_on(worker, slot);
	}
}

/* Files that wait for a device are opened all at once. */
static void open_ahead(struct hln_worker *worker)
{
	struct hln_open_pool *pool = hln_engine_open_pool(worker->engine);
	struct hln_open_file *entries[HLN_SLOTS_MAX];
	unsigned count = 0;

	set_holds(worker, true);
	for (unsigned i = 0; pool && i < worker->active; i++) {
		const struct hln_slot *slot = worker->slots[i];

		if (!slot->opened && !slot->whole && !slot->entry->disk)
			entries[count++] = slot->entry;
	}
	if (count)
		hln_open_pool_open(pool, entries, count,
				   worker->job->board.plan.block_bytes);
}

/*
 * Open what was taken; where no descriptor is left, some wait for those of
 * others in this worker. Files that need a place are opened when they have it.
 * False: none is open, for want of a descriptor.
 */
static bool open_slots(struct hln_worker *worker)
{
	bool warm = hln_reading_is_warm(worker->job), open = false,
	     starved = false;
	struct hln_directory_visit visit = { 0 };

	if (worker->cold && !is_short(worker))
		open_ahead(worker);
	for (unsigned i = 0; i < worker->active; i++)
		open |= worker->slots[i]->opened;
	for (unsigned i = 0; i < worker->active; i++) {
		struct hln_slot *slot = worker->slots[i];

		if (slot->opened || (slot->entry->disk && !warm))
			continue;
		slot->opened = open_next(worker, slot, &visit);
		starved |= !slot->opened;
		if (!slot->opened && open)
			break;
		open |= slot->opened;
	}
	hln_directory_visit_end(&visit);
	return open || !starved;
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

/*
 * A file that has other names, of which one was met before: it needs no
 * reading. False: the entry waits for that one, and the slot is spare.
 */
static bool meet_link(struct hln_worker *worker, struct hln_slot *slot)
{
	struct hln_hard_links *links = worker->job->links;
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

/*
 * An entry that is to be read later goes to the job; what its slot or its whole
 * has instead is empty. False: no memory, and it has failed.
 */
static bool put_aside(struct hln_worker *worker, struct hln_open_file **place)
{
	struct hln_open_file *spare = calloc(1, sizeof(*spare)),
			     *entry = *place;

	if (!spare) {
		entry->again = false;
		hln_open_file_fail(entry, HASHLANE_NO_MEMORY, 0, entry->bytes);
		return false;
	}
	spare->descriptor = -1;
	*place = spare;
	hln_tally(entry->first ? &worker->counters.rereads :
				 &worker->counters.waits,
		  1);
	hln_board_defer(&worker->job->board, entry);
	/* An idle worker learns when it is due. */
	hln_workforce_offer(&worker->job->board, true);
	return true;
}

/* An entry of the job's into the spare slot at slots[active]. */
static void adopt(struct hln_worker *worker, struct hln_open_file *entry)
{
	struct hln_slot *slot = worker->slots[worker->active];

	hln_open_file_destroy(slot->entry);
	free(slot->entry);
	slot->entry = entry;
	slot->opened = false;
	slot->begun = false;
	slot->filled = 0;
	if (entry->pushed) {
		/* It goes on in its own slot, and this one is spare. */
		hln_pushed_begin(worker->job, slot);
		hln_reading_open(worker->job);
		return;
	}
	worker->active++;
}

/* Files that were put aside and are due, into free slots. */
static void take_aside(struct hln_worker *worker)
{
	while (worker->active < hln_scheduling_limit(worker) &&
	       spare_slot(worker)) {
		struct hln_open_file *entry =
			hln_board_take_deferred(&worker->job->board);

		if (!entry)
			return;
		adopt(worker, entry);
	}
}

/* What waited for a place that there is now. */
static void take_waiting(struct hln_worker *worker)
{
	struct hln_board *board = &worker->job->board;

	while (worker->active < hln_scheduling_limit(worker) &&
	       !hln_reading_slot(worker) && spare_slot(worker)) {
		struct hln_device *device =
			worker->place ? worker->place :
					hln_board_choose_device(board);
		struct hln_open_file *entry;
		struct hln_slot *stream;

		if (!device || !hln_reading_take_place(worker, device))
			return;
		stream = hln_board_take_waiting_stream(board, device);
		if (stream) {
			/* In place of the spare one. */
			hln_slot_destroy(worker->slots[worker->active],
					 worker->engine);
			worker->slots[worker->active++] = stream;
			continue;
		}
		entry = hln_board_take_waiting(board, device);
		if (!entry)
			return;
		adopt(worker, entry);
	}
}

/* slots[i] waits for a place; false: no memory, and it has failed. */
static bool wait_place(struct hln_worker *worker, unsigned i)
{
	struct hln_slot *slot = worker->slots[i];
	struct hln_open_file *entry = slot->entry;
	struct hln_open_file *spare = calloc(1, sizeof(*spare));

	if (!spare ||
	    !hln_board_wait(&worker->job->board, entry->disk, entry)) {
		free(spare);
		hln_open_file_fail(entry, HASHLANE_NO_MEMORY, 0, 0);
		slot->opened = true;
		return false;
	}
	spare->descriptor = -1;
	slot->entry = spare;
	make_spare(worker, i);
	worker->waits = true;
	return true;
}

/* Streams that stopped for want of a place leave the worker. */
static void drop_stalled(struct hln_worker *worker)
{
	for (unsigned i = 0; i < worker->active;) {
		struct hln_slot *slot = worker->slots[i];

		if (!slot->stalled) {
			i++;
			continue;
		}
		slot->stalled = false;
		worker->slots[i] = worker->slots[--worker->active];
		worker->slots[worker->active] =
			worker->slots[--worker->slot_count];
		if (hln_board_wait_stream(&worker->job->board,
					  slot->entry->disk, slot)) {
			worker->waits = true;
			continue;
		}
		/* No memory: it goes without, where it was. */
		slot->entry->disk = NULL;
		worker->slots[worker->slot_count++] =
			worker->slots[worker->active];
		worker->slots[worker->active++] = slot;
	}
}

static void count_reads(struct hln_worker *worker, struct hln_slot *slot)
{
	if (slot->entry->reads)
		hln_tally(&worker->counters.reads, slot->entry->reads);
	slot->entry->reads = 0;
}

/* It is cut into parts only where these come from memory. */
static bool is_cached(const struct hln_slot *slot)
{
	struct hln_open_file *entry = slot->entry;
	uint64_t rest = entry->size_bytes - slot->filled;

	if (entry->descriptor < 0 || !rest)
		return true;
	for (uint64_t i = 1;
	     i <= CACHE_SAMPLES && hln_open_file_goes_on(entry); i++)
		if (hln_file_cached(entry->descriptor,
				    entry->offset + slot->filled +
					    (rest - 1) / CACHE_SAMPLES * i) !=
		    HLN_CACHED)
			return !entry->disk;
	return true;
}

/* The first read of slots[i]; false: it is spare now. */
static bool begin_slot(struct hln_worker *worker, unsigned i, int64_t now_ns)
{
	struct hln_slot *slot = worker->slots[i];

	slot->begun = true;
	hln_in_flight_begin(slot->entry, worker->begun_ns);
	/* Where the last file had to be asked first. */
	slot->entry->check |= worker->remote;
	hln_slot_begin(slot, worker->job, now_ns);
	count_pace(worker, slot);
	if (hln_open_file_is_file(slot->entry))
		worker->remote = slot->entry->volume == HLN_VOLUME_OTHER;
	/* Before the entry may go to others. */
	count_reads(worker, slot);
	if (slot->entry->again && put_aside(worker, &slot->entry)) {
		make_spare(worker, i);
		return false;
	}
	if (!slot->started)
		return true;
	if (hln_subscribers_wants(&worker->job->subscribers,
				  HASHLANE_EVENT_FILE_BEGIN))
		hln_job_events_report_begin(worker->job, slot->entry);
	if (!meet_link(worker, slot)) {
		hln_slot_clear(slot);
		make_spare(worker, i);
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

/* The next in order that was not begun; false: there is none. */
static bool find_next(const struct hln_worker *worker, unsigned *next)
{
	bool found = false;

	for (unsigned i = 0; i < worker->active; i++) {
		const struct hln_slot *slot = worker->slots[i];

		if (slot->begun || slot->whole ||
		    (found &&
		     slot->entry->index > worker->slots[*next]->entry->index))
			continue;
		*next = i;
		found = true;
	}
	return found;
}

static bool has_open(const struct hln_worker *worker)
{
	bool open = false;

	for (unsigned i = 0; i < worker->active; i++)
		open |= worker->slots[i]->opened;
	return open;
}

/* None can be opened; false: but one may be, later. */
static bool fail_next(struct hln_worker *worker, uint64_t news)
{
	unsigned i;

	if (!starve(worker, news) || !find_next(worker, &i))
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
	       !hln_pace_waits(&job->board.pace) && find_next(worker, &i)) {
		struct hln_slot *slot = worker->slots[i];

		if (!slot->opened)
			slot->opened = open_slot(worker, slot);
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
 * The first file of a job tells where it lies, and has its place, before others
 * read. False: no descriptor is left.
 */
static bool look_first(struct hln_worker *worker)
{
	struct hln_open_file *entry;
	struct hln_slot *slot;
	unsigned i;

	if (!find_next(worker, &i))
		return true;
	slot = worker->slots[i];
	if (!slot->opened)
		slot->opened = open_slot(worker, slot);
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
		    wait_place(worker, i))
			continue;
		if (!slot->opened)
			slot->opened = open_slot(worker, slot);
		if (!slot->opened)
			return false;
		if (!hln_reading_may_begin(worker, slot->entry) &&
		    wait_place(worker, i))
			continue;
		if (begin_slot(worker, i, now_ns))
			close_early(slot);
	}
	/* What lies elsewhere does not wait for this one. */
	for (i = 0; i < worker->active && hln_reading_slot(worker);) {
		const struct hln_slot *slot = worker->slots[i];

		if (slot->begun || slot->whole || !slot->entry->disk ||
		    slot->entry->disk == worker->place ||
		    !wait_place(worker, i))
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
		hln_tally(&worker->counters.read_ns,
			  worker->mark_ns - start_ns);
}

/* Fill free slots with new streams. */
static enum hln_taken take_inputs(struct hln_worker *worker, bool patient)
{
	struct hln_open_file *entries[HLN_SLOTS_MAX];
	unsigned room = 0, limit = hln_scheduling_limit(worker),
		 first = worker->active;
	size_t share = hln_board_share(&worker->job->board, first), count;
	enum hln_taken taken;
	bool alone;

	if (!begin_opening(worker, &alone))
		return HLN_STARVED;
	while (first + room < limit && room < share) {
		worker->active = first + room;
		if (!spare_slot(worker))
			break;
		entries[room] = worker->slots[first + room]->entry;
		room++;
	}
	worker->active = first;
	taken = hln_job_take(worker->job, entries, room, &count, patient);
	end_opening(worker, alone);
	for (size_t i = first; i < first + count; i++) {
		struct hln_slot *slot = worker->slots[i];

		slot->opened = false;
		slot->begun = false;
		slot->filled = 0;
		if (slot->entry->pushed) {
			/* It goes on in its own slot, and this one is spare. */
			hln_pushed_begin(worker->job, slot);
			hln_reading_open(worker->job);
			continue;
		}
		worker->slots[i] = worker->slots[worker->active];
		worker->slots[worker->active++] = slot;
	}
	return taken;
}

/* Of what was asked about, files that are not known, into free slots. */
static bool take_unknown(struct hln_worker *worker)
{
	size_t limit = hln_scheduling_limit(worker);
	size_t share = hln_board_share(&worker->job->board, worker->active);

	for (; share && worker->active < limit && spare_slot(worker);
	     share--) {
		struct hln_open_file *entry =
			hln_board_take_unknown(&worker->job->board);

		if (!entry)
			return false;
		adopt(worker, entry);
	}
	return true;
}

/*
 * The same where the job asks first: half of the slots may become empty before
 * the next question, so that it has many files. *news: as in starve.
 */
static enum hln_taken look_up(struct hln_worker *worker, bool patient)
{
	struct hln_job *job = worker->job;
	struct hln_question *question;
	enum hln_taken taken;
	bool alone;

	hln_lookup_settle(job, &worker->counters);
	if (take_unknown(worker) ||
	    worker->active > hln_scheduling_limit(worker) / 2 ||
	    !hln_lookup_may_ask(job))
		return HLN_TAKEN;
	if (!begin_opening(worker, &alone))
		return HLN_STARVED;
	taken = hln_lookup_gather(&question, job, patient);
	end_opening(worker, alone);
	/* A callback may wait for a thread that needs a descriptor. */
	if (question)
		set_holds(worker, has_files(worker));
	hln_lookup_ask(job, question);
	hln_lookup_settle(job, &worker->counters);
	(void)take_unknown(worker);
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
		hln_hasher_batch_update(hashers, data, bytes, count);
		return;
	}
	hln_hasher_batch_measure(&meter, hashers, data, bytes, count);
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
	hln_tally(&counters->lane_rounds, 1);
	hln_tally(&counters->lanes_used, count);
	hln_tally(&counters->lanes_had,
		  plan->shares_lanes && count < plan->lanes ? plan->lanes :
							      count);
	hln_count_bytes(counters, &worker->job->set, total);
	note_hashed(worker);
	hln_job_count_bytes(worker->job, total, worker->mark_ns);
}

/* Streams that share no lanes: each while its blocks are in the cache. */
static void hash_alone(struct hln_worker *worker, struct hln_slot *slot)
{
	hash_slots(worker, &slot, 1);
	for (int i = 0; i < BLOCKS_IN_A_ROW && goes_on(slot) &&
			!hln_pace_waits(&worker->job->board.pace) &&
			hln_reading_may_go_on(worker, slot);
	     i++) {
		read_on(worker, slot);
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

static void hash_round(struct hln_worker *worker)
{
	struct hln_slot *together[HLN_SLOTS_MAX];
	const struct hln_slot *one = hln_reading_slot(worker);
	bool lanes = worker->job->board.plan.shares_lanes, read = false;
	size_t count = 0;

	for (unsigned i = 0; i < worker->active; i++) {
		struct hln_slot *slot = worker->slots[i];

		if (goes_on(slot) && !slot->filled &&
		    may_read_now(worker, slot, one)) {
			read_on(worker, slot);
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

/* Pushed streams of which nothing waits leave the worker. */
static void park_slots(struct hln_worker *worker)
{
	for (unsigned i = 0; i < worker->active;) {
		struct hln_slot *slot = worker->slots[i];

		if (!slot->pushed || slot->filled || !goes_on(slot) ||
		    !hln_pushed_park(slot)) {
			i++;
			continue;
		}
		worker->slots[i] = worker->slots[--worker->active];
		worker->slots[worker->active] =
			worker->slots[--worker->slot_count];
	}
}

/* What ended is spare; pushed streams end with their slots. */
static void clear_spare(struct hln_worker *worker)
{
	for (unsigned i = worker->active; i < worker->slot_count;) {
		struct hln_slot *slot = worker->slots[i];

		if (!slot->pushed) {
			hln_slot_clear(slot);
			i++;
			continue;
		}
		worker->slots[i] = worker->slots[--worker->slot_count];
		hln_pushed_finish(slot);
	}
}

/* Which streams ended. Their slots are slots[active..] then. */
static void find_endings(struct hln_worker *worker,
			 struct hln_row_writer *endings)
{
	endings->count = 0;
	for (unsigned i = 0; i < worker->active;) {
		struct hln_slot *slot = worker->slots[i];
		struct hln_open_file **entry = &slot->entry;
		struct hln_hasher *hasher = &slot->hasher;
		struct hln_split_file *whole = NULL;

		if (!slot->opened || (!slot->begun && !slot->whole) ||
		    slot->filled || goes_on(slot)) {
			i++;
			continue;
		}
		make_spare(worker, i);
		if (slot->whole) {
			if (!hln_split_file_finish(slot, &whole))
				continue;
			entry = &whole->entry;
			hasher = &whole->hasher;
		}
		if (!hln_row_writer_judge(*entry, hasher) ||
		    !put_aside(worker, entry)) {
			hln_row_writer_add(endings, *entry, hasher, whole);
			continue;
		}
		if (whole)
			hln_split_file_release(whole);
		else
			hln_slot_clear(slot);
	}
}

static void finish_round(struct hln_worker *worker)
{
	struct hln_row_writer endings;

	find_endings(worker, &endings);
	if (!endings.count) {
		if (!worker->active)
			end_alone(worker);
		return;
	}
	if (worker->job->flags & HASHLANE_JOB_SEQUENTIAL)
		hln_row_writer_sort(&endings);
	if (hln_row_writer_enter(&endings, worker->job)) {
		bool held = worker->holds;

		/* The last blocks are padded, hashed and written. */
		note_hashed(worker);
		/* A callback may wait for a thread that needs a descriptor. */
		if (atomic_load(&worker->job->subscribers.events))
			set_holds(worker, false);
		hln_row_writer_leave(&endings, worker->job, &worker->counters);
		set_holds(worker, held);
	}
	hln_row_writer_release(&endings);
	clear_spare(worker);
	tell_closed(worker);
	if (!worker->active)
		end_alone(worker);
}

/* No memory for a single stream: others go on, or nobody can. */
static void do_without(struct hln_worker *worker)
{
	struct hln_job *job = worker->job;
	bool others = hln_board_workers(&job->board) > 1;

	if (!others)
		hln_job_cancel(job, HASHLANE_STATE_FAILED);
	leave_job(worker, true);
	if (others)
		hln_thread_sleep(MEMORY_WAIT_NS);
}

/* What waits for a place may find one with another worker. */
static void offer_waiting(struct hln_worker *worker)
{
	struct hln_board *board = &worker->job->board;

	if (!worker->waits)
		return;
	worker->waits = false;
	if (hln_board_waiting_ready(board))
		hln_workforce_offer(board, true);
}

/* The next file of a sequential job has no place. */
static void leave_until_place(struct hln_worker *worker)
{
	unsigned i;

	/* Others take the rest when the first has one. */
	if (find_next(worker, &i) && wait_place(worker, i)) {
		hln_scheduling_give_all(worker);
		leave_job(worker, true);
	}
}

/*
 * Open and begin what was taken. False: nothing was, for want of a descriptor
 * or of a place; `news`: of the engine, before they were asked for.
 */
static bool begin(struct hln_worker *worker, uint64_t news)
{
	int64_t now_ns = hln_calendar_ns();
	uint64_t start_ns = hln_clock_ns();
	struct hln_job *job = worker->job;
	bool starved = false;

	worker->begun_ns = start_ns;
	if (job->flags & HASHLANE_JOB_SEQUENTIAL) {
		if (!begin_in_order(worker, now_ns, &starved) && !starved) {
			leave_until_place(worker);
			return false;
		}
	} else {
		if (atomic_load(&job->board.one_reads))
			starved = !look_first(worker);
		for (unsigned i = 0; i < worker->active && !starved; i++)
			if (!worker->slots[i]->opened)
				hln_reading_guess_device(
					worker, worker->slots[i]->entry);
		if (!starved && open_slots(worker)) {
			begin_slots(worker, now_ns, start_ns);
			starved = !begin_at_place(worker, now_ns) &&
				  !has_open(worker);
		} else {
			starved = true;
		}
	}
	if (starved && !fail_next(worker, news))
		return false;
	set_starved(worker, false);
	set_holds(worker, has_files(worker));
	return true;
}

bool hln_worker_step(struct hln_worker *worker)
{
	struct hln_job *job;
	enum hln_taken taken;
	uint64_t news;

	if (!worker->job) {
		struct hln_board *board = hln_workforce_choose(
			&worker->engine->workforce, &worker->due_ns);

		if (!board)
			return false;
		worker->job = hln_job_of(board);
		hln_job_events_report_progress(worker->job);
	}
	job = worker->job;
	if (hln_job_is_final(job) || hln_scheduling_give_way(worker)) {
		leave_job(worker, true);
		return true;
	}
	if (hln_pace_waits(&job->board.pace)) {
		hln_scheduling_give_all(worker);
		leave_job(worker, true);
		return true;
	}
	if (!hln_reading_enter(worker)) {
		hln_scheduling_give_all(worker);
		if (!hln_team_help(job, &worker->counters))
			leave_job(worker, true);
		return true;
	}
	if (hln_reading_place_is_wanted(worker)) {
		hln_scheduling_go_behind(worker);
		leave_job(worker, true);
		return true;
	}
	/* What is open already needs no descriptor. */
	if (worker->starved)
		take_parts(worker);
	take_waiting(worker);
	hln_scheduling_take_donated(worker);
	if (!worker->active && !spare_slot(worker)) {
		do_without(worker);
		return true;
	}
	take_parts(worker);
	take_aside(worker);
	news = hln_workforce_news(&worker->engine->workforce);
	/* Directories are opened there; and others may have given some. */
	if (!worker->starved && (job->rules || has_files(worker)))
		set_holds(worker, true);
	taken = job->lookups.wanted ? look_up(worker, !worker->hopeless) :
				      take_inputs(worker, !worker->hopeless);
	hln_workforce_enlist(&worker->engine->workforce);
	worker->hopeless = false;
	if (!worker->active) {
		hln_reading_review_place(worker);
		if (hln_team_help(job, &worker->counters))
			return true;
		if (taken == HLN_NO_ROOM) {
			do_without(worker);
			return true;
		}
		if (taken == HLN_STARVED)
			worker->hopeless = starve(worker, news);
		else
			leave_job(worker, true);
		return true;
	}
	if (!begin(worker, news))
		return true;
	hln_scheduling_isolate_longest(worker);
	hln_scheduling_keep_apart(worker);
	hash_round(worker);
	hln_job_events_report_progress(job);
	hln_engine_report_pressure(worker->engine, &job->subscribers);
	if (taken != HLN_TAKEN || worker->alone || worker->place ||
	    atomic_load(&job->board.one_reads))
		hln_scheduling_seek_help(worker);
	for (unsigned i = 0; i < worker->slot_count; i++)
		count_reads(worker, worker->slots[i]);
	park_slots(worker);
	drop_stalled(worker);
	finish_round(worker);
	offer_waiting(worker);
	hln_reading_review_place(worker);
	if (taken != HLN_TAKEN)
		hln_scheduling_share_out(worker);
	/* A caller may not come back. */
	if (!worker->active || worker->engine->workforce.callers)
		set_holds(worker, false);
	return true;
}
