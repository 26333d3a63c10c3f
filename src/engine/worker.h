/* SPDX-License-Identifier: MIT */
/* worker.h - a thread's share of the work: some streams side by side. */
#ifndef HLN_WORKER_H
#define HLN_WORKER_H

#include "counters.h"
#include "slot.h"

struct hln_worker {
	struct hln_engine *engine;
	hln_thread thread;
	struct hln_job *job; /* that its slots belong to; NULL: none */
	uint64_t news;       /* of the engine, as it was last looked at */
	unsigned active;     /* slots[0..active) are under way.. */
	unsigned slot_count; /* ..the others up to here are spare */
	unsigned patience;   /* rounds in which it takes nothing donated */
	unsigned rounds;     /* of several works */
	bool threaded;
	bool cold;  /* files come from a device, not from memory */
	bool alone; /* its stream is so long that it gets no company */
	struct hln_slot *slots[HLN_SLOTS_MAX];
	uint64_t mark_ns; /* what was done since then is not counted yet */
	struct hln_counters counters;
};

struct hln_worker *hln_worker_create(struct hln_engine *engine);
void hln_worker_destroy(struct hln_worker *worker);

/*
 * Do a little: milliseconds, unless a read waits. False: there is nothing to
 * do for it now.
 */
bool hln_worker_step(struct hln_worker *worker);

#endif
