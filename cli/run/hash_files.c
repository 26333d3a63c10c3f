/* SPDX-License-Identifier: MIT */
/* hash_files.c - the one way from names to results. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "hash_files.h"

#include "hash_states.h"
#include "../terminal/message.h"
#include "watch.h"

#include <stdlib.h>
#include <string.h>

/*
 * INPUTS, TEXT_BYTES: handed over at once. AHEAD: files that are asked about
 * and not reported, about. FLUSH: what is done is in the caches so soon,
 * however long the next file takes. SAVE: how long the states of long files are
 * waited for at the end.
 */
enum {
	INPUTS = 256,
	TEXT_BYTES = 64 * 1024,
	AHEAD = 4096,
	LOOKUPS = 32,
	SYSTEMS = 16,
	CACHES = 2,
	FLUSH_MS = 500,
	SAVE_MS = 1000
};

/* A result that others are before; its path and digests are its own. */
struct held {
	bool ready;
	struct feed_result result;
};

struct feed {
	struct feed_options options;
	bool asks;
	hashlane_engine engine;
	hashlane_job job; /* 0: none yet */
	struct hashlane_input inputs[INPUTS];
	size_t input_count, text_bytes;
	char text[TEXT_BYTES];
	uint64_t front;    /* of the job, the next to be reported */
	struct held *held; /* file i at i % held_room, a power of two */
	size_t held_room;
	/* Questions of the job that wait for the front to come closer. */
	const struct hashlane_lookup *lookups[LOOKUPS];
	size_t lookup_count;
	uint64_t valid[HASHLANE_MAX_LOOKUP_FILES]; /* an answer */
	uint8_t *found;
	/* By which number the caches know a device. */
	struct {
		uint64_t device, number;
	} systems[SYSTEMS];
	size_t system_count;
	struct feed_states *states; /* NULL: there is no cache */
	int64_t flushed_ns;
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
	/* The last one is the checkpoint, where there is one. */
	for (size_t i = CACHES; i-- && !feed->states;)
		if (options->caches[i])
			feed->states = feed_states_create(options->caches[i]);
	feed->asks = options->know || options->caches[0] || options->caches[1];
	if (feed->asks)
		feed->found = malloc(HASHLANE_MAX_LOOKUP_FILES *
				     options->set->row_bytes);
	if (feed->found || !feed->asks)
		return feed;
	feed_destroy(feed);
	return NULL;
}

/*
 * Destroy the job, and see that it has saved its states. Where a read does not
 * return they are given up: it may save some later.
 */
static void end_job(struct feed *feed)
{
	if (feed->job)
		(void)hashlane_job_destroy(feed->job);
	feed->job = 0;
	if (feed->states && feed->engine &&
	    hashlane_engine_wait(feed->engine, SAVE_MS))
		feed->states = NULL;
}

void feed_destroy(struct feed *feed)
{
	end_job(feed);
	if (feed->engine)
		(void)hashlane_engine_destroy(feed->engine);
	feed_states_destroy(feed->states);
	free(feed->found);
	free(feed->held);
	free(feed);
}

/* ---- Results ---- */

static void report(struct feed *feed, const struct feed_result *result)
{
	if (result->status != HASHLANE_CANCELLED &&
	    !feed->options.cli->out.os_error)
		feed->options.take(feed->options.context, result);
}

/* Report those in front that are there; all: whatever is missing between. */
static void report_held(struct feed *feed, bool all)
{
	for (size_t i = 0; i < feed->held_room; i++) {
		struct held *held = &feed->held[feed->front % feed->held_room];

		if (!held->ready && !all)
			return;
		if (held->ready) {
			report(feed, &held->result);
			free((void *)(uintptr_t)held->result.path);
		}
		held->ready = false;
		feed->front++;
	}
}

/* False: no memory. */
static bool make_room(struct feed *feed, uint64_t index)
{
	size_t room = feed->held_room ? feed->held_room : INPUTS;
	struct held *held;

	while (index - feed->front >= room)
		room *= 2;
	if (room == feed->held_room)
		return true;
	held = calloc(room, sizeof(*held));
	if (!held)
		return false;
	for (size_t i = 0; i < feed->held_room; i++)
		held[(feed->front + i) % room] =
			feed->held[(feed->front + i) % feed->held_room];
	free(feed->held);
	feed->held = held;
	feed->held_room = room;
	return true;
}

/* It is file `index` of the job. */
static void take_result(struct feed *feed, uint64_t index,
			const struct feed_result *result)
{
	size_t bytes = strlen(result->path) + 1;
	size_t row_bytes = feed->options.set->row_bytes;
	struct held *held;
	char *copy;

	if (index == feed->front) {
		report(feed, result);
		feed->front++;
		report_held(feed, false);
		return;
	}
	copy = make_room(feed, index) ? malloc(bytes + row_bytes) : NULL;
	if (!copy) {
		message_failure(feed->options.cli, result->path,
				hashlane_status_get_text(HASHLANE_NO_MEMORY));
		return;
	}
	held = &feed->held[index % feed->held_room];
	held->ready = true;
	held->result = *result;
	held->result.path = memcpy(copy, result->path, bytes);
	held->result.digests = memcpy(copy + bytes, result->digests,
				      row_bytes);
	held->result.results = NULL;
}

static uint64_t *find_system(struct feed *feed, uint64_t device)
{
	for (size_t i = 0; i < feed->system_count && i < SYSTEMS; i++)
		if (feed->systems[i].device == device)
			return &feed->systems[i].number;
	return NULL;
}

/*
 * Remember what was hashed, if no change after it can leave the times of the
 * file as they are.
 */
static void remember(struct feed *feed, const struct feed_result *result,
		     uint32_t flags)
{
	const struct feed_options *options = &feed->options;
	struct identity identity = result->identity;
	const uint64_t *number = find_system(feed, identity.device);

	if (!number || result->status ||
	    (flags & (HASHLANE_ROW_KNOWN | HASHLANE_ROW_SETTLED)) !=
		    HASHLANE_ROW_SETTLED ||
	    !identity_settled(&identity, identity_clock()))
		return;
	identity.mount = identity.device;
	identity.device = *number;
	for (size_t i = 0; i < CACHES; i++)
		if (options->caches[i])
			cache_put(options->caches[i], options->set, &identity,
				  result->path, result->digests,
				  result->digests_valid);
}

static void take_row(struct feed *feed, const struct hashlane_results *results,
		     uint32_t i)
{
	const struct algorithm_set *set = feed->options.set;
	struct hashlane_row row = { .struct_size = sizeof(row) };
	uint8_t digests[HASHLANE_MAX_ALGORITHMS * HASHLANE_MAX_DIGEST_BYTES];
	struct feed_result result = {
		.digests = digests,
		.results = results,
		.row = i,
	};
	char *path;

	(void)hashlane_results_get_row(&row, results, i);
	path = strndup(row.path, row.path_bytes);
	result.path = path ? path : "?";
	result.cookie = row.cookie;
	result.status = path ? row.status : HASHLANE_NO_MEMORY;
	result.os_error = row.os_error;
	result.size_bytes = row.size_bytes;
	result.mtime_ns = row.mtime_ns;
	result.digests_valid = row.digests_valid;
	result.known = row.flags & HASHLANE_ROW_KNOWN;
	result.identity = (struct identity){ row.device,     row.inode,
					     row.size_bytes, row.mtime_ns,
					     row.ctime_ns,   0 };
	for (size_t k = 0; k < set->count; k++) {
		const uint8_t *digest;
		size_t bytes;

		if (!hashlane_results_get_digest(&digest, &bytes, results, i,
						 k))
			memcpy(digests + set->algorithms[k].offset, digest,
			       bytes);
	}
	remember(feed, &result, row.flags);
	if (!row.status && feed->states)
		feed_states_done(feed->states, row.index);
	take_result(feed, row.index, &result);
	free(path);
}

/* ---- Questions ---- */

static bool find(struct feed *feed, const struct identity *identity,
		 const char *path, uint64_t *valid, uint8_t *digests)
{
	const struct feed_options *options = &feed->options;

	for (size_t i = 0; i < CACHES && !options->refresh; i++)
		if (options->caches[i] &&
		    cache_find(options->caches[i], digests, valid,
			       options->set, identity, path))
			return true;
	return false;
}

static uint64_t know(struct feed *feed,
		     const struct hashlane_lookup_file *file, uint8_t *digests)
{
	const struct feed_options *options = &feed->options;
	const struct identity identity = cache_identity(file);
	enum feed_knowledge knowledge = FEED_ASK;
	uint64_t valid = 0;

	if (!find_system(feed, file->device)) {
		size_t at = feed->system_count++ % SYSTEMS;

		feed->systems[at].device = file->device;
		feed->systems[at].number = identity.device;
	}
	if (options->know)
		knowledge = options->know(options->context, file, &valid,
					  digests);
	if (knowledge == FEED_KNOWN ||
	    (knowledge == FEED_ASK &&
	     find(feed, &identity, file->path, &valid, digests)))
		return valid;
	if (feed->states)
		feed_states_add(feed->states, file->index, &identity,
				file->path,
				knowledge == FEED_ASK && !options->refresh);
	return 0;
}

/* Answer what the front is near to. */
static void answer(struct feed *feed)
{
	size_t row_bytes = feed->options.set->row_bytes, kept = 0;

	for (size_t k = 0; k < feed->lookup_count; k++) {
		const struct hashlane_lookup *lookup = feed->lookups[k];

		if (lookup->files[0].index > feed->front + AHEAD) {
			feed->lookups[kept++] = lookup;
			continue;
		}
		for (size_t i = 0; i < lookup->count; i++)
			feed->valid[i] = know(feed, &lookup->files[i],
					      feed->found + i * row_bytes);
		(void)hashlane_job_answer(feed->job, lookup->id, feed->valid,
					  lookup->count, feed->found,
					  lookup->count * row_bytes);
	}
	feed->lookup_count = kept;
}

static void take_lookups(struct feed *feed)
{
	while (feed->asks && feed->lookup_count < LOOKUPS &&
	       !hashlane_job_get_lookup(&feed->lookups[feed->lookup_count],
					feed->job, 0))
		feed->lookup_count++;
	answer(feed);
}

/* ---- The job ---- */

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
	struct cli *cli = feed->options.cli;
	const struct hashlane_results *results;
	int32_t status;

	take_lookups(feed);
	status = hashlane_job_next(&results, feed->job, 0);
	/* States of long files come meanwhile. */
	while (wait &&
	       (status == HASHLANE_TIMEOUT || status == HASHLANE_BUSY)) {
		status = hashlane_job_next(&results, feed->job, FLUSH_MS);
		take_lookups(feed);
		if (status == HASHLANE_TIMEOUT)
			flush_caches(feed);
	}
	if (status)
		return status;
	/* After a signal as well: what is done is not lost. */
	for (uint32_t i = 0, rows = hashlane_results_get_count(results);
	     i < rows && !cli->out.os_error; i++)
		take_row(feed, results, i);
	hashlane_results_destroy(results);
	output_flush(&cli->out);
	if (is_stopped(feed))
		(void)hashlane_job_cancel(feed->job);
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
		.walk = options->walk,
		.flags = HASHLANE_JOB_STREAM | HASHLANE_JOB_OPEN |
			 HASHLANE_JOB_IDENTITY | options->job_flags |
			 (feed->asks ? HASHLANE_JOB_LOOKUP : 0) |
			 reading_flags(&options->reading, options->workers),
		.ctime = options->reading.ctime,
		/*
		 * In order rows come behind those before them: what is done
		 * would wait for that. But digests of parts stay in their
		 * block.
		 */
		.order = !feed->asks || options->job_flags &
						 HASHLANE_JOB_PARTS ?
				 HASHLANE_ORDER_INPUT :
				 HASHLANE_ORDER_COMPLETION,
	};
	int32_t status = HASHLANE_OK;

	if (feed->states)
		feed_states_use(feed->states, &job);
	if (!feed->engine)
		status = hashlane_engine_create(&feed->engine, &engine, NULL);
	if (!status && !feed->job) {
		status = hashlane_job_create(&feed->job, feed->engine, &job,
					     NULL);
		if (!status)
			watch_job(options->cli->watch, feed->job);
	}
	return status;
}

/* Those that are not handed over, and will not be. */
static void fail_inputs(struct feed *feed, int32_t status)
{
	for (size_t i = 0; i < feed->input_count; i++) {
		const struct feed_result result = {
			.path = feed->inputs[i].data,
			.cookie = feed->inputs[i].cookie,
			.status = status,
		};

		report(feed, &result);
	}
}

static void hand_over(struct feed *feed)
{
	int32_t status = open_job(feed);

	while (!status) {
		status = hashlane_job_add(feed->job, feed->inputs,
					  sizeof(struct hashlane_input),
					  feed->input_count, -1);
		if (status != HASHLANE_BUSY)
			break;
		status = take_results(feed, true);
	}
	if (status)
		fail_inputs(feed, status);
	feed->input_count = 0;
	feed->text_bytes = 0;
	while (!status)
		status = take_results(feed, false);
}

void feed_add_input(struct feed *feed, const struct hashlane_input *given)
{
	size_t bytes = given->data_bytes + 1;
	struct hashlane_input *input;

	if (feed->input_count == INPUTS ||
	    TEXT_BYTES - feed->text_bytes < bytes)
		hand_over(feed);
	if (is_stopped(feed))
		return;
	input = &feed->inputs[feed->input_count++];
	*input = *given;
	if (bytes > TEXT_BYTES) {
		hand_over(feed);
		return;
	}
	input->data = memcpy(feed->text + feed->text_bytes, given->data,
			     given->data_bytes);
	feed->text[feed->text_bytes + bytes - 1] = 0;
	feed->text_bytes += bytes;
}

void feed_add(struct feed *feed, const char *path, uint64_t cookie)
{
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_PATH,
		.data = path,
		.data_bytes = strlen(path),
		.cookie = cookie,
	};

	feed_add_input(feed, &input);
}

void feed_run(struct feed *feed)
{
	int32_t status = HASHLANE_OK;

	if (feed->input_count && !is_stopped(feed))
		hand_over(feed);
	if (!feed->job)
		return;
	(void)hashlane_job_close(feed->job);
	while (!status)
		status = take_results(feed, true);
	report_held(feed, true);
	if (status == HASHLANE_NO_MEMORY)
		message_failure(feed->options.cli, "the rest",
				hashlane_status_get_text(status));
	watch_job_done(feed->options.cli->watch, feed->job);
	end_job(feed);
	feed->front = 0;
	feed->input_count = feed->text_bytes = feed->lookup_count = 0;
	if (feed->states)
		feed_states_restart(feed->states);
	flush_caches(feed);
}
