/* SPDX-License-Identifier: MIT */
/*
 * check_queue.c - claims on their way through the library, verdicts in order.
 */
#define _GNU_SOURCE
#include "check_queue.h"

#include "../run/run_options.h"
#include "../run/run_state.h"
#include "../terminal/message.h"
#include "check_claim.h"
#include "check_extra.h"
#include "check_report.h"

#include <stdlib.h>
#include <string.h>

/*
 * Memory is bounded whatever the length of the lists: at most CLAIMS_MAX
 * claims, and little more than CLAIMS_BYTES of memory, are held at a time. The
 * newest claims wait, so that several lines about one file are joined.
 */
enum {
	WAITING_MAX = 32 * 1024,
	APART_MAX = 256, /* instead, if no two lines are about one file */
	CLAIMS_MAX = 64 * 1024,
	WAITING_BYTES = 12 << 20,
	CLAIMS_BYTES = 24 << 20,
	BATCH = 256, /* claims given to a job at once */
	JOBS = 8,    /* sets of algorithms at a time */
	SET_MAX = HASHLANE_MAX_ALGORITHMS / 2, /* ED2K comes in two colours */
	TABLE = 64 * 1024,
	PATIENCE_MS = 20, /* wait for one job while others may have results */
	CANCELLED_MS = 5  /* wait for a job that was cancelled */
};

/* A job for all claims that need the same algorithms. */
struct set_job {
	hashlane_job job; /* 0: none */
	bool parts;
	uint64_t used; /* when, by the count of claims */
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	size_t spec_count;
	uint64_t open; /* claims given to it that are not done */
	struct hashlane_input inputs[BATCH];
	size_t count;
};

struct queue {
	hashlane_engine engine;
	uint32_t job_flags; /* HASHLANE_JOB_*: how files are read */
	int32_t ctime;      /* HASHLANE_CTIME_* */
	struct run_state *run;
	struct output *out;
	struct claim *first, **end; /* all, in order */
	struct claim *send;         /* the first that waits */
	size_t count, waiting;
	size_t bytes, waiting_bytes;
	uint64_t clock;
	struct claim *table[TABLE];
	struct set_job jobs[JOBS];
};

struct queue *queue_create(struct check *check)
{
	const struct hashlane_engine_options options = {
		.struct_size = sizeof(options),
		.workers = check->options.workers,
		.isa = check->options.isa,
		.budget_bytes = check->options.memory_bytes,
	};
	struct queue *queue = calloc(1, sizeof(*queue));

	if (!queue)
		return NULL;
	if (hashlane_engine_create(&queue->engine, &options, NULL)) {
		free(queue);
		return NULL;
	}
	queue->job_flags = run_options_job_flags(&check->options);
	queue->ctime = check->options.ctime;
	queue->run = check->cli->run;
	queue->out = &check->cli->out;
	queue->end = &queue->first;
	return queue;
}

static void end_job(struct queue *queue, struct set_job *job)
{
	run_state_end_job(queue->run, job->job);
	if (job->job)
		(void)hashlane_job_destroy(job->job);
	memset(job, 0, sizeof(*job));
}

void queue_destroy(struct queue *queue)
{
	if (!queue)
		return;
	for (size_t i = 0; i < JOBS; i++)
		end_job(queue, &queue->jobs[i]);
	(void)hashlane_engine_destroy(queue->engine);
	while (queue->first) {
		struct claim *claim = queue->first;

		queue->first = claim->next;
		claim_destroy(claim);
	}
	free(queue);
}

/* FNV-1a, for the table only. */
static uint32_t hash_path(const char *path)
{
	uint32_t hash = 2166136261u;

	for (; *path; path++)
		hash = (hash ^ (unsigned char)*path) * 16777619u;
	return hash;
}

/* A waiting claim about the same file; NULL: none. */
static struct claim *find_waiting(struct queue *queue,
				  const struct claim *claim)
{
	struct claim *at = queue->table[claim->path_hash % TABLE];

	while (at && (at->path_hash != claim->path_hash ||
		      strcmp(at->path, claim->path) != 0))
		at = at->chain;
	return at;
}

static void forget_waiting(struct queue *queue, struct claim *claim)
{
	struct claim **at = &queue->table[claim->path_hash % TABLE];

	while (*at && *at != claim)
		at = &(*at)->chain;
	if (*at)
		*at = claim->chain;
}

static int compare_specs(const void *left, const void *right)
{
	const struct hashlane_algorithm_spec *a = left, *b = right;

	if (a->id != b->id)
		return a->id < b->id ? -1 : 1;
	return (a->param > b->param) - (a->param < b->param);
}

/* The algorithms of all claims about one file, sorted. */
static int32_t specs_of(const struct claim *claim,
			struct hashlane_algorithm_spec *specs, size_t *count,
			bool *parts)
{
	int32_t status = HASHLANE_OK;

	*count = 0;
	*parts = false;
	for (; claim && !status; claim = claim->same) {
		status = claim_add_specs(claim, specs, count);
		*parts |= claim->part_count;
	}
	/* Only a size was listed. */
	if (!*count)
		specs[(*count)++].id = HASHLANE_HASH_CRC32;
	qsort(specs, *count, sizeof(*specs), compare_specs);
	return status;
}

static void settle(struct set_job *job, const struct hashlane_results *results,
		   uint32_t row)
{
	struct hashlane_row found = { .struct_size = sizeof(found) };
	struct claim *claim;

	(void)hashlane_results_get_row(&found, results, row);
	/* A signal came: nothing is known about this file. */
	if (found.status == HASHLANE_CANCELLED)
		return;
	claim = (struct claim *)(uintptr_t)found.cookie;
	job->open--;
	for (; claim; claim = claim->same)
		claim_judge(claim, results, row, job->specs, job->spec_count);
}

/* Take the next results of a job; returns the status of hashlane_job_next. */
static int32_t take(struct set_job *job, int64_t timeout_ms)
{
	const struct hashlane_results *results;
	int32_t status = hashlane_job_next(&results, job->job, timeout_ms);

	if (status)
		return status;
	for (uint32_t i = 0, rows = hashlane_results_get_count(results);
	     i < rows; i++)
		settle(job, results, i);
	hashlane_results_destroy(results);
	return HASHLANE_OK;
}

static void fail_claim(struct claim *claim, int32_t status)
{
	for (; claim; claim = claim->same) {
		claim->verdict = VERDICT_UNREADABLE;
		claim->done = true;
		claim_explain(claim, "%s", hashlane_status_get_text(status));
	}
}

/* Finish the claims of a job that failed; after a signal nothing is known. */
static void fail_rest(struct queue *queue, struct set_job *job, int32_t status)
{
	if (status == HASHLANE_CANCELLED || !job->open)
		return;
	for (struct claim *claim = queue->first; claim != queue->send;
	     claim = claim->next)
		if (claim->job == job && !claim->done)
			fail_claim(claim, status);
	job->open = 0;
}

/* Wait for one job, and keep reading the others so that none stalls. */
static int32_t take_some(struct queue *queue, struct set_job *job)
{
	int32_t status;

	for (size_t i = 0; i < JOBS; i++)
		if (queue->jobs[i].job && &queue->jobs[i] != job)
			while (!take(&queue->jobs[i], 0))
				continue;
	status = take(job, PATIENCE_MS);
	if (status != HASHLANE_TIMEOUT)
		return status;
	/* Verdicts found before a long file are written at once. */
	output_flush(queue->out);
	return HASHLANE_OK;
}

static void hand_over(struct queue *queue, struct set_job *job)
{
	int32_t status = HASHLANE_OK;

	while (job->count && !status) {
		status = hashlane_job_add(job->job, job->inputs,
					  sizeof(struct hashlane_input),
					  job->count, -1);
		if (status != HASHLANE_BUSY)
			break;
		status = take_some(queue, job);
	}
	job->count = 0;
	if (status)
		fail_rest(queue, job, status);
	else
		while (!take(job, 0))
			continue;
}

/* Wait for all results of a job, and destroy it. */
static void finish(struct queue *queue, struct set_job *job)
{
	int32_t status = HASHLANE_OK;

	hand_over(queue, job);
	(void)hashlane_job_close(job->job);
	while (!status && job->open)
		status = take_some(queue, job);
	fail_rest(queue, job, status);
	end_job(queue, job);
}

static bool is_job_of(const struct set_job *job,
		      const struct hashlane_algorithm_spec *specs,
		      size_t count, bool parts)
{
	return job->job && job->parts == parts && job->spec_count == count &&
	       !memcmp(job->specs, specs, count * sizeof(*specs));
}

/* The job for a set of algorithms; NULL: status says why there is none. */
static struct set_job *find_job(struct queue *queue,
				const struct hashlane_algorithm_spec *specs,
				size_t count, bool parts, int32_t *status)
{
	struct set_job *oldest = &queue->jobs[0];
	struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.spec_count = count,
		.flags = HASHLANE_JOB_STREAM | HASHLANE_JOB_OPEN |
			 queue->job_flags | (parts ? HASHLANE_JOB_PARTS : 0),
		.ctime = queue->ctime,
		.order = HASHLANE_ORDER_INPUT,
	};

	for (size_t i = 0; i < JOBS; i++) {
		struct set_job *job = &queue->jobs[i];

		if (is_job_of(job, specs, count, parts))
			return job;
		if (job->used < oldest->used)
			oldest = job;
	}
	if (oldest->job)
		finish(queue, oldest);
	memcpy(oldest->specs, specs, count * sizeof(*specs));
	oldest->spec_count = count;
	oldest->parts = parts;
	options.specs = oldest->specs;
	*status = hashlane_job_create(&oldest->job, queue->engine, &options,
				      NULL);
	if (*status) {
		end_job(queue, oldest);
		return NULL;
	}
	run_state_add_job(queue->run, oldest->job);
	return oldest;
}

/* Give the oldest waiting claim to its job. */
static void send_one(struct queue *queue)
{
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS] = { 0 };
	struct claim *claim = queue->send;
	struct set_job *job = NULL;
	struct hashlane_input *input;
	size_t count;
	int32_t status;
	bool parts;

	queue->send = claim->next;
	queue->waiting--;
	queue->waiting_bytes -= claim->memory_bytes;
	if (claim->done)
		return;
	forget_waiting(queue, claim);
	status = specs_of(claim, specs, &count, &parts);
	if (!status)
		job = find_job(queue, specs, count, parts, &status);
	if (!job) {
		fail_claim(claim, status);
		return;
	}
	claim->job = job;
	job->used = ++queue->clock;
	job->open++;
	input = &job->inputs[job->count++];
	memset(input, 0, sizeof(*input));
	input->cookie = (uintptr_t)claim;
	input->kind = HASHLANE_INPUT_PATH;
	input->data = claim->path;
	input->data_bytes = strlen(claim->path);
	if (claim->is_range) {
		input->offset = claim->offset;
		input->length = claim->size_bytes;
	}
	if (job->count == BATCH)
		hand_over(queue, job);
}

/* Report the claims at the head that are done. */
static void report_done(struct check *check)
{
	struct queue *queue = check->queue;

	while (queue->first && queue->first != queue->send &&
	       queue->first->done) {
		struct claim *claim = queue->first;

		queue->first = claim->next;
		queue->count--;
		queue->bytes -= claim->memory_bytes;
		if (!queue->first)
			queue->end = &queue->first;
		if (check->extra && claim->verdict == VERDICT_MISSING) {
			extra_missing(check, claim);
			continue;
		}
		for (struct claim *at = claim; at && !check->cli->out.os_error;
		     at = at->same)
			claim_judge_guess(check, at);
		if (!check->cli->out.os_error)
			check_report(check, claim);
		claim_destroy(claim);
	}
}

/* Wait for the next verdict at the head. */
static void wait_for_head(struct check *check)
{
	struct queue *queue = check->queue;
	struct set_job *job;
	int32_t status;

	if (queue->first == queue->send)
		send_one(queue);
	job = queue->first->job;
	if (job && !queue->first->done) {
		for (size_t i = 0; i < JOBS; i++)
			if (queue->jobs[i].count)
				hand_over(queue, &queue->jobs[i]);
		status = queue->first->done ? HASHLANE_OK :
					      take_some(queue, job);
		if (status)
			fail_rest(queue, job, status);
	}
	report_done(check);
}

/* Join a claim to an earlier one of the same file; false: there is none. */
static bool join(struct queue *queue, struct claim *claim)
{
	struct claim *before = find_waiting(queue, claim);

	if (!before || before->set_size + claim->set_size > SET_MAX)
		return false;
	before->last->same = claim;
	before->last = claim;
	before->set_size += claim->set_size;
	before->memory_bytes += claim->memory_bytes;
	queue->bytes += claim->memory_bytes;
	queue->waiting_bytes += claim->memory_bytes;
	return true;
}

static void append(struct check *check, struct claim *claim)
{
	struct queue *queue = check->queue;
	struct claim **slot;

	/* Like md5sum, check one line after the other. */
	if (!claim->is_range && !claim->done && !check->like_md5sum) {
		claim->path_hash = hash_path(claim->path);
		if (join(queue, claim))
			return;
		slot = &queue->table[claim->path_hash % TABLE];
		claim->chain = *slot;
		*slot = claim;
	}
	*queue->end = claim;
	queue->end = &claim->next;
	if (!queue->send)
		queue->send = claim;
	queue->count++;
	queue->waiting++;
	queue->bytes += claim->memory_bytes;
	queue->waiting_bytes += claim->memory_bytes;
}

void queue_add(struct check *check, struct claim *claim)
{
	struct queue *queue = check->queue;

	append(check, claim);
	while (queue->waiting > (check->apart ? APART_MAX : WAITING_MAX) ||
	       queue->waiting_bytes > WAITING_BYTES)
		send_one(queue);
	while ((queue->count > CLAIMS_MAX || queue->bytes > CLAIMS_BYTES) &&
	       !check_stopped(check))
		wait_for_head(check);
}

/*
 * Report finished claims after a signal. The jobs are cancelled, but if a read
 * does not return, their last results do not come: the wait is limited.
 */
static void report_finished(struct check *check)
{
	struct queue *queue = check->queue;

	for (size_t i = 0; i < JOBS; i++)
		while (queue->jobs[i].job &&
		       !take(&queue->jobs[i], CANCELLED_MS))
			continue;
	report_done(check);
	while (queue->first) {
		struct claim *claim = queue->first;

		queue->first = claim->next;
		/* With --extra, it is not yet known whether the file moved. */
		if (claim->done &&
		    !(check->extra && claim->verdict == VERDICT_MISSING))
			check_report(check, claim);
		claim_destroy(claim);
	}
	queue->end = &queue->first;
	queue->send = NULL;
	output_flush(queue->out);
}

void queue_run(struct check *check)
{
	struct queue *queue = check->queue;

	while (queue->send && !check_stopped(check)) {
		send_one(queue);
		report_done(check);
	}
	for (size_t i = 0; i < JOBS; i++) {
		if (!queue->jobs[i].job)
			continue;
		hand_over(queue, &queue->jobs[i]);
		(void)hashlane_job_close(queue->jobs[i].job);
	}
	while (queue->first && !check_stopped(check))
		wait_for_head(check);
	if (run_state_signal(check->cli->run))
		report_finished(check);
	for (size_t i = 0; i < JOBS; i++)
		end_job(queue, &queue->jobs[i]);
}
