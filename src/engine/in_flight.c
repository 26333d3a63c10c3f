/* SPDX-License-Identifier: MIT */
/* in_flight.c - a job's inputs under way, for callers that watch. */
#include "in_flight.h"

#include "open_file.h"

#include <string.h>

bool hln_in_flight_create(struct hln_in_flight_list *list)
{
	return hln_lock_create(&list->lock);
}

void hln_in_flight_destroy(struct hln_in_flight_list *list)
{
	hln_lock_destroy(&list->lock);
}

static void enter(struct hln_in_flight_list *list, struct hln_open_file *entry)
{
	struct hln_in_flight *flight = &entry->flight;

	flight->list = list;
	flight->before = list->last;
	flight->behind = NULL;
	if (list->last)
		list->last->flight.behind = entry;
	else
		list->first = entry;
	list->last = entry;
}

static void leave(struct hln_in_flight_list *list, struct hln_open_file *entry)
{
	struct hln_in_flight *flight = &entry->flight;

	flight->list = NULL;
	if (flight->before)
		flight->before->flight.behind = flight->behind;
	else
		list->first = flight->behind;
	if (flight->behind)
		flight->behind->flight.before = flight->before;
	else
		list->last = flight->before;
}

void hln_in_flight_enter_all(struct hln_in_flight_list *list,
			     struct hln_open_file **entries, size_t count)
{
	bool locked = false;

	for (size_t i = 0; i < count; i++) {
		if (entries[i]->kind == HASHLANE_INPUT_MEMORY)
			continue;
		if (!locked)
			hln_lock_take(&list->lock);
		locked = true;
		enter(list, entries[i]);
	}
	if (locked)
		hln_lock_give(&list->lock);
}

void hln_in_flight_enter(struct hln_in_flight_list *list,
			 struct hln_open_file *entry)
{
	hln_lock_take(&list->lock);
	enter(list, entry);
	hln_lock_give(&list->lock);
}

void hln_in_flight_leave_all(struct hln_open_file **entries, size_t count)
{
	struct hln_in_flight_list *list = NULL;

	for (size_t i = 0; i < count; i++) {
		if (!entries[i]->flight.list)
			continue;
		if (!list) {
			list = entries[i]->flight.list;
			hln_lock_take(&list->lock);
		}
		leave(list, entries[i]);
	}
	if (list)
		hln_lock_give(&list->lock);
}

void hln_in_flight_leave(struct hln_open_file *entry)
{
	hln_in_flight_leave_all(&entry, 1);
}

void hln_in_flight_begin(struct hln_open_file *entry, uint64_t now_ns)
{
	__atomic_store_n(&entry->flight.done, 0, __ATOMIC_RELAXED);
	__atomic_store_n(&entry->flight.begun_ns, now_ns, __ATOMIC_RELAXED);
}

void hln_in_flight_expect(struct hln_open_file *entry, uint64_t total)
{
	__atomic_store_n(&entry->flight.total, total, __ATOMIC_RELAXED);
}

void hln_in_flight_reach(struct hln_open_file *entry, uint64_t done)
{
	__atomic_store_n(&entry->flight.done, done, __ATOMIC_RELAXED);
}

void hln_in_flight_add(struct hln_open_file *entry, uint64_t bytes)
{
	__atomic_fetch_add(&entry->flight.done, bytes, __ATOMIC_RELAXED);
}

static uint64_t begun_of(const struct hln_open_file *entry)
{
	return __atomic_load_n(&entry->flight.begun_ns, __ATOMIC_RELAXED);
}

static void get_one(struct hashlane_file_progress *file,
		    const struct hln_open_file *entry, uint64_t now_ns)
{
	const struct hln_in_flight *flight = &entry->flight;
	uint64_t begun_ns = begun_of(entry);

	file->index = entry->index;
	file->input = entry->given;
	file->bytes_done = __atomic_load_n(&flight->done, __ATOMIC_RELAXED);
	file->bytes_total = __atomic_load_n(&flight->total, __ATOMIC_RELAXED);
	/* It grew, or nobody knew before. */
	if (file->bytes_total < file->bytes_done)
		file->bytes_total = 0;
	file->elapsed_ns = now_ns > begun_ns ? now_ns - begun_ns : 0;
	file->path_bytes = entry->path_bytes;
}

int32_t hln_in_flight_get(void *files, size_t stride, size_t capacity,
			  size_t *count, char *paths, size_t paths_capacity,
			  size_t *paths_bytes, struct hln_in_flight_list *list)
{
	uint64_t now_ns = hln_clock_ns();
	size_t n = 0, bytes = 0, room;

	hln_lock_take(&list->lock);
	for (const struct hln_open_file *entry = list->first; entry;
	     entry = entry->flight.behind)
		if (begun_of(entry)) {
			n++;
			bytes += entry->path_bytes + 1;
		}
	*count = n;
	if (paths_bytes)
		*paths_bytes = bytes;
	if (n > capacity || bytes > paths_capacity) {
		hln_lock_give(&list->lock);
		return HASHLANE_BUFFER;
	}
	/* Workers begin files meanwhile: these may not have been counted. */
	room = bytes;
	n = bytes = 0;
	for (const struct hln_open_file *entry = list->first;
	     entry && n < *count; entry = entry->flight.behind) {
		struct hashlane_file_progress file = { .path_at = bytes };
		char *to = (char *)files + n * stride;

		if (!begun_of(entry) || entry->path_bytes >= room - bytes)
			continue;
		get_one(&file, entry, now_ns);
		memset(to, 0, stride);
		memcpy(to, &file,
		       stride < sizeof(file) ? stride : sizeof(file));
		memcpy(paths + bytes, entry->path, entry->path_bytes + 1);
		bytes += entry->path_bytes + 1;
		n++;
	}
	*count = n;
	if (paths_bytes)
		*paths_bytes = bytes;
	hln_lock_give(&list->lock);
	return HASHLANE_OK;
}
