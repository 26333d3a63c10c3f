/* SPDX-License-Identifier: MIT */
/* pool_buffers.h - buffers of the pool, on this thread and on others. */
#ifndef POOL_BUFFERS_H
#define POOL_BUFFERS_H

#include "../../include/hashlane.h"

#include <stddef.h>
#include <stdint.h>

/* What fails here aborts: a failed assertion cannot leave a thread. */
struct hashlane_memory_usage stats_now(void);
uint8_t *acquire(size_t bytes, size_t *capacity);

/* Run on another thread, to its end. */
void *on_thread(void *(*run)(void *), void *argument);

struct batch {
	size_t bytes, count;
	uint8_t **buffers;
};

/* Buffers full of the lowest byte of their index; of a struct batch. */
void *acquire_batch(void *batch);
void *release_batch(void *batch);
void check_batch(const struct batch *batch);

#endif
