/* SPDX-License-Identifier: MIT */
/* engine.c - workers, the memory they share, and the jobs they serve. */
#include "engine.h"

#include "../os/pages.h"
#include "worker.h"

#include <stddef.h>
#include <stdio.h>

enum {
	WORKERS_MAX = 1024,
	BLOCK_MIN = 32 * 1024,
	BLOCK_MAX = 128 * 1024,
	LONE_BLOCK_MAX = 256 * 1024, /* of streams that share no lanes */
	LANES = 32,
	BUDGET_MIN = 256 * 1024, /* below a limit of the process */
	NAME_BYTES = 16,
	DESCRIPTORS_AHEAD = 256,
	PARTS_ALONE = 2
};

/* ---- Jobs ---- */

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
static void plan_job(struct hln_engine *engine, struct hln_job *job)
{
	struct hln_plan *plan = &job->board.plan;
	unsigned workers = atomic_load(&engine->workforce.worker_count);
	uint64_t share = engine->budget.bytes * 2 / 5 / workers;
	uint64_t files = hln_file_open_max() / 2 / workers;
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
	/* What is found ahead keeps its directories open while it may. */
	plan->walks_ahead = workers > 1 &&
			    hln_file_open_max() >= DESCRIPTORS_AHEAD;
	plan->part_lanes = plan->shares_lanes ? plan->lanes : PARTS_ALONE;
}

int32_t hln_engine_submit(struct hln_engine *engine, struct hln_job *job)
{
	struct hln_workforce *workforce = &engine->workforce;
	int32_t status;

	/* Known before there is a job: do its callers do the work? */
	(void)hln_workforce_has_threads(workforce);
	plan_job(engine, job);
	hln_job_hold(job);
	hln_workforce_lock(workforce);
	status = workforce->stopping ?
			 HASHLANE_HANDLE :
			 hln_subscribers_join(&job->subscribers,
					      &engine->subscribers);
	if (!status) {
		/* It cannot fail any more. */
		job->source.inputs.owner = &job->subscribers;
		hln_workforce_admit(&job->board);
	}
	hln_workforce_unlock(workforce);
	if (status) {
		hln_job_release(job);
		return status;
	}
	/* A caller that helps may be all it takes. */
	if (!atomic_load(&workforce->callers))
		hln_workforce_enlist(workforce);
	return HASHLANE_OK;
}

int32_t hln_engine_wait(struct hln_engine *engine, uint64_t deadline_ns)
{
	if (hln_listener_within())
		return HASHLANE_BUSY;
	return hln_workforce_wait_rest(&engine->workforce, deadline_ns);
}

int32_t hln_engine_listen(struct hln_engine *engine,
			  struct hln_listener *listener)
{
	uint32_t events = listener->events & ~(uint32_t)HASHLANE_EVENT_MEMORY;
	int32_t status;

	hln_workforce_lock(&engine->workforce);
	status = hln_subscribers_add(&engine->subscribers, listener,
				     listener->events);
	for (struct hln_board *board =
		     engine->workforce.lists[HLN_LIST_ALL].first;
	     board && !status;
	     board = hln_board_list_next(board, HLN_LIST_ALL)) {
		status = hln_subscribers_add(&hln_job_of(board)->subscribers,
					     listener, events);
		/* Its last events were reported: none are left. */
		if (status == HASHLANE_NOT_FOUND)
			status = HASHLANE_OK;
	}
	hln_workforce_unlock(&engine->workforce);
	return status;
}

/* A job that was cancelled in a callback, or beside one. */
static bool retire_one(struct hln_engine *engine, bool wait)
{
	struct hln_board *board =
		hln_workforce_take_ending(&engine->workforce);

	if (!board)
		return false;
	hln_job_retire(hln_job_of(board), wait);
	hln_job_release(hln_job_of(board));
	return true;
}

/* What no thread of the engine may be there to do, as the callers' worker. */
static void settle_once(struct hln_engine *engine)
{
	struct hln_worker *worker = engine->workers[0];
	size_t count;

	/* What callers left under way. */
	if (worker->job && hln_job_is_final(worker->job))
		hln_worker_leave(worker);
	count = hln_workforce_count(&engine->workforce, HLN_LIST_ENDING);
	/* One that has to wait is listed again, by then at the end. */
	while (count-- && retire_one(engine, false))
		;
}

void hln_engine_settle(struct hln_engine *engine)
{
	/* The thread comes here again, out of this engine's callback. */
	if (hln_listener_within_engine(engine))
		return;
	hln_workforce_unsettle(&engine->workforce);
	while (hln_workforce_begin_settling(&engine->workforce)) {
		settle_once(engine);
		(void)hln_workforce_leave_caller(&engine->workforce);
	}
}

/* ---- Threads ---- */

static bool do_something(struct hln_worker *worker)
{
	/* A long job does not hold up the end of another. */
	if (atomic_load_explicit(&worker->engine->workforce.ending,
				 memory_order_relaxed))
		retire_one(worker->engine, false);
	if (hln_worker_step(worker) || retire_one(worker->engine, true))
		return true;
	if (hln_subscribers_wants(&worker->engine->subscribers,
				  HASHLANE_EVENT_MEMORY))
		hln_events_report_pressure(
			&worker->engine->subscribers,
			hln_engine_budget_pressure(&worker->engine->budget));
	return false;
}

static void name_thread(const struct hln_worker *worker)
{
	char name[NAME_BYTES];

	snprintf(name, sizeof(name), "hashlane-%u", worker->number - 1);
	hln_thread_name(name);
}

static void *run(void *argument)
{
	struct hln_worker *worker = argument;
	struct hln_engine *engine = worker->engine;
	struct hln_workforce *workforce = &engine->workforce;

	name_thread(worker);
	if (engine->thread_start)
		engine->thread_start(engine->thread_context);
	hln_workforce_begin_thread(workforce);
	for (;;) {
		uint64_t wake_count, since;
		bool stopping;

		wake_count = hln_workforce_look(workforce, &stopping);
		if (do_something(worker))
			continue;
		if (stopping)
			break;
		since = hln_clock_ns();
		hln_workforce_idle(workforce, wake_count, worker->due_ns);
		hln_counters_add(&worker->counters.idle_ns,
				 hln_clock_ns() - since);
	}
	if (engine->thread_end)
		engine->thread_end(engine->thread_context);
	hln_workforce_end_thread(workforce);
	hln_engine_settle(engine);
	hln_engine_release(engine);
	return NULL;
}

static struct hln_engine *engine_of(struct hln_workforce *workforce)
{
	return (struct hln_engine *)((char *)workforce -
				     offsetof(struct hln_engine, workforce));
}

static void start_thread(struct hln_workforce *workforce)
{
	struct hln_engine *engine = engine_of(workforce);
	unsigned number = hln_workforce_begin_start(workforce);
	struct hln_worker *worker;
	hln_thread thread;
	bool started;

	if (!number)
		return;
	worker = hln_worker_create(engine, number);
	atomic_store(&engine->workers[number], worker);
	/* A thread that has ended may be the last user of its engine. */
	hln_engine_hold(engine);
	started = worker &&
		  hln_thread_start(&thread, engine->stack_bytes, run, worker);
	if (started)
		hln_thread_detach(thread);
	hln_workforce_end_start(workforce, started);
	if (!started)
		hln_engine_release(engine);
}

/* Some work of a caller's thread. */
static bool work(struct hln_workforce *workforce)
{
	struct hln_engine *engine = engine_of(workforce);
	bool did;

	if (!hln_workforce_enter_caller(workforce))
		return false;
	did = do_something(engine->workers[0]);
	if (hln_workforce_leave_caller(workforce))
		hln_engine_settle(engine);
	return did;
}

static void free_engine(struct hln_engine *engine)
{
	const struct hln_allocator memory = engine->memory;

	for (unsigned i = 0; engine->workers && i < engine->worker_slots; i++)
		if (engine->workers[i])
			hln_worker_destroy(engine->workers[i]);
	if (engine->workers)
		hln_allocator_give(&memory, engine->workers,
				   engine->worker_slots *
					   sizeof(*engine->workers),
				   HLN_ALIGNMENT);
	hln_subscribers_destroy(&engine->subscribers);
	hln_trust_destroy(&engine->trust);
	hln_open_pool_destroy(atomic_load(&engine->open_pool));
	hln_devices_destroy(&engine->devices);
	hln_directories_destroy(&engine->directories);
	hln_lock_destroy(&engine->open_lock);
	hln_workforce_destroy(&engine->workforce);
	hln_allocator_give(&memory, engine, sizeof(*engine),
			   _Alignof(struct hln_engine));
	hln_release_drop(memory.last);
}

/*
 * What a limit of the process leaves is shared out once: at most a quarter for
 * stacks, with them half for the budget. So all else has the other half, and
 * more where the limit is larger. Returns how many threads there may be.
 */
static unsigned plan_memory(struct hln_engine *engine, unsigned threads)
{
	uint64_t room = hln_pages_room(), stacks, budget;

	engine->openers_max = HLN_OPENERS_MAX;
	if (room == UINT64_MAX)
		return threads;
	if (threads > room / 4 / engine->stack_bytes)
		threads = (unsigned)(room / 4 / engine->stack_bytes);
	if (engine->openers_max > room / 16 / HLN_OPENER_STACK_BYTES)
		engine->openers_max =
			(unsigned)(room / 16 / HLN_OPENER_STACK_BYTES);
	stacks = threads * (uint64_t)engine->stack_bytes +
		 engine->openers_max * (uint64_t)HLN_OPENER_STACK_BYTES;
	budget = room / 2 - stacks;
	if (budget < BUDGET_MIN)
		budget = BUDGET_MIN;
	if (engine->budget.bytes > budget)
		engine->budget.bytes = budget;
	return threads;
}

static void destroy(struct hln_workforce *workforce)
{
	free_engine(engine_of(workforce));
}

/* Threads come when there is work; see hln_workforce_enlist. */
static void plan_threads(struct hln_engine *engine,
			 const struct hln_engine_plan *plan)
{
	struct hln_workforce *workforce = &engine->workforce;
	unsigned threads = plan->workers > 0  ? (unsigned)plan->workers :
			   plan->workers == 0 ? hln_thread_cpus() :
						0;

	if (threads > WORKERS_MAX)
		threads = WORKERS_MAX;
	workforce->start = start_thread;
	workforce->work = work;
	workforce->destroy = destroy;
	workforce->threadless = plan->workers < 0;
	if (plan->caller_helps && threads)
		threads--;
	threads = plan_memory(engine, threads);
	atomic_init(&workforce->callers, plan->caller_helps || !threads);
	atomic_init(&workforce->unstarted, threads);
	atomic_init(&workforce->worker_count,
		    threads + atomic_load(&workforce->callers));
	engine->worker_slots = threads + 1;
}

int32_t hln_engine_create(struct hln_engine **out,
			  const struct hln_engine_plan *plan)
{
	struct hln_engine *engine = hln_allocator_take_zeroed(
		&plan->memory, sizeof(*engine), _Alignof(struct hln_engine));

	if (!engine)
		return HASHLANE_NO_MEMORY;
	engine->memory = plan->memory;
	engine->cpu = plan->cpu;
	engine->budget.bytes = plan->budget_bytes;
	engine->stack_bytes = plan->stack_bytes;
	engine->thread_start = plan->thread_start;
	engine->thread_end = plan->thread_end;
	engine->thread_context = plan->thread_context;
	plan_threads(engine, plan);
	engine->workers = hln_allocator_take_zeroed(
		&engine->memory,
		engine->worker_slots * sizeof(*engine->workers),
		HLN_ALIGNMENT);
	if (plan->release.function)
		engine->memory.last = hln_release_share(&plan->release);
	if (engine->workers)
		atomic_init(&engine->workers[0], hln_worker_create(engine, 0));
	if (!engine->workers || !engine->workers[0] ||
	    (plan->release.function && !engine->memory.last) ||
	    !hln_workforce_create(&engine->workforce) ||
	    !hln_lock_create(&engine->open_lock) ||
	    !hln_devices_create(&engine->devices) ||
	    !hln_directories_create(&engine->directories) ||
	    !hln_trust_create(&engine->trust) ||
	    !hln_subscribers_create(&engine->subscribers, &engine->memory,
				    &(struct hln_event_source){ 0 })) {
		hln_release_forget(engine->memory.last);
		engine->memory.last = NULL;
		free_engine(engine);
		return HASHLANE_NO_MEMORY;
	}
	*out = engine;
	return HASHLANE_OK;
}

void hln_engine_hold(struct hln_engine *engine)
{
	hln_workforce_hold(&engine->workforce);
}

void hln_engine_release(struct hln_engine *engine)
{
	hln_workforce_release(&engine->workforce);
}

/* No jobs come any more, and those that go are final. */
static void cancel_jobs(struct hln_engine *engine)
{
	/* Each comes once, so that all are. */
	for (size_t left =
		     hln_workforce_count(&engine->workforce, HLN_LIST_ALL);
	     left; left--) {
		struct hln_board *board =
			hln_workforce_rotate(&engine->workforce);

		if (!board)
			return;
		hln_job_cancel(hln_job_of(board), HASHLANE_STATE_CANCELLED);
		hln_job_release(hln_job_of(board));
	}
}

void hln_engine_end(struct hln_engine *engine)
{
	hln_workforce_stop(&engine->workforce);
	cancel_jobs(engine);
	hln_subscribers_end(&engine->subscribers);
	hln_workforce_wake(&engine->workforce);
	hln_engine_settle(engine);
}
