/* SPDX-License-Identifier: MIT */
/*
 * subscribers.c - the subscribers of a job or an engine.
 *
 * Workers read this list for each file that is done, and most of them find one
 * subscriber or none. A lock would cost more than the event, and it could not
 * be held while a callback runs. So the list is read without one.
 *
 * A *listener* is what the caller made (listener.c). A *subscription* puts one
 * listener into one list; it holds a reference to the listener. A listener of
 * an engine has a subscription in the engine's list and in that of each job.
 *
 * `readers` guards the list like a reader-writer lock whose writer never waits:
 *
 *                 enter: + 1                   enter: + 1, leave: - 1
 *    +--------+ --------------> +-----------+ ---.
 *    | 0      |                 | n readers |    |   a sweep gives up
 *    +--------+ <-------------- +-----------+ <--'
 *      |    ^     last leave          ^
 *      |    |                         |  bit cleared; n entered meanwhile
 *      |    | bit cleared             |
 *      v    |                         |
 *    +----------+ --------------------+
 *    | SWEEPING |    enter: + 1, then wait for the lock, which the
 *    +----------+    sweeping thread holds until the bit is cleared
 *
 * What each thread may do:
 * - Enter, follow `next`, leave: any thread, also within a callback.
 * - Append (hln_subscribers_add): a thread with `lock`, also while others
 *   read. A subscription is complete before it is linked, by a release store;
 *   a reader follows the link by an acquire load.
 * - Remove (sweep): a thread with `lock` that changed `readers` from 0 to
 *   SWEEPING. What it removes is freed after the lock was released.
 *
 * Why no subscription is used after it was freed: a thread has pointers into
 * the list only between enter and leave, where it counts in `readers`. A sweep
 * begins only if nobody counts. A thread that enters during the sweep finds the
 * bit, and reads `first` when the sweep is over. The changes of `readers` are
 * read-modify-writes in the default, sequentially consistent order. All that is
 * needed of it is acquire and release: what a reader did happens before the
 * sweep that follows, and a sweep happens before what later readers do.
 *
 * When subscriptions are removed: hln_listener_end only marks a listener, since
 * it does not know its lists. A reader that meets such a listener sets `stale`,
 * and the last reader that leaves a stale list sweeps it; so does each thread
 * that appends. If another thread enters first, the sweep gives up, and that
 * reader does it when it leaves. At the end (`ended`) a sweep removes all.
 *
 * In a callback the thread counts as a reader. So a callback that destroys its
 * own listener, or any other, frees no subscription of the lists that are being
 * read; it may subscribe more listeners, which are appended. A callback that
 * destroys the job or the engine gives a handle back; the thread that reports
 * holds both until it has left the list.
 *
 * `events` is a hint: it is read relaxed, and a listener that subscribes in
 * this moment may miss what is reported in this moment. It cannot miss the last
 * events: before these, `closed` is set under the lock. A listener is either
 * linked before, and is found, or it is refused.
 */
#include "subscribers.h"

#include "progress_fields.h"

/* In hln_subscribers.readers. */
#define SWEEPING ((unsigned)1 << 31)

struct hln_subscription *
hln_subscribers_enter(struct hln_subscribers *subscribers)
{
	if (atomic_fetch_add(&subscribers->readers, 1) & SWEEPING) {
		hln_lock_take(&subscribers->lock);
		hln_lock_give(&subscribers->lock);
	}
	return atomic_load(&subscribers->first);
}

struct hln_subscription *
hln_subscribers_next(const struct hln_subscription *subscription)
{
	return atomic_load_explicit(&subscription->next, memory_order_acquire);
}

/* ---- Removal ---- */

static void free_one(struct hln_subscribers *subscribers,
		     struct hln_subscription *subscription)
{
	hln_event_queue_free_batch(subscribers->memory, subscription->reserve);
	hln_listener_release(subscription->listener);
	hln_allocator_give(subscribers->memory, subscription,
			   sizeof(*subscription), HLN_ALIGNMENT);
}

static void free_all(struct hln_subscribers *subscribers,
		     struct hln_subscription *subscription)
{
	while (subscription) {
		struct hln_subscription *next = subscription->next;

		free_one(subscribers, subscription);
		subscription = next;
	}
}

/*
 * Unlink the subscriptions of listeners that ended, or all, and return them as
 * a list. Nobody reads, and nobody appends.
 */
static struct hln_subscription *
unlink_some(struct hln_subscribers *subscribers, bool all)
{
	struct hln_subscription *subscription = subscribers->first;
	struct hln_subscription *gone = NULL, *last = NULL;
	uint32_t events = 0;

	subscribers->first = NULL;
	while (subscription) {
		struct hln_subscription *next = subscription->next;

		if (all || atomic_load(&subscription->listener->ended)) {
			subscription->next = gone;
			gone = subscription;
		} else {
			subscription->next = NULL;
			if (last)
				last->next = subscription;
			else
				subscribers->first = subscription;
			last = subscription;
			events |= subscription->events;
		}
		subscription = next;
	}
	subscribers->last = last;
	subscribers->events = events;
	return gone;
}

/*
 * Unlink what can go, unless the list is being read. The lock is held; the
 * caller gives it and then frees what is returned.
 */
static struct hln_subscription *sweep(struct hln_subscribers *subscribers)
{
	struct hln_subscription *gone;
	unsigned none = 0;

	if (!atomic_compare_exchange_strong(&subscribers->readers, &none,
					    SWEEPING))
		return NULL;
	atomic_store(&subscribers->stale, false);
	gone = unlink_some(subscribers, subscribers->ended);
	atomic_fetch_and(&subscribers->readers, ~SWEEPING);
	return gone;
}

void hln_subscribers_leave(struct hln_subscribers *subscribers, bool stale)
{
	struct hln_subscription *gone;

	/* Before it leaves: the last thread that leaves must see it. */
	if (stale)
		atomic_store(&subscribers->stale, true);
	if (atomic_fetch_sub(&subscribers->readers, 1) != 1 ||
	    !atomic_load(&subscribers->stale))
		return;
	hln_lock_take(&subscribers->lock);
	gone = sweep(subscribers);
	hln_lock_give(&subscribers->lock);
	free_all(subscribers, gone);
}

/* ---- The list ---- */

bool hln_subscribers_create(struct hln_subscribers *subscribers,
			    const struct hln_allocator *memory,
			    const struct hln_event_source *source)
{
	subscribers->memory = memory;
	subscribers->source = *source;
	return hln_lock_create(&subscribers->lock);
}

void hln_subscribers_destroy(struct hln_subscribers *subscribers)
{
	free_all(subscribers, unlink_some(subscribers, true));
	hln_lock_destroy(&subscribers->lock);
}

/* Was nothing of the job done yet? */
static bool is_at_start(const struct hln_event_source *source)
{
	return !source->progress ||
	       (!hln_progress_fields_get(&source->progress->bytes_done) &&
		!hln_progress_fields_get(&source->progress->files_done));
}

/* A subscription that is in no list; NULL: no memory. */
static struct hln_subscription *
create_one(const struct hln_subscribers *subscribers,
	   struct hln_listener *listener, uint32_t events)
{
	struct hln_subscription *subscription = hln_allocator_take_zeroed(
		subscribers->memory, sizeof(*subscription), HLN_ALIGNMENT);

	if (!subscription)
		return NULL;
	subscription->events = events;
	subscription->from_start = is_at_start(&subscribers->source);
	if (!listener->event) {
		subscription->reserve =
			hln_event_queue_reserve(subscribers->memory);
		if (!subscription->reserve) {
			hln_allocator_give(subscribers->memory, subscription,
					   sizeof(*subscription),
					   HLN_ALIGNMENT);
			return NULL;
		}
	}
	hln_listener_hold(listener);
	subscription->listener = listener;
	return subscription;
}

/* The lock is held. */
static void append(struct hln_subscribers *subscribers,
		   struct hln_subscription *subscription)
{
	if (subscribers->last)
		atomic_store_explicit(&subscribers->last->next, subscription,
				      memory_order_release);
	else
		atomic_store(&subscribers->first, subscription);
	subscribers->last = subscription;
	atomic_fetch_or(&subscribers->events, subscription->events);
	/* After the link; see events.c. */
	atomic_store(&subscribers->due_ns, 0);
}

int32_t hln_subscribers_add(struct hln_subscribers *subscribers,
			    struct hln_listener *listener, uint32_t events)
{
	struct hln_subscription *subscription = create_one(subscribers,
							   listener, events);
	struct hln_subscription *gone;
	bool closed;

	if (!subscription)
		return HASHLANE_NO_MEMORY;
	hln_lock_take(&subscribers->lock);
	closed = subscribers->closed;
	gone = sweep(subscribers);
	if (!closed)
		append(subscribers, subscription);
	hln_lock_give(&subscribers->lock);
	free_all(subscribers, gone);
	if (closed)
		free_one(subscribers, subscription);
	return closed ? HASHLANE_NOT_FOUND : HASHLANE_OK;
}

int32_t hln_subscribers_join(struct hln_subscribers *job,
			     struct hln_subscribers *engine)
{
	int32_t status = HASHLANE_OK;

	for (struct hln_subscription *one = hln_subscribers_enter(engine); one;
	     one = hln_subscribers_next(one))
		if (!status)
			status = hln_subscribers_add(
				job, one->listener,
				one->events &
					~(uint32_t)HASHLANE_EVENT_MEMORY);
	hln_subscribers_leave(engine, false);
	return status;
}

void hln_subscribers_close(struct hln_subscribers *subscribers)
{
	hln_lock_take(&subscribers->lock);
	subscribers->closed = true;
	hln_lock_give(&subscribers->lock);
}

void hln_subscribers_end(struct hln_subscribers *subscribers)
{
	struct hln_subscription *gone;

	hln_lock_take(&subscribers->lock);
	subscribers->closed = true;
	subscribers->ended = true;
	atomic_store(&subscribers->stale, true);
	gone = sweep(subscribers);
	hln_lock_give(&subscribers->lock);
	free_all(subscribers, gone);
}
