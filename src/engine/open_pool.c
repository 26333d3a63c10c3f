/* SPDX-License-Identifier: MIT */
/* open_pool.c - threads that only open files, many at once. */
#include "open_pool.h"

#include "../os/thread.h"

#include <stdatomic.h>
#include <stdlib.h>

/* Entries that one worker wants opened. */
struct open_request {
	struct open_request *next;
	struct hln_open_file **entries;
	size_t count, ahead_bytes;
	size_t taken, done; /* under the lock */
};

struct hln_open_pool {
	hln_lock lock;
	hln_signal come, done;
	bool stopping;
	struct open_request
		*open_requests; /* with entries that nobody took yet */
	unsigned count;
	hln_thread threads[HLN_OPENERS_MAX];
};

static void open_one(const struct open_request *open_request, size_t i)
{
	struct hln_open_file *entry = open_request->entries[i];

	/* Not what is dropped unless it was in memory before. */
	if (hln_open_file_open(entry) && entry->owned && !entry->drop_cache &&
	    hln_open_file_goes_on(entry))
		hln_file_will_need(entry->descriptor, entry->offset,
				   open_request->ahead_bytes);
}

/*
 * The next entry of a request, which leaves the list with its last entry; the
 * lock is held.
 */
static size_t take_one(struct hln_open_pool *pool,
		       struct open_request *open_request)
{
	struct open_request **at;

	if (open_request->taken + 1 == open_request->count) {
		for (at = &pool->open_requests; *at != open_request;)
			at = &(*at)->next;
		*at = open_request->next;
	}
	return open_request->taken++;
}

static void *run(void *argument)
{
	struct hln_open_pool *pool = argument;

	hln_thread_name("hashlane-open");
	hln_lock_take(&pool->lock);
	while (!pool->stopping) {
		struct open_request *open_request = pool->open_requests;
		size_t i;

		if (!open_request) {
			hln_signal_wait(&pool->come, &pool->lock, HLN_FOREVER);
			continue;
		}
		i = take_one(pool, open_request);
		hln_lock_give(&pool->lock);
		open_one(open_request, i);
		hln_lock_take(&pool->lock);
		if (++open_request->done == open_request->count)
			hln_signal_all(&pool->done);
	}
	hln_lock_give(&pool->lock);
	return NULL;
}

struct hln_open_pool *hln_open_pool_create(unsigned most)
{
	struct hln_open_pool *pool = calloc(1, sizeof(*pool));

	if (!pool)
		return NULL;
	if (!hln_lock_create(&pool->lock) || !hln_signal_create(&pool->come) ||
	    !hln_signal_create(&pool->done)) {
		free(pool);
		return NULL;
	}
	while (pool->count < most &&
	       hln_thread_start(&pool->threads[pool->count],
				HLN_OPENER_STACK_BYTES, run, pool))
		pool->count++;
	if (pool->count)
		return pool;
	hln_open_pool_destroy(pool);
	return NULL;
}

void hln_open_pool_destroy(struct hln_open_pool *pool)
{
	if (!pool)
		return;
	hln_lock_take(&pool->lock);
	pool->stopping = true;
	hln_signal_all(&pool->come);
	hln_lock_give(&pool->lock);
	for (unsigned i = 0; i < pool->count; i++)
		hln_thread_join(pool->threads[i]);
	hln_lock_destroy(&pool->lock);
	hln_signal_destroy(&pool->come);
	hln_signal_destroy(&pool->done);
	free(pool);
}

void hln_open_pool_open(struct hln_open_pool *pool,
			struct hln_open_file **entries, size_t count,
			size_t ahead_bytes)
{
	struct open_request open_request = {
		.entries = entries,
		.count = count,
		.ahead_bytes = ahead_bytes,
	};

	if (!count)
		return;
	hln_lock_take(&pool->lock);
	open_request.next = pool->open_requests;
	pool->open_requests = &open_request;
	hln_signal_all(&pool->come);
	while (open_request.taken < count) {
		size_t i = take_one(pool, &open_request);

		hln_lock_give(&pool->lock);
		open_one(&open_request, i);
		hln_lock_take(&pool->lock);
		open_request.done++;
	}
	while (open_request.done < count)
		hln_signal_wait(&pool->done, &pool->lock, HLN_FOREVER);
	hln_lock_give(&pool->lock);
}

struct hln_open_pool *hln_open_pool_get(_Atomic(struct hln_open_pool *) *at,
					unsigned most)
{
	struct hln_open_pool *pool = atomic_load(at), *none = NULL;

	if (pool)
		return pool;
	pool = hln_open_pool_create(most);
	if (pool && !atomic_compare_exchange_strong(at, &none, pool)) {
		hln_open_pool_destroy(pool);
		return none;
	}
	return pool;
}
