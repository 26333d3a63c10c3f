/* SPDX-License-Identifier: MIT */
/*
 * worker_files.h - a worker opens files, also where descriptors are short.
 *
 * A worker "holds" while it goes on with open files: another worker that finds
 * no descriptor knows then that one will come free. A worker that has nothing
 * open and finds no descriptor is "starved": from then on one thread at a time
 * opens something (open_lock), with all that the engine can spare. shortage.h
 * says when a starved worker gives up.
 */
#ifndef HLN_WORKER_FILES_H
#define HLN_WORKER_FILES_H

#include "worker.h"

void hln_worker_files_hold(struct hln_worker *worker, bool holds);

void hln_worker_files_starve(struct hln_worker *worker, bool starved);

/* Files were closed: others may wait for their descriptors. */
void hln_worker_files_closed(struct hln_worker *worker);

/*
 * While descriptors are short one thread at a time opens something, and has all
 * that the engine can spare: two that each hold a directory would leave none
 * for a file.
 */
bool hln_worker_files_begin(struct hln_worker *worker, bool *alone);

void hln_worker_files_end(struct hln_worker *worker, bool alone);

/* False: no descriptor is left. */
bool hln_worker_files_open(struct hln_worker *worker, struct hln_slot *slot);

/* Is a file open in its slots, or read in parts? */
bool hln_worker_files_any(const struct hln_worker *worker);

bool hln_worker_files_any_open(const struct hln_worker *worker);

/*
 * Nothing is open here, and no descriptor is left: go on with what others left
 * open; else wait, until a file was closed, the job cancelled, or a little
 * while has passed, for others close theirs unnoticed. `news`: of the engine,
 * before the descriptor was asked for. True: there is no hope.
 */
bool hln_worker_files_wait(struct hln_worker *worker, uint64_t news);

/*
 * Open what was taken; where no descriptor is left, some wait for those of
 * others in this worker. Files that need a place are opened when they have it.
 * False: none is open, for want of a descriptor.
 */
bool hln_worker_files_open_all(struct hln_worker *worker);

#endif
