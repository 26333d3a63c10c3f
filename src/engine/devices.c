/* SPDX-License-Identifier: MIT */
/* devices.c - the devices an engine has met, and how many read of each. */
#include "devices.h"

#include "../../include/hashlane.h"

bool hln_devices_create(struct hln_devices *devices)
{
	atomic_init(&devices->count, 0);
	return hln_lock_create(&devices->lock);
}

void hln_devices_destroy(struct hln_devices *devices)
{
	hln_lock_destroy(&devices->lock);
}

struct hln_device *hln_devices_find(struct hln_devices *devices,
				    uint64_t number)
{
	unsigned count = atomic_load_explicit(&devices->count,
					      memory_order_acquire);

	for (unsigned i = 0; i < count; i++)
		if (devices->devices[i].number == number)
			return &devices->devices[i];
	return NULL;
}

struct hln_device *hln_devices_meet(struct hln_devices *devices, int file,
				    uint64_t number)
{
	struct hln_device *device = hln_devices_find(devices, number);
	unsigned most, count;

	if (device || atomic_load(&devices->count) == HLN_DEVICES_MAX)
		return device;
	most = hln_device_readers(file, number);
	hln_lock_take(&devices->lock);
	device = hln_devices_find(devices, number);
	count = atomic_load(&devices->count);
	if (!device && count < HLN_DEVICES_MAX) {
		device = &devices->devices[count];
		device->number = number;
		device->most = most;
		atomic_store_explicit(&devices->count, count + 1,
				      memory_order_release);
	}
	hln_lock_give(&devices->lock);
	return device;
}

static unsigned *waiting_of(struct hln_device *device,
			    const struct hln_pace *job)
{
	return &device->waiting[job->priority - HASHLANE_PRIORITY_LOWEST];
}

bool hln_device_enter(struct hln_devices *devices, struct hln_device *device,
		      const struct hln_pace *job)
{
	bool entered;

	hln_lock_take(&devices->lock);
	entered = device->now < device->most;
	if (entered)
		device->jobs[device->now++] = job;
	hln_lock_give(&devices->lock);
	return entered;
}

bool hln_device_leave(struct hln_devices *devices, struct hln_device *device,
		      const struct hln_pace *job)
{
	bool waits = false;
	unsigned i = 0;

	hln_lock_take(&devices->lock);
	while (device->jobs[i] != job)
		i++;
	device->jobs[i] = device->jobs[--device->now];
	for (i = 0; i < HLN_PRIORITIES; i++)
		waits |= device->waiting[i] != 0;
	hln_lock_give(&devices->lock);
	return waits;
}

bool hln_device_has_room(struct hln_devices *devices,
			 const struct hln_device *device)
{
	bool room;

	hln_lock_take(&devices->lock);
	room = device->now < device->most;
	hln_lock_give(&devices->lock);
	return room;
}

bool hln_device_serves(struct hln_devices *devices,
		       const struct hln_device *device,
		       const struct hln_pace *job)
{
	bool serves = false;

	hln_lock_take(&devices->lock);
	for (unsigned i = 0; i < device->now; i++)
		serves |= device->jobs[i] == job;
	hln_lock_give(&devices->lock);
	return serves;
}

void hln_device_await(struct hln_devices *devices, struct hln_device *device,
		      const struct hln_pace *job, bool waits)
{
	hln_lock_take(&devices->lock);
	if (waits)
		++*waiting_of(device, job);
	else
		--*waiting_of(device, job);
	hln_lock_give(&devices->lock);
}

bool hln_device_is_wanted(struct hln_devices *devices,
			  const struct hln_device *device,
			  const struct hln_pace *job, bool between,
			  bool itself)
{
	unsigned own = (unsigned)(job->priority - HASHLANE_PRIORITY_LOWEST);
	bool wanted;

	hln_lock_take(&devices->lock);
	wanted = between && device->waiting[own] > (itself ? 1 : 0);
	for (unsigned i = own + 1; i < HLN_PRIORITIES; i++)
		wanted |= device->waiting[i] != 0;
	hln_lock_give(&devices->lock);
	return wanted;
}
