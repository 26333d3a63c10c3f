/* SPDX-License-Identifier: MIT */
/*
 * in_flight.h - the inputs of a job that were taken and have no row yet, and how
 * far each is: for those who watch.
 */
#ifndef HLN_IN_FLIGHT_H
#define HLN_IN_FLIGHT_H

#include "../../include/hashlane.h"

#include <stdbool.h>

struct hln_open_file;
struct hln_job;

/* An entry's place among them; its numbers are read at any time. */
struct hln_in_flight {
	struct hln_open_file *before, *behind; /* under the job's lock */
	bool listed;                           /* the same */
	uint64_t begun_ns; /* hln_clock_ns at its first read; 0: not begun */
	uint64_t done, total;
};

/* The job's lock is held. */
void hln_in_flight_enter(struct hln_job *job, struct hln_open_file *entry);
/* Harmless on one that has left. */
void hln_in_flight_leave(struct hln_job *job, struct hln_open_file *entry);
/* The same without the lock, of one that gets no row. */
void hln_in_flight_drop(struct hln_open_file *entry);

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
			  size_t *paths_bytes, struct hln_job *job);

#endif
