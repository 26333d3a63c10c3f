/* SPDX-License-Identifier: MIT */
/* batch.c - many files on several threads, each worker a reader of its own. */
#include "batch.h"

#include "../os/thread.h"
#include "reader.h"

#include <stdatomic.h>
#include <stdlib.h>

enum {
	WORKERS_MAX = 1024,
	STEP_MAX = 64 /* files a worker takes at once */
};

struct shared {
	const struct hln_batch *batch;
	size_t step;
	atomic_size_t next; /* first path nobody has taken */
};

struct worker {
	struct shared *shared;
	struct hln_reader reader;
	hln_thread thread;
};

static void *work(void *argument)
{
	struct worker *worker = argument;
	struct shared *shared = worker->shared;
	const struct hln_batch *batch = shared->batch;
	size_t row_bytes = batch->set->digest_bytes;

	for (;;) {
		size_t i = atomic_fetch_add_explicit(
			&shared->next, shared->step, memory_order_relaxed);
		size_t end;

		if (i >= batch->path_count)
			return NULL;
		end = batch->path_count - i < shared->step ?
			      batch->path_count :
			      i + shared->step;
		for (; i < end; i++)
			hln_reader_hash(&worker->reader, batch->paths[i],
					&batch->results[i],
					batch->digests + i * row_bytes);
	}
}

/* As many workers as asked for, but never more than there are files. */
static size_t worker_count(const struct hln_batch *batch)
{
	size_t count = batch->workers > 0  ? (size_t)batch->workers :
		       batch->workers == 0 ? hln_thread_cpus() :
					     1;

	if (count > batch->path_count)
		count = batch->path_count;
	return count > WORKERS_MAX ? WORKERS_MAX : count;
}

int32_t hln_batch_run(const struct hln_batch *batch)
{
	struct shared shared = { .batch = batch };
	size_t count = worker_count(batch), started = 1;
	struct worker *workers;

	if (!batch->path_count)
		return HASHLANE_OK;
	workers = malloc(count * sizeof(*workers));
	if (!workers)
		return HASHLANE_NO_MEMORY;
	/* Small steps, so that the last files are spread over all. */
	shared.step = batch->path_count / (count * 8);
	shared.step = shared.step < 1        ? 1 :
		      shared.step > STEP_MAX ? STEP_MAX :
					       shared.step;
	atomic_init(&shared.next, 0);
	/* Worker 0 is the caller. */
	workers[0].shared = &shared;
	if (hln_reader_create(&workers[0].reader, batch->set, batch->cpu)) {
		free(workers);
		return HASHLANE_NO_MEMORY;
	}
	for (; started < count; started++) {
		struct worker *worker = &workers[started];

		worker->shared = &shared;
		if (hln_reader_create(&worker->reader, batch->set, batch->cpu))
			break;
		if (!hln_thread_start(&worker->thread, work, worker)) {
			hln_reader_destroy(&worker->reader);
			break;
		}
	}
	work(&workers[0]);
	hln_reader_destroy(&workers[0].reader);
	while (--started) {
		hln_thread_join(workers[started].thread);
		hln_reader_destroy(&workers[started].reader);
	}
	free(workers);
	return HASHLANE_OK;
}
