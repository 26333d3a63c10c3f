/* SPDX-License-Identifier: MIT */
/* file_hasher.c - from names to digests. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "file_hasher.h"

#include "../terminal/message.h"
#include "file_states.h"
#include "result_rows.h"
#include "run_state.h"

#include <stdlib.h>
#include <string.h>

/*
 * INPUTS, TEXT_BYTES: how much is given to the job at once. AHEAD: how many
 * files, roughly, are looked up and not reported yet. FLUSH: the longest time
 * until results are in the caches, however long the next file takes. SAVE: how
 * long to wait at the end for the states of long files.
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

/* A result that waits for earlier ones, with its own copies. */
struct held {
	bool ready;
	struct file_result result;
};

struct file_hasher {
	struct file_hasher_options options;
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
	/* The caches' number of each device. */
	struct {
		uint64_t device, number;
	} systems[SYSTEMS];
	size_t system_count;
	struct file_states *states; /* NULL: there is no cache */
	int64_t flushed_ns;
	char *path; /* of the row that is reported, NUL-terminated */
	size_t path_room;
};

static bool is_stopped(const struct file_hasher *hasher)
{
	const struct cli *cli = hasher->options.cli;

	return cli->out.os_error || run_state_signal(cli->run);
}

struct file_hasher *
file_hasher_create(const struct file_hasher_options *options)
{
	struct file_hasher *hasher = calloc(1, sizeof(*hasher));

	if (!hasher)
		return NULL;
	hasher->options = *options;
	hasher->flushed_ns = identity_clock();
	/* The last one is the checkpoint, where there is one. */
	for (size_t i = CACHES; i-- && !hasher->states;)
		if (options->caches[i])
			hasher->states =
				file_states_create(options->caches[i]);
	hasher->asks = options->know || options->caches[0] ||
		       options->caches[1];
	if (hasher->asks)
		hasher->found = malloc(HASHLANE_MAX_LOOKUP_FILES *
				       options->set->row_bytes);
	if (hasher->found || !hasher->asks)
		return hasher;
	file_hasher_destroy(hasher);
	return NULL;
}

/*
 * Destroy the job, and wait until it has saved its states. If a read does not
 * return, the states are leaked on purpose: the job may still save one.
 */
static void end_job(struct file_hasher *hasher)
{
	if (hasher->job)
		(void)hashlane_job_destroy(hasher->job);
	hasher->job = 0;
	if (hasher->states && hasher->engine &&
	    hashlane_engine_wait(hasher->engine, SAVE_MS))
		hasher->states = NULL;
}

void file_hasher_destroy(struct file_hasher *hasher)
{
	end_job(hasher);
	if (hasher->engine)
		(void)hashlane_engine_destroy(hasher->engine);
	file_states_destroy(hasher->states);
	free(hasher->found);
	free(hasher->held);
	free(hasher->path);
	free(hasher);
}

/* ---- Results ---- */

static void report(struct file_hasher *hasher,
		   const struct file_result *result)
{
	if (result->status != HASHLANE_CANCELLED &&
	    !hasher->options.cli->out.os_error)
		hasher->options.take(hasher->options.context, result);
}

/* Report results in order; with `all`, skip those that are missing. */
static void report_held(struct file_hasher *hasher, bool all)
{
	for (size_t i = 0; i < hasher->held_room; i++) {
		struct held *held =
			&hasher->held[hasher->front % hasher->held_room];

		if (!held->ready && !all)
			return;
		if (held->ready) {
			report(hasher, &held->result);
			free((void *)(uintptr_t)held->result.path);
		}
		held->ready = false;
		hasher->front++;
	}
}

/* False: no memory. */
static bool make_room(struct file_hasher *hasher, uint64_t index)
{
	size_t room = hasher->held_room ? hasher->held_room : INPUTS;
	struct held *held;

	while (index - hasher->front >= room)
		room *= 2;
	if (room == hasher->held_room)
		return true;
	held = calloc(room, sizeof(*held));
	if (!held)
		return false;
	for (size_t i = 0; i < hasher->held_room; i++)
		held[(hasher->front + i) % room] =
			hasher->held[(hasher->front + i) % hasher->held_room];
	free(hasher->held);
	hasher->held = held;
	hasher->held_room = room;
	return true;
}

/* Hold a result as file `index` of the job. */
static void take_result(struct file_hasher *hasher, uint64_t index,
			const struct file_result *result)
{
	size_t bytes = strlen(result->path) + 1;
	size_t row_bytes = hasher->options.set->row_bytes;
	struct held *held;
	char *copy;

	if (index == hasher->front) {
		report(hasher, result);
		hasher->front++;
		report_held(hasher, false);
		return;
	}
	copy = make_room(hasher, index) ? malloc(bytes + row_bytes) : NULL;
	if (!copy) {
		message_failure(hasher->options.cli, result->path,
				hashlane_status_get_text(HASHLANE_NO_MEMORY));
		return;
	}
	held = &hasher->held[index % hasher->held_room];
	held->ready = true;
	held->result = *result;
	held->result.path = memcpy(copy, result->path, bytes);
	held->result.digests = memcpy(copy + bytes, result->digests,
				      row_bytes);
	held->result.results = NULL;
}

static uint64_t *find_system(struct file_hasher *hasher, uint64_t device)
{
	for (size_t i = 0; i < hasher->system_count && i < SYSTEMS; i++)
		if (hasher->systems[i].device == device)
			return &hasher->systems[i].number;
	return NULL;
}

/*
 * Remember a result, unless the file could change from now on without a change
 * of its times.
 */
static void remember(struct file_hasher *hasher,
		     const struct file_result *result, uint32_t flags)
{
	const struct file_hasher_options *options = &hasher->options;
	struct identity identity = result->identity;
	const uint64_t *number = find_system(hasher, identity.device);

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

/* The row's path with a NUL behind it; NULL: no memory. */
static const char *path_of(struct file_hasher *hasher,
			   const struct hashlane_row *row)
{
	if (hasher->path_room <= row->path_bytes) {
		size_t room = 2 * row->path_bytes + 128;
		char *path = realloc(hasher->path, room);

		if (!path)
			return NULL;
		hasher->path = path;
		hasher->path_room = room;
	}
	memcpy(hasher->path, row->path, row->path_bytes);
	hasher->path[row->path_bytes] = 0;
	return hasher->path;
}

static void take_row(struct file_hasher *hasher,
		     const struct hashlane_results *results,
		     const struct result_rows *rows, uint32_t i)
{
	const struct algorithm_set *set = hasher->options.set;
	struct hashlane_row row;
	uint8_t digests[HASHLANE_MAX_ALGORITHMS * HASHLANE_MAX_DIGEST_BYTES];
	struct file_result result = {
		.digests = digests,
		.results = results,
		.row = i,
	};
	const char *path;

	result_rows_get(&row, rows, i);
	path = path_of(hasher, &row);
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
	for (uint32_t k = 0; k < set->count; k++) {
		const uint8_t *digest = result_rows_digest(rows, i, k);

		if (digest)
			memcpy(digests + set->algorithms[k].offset, digest,
			       rows->digests[k].bytes);
	}
	if (hasher->asks)
		remember(hasher, &result, row.flags);
	if (!row.status && hasher->states)
		file_states_done(hasher->states, row.index);
	take_result(hasher, row.index, &result);
}

/* ---- Questions ---- */

static bool find(struct file_hasher *hasher, const struct identity *identity,
		 const char *path, uint64_t *valid, uint8_t *digests)
{
	const struct file_hasher_options *options = &hasher->options;

	for (size_t i = 0; i < CACHES && !options->refresh; i++)
		if (options->caches[i] &&
		    cache_find(options->caches[i], digests, valid,
			       options->set, identity, path))
			return true;
	return false;
}

static uint64_t know(struct file_hasher *hasher,
		     const struct hashlane_lookup_file *file, uint8_t *digests)
{
	const struct file_hasher_options *options = &hasher->options;
	const struct identity identity = cache_identity(file);
	enum file_knowledge knowledge = FILE_ASK;
	uint64_t valid = 0;

	if (!find_system(hasher, file->device)) {
		size_t at = hasher->system_count++ % SYSTEMS;

		hasher->systems[at].device = file->device;
		hasher->systems[at].number = identity.device;
	}
	if (options->know)
		knowledge = options->know(options->context, file, &valid,
					  digests);
	if (knowledge == FILE_KNOWN ||
	    (knowledge == FILE_ASK &&
	     find(hasher, &identity, file->path, &valid, digests)))
		return valid;
	if (hasher->states)
		file_states_add(hasher->states, file->index, &identity,
				file->path,
				knowledge == FILE_ASK && !options->refresh);
	return 0;
}

/* Answer the questions about files close to the front. */
static void answer(struct file_hasher *hasher)
{
	size_t row_bytes = hasher->options.set->row_bytes, kept = 0;

	for (size_t k = 0; k < hasher->lookup_count; k++) {
		const struct hashlane_lookup *lookup = hasher->lookups[k];

		if (lookup->files[0].index > hasher->front + AHEAD) {
			hasher->lookups[kept++] = lookup;
			continue;
		}
		for (size_t i = 0; i < lookup->count; i++)
			hasher->valid[i] = know(hasher, &lookup->files[i],
						hasher->found + i * row_bytes);
		(void)hashlane_job_answer(
			hasher->job, lookup->id, hasher->valid, lookup->count,
			hasher->found, lookup->count * row_bytes);
	}
	hasher->lookup_count = kept;
}

static void take_lookups(struct file_hasher *hasher)
{
	while (hasher->asks && hasher->lookup_count < LOOKUPS &&
	       !hashlane_job_get_lookup(&hasher->lookups[hasher->lookup_count],
					hasher->job, 0))
		hasher->lookup_count++;
	answer(hasher);
}

/* ---- The job ---- */

static void flush_caches(struct file_hasher *hasher)
{
	if (hasher->states)
		file_states_flush(hasher->states);
	for (size_t i = 0; i < CACHES; i++)
		if (hasher->options.caches[i])
			cache_flush(hasher->options.caches[i]);
	hasher->flushed_ns = identity_clock();
}

/* Take the next block of results, and report what is in order. */
static int32_t take_results(struct file_hasher *hasher, bool wait)
{
	struct cli *cli = hasher->options.cli;
	const struct hashlane_results *results;
	struct result_rows rows;
	int32_t status;

	take_lookups(hasher);
	/*
	 * A call that does not wait copies finished rows out of a block that is
	 * not full. Only answers to questions need rows that soon.
	 */
	status = hashlane_job_next(&results, hasher->job,
				   wait && !hasher->asks ? FLUSH_MS : 0);
	/* The engine saves states of long files meanwhile. */
	while (wait &&
	       (status == HASHLANE_TIMEOUT || status == HASHLANE_BUSY)) {
		status = hashlane_job_next(&results, hasher->job, FLUSH_MS);
		take_lookups(hasher);
		if (status == HASHLANE_TIMEOUT)
			flush_caches(hasher);
	}
	if (status)
		return status;
	/* Report also after a signal: finished results are not lost. */
	result_rows_open(&rows, results);
	for (uint32_t i = 0, count = hashlane_results_get_count(results);
	     i < count && !cli->out.os_error; i++)
		take_row(hasher, results, &rows, i);
	hashlane_results_destroy(results);
	output_flush(&cli->out);
	if (is_stopped(hasher))
		(void)hashlane_job_cancel(hasher->job);
	if (identity_clock() - hasher->flushed_ns >
	    FLUSH_MS * INT64_C(1000000))
		flush_caches(hasher);
	return HASHLANE_OK;
}

static int32_t open_job(struct file_hasher *hasher)
{
	const struct file_hasher_options *options = &hasher->options;
	const struct hashlane_engine_options engine = {
		.struct_size = sizeof(engine),
		.workers = options->run->workers,
		.isa = options->run->isa,
		.budget_bytes = options->run->memory_bytes,
	};
	struct hashlane_job_options job = {
		.struct_size = sizeof(job),
		.specs = options->set->specs,
		.spec_count = options->set->count,
		.walk = options->walk,
		.flags = HASHLANE_JOB_STREAM | HASHLANE_JOB_OPEN |
			 options->job_flags |
			 (hasher->asks ?
				  HASHLANE_JOB_LOOKUP | HASHLANE_JOB_IDENTITY :
				  0) |
			 run_options_job_flags(options->run),
		.ctime = options->run->ctime,
		/*
		 * In a job in input order, finished rows wait for earlier
		 * ones, so order is restored here. Digests of parts stay in
		 * their block and need the job's order.
		 */
		.order = !hasher->asks || options->job_flags &
						  HASHLANE_JOB_PARTS ?
				 HASHLANE_ORDER_INPUT :
				 HASHLANE_ORDER_COMPLETION,
	};
	int32_t status = HASHLANE_OK;

	if (hasher->states)
		file_states_use(hasher->states, &job);
	if (!hasher->engine)
		status = hashlane_engine_create(&hasher->engine, &engine,
						NULL);
	if (!status && !hasher->job) {
		status = hashlane_job_create(&hasher->job, hasher->engine,
					     &job, NULL);
		if (!status)
			run_state_add_job(options->cli->run, hasher->job);
	}
	return status;
}

/* Drop inputs that will not be handed over. */
static void fail_inputs(struct file_hasher *hasher, int32_t status)
{
	for (size_t i = 0; i < hasher->input_count; i++) {
		const struct file_result result = {
			.path = hasher->inputs[i].data,
			.cookie = hasher->inputs[i].cookie,
			.status = status,
		};

		report(hasher, &result);
	}
}

static void hand_over(struct file_hasher *hasher)
{
	int32_t status = open_job(hasher);

	while (!status) {
		status = hashlane_job_add(hasher->job, hasher->inputs,
					  sizeof(struct hashlane_input),
					  hasher->input_count, -1);
		if (status != HASHLANE_BUSY)
			break;
		status = take_results(hasher, true);
	}
	if (status)
		fail_inputs(hasher, status);
	hasher->input_count = 0;
	hasher->text_bytes = 0;
	while (!status)
		status = take_results(hasher, false);
}

void file_hasher_add_input(struct file_hasher *hasher,
			   const struct hashlane_input *given)
{
	size_t bytes = given->data_bytes + 1;
	struct hashlane_input *input;

	if (hasher->input_count == INPUTS ||
	    TEXT_BYTES - hasher->text_bytes < bytes)
		hand_over(hasher);
	if (is_stopped(hasher))
		return;
	input = &hasher->inputs[hasher->input_count++];
	*input = *given;
	if (bytes > TEXT_BYTES) {
		hand_over(hasher);
		return;
	}
	input->data = memcpy(hasher->text + hasher->text_bytes, given->data,
			     given->data_bytes);
	hasher->text[hasher->text_bytes + bytes - 1] = 0;
	hasher->text_bytes += bytes;
}

void file_hasher_add(struct file_hasher *hasher, const char *path,
		     uint64_t cookie)
{
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_PATH,
		.data = path,
		.data_bytes = strlen(path),
		.cookie = cookie,
	};

	file_hasher_add_input(hasher, &input);
}

void file_hasher_run(struct file_hasher *hasher)
{
	int32_t status = HASHLANE_OK;

	if (hasher->input_count && !is_stopped(hasher))
		hand_over(hasher);
	if (!hasher->job)
		return;
	(void)hashlane_job_close(hasher->job);
	while (!status)
		status = take_results(hasher, true);
	report_held(hasher, true);
	if (status == HASHLANE_NO_MEMORY)
		message_failure(hasher->options.cli, "the remaining files",
				hashlane_status_get_text(status));
	run_state_end_job(hasher->options.cli->run, hasher->job);
	end_job(hasher);
	hasher->front = 0;
	hasher->input_count = hasher->text_bytes = hasher->lookup_count = 0;
	if (hasher->states)
		file_states_restart(hasher->states);
	flush_caches(hasher);
}
