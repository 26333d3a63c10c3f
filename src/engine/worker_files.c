/* SPDX-License-Identifier: MIT */
/* worker_files.c - a worker opens files, also where descriptors are short. */
#include "worker_files.h"

#include "engine.h"
#include "reading.h"
#include "scheduling.h"
#include "worker_slots.h"

enum { OPEN_WAIT_NS = 5000000 /* for descriptors of others */ };

void hln_worker_files_hold(struct hln_worker *worker, bool holds)
{
	if (holds && !worker->holds)
		hln_shortage_hold();
	else if (!holds && worker->holds)
		hln_shortage_leave();
	worker->holds = holds;
}

void hln_worker_files_starve(struct hln_worker *worker, bool starved)
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

void hln_worker_files_closed(struct hln_worker *worker)
{
	if (is_short(worker))
		hln_workforce_wake(&worker->engine->workforce);
}

bool hln_worker_files_begin(struct hln_worker *worker, bool *alone)
{
	*alone = is_short(worker);
	if (!*alone)
		return true;
	if (!hln_lock_try(&worker->engine->open_lock))
		return false;
	hln_shortage_try();
	hln_directories_close(&worker->engine->directories);
	return true;
}

void hln_worker_files_end(struct hln_worker *worker, bool alone)
{
	if (!alone)
		return;
	hln_shortage_tried();
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
	if (!hln_worker_files_begin(worker, &alone)) {
		hln_directory_visit_end(visit);
		return false;
	}
	/* From the first moment in which a file may be open. */
	if (!worker->holds && !worker->starved)
		hln_worker_files_hold(worker, true);
	opened = hln_open_file_open_from(slot->entry, visit);
	if (opened && slot->entry->owned) {
		if (!worker->holds)
			hln_worker_files_hold(worker, true);
		hln_shortage_end(&worker->engine->shortage);
	}
	/* While descriptors are short the directory can be closed at once. */
	if (!opened || alone)
		hln_directory_visit_end(visit);
	hln_worker_files_end(worker, alone);
	return opened;
}

bool hln_worker_files_open(struct hln_worker *worker, struct hln_slot *slot)
{
	struct hln_directory_visit visit = { 0 };
	bool opened = open_next(worker, slot, &visit);

	hln_directory_visit_end(&visit);
	return opened;
}

bool hln_worker_files_any(const struct hln_worker *worker)
{
	for (unsigned i = 0; i < worker->active; i++)
		if (worker->slots[i]->whole || worker->slots[i]->entry->owned)
			return true;
	return false;
}

bool hln_worker_files_any_open(const struct hln_worker *worker)
{
	bool open = false;

	for (unsigned i = 0; i < worker->active; i++)
		open |= worker->slots[i]->opened;
	return open;
}

bool hln_worker_files_wait(struct hln_worker *worker, uint64_t wake_count)
{
	struct hln_engine *engine = worker->engine;
	uint64_t now = hln_clock_ns();

	hln_worker_files_hold(worker, false);
	hln_reading_give_place(worker);
	if (hln_workforce_let_go(&engine->workforce))
		return false;
	/* Now once more, with all that the engine can spare. */
	if (!worker->starved) {
		hln_worker_files_starve(worker, true);
		return false;
	}
	if (worker->active && hln_scheduling_trade_in(worker))
		return false;
	if (hln_shortage_lasts(&engine->shortage, now))
		return true;
	hln_workforce_wait_wake(&engine->workforce, wake_count,
				now + OPEN_WAIT_NS);
	return false;
}

/* Files that wait for a device are opened all at once. */
static void open_ahead(struct hln_worker *worker)
{
	struct hln_engine *engine = worker->engine;
	struct hln_open_pool *pool = NULL;
	struct hln_open_file *entries[HLN_SLOTS_MAX];
	unsigned count = 0;

	if (atomic_load(&engine->workforce.worker_count) > 1)
		pool = hln_open_pool_get(&engine->open_pool,
					 engine->openers_max);
	hln_worker_files_hold(worker, true);
	for (unsigned i = 0; pool && i < worker->active; i++) {
		const struct hln_slot *slot = worker->slots[i];

		if (!slot->opened && !slot->whole && !slot->entry->disk)
			entries[count++] = slot->entry;
	}
	if (count)
		hln_open_pool_open(pool, entries, count,
				   worker->job->board.plan.block_bytes);
}

bool hln_worker_files_open_all(struct hln_worker *worker)
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
		hln_worker_slots_prefetch(worker, i);
		slot->opened = open_next(worker, slot, &visit);
		starved |= !slot->opened;
		if (!slot->opened && open)
			break;
		open |= slot->opened;
	}
	hln_directory_visit_end(&visit);
	return open || !starved;
}
