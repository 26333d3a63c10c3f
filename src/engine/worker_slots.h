/* SPDX-License-Identifier: MIT */
/*
 * worker_slots.h - the slots of a worker: slots[0..active) are streams under
 * way, the others up to slot_count are spare.
 */
#ifndef HLN_WORKER_SLOTS_H
#define HLN_WORKER_SLOTS_H

#include "worker.h"

void hln_worker_slots_drop(struct hln_worker *worker);

/* A spare slot at slots[active]; false: no memory, and others must do. */
bool hln_worker_slots_need(struct hln_worker *worker);

/* slots[i] is spare from now on. */
void hln_worker_slots_make_spare(struct hln_worker *worker, unsigned i);

/* What was just read of a file, or by a caller's function, counts. */
void hln_worker_slots_count_pace(struct hln_worker *worker,
				 const struct hln_slot *slot);

void hln_worker_slots_read(struct hln_worker *worker, struct hln_slot *slot);

bool hln_worker_slots_goes_on(const struct hln_slot *slot);

/* The next in order that was not begun; false: there is none. */
bool hln_worker_slots_find_next(const struct hln_worker *worker,
				unsigned *next);

void hln_worker_slots_count_reads(struct hln_worker *worker,
				  struct hln_slot *slot);

/* An entry of the job's into the spare slot at slots[active]. */
void hln_worker_slots_adopt(struct hln_worker *worker,
			    struct hln_open_file *entry);

/*
 * An entry that is to be read later goes to the job; what its slot or its whole
 * has instead is empty. False: no memory, and it has failed.
 */
bool hln_worker_slots_defer(struct hln_worker *worker,
			    struct hln_open_file **place);

/* slots[i] waits for a place; false: no memory, and it has failed. */
bool hln_worker_slots_wait(struct hln_worker *worker, unsigned i);

/* slots[i] out of the worker: it is the caller's. */
struct hln_slot *hln_worker_slots_remove(struct hln_worker *worker,
					 unsigned i);

/*
 * The slot behind slots[i] is next. A system call for this one takes longer
 * than the next one's lines from a far cache.
 */
static inline void hln_worker_slots_prefetch(const struct hln_worker *worker,
					     unsigned i)
{
	const char *entry;

	if (i + 2 >= worker->active)
		return;
	entry = (const char *)worker->slots[i + 1]->entry;
	__builtin_prefetch(worker->slots[i + 2]);
	__builtin_prefetch(entry);
	__builtin_prefetch(entry + 64);
	__builtin_prefetch(entry + 128);
}

#endif
