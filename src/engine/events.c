/* SPDX-License-Identifier: MIT */
/* events.c - what happens to jobs, told to those who listen. */
#include "events.h"

#include "engine.h"
#include "job_progress.h"

#include <string.h>

/* In a call: they are on the stack, and in the cache. */
enum { EVENTS_MAX = 16 };

/* In hln_subscribers.readers: subscriptions are taken out, whoever comes must wait. */
#define SWEEPING ((unsigned)1 << 31)

/* ---- Who is there ---- */

/* Subscriptions stay while they are read; new ones may come at the end. */
static struct hln_subscription *
begin_reading(struct hln_subscribers *subscribers)
{
	if (atomic_fetch_add(&subscribers->readers, 1) & SWEEPING) {
		/* Whoever sweeps has the lock. */
		hln_lock_take(&subscribers->lock);
		hln_lock_give(&subscribers->lock);
	}
	return atomic_load(&subscribers->first);
}

static struct hln_subscription *next_of(struct hln_subscription *subscription)
{
	return atomic_load_explicit(&subscription->next, memory_order_acquire);
}

static void free_subscription(struct hln_subscribers *subscribers,
			      struct hln_subscription *subscription)
{
	hln_event_batch_free(subscribers->memory, subscription->reserve);
	hln_listener_release(subscription->listener);
	hln_allocator_give(subscribers->memory, subscription,
			   sizeof(*subscription), HLN_ALIGNMENT);
}

/* Nobody reads, and the lock is held. */
static struct hln_subscription *take_out(struct hln_subscribers *subscribers,
					 bool all)
{
	struct hln_subscription *subscription = subscribers->first,
				*gone = NULL, *last = NULL;
	bool stale = false;
	uint32_t events = 0;

	subscribers->first = NULL;
	while (subscription) {
		struct hln_subscription *next = subscription->next;
		bool ended, busy;

		ended = atomic_load(&subscription->listener->ended);
		/* As long as it is called it must be found. */
		busy = ended && atomic_load(&subscription->listener->thread);
		stale |= busy;
		if (all || (ended && !busy)) {
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
	subscribers->stale = stale;
	return gone;
}

/*
 * Take out the subscriptions of listeners that ended or, at the end, all, unless they
 * are read just now; the lock is held. They are freed without it.
 */
static struct hln_subscription *sweep(struct hln_subscribers *subscribers)
{
	struct hln_subscription *gone;
	unsigned none = 0;

	if (!atomic_compare_exchange_strong(&subscribers->readers, &none,
					    SWEEPING))
		return NULL;
	gone = take_out(subscribers, subscribers->ended);
	atomic_fetch_and(&subscribers->readers, ~SWEEPING);
	return gone;
}

static void free_subscriptions(struct hln_subscribers *subscribers,
			       struct hln_subscription *subscription)
{
	while (subscription) {
		struct hln_subscription *next = subscription->next;

		free_subscription(subscribers, subscription);
		subscription = next;
	}
}

static void end_reading(struct hln_subscribers *subscribers, bool stale)
{
	struct hln_subscription *gone;

	if (stale)
		atomic_store(&subscribers->stale, true);
	if (atomic_fetch_sub(&subscribers->readers, 1) != 1 ||
	    !atomic_load(&subscribers->stale))
		return;
	hln_lock_take(&subscribers->lock);
	gone = sweep(subscribers);
	hln_lock_give(&subscribers->lock);
	free_subscriptions(subscribers, gone);
}

bool hln_subscribers_create(struct hln_subscribers *subscribers,
			    const struct hln_allocator *memory)
{
	subscribers->memory = memory;
	return hln_lock_create(&subscribers->lock);
}

void hln_subscribers_destroy(struct hln_subscribers *subscribers)
{
	free_subscriptions(subscribers, take_out(subscribers, true));
	hln_lock_destroy(&subscribers->lock);
}

int32_t hln_subscribers_add(struct hln_subscribers *subscribers,
			    struct hln_listener *listener, uint32_t events,
			    bool from_start)
{
	struct hln_subscription *subscription = hln_allocator_take_zeroed(
		subscribers->memory, sizeof(*subscription), HLN_ALIGNMENT);
	struct hln_subscription *gone;
	bool closed;

	if (!subscription)
		return HASHLANE_NO_MEMORY;
	subscription->events = events;
	subscription->from_start = from_start;
	if (!listener->event) {
		subscription->reserve = hln_event_reserve(subscribers->memory);
		if (!subscription->reserve) {
			hln_allocator_give(subscribers->memory, subscription,
					   sizeof(*subscription),
					   HLN_ALIGNMENT);
			return HASHLANE_NO_MEMORY;
		}
	}
	hln_listener_hold(listener);
	subscription->listener = listener;
	hln_lock_take(&subscribers->lock);
	closed = subscribers->closed;
	gone = sweep(subscribers);
	if (!closed) {
		if (subscribers->last)
			atomic_store_explicit(&subscribers->last->next,
					      subscription,
					      memory_order_release);
		else
			atomic_store(&subscribers->first, subscription);
		subscribers->last = subscription;
		atomic_fetch_or(&subscribers->events, events);
		atomic_store(&subscribers->due_ns, 0);
	}
	hln_lock_give(&subscribers->lock);
	free_subscriptions(subscribers, gone);
	if (closed)
		free_subscription(subscribers, subscription);
	return closed ? HASHLANE_NOT_FOUND : HASHLANE_OK;
}

int32_t hln_subscribers_join(struct hln_subscribers *subscribers,
			     struct hln_subscribers *engine)
{
	int32_t status = HASHLANE_OK;

	for (struct hln_subscription *subscription = begin_reading(engine);
	     subscription; subscription = next_of(subscription))
		if (!status)
			status = hln_subscribers_add(
				subscribers, subscription->listener,
				subscription->events &
					~(uint32_t)HASHLANE_EVENT_MEMORY,
				true);
	end_reading(engine, false);
	return status;
}

void hln_subscribers_close(struct hln_subscribers *subscribers)
{
	struct hln_subscription *gone;

	hln_lock_take(&subscribers->lock);
	subscribers->closed = true;
	subscribers->ended = true;
	atomic_store(&subscribers->stale, true);
	gone = sweep(subscribers);
	hln_lock_give(&subscribers->lock);
	free_subscriptions(subscribers, gone);
}

/* ---- What is told ---- */

int32_t hln_job_listen(struct hln_job *job, struct hln_listener *listener,
		       uint32_t events)
{
	bool new = !hln_progress_get(&job->progress.bytes_done) &&
		   !hln_progress_get(&job->progress.files_done);

	return hln_subscribers_add(&job->subscribers, listener, events, new);
}

/* How far a job is; what an event is about comes on top of it. */
static void fill_event(struct hashlane_event *event, const struct hln_job *job)
{
	memset(event, 0, sizeof(*event));
	event->path = "";
	if (!job)
		return;
	event->job = job->handle;
	event->bytes_done = hln_progress_get(&job->progress.bytes_done);
	event->bytes_total = hln_progress_get(&job->progress.bytes_total);
	/* Of some files the kernel does not tell the size before. */
	if (event->bytes_total < event->bytes_done)
		event->bytes_total = event->bytes_done;
	event->files_done = hln_progress_get(&job->progress.files_done);
	event->files_total = hln_progress_get(&job->progress.files_total);
	event->failures = hln_progress_get(&job->progress.failures);
	event->bytes_per_second =
		hln_progress_get(&job->progress.bytes_per_second);
}

/* What an entry that is done is told as; 0: it is not. */
static int32_t kind_of(const struct hln_open_file *entry, uint32_t wanted)
{
	if (entry->status && wanted & HASHLANE_EVENT_ERROR)
		return HASHLANE_EVENT_ERROR;
	return (int32_t)(wanted & HASHLANE_EVENT_FILE);
}

static inline void fill_entry(struct hashlane_event *event, int32_t kind,
			      const struct hashlane_event *base,
			      const struct hln_open_file *entry)
{
	uint64_t bytes = entry->bytes;

	event->kind = kind;
	event->status = entry->status;
	event->job = base->job;
	event->index = entry->index;
	event->bytes_done = bytes;
	event->bytes_total = entry->size_known ? entry->size_bytes : bytes;
	event->files_done = base->files_done;
	event->files_total = base->files_total;
	event->failures = base->failures;
	event->bytes_per_second = base->bytes_per_second;
	event->path = entry->path;
	event->path_bytes = entry->path_bytes;
	event->error_offset = entry->error_offset;
	event->os_error = entry->os_error;
	event->reserved = 0;
}

static void queue_entries(struct hln_subscription *subscription,
			  const struct hashlane_event *base,
			  struct hln_open_file **entries, size_t count)
{
	struct hashlane_event event;

	for (size_t i = 0; i < count; i++) {
		int32_t kind = kind_of(entries[i], subscription->events);

		if (!kind)
			continue;
		fill_entry(&event, kind, base, entries[i]);
		hln_queue_push(&subscription->listener->queue, &event);
	}
}

static void call_entries(struct hln_subscription *subscription,
			 struct hln_job *job,
			 const struct hashlane_event *base,
			 struct hln_open_file **entries, size_t count)
{
	struct hashlane_event events[EVENTS_MAX];

	/* What is cancelled by some ends with them. */
	while (count && !hln_job_is_final(job)) {
		size_t some = count < EVENTS_MAX ? count : EVENTS_MAX, n = 0;

		for (size_t i = 0; i < some; i++) {
			int32_t kind = kind_of(entries[i],
					       subscription->events);

			if (kind)
				fill_entry(&events[n++], kind, base,
					   entries[i]);
		}
		if (n)
			hln_listener_call(subscription->listener, events, n);
		entries += some;
		count -= some;
	}
}

static void tell_entries_to(struct hln_subscription *subscription,
			    struct hln_job *job,
			    struct hln_open_file **entries, size_t count)
{
	struct hashlane_event base;

	fill_event(&base, job);
	if (subscription->listener->event)
		call_entries(subscription, job, &base, entries, count);
	else if (!hln_job_is_final(job))
		queue_entries(subscription, &base, entries, count);
}

bool hln_entries_wanted(struct hln_job *job)
{
	return atomic_load_explicit(&job->subscribers.events,
				    memory_order_relaxed) &
	       (HASHLANE_EVENT_FILE | HASHLANE_EVENT_ERROR);
}

/* Where a job begins is told as such, however far others are by now. */
static void tell_progress_to(struct hln_subscription *subscription,
			     struct hln_job *job, uint64_t now_ns, bool last)
{
	struct hln_listener *listener = subscription->listener;
	struct hashlane_event event;

	fill_event(&event, job);
	event.kind = HASHLANE_EVENT_PROGRESS;
	if (!subscription->progress_n && subscription->from_start) {
		event.bytes_done = 0;
		event.files_done = 0;
		event.failures = 0;
		event.bytes_per_second = 0;
	}
	subscription->progress_n++;
	subscription->told_ns = now_ns;
	if (listener->event)
		hln_listener_call(listener, &event, 1);
	else if (last)
		hln_queue_insist(&listener->queue, &event,
				 &subscription->reserve);
	else
		hln_queue_progress(&listener->queue, &event,
				   subscription->progress_n > 2);
}

void hln_tell_entries(struct hln_job *job, struct hln_open_file **entries,
		      size_t count)
{
	const uint32_t kinds = HASHLANE_EVENT_FILE | HASHLANE_EVENT_ERROR;
	bool stale = false;

	for (struct hln_subscription *subscription =
		     begin_reading(&job->subscribers);
	     subscription; subscription = next_of(subscription)) {
		if (!(subscription->events & kinds))
			continue;
		if (!hln_listener_enter(subscription->listener, true)) {
			stale = true;
			continue;
		}
		/* Its beginning comes before what was done. */
		if (subscription->events & HASHLANE_EVENT_PROGRESS &&
		    !subscription->progress_n && !hln_job_is_final(job))
			tell_progress_to(subscription, job, hln_clock_ns(),
					 false);
		tell_entries_to(subscription, job, entries, count);
		hln_listener_leave(subscription->listener);
	}
	end_reading(&job->subscribers, stale);
}

void hln_tell_progress(struct hln_job *job, uint64_t now_ns)
{
	struct hln_subscribers *subscribers = &job->subscribers;
	uint64_t next = UINT64_MAX;
	bool stale = false;

	if (!(atomic_load_explicit(&subscribers->events,
				   memory_order_relaxed) &
	      HASHLANE_EVENT_PROGRESS) ||
	    now_ns < atomic_load_explicit(&subscribers->due_ns,
					  memory_order_relaxed))
		return;
	/* Until it is known when; one who comes meanwhile makes it 0. */
	atomic_store(&subscribers->due_ns, now_ns + 1);
	for (struct hln_subscription *subscription =
		     begin_reading(subscribers);
	     subscription; subscription = next_of(subscription)) {
		struct hln_listener *listener = subscription->listener;
		uint64_t due = 0;

		if (!(subscription->events & HASHLANE_EVENT_PROGRESS))
			continue;
		/* One that is busy is told later, but for the beginning. */
		if (!hln_listener_enter(listener, false)) {
			stale |= atomic_load(&listener->ended);
			next = 0;
			continue;
		}
		if (subscription->progress_n)
			due = subscription->told_ns + listener->interval_ns;
		if (now_ns >= due && !hln_job_is_final(job)) {
			tell_progress_to(subscription, job, now_ns, false);
			due = now_ns + listener->interval_ns;
		}
		hln_listener_leave(listener);
		next = due < next ? due : next;
	}
	end_reading(subscribers, stale);
	{
		uint64_t meanwhile = now_ns + 1;

		(void)atomic_compare_exchange_strong(&subscribers->due_ns,
						     &meanwhile, next);
	}
}

/*
 * An event by itself to all that want its kind; job NULL: the engine's. Of a
 * job that is final nothing is told but what was released.
 */
static void tell_one(struct hln_subscribers *subscribers, struct hln_job *job,
		     const struct hashlane_event *what)
{
	bool stale = false;

	for (struct hln_subscription *subscription =
		     begin_reading(subscribers);
	     subscription; subscription = next_of(subscription)) {
		struct hln_listener *listener = subscription->listener;
		struct hashlane_event event;

		if (!(subscription->events & (uint32_t)what->kind))
			continue;
		if (!hln_listener_enter(listener, true)) {
			stale = true;
			continue;
		}
		if (!job || what->kind == HASHLANE_EVENT_RELEASED ||
		    !hln_job_is_final(job)) {
			fill_event(&event, job);
			event.kind = what->kind;
			event.index = what->index;
			event.status = what->status;
			if (what->path) {
				event.bytes_done = 0;
				event.bytes_total = what->bytes_total;
				event.path = what->path;
				event.path_bytes = what->path_bytes;
			}
			if (listener->event)
				hln_listener_call(listener, &event, 1);
			else
				hln_queue_push(&listener->queue, &event);
		}
		hln_listener_leave(listener);
	}
	end_reading(subscribers, stale);
}

void hln_tell_room(struct hln_job *job, uint64_t index, int32_t status)
{
	const struct hashlane_event event = { .kind = HASHLANE_EVENT_ROOM,
					      .index = index,
					      .status = status };

	if (hln_subscribers_wants(&job->subscribers, HASHLANE_EVENT_ROOM))
		tell_one(&job->subscribers, job, &event);
}

void hln_tell_released(struct hln_job *job, uint64_t given)
{
	const struct hashlane_event event = { .kind = HASHLANE_EVENT_RELEASED,
					      .index = given };

	if (hln_subscribers_wants(&job->subscribers, HASHLANE_EVENT_RELEASED))
		tell_one(&job->subscribers, job, &event);
}

void hln_tell_begin(struct hln_job *job, struct hln_open_file *entry)
{
	const struct hashlane_event event = {
		.kind = HASHLANE_EVENT_FILE_BEGIN,
		.index = entry->index,
		.bytes_total = entry->size_known ? entry->size_bytes : 0,
		.path = entry->path,
		.path_bytes = entry->path_bytes,
	};

	/* One that was put aside begins twice. */
	if (!entry->told_begin)
		tell_one(&job->subscribers, job, &event);
	entry->told_begin = true;
}

void hln_tell_results(struct hln_job *job)
{
	const struct hashlane_event event = { .kind = HASHLANE_EVENT_RESULTS };

	if (hln_subscribers_wants(&job->subscribers, HASHLANE_EVENT_RESULTS))
		tell_one(&job->subscribers, job, &event);
}

void hln_tell_lookup(struct hln_job *job, uint64_t id)
{
	const struct hashlane_event event = { .kind = HASHLANE_EVENT_LOOKUP,
					      .index = id };

	if (hln_subscribers_wants(&job->subscribers, HASHLANE_EVENT_LOOKUP))
		tell_one(&job->subscribers, job, &event);
}

static void check_pressure(struct hln_subscribers *subscribers,
			   struct hln_engine *engine, struct hln_job *job)
{
	int32_t pressure;

	if (!(atomic_load_explicit(&subscribers->events,
				   memory_order_relaxed) &
	      HASHLANE_EVENT_MEMORY))
		return;
	pressure = hln_engine_pressure(engine);
	if (pressure != atomic_load_explicit(&subscribers->pressure_told,
					     memory_order_relaxed) &&
	    atomic_exchange(&subscribers->pressure_told, pressure) != pressure)
		tell_one(subscribers, job,
			 &(struct hashlane_event){
				 .kind = HASHLANE_EVENT_MEMORY,
				 .status = pressure });
}

void hln_tell_job_pressure(struct hln_job *job)
{
	check_pressure(&job->subscribers, job->engine, job);
}

void hln_tell_engine_pressure(struct hln_engine *engine)
{
	check_pressure(&engine->subscribers, engine, NULL);
}

/* One of the last events of a job, which no queue loses. */
static void tell_last_to(struct hln_listener *listener, struct hln_job *job,
			 int32_t kind, struct hln_event_batch **reserve)
{
	struct hashlane_event event;

	fill_event(&event, job);
	event.kind = kind;
	event.status = hln_job_status(job);
	if (listener->event)
		hln_listener_call(listener, &event, 1);
	else
		hln_queue_insist(&listener->queue, &event, reserve);
}

/* To one that was entered. */
static void tell_end_to(struct hln_subscription *subscription,
			struct hln_job *job, uint64_t now_ns)
{
	if (job->state == HASHLANE_STATE_DONE &&
	    subscription->events & HASHLANE_EVENT_PROGRESS) {
		if (!subscription->progress_n && subscription->from_start)
			tell_progress_to(subscription, job, now_ns, true);
		tell_progress_to(subscription, job, now_ns, true);
	}
	if (subscription->events & HASHLANE_EVENT_RESULTS)
		tell_last_to(subscription->listener, job,
			     HASHLANE_EVENT_RESULTS, &subscription->reserve);
	if (subscription->events & HASHLANE_EVENT_DONE)
		tell_last_to(subscription->listener, job, HASHLANE_EVENT_DONE,
			     &subscription->reserve);
}

bool hln_tell_done(struct hln_job *job, bool wait)
{
	struct hln_subscribers *subscribers = &job->subscribers;
	uint64_t now_ns = hln_clock_ns();
	bool all = true;

	hln_lock_take(&subscribers->lock);
	subscribers->closed = true;
	hln_lock_give(&subscribers->lock);
	for (struct hln_subscription *subscription =
		     begin_reading(subscribers);
	     subscription; subscription = next_of(subscription)) {
		struct hln_listener *listener = subscription->listener;

		if (subscription->done)
			continue;
		if (hln_listener_enter(listener, wait)) {
			subscription->done = true;
			tell_end_to(subscription, job, now_ns);
			hln_listener_leave(listener);
		} else {
			all &= wait || atomic_load(&listener->ended);
		}
	}
	if (all) {
		hln_lock_take(&subscribers->lock);
		subscribers->ended = true;
		hln_lock_give(&subscribers->lock);
	}
	end_reading(subscribers, all);
	return all;
}

int32_t hln_tell_done_to(struct hln_listener *listener, struct hln_job *job)
{
	struct hln_event_batch *reserve = NULL;

	if (!(listener->events & HASHLANE_EVENT_DONE))
		return HASHLANE_OK;
	if (!listener->event) {
		reserve = hln_event_reserve(job->subscribers.memory);
		if (!reserve)
			return HASHLANE_NO_MEMORY;
	}
	if (hln_listener_enter(listener, true)) {
		tell_last_to(listener, job, HASHLANE_EVENT_DONE, &reserve);
		hln_listener_leave(listener);
	}
	hln_event_batch_free(job->subscribers.memory, reserve);
	return HASHLANE_OK;
}
