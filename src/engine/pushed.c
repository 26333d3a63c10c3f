/* SPDX-License-Identifier: MIT */
/*
 * pushed.c - streams whose bytes the caller pushes.
 *
 * The states of pushed.h, and what each call makes of them. `-`: the call does
 * not come in this state. The fields are those of struct hln_pushed; all
 * changes are made under the job's lock.
 *
 *                 untaken     parked      donated     worker      failed
 *   slot, taken   set, false  set, true   NULL, true  NULL, true  NULL, true
 *   ------------  ----------  ----------  ----------  ----------  ----------
 *   feed          untaken     donated     donated     worker      gone
 *   fail          untaken     donated     donated     worker      gone
 *   begin         parked or   -           -           -           -
 *                 donated
 *   a worker      -           -           worker      -           -
 *   takes it
 *   park          -           -           -           parked or   -
 *                                                     worker
 *   finish        -           -           -           gone or     -
 *                                                     failed
 *   drop          gone        gone        gone        -           gone
 *
 * - feed copies bytes into the ring; with the last byte it sets `ended`. fail
 *   sets `failure` and `ended`: the worker fails the row. If `ended` is set,
 *   both return HASHLANE_ARGUMENT, as for a stream that is gone.
 * - offer() makes a parked stream donated, if bytes wait or it has ended. So
 *   begin leads to donated if the caller was faster than the workers.
 * - park leaves a stream with its worker if bytes came, or the end did.
 * - finish: the stream has its row. It is gone, if the caller has ended it.
 *   Otherwise it failed early (the bytes are more than its size, or the job has
 *   no memory): it stays in the table as `failed`, with `status`, since the
 *   caller still feeds it. The next feed or fail returns that status, once, and
 *   removes the stream. If the job was cancelled it is gone at once.
 * - feed without room: it waits for `changed`; before the stream is taken, for
 *   the job, since room for its row may depend on untaken rows. If that is so,
 *   it returns HASHLANE_BUSY. If time runs out, it sets `refused`, and the next
 *   hln_pushed_consume reports that there is room.
 * - One thread feeds a stream at a time (`feeding`); another one gets
 *   HASHLANE_BUSY. It holds a reference, so the ring stays while it copies,
 *   without the lock.
 */
#include "pushed.h"

#include "job_events.h"
#include "job_progress.h"
#include "job_results.h"

#include <stdlib.h>
#include <string.h>

enum {
	RING_MIN = 2 * 1024,
	RING_MAX = 128 * 1024,
	RING_ALIGNMENT = 64,
	SHARE_TENTHS = 3, /* of the budget, for all streams of an engine */
};

/*
 * A job that is done is not cut off: a stream that failed must still return its
 * status once.
 */
static bool is_cut_off(const struct hln_job *job)
{
	return hln_job_state_is_cut_off(&job->state);
}

void hln_pushed_release(struct hln_pushed *pushed)
{
	struct hln_engine *engine = pushed->job->engine;

	if (atomic_fetch_sub(&pushed->refs, 1) != 1)
		return;
	hln_allocator_give(&engine->memory, pushed->ring, pushed->room,
			   RING_ALIGNMENT);
	hln_engine_budget_give(&engine->budget, pushed->cost);
	atomic_fetch_sub(&engine->budget.pushed_bytes, pushed->cost);
	atomic_fetch_sub(&engine->budget.pushed_count, 1);
	hln_signal_destroy(&pushed->changed);
	hln_allocator_give(&engine->memory, pushed, sizeof(*pushed),
			   HLN_ALIGNMENT);
}

struct hln_pushed *hln_pushed_find(struct hln_job *job, uint64_t index)
{
	struct hln_pushed *pushed;

	hln_lock_take(&job->lock);
	pushed = hln_pushed_table_find(&job->pushed, index);
	hln_lock_give(&job->lock);
	return pushed;
}

/* ---- Memory ---- */

/*
 * Room in the share of the streams for one more. The first get long blocks,
 * those behind them ever shorter ones, so that under any budget there is room
 * for many.
 */
static int32_t reserve(struct hln_engine *engine, size_t states, size_t *room,
		       size_t *cost)
{
	uint64_t share = engine->budget.bytes / 10 * SHARE_TENTHS;
	uint64_t used = atomic_load(&engine->budget.pushed_bytes);
	uint64_t others = atomic_load(&engine->budget.pushed_count);
	uint64_t free = share > used ? share - used : 0;
	uint64_t block = free / (16 + 4 * others) / RING_MIN * RING_MIN;
	size_t fixed = sizeof(struct hln_pushed) + sizeof(struct hln_slot) +
		       sizeof(struct hln_open_file) + states;

	block = block < RING_MIN ? RING_MIN : block;
	block = block > RING_MAX ? RING_MAX : block;
	if (fixed + block > free)
		return others ? HASHLANE_TIMEOUT : HASHLANE_NO_MEMORY;
	if (!hln_engine_budget_take(&engine->budget, fixed + (size_t)block))
		return HASHLANE_TIMEOUT;
	*room = (size_t)block;
	*cost = fixed + (size_t)block;
	atomic_fetch_add(&engine->budget.pushed_bytes, *cost);
	atomic_fetch_add(&engine->budget.pushed_count, 1);
	return HASHLANE_OK;
}

static void unreserve(struct hln_engine *engine, size_t cost)
{
	hln_engine_budget_give(&engine->budget, cost);
	atomic_fetch_sub(&engine->budget.pushed_bytes, cost);
	atomic_fetch_sub(&engine->budget.pushed_count, 1);
}

static struct hln_pushed *allocate(struct hln_job *job, size_t room)
{
	const struct hln_allocator *memory = &job->engine->memory;
	struct hln_pushed *pushed = hln_allocator_take_zeroed(
		memory, sizeof(*pushed), HLN_ALIGNMENT);

	if (!pushed)
		return NULL;
	atomic_init(&pushed->refs, 2); /* the table's and the slot's */
	pushed->job = job;
	pushed->room = room;
	pushed->ring = hln_allocator_take(memory, room, RING_ALIGNMENT);
	pushed->slot = hln_slot_create_bare(job);
	if (pushed->ring && pushed->slot &&
	    hln_signal_create(&pushed->changed)) {
		pushed->slot->pushed = pushed;
		return pushed;
	}
	if (pushed->slot)
		hln_slot_destroy(pushed->slot, job->engine);
	hln_allocator_give(memory, pushed->ring, room, RING_ALIGNMENT);
	hln_allocator_give(memory, pushed, sizeof(*pushed), HLN_ALIGNMENT);
	return NULL;
}

static void drop_slot(struct hln_slot *slot)
{
	struct hln_pushed *pushed = slot->pushed;

	hln_slot_destroy(slot, pushed->job->engine);
	hln_pushed_release(pushed);
}

static int32_t add_one(struct hln_job *job, uint64_t index)
{
	struct hln_pushed *pushed;
	size_t room, cost;
	int32_t status = reserve(job->engine, job->set.state_bytes, &room,
				 &cost);
	bool in;

	if (status)
		return status;
	pushed = allocate(job, room);
	if (!pushed) {
		unreserve(job->engine, cost);
		return HASHLANE_NO_MEMORY;
	}
	pushed->cost = cost;
	pushed->index = index;
	hln_lock_take(&job->lock);
	in = hln_pushed_table_add(&job->pushed, &job->engine->memory, pushed);
	hln_lock_give(&job->lock);
	if (in)
		return HASHLANE_OK;
	drop_slot(pushed->slot);
	hln_pushed_release(pushed);
	return HASHLANE_NO_MEMORY;
}

int32_t hln_pushed_add(struct hln_job *job, const struct hashlane_input *given,
		       size_t count, uint64_t first)
{
	for (size_t i = 0; i < count; i++) {
		int32_t status;

		if (given[i].kind != HASHLANE_INPUT_STREAM)
			continue;
		status = add_one(job, first + i);
		if (status) {
			hln_pushed_remove(job, first);
			/* The memory is too little even without others. */
			return status == HASHLANE_TIMEOUT &&
					       !atomic_load(
						       &job->engine->budget
								.pushed_count) ?
				       HASHLANE_NO_MEMORY :
				       status;
		}
	}
	return HASHLANE_OK;
}

/* The last of the table out of it, with its slot; NULL: none from `first`. */
static struct hln_pushed *pop(struct hln_job *job, uint64_t first,
			      struct hln_slot **slot)
{
	struct hln_pushed_table *table = &job->pushed;
	struct hln_pushed *pushed = NULL;

	*slot = NULL;
	hln_lock_take(&job->lock);
	if (table->count && table->streams[table->count - 1]->index >= first) {
		pushed = table->streams[--table->count];
		*slot = pushed->slot;
		pushed->slot = NULL;
	}
	hln_lock_give(&job->lock);
	return pushed;
}

void hln_pushed_remove(struct hln_job *job, uint64_t first)
{
	struct hln_pushed *pushed;
	struct hln_slot *slot;

	while ((pushed = pop(job, first, &slot))) {
		if (slot)
			drop_slot(slot);
		hln_pushed_release(pushed);
	}
}

void hln_pushed_drop(struct hln_job *job)
{
	struct hln_pushed_table *table = &job->pushed;
	struct hln_pushed **streams;
	size_t room;

	hln_pushed_remove(job, 0);
	hln_lock_take(&job->lock);
	streams = table->streams;
	room = table->room;
	table->streams = NULL;
	table->room = 0;
	hln_lock_give(&job->lock);
	hln_allocator_give(&job->engine->memory, streams,
			   room * sizeof(struct hln_pushed *), HLN_ALIGNMENT);
}

/* ---- For workers ---- */

/*
 * A stream that has something for a worker is offered to them; the lock is
 * held. True: hln_workforce_offer has to follow, without it.
 */
static bool offer(struct hln_pushed *pushed)
{
	struct hln_slot *slot = pushed->slot;

	if (!slot || !pushed->taken ||
	    (pushed->written == pushed->read && !pushed->ended))
		return false;
	pushed->slot = NULL;
	hln_board_wake_pushed(&pushed->job->board, slot);
	return true;
}

static void start(struct hln_slot *slot)
{
	struct hln_open_file *entry = slot->entry;

	slot->at = 0;
	slot->end = UINT64_MAX;
	slot->data = slot->pushed->ring;
	slot->filled = 0;
	slot->ended = false;
	slot->opened = true;
	slot->begun = true;
	slot->hasher.size_known = entry->size_known;
	slot->hasher.size_bytes = entry->size_bytes;
	hln_hasher_start(&slot->hasher);
	slot->started = true;
}

void hln_pushed_begin(struct hln_job *job, struct hln_slot *slot)
{
	struct hln_open_file *entry = slot->entry;
	struct hln_pushed *pushed = entry->pushed;
	bool offered;

	/* Nobody else looks at the slot before `taken` is set. */
	slot->entry = pushed->slot->entry;
	pushed->slot->entry = entry;
	if (!entry->status) {
		start(pushed->slot);
		if (hln_subscribers_wants(&job->subscribers,
					  HASHLANE_EVENT_FILE_BEGIN))
			hln_job_events_report_begin(job, entry);
	}
	hln_in_flight_begin(entry, hln_clock_ns());
	hln_in_flight_expect(entry, entry->size_bytes);
	hln_progress_fields_add(&job->progress.bytes_total, entry->size_bytes);
	pushed->slot->opened = true;
	pushed->slot->begun = true;
	hln_lock_take(&job->lock);
	pushed->taken = true;
	hln_board_add_pushed(&job->board);
	hln_signal_all(&job->changed);
	/* An input that failed already ends, to get its row. */
	pushed->ended |= entry->status != HASHLANE_OK;
	offered = offer(pushed);
	hln_lock_give(&job->lock);
	if (offered)
		hln_workforce_offer(&job->board, true);
}

void hln_pushed_read(struct hln_slot *slot)
{
	struct hln_pushed *pushed = slot->pushed;
	struct hln_job *job = pushed->job;
	size_t at, waits, straight;
	int32_t failure;
	bool ended;

	hln_lock_take(&job->lock);
	waits = (size_t)(pushed->written - pushed->read);
	at = (size_t)(pushed->read % pushed->room);
	ended = pushed->ended;
	failure = pushed->failure;
	hln_lock_give(&job->lock);
	if (failure) {
		hln_open_file_fail(slot->entry, failure, 0, slot->at);
		return;
	}
	straight = waits < pushed->room - at ? waits : pushed->room - at;
	slot->data = pushed->ring + at;
	slot->filled = straight;
	slot->ended = ended && straight == waits;
	if (!slot->entry->size_known)
		hln_progress_fields_add(&job->progress.bytes_total, straight);
}

/* Is there so much room that a thread that feeds should go on? */
static bool has_room(const struct hln_pushed *pushed)
{
	return pushed->room - (pushed->written - pushed->read) >=
	       pushed->room / 2;
}

void hln_pushed_consume(struct hln_slot *slot, size_t bytes)
{
	struct hln_pushed *pushed = slot->pushed;
	struct hln_job *job = pushed->job;
	bool tell = false;

	hln_lock_take(&job->lock);
	pushed->read += bytes;
	if (bytes && has_room(pushed)) {
		tell = pushed->refused;
		pushed->refused = false;
		hln_signal_all(&pushed->changed);
	}
	hln_lock_give(&job->lock);
	if (tell)
		hln_events_report_room(&job->subscribers, pushed->index,
				       HASHLANE_OK);
}

bool hln_pushed_park(struct hln_slot *slot)
{
	struct hln_pushed *pushed = slot->pushed;
	struct hln_job *job = pushed->job;
	bool parked;

	hln_lock_take(&job->lock);
	parked = pushed->written == pushed->read && !pushed->ended;
	if (parked) {
		pushed->slot = slot;
		hln_board_park_pushed(&job->board);
	}
	hln_lock_give(&job->lock);
	return parked;
}

void hln_pushed_finish(struct hln_slot *slot)
{
	struct hln_pushed *pushed = slot->pushed;
	struct hln_job *job = pushed->job;
	int32_t status = slot->entry->status;
	bool early, tell, gone = false;

	hln_lock_take(&job->lock);
	hln_board_park_pushed(&job->board);
	early = !pushed->ended && !is_cut_off(job);
	tell = early && pushed->refused;
	pushed->refused = false;
	if (early)
		pushed->status = status ? status : HASHLANE_CHANGED;
	else if (hln_pushed_table_find(&job->pushed, pushed->index) ==
		 pushed) {
		hln_pushed_table_remove(&job->pushed, pushed->index);
		gone = true;
	}
	hln_signal_all(&pushed->changed);
	hln_lock_give(&job->lock);
	if (tell)
		hln_events_report_room(&job->subscribers, pushed->index,
				       status);
	if (gone)
		hln_pushed_release(pushed);
	drop_slot(slot);
}

/* ---- For those that feed ---- */

/* Copy what there is room for in one piece; the lock is held. */
static size_t copy_in(struct hln_pushed *pushed, const uint8_t *data,
		      size_t bytes)
{
	size_t at = (size_t)(pushed->written % pushed->room);
	size_t room = pushed->room - (size_t)(pushed->written - pushed->read);

	bytes = bytes < room ? bytes : room;
	bytes = bytes < pushed->room - at ? bytes : pushed->room - at;
	if (!bytes)
		return 0;
	hln_lock_give(&pushed->job->lock);
	memcpy(pushed->ring + at, data, bytes);
	hln_lock_take(&pushed->job->lock);
	pushed->written += bytes;
	return bytes;
}

/* Why nothing more is taken of this stream, or HASHLANE_OK. */
static int32_t why_not(const struct hln_pushed *pushed)
{
	const struct hln_job *job = pushed->job;

	if (pushed->status)
		return pushed->status;
	if (pushed->failure || is_cut_off(job))
		return HASHLANE_CANCELLED;
	return HASHLANE_OK;
}

/*
 * Wait for room, or work to make it. Before the stream is taken, room may
 * depend on untaken rows; then wait for the job.
 */
static void wait_room(struct hln_pushed *pushed, uint64_t deadline_ns)
{
	struct hln_job *job = pushed->job;

	if (pushed->taken && !atomic_load(&job->engine->workforce.callers))
		hln_signal_wait(&pushed->changed, &job->lock, deadline_ns);
	else
		hln_job_results_wait_change(job, deadline_ns);
}

/* Copy all that there is room for until the deadline; the lock is held. */
static int32_t feed(size_t *taken, struct hln_pushed *pushed,
		    const uint8_t *data, size_t bytes, bool inside,
		    uint64_t deadline_ns)
{
	struct hln_job *job = pushed->job;
	bool helps = atomic_load(&job->engine->workforce.callers) && !inside;

	for (;;) {
		int32_t status = why_not(pushed);
		size_t some = 0;

		if (!status && *taken < bytes)
			some = copy_in(pushed, data + *taken, bytes - *taken);
		if (status || *taken + some == bytes) {
			*taken += some;
			return status ? status : why_not(pushed);
		}
		*taken += some;
		if (some) {
			if (offer(pushed)) {
				hln_lock_give(&job->lock);
				hln_workforce_offer(&job->board, true);
				hln_lock_take(&job->lock);
			}
			continue;
		}
		if (!pushed->taken && (hln_job_results_are_blocked(job) ||
				       hln_lookup_list_is_due(&job->lookups)))
			return *taken ? HASHLANE_OK : HASHLANE_BUSY;
		if (!helps && (inside || hln_clock_ns() >= deadline_ns)) {
			pushed->refused = true;
			return *taken ? HASHLANE_OK : HASHLANE_TIMEOUT;
		}
		wait_room(pushed, deadline_ns);
		helps &= hln_clock_ns() < deadline_ns;
	}
}

/* The stream to feed, or why there is none; the lock is held. */
static int32_t choose(struct hln_pushed **pushed, struct hln_job *job,
		      uint64_t index)
{
	struct hln_pushed *found = hln_pushed_table_find(&job->pushed, index);
	int32_t status;

	if (!found || found->ended)
		return is_cut_off(job) ? HASHLANE_CANCELLED :
					 HASHLANE_ARGUMENT;
	if (found->status) {
		status = found->status;
		hln_pushed_table_remove(&job->pushed, index);
		hln_lock_give(&job->lock);
		hln_pushed_release(found);
		hln_lock_take(&job->lock);
		return status;
	}
	*pushed = found;
	return is_cut_off(job) ? HASHLANE_CANCELLED : HASHLANE_OK;
}

int32_t hln_pushed_feed(size_t *taken, struct hln_job *job, uint64_t index,
			const uint8_t *data, size_t bytes, bool last,
			uint64_t deadline_ns)
{
	bool inside = hln_listener_within_engine(job->engine), offered;
	bool gone = false;
	struct hln_pushed *pushed;
	size_t done = 0;
	int32_t status;

	hln_lock_take(&job->lock);
	status = choose(&pushed, job, index);
	if (!status && pushed->feeding)
		status = HASHLANE_BUSY;
	if (status) {
		hln_lock_give(&job->lock);
		return status;
	}
	pushed->feeding = true;
	pushed->refused = false;
	atomic_fetch_add(&pushed->refs, 1);
	status = feed(&done, pushed, data, bytes, inside, deadline_ns);
	pushed->feeding = false;
	if (!status && last && done == bytes)
		pushed->ended = true;
	/* The status is returned here, so the stream can go. */
	if (pushed->status &&
	    hln_pushed_table_find(&job->pushed, index) == pushed) {
		hln_pushed_table_remove(&job->pushed, index);
		gone = true;
	}
	offered = offer(pushed);
	hln_lock_give(&job->lock);
	if (gone)
		hln_pushed_release(pushed);
	hln_pushed_release(pushed);
	if (offered)
		hln_workforce_offer(&job->board, true);
	if (!status || status == HASHLANE_TIMEOUT)
		*taken = done;
	return status;
}

int32_t hln_pushed_fail(struct hln_job *job, uint64_t index, int32_t status)
{
	struct hln_pushed *pushed;
	bool offered = false;
	int32_t outcome;

	hln_lock_take(&job->lock);
	outcome = choose(&pushed, job, index);
	if (!outcome) {
		pushed->failure = status;
		pushed->ended = true;
		hln_signal_all(&pushed->changed);
		offered = offer(pushed);
	}
	hln_lock_give(&job->lock);
	if (offered)
		hln_workforce_offer(&job->board, true);
	/* If the stream had failed before, this is its earlier status. */
	return outcome;
}
