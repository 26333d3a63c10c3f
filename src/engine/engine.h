/* SPDX-License-Identifier: MIT */
/* engine.h - workers, the memory they share, and the jobs they serve. */
#ifndef HLN_ENGINE_H
#define HLN_ENGINE_H

#include "engine_budget.h"
#include "devices.h"
#include "job.h"
#include "open_pool.h"
#include "shortage.h"
#include "workforce.h"

struct hln_worker;

struct hln_engine {
	struct hln_allocator memory;
	uint32_t cpu; /* HLN_CPU_* that may be used */
	/* workers[0] is the callers', the others the threads'. */
	_Atomic(struct hln_worker *) *workers;
	_Atomic(struct hln_open_pool *)
		open_pool; /* NULL: none were needed yet */

	struct hln_workforce workforce;
	unsigned worker_slots; /* at workers */
	unsigned openers_max;
	size_t stack_bytes;
	hashlane_thread_fn *thread_start, *thread_end;
	void *thread_context;
	struct hln_subscribers subscribers;
	struct hln_trust trust; /* of all jobs */

	struct hln_devices devices;
	struct hln_directories directories;
	struct hln_shortage shortage; /* of descriptors */
	hln_lock open_lock; /* of the thread that opens while there is one */

	struct hln_engine_budget budget;
};

/* Options that were checked. */
struct hln_engine_plan {
	int32_t workers;
	uint32_t cpu;
	uint64_t budget_bytes;
	size_t stack_bytes;
	hashlane_thread_fn *thread_start, *thread_end;
	void *thread_context;
	struct hln_release release;
	bool caller_helps; /* the caller is one of the workers */
	struct hln_allocator memory;
};

int32_t hln_engine_create(struct hln_engine **out,
			  const struct hln_engine_plan *plan);
void hln_engine_hold(struct hln_engine *engine);
void hln_engine_release(struct hln_engine *engine);
/* Cancel all jobs; the threads end by themselves. Never waits. */
void hln_engine_end(struct hln_engine *engine);
/*
 * Do what may be left of jobs that are final where no thread of the engine is
 * there to do it. To be called without locks when a job was ended, and when the
 * thread may have come out of a callback. Never waits.
 */
void hln_engine_settle(struct hln_engine *engine);

/* Wait until it rests; see hashlane_engine_wait. */
int32_t hln_engine_wait(struct hln_engine *engine, uint64_t deadline_ns);

int32_t hln_engine_submit(struct hln_engine *engine, struct hln_job *job);
/*
 * Subscribe a listener to the engine, its jobs and those to come. HASHLANE_OK,
 * HASHLANE_NO_MEMORY, HASHLANE_NOT_FOUND: the engine is destroyed.
 */
int32_t hln_engine_listen(struct hln_engine *engine,
			  struct hln_listener *listener);

#endif
