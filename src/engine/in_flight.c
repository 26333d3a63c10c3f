/* SPDX-License-Identifier: MIT */
/* in_flight.c - the inputs of a job that are under way, for those who watch. */
#include "in_flight.h"

#include "open_file.h"
#include "job.h"

#include <string.h>

void hln_in_flight_enter(struct hln_job *job, struct hln_open_file *entry)
{
	struct hln_in_flight *flight = &entry->flight;

	flight->before = job->last_flight;
	flight->behind = NULL;
	flight->listed = true;
	if (job->last_flight)
		job->last_flight->flight.behind = entry;
	else
		job->first_flight = entry;
	job->last_flight = entry;
}

void hln_in_flight_leave(struct hln_job *job, struct hln_open_file *entry)
{
	struct hln_in_flight *flight = &entry->flight;

	if (!flight->listed)
		return;
	flight->listed = false;
	if (flight->before)
		flight->before->flight.behind = flight->behind;
	else
		job->first_flight = flight->behind;
	if (flight->behind)
		flight->behind->flight.before = flight->before;
	else
		job->last_flight = flight->before;
}

void hln_in_flight_drop(struct hln_open_file *entry)
{
	struct hln_job *job = entry->job;

	if (!entry->flight.listed)
		return;
	hln_lock_take(&job->lock);
	hln_in_flight_leave(job, entry);
	hln_lock_give(&job->lock);
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
			  size_t *paths_bytes, struct hln_job *job)
{
	uint64_t now_ns = hln_clock_ns();
	size_t n = 0, bytes = 0;

	hln_lock_take(&job->lock);
	for (const struct hln_open_file *entry = job->first_flight; entry;
	     entry = entry->flight.behind)
		if (begun_of(entry)) {
			n++;
			bytes += entry->path_bytes + 1;
		}
	*count = n;
	if (paths_bytes)
		*paths_bytes = bytes;
	if (n > capacity || bytes > paths_capacity) {
		hln_lock_give(&job->lock);
		return HASHLANE_BUFFER;
	}
	n = bytes = 0;
	for (const struct hln_open_file *entry = job->first_flight;
	     entry && n < *count; entry = entry->flight.behind) {
		struct hashlane_file_progress file = { .path_at = bytes };
		char *to = (char *)files + n * stride;

		if (!begun_of(entry))
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
	hln_lock_give(&job->lock);
	return HASHLANE_OK;
}
