/* SPDX-License-Identifier: MIT */
/*
 * waiting.h - a job's files that wait for a place at their device: one queue
 * for each device, in the order of the inputs. No worker waits for a place: it
 * takes files of another device meanwhile, or leaves the job.
 */
#ifndef HLN_WAITING_H
#define HLN_WAITING_H

#include "worker.h"

/* The entry is the job's from now on. False: no memory. */
bool hln_waiting_put(struct hln_job *job, struct hln_device *device,
		     struct hln_open_file *entry);
/* The same of a stream that is under way. */
bool hln_waiting_put_stream(struct hln_job *job, struct hln_device *device,
			    struct hln_slot *slot);

/*
 * The device of which the worker should read next: that at which it has a
 * place, or else the first that has room. NULL: nothing waits, or not for long.
 */
struct hln_device *hln_waiting_choose(const struct hln_worker *worker);
/* What waits for a device, the caller's from now on; NULL: nothing does. */
struct hln_open_file *hln_waiting_take(struct hln_job *job,
				       const struct hln_device *device);
struct hln_slot *hln_waiting_take_stream(struct hln_job *job,
					 const struct hln_device *device);

/* The job was paused, or goes on: its places are wanted, or not. */
void hln_waiting_review(struct hln_job *job);

/* Does anything wait for the device? */
bool hln_waiting_for(struct hln_job *job, const struct hln_device *device);

/* All these: the job's lock is held. Could something be read now? */
bool hln_waiting_ready(const struct hln_job *job);
/* And of a stream that is under way? */
bool hln_waiting_stream_ready(const struct hln_job *job);
bool hln_waiting_any(const struct hln_job *job);
/* Is there so much that new inputs have to wait? */
bool hln_waiting_full(const struct hln_job *job);

/*
 * Where no descriptor is left: close the files that wait and were not begun,
 * of all the engine's jobs. False: there was none.
 */
bool hln_waiting_let_go(struct hln_engine *engine);
/* Free all; no worker is in the job, nor will be. */
void hln_waiting_drop(struct hln_job *job);

#endif
