/* SPDX-License-Identifier: MIT */
/* count_total.c - count how much there is to do, while it is done. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "count_total.h"

#include "../terminal/screen.h"
#include "run_state.h"
#include "walk_files.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* Counting starts after DELAY_MS: shorter runs do not need it. */
enum { DELAY_MS = 1000, STACK_BYTES = 1024 * 1024, MS_NS = 1000000 };

struct count_total {
	pthread_t thread;
	const struct cli *cli;
	count_total_fn *function;
	const void *context; /* of the function */
	char *const *paths;  /* else */
	int path_count;
	const struct hashlane_walk_options *walk;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool stopped;
	uint64_t files, bytes;
};

static bool is_stopped(struct count_total *count)
{
	bool stopped;

	pthread_mutex_lock(&count->lock);
	stopped = count->stopped;
	pthread_mutex_unlock(&count->lock);
	return stopped;
}

/* False: the run ended meanwhile. */
static bool delay(struct count_total *count)
{
	struct timespec until = { 0 };
	bool stopped;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += DELAY_MS / 1000;
	pthread_mutex_lock(&count->lock);
	while (!count->stopped &&
	       !pthread_cond_timedwait(&count->changed, &count->lock, &until))
		;
	stopped = count->stopped;
	pthread_mutex_unlock(&count->lock);
	return !stopped;
}

bool count_total_add(struct count_total *count, uint64_t bytes)
{
	count->files++;
	count->bytes += bytes;
	return !is_stopped(count);
}

static bool take_entry(void *context, const struct hashlane_walk_entry *entry)
{
	return count_total_add(context, entry->size_bytes);
}

static bool count_paths(struct count_total *count, const void *context)
{
	(void)context;
	for (int i = 0; i < count->path_count; i++) {
		const char *path = count->paths[i];
		struct stat st;

		/* The length of a stream is not known. */
		if (!strcmp(path, "-"))
			return false;
		if (count->walk)
			walk_files(path, count->walk, take_entry, count);
		else
			(void)count_total_add(
				count,
				!stat(path, &st) ? (uint64_t)st.st_size : 0);
		if (is_stopped(count))
			return false;
	}
	return true;
}

static void *count_all(void *context)
{
	struct count_total *count = context;

	if (delay(count) && count->function(count, count->context) &&
	    !is_stopped(count))
		run_state_expect(count->cli->run, count->files, count->bytes);
	return NULL;
}

static bool start_thread(struct count_total *count)
{
	pthread_attr_t attributes;
	int error = pthread_attr_init(&attributes);

	if (error)
		return false;
	(void)pthread_attr_setstacksize(&attributes, STACK_BYTES);
	error = pthread_create(&count->thread, &attributes, count_all, count);
	pthread_attr_destroy(&attributes);
	return !error;
}

/* Start the thread and own the count; NULL: no thread. */
static struct count_total *start(struct count_total *count)
{
	if (pthread_mutex_init(&count->lock, NULL)) {
		free(count);
		return NULL;
	}
	if (pthread_cond_init(&count->changed, NULL)) {
		pthread_mutex_destroy(&count->lock);
		free(count);
		return NULL;
	}
	if (start_thread(count))
		return count;
	pthread_cond_destroy(&count->changed);
	pthread_mutex_destroy(&count->lock);
	free(count);
	return NULL;
}

struct count_total *count_total_start(const struct cli *cli,
				      char *const *paths, int path_count,
				      const struct hashlane_walk_options *walk)
{
	struct count_total *count;

	if (!screen_draws(cli->screen) || !path_count)
		return NULL;
	count = calloc(1, sizeof(*count));
	if (!count)
		return NULL;
	count->cli = cli;
	count->function = count_paths;
	count->paths = paths;
	count->path_count = path_count;
	count->walk = walk;
	return start(count);
}

struct count_total *count_total_start_by(const struct cli *cli,
					 count_total_fn *function,
					 const void *context)
{
	struct count_total *count = screen_draws(cli->screen) ?
					    calloc(1, sizeof(*count)) :
					    NULL;

	if (!count)
		return NULL;
	count->cli = cli;
	count->function = function;
	count->context = context;
	return start(count);
}

void count_total_stop(struct count_total *count)
{
	if (!count)
		return;
	pthread_mutex_lock(&count->lock);
	count->stopped = true;
	pthread_cond_broadcast(&count->changed);
	pthread_mutex_unlock(&count->lock);
	pthread_join(count->thread, NULL);
	pthread_mutex_destroy(&count->lock);
	pthread_cond_destroy(&count->changed);
	free(count);
}
