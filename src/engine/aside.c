/* SPDX-License-Identifier: MIT */
/* aside.c - a job's files that are read later. */
#include "aside.h"

#include "engine.h"

#include <stdlib.h>

enum { ASIDE_MAX = 64 };

void hln_aside_put(struct hln_job *job, struct hln_entry *entry)
{
	hln_entry_put_aside(entry);
	hln_flight_begin(entry, 0);
	if (job->flags & HASHLANE_JOB_SEQUENTIAL || entry->disk)
		hln_entry_let_go(entry);
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
static struct hln_entry *unlink_at(struct hln_job *job, struct hln_entry **at)
{
	struct hln_entry *entry = *at;

	*at = entry->next;
	entry->next = NULL;
	job->aside_count--;
	atomic_fetch_sub(&job->engine->aside, 1);
	return entry;
}

struct hln_entry *hln_aside_take(struct hln_job *job)
{
	struct hln_entry *entry = NULL;
	uint64_t now_ns;

	if (!atomic_load_explicit(&job->engine->aside, memory_order_relaxed))
		return NULL;
	now_ns = hln_clock_ns();
	hln_lock_take(&job->lock);
	for (struct hln_entry **at = &job->aside; *at && !entry;)
		if ((*at)->due_ns <= now_ns)
			entry = unlink_at(job, at);
		else
			at = &(*at)->next;
	hln_lock_give(&job->lock);
	return entry;
}

bool hln_aside_let_go(struct hln_engine *engine)
{
	bool any = false;

	if (!atomic_load(&engine->aside))
		return false;
	hln_lock_take(&engine->lock);
	for (struct hln_job *job = engine->lists[HLN_LIST_ALL].first; job;
	     job = hln_job_behind(job, HLN_LIST_ALL)) {
		hln_lock_take(&job->lock);
		for (struct hln_entry *entry = job->aside; entry;
		     entry = entry->next) {
			any |= entry->owned;
			hln_entry_let_go(entry);
		}
		hln_lock_give(&job->lock);
	}
	hln_lock_give(&engine->lock);
	return any;
}

void hln_aside_drop(struct hln_job *job)
{
	struct hln_entry *dropped;

	hln_lock_take(&job->lock);
	dropped = job->aside;
	job->aside = NULL;
	atomic_fetch_sub(&job->engine->aside, job->aside_count);
	job->aside_count = 0;
	hln_lock_give(&job->lock);
	while (dropped) {
		struct hln_entry *entry = dropped;

		dropped = entry->next;
		hln_entry_destroy(entry);
		free(entry);
	}
}

uint64_t hln_aside_due_ns(const struct hln_job *job)
{
	uint64_t due_ns = HLN_FOREVER;

	for (const struct hln_entry *entry = job->aside; entry;
	     entry = entry->next)
		if (entry->due_ns < due_ns)
			due_ns = entry->due_ns;
	return due_ns;
}

bool hln_aside_full(const struct hln_job *job)
{
	return job->aside_count >= ASIDE_MAX;
}
