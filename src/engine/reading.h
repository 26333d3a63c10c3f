/* SPDX-License-Identifier: MIT */
/*
 * reading.h - which of its files a worker may read now.
 *
 * A device that seeks, or that serves few at a time, has so many places. A
 * worker that reads of it takes one, and reads file by file in the order of the
 * inputs, until nothing of the job is left there or another job needs the
 * place; it has one place at most. What finds no place waits in the job's queue
 * for the device; see waiting.h. Files that are in memory need no place, and
 * other devices have no limit.
 */
#ifndef HLN_READING_H
#define HLN_READING_H

#include "worker.h"

/*
 * Any worker may read from now on, unless the job is a HASHLANE_JOB_SEQUENTIAL.
 * Before, one does: it finds out where the job's first file lies.
 */
void hln_reading_open(struct hln_job *job);
/* May this one, from now on until hln_reading_leave? */
bool hln_reading_enter(const struct hln_worker *worker);
/* It does not, and gives its place back. */
void hln_reading_leave(struct hln_worker *worker);

/*
 * Find out where a file lies that was not opened yet, as far as it costs next
 * to nothing: entry->disk is set where a device has places.
 */
void hln_reading_guess_device(struct hln_worker *worker,
			      struct hln_open_file *entry);
/* The same for sure, of one that is open. */
void hln_reading_ask_device(struct hln_worker *worker,
			    struct hln_open_file *entry);

/* Take a place at the device, or have it; false: there is none now. */
bool hln_reading_take_place(struct hln_worker *worker,
			    struct hln_device *device);
void hln_reading_give_place(struct hln_worker *worker);
/* Give the place back if nothing is left to be read with it. */
void hln_reading_review_place(struct hln_worker *worker);
/* Should the worker leave its job, so that another may have its place? */
bool hln_reading_place_is_wanted(const struct hln_worker *worker);

/*
 * Does an entry that is opened next have to wait for a place? Either the worker
 * has one then, or the file may be in memory: hln_reading_may_begin decides.
 */
bool hln_reading_must_wait(struct hln_worker *worker,
			   const struct hln_open_file *entry);
/*
 * Were the last files of devices with places all in memory? Then the next are
 * opened without, side by side, and asked before they are read.
 */
bool hln_reading_is_warm(const struct hln_job *job);
/* Is an entry that is open in memory, or on a device without places? */
bool hln_reading_is_at_hand(struct hln_worker *worker,
			    struct hln_open_file *entry);
/* May an entry that is open be read now? False: it has to wait. */
bool hln_reading_may_begin(struct hln_worker *worker,
			   struct hln_open_file *entry);
/* The same of a stream that is under way. */
bool hln_reading_may_go_on(struct hln_worker *worker,
			   const struct hln_slot *slot);

/* The stream that is read at a place, or in a sequential job; or NULL. */
struct hln_slot *hln_reading_slot(const struct hln_worker *worker);

#endif
