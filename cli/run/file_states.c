/* SPDX-License-Identifier: MIT */
/* file_states.c - states of long files, between the engine and the cache. */
#define _GNU_SOURCE
#include "file_states.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* States are kept only of files that take seconds to hash. */
enum { INTERVAL_BYTES = 1 << 30 };

/* A long file that is being hashed. */
struct kept {
	struct kept *next;
	uint64_t index;
	struct identity identity;
	char *path;
	void *state; /* NULL: none yet */
	size_t bytes;
	bool is_new; /* the cache does not have it */
};

struct file_states {
	struct cache *cache;
	pthread_mutex_t lock; /* of all below */
	struct kept *first;
};

struct file_states *file_states_create(struct cache *cache)
{
	struct file_states *states = calloc(1, sizeof(*states));

	if (!states)
		return NULL;
	states->cache = cache;
	pthread_mutex_init(&states->lock, NULL);
	return states;
}

static void free_kept(struct kept *kept)
{
	free(kept->path);
	free(kept->state);
	free(kept);
}

void file_states_restart(struct file_states *states)
{
	file_states_flush(states);
	while (states->first) {
		struct kept *kept = states->first;

		states->first = kept->next;
		free_kept(kept);
	}
}

void file_states_destroy(struct file_states *states)
{
	if (!states)
		return;
	file_states_restart(states);
	pthread_mutex_destroy(&states->lock);
	free(states);
}

/* The lock is held. */
static struct kept *find(struct file_states *states, uint64_t index)
{
	struct kept *kept = states->first;

	while (kept && kept->index != index)
		kept = kept->next;
	return kept;
}

static void save(void *context, uint64_t index, uint64_t bytes_done,
		 const void *state, size_t bytes)
{
	struct file_states *states = context;
	void *copy = malloc(bytes);
	struct kept *kept;

	(void)bytes_done;
	if (!copy)
		return;
	memcpy(copy, state, bytes);
	pthread_mutex_lock(&states->lock);
	kept = find(states, index);
	if (kept) {
		free(kept->state);
		kept->state = copy;
		kept->bytes = bytes;
		kept->is_new = true;
		copy = NULL;
	}
	pthread_mutex_unlock(&states->lock);
	free(copy);
}

static size_t load(void *context, uint64_t index, void *state, size_t capacity)
{
	struct file_states *states = context;
	const struct kept *kept;
	size_t bytes = 0;

	pthread_mutex_lock(&states->lock);
	kept = find(states, index);
	if (kept && kept->state && kept->bytes <= capacity) {
		bytes = kept->bytes;
		memcpy(state, kept->state, bytes);
	}
	pthread_mutex_unlock(&states->lock);
	return bytes;
}

void file_states_use(struct file_states *states,
		     struct hashlane_job_options *options)
{
	options->state_save = save;
	options->state_load = load;
	options->state_context = states;
	options->state_interval_bytes = INTERVAL_BYTES;
}

void file_states_add(struct file_states *states, uint64_t index,
		     const struct identity *identity, const char *path,
		     bool known)
{
	struct kept *kept;

	if (identity->size_bytes < INTERVAL_BYTES)
		return;
	kept = calloc(1, sizeof(*kept));
	if (!kept)
		return;
	kept->index = index;
	kept->identity = *identity;
	kept->path = strdup(path);
	if (!kept->path) {
		free_kept(kept);
		return;
	}
	if (known)
		kept->state = cache_state_find(states->cache, identity, path,
					       &kept->bytes);
	pthread_mutex_lock(&states->lock);
	kept->next = states->first;
	states->first = kept;
	pthread_mutex_unlock(&states->lock);
}

void file_states_done(struct file_states *states, uint64_t index)
{
	struct kept **at, *kept = NULL;

	pthread_mutex_lock(&states->lock);
	for (at = &states->first; *at && (*at)->index != index;)
		at = &(*at)->next;
	if (*at) {
		kept = *at;
		*at = kept->next;
	}
	pthread_mutex_unlock(&states->lock);
	if (!kept)
		return;
	cache_state_drop(states->cache, &kept->identity);
	free_kept(kept);
}

/* Take a state that is to be written out of the list; NULL: there is none. */
static void *take_new(struct file_states *states, struct kept *kept,
		      size_t *bytes)
{
	void *state = NULL;

	pthread_mutex_lock(&states->lock);
	if (kept->is_new) {
		state = kept->state;
		*bytes = kept->bytes;
		kept->state = NULL;
		kept->is_new = false;
	}
	pthread_mutex_unlock(&states->lock);
	return state;
}

/* Put a state back, unless a newer one came meanwhile. */
static void give_back(struct file_states *states, struct kept *kept,
		      void *state, size_t bytes)
{
	pthread_mutex_lock(&states->lock);
	if (!kept->state) {
		kept->state = state;
		kept->bytes = bytes;
		state = NULL;
	}
	pthread_mutex_unlock(&states->lock);
	free(state);
}

/*
 * Another process may have the database locked for seconds. The lock is not
 * held during that time, since workers wait for it in save(). Only the thread
 * that calls this function adds and removes entries of the list.
 */
void file_states_flush(struct file_states *states)
{
	for (struct kept *kept = states->first; kept; kept = kept->next) {
		size_t bytes = 0;
		void *state = take_new(states, kept, &bytes);

		if (!state)
			continue;
		cache_state_put(states->cache, &kept->identity, kept->path,
				state, bytes);
		give_back(states, kept, state, bytes);
	}
}
