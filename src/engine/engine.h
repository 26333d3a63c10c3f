/* SPDX-License-Identifier: MIT */
/* engine.h - workers, their memory, and the jobs they serve. */
#ifndef HLN_ENGINE_H
#define HLN_ENGINE_H

#include "devices.h"
#include "job.h"
#include "open_pool.h"
#include "shortage.h"

struct hln_worker;

struct hln_engine {
	atomic_uint refs;
	struct hln_allocator memory;
	uint32_t cpu;        /* HLN_CPU_* that may be used */
	atomic_bool callers; /* the threads that wait do work, too */
	bool threadless;     /* by its options: it never has threads */
	/* That there are, or may be: what work is divided by. */
	atomic_uint worker_count;
	/* workers[0] is the callers', the others the threads'. */
	_Atomic(struct hln_worker *) *workers;
	_Atomic(struct hln_open_pool *)
		open_pool; /* NULL: none were needed yet */

	hln_lock lock;
	hln_signal news;  /* something to do, for idle workers */
	hln_signal rest;  /* there is nothing to do any more, for.. */
	unsigned waiting; /* ..so many callers */
	_Atomic(uint64_t) news_count;
	bool stopping;
	bool caller_works;     /* one is at work as the caller's worker */
	bool unsettled;        /* it has to look for final jobs then */
	bool starting;         /* a thread is being started */
	unsigned started;      /* threads so far */
	unsigned running;      /* threads that have not ended */
	atomic_uint unstarted; /* threads that may yet be started */
	struct hln_job_list lists[HLN_LISTS - 1 + HLN_PRIORITIES];
	atomic_uint idle;      /* threads that wait for news, or just begin */
	uint64_t job_count;    /* submitted so far */
	unsigned worker_slots; /* at workers */
	unsigned openers_max;
	size_t stack_bytes;
	hashlane_thread_fn *thread_start, *thread_end;
	void *thread_context;
	struct hln_subscribers subscribers;
	struct hln_trust trust; /* of all jobs */
	atomic_uint aside;      /* files of all jobs that are read later */

	struct hln_devices devices;
	struct hln_directories directories;
	struct hln_shortage shortage; /* of descriptors */
	hln_lock open_lock; /* of the thread that opens while there is one */

	uint64_t budget_bytes;
	_Atomic(uint64_t) used_bytes, peak_bytes, held_bytes;
	_Atomic(uint64_t) pushed_bytes, pushed_count; /* see pushed.h */
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

/* Count memory; false and nothing counted: it would pass the budget. */
bool hln_engine_take_memory(struct hln_engine *engine, size_t bytes);
/* The same, whatever the budget says. */
void hln_engine_count_memory(struct hln_engine *engine, size_t bytes);
void hln_engine_give_memory(struct hln_engine *engine, size_t bytes);
int32_t hln_engine_pressure(struct hln_engine *engine);
/*
 * Report the pressure, if it changed, to the engine's subscribers and to those
 * of a job, which may be NULL. No lock is held.
 */
void hln_engine_report_pressure(struct hln_engine *engine,
				struct hln_subscribers *job);

/* There is something to do; for it a thread more is started, if need be. */
void hln_engine_wake(struct hln_engine *engine);
/*
 * The calling worker took its share: start a thread more if there is work left
 * and none that waits for it.
 */
void hln_engine_enlist(struct hln_engine *engine);
/* Is there a thread without work, or one that may be started? */
bool hln_engine_idles(const struct hln_engine *engine);
/*
 * Start the first thread, unless there is one. False: none can be had, and the
 * callers do the work.
 */
bool hln_engine_has_threads(struct hln_engine *engine);
/*
 * A job may have something for a worker: to be called after any change that
 * makes it so. Without `news` no worker is woken.
 */
void hln_engine_offer(struct hln_job *job, bool news);
/* A final job's last events are left to a worker. */
void hln_engine_end_later(struct hln_job *job);
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
/* Where the callers work: do some of it. False: there is nothing to do. */
bool hln_engine_work(struct hln_engine *engine);

/* Made when first asked for; NULL: it has none. */
struct hln_open_pool *hln_engine_open_pool(struct hln_engine *engine);

/*
 * Subscription a listener in the engine, its jobs and those to come. HASHLANE_OK,
 * HASHLANE_NO_MEMORY, HASHLANE_NOT_FOUND: it is destroyed.
 */
int32_t hln_engine_listen(struct hln_engine *engine,
			  struct hln_listener *listener);

/* Is the calling thread in a callback of its, or of any of its jobs? */
bool hln_engine_in_callback(struct hln_engine *engine);

#endif
