/* SPDX-License-Identifier: MIT */
/* worker.h - a thread's share of the work: some streams side by side. */
#ifndef HLN_WORKER_H
#define HLN_WORKER_H

#include "counters.h"
#include "slot.h"

enum { HLN_FOLDERS = 256 };

struct hln_worker {
	struct hln_engine *engine;
	struct hln_job *job; /* that its slots belong to; NULL: none */
	uint64_t wake_count; /* of the engine, as it was last looked at */
	uint64_t due_ns;     /* when there may be work without a wake-up */
	unsigned active;     /* slots[0..active) are under way.. */
	unsigned slot_count; /* ..the others up to here are spare */
	unsigned patience;   /* rounds in which it takes nothing donated */
	unsigned rounds;     /* of several works */
	unsigned number;     /* of its thread, from 1; 0: the callers' */
	struct hln_device *place; /* where it may read, or NULL */
	/*
	 * By a hash of its path: what is in a folder mostly lies on one device.
	 * A wrong guess only costs order.
	 */
	struct hln_folder {
		uint64_t hash;
		struct hln_device *device; /* NULL: not known */
	} folders[HLN_FOLDERS];
	bool threaded;
	/* See worker_files.h for these three. */
	bool starved;  /* it has nothing open, and no descriptor is left */
	bool holds;    /* it goes on with files that are open */
	bool hopeless; /* the next directory without a descriptor fails */
	bool cold;     /* files come from a device, not from memory */
	bool remote;   /* the last file's times were a server's */
	bool alone;    /* it keeps to one long stream; see scheduling.h */
	bool waits;    /* it made some files wait for a place */
	struct hln_slot *slots[HLN_SLOTS_MAX];
	uint64_t begun_ns; /* of the round */
	/* Of short files that were read, to be added to the job's total. */
	uint64_t short_bytes;
	uint64_t mark_ns; /* what was done since then is not counted yet */
	struct hln_counters counters;
};

struct hln_worker *hln_worker_create(struct hln_engine *engine,
				     unsigned number);
void hln_worker_destroy(struct hln_worker *worker);

/*
 * Do one round, or a whole run of a team (team.h). False: there is nothing to
 * do for this worker now.
 */
bool hln_worker_step(struct hln_worker *worker);
/* Leave its job, which is final. Never waits. */
void hln_worker_leave(struct hln_worker *worker);

#endif
