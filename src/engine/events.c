/* SPDX-License-Identifier: MIT */
/* events.c - what happens to jobs, told to those who listen. */
#include "events.h"

#include "engine.h"
#include "job_progress.h"

#include <string.h>

/* In a call: they are on the stack, and in the cache. */
enum { EVENTS_MAX = 16 };

/* In hln_audience.readers: seats are taken out, whoever comes must wait. */
#define SWEEPING ((unsigned)1 << 31)

/* ---- Who is there ---- */

/* Seats stay while they are read; new ones may come at the end. */
static struct hln_seat *begin_reading(struct hln_audience *audience)
{
	if (atomic_fetch_add(&audience->readers, 1) & SWEEPING) {
		/* Whoever sweeps has the lock. */
		hln_lock_take(&audience->lock);
		hln_lock_give(&audience->lock);
	}
	return atomic_load(&audience->first);
}

static struct hln_seat *next_of(struct hln_seat *seat)
{
	return atomic_load_explicit(&seat->next, memory_order_acquire);
}

static void free_seat(struct hln_audience *audience, struct hln_seat *seat)
{
	hln_event_batch_free(audience->memory, seat->reserve);
	hln_listener_release(seat->listener);
	hln_allocator_give(audience->memory, seat, sizeof(*seat),
			   HLN_ALIGNMENT);
}

/* Nobody reads, and the lock is held. */
static struct hln_seat *take_out(struct hln_audience *audience, bool all)
{
	struct hln_seat *seat = audience->first, *gone = NULL, *last = NULL;
	bool stale = false;
	uint32_t events = 0;

	audience->first = NULL;
	while (seat) {
		struct hln_seat *next = seat->next;
		bool ended, busy;

		ended = atomic_load(&seat->listener->ended);
		/* As long as it is called it must be found. */
		busy = ended && atomic_load(&seat->listener->thread);
		stale |= busy;
		if (all || (ended && !busy)) {
			seat->next = gone;
			gone = seat;
		} else {
			seat->next = NULL;
			if (last)
				last->next = seat;
			else
				audience->first = seat;
			last = seat;
			events |= seat->events;
		}
		seat = next;
	}
	audience->last = last;
	audience->events = events;
	audience->stale = stale;
	return gone;
}

/*
 * Take out the seats of listeners that ended or, at the end, all, unless they
 * are read just now; the lock is held. They are freed without it.
 */
static struct hln_seat *sweep(struct hln_audience *audience)
{
	struct hln_seat *gone;
	unsigned none = 0;

	if (!atomic_compare_exchange_strong(&audience->readers, &none,
					    SWEEPING))
		return NULL;
	gone = take_out(audience, audience->ended);
	atomic_fetch_and(&audience->readers, ~SWEEPING);
	return gone;
}

static void free_seats(struct hln_audience *audience, struct hln_seat *seat)
{
	while (seat) {
		struct hln_seat *next = seat->next;

		free_seat(audience, seat);
		seat = next;
	}
}

static void end_reading(struct hln_audience *audience, bool stale)
{
	struct hln_seat *gone;

	if (stale)
		atomic_store(&audience->stale, true);
	if (atomic_fetch_sub(&audience->readers, 1) != 1 ||
	    !atomic_load(&audience->stale))
		return;
	hln_lock_take(&audience->lock);
	gone = sweep(audience);
	hln_lock_give(&audience->lock);
	free_seats(audience, gone);
}

bool hln_audience_create(struct hln_audience *audience,
			 const struct hln_allocator *memory)
{
	audience->memory = memory;
	return hln_lock_create(&audience->lock);
}

void hln_audience_destroy(struct hln_audience *audience)
{
	free_seats(audience, take_out(audience, true));
	hln_lock_destroy(&audience->lock);
}

int32_t hln_audience_add(struct hln_audience *audience,
			 struct hln_listener *listener, uint32_t events,
			 bool from_start)
{
	struct hln_seat *seat = hln_allocator_take_zeroed(
		audience->memory, sizeof(*seat), HLN_ALIGNMENT);
	struct hln_seat *gone;
	bool closed;

	if (!seat)
		return HASHLANE_NO_MEMORY;
	seat->events = events;
	seat->from_start = from_start;
	if (!listener->event) {
		seat->reserve = hln_event_reserve(audience->memory);
		if (!seat->reserve) {
			hln_allocator_give(audience->memory, seat,
					   sizeof(*seat), HLN_ALIGNMENT);
			return HASHLANE_NO_MEMORY;
		}
	}
	hln_listener_hold(listener);
	seat->listener = listener;
	hln_lock_take(&audience->lock);
	closed = audience->closed;
	gone = sweep(audience);
	if (!closed) {
		if (audience->last)
			atomic_store_explicit(&audience->last->next, seat,
					      memory_order_release);
		else
			atomic_store(&audience->first, seat);
		audience->last = seat;
		atomic_fetch_or(&audience->events, events);
		atomic_store(&audience->due_ns, 0);
	}
	hln_lock_give(&audience->lock);
	free_seats(audience, gone);
	if (closed)
		free_seat(audience, seat);
	return closed ? HASHLANE_NOT_FOUND : HASHLANE_OK;
}

int32_t hln_audience_join(struct hln_audience *audience,
			  struct hln_audience *engine)
{
	int32_t status = HASHLANE_OK;

	for (struct hln_seat *seat = begin_reading(engine); seat;
	     seat = next_of(seat))
		if (!status)
			status = hln_audience_add(
				audience, seat->listener,
				seat->events &
					~(uint32_t)HASHLANE_EVENT_MEMORY,
				true);
	end_reading(engine, false);
	return status;
}

void hln_audience_close(struct hln_audience *audience)
{
	struct hln_seat *gone;

	hln_lock_take(&audience->lock);
	audience->closed = true;
	audience->ended = true;
	atomic_store(&audience->stale, true);
	gone = sweep(audience);
	hln_lock_give(&audience->lock);
	free_seats(audience, gone);
}

/* ---- What is told ---- */

int32_t hln_job_listen(struct hln_job *job, struct hln_listener *listener,
		       uint32_t events)
{
	bool new = !hln_progress_get(&job->progress.bytes_done) &&
		   !hln_progress_get(&job->progress.files_done);

	return hln_audience_add(&job->audience, listener, events, new);
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
static int32_t kind_of(const struct hln_entry *entry, uint32_t wanted)
{
	if (entry->status && wanted & HASHLANE_EVENT_ERROR)
		return HASHLANE_EVENT_ERROR;
	return (int32_t)(wanted & HASHLANE_EVENT_FILE);
}

static inline void fill_entry(struct hashlane_event *event, int32_t kind,
			      const struct hashlane_event *base,
			      const struct hln_entry *entry)
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

static void queue_entries(struct hln_seat *seat,
			  const struct hashlane_event *base,
			  struct hln_entry **entries, size_t count)
{
	struct hashlane_event event;

	for (size_t i = 0; i < count; i++) {
		int32_t kind = kind_of(entries[i], seat->events);

		if (!kind)
			continue;
		fill_entry(&event, kind, base, entries[i]);
		hln_queue_push(&seat->listener->queue, &event);
	}
}

static void call_entries(struct hln_seat *seat, struct hln_job *job,
			 const struct hashlane_event *base,
			 struct hln_entry **entries, size_t count)
{
	struct hashlane_event events[EVENTS_MAX];

	/* What is cancelled by some ends with them. */
	while (count && !hln_job_is_final(job)) {
		size_t some = count < EVENTS_MAX ? count : EVENTS_MAX, n = 0;

		for (size_t i = 0; i < some; i++) {
			int32_t kind = kind_of(entries[i], seat->events);

			if (kind)
				fill_entry(&events[n++], kind, base,
					   entries[i]);
		}
		if (n)
			hln_listener_call(seat->listener, events, n);
		entries += some;
		count -= some;
	}
}

static void tell_entries_to(struct hln_seat *seat, struct hln_job *job,
			    struct hln_entry **entries, size_t count)
{
	struct hashlane_event base;

	fill_event(&base, job);
	if (seat->listener->event)
		call_entries(seat, job, &base, entries, count);
	else if (!hln_job_is_final(job))
		queue_entries(seat, &base, entries, count);
}

bool hln_entries_wanted(struct hln_job *job)
{
	return atomic_load_explicit(&job->audience.events,
				    memory_order_relaxed) &
	       (HASHLANE_EVENT_FILE | HASHLANE_EVENT_ERROR);
}

/* Where a job begins is told as such, however far others are by now. */
static void tell_progress_to(struct hln_seat *seat, struct hln_job *job,
			     uint64_t now_ns, bool last)
{
	struct hln_listener *listener = seat->listener;
	struct hashlane_event event;

	fill_event(&event, job);
	event.kind = HASHLANE_EVENT_PROGRESS;
	if (!seat->progress_n && seat->from_start) {
		event.bytes_done = 0;
		event.files_done = 0;
		event.failures = 0;
		event.bytes_per_second = 0;
	}
	seat->progress_n++;
	seat->told_ns = now_ns;
	if (listener->event)
		hln_listener_call(listener, &event, 1);
	else if (last)
		hln_queue_insist(&listener->queue, &event, &seat->reserve);
	else
		hln_queue_progress(&listener->queue, &event,
				   seat->progress_n > 2);
}

void hln_tell_entries(struct hln_job *job, struct hln_entry **entries,
		      size_t count)
{
	const uint32_t kinds = HASHLANE_EVENT_FILE | HASHLANE_EVENT_ERROR;
	bool stale = false;

	for (struct hln_seat *seat = begin_reading(&job->audience); seat;
	     seat = next_of(seat)) {
		if (!(seat->events & kinds))
			continue;
		if (!hln_listener_enter(seat->listener, true)) {
			stale = true;
			continue;
		}
		/* Its beginning comes before what was done. */
		if (seat->events & HASHLANE_EVENT_PROGRESS &&
		    !seat->progress_n && !hln_job_is_final(job))
			tell_progress_to(seat, job, hln_clock_ns(), false);
		tell_entries_to(seat, job, entries, count);
		hln_listener_leave(seat->listener);
	}
	end_reading(&job->audience, stale);
}

void hln_tell_progress(struct hln_job *job, uint64_t now_ns)
{
	struct hln_audience *audience = &job->audience;
	uint64_t next = UINT64_MAX;
	bool stale = false;

	if (!(atomic_load_explicit(&audience->events, memory_order_relaxed) &
	      HASHLANE_EVENT_PROGRESS) ||
	    now_ns < atomic_load_explicit(&audience->due_ns,
					  memory_order_relaxed))
		return;
	/* Until it is known when; one who comes meanwhile makes it 0. */
	atomic_store(&audience->due_ns, now_ns + 1);
	for (struct hln_seat *seat = begin_reading(audience); seat;
	     seat = next_of(seat)) {
		struct hln_listener *listener = seat->listener;
		uint64_t due = 0;

		if (!(seat->events & HASHLANE_EVENT_PROGRESS))
			continue;
		/* One that is busy is told later, but for the beginning. */
		if (!hln_listener_enter(listener, false)) {
			stale |= atomic_load(&listener->ended);
			next = 0;
			continue;
		}
		if (seat->progress_n)
			due = seat->told_ns + listener->interval_ns;
		if (now_ns >= due && !hln_job_is_final(job)) {
			tell_progress_to(seat, job, now_ns, false);
			due = now_ns + listener->interval_ns;
		}
		hln_listener_leave(listener);
		next = due < next ? due : next;
	}
	end_reading(audience, stale);
	{
		uint64_t meanwhile = now_ns + 1;

		(void)atomic_compare_exchange_strong(&audience->due_ns,
						     &meanwhile, next);
	}
}

/*
 * An event by itself to all that want its kind; job NULL: the engine's. Of a
 * job that is final nothing is told but what was released.
 */
static void tell_one(struct hln_audience *audience, struct hln_job *job,
		     const struct hashlane_event *what)
{
	bool stale = false;

	for (struct hln_seat *seat = begin_reading(audience); seat;
	     seat = next_of(seat)) {
		struct hln_listener *listener = seat->listener;
		struct hashlane_event event;

		if (!(seat->events & (uint32_t)what->kind))
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
	end_reading(audience, stale);
}

void hln_tell_room(struct hln_job *job, uint64_t index, int32_t status)
{
	const struct hashlane_event event = { .kind = HASHLANE_EVENT_ROOM,
					      .index = index,
					      .status = status };

	if (hln_audience_wants(&job->audience, HASHLANE_EVENT_ROOM))
		tell_one(&job->audience, job, &event);
}

void hln_tell_released(struct hln_job *job, uint64_t given)
{
	const struct hashlane_event event = { .kind = HASHLANE_EVENT_RELEASED,
					      .index = given };

	if (hln_audience_wants(&job->audience, HASHLANE_EVENT_RELEASED))
		tell_one(&job->audience, job, &event);
}

void hln_tell_begin(struct hln_job *job, struct hln_entry *entry)
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
		tell_one(&job->audience, job, &event);
	entry->told_begin = true;
}

void hln_tell_results(struct hln_job *job)
{
	const struct hashlane_event event = { .kind = HASHLANE_EVENT_RESULTS };

	if (hln_audience_wants(&job->audience, HASHLANE_EVENT_RESULTS))
		tell_one(&job->audience, job, &event);
}

void hln_tell_lookup(struct hln_job *job, uint64_t id)
{
	const struct hashlane_event event = { .kind = HASHLANE_EVENT_LOOKUP,
					      .index = id };

	if (hln_audience_wants(&job->audience, HASHLANE_EVENT_LOOKUP))
		tell_one(&job->audience, job, &event);
}

static void check_pressure(struct hln_audience *audience,
			   struct hln_engine *engine, struct hln_job *job)
{
	int32_t pressure;

	if (!(atomic_load_explicit(&audience->events, memory_order_relaxed) &
	      HASHLANE_EVENT_MEMORY))
		return;
	pressure = hln_engine_pressure(engine);
	if (pressure != atomic_load_explicit(&audience->pressure_told,
					     memory_order_relaxed) &&
	    atomic_exchange(&audience->pressure_told, pressure) != pressure)
		tell_one(audience, job,
			 &(struct hashlane_event){
				 .kind = HASHLANE_EVENT_MEMORY,
				 .status = pressure });
}

void hln_tell_job_pressure(struct hln_job *job)
{
	check_pressure(&job->audience, job->engine, job);
}

void hln_tell_engine_pressure(struct hln_engine *engine)
{
	check_pressure(&engine->audience, engine, NULL);
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
static void tell_end_to(struct hln_seat *seat, struct hln_job *job,
			uint64_t now_ns)
{
	if (job->state == HASHLANE_STATE_DONE &&
	    seat->events & HASHLANE_EVENT_PROGRESS) {
		if (!seat->progress_n && seat->from_start)
			tell_progress_to(seat, job, now_ns, true);
		tell_progress_to(seat, job, now_ns, true);
	}
	if (seat->events & HASHLANE_EVENT_RESULTS)
		tell_last_to(seat->listener, job, HASHLANE_EVENT_RESULTS,
			     &seat->reserve);
	if (seat->events & HASHLANE_EVENT_DONE)
		tell_last_to(seat->listener, job, HASHLANE_EVENT_DONE,
			     &seat->reserve);
}

bool hln_tell_done(struct hln_job *job, bool wait)
{
	struct hln_audience *audience = &job->audience;
	uint64_t now_ns = hln_clock_ns();
	bool all = true;

	hln_lock_take(&audience->lock);
	audience->closed = true;
	hln_lock_give(&audience->lock);
	for (struct hln_seat *seat = begin_reading(audience); seat;
	     seat = next_of(seat)) {
		struct hln_listener *listener = seat->listener;

		if (seat->done)
			continue;
		if (hln_listener_enter(listener, wait)) {
			seat->done = true;
			tell_end_to(seat, job, now_ns);
			hln_listener_leave(listener);
		} else {
			all &= wait || atomic_load(&listener->ended);
		}
	}
	if (all) {
		hln_lock_take(&audience->lock);
		audience->ended = true;
		hln_lock_give(&audience->lock);
	}
	end_reading(audience, all);
	return all;
}

int32_t hln_tell_done_to(struct hln_listener *listener, struct hln_job *job)
{
	struct hln_event_batch *reserve = NULL;

	if (!(listener->events & HASHLANE_EVENT_DONE))
		return HASHLANE_OK;
	if (!listener->event) {
		reserve = hln_event_reserve(job->audience.memory);
		if (!reserve)
			return HASHLANE_NO_MEMORY;
	}
	if (hln_listener_enter(listener, true)) {
		tell_last_to(listener, job, HASHLANE_EVENT_DONE, &reserve);
		hln_listener_leave(listener);
	}
	hln_event_batch_free(job->audience.memory, reserve);
	return HASHLANE_OK;
}
