/* SPDX-License-Identifier: MIT */
/*
 * worker_begin.h - the files that a worker took are opened, and read for the
 * first time.
 *
 * In a sequential job, and at a device with few places, one file after the
 * other is opened and read. Elsewhere all are opened first, by many threads if
 * the device is slow to answer, and then read. With the first read the worker
 * learns what the file is: a long one is split if it can be, one that was met
 * under another name is not read at all, and one that was written just now is
 * deferred.
 */
#ifndef HLN_WORKER_BEGIN_H
#define HLN_WORKER_BEGIN_H

#include "worker.h"

enum hln_worker_begun {
	HLN_WORKER_BEGUN,
	HLN_WORKER_BEGUN_NONE,  /* for want of a descriptor or of a place */
	HLN_WORKER_BEGUN_WAITS, /* the same; the worker has to leave the job */
};

/*
 * Open and begin what was taken. `wake_count`: of the workforce, before a
 * descriptor was asked for.
 */
enum hln_worker_begun hln_worker_begin(struct hln_worker *worker,
				       uint64_t wake_count);

#endif
