/* SPDX-License-Identifier: MIT */
/* deferred.c - a job's files that are read later. */
#include "deferred.h"

#include "engine.h"

#include <stdlib.h>

enum { ASIDE_MAX = 64 };

void hln_deferred_put(struct hln_job *job, struct hln_open_file *entry)
{
	hln_open_file_put_aside(entry);
	hln_in_flight_begin(entry, 0);
	if (job->flags & HASHLANE_JOB_SEQUENTIAL || entry->disk)
		hln_open_file_let_go(entry);
	hln_lock_take(&job->lock);
	entry->next = job->aside;
	job->aside = entry;
	job->aside_count++;
	atomic_fetch_add(&job->engine->aside, 1);
	hln_lock_give(&job->lock);
	/* An idle worker learns when it is due. */
	hln_engine_offer(job, true);
}

/* Out of the list, where *at points to it; the lock is held. */
static struct hln_open_file *unlink_at(struct hln_job *job,
				       struct hln_open_file **at)
{
	struct hln_open_file *entry = *at;

	*at = entry->next;
	entry->next = NULL;
	job->aside_count--;
	atomic_fetch_sub(&job->engine->aside, 1);
	return entry;
}

struct hln_open_file *hln_deferred_take(struct hln_job *job)
{
	struct hln_open_file *entry = NULL;
	uint64_t now_ns;

	if (!atomic_load_explicit(&job->engine->aside, memory_order_relaxed))
		return NULL;
	now_ns = hln_clock_ns();
	hln_lock_take(&job->lock);
	for (struct hln_open_file **at = &job->aside; *at && !entry;)
		if ((*at)->due_ns <= now_ns)
			entry = unlink_at(job, at);
		else
			at = &(*at)->next;
	hln_lock_give(&job->lock);
	return entry;
}

bool hln_deferred_let_go(struct hln_engine *engine)
{
	bool any = false;

	if (!atomic_load(&engine->aside))
		return false;
	hln_lock_take(&engine->lock);
	for (struct hln_job *job = engine->lists[HLN_LIST_ALL].first; job;
	     job = hln_job_behind(job, HLN_LIST_ALL)) {
		hln_lock_take(&job->lock);
		for (struct hln_open_file *entry = job->aside; entry;
		     entry = entry->next) {
			any |= entry->owned;
			hln_open_file_let_go(entry);
		}
		hln_lock_give(&job->lock);
	}
	hln_lock_give(&engine->lock);
	return any;
}

void hln_deferred_drop(struct hln_job *job)
{
	struct hln_open_file *dropped;

	hln_lock_take(&job->lock);
	dropped = job->aside;
	job->aside = NULL;
	atomic_fetch_sub(&job->engine->aside, job->aside_count);
	job->aside_count = 0;
	hln_lock_give(&job->lock);
	while (dropped) {
		struct hln_open_file *entry = dropped;

		dropped = entry->next;
		hln_open_file_destroy(entry);
		free(entry);
	}
}

uint64_t hln_deferred_due_ns(const struct hln_job *job)
{
	uint64_t due_ns = HLN_FOREVER;

	for (const struct hln_open_file *entry = job->aside; entry;
	     entry = entry->next)
		if (entry->due_ns < due_ns)
			due_ns = entry->due_ns;
	return due_ns;
}

bool hln_deferred_full(const struct hln_job *job)
{
	return job->aside_count >= ASIDE_MAX;
}
