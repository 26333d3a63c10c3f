/* SPDX-License-Identifier: MIT */
/* shared.c - reference counts without the GIL. */
#include "shared.h"

#include <stdatomic.h>
#include <stdlib.h>

struct shared {
	atomic_size_t references;
	void (*drop)(void *object);
	void *object;
};

struct shared *shared_new(void (*drop)(void *object), void *object)
{
	struct shared *shared = malloc(sizeof(*shared));

	if (!shared)
		return NULL;
	atomic_init(&shared->references, 1);
	shared->drop = drop;
	shared->object = object;
	return shared;
}

struct shared *shared_take(struct shared *shared)
{
	atomic_fetch_add(&shared->references, 1);
	return shared;
}

void shared_give(struct shared *shared)
{
	if (!shared || atomic_fetch_sub(&shared->references, 1) > 1)
		return;
	shared->drop(shared->object);
	free(shared);
}
