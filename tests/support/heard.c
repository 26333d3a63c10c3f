/* SPDX-License-Identifier: MIT */
/* heard.c - what listeners were told, checked as it comes. */
#include "heard.h"

#include "check.h"

#include <string.h>

static void say(struct heard *heard, const char *wrong)
{
	const char *none = NULL;

	atomic_compare_exchange_strong(&heard->wrong, &none, wrong);
}

static void hear_progress(struct heard *heard,
			  const struct hashlane_event *event)
{
	if (!atomic_fetch_add(&heard->progress, 1))
		heard->first_bytes = event->bytes_done;
	if (event->bytes_done < heard->last_bytes)
		say(heard, "progress goes back");
	if (event->bytes_done > event->bytes_total)
		say(heard, "more than all is done");
	heard->last_bytes = event->bytes_done;
	heard->bytes_total = event->bytes_total;
}

static void hear_file(struct heard *heard, const struct hashlane_event *event)
{
	if (event->index >= HEARD_FILES)
		return;
	if (heard->seen[event->index])
		say(heard, "a file is told twice");
	heard->seen[event->index] = true;
	heard->statuses[event->index] = event->status;
	heard->os_errors[event->index] = event->os_error;
	if (strlen(event->path) != event->path_bytes)
		say(heard, "the path does not end where it should");
	else if (event->path_bytes < sizeof(heard->paths[0]))
		memcpy(heard->paths[event->index], event->path,
		       event->path_bytes + 1);
}

static void hear_event(struct heard *heard, const struct hashlane_event *event)
{
	if (event->kind == HASHLANE_EVENT_LOST) {
		atomic_fetch_add(&heard->lost, 1);
		heard->lost_count += event->index;
		return;
	}
	if (!heard->job)
		heard->job = event->job;
	if (event->job != heard->job)
		say(heard, "an event of another job");
	if (atomic_load(&heard->done))
		say(heard, "an event behind the last");
	if (event->files_done < heard->last_files)
		say(heard, "the number of files goes back");
	heard->last_files = event->files_done;
	switch (event->kind) {
	case HASHLANE_EVENT_PROGRESS:
		hear_progress(heard, event);
		break;
	case HASHLANE_EVENT_FILE:
		atomic_fetch_add(&heard->files, 1);
		hear_file(heard, event);
		break;
	case HASHLANE_EVENT_ERROR:
		atomic_fetch_add(&heard->errors, 1);
		if (!event->status)
			say(heard, "an error without a status");
		hear_file(heard, event);
		break;
	case HASHLANE_EVENT_MEMORY:
		atomic_fetch_add(&heard->memory, 1);
		break;
	case HASHLANE_EVENT_DONE:
		atomic_fetch_add(&heard->done, 1);
		heard->done_status = event->status;
		break;
	default:
		say(heard, "an unknown kind of event");
	}
}

void hear(void *context, const struct hashlane_event *events,
	  size_t event_bytes, size_t count)
{
	struct heard *heard = context;

	if (atomic_fetch_add(&heard->inside, 1))
		say(heard, "two callbacks at once");
	if (!count)
		say(heard, "no events");
	atomic_fetch_add(&heard->calls, 1);
	for (size_t i = 0; i < count; i++) {
		const struct hashlane_event *event =
			HASHLANE_EVENT_AT(events, event_bytes, i);

		hear_event(heard, event);
		if (heard->then)
			heard->then(heard, event);
	}
	atomic_fetch_sub(&heard->inside, 1);
}

size_t hear_queue(struct heard *heard, hashlane_listener listener)
{
	const struct hashlane_event *events;
	size_t count, total = 0;
	int32_t status;

	while (!(status = hashlane_listener_poll(&events, NULL, &count,
						 listener, 7, 0))) {
		assert_in_range(count, 1, 7);
		hear(heard, events, sizeof(*events), count);
		total += count;
	}
	assert_int_equal(status, HASHLANE_TIMEOUT);
	return total;
}

void check_heard(struct heard *heard)
{
	const char *wrong = atomic_load(&heard->wrong);

	if (wrong)
		fail_msg("%s", wrong);
}

void check_whole_progress(struct heard *heard)
{
	check_heard(heard);
	assert_true(atomic_load(&heard->progress) >= 2);
	assert_int_equal(heard->first_bytes, 0);
	assert_int_equal(heard->last_bytes, heard->bytes_total);
}

hashlane_listener listener_of(uint64_t source, uint32_t events,
			      hashlane_event_fn *event, void *context)
{
	const struct hashlane_listener_options options = {
		.struct_size = sizeof(options),
		.events = events,
		.interval_ms = 1,
		.event = event,
		.context = context,
	};
	hashlane_listener listener;

	assert_status(
		hashlane_listener_create(&listener, source, &options, NULL),
		HASHLANE_OK);
	return listener;
}
