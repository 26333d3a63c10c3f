/* SPDX-License-Identifier: MIT */
/*
 * in_flight.h - the inputs of a job that were taken and have no row yet, and
 * how far each is: for callers that watch.
 */
#ifndef HLN_IN_FLIGHT_H
#define HLN_IN_FLIGHT_H

#include "../../include/hashlane.h"
#include "../os/thread.h"

#include <stdbool.h>

struct hln_open_file;

/* Its lock is the innermost of all: nothing is taken while it is held. */
struct hln_in_flight_list {
	hln_lock lock;
	struct hln_open_file *first, *last;
};

/* An entry's place in it; its numbers are read and written without the lock. */
struct hln_in_flight {
	struct hln_in_flight_list *list;       /* NULL: it is in none */
	struct hln_open_file *before, *behind; /* under its lock */
	uint64_t begun_ns; /* hln_clock_ns at its first read; 0: not begun */
	uint64_t done, total;
};

/* Zeroed before. False: no memory. */
bool hln_in_flight_create(struct hln_in_flight_list *list);
void hln_in_flight_destroy(struct hln_in_flight_list *list);

/*
 * At the end of the list. Memory of the caller is left out here: it is at hand,
 * and worth it only if it is long; see hln_in_flight_enter.
 */
void hln_in_flight_enter_all(struct hln_in_flight_list *list,
			     struct hln_open_file **entries, size_t count);
void hln_in_flight_enter(struct hln_in_flight_list *list,
			 struct hln_open_file *entry);
/* Harmless on entries that are in no list. All are of one job. */
void hln_in_flight_leave_all(struct hln_open_file **entries, size_t count);
void hln_in_flight_leave(struct hln_open_file *entry);

/* It is read from its start now; hln_clock_ns, or 0: later. */
void hln_in_flight_begin(struct hln_open_file *entry, uint64_t now_ns);
/* What it will have, once that is known. */
void hln_in_flight_expect(struct hln_open_file *entry, uint64_t total);
/* All before this byte was hashed; one thread. */
void hln_in_flight_reach(struct hln_open_file *entry, uint64_t done);
/* So many bytes more of it were hashed; any thread. */
void hln_in_flight_add(struct hln_open_file *entry, uint64_t bytes);

/*
 * As hashlane_job_get_files, for elements of that type at `stride`; what is
 * behind them there is zeroed.
 */
int32_t hln_in_flight_get(void *files, size_t stride, size_t capacity,
			  size_t *count, char *paths, size_t paths_capacity,
			  size_t *paths_bytes,
			  struct hln_in_flight_list *list);

#endif
