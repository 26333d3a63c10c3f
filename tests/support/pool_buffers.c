/* SPDX-License-Identifier: MIT */
/* pool_buffers.c - buffers of the pool, on this thread and on others. */
#include "pool_buffers.h"

#include "check.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct hashlane_memory_usage stats_now(void)
{
	struct hashlane_memory_usage stats = { .struct_size = sizeof(stats) };

	if (hashlane_memory_get_usage(&stats))
		abort();
	return stats;
}

uint8_t *acquire(size_t bytes, size_t *capacity)
{
	void *buffer = NULL;

	if (hashlane_buffer_acquire(&buffer, capacity, bytes))
		abort();
	return buffer;
}

void *on_thread(void *(*run)(void *), void *argument)
{
	pthread_t thread;
	void *result;

	if (pthread_create(&thread, NULL, run, argument) ||
	    pthread_join(thread, &result))
		abort();
	return result;
}

void *acquire_batch(void *argument)
{
	struct batch *batch = argument;

	for (size_t i = 0; i < batch->count; i++) {
		batch->buffers[i] = acquire(batch->bytes, NULL);
		memset(batch->buffers[i], (int)i, batch->bytes);
	}
	return NULL;
}

void *release_batch(void *argument)
{
	struct batch *batch = argument;

	for (size_t i = 0; i < batch->count; i++)
		hashlane_buffer_release(batch->buffers[i]);
	return NULL;
}

void check_batch(const struct batch *batch)
{
	for (size_t i = 0; i < batch->count; i++)
		if (batch->buffers[i][0] != (uint8_t)i ||
		    batch->buffers[i][batch->bytes - 1] != (uint8_t)i)
			fail_msg("buffer %zu is overwritten", i);
}
