/* SPDX-License-Identifier: MIT */
/* engine.h - workers, their memory, and the jobs they serve. */
#ifndef HLN_ENGINE_H
#define HLN_ENGINE_H

#include "job.h"
#include "scouts.h"

struct hln_worker;

struct hln_engine {
	atomic_uint refs;
	struct hln_allocator memory;
	uint32_t cpu; /* HLN_CPU_* that may be used */
	bool callers; /* the threads that wait do the work */
	unsigned worker_count;
	struct hln_worker **workers;
	_Atomic(struct hln_scouts *) scouts; /* NULL: none were needed yet */

	hln_lock lock;
	hln_signal news; /* something to do, for idle workers */
	_Atomic(uint64_t) news_count;
	bool stopping;
	bool caller_works; /* one is at work as the caller's worker */
	unsigned running;  /* threads that have not ended */
	struct hln_job *jobs;
	atomic_uint idle;     /* workers that wait for news */
	uint64_t job_count;   /* submitted so far */
	unsigned worker_room; /* at workers */
	struct hln_audience audience;

	uint64_t budget_bytes;
	_Atomic(uint64_t) used_bytes, peak_bytes, held_bytes;
};

/* Options that were checked. */
struct hln_engine_plan {
	int32_t workers;
	uint32_t cpu;
	uint64_t budget_bytes;
	struct hln_allocator memory;
};

int32_t hln_engine_create(struct hln_engine **out,
			  const struct hln_engine_plan *plan);
void hln_engine_hold(struct hln_engine *engine);
void hln_engine_release(struct hln_engine *engine);
/* Cancel all jobs, end all threads; false: not by then. */
bool hln_engine_stop(struct hln_engine *engine, uint64_t deadline_ns);

/* Count memory; false and nothing counted: it would pass the budget. */
bool hln_engine_take_memory(struct hln_engine *engine, size_t bytes);
/* The same, whatever the budget says. */
void hln_engine_count_memory(struct hln_engine *engine, size_t bytes);
void hln_engine_give_memory(struct hln_engine *engine, size_t bytes);
int32_t hln_engine_pressure(struct hln_engine *engine);

/* There is something to do. */
void hln_engine_wake(struct hln_engine *engine);
/* Changes with every time it is told so. */
uint64_t hln_engine_news(struct hln_engine *engine);

int32_t hln_engine_submit(struct hln_engine *engine, struct hln_job *job);
/* It is final and nobody is in it. */
void hln_engine_forget(struct hln_engine *engine, struct hln_job *job);

/*
 * Where the callers work: do some of it, or wait for `job` to change until the
 * deadline. Without effect on an engine with threads.
 */
void hln_engine_lend(struct hln_engine *engine, struct hln_job *job,
		     uint64_t deadline_ns);

/* Made when first asked for; NULL: it has none. */
struct hln_scouts *hln_engine_scouts(struct hln_engine *engine);

/*
 * Seat a listener in the engine, its jobs and those to come. HASHLANE_OK,
 * HASHLANE_NO_MEMORY, HASHLANE_NOT_FOUND: it is destroyed.
 */
int32_t hln_engine_listen(struct hln_engine *engine,
			  struct hln_listener *listener);

/* Is the calling thread in a callback of its, or of any of its jobs? */
bool hln_engine_in_callback(struct hln_engine *engine);

#endif
