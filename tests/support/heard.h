/* SPDX-License-Identifier: MIT */
/* heard.h - what listeners were told, checked as it comes. */
#ifndef HEARD_H
#define HEARD_H

#include "../../include/hashlane.h"

#include <stdatomic.h>
#include <stdbool.h>

enum { HEARD_FILES = 512, ALL_EVENTS = 31 };

/* Of one job. Callbacks may run on any thread: what is wrong is kept. */
struct heard {
	hashlane_job job;  /* whose; 0: of the first event */
	atomic_int inside; /* threads in the callback */
	_Atomic(const char *) wrong;
	atomic_size_t calls, progress, files, errors, memory, done, lost;
	uint64_t lost_count;
	bool seen[HEARD_FILES];
	char paths[HEARD_FILES][128];
	int32_t statuses[HEARD_FILES];
	int os_errors[HEARD_FILES];
	uint64_t first_bytes, last_bytes, last_files, bytes_total;
	int32_t done_status;
	/* Called for each event, if it is set. */
	void (*then)(struct heard *heard, const struct hashlane_event *event);
	void *data;
};

/* A hashlane_event_fn whose context is a struct heard. */
void hear(void *context, const struct hashlane_event *events,
	  size_t event_bytes, size_t count);

/* All that waits in a queue; returns how many there were. */
size_t hear_queue(struct heard *heard, hashlane_listener listener);

/* Fails the test if anything was wrong. */
void check_heard(struct heard *heard);
/* And of a job that was done: its progress went from nothing to all. */
void check_whole_progress(struct heard *heard);

/* `event` NULL: a queue. */
hashlane_listener listener_of(uint64_t source, uint32_t events,
			      hashlane_event_fn *event, void *context);

#endif
