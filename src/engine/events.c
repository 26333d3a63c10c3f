/* SPDX-License-Identifier: MIT */
/*
 * events.c - builds events and delivers them to subscribers.
 *
 * This file knows no job. A list of subscribers has a `source` (subscribers.h):
 * a handle, a state and the public counters, from which each event takes a
 * snapshot. What else an event shows is an argument.
 *
 * A delivery has three steps: enter the listener, build the event, call it or
 * queue a copy. One thread at a time is in a listener (listener.c); others wait
 * for it. Since the snapshot is taken by the thread that is in the listener,
 * the numbers that one listener gets never go back. The state is read there,
 * too: once a job is final its listeners get nothing but RELEASED and the last
 * events.
 *
 * Progress
 *
 * Each worker asks once a round whether progress is due, so the answer must be
 * cheap: it is one look at `due_ns` of the list. Where it is due, the worker
 * makes a *pass*: it reports to each subscriber whose interval is over, and
 * finds out when the next one is due.
 *
 *                   a worker begins a pass
 *     t <= now  --------------------------------->  now + 1: the mark of
 *        ^                                          the pass
 *        |                                             |
 *        | time passes                                 | the pass ends, and
 *        |                                             v its mark is still set
 *     t = the earliest end of an interval; 0 if a listener was busy
 *
 *     From any state: 0 when a listener subscribes, and a new mark when a later
 *     pass begins.
 *
 * - A pass visits all subscribers that want progress. It does not wait for a
 *   listener that another thread is in: a slow callback delays neither the
 *   workers nor other listeners. So no listener gets progress from two threads
 *   at once, and `progress_count` and `progress_ns` of a subscription need no
 *   atomics: they belong to the thread that is in the listener.
 * - The mark is a time that comes at once, so that it does not stop others:
 *   while a pass is in a slow callback, another worker may begin the next pass
 *   and serve the other listeners.
 * - At the end a compare-and-exchange replaces the mark by the next time. It
 *   fails if a later pass set its mark, or a listener subscribed. The newer
 *   value stays, since it knows of what this pass may have missed. Two passes
 *   that begin in the same nanosecond share a mark; each has visited all
 *   listeners, so either result will do.
 * - The mark is set by an exchange, not a store. A thread that subscribes links
 *   first and then writes 0. If the exchange replaces that 0 it has read it, so
 *   the pass finds the new subscription. If the 0 comes later, the pass ends
 *   without effect, and the next one finds it.
 * - The first look at `due_ns` is relaxed: a stale value costs a pass, or makes
 *   progress one round late.
 *
 * The end
 *
 * The last events come when a job is final and no worker is in it; the job
 * calls hln_events_report_done from one thread at a time. `done` of a
 * subscription says that it got them: if a call could not wait for a busy
 * listener, the next call serves only the others. A callback that cancels its
 * job, or destroys it, makes it final, but the last events come later, from a
 * worker or when the callback has returned: none is delivered within another.
 */
#include "events.h"

#include "job_state.h"
#include "progress_fields.h"

#include <string.h>

static bool is_final(const struct hln_event_source *source)
{
	return hln_job_state_is_final(source->state);
}

/* An event with a snapshot of its source; what it is about comes on top. */
static void take_snapshot(struct hashlane_event *event,
			  const struct hln_event_source *source)
{
	const struct hashlane_progress *progress = source->progress;

	memset(event, 0, sizeof(*event));
	event->path = "";
	event->job = source->job;
	if (!progress)
		return;
	event->bytes_done = hln_progress_fields_get(&progress->bytes_done);
	event->bytes_total = hln_progress_fields_get(&progress->bytes_total);
	/* The kernel reports some files as shorter than they are. */
	if (event->bytes_total < event->bytes_done)
		event->bytes_total = event->bytes_done;
	event->files_done = hln_progress_fields_get(&progress->files_done);
	event->files_total = hln_progress_fields_get(&progress->files_total);
	event->failures = hln_progress_fields_get(&progress->failures);
	event->bytes_per_second =
		hln_progress_fields_get(&progress->bytes_per_second);
}

/* Deliver an event to a listener that was entered; a full queue may lose it. */
static void deliver(struct hln_listener *listener,
		    const struct hashlane_event *events, size_t count)
{
	if (listener->event) {
		hln_listener_call(listener, events, count);
		return;
	}
	for (size_t i = 0; i < count; i++)
		hln_event_queue_push(&listener->queue, &events[i]);
}

/* ---- Progress ---- */

/* A listener of the whole job gets zeros first, however far the job is. */
static void report_progress_to(struct hln_subscription *subscription,
			       const struct hln_event_source *source,
			       uint64_t now_ns, bool last)
{
	struct hln_listener *listener = subscription->listener;
	struct hashlane_event event;

	take_snapshot(&event, source);
	event.kind = HASHLANE_EVENT_PROGRESS;
	if (!subscription->progress_count && subscription->from_start) {
		event.bytes_done = 0;
		event.files_done = 0;
		event.failures = 0;
		event.bytes_per_second = 0;
	}
	subscription->progress_count++;
	subscription->progress_ns = now_ns;
	if (listener->event)
		hln_listener_call(listener, &event, 1);
	else if (last)
		hln_event_queue_insist(&listener->queue, &event,
				       &subscription->reserve);
	else
		hln_event_queue_push_progress(&listener->queue, &event,
					      subscription->progress_count >
						      2);
}

/* When progress is due for a subscription; its listener was entered. */
static uint64_t due_of(const struct hln_subscription *subscription)
{
	if (!subscription->progress_count)
		return 0;
	return subscription->progress_ns + subscription->listener->interval_ns;
}

void hln_events_report_progress(struct hln_subscribers *subscribers,
				uint64_t now_ns)
{
	uint64_t mark = now_ns + 1, next = UINT64_MAX;
	bool stale = false;

	if (now_ns <
	    atomic_load_explicit(&subscribers->due_ns, memory_order_relaxed))
		return;
	(void)atomic_exchange(&subscribers->due_ns, mark);
	for (struct hln_subscription *one = hln_subscribers_enter(subscribers);
	     one; one = hln_subscribers_next(one)) {
		struct hln_listener *listener = one->listener;

		if (!(one->events & HASHLANE_EVENT_PROGRESS))
			continue;
		if (!hln_listener_enter(listener, false)) {
			stale |= atomic_load(&listener->ended);
			next = 0;
			continue;
		}
		if (now_ns >= due_of(one) && !is_final(&subscribers->source))
			report_progress_to(one, &subscribers->source, now_ns,
					   false);
		if (due_of(one) < next)
			next = due_of(one);
		hln_listener_leave(listener);
	}
	hln_subscribers_leave(subscribers, stale);
	(void)atomic_compare_exchange_strong(&subscribers->due_ns, &mark,
					     next);
}

/* ---- Files ---- */

/* Set what events of files show of their job, which is not in them yet. */
static void add_snapshot(struct hashlane_event *files, size_t count,
			 const struct hln_event_source *source)
{
	struct hashlane_event snapshot;

	take_snapshot(&snapshot, source);
	for (size_t i = 0; i < count; i++) {
		files[i].job = snapshot.job;
		files[i].files_done = snapshot.files_done;
		files[i].files_total = snapshot.files_total;
		files[i].failures = snapshot.failures;
		files[i].bytes_per_second = snapshot.bytes_per_second;
	}
}

static size_t select_failures(struct hashlane_event *failures,
			      const struct hashlane_event *files, size_t count)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (files[i].status)
			failures[n++] = files[i];
	return n;
}

static void report_files_to(struct hln_subscription *subscription,
			    const struct hln_event_source *source,
			    struct hashlane_event *files, size_t count)
{
	struct hashlane_event failures[HLN_EVENTS_FILES_MAX];
	bool errors = subscription->events & HASHLANE_EVENT_ERROR;

	add_snapshot(files, count, source);
	for (size_t i = 0; i < count; i++)
		files[i].kind = errors && files[i].status ?
					HASHLANE_EVENT_ERROR :
					HASHLANE_EVENT_FILE;
	if (!(subscription->events & HASHLANE_EVENT_FILE)) {
		count = select_failures(failures, files, count);
		files = failures;
	}
	if (count)
		deliver(subscription->listener, files, count);
}

void hln_events_report_files(struct hln_subscribers *subscribers,
			     struct hashlane_event *files, size_t count)
{
	const uint32_t kinds = HASHLANE_EVENT_FILE | HASHLANE_EVENT_ERROR;
	const struct hln_event_source *source = &subscribers->source;
	bool stale = false;

	for (struct hln_subscription *one = hln_subscribers_enter(subscribers);
	     one; one = hln_subscribers_next(one)) {
		if (!(one->events & kinds))
			continue;
		if (!hln_listener_enter(one->listener, true)) {
			stale = true;
			continue;
		}
		/* The progress of the start comes before the first file. */
		if (one->events & HASHLANE_EVENT_PROGRESS &&
		    !one->progress_count && !is_final(source))
			report_progress_to(one, source, hln_clock_ns(), false);
		if (!is_final(source))
			report_files_to(one, source, files, count);
		hln_listener_leave(one->listener);
	}
	hln_subscribers_leave(subscribers, stale);
}

/* ---- Single events ---- */

/* Add what the event is about to the snapshot of its source. */
static void fill_one(struct hashlane_event *event,
		     const struct hashlane_event *what)
{
	event->kind = what->kind;
	event->index = what->index;
	event->status = what->status;
	if (!what->path)
		return;
	event->bytes_done = 0;
	event->bytes_total = what->bytes_total;
	event->path = what->path;
	event->path_bytes = what->path_bytes;
}

/* If `what` has a path it is about a file, and its bytes are the file's. */
static void report_one(struct hln_subscribers *subscribers,
		       const struct hashlane_event *what)
{
	const struct hln_event_source *source = &subscribers->source;
	bool stale = false;

	if (!hln_subscribers_wants(subscribers, (uint32_t)what->kind))
		return;
	for (struct hln_subscription *one = hln_subscribers_enter(subscribers);
	     one; one = hln_subscribers_next(one)) {
		struct hashlane_event event;

		if (!(one->events & (uint32_t)what->kind))
			continue;
		if (!hln_listener_enter(one->listener, true)) {
			stale = true;
			continue;
		}
		if (what->kind == HASHLANE_EVENT_RELEASED ||
		    !is_final(source)) {
			take_snapshot(&event, source);
			fill_one(&event, what);
			deliver(one->listener, &event, 1);
		}
		hln_listener_leave(one->listener);
	}
	hln_subscribers_leave(subscribers, stale);
}

void hln_events_report_begin(struct hln_subscribers *subscribers,
			     const struct hashlane_event *file)
{
	const struct hashlane_event event = {
		.kind = HASHLANE_EVENT_FILE_BEGIN,
		.index = file->index,
		.bytes_total = file->bytes_total,
		.path = file->path,
		.path_bytes = file->path_bytes,
	};

	report_one(subscribers, &event);
}

void hln_events_report_room(struct hln_subscribers *subscribers,
			    uint64_t index, int32_t status)
{
	const struct hashlane_event event = { .kind = HASHLANE_EVENT_ROOM,
					      .index = index,
					      .status = status };

	report_one(subscribers, &event);
}

void hln_events_report_results(struct hln_subscribers *subscribers)
{
	const struct hashlane_event event = { .kind = HASHLANE_EVENT_RESULTS };

	report_one(subscribers, &event);
}

void hln_events_report_lookup(struct hln_subscribers *subscribers, uint64_t id)
{
	const struct hashlane_event event = { .kind = HASHLANE_EVENT_LOOKUP,
					      .index = id };

	report_one(subscribers, &event);
}

void hln_events_report_pressure(struct hln_subscribers *subscribers,
				int32_t pressure)
{
	const struct hashlane_event event = { .kind = HASHLANE_EVENT_MEMORY,
					      .status = pressure };

	if (!hln_subscribers_wants(subscribers, HASHLANE_EVENT_MEMORY))
		return;
	/* Of the threads that see a new level, one reports it. */
	if (pressure != atomic_load_explicit(&subscribers->pressure,
					     memory_order_relaxed) &&
	    atomic_exchange(&subscribers->pressure, pressure) != pressure)
		report_one(subscribers, &event);
}

void hln_events_release_input(struct hln_subscribers *subscribers,
			      struct hln_release *release, int32_t kind,
			      uint64_t given)
{
	const struct hashlane_event event = { .kind = HASHLANE_EVENT_RELEASED,
					      .index = given };

	if (release->function)
		hln_release_call(release);
	else if (kind == HASHLANE_INPUT_MEMORY)
		report_one(subscribers, &event);
}

/* ---- The last events ---- */

/* A last event, which no queue loses, to a listener that was entered. */
static void report_last_to(struct hln_listener *listener,
			   const struct hln_event_source *source, int32_t kind,
			   int32_t status, struct hln_event_batch **reserve)
{
	struct hashlane_event event;

	take_snapshot(&event, source);
	event.kind = kind;
	event.status = status;
	if (listener->event)
		hln_listener_call(listener, &event, 1);
	else
		hln_event_queue_insist(&listener->queue, &event, reserve);
}

static void report_end_to(struct hln_subscription *subscription,
			  const struct hln_event_source *source,
			  int32_t status, uint64_t now_ns)
{
	struct hln_listener *listener = subscription->listener;

	if (!hln_job_state_is_cut_off(source->state) &&
	    subscription->events & HASHLANE_EVENT_PROGRESS) {
		if (!subscription->progress_count && subscription->from_start)
			report_progress_to(subscription, source, now_ns, true);
		report_progress_to(subscription, source, now_ns, true);
	}
	if (subscription->events & HASHLANE_EVENT_RESULTS)
		report_last_to(listener, source, HASHLANE_EVENT_RESULTS,
			       status, &subscription->reserve);
	if (subscription->events & HASHLANE_EVENT_DONE)
		report_last_to(listener, source, HASHLANE_EVENT_DONE, status,
			       &subscription->reserve);
}

bool hln_events_report_done(struct hln_subscribers *subscribers,
			    int32_t status, bool wait)
{
	uint64_t now_ns = hln_clock_ns();
	bool all = true;

	hln_subscribers_close(subscribers);
	for (struct hln_subscription *one = hln_subscribers_enter(subscribers);
	     one; one = hln_subscribers_next(one)) {
		struct hln_listener *listener = one->listener;

		if (one->done)
			continue;
		if (hln_listener_enter(listener, wait)) {
			one->done = true;
			report_end_to(one, &subscribers->source, status,
				      now_ns);
			hln_listener_leave(listener);
		} else {
			all &= wait || atomic_load(&listener->ended);
		}
	}
	if (all)
		hln_subscribers_end(subscribers);
	hln_subscribers_leave(subscribers, false);
	return all;
}

int32_t hln_events_report_done_to(const struct hln_subscribers *subscribers,
				  struct hln_listener *listener,
				  int32_t status)
{
	struct hln_event_batch *reserve = NULL;

	if (!(listener->events & HASHLANE_EVENT_DONE))
		return HASHLANE_OK;
	if (!listener->event) {
		reserve = hln_event_queue_reserve(subscribers->memory);
		if (!reserve)
			return HASHLANE_NO_MEMORY;
	}
	if (hln_listener_enter(listener, true)) {
		report_last_to(listener, &subscribers->source,
			       HASHLANE_EVENT_DONE, status, &reserve);
		hln_listener_leave(listener);
	}
	hln_event_queue_free_batch(subscribers->memory, reserve);
	return HASHLANE_OK;
}
