/* SPDX-License-Identifier: MIT */
/* scouts.c - threads that only open files, many at once. */
#include "scouts.h"

#include "../os/thread.h"

#include <stdatomic.h>
#include <stdlib.h>

/* Entries that one worker wants opened. */
struct errand {
	struct errand *next;
	struct hln_entry **entries;
	size_t count, ahead_bytes;
	size_t taken, done; /* under the lock */
};

struct hln_scouts {
	hln_lock lock;
	hln_signal come, done;
	bool stopping;
	struct errand *errands; /* with entries that nobody took yet */
	unsigned count;
	hln_thread threads[HLN_SCOUTS_MAX];
};

static void open_one(const struct errand *errand, size_t i)
{
	struct hln_entry *entry = errand->entries[i];

	/* Not what is dropped unless it was in memory before. */
	if (hln_entry_open(entry) && entry->owned && !entry->drop_cache &&
	    hln_entry_goes_on(entry))
		hln_file_will_need(entry->descriptor, entry->offset,
				   errand->ahead_bytes);
}

/* The next entry of an errand, and where it was the last; the lock is held. */
static size_t take_one(struct hln_scouts *scouts, struct errand *errand)
{
	struct errand **at;

	if (errand->taken + 1 == errand->count) {
		for (at = &scouts->errands; *at != errand;)
			at = &(*at)->next;
		*at = errand->next;
	}
	return errand->taken++;
}

static void *run(void *argument)
{
	struct hln_scouts *scouts = argument;

	hln_thread_name("hashlane-open");
	hln_lock_take(&scouts->lock);
	while (!scouts->stopping) {
		struct errand *errand = scouts->errands;
		size_t i;

		if (!errand) {
			hln_signal_wait(&scouts->come, &scouts->lock,
					HLN_FOREVER);
			continue;
		}
		i = take_one(scouts, errand);
		hln_lock_give(&scouts->lock);
		open_one(errand, i);
		hln_lock_take(&scouts->lock);
		if (++errand->done == errand->count)
			hln_signal_all(&scouts->done);
	}
	hln_lock_give(&scouts->lock);
	return NULL;
}

struct hln_scouts *hln_scouts_create(unsigned most)
{
	struct hln_scouts *scouts = calloc(1, sizeof(*scouts));

	if (!scouts)
		return NULL;
	if (!hln_lock_create(&scouts->lock) ||
	    !hln_signal_create(&scouts->come) ||
	    !hln_signal_create(&scouts->done)) {
		free(scouts);
		return NULL;
	}
	while (scouts->count < most &&
	       hln_thread_start(&scouts->threads[scouts->count],
				HLN_SCOUT_STACK_BYTES, run, scouts))
		scouts->count++;
	if (scouts->count)
		return scouts;
	hln_scouts_destroy(scouts);
	return NULL;
}

void hln_scouts_destroy(struct hln_scouts *scouts)
{
	if (!scouts)
		return;
	hln_lock_take(&scouts->lock);
	scouts->stopping = true;
	hln_signal_all(&scouts->come);
	hln_lock_give(&scouts->lock);
	for (unsigned i = 0; i < scouts->count; i++)
		hln_thread_join(scouts->threads[i]);
	hln_lock_destroy(&scouts->lock);
	hln_signal_destroy(&scouts->come);
	hln_signal_destroy(&scouts->done);
	free(scouts);
}

void hln_scouts_open(struct hln_scouts *scouts, struct hln_entry **entries,
		     size_t count, size_t ahead_bytes)
{
	struct errand errand = {
		.entries = entries,
		.count = count,
		.ahead_bytes = ahead_bytes,
	};

	if (!count)
		return;
	hln_lock_take(&scouts->lock);
	errand.next = scouts->errands;
	scouts->errands = &errand;
	hln_signal_all(&scouts->come);
	while (errand.taken < count) {
		size_t i = take_one(scouts, &errand);

		hln_lock_give(&scouts->lock);
		open_one(&errand, i);
		hln_lock_take(&scouts->lock);
		errand.done++;
	}
	while (errand.done < count)
		hln_signal_wait(&scouts->done, &scouts->lock, HLN_FOREVER);
	hln_lock_give(&scouts->lock);
}
