/* SPDX-License-Identifier: MIT */
/*
 * worker_files.h - a worker opens files, also where descriptors are short.
 *
 * A worker "holds" while it goes on with open files: another worker that finds
 * no descriptor then knows that one will come free. A worker that has nothing
 * open and finds no descriptor is "starved". While a worker of the engine is
 * starved, descriptors are short: one thread at a time opens something, under
 * open_lock, and the directories of walks are closed before each try.
 *
 *              opens a file or directory
 *     nothing ----------------------------> holds
 *      open   <----------------------------   ^
 *        |      nothing is open any more      |
 *        |                                    |
 *        | no descriptor is left, and no      | opened something
 *        | deferred or waiting file of the    | (hln_worker_begin)
 *        v engine could be closed             |
 *     starved --------------------------------+
 *        |
 *        | and again no descriptor, in hln_worker_files_wait:
 *        |
 *        |  1. deferred or waiting files can be closed: try again
 *        |  2. the board has open streams or parts: donate the worker's own
 *        |     streams, and take those (trade in, scheduling.h)
 *        |  3. the shortage does not last (shortage.h): wait 5 ms, or until a
 *        |     file is closed, and try again
 *        v
 *     The shortage lasts: one file fails with EMFILE (fail_next in
 *     worker_begin.c). If the worker has no stream, it is "hopeless" for one
 *     round: the directory that it cannot open fails. Either way, the next
 *     round begins anew.
 *
 * A worker that leaves its job, or that has begun its streams, is not starved.
 * While it reports the events of rows it does not hold, since a callback may
 * wait for a thread that needs a descriptor.
 */
#ifndef HLN_WORKER_FILES_H
#define HLN_WORKER_FILES_H

#include "worker.h"

/* The worker holds from now on, or does not; counted by shortage.h. */
void hln_worker_files_hold(struct hln_worker *worker, bool holds);
/* It is starved from now on, or is not. */
void hln_worker_files_starve(struct hln_worker *worker, bool starved);

/* Files were closed: others may wait for their descriptors. */
void hln_worker_files_closed(struct hln_worker *worker);

/*
 * Before and after something is opened. While descriptors are short, *alone is
 * set and open_lock is held in between: two threads that each hold a directory
 * would leave no descriptor for a file. False: another thread has that lock.
 */
bool hln_worker_files_begin(struct hln_worker *worker, bool *alone);

void hln_worker_files_end(struct hln_worker *worker, bool alone);

/* False: no descriptor is left. */
bool hln_worker_files_open(struct hln_worker *worker, struct hln_slot *slot);

/* Is a file open in its slots, or read in parts? */
bool hln_worker_files_any(const struct hln_worker *worker);

bool hln_worker_files_any_open(const struct hln_worker *worker);

/*
 * Nothing is open in this worker, and no descriptor is left: see the head of
 * this file. `wake_count`: of the workforce, before the descriptor was asked
 * for. True: the shortage lasts.
 */
bool hln_worker_files_wait(struct hln_worker *worker, uint64_t wake_count);

/*
 * Open what was taken; where no descriptor is left, some wait for those of
 * others in this worker. Files that need a place are opened when they have it.
 * False: none is open, for want of a descriptor.
 */
bool hln_worker_files_open_all(struct hln_worker *worker);

#endif
