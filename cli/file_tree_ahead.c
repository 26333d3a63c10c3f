/* SPDX-License-Identifier: MIT */
/* file_tree_ahead.c - a walk on a thread of its own, ahead of its taker. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "file_tree.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* BLOCKS of entries go round; each holds one at least, however long. */
enum { BLOCKS = 4, BLOCK_BYTES = 64 * 1024, STACK_BYTES = 256 * 1024 };

/* An entry in a block; its path follows. */
struct record {
	struct stat st;
	int os_error;
	bool has_st;
	size_t path_bytes; /* with the NUL */
};

struct block {
	char *bytes;
	size_t room, used;
};

struct ahead {
	const char *start;
	const struct hashlane_walk_options *options;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	size_t written, read; /* blocks so far */
	bool finished;        /* nothing more is written */
	bool stopped;         /* nobody reads */
	bool no_memory;       /* the walk's own, until its end */
	struct block blocks[BLOCKS];
};

/* Hand a block over and have another; false: stopped. */
static bool turn_page(struct ahead *ahead)
{
	bool stopped;

	pthread_mutex_lock(&ahead->lock);
	ahead->written++;
	pthread_cond_broadcast(&ahead->changed);
	while (ahead->written - ahead->read == BLOCKS && !ahead->stopped)
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	stopped = ahead->stopped;
	pthread_mutex_unlock(&ahead->lock);
	ahead->blocks[ahead->written % BLOCKS].used = 0;
	return !stopped;
}

static size_t aligned(size_t bytes)
{
	return (bytes + _Alignof(struct record) - 1) /
	       _Alignof(struct record) * _Alignof(struct record);
}

static bool write_entry(void *context, const struct tree_entry *entry)
{
	struct ahead *ahead = context;
	struct block *block = &ahead->blocks[ahead->written % BLOCKS];
	struct record record = {
		.os_error = entry->os_error,
		.has_st = entry->st != NULL,
		.path_bytes = strlen(entry->path) + 1,
	};
	size_t bytes = aligned(sizeof(record) + record.path_bytes);

	if (entry->st)
		record.st = *entry->st;
	if (block->used && block->room - block->used < bytes) {
		if (!turn_page(ahead))
			return false;
		block = &ahead->blocks[ahead->written % BLOCKS];
	}
	if (block->room < bytes) {
		char *longer = realloc(block->bytes, bytes);

		if (!longer) {
			ahead->no_memory = true;
			return false;
		}
		block->bytes = longer;
		block->room = bytes;
	}
	memcpy(block->bytes + block->used, &record, sizeof(record));
	memcpy(block->bytes + block->used + sizeof(record), entry->path,
	       record.path_bytes);
	block->used += bytes;
	return true;
}

static void *write_all(void *context)
{
	struct ahead *ahead = context;

	(void)tree_walk(ahead->start, ahead->options, write_entry, ahead);
	(void)turn_page(ahead);
	pthread_mutex_lock(&ahead->lock);
	ahead->finished = true;
	pthread_cond_broadcast(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
	return NULL;
}

/* A block that is written; NULL: there is none any more. */
static const struct block *next_block(struct ahead *ahead)
{
	const struct block *block = NULL;

	pthread_mutex_lock(&ahead->lock);
	while (ahead->written == ahead->read && !ahead->finished)
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	if (ahead->written != ahead->read)
		block = &ahead->blocks[ahead->read % BLOCKS];
	pthread_mutex_unlock(&ahead->lock);
	return block;
}

static void give_back(struct ahead *ahead)
{
	pthread_mutex_lock(&ahead->lock);
	ahead->read++;
	pthread_cond_broadcast(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
}

static bool read_block(const struct block *block, tree_fn *take, void *context)
{
	for (size_t at = 0; at < block->used;) {
		struct record record;
		struct tree_entry entry = { .st = NULL };

		memcpy(&record, block->bytes + at, sizeof(record));
		entry.path = block->bytes + at + sizeof(record);
		entry.st = record.has_st ? &record.st : NULL;
		entry.os_error = record.os_error;
		if (!take(context, &entry))
			return false;
		at += aligned(sizeof(record) + record.path_bytes);
	}
	return true;
}

static void read_all(struct ahead *ahead, tree_fn *take, void *context)
{
	const struct block *block;
	bool more = true;

	while (more && (block = next_block(ahead))) {
		more = read_block(block, take, context);
		give_back(ahead);
	}
	pthread_mutex_lock(&ahead->lock);
	ahead->stopped = true;
	pthread_cond_broadcast(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
}

static bool start_thread(pthread_t *thread, struct ahead *ahead)
{
	pthread_attr_t attributes;
	int error = pthread_attr_init(&attributes);

	if (error)
		return false;
	(void)pthread_attr_setstacksize(&attributes, STACK_BYTES);
	error = pthread_create(thread, &attributes, write_all, ahead);
	pthread_attr_destroy(&attributes);
	return !error;
}

static bool make_blocks(struct ahead *ahead)
{
	for (size_t i = 0; i < BLOCKS; i++) {
		ahead->blocks[i].room = BLOCK_BYTES;
		ahead->blocks[i].bytes = malloc(BLOCK_BYTES);
		if (!ahead->blocks[i].bytes)
			return false;
	}
	return true;
}

void tree_walk_ahead(const char *start,
		     const struct hashlane_walk_options *options,
		     tree_fn *take, void *context)
{
	struct ahead ahead = {
		.start = start,
		.options = options,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.changed = PTHREAD_COND_INITIALIZER,
	};
	const struct tree_entry failure = { start, NULL, ENOMEM };
	pthread_t thread;

	if (make_blocks(&ahead) && start_thread(&thread, &ahead)) {
		read_all(&ahead, take, context);
		pthread_join(thread, NULL);
		if (ahead.no_memory)
			(void)take(context, &failure);
	} else {
		(void)tree_walk(start, options, take, context);
	}
	for (size_t i = 0; i < BLOCKS; i++)
		free(ahead.blocks[i].bytes);
}
