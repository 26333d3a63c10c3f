/* SPDX-License-Identifier: MIT */
/* listener.c - one who is told of events. */
#include "listener.h"

#include "engine.h"

enum { INTERVAL_MS = 100, WORK_WAIT_NS = 1000000, CALLERS_MAX = 8 };

/* Values of hln_listener.entered. */
enum { NOBODY, SOMEBODY, OTHERS_WAIT };

/* Callbacks that the thread is in, one within the other. */
static _Thread_local unsigned depth;
/* Whose the first of them are. */
static _Thread_local const struct hln_listener *callers[CALLERS_MAX];

bool hln_listener_within(void)
{
	return depth;
}

bool hln_listener_within_engine(const struct hln_engine *engine)
{
	/* Of those beyond it is not known: any engine. */
	if (depth > CALLERS_MAX)
		return true;
	for (unsigned i = 0; i < depth; i++)
		if (callers[i]->engine == engine)
			return true;
	return false;
}

struct hln_listener *hln_listener_create(struct hln_engine *engine,
					 const struct hln_listener_plan *plan)
{
	struct hln_listener *listener = hln_allocator_take_zeroed(
		&engine->memory, sizeof(*listener), HLN_ALIGNMENT);
	uint32_t interval = plan->interval_ms ? plan->interval_ms :
						INTERVAL_MS;

	if (!listener)
		return NULL;
	atomic_init(&listener->refs, 1);
	listener->engine = engine;
	listener->holds_engine = plan->holds_engine;
	listener->event = plan->event;
	listener->context = plan->context;
	listener->events = plan->events;
	listener->interval_ns = (uint64_t)interval * 1000000;
	listener->release = plan->release;
	listener->queue.memory = &engine->memory;
	listener->queue.most = plan->queue_events;
	if (!hln_lock_create(&listener->lock))
		goto fail;
	if (!hln_signal_create(&listener->changed)) {
		hln_lock_destroy(&listener->lock);
		goto fail;
	}
	if (listener->holds_engine)
		hln_engine_hold(engine);
	return listener;
fail:
	hln_allocator_give(&engine->memory, listener, sizeof(*listener),
			   HLN_ALIGNMENT);
	return NULL;
}

void hln_listener_hold(struct hln_listener *listener)
{
	atomic_fetch_add(&listener->refs, 1);
}

void hln_listener_release(struct hln_listener *listener)
{
	struct hln_engine *engine = listener->engine;
	bool held = listener->holds_engine;

	if (atomic_fetch_sub(&listener->refs, 1) != 1)
		return;
	hln_queue_clear(&listener->queue);
	if (listener->flag_made)
		hln_flag_destroy(&listener->flag);
	hln_lock_destroy(&listener->lock);
	hln_signal_destroy(&listener->changed);
	hln_allocator_give(&engine->memory, listener, sizeof(*listener),
			   HLN_ALIGNMENT);
	if (held)
		hln_engine_release(engine);
}

/* ---- Who tells ---- */

/* One alone; `wait`: until it can be had, or the listener ended. */
static bool enter_called(struct hln_listener *listener, bool wait)
{
	int before = NOBODY;
	bool mine;

	/* A lock would cost more than an event. */
	if (atomic_compare_exchange_strong(&listener->entered, &before,
					   SOMEBODY))
		return true;
	if (!wait)
		return false;
	hln_lock_take(&listener->lock);
	for (;;) {
		mine = atomic_exchange(&listener->entered, OTHERS_WAIT) ==
		       NOBODY;
		if (mine || atomic_load(&listener->ended))
			break;
		hln_signal_wait(&listener->changed, &listener->lock,
				HLN_FOREVER);
	}
	hln_lock_give(&listener->lock);
	return mine;
}

static void give_way(struct hln_listener *listener)
{
	if (atomic_exchange(&listener->entered, NOBODY) != OTHERS_WAIT)
		return;
	hln_lock_take(&listener->lock);
	hln_signal_all(&listener->changed);
	hln_lock_give(&listener->lock);
}

/*
 * Of one that ended: whoever has entered it last, or nobody has, calls the
 * release function. A thread that finds another in there leaves it to that one,
 * who comes here as well.
 */
static void release_called(struct hln_listener *listener)
{
	struct hln_release release;

	if (!enter_called(listener, false))
		return;
	release = listener->release;
	listener->release.function = NULL;
	give_way(listener);
	hln_release_call(&release);
}

static void leave_called(struct hln_listener *listener)
{
	give_way(listener);
	if (atomic_load(&listener->ended))
		release_called(listener);
}

bool hln_listener_enter(struct hln_listener *listener, bool wait)
{
	if (listener->event) {
		if (!enter_called(listener, wait))
			return false;
		if (!atomic_load(&listener->ended))
			return true;
		leave_called(listener);
		return false;
	}
	hln_lock_take(&listener->lock);
	if (!atomic_load(&listener->ended))
		return true;
	hln_lock_give(&listener->lock);
	return false;
}

void hln_listener_leave(struct hln_listener *listener)
{
	if (listener->event) {
		leave_called(listener);
		return;
	}
	if (hln_queue_waits(&listener->queue)) {
		if (listener->polling)
			hln_signal_all(&listener->changed);
		if (listener->flag_made && !listener->flag_raised) {
			hln_flag_raise(&listener->flag);
			listener->flag_raised = true;
		}
	}
	hln_lock_give(&listener->lock);
}

void hln_listener_call(struct hln_listener *listener,
		       const struct hashlane_event *events, size_t count)
{
	atomic_store_explicit(&listener->thread, hln_thread_self(),
			      memory_order_relaxed);
	if (depth < CALLERS_MAX)
		callers[depth] = listener;
	depth++;
	listener->event(listener->context, events, sizeof(*events), count);
	depth--;
	atomic_store_explicit(&listener->thread, 0, memory_order_relaxed);
}

/* Nobody polls it, and it has ended; the lock is held, and given. */
static void end_queue(struct hln_listener *listener)
{
	struct hln_release release = listener->release;

	listener->release.function = NULL;
	hln_queue_clear(&listener->queue);
	hln_lock_give(&listener->lock);
	hln_release_call(&release);
}

void hln_listener_end(struct hln_listener *listener)
{
	if (listener->event) {
		atomic_store(&listener->ended, true);
		/* Those that wait for it need not. */
		hln_lock_take(&listener->lock);
		hln_signal_all(&listener->changed);
		hln_lock_give(&listener->lock);
		release_called(listener);
		return;
	}
	hln_lock_take(&listener->lock);
	atomic_store(&listener->ended, true);
	hln_signal_all(&listener->changed);
	if (listener->polling)
		hln_lock_give(&listener->lock);
	else
		end_queue(listener);
}

/* ---- Who polls ---- */

/* Wait for an event, or work for one; the lock is held. */
static void wait_event(struct hln_listener *listener, uint64_t deadline_ns)
{
	struct hln_engine *engine = listener->engine;
	bool did;

	if (!atomic_load(&engine->callers)) {
		hln_signal_wait(&listener->changed, &listener->lock,
				deadline_ns);
		return;
	}
	listener->worker = hln_thread_self();
	hln_lock_give(&listener->lock);
	did = hln_engine_work(engine);
	hln_lock_take(&listener->lock);
	listener->worker = 0;
	if (!did && !hln_queue_waits(&listener->queue) && !listener->ended) {
		uint64_t soon = hln_clock_ns() + WORK_WAIT_NS;

		hln_signal_wait(&listener->changed, &listener->lock,
				soon < deadline_ns ? soon : deadline_ns);
	}
}

/* Wait for the first event; the lock is held. */
static int32_t await(struct hln_listener *listener, uint64_t deadline_ns)
{
	while (!hln_queue_waits(&listener->queue) && !listener->ended) {
		if (hln_clock_ns() >= deadline_ns)
			return HASHLANE_TIMEOUT;
		/* What it waits for may be its own to do. */
		if (depth)
			return HASHLANE_BUSY;
		wait_event(listener, deadline_ns);
	}
	return listener->ended ? HASHLANE_HANDLE : HASHLANE_OK;
}

int32_t hln_listener_poll(struct hln_listener *listener,
			  const struct hashlane_event **events, size_t *count,
			  size_t most, uint64_t deadline_ns)
{
	int32_t status;

	hln_lock_take(&listener->lock);
	if (listener->polling) {
		hln_lock_give(&listener->lock);
		return HASHLANE_BUSY;
	}
	listener->polling = true;
	status = await(listener, deadline_ns);
	if (!status) {
		*count = hln_queue_take(&listener->queue, events, most);
		if (listener->flag_raised &&
		    !hln_queue_waits(&listener->queue)) {
			hln_flag_lower(&listener->flag);
			listener->flag_raised = false;
		}
	}
	listener->polling = false;
	if (listener->ended)
		end_queue(listener);
	else
		hln_lock_give(&listener->lock);
	return status;
}

int32_t hln_listener_descriptor(int64_t *out, struct hln_listener *listener)
{
	struct hln_engine *engine = listener->engine;
	int32_t status = HASHLANE_OK;

	/* Without threads nothing would ever happen while it is waited on. */
	if (!engine->threadless && !hln_engine_has_threads(engine))
		return HASHLANE_UNSUPPORTED;
	hln_lock_take(&listener->lock);
	if (!listener->flag_made && hln_flag_create(&listener->flag))
		status = HASHLANE_IO;
	else
		listener->flag_made = true;
	if (!status) {
		if (!listener->flag_raised &&
		    hln_queue_waits(&listener->queue)) {
			hln_flag_raise(&listener->flag);
			listener->flag_raised = true;
		}
		*out = listener->flag.descriptor;
	}
	hln_lock_give(&listener->lock);
	return status;
}
