/* SPDX-License-Identifier: MIT */
/*
 * waiting.h - a job's files that wait for a place at their device: one queue
 * for each device, in the order of the inputs. No worker waits for a place: it
 * takes files of another device meanwhile, or leaves the job.
 *
 * The queues are part of a board, whose lock is held during each call. A queue
 * that has something claims a place at its device, under the job's pace.
 */
#ifndef HLN_WAITING_H
#define HLN_WAITING_H

#include "devices.h"
#include "open_file.h"

struct hln_queue;
struct hln_slot;

/* Only `devices` and `pace` are set at first. */
struct hln_waiting {
	struct hln_devices *devices;
	const struct hln_pace *pace;
	struct hln_queue *queues;
	size_t count; /* files in them; streams do not count */
};

/* A file that was not begun. False: no memory. */
bool hln_waiting_put(struct hln_waiting *waiting, struct hln_device *device,
		     struct hln_open_file *entry);
/* The same of a stream that is under way. */
bool hln_waiting_put_stream(struct hln_waiting *waiting,
			    struct hln_device *device, struct hln_slot *slot);

/* The first device with room for which something waits; NULL: none. */
struct hln_device *hln_waiting_choose(const struct hln_waiting *waiting);
/* What waits for a device, the caller's from now on; NULL: nothing does. */
struct hln_open_file *hln_waiting_take(struct hln_waiting *waiting,
				       const struct hln_device *device);
struct hln_slot *hln_waiting_take_stream(struct hln_waiting *waiting,
					 const struct hln_device *device);
/* Any file or stream of any device; NULL: none is left. */
struct hln_open_file *hln_waiting_take_any(struct hln_waiting *waiting);
struct hln_slot *hln_waiting_take_any_stream(struct hln_waiting *waiting);

/* The job was paused, or goes on: its places are wanted, or not. */
void hln_waiting_review(struct hln_waiting *waiting);

/* Does anything wait for the device? */
bool hln_waiting_for(const struct hln_waiting *waiting,
		     const struct hln_device *device);
/* Could something be read now? */
bool hln_waiting_ready(const struct hln_waiting *waiting);
/* And of a stream that is under way? */
bool hln_waiting_stream_ready(const struct hln_waiting *waiting);
bool hln_waiting_any(const struct hln_waiting *waiting);
/* Is there so much that new inputs have to wait? */
bool hln_waiting_full(const struct hln_waiting *waiting);

/* Close the files that were not begun. False: none was open. */
bool hln_waiting_let_go(const struct hln_waiting *waiting);
/* Free the queues, which are empty. */
void hln_waiting_destroy(struct hln_waiting *waiting);

#endif
