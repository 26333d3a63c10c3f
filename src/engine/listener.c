/* SPDX-License-Identifier: MIT */
/*
 * listener.c - a listener, and the rule that one thread at a time is in it.
 *
 * A listener with a queue has a lock, which is held from enter to leave. A
 * listener with a callback cannot hold a lock while it runs the callback, and
 * an uncontended lock would cost more than an event. Its state is `entered`:
 *
 *      FREE ---- enter ----> TAKEN ---- another thread waits ----> CONTENDED
 *       ^                      |                                      |
 *       +------- leave --------+--------- leave, and wake all --------+
 *
 * A thread that waits sets CONTENDED under the lock and sleeps on `changed`;
 * the thread that leaves sees CONTENDED and signals under the same lock, so
 * that the wake-up is not lost. A thread that enters after it waited keeps
 * CONTENDED, since others may wait, too: at worst a leave signals in vain.
 *
 * The end: hln_listener_end sets `ended` and returns, also within the callback.
 * `release` is called once, after the last callback, by a thread that can enter
 * after `ended` was set: the thread that ends the listener or, if it finds
 * another one in the listener, that one when it leaves. Neither can miss the
 * other. One sets `ended` and then tries to enter; the other leaves and then
 * looks at `ended`; and these accesses are sequentially consistent.
 */
#include "listener.h"

#include "allocator.h"

enum { INTERVAL_MS = 100, CALLERS_MAX = 8 };

/* Values of hln_listener.entered. */
enum { FREE, TAKEN, CONTENDED };

/* How many callbacks the thread is in, one within the other.. */
static _Thread_local unsigned depth;
/* ..and the listeners of the outermost. */
static _Thread_local const struct hln_listener *callers[CALLERS_MAX];

bool hln_listener_within(void)
{
	return depth;
}

bool hln_listener_within_engine(const struct hln_engine *engine)
{
	/* The innermost are not recorded: assume the engine. */
	if (depth > CALLERS_MAX)
		return true;
	for (unsigned i = 0; i < depth; i++)
		if (callers[i]->engine == engine)
			return true;
	return false;
}

struct hln_listener *hln_listener_create(const struct hln_listener_plan *plan)
{
	struct hln_listener *listener = hln_allocator_take_zeroed(
		plan->memory, sizeof(*listener), HLN_ALIGNMENT);
	uint32_t interval = plan->interval_ms ? plan->interval_ms :
						INTERVAL_MS;

	if (!listener)
		return NULL;
	atomic_init(&listener->refs, 1);
	listener->memory = plan->memory;
	listener->engine = plan->engine;
	listener->event = plan->event;
	listener->context = plan->context;
	listener->events = plan->events;
	listener->interval_ns = (uint64_t)interval * 1000000;
	listener->release = plan->release;
	listener->queue.memory = plan->memory;
	listener->queue.most = plan->queue_events;
	if (!hln_lock_create(&listener->lock))
		goto fail;
	if (!hln_signal_create(&listener->changed)) {
		hln_lock_destroy(&listener->lock);
		goto fail;
	}
	return listener;
fail:
	hln_allocator_give(plan->memory, listener, sizeof(*listener),
			   HLN_ALIGNMENT);
	return NULL;
}

void hln_listener_hold(struct hln_listener *listener)
{
	atomic_fetch_add(&listener->refs, 1);
}

void hln_listener_release(struct hln_listener *listener)
{
	if (atomic_fetch_sub(&listener->refs, 1) != 1)
		return;
	hln_event_queue_clear(&listener->queue);
	if (listener->flag_made)
		hln_flag_destroy(&listener->flag);
	hln_lock_destroy(&listener->lock);
	hln_signal_destroy(&listener->changed);
	hln_allocator_give(listener->memory, listener, sizeof(*listener),
			   HLN_ALIGNMENT);
}

/* ---- Delivery ---- */

/* Enter one with a callback; with `wait` until it is free or has ended. */
static bool enter_called(struct hln_listener *listener, bool wait)
{
	int before = FREE;
	bool mine;

	if (atomic_compare_exchange_strong(&listener->entered, &before, TAKEN))
		return true;
	if (!wait)
		return false;
	hln_lock_take(&listener->lock);
	for (;;) {
		mine = atomic_exchange(&listener->entered, CONTENDED) == FREE;
		if (mine || atomic_load(&listener->ended))
			break;
		hln_signal_wait(&listener->changed, &listener->lock,
				HLN_FOREVER);
	}
	hln_lock_give(&listener->lock);
	return mine;
}

static void set_free(struct hln_listener *listener)
{
	if (atomic_exchange(&listener->entered, FREE) != CONTENDED)
		return;
	hln_lock_take(&listener->lock);
	hln_signal_all(&listener->changed);
	hln_lock_give(&listener->lock);
}

/*
 * Call `release` of a listener that has ended. If another thread is in the
 * listener, that one does it when it leaves.
 */
static void release_called(struct hln_listener *listener)
{
	struct hln_release release;

	if (!enter_called(listener, false))
		return;
	release = listener->release;
	listener->release.function = NULL;
	set_free(listener);
	hln_release_call(&release);
}

static void leave_called(struct hln_listener *listener)
{
	set_free(listener);
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
	if (hln_event_queue_waits(&listener->queue)) {
		if (atomic_load(&listener->polling))
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
	if (depth < CALLERS_MAX)
		callers[depth] = listener;
	depth++;
	listener->event(listener->context, events, sizeof(*events), count);
	depth--;
}

/* It has ended, and no thread polls it; the lock is held, and released. */
static void end_queue(struct hln_listener *listener)
{
	struct hln_release release = listener->release;

	listener->release.function = NULL;
	hln_event_queue_clear(&listener->queue);
	hln_lock_give(&listener->lock);
	hln_release_call(&release);
}

void hln_listener_end(struct hln_listener *listener)
{
	if (listener->event) {
		atomic_store(&listener->ended, true);
		/* Threads that wait to deliver need not wait any longer. */
		hln_lock_take(&listener->lock);
		hln_signal_all(&listener->changed);
		hln_lock_give(&listener->lock);
		release_called(listener);
		return;
	}
	hln_lock_take(&listener->lock);
	atomic_store(&listener->ended, true);
	hln_signal_all(&listener->changed);
	/* A poll that is under way does the rest when it returns. */
	if (atomic_load(&listener->polling))
		hln_lock_give(&listener->lock);
	else
		end_queue(listener);
}

/* ---- Polling ---- */

bool hln_listener_poll_begin(struct hln_listener *listener)
{
	return !atomic_exchange(&listener->polling, true);
}

/* The lock is held, and released. */
static void end_poll(struct hln_listener *listener)
{
	atomic_store(&listener->polling, false);
	if (atomic_load(&listener->ended))
		end_queue(listener);
	else
		hln_lock_give(&listener->lock);
}

void hln_listener_poll_end(struct hln_listener *listener)
{
	hln_lock_take(&listener->lock);
	end_poll(listener);
}

/* Wait for the first event; the lock is held. */
static int32_t wait_event(struct hln_listener *listener, uint64_t deadline_ns)
{
	while (!hln_event_queue_waits(&listener->queue) && !listener->ended) {
		if (hln_clock_ns() >= deadline_ns)
			return HASHLANE_TIMEOUT;
		hln_signal_wait(&listener->changed, &listener->lock,
				deadline_ns);
	}
	return listener->ended ? HASHLANE_HANDLE : HASHLANE_OK;
}

int32_t hln_listener_poll(struct hln_listener *listener,
			  const struct hashlane_event **events, size_t *count,
			  size_t most, uint64_t deadline_ns)
{
	int32_t status;

	hln_lock_take(&listener->lock);
	status = wait_event(listener, deadline_ns);
	if (status == HASHLANE_TIMEOUT) {
		hln_lock_give(&listener->lock);
		return status;
	}
	if (!status) {
		*count = hln_event_queue_take(&listener->queue, events, most);
		if (listener->flag_raised &&
		    !hln_event_queue_waits(&listener->queue)) {
			hln_flag_lower(&listener->flag);
			listener->flag_raised = false;
		}
	}
	end_poll(listener);
	return status;
}

int32_t hln_listener_descriptor(int64_t *out, struct hln_listener *listener)
{
	int32_t status = HASHLANE_OK;

	hln_lock_take(&listener->lock);
	if (!listener->flag_made && hln_flag_create(&listener->flag))
		status = HASHLANE_IO;
	else
		listener->flag_made = true;
	if (!status) {
		if (!listener->flag_raised &&
		    hln_event_queue_waits(&listener->queue)) {
			hln_flag_raise(&listener->flag);
			listener->flag_raised = true;
		}
		*out = listener->flag.descriptor;
	}
	hln_lock_give(&listener->lock);
	return status;
}
