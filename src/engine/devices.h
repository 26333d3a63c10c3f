/* SPDX-License-Identifier: MIT */
/*
 * devices.h - the devices an engine has met, and how many workers read from
 * each. Jobs are known here by their pace.
 */
#ifndef HLN_DEVICES_H
#define HLN_DEVICES_H

#include "../os/device.h"
#include "../os/thread.h"
#include "pace.h"

#include <stdatomic.h>

enum { HLN_DEVICES_MAX = 64 };

struct hln_device {
	uint64_t number; /* as hln_file_info has it */
	unsigned most;   /* limit of workers there; 0: no limit */
	/* Under the lock. */
	unsigned now; /* workers that read there: each has a place */
	const struct hln_pace *jobs[HLN_DEVICE_READERS_MAX]; /* their jobs */
	/* Jobs of each priority, the lowest first, that wait for one. */
	unsigned waiting[HLN_PRIORITIES];
};

/* The first that were met; of others any number of workers read. */
struct hln_devices {
	hln_lock lock;
	atomic_uint count;
	struct hln_device devices[HLN_DEVICES_MAX];
};

bool hln_devices_create(struct hln_devices *devices);
void hln_devices_destroy(struct hln_devices *devices);

/* NULL: not met yet. */
struct hln_device *hln_devices_find(struct hln_devices *devices,
				    uint64_t number);
/* The device below an open file. NULL: there are too many. */
struct hln_device *hln_devices_meet(struct hln_devices *devices, int file,
				    uint64_t number);

/* Take a place at a device where they are limited; false: there is none. */
bool hln_device_enter(struct hln_devices *devices, struct hln_device *device,
		      const struct hln_pace *job);
/* Give it back. True: jobs wait, and are to be woken. */
bool hln_device_leave(struct hln_devices *devices, struct hln_device *device,
		      const struct hln_pace *job);
/* Is there a place? It may be gone in a moment. */
bool hln_device_has_room(struct hln_devices *devices,
			 const struct hln_device *device);
/* Does the job have a place at it? */
bool hln_device_serves(struct hln_devices *devices,
		       const struct hln_device *device,
		       const struct hln_pace *job);
/* A job waits for a place, or does so no more. */
void hln_device_await(struct hln_devices *devices, struct hln_device *device,
		      const struct hln_pace *job, bool waits);
/*
 * Should a worker give the place of `job` to another: to one of a higher
 * priority at once, to an equal one between two files? `itself`: the job is
 * among those that wait.
 */
bool hln_device_is_wanted(struct hln_devices *devices,
			  const struct hln_device *device,
			  const struct hln_pace *job, bool between,
			  bool itself);

#endif
