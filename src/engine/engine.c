/* SPDX-License-Identifier: MIT */
/* engine.c - workers, the memory they share, and the jobs they serve. */
#include "engine.h"

#include "worker.h"

enum {
	WORKERS_MAX = 1024,
	BLOCK_MIN = 32 * 1024,
	BLOCK_MAX = 128 * 1024,
	LONE_BLOCK_MAX = 256 * 1024, /* of streams that share no lanes */
	LANES = 32,
	DESCRIPTORS_AHEAD = 256,
	PARTS_ALONE = 2
};

/* ---- Memory ---- */

static void note_peak(struct hln_engine *engine, uint64_t used)
{
	uint64_t peak = atomic_load(&engine->peak_bytes);

	while (used > peak &&
	       !atomic_compare_exchange_weak(&engine->peak_bytes, &peak, used))
		;
}

void hln_engine_count_memory(struct hln_engine *engine, size_t bytes)
{
	note_peak(engine,
		  atomic_fetch_add(&engine->used_bytes, bytes) + bytes);
}

bool hln_engine_take_memory(struct hln_engine *engine, size_t bytes)
{
	uint64_t used = atomic_load(&engine->used_bytes);

	/* What is refused was never in use. */
	do
		if (used + bytes > engine->budget_bytes)
			return false;
	while (!atomic_compare_exchange_weak(&engine->used_bytes, &used,
					     used + bytes));
	note_peak(engine, used + bytes);
	return true;
}

void hln_engine_give_memory(struct hln_engine *engine, size_t bytes)
{
	atomic_fetch_sub(&engine->used_bytes, bytes);
}

int32_t hln_engine_pressure(struct hln_engine *engine)
{
	uint64_t percent = atomic_load(&engine->used_bytes) * 100 /
			   engine->budget_bytes;

	return percent < 50 ? HASHLANE_PRESSURE_NORMAL :
	       percent < 75 ? HASHLANE_PRESSURE_ELEVATED :
	       percent < 90 ? HASHLANE_PRESSURE_HIGH :
			      HASHLANE_PRESSURE_CRITICAL;
}

/* ---- Jobs ---- */

void hln_engine_wake(struct hln_engine *engine)
{
	hln_lock_take(&engine->lock);
	engine->news_count++;
	hln_signal_all(&engine->news);
	hln_lock_give(&engine->lock);
}

uint64_t hln_engine_news(struct hln_engine *engine)
{
	return atomic_load_explicit(&engine->news_count, memory_order_relaxed);
}

/* Does a work gain by streams side by side, whatever their length? */
static bool shares_lanes(const struct hln_set *set)
{
	for (size_t i = 0; i < set->work_count; i++)
		if (set->slots[i].work.work->shape->open_stream)
			return true;
	return false;
}

/*
 * Buffers take two fifths of the budget at most: under a small one the blocks
 * become shorter, then the lanes fewer.
 */
static bool plan_job(struct hln_engine *engine, struct hln_job *job)
{
	struct hln_plan *plan = &job->plan;
	uint64_t share = engine->budget_bytes * 2 / 5 / engine->worker_count;
	uint64_t files = hln_file_open_max() / 2 / engine->worker_count;
	uint64_t block;

	plan->shares_lanes = shares_lanes(&job->set);
	plan->lanes = LANES;
	if (plan->lanes > files)
		plan->lanes = files ? (unsigned)files : 1;
	for (;; plan->lanes--) {
		block = share / plan->lanes;
		block -= block < job->set.state_bytes ? block :
							job->set.state_bytes;
		if (block >= BLOCK_MIN || plan->lanes == 1)
			break;
	}
	if (block < BLOCK_MIN)
		block = BLOCK_MIN;
	if (block > BLOCK_MAX)
		block = plan->shares_lanes ? BLOCK_MAX : LONE_BLOCK_MAX;
	plan->block_bytes = (size_t)(block / 4096 * 4096);
	/* What is found ahead holds its directories open. */
	plan->walks_ahead = engine->worker_count > 1 &&
			    hln_file_open_max() >= DESCRIPTORS_AHEAD;
	plan->part_lanes = plan->shares_lanes ? plan->lanes : PARTS_ALONE;
	return true;
}

int32_t hln_engine_submit(struct hln_engine *engine, struct hln_job *job)
{
	struct hln_job **at;
	int32_t status;

	plan_job(engine, job);
	hln_job_hold(job);
	hln_lock_take(&engine->lock);
	if (engine->stopping)
		status = HASHLANE_HANDLE;
	else
		status = hln_audience_join(&job->audience, &engine->audience);
	if (status) {
		hln_lock_give(&engine->lock);
		hln_job_release(job);
		return status;
	}
	for (at = &engine->jobs; *at;)
		at = &(*at)->next;
	*at = job;
	engine->job_count++;
	hln_lock_give(&engine->lock);
	hln_engine_wake(engine);
	return HASHLANE_OK;
}

void hln_engine_forget(struct hln_engine *engine, struct hln_job *job)
{
	struct hln_job **at;
	bool found;

	hln_lock_take(&engine->lock);
	for (at = &engine->jobs; *at && *at != job;)
		at = &(*at)->next;
	found = *at;
	if (found)
		*at = job->next;
	hln_lock_give(&engine->lock);
	if (found)
		hln_job_release(job);
}

int32_t hln_engine_listen(struct hln_engine *engine,
			  struct hln_listener *listener)
{
	uint32_t events = listener->events & ~(uint32_t)HASHLANE_EVENT_MEMORY;
	int32_t status;

	hln_lock_take(&engine->lock);
	status = hln_audience_add(&engine->audience, listener,
				  listener->events, true);
	for (struct hln_job *job = engine->jobs; job && !status;
	     job = job->next) {
		status = hln_job_listen(job, listener, events);
		/* It told its last event: it has none for this one. */
		if (status == HASHLANE_NOT_FOUND)
			status = HASHLANE_OK;
	}
	hln_lock_give(&engine->lock);
	return status;
}

/* A job that was cancelled in a callback waits for its last events. */
static bool retire_one(struct hln_engine *engine)
{
	struct hln_job *job;

	hln_lock_take(&engine->lock);
	for (job = engine->jobs; job && !hln_job_may_retire(job);)
		job = job->next;
	if (job)
		hln_job_hold(job);
	hln_lock_give(&engine->lock);
	if (!job)
		return false;
	hln_job_retire(job);
	hln_job_release(job);
	return true;
}

/* ---- Threads ---- */

static bool do_something(struct hln_worker *worker)
{
	if (hln_worker_step(worker) || retire_one(worker->engine))
		return true;
	hln_tell_engine_pressure(worker->engine);
	return false;
}

static void *run(void *argument)
{
	struct hln_worker *worker = argument;
	struct hln_engine *engine = worker->engine;

	for (;;) {
		uint64_t news, since;
		bool stopping;

		hln_lock_take(&engine->lock);
		news = engine->news_count;
		stopping = engine->stopping;
		hln_lock_give(&engine->lock);
		if (do_something(worker))
			continue;
		if (stopping)
			break;
		since = hln_clock_ns();
		hln_lock_take(&engine->lock);
		atomic_fetch_add(&engine->idle, 1);
		while (news == engine->news_count && !engine->stopping)
			hln_signal_wait(&engine->news, &engine->lock,
					HLN_FOREVER);
		atomic_fetch_sub(&engine->idle, 1);
		hln_lock_give(&engine->lock);
		hln_tally(&worker->counters.idle_ns, hln_clock_ns() - since);
	}
	hln_lock_take(&engine->lock);
	engine->running--;
	hln_signal_all(&engine->news);
	hln_lock_give(&engine->lock);
	return NULL;
}

void hln_engine_lend(struct hln_engine *engine, struct hln_job *job,
		     uint64_t deadline_ns)
{
	bool mine;

	hln_lock_take(&engine->lock);
	mine = !engine->caller_works;
	engine->caller_works = true;
	hln_lock_give(&engine->lock);
	if (mine) {
		bool did = do_something(engine->workers[0]);

		hln_lock_take(&engine->lock);
		engine->caller_works = false;
		if (engine->stopping)
			hln_signal_all(&engine->news);
		hln_lock_give(&engine->lock);
		if (did)
			return;
	}
	/* Another caller is at it, or inputs are to come. */
	hln_lock_take(&job->lock);
	if (!hln_job_is_final(job)) {
		uint64_t soon = hln_clock_ns() + 1000000;

		hln_signal_wait(&job->changed, &job->lock,
				soon < deadline_ns ? soon : deadline_ns);
	}
	hln_lock_give(&job->lock);
}

struct hln_scouts *hln_engine_scouts(struct hln_engine *engine)
{
	struct hln_scouts *scouts = atomic_load(&engine->scouts), *none = NULL;

	if (scouts || engine->callers)
		return scouts;
	scouts = hln_scouts_create();
	if (scouts &&
	    !atomic_compare_exchange_strong(&engine->scouts, &none, scouts)) {
		hln_scouts_destroy(scouts);
		return none;
	}
	return scouts;
}

static void free_engine(struct hln_engine *engine)
{
	const struct hln_allocator memory = engine->memory;

	for (unsigned i = 0; i < engine->worker_count; i++)
		if (engine->workers[i])
			hln_worker_destroy(engine->workers[i]);
	if (engine->workers)
		hln_allocator_give(&memory, engine->workers,
				   engine->worker_room *
					   sizeof(struct hln_worker *),
				   HLN_ALIGNMENT);
	hln_audience_destroy(&engine->audience);
	hln_scouts_destroy(atomic_load(&engine->scouts));
	hln_lock_destroy(&engine->lock);
	hln_signal_destroy(&engine->news);
	hln_allocator_give(&memory, engine, sizeof(*engine),
			   _Alignof(struct hln_engine));
}

/* Threads, as many as can be had; at worst the callers do the work. */
static void start_threads(struct hln_engine *engine)
{
	unsigned started = 0;

	for (unsigned i = 0; i < engine->worker_count; i++) {
		struct hln_worker *worker = engine->workers[i];

		engine->running++;
		worker->threaded = hln_thread_start(&worker->thread, run,
						    worker);
		if (!worker->threaded) {
			engine->running--;
			break;
		}
		started++;
	}
	engine->callers = !started;
	for (unsigned i = started ? started : 1; i < engine->worker_count;
	     i++) {
		hln_worker_destroy(engine->workers[i]);
		engine->workers[i] = NULL;
	}
	engine->worker_count = started ? started : 1;
}

int32_t hln_engine_create(struct hln_engine **out,
			  const struct hln_engine_plan *plan)
{
	unsigned count = plan->workers > 0  ? (unsigned)plan->workers :
			 plan->workers == 0 ? hln_thread_cpus() :
					      1;
	struct hln_engine *engine = hln_allocator_take_zeroed(
		&plan->memory, sizeof(*engine), _Alignof(struct hln_engine));

	if (!engine)
		return HASHLANE_NO_MEMORY;
	if (count > WORKERS_MAX)
		count = WORKERS_MAX;
	engine->memory = plan->memory;
	atomic_init(&engine->refs, 1);
	engine->cpu = plan->cpu;
	engine->budget_bytes = plan->budget_bytes;
	engine->worker_room = count;
	engine->workers = hln_allocator_take_zeroed(
		&engine->memory, count * sizeof(struct hln_worker *),
		HLN_ALIGNMENT);
	if (!engine->workers || !hln_lock_create(&engine->lock) ||
	    !hln_signal_create(&engine->news) ||
	    !hln_audience_create(&engine->audience, &engine->memory)) {
		free_engine(engine);
		return HASHLANE_NO_MEMORY;
	}
	while (engine->worker_count < count) {
		struct hln_worker *worker = hln_worker_create(engine);

		if (!worker)
			break;
		engine->workers[engine->worker_count++] = worker;
	}
	if (!engine->worker_count) {
		free_engine(engine);
		return HASHLANE_NO_MEMORY;
	}
	if (plan->workers < 0)
		engine->callers = true;
	else
		start_threads(engine);
	*out = engine;
	return HASHLANE_OK;
}

void hln_engine_hold(struct hln_engine *engine)
{
	atomic_fetch_add(&engine->refs, 1);
}

void hln_engine_release(struct hln_engine *engine)
{
	if (atomic_fetch_sub(&engine->refs, 1) == 1)
		free_engine(engine);
}

bool hln_engine_in_callback(struct hln_engine *engine)
{
	struct hln_job *failed = NULL;
	bool inside, left = false;

	if (!hln_listener_within())
		return false;
	hln_lock_take(&engine->lock);
	inside = hln_audience_within(&engine->audience, &left);
	for (struct hln_job *job = engine->jobs; job; job = job->next) {
		left = false;
		inside |= hln_audience_within(&job->audience, &left);
		if (left && !failed) {
			failed = job;
			hln_job_hold(job);
		}
	}
	hln_lock_give(&engine->lock);
	if (failed) {
		/* Its worker never came back. */
		failed->failure = HASHLANE_UNSUPPORTED;
		hln_job_cancel(failed, HASHLANE_JOB_FAILED);
		hln_job_release(failed);
	}
	return inside;
}

static void cancel_jobs(struct hln_engine *engine)
{
	for (;;) {
		struct hln_job *job;

		hln_lock_take(&engine->lock);
		for (job = engine->jobs; job && hln_job_is_final(job);)
			job = job->next;
		if (job)
			hln_job_hold(job);
		hln_lock_give(&engine->lock);
		if (!job)
			return;
		hln_job_cancel(job, HASHLANE_JOB_CANCELLED);
		hln_job_release(job);
	}
}

bool hln_engine_stop(struct hln_engine *engine, uint64_t deadline_ns)
{
	bool ended;

	hln_lock_take(&engine->lock);
	engine->stopping = true;
	hln_lock_give(&engine->lock);
	cancel_jobs(engine);
	hln_engine_wake(engine);
	hln_lock_take(&engine->lock);
	while ((engine->running || engine->caller_works) &&
	       hln_clock_ns() < deadline_ns)
		hln_signal_wait(&engine->news, &engine->lock,
				hln_clock_ns() + 10000000);
	ended = !engine->running && !engine->caller_works;
	/* The workers are this caller's, whoever else stops it or waits. */
	if (ended)
		engine->caller_works = true;
	hln_lock_give(&engine->lock);
	if (!ended)
		return false;
	for (unsigned i = 0; i < engine->worker_count; i++) {
		struct hln_worker *worker = engine->workers[i];

		if (worker->threaded)
			hln_thread_join(worker->thread);
		worker->threaded = false;
		/* What callers left under way. */
		while (worker->job)
			hln_worker_step(worker);
	}
	hln_lock_take(&engine->lock);
	engine->caller_works = false;
	hln_signal_all(&engine->news);
	hln_lock_give(&engine->lock);
	while (retire_one(engine))
		;
	hln_audience_close(&engine->audience);
	return true;
}
