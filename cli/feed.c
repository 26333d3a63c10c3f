/* SPDX-License-Identifier: MIT */
/* feed.c - files one by one to the cache or the library, results in order. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "feed.h"

#include "feed_states.h"
#include "message.h"
#include "watch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/*
 * ENTRIES: added and not reported. INPUTS: handed over at once. FLUSH: what
 * is done is in the caches so soon, however long the next file takes.
 */
enum { ENTRIES = 4096, INPUTS = 256, CACHES = 2, FLUSH_MS = 500 };

struct entry {
	char *path;
	uint64_t cookie;
	int64_t asked_ns; /* when the identity was found; 0: it was not */
	struct identity identity;
	bool ready; /* the result is there; else the job has it */
	struct feed_result result;
	uint8_t *digests; /* its own */
};

struct feed {
	struct feed_options options;
	hashlane_engine engine;
	hashlane_job job;       /* 0: none yet */
	uint64_t given;         /* inputs of this job so far */
	size_t places[ENTRIES]; /* of input i at i % ENTRIES, its entry */
	struct hashlane_input inputs[INPUTS];
	size_t input_count;
	uint8_t *digests;           /* of the row reported */
	uint8_t *found;             /* of the file that a cache knew */
	struct feed_states *states; /* NULL: there is no cache */
	int64_t flushed_ns;
	size_t first, count;
	struct entry entries[ENTRIES];
};

static bool is_stopped(const struct feed *feed)
{
	const struct cli *cli = feed->options.cli;

	return cli->out.os_error || watch_signal(cli->watch);
}

struct feed *feed_create(const struct feed_options *options)
{
	struct feed *feed = calloc(1, sizeof(*feed));

	if (!feed)
		return NULL;
	feed->options = *options;
	feed->flushed_ns = identity_clock();
	feed->digests = malloc(options->set->row_bytes);
	feed->found = malloc(options->set->row_bytes);
	/* The last one is the checkpoint, where there is one. */
	for (size_t i = CACHES; i-- && !feed->states;)
		if (options->caches[i])
			feed->states = feed_states_create(options->caches[i]);
	if (feed->digests && feed->found)
		return feed;
	feed_destroy(feed);
	return NULL;
}

static struct entry *first_entry(struct feed *feed)
{
	return &feed->entries[feed->first];
}

static void drop_first(struct feed *feed)
{
	struct entry *entry = first_entry(feed);

	free(entry->path);
	free(entry->digests);
	feed->first = (feed->first + 1) % ENTRIES;
	feed->count--;
}

void feed_destroy(struct feed *feed)
{
	while (feed->count)
		drop_first(feed);
	if (feed->job)
		(void)hashlane_job_destroy(feed->job);
	if (feed->engine)
		(void)hashlane_engine_destroy(feed->engine);
	feed_states_destroy(feed->states);
	free(feed->digests);
	free(feed->found);
	free(feed);
}

static int32_t status_of(int os_error)
{
	switch (os_error) {
	case ENOENT:
	case ENOTDIR:
		return HASHLANE_NOT_FOUND;
	case EACCES:
	case EPERM:
		return HASHLANE_ACCESS;
	case ENOMEM:
		return HASHLANE_NO_MEMORY;
	default:
		return HASHLANE_IO;
	}
}

/* Report those in front that need not be waited for. */
static void report_ready(struct feed *feed)
{
	while (feed->count && first_entry(feed)->ready &&
	       !feed->options.cli->out.os_error) {
		const struct entry *entry = first_entry(feed);
		struct feed_result result = entry->result;

		result.path = entry->path;
		result.cookie = entry->cookie;
		result.digests = entry->digests;
		if (result.status != HASHLANE_CANCELLED)
			feed->options.take(feed->options.context, &result);
		drop_first(feed);
	}
}

/*
 * Remember what was hashed, if the file was the same before and after, and no
 * longer so young that a change might have left its times as they are.
 */
static void remember(struct feed *feed, const struct entry *entry,
		     const struct feed_result *result)
{
	const struct feed_options *options = &feed->options;
	struct identity after;

	if (!entry->asked_ns ||
	    result->size_bytes != entry->identity.size_bytes ||
	    result->mtime_ns != entry->identity.mtime_ns ||
	    !identity_settled(&entry->identity, entry->asked_ns) ||
	    !identity_read(&after, entry->path) ||
	    !identity_equal(&after, &entry->identity))
		return;
	for (size_t i = 0; i < CACHES; i++)
		if (options->caches[i])
			cache_put(options->caches[i], options->set,
				  &entry->identity, entry->path,
				  result->digests, result->digests_valid);
}

/* The result of an entry that others are before waits with it. */
static void keep_result(struct feed *feed, struct entry *entry,
			const struct feed_result *result)
{
	size_t bytes = feed->options.set->row_bytes;

	entry->ready = true;
	entry->result = *result;
	entry->result.results = NULL;
	if (result->status)
		return;
	entry->digests = malloc(bytes);
	if (entry->digests)
		memcpy(entry->digests, result->digests, bytes);
	else
		entry->result.status = HASHLANE_NO_MEMORY;
}

static void take_row(struct feed *feed, const struct hashlane_results *results,
		     uint32_t i)
{
	const struct algorithm_set *set = feed->options.set;
	struct hashlane_row row = { .struct_size = sizeof(row) };
	struct entry *entry;
	struct feed_result result = {
		.digests = feed->digests,
		.results = results,
		.row = i,
	};

	(void)hashlane_results_row(&row, results, i);
	entry = &feed->entries[feed->places[row.index % ENTRIES]];
	result.status = row.status;
	result.os_error = row.os_error;
	result.size_bytes = row.size_bytes;
	result.mtime_ns = row.mtime_ns;
	result.digests_valid = row.digests_valid;
	for (size_t k = 0; k < set->count; k++) {
		const uint8_t *digest;
		size_t bytes;

		if (!hashlane_results_digest(&digest, &bytes, results, i, k))
			memcpy(feed->digests + set->algorithms[k].offset,
			       digest, bytes);
	}
	if (!row.status)
		remember(feed, entry, &result);
	if (!row.status && feed->states)
		feed_states_done(feed->states, row.index);
	if (entry != first_entry(feed) ||
	    result.status == HASHLANE_CANCELLED) {
		keep_result(feed, entry, &result);
	} else {
		result.path = entry->path;
		result.cookie = entry->cookie;
		feed->options.take(feed->options.context, &result);
		drop_first(feed);
	}
	report_ready(feed);
}

static void flush_caches(struct feed *feed)
{
	if (feed->states)
		feed_states_flush(feed->states);
	for (size_t i = 0; i < CACHES; i++)
		if (feed->options.caches[i])
			cache_flush(feed->options.caches[i]);
	feed->flushed_ns = identity_clock();
}

/* The next block of results, and what it lets through. */
static int32_t take_results(struct feed *feed, bool wait)
{
	const struct hashlane_results *results;
	int32_t status = hashlane_job_next(&results, feed->job, 0);

	/* States of long files come meanwhile. */
	while (status == HASHLANE_TIMEOUT && wait) {
		status = hashlane_job_next(&results, feed->job, FLUSH_MS);
		if (status == HASHLANE_TIMEOUT)
			flush_caches(feed);
	}
	if (status)
		return status;
	/* After a signal as well: what is done is not lost. */
	for (uint32_t i = 0;
	     i < results->row_count && !feed->options.cli->out.os_error; i++)
		take_row(feed, results, i);
	hashlane_results_free(results);
	output_flush(&feed->options.cli->out);
	if (identity_clock() - feed->flushed_ns > FLUSH_MS * INT64_C(1000000))
		flush_caches(feed);
	return HASHLANE_OK;
}

static int32_t open_job(struct feed *feed)
{
	const struct feed_options *options = &feed->options;
	const struct hashlane_engine_options engine = {
		.struct_size = sizeof(engine),
		.workers = options->workers,
		.isa = options->isa,
		.budget_bytes = options->memory_bytes,
	};
	struct hashlane_job_options job = {
		.struct_size = sizeof(job),
		.specs = options->set->specs,
		.spec_count = options->set->count,
		.flags = HASHLANE_JOB_STREAM | HASHLANE_JOB_OPEN |
			 options->job_flags,
		/*
		 * In order a block is full before it comes: what is done would
		 * wait for that. But digests of parts stay in their block.
		 */
		.order = options->job_flags & HASHLANE_JOB_PARTS ?
				 HASHLANE_ORDER_INPUT :
				 HASHLANE_ORDER_COMPLETION,
	};
	int32_t status = HASHLANE_OK;

	if (feed->states)
		feed_states_use(feed->states, &job);
	/* Where all is known no thread is started. */
	if (!feed->engine)
		status = hashlane_engine_create(&feed->engine, &engine, NULL);
	if (!status && !feed->job) {
		status = hashlane_job_submit(&feed->job, feed->engine, &job,
					     NULL);
		if (!status)
			watch_job(options->cli->watch, feed->job);
	}
	return status;
}

/* The job is over: what it has not reported has failed. */
static void fail_rest(struct feed *feed, int32_t status)
{
	watch_job_done(feed->options.cli->watch, feed->job);
	if (feed->job)
		(void)hashlane_job_destroy(feed->job);
	feed->job = 0;
	feed->given = 0;
	if (feed->states)
		feed_states_restart(feed->states);
	for (size_t i = 0; i < feed->count; i++) {
		struct entry *entry =
			&feed->entries[(feed->first + i) % ENTRIES];

		if (entry->ready)
			continue;
		entry->ready = true;
		entry->result.status = status;
	}
	feed->input_count = 0;
	report_ready(feed);
}

static void hand_over(struct feed *feed)
{
	int32_t status = open_job(feed);

	while (!status) {
		status = hashlane_job_add(feed->job, feed->inputs,
					  feed->input_count);
		if (status != HASHLANE_BUSY)
			break;
		status = take_results(feed, true);
	}
	if (status) {
		fail_rest(feed, status);
		return;
	}
	feed->input_count = 0;
	while (!take_results(feed, false))
		;
}

static struct entry *add_entry(struct feed *feed, const char *path,
			       uint64_t cookie)
{
	struct entry *entry;
	int32_t status = HASHLANE_OK;

	if (feed->count == ENTRIES && feed->input_count)
		hand_over(feed);
	while (feed->count == ENTRIES && !status && !is_stopped(feed))
		status = take_results(feed, true);
	if (feed->count == ENTRIES && status)
		fail_rest(feed, status);
	if (feed->count == ENTRIES)
		return NULL;
	entry = &feed->entries[(feed->first + feed->count) % ENTRIES];
	*entry = (struct entry){ .path = strdup(path), .cookie = cookie };
	if (entry->path) {
		feed->count++;
		return entry;
	}
	message_failure(feed->options.cli, path,
			hashlane_error_string(HASHLANE_NO_MEMORY));
	return NULL;
}

static bool find(struct feed *feed, uint64_t *valid,
		 const struct identity *identity)
{
	for (size_t i = 0; i < CACHES; i++)
		if (feed->options.caches[i] &&
		    cache_find(feed->options.caches[i], feed->found, valid,
			       feed->options.set, identity))
			return true;
	return false;
}

/* One whose digests stand in `found`. */
static void add_known(struct feed *feed, const char *path,
		      const struct identity *identity, uint64_t valid,
		      uint64_t cookie)
{
	const struct feed_result result = {
		.path = path,
		.cookie = cookie,
		.size_bytes = identity->size_bytes,
		.mtime_ns = identity->mtime_ns,
		.digests_valid = valid,
		.digests = feed->found,
		.known = true,
	};
	struct entry *entry;

	watch_count(feed->options.cli->watch, 1, identity->size_bytes);
	if (!feed->count) {
		feed->options.take(feed->options.context, &result);
		return;
	}
	entry = add_entry(feed, path, cookie);
	if (!entry)
		return;
	keep_result(feed, entry, &result);
	/* Those before it may have gone while room was made. */
	report_ready(feed);
}

static void add_input(struct feed *feed, const struct entry *entry,
		      uint64_t length)
{
	if (feed->states && !length && entry->asked_ns &&
	    identity_settled(&entry->identity, entry->asked_ns))
		feed_states_add(feed->states, feed->given, &entry->identity,
				entry->path, !feed->options.refresh);
	feed->places[feed->given++ % ENTRIES] =
		(size_t)(entry - feed->entries);
	feed->inputs[feed->input_count++] = (struct hashlane_input){
		.kind = HASHLANE_INPUT_PATH,
		.data = entry->path,
		.data_bytes = strlen(entry->path),
		.length = length,
	};
	if (feed->input_count == INPUTS)
		hand_over(feed);
}

void feed_add(struct feed *feed, const char *path,
	      const struct identity *identity, uint64_t cookie)
{
	int64_t asked_ns = identity ? identity_clock() : 0;
	struct entry *entry;
	uint64_t valid;

	if (identity && !feed->options.refresh &&
	    find(feed, &valid, identity)) {
		add_known(feed, path, identity, valid, cookie);
		return;
	}
	entry = add_entry(feed, path, cookie);
	if (!entry)
		return;
	if (identity) {
		entry->identity = *identity;
		entry->asked_ns = asked_ns;
	}
	add_input(feed, entry, 0);
}

void feed_add_known(struct feed *feed, const char *path,
		    const struct identity *identity, const uint8_t *digests,
		    uint64_t valid)
{
	memcpy(feed->found, digests, feed->options.set->row_bytes);
	add_known(feed, path, identity, valid, 0);
}

void feed_add_start(struct feed *feed, const char *path, uint64_t length,
		    uint64_t cookie)
{
	struct entry *entry = add_entry(feed, path, cookie);

	if (entry)
		add_input(feed, entry, length);
}

void feed_add_failure(struct feed *feed, const char *path, int os_error,
		      uint64_t cookie)
{
	struct entry *entry = add_entry(feed, path, cookie);

	if (!entry)
		return;
	entry->result.status = status_of(os_error);
	entry->result.os_error = os_error;
	entry->ready = true;
	report_ready(feed);
}

void feed_run(struct feed *feed)
{
	int32_t status = HASHLANE_OK;

	if (feed->input_count && !is_stopped(feed))
		hand_over(feed);
	if (feed->job) {
		(void)hashlane_job_close(feed->job);
		while (!status)
			status = take_results(feed, true);
		fail_rest(feed, status);
	}
	report_ready(feed);
	flush_caches(feed);
}
