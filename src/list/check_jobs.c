/* SPDX-License-Identifier: MIT */
/*
 * check_jobs.c - the reads of a check as inputs of jobs, one job for each set
 * of algorithms. Inputs are given in batches. No call waits, except the one
 * that is named so.
 */
#include "check_jobs.h"

#include "check_judge.h"
#include "check_names.h"
#include "check_stream.h"

#include <stdlib.h>
#include <string.h>

enum {
	BATCH = 256,     /* inputs given to a job at once */
	FAILURES_MAX = 3 /* calls without memory, then it is not transient */
};

struct hln_check_job {
	hashlane_job handle;
	struct hln_check_specs specs;
	uint64_t used; /* when, by the count of reads */
	/* The reads that have no result; a ring without its head. */
	struct hln_check_read *reads;
	size_t open;    /* how many these are */
	bool is_failed; /* its reads were failed; no row is taken */
	struct hashlane_input inputs[BATCH]; /* not given yet */
	size_t count;
};

bool hln_check_jobs_init(struct hln_check_jobs *jobs, hashlane_engine engine,
			 const struct hln_check_names *names,
			 const struct hashlane_check_options *options)
{
	memset(jobs, 0, sizeof(*jobs));
	jobs->engine = engine;
	jobs->names = names;
	jobs->flags = options->job_flags;
	jobs->ctime = options->ctime;
	jobs->stop = hln_check_stream_create_stop();
	if (jobs->stop && hln_lock_create(&jobs->lock))
		return true;
	if (jobs->stop)
		hln_check_stream_release_stop(jobs->stop);
	return false;
}

bool hln_check_jobs_have_engine(const struct hln_check_jobs *jobs)
{
	struct hashlane_engine_memory memory = {
		.struct_size = sizeof(memory),
	};

	return hashlane_engine_get_memory(&memory, jobs->engine) !=
	       HASHLANE_HANDLE;
}

static void give_up_inputs(struct hln_check_job *job)
{
	for (size_t i = 0; i < job->count; i++)
		if (job->inputs[i].release)
			job->inputs[i].release(job->inputs[i].release_context);
	job->count = 0;
}

/* End job i, which has no reads, or whose entries are given up. */
static void end_job(struct hln_check_jobs *jobs, size_t i)
{
	struct hln_check_job *job = jobs->jobs[i];
	struct hashlane_progress progress = { 0 };

	if (!job)
		return;
	give_up_inputs(job);
	(void)hashlane_job_get_progress(&progress, sizeof(progress),
					job->handle);
	hln_lock_take(&jobs->lock);
	jobs->jobs[i] = NULL;
	jobs->bytes_done += progress.bytes_done;
	jobs->bytes_total += progress.bytes_total;
	hln_lock_give(&jobs->lock);
	(void)hashlane_job_destroy(job->handle);
	free(job);
}

void hln_check_jobs_close(struct hln_check_jobs *jobs)
{
	for (size_t i = 0; i < HLN_CHECK_JOBS_MAX; i++)
		end_job(jobs, i);
}

void hln_check_jobs_end(struct hln_check_jobs *jobs)
{
	hln_check_stream_stop(jobs->stop);
	hln_check_jobs_close(jobs);
	hln_check_stream_release_stop(jobs->stop);
	hln_lock_destroy(&jobs->lock);
}

/* The handles of the jobs there are; returns how many. */
static size_t get_handles(struct hln_check_jobs *jobs,
			  hashlane_job handles[HLN_CHECK_JOBS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < HLN_CHECK_JOBS_MAX; i++)
		if (jobs->jobs[i])
			handles[count++] = jobs->jobs[i]->handle;
	return count;
}

void hln_check_jobs_cancel(struct hln_check_jobs *jobs)
{
	hashlane_job handles[HLN_CHECK_JOBS_MAX];
	size_t count;

	hln_check_stream_stop(jobs->stop);
	hln_lock_take(&jobs->lock);
	jobs->cancelled = true;
	count = get_handles(jobs, handles);
	hln_lock_give(&jobs->lock);
	/* Callbacks may run within this call: no lock is held. */
	for (size_t i = 0; i < count; i++)
		(void)hashlane_job_cancel(handles[i]);
}

void hln_check_jobs_get_bytes(struct hln_check_jobs *jobs, uint64_t *done,
			      uint64_t *total)
{
	hashlane_job handles[HLN_CHECK_JOBS_MAX];
	size_t count;

	hln_lock_take(&jobs->lock);
	count = get_handles(jobs, handles);
	*done = jobs->bytes_done;
	*total = jobs->bytes_total;
	hln_lock_give(&jobs->lock);
	for (size_t i = 0; i < count; i++) {
		struct hashlane_progress progress = { 0 };

		(void)hashlane_job_get_progress(&progress, sizeof(progress),
						handles[i]);
		*done += progress.bytes_done;
		*total += progress.bytes_total;
	}
}

static void add_read(struct hln_check_job *job, struct hln_check_read *read)
{
	read->job = job;
	read->before = NULL;
	read->next = job->reads;
	if (job->reads)
		job->reads->before = read;
	job->reads = read;
	job->open++;
}

static void remove_read(struct hln_check_read *read)
{
	struct hln_check_job *job = read->job;

	if (read->before)
		read->before->next = read->next;
	else
		job->reads = read->next;
	if (read->next)
		read->next->before = read->before;
	read->job = NULL;
	job->open--;
}

void hln_check_jobs_count(struct hln_check_jobs *jobs,
			  struct hln_check_entry *entry)
{
	if (entry->is_counted)
		return;
	entry->is_counted = true;
	atomic_fetch_add_explicit(&jobs->finished, 1 + entry->joined,
				  memory_order_relaxed);
}

uint64_t hln_check_jobs_get_finished(struct hln_check_jobs *jobs)
{
	return atomic_load_explicit(&jobs->finished, memory_order_relaxed);
}

/* A read of an entry has ended. */
static void count_read(struct hln_check_jobs *jobs,
		       struct hln_check_entry *entry)
{
	if (!entry->pending && entry->given == entry->read_count)
		hln_check_jobs_count(jobs, entry);
}

static void settle(struct hln_check_jobs *jobs, struct hln_check_job *job,
		   const struct hashlane_results *results, uint32_t row)
{
	struct hashlane_row found = { .struct_size = sizeof(found) };
	struct hln_check_read *read;

	(void)hashlane_results_get_row(&found, results, row);
	/* Nothing is known of this file. */
	if (found.status == HASHLANE_CANCELLED)
		return;
	read = (struct hln_check_read *)(uintptr_t)found.cookie;
	remove_read(read);
	hln_check_judge_row(read, results, row, &job->specs);
	count_read(jobs, read->entry);
}

/* Fail all reads of a job. */
static void fail_reads(struct hln_check_jobs *jobs, struct hln_check_job *job,
		       int32_t status)
{
	give_up_inputs(job);
	while (job->reads) {
		struct hln_check_read *read = job->reads;

		remove_read(read);
		hln_check_judge_failure(read, status, 0);
		count_read(jobs, read->entry);
	}
}

/* Has a job ended for lack of memory? */
static bool has_failed(const struct hln_check_job *job)
{
	struct hashlane_progress progress = { 0 };

	return hashlane_job_get_progress(&progress, sizeof(progress),
					 job->handle) ||
	       progress.state == HASHLANE_STATE_FAILED;
}

/*
 * Take the next results of a job. HASHLANE_OK, also if the job has failed;
 * _TIMEOUT, _BUSY, _NO_MEMORY: try again; _CANCELLED: there are no more.
 */
static int32_t take(struct hln_check_jobs *jobs, struct hln_check_job *job,
		    int64_t timeout_ms)
{
	const struct hashlane_results *results;
	int32_t status;

	/* The reads of rows that may still come are given up. */
	status = job->is_failed ?
			 HASHLANE_NO_MEMORY :
			 hashlane_job_next(&results, job->handle, timeout_ms);
	if (status == HASHLANE_TIMEOUT || status == HASHLANE_BUSY ||
	    status == HASHLANE_CANCELLED || status == HASHLANE_HANDLE)
		return status == HASHLANE_HANDLE ? HASHLANE_CANCELLED : status;
	/* The rows are still there, unless the job has failed as a whole. */
	if (status == HASHLANE_NO_MEMORY && !job->is_failed &&
	    !has_failed(job))
		return status;
	if (status) {
		job->is_failed = true;
		if (!job->reads)
			return HASHLANE_TIMEOUT;
		fail_reads(jobs, job, status);
		return HASHLANE_OK;
	}
	for (uint32_t i = 0, rows = hashlane_results_get_count(results);
	     i < rows; i++)
		settle(jobs, job, results, i);
	hashlane_results_destroy(results);
	return HASHLANE_OK;
}

static void take_all(struct hln_check_jobs *jobs, struct hln_check_job *job)
{
	while (job->open > job->count && !take(jobs, job, 0))
		continue;
}

/*
 * Give the inputs of a job to it. HASHLANE_OK; _TIMEOUT: the job has no room;
 * _NO_MEMORY.
 */
static int32_t hand_over(struct hln_check_jobs *jobs,
			 struct hln_check_job *job)
{
	int32_t status;

	if (!job->count)
		return HASHLANE_OK;
	status = hashlane_job_add(job->handle, job->inputs,
				  sizeof(struct hashlane_input), job->count,
				  0);
	if (!status) {
		job->count = 0;
		jobs->failures = 0;
		return HASHLANE_OK;
	}
	if (status == HASHLANE_BUSY || status == HASHLANE_CANCELLED ||
	    status == HASHLANE_HANDLE)
		return HASHLANE_TIMEOUT;
	if (status == HASHLANE_TIMEOUT ||
	    (status == HASHLANE_NO_MEMORY && ++jobs->failures < FAILURES_MAX))
		return status;
	jobs->failures = 0;
	fail_reads(jobs, job, status);
	return HASHLANE_OK;
}

/* Create the job of a set in place i. */
static int32_t create_job(struct hln_check_jobs *jobs, size_t i,
			  const struct hln_check_specs *specs)
{
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs->specs,
		.spec_count = specs->count,
		.flags = HASHLANE_JOB_STREAM | HASHLANE_JOB_OPEN |
			 jobs->flags | (specs->parts ? HASHLANE_JOB_PARTS : 0),
		.ctime = jobs->ctime,
		.order = HASHLANE_ORDER_COMPLETION,
	};
	struct hln_check_job *job = malloc(sizeof(*job));
	bool cancelled;
	int32_t status;

	if (!job)
		return HASHLANE_NO_MEMORY;
	job->specs = *specs;
	job->used = 0;
	job->reads = NULL;
	job->open = job->count = 0;
	job->is_failed = false;
	status = hashlane_job_create(&job->handle, jobs->engine, &options,
				     NULL);
	if (status) {
		free(job);
		/* The engine was destroyed. */
		return status == HASHLANE_HANDLE ? HASHLANE_CANCELLED : status;
	}
	hln_lock_take(&jobs->lock);
	jobs->jobs[i] = job;
	cancelled = jobs->cancelled;
	hln_lock_give(&jobs->lock);
	if (cancelled)
		(void)hashlane_job_cancel(job->handle);
	return HASHLANE_OK;
}

/*
 * Find the job for a set of algorithms, or create it. _TIMEOUT: *job is the
 * oldest one, which must end first. Any other status: it cannot be created.
 */
static int32_t find_job(struct hln_check_jobs *jobs,
			const struct hln_check_specs *specs,
			struct hln_check_job **job)
{
	size_t place = 0;
	int32_t status;

	for (size_t i = 0; i < HLN_CHECK_JOBS_MAX; i++) {
		*job = jobs->jobs[i];
		if (*job && hln_check_specs_equal(&(*job)->specs, specs))
			return HASHLANE_OK;
		if (jobs->jobs[place] &&
		    (!*job || (*job)->used < jobs->jobs[place]->used))
			place = i;
	}
	*job = jobs->jobs[place];
	if (*job && (*job)->open)
		return HASHLANE_TIMEOUT;
	end_job(jobs, place);
	status = create_job(jobs, place, specs);
	*job = jobs->jobs[place];
	return status;
}

/* Find out which files of ranges lie below the root now. */
static int32_t identify_ranges(const struct hln_check_names *names,
			       struct hln_check_read *read)
{
	int32_t status = HASHLANE_OK;

	for (size_t i = 0; i < read->range_count && !status; i++)
		status = hln_check_names_identify(&read->ranges[i].device,
						  &read->ranges[i].inode,
						  names, read->ranges[i].path);
	return status;
}

/* Fill the input of a read. */
static int32_t make_input(struct hashlane_input *input,
			  struct hln_check_read *read,
			  struct hln_check_jobs *jobs)
{
	const struct hln_check_entry *entry = read->entry;
	const char *path = hln_check_entry_path(entry);
	bool is_own = read->range_count == 1 && read->ranges->length &&
		      !strcmp(read->ranges->path, entry->path);
	int32_t status = HASHLANE_OK;

	if (entry->is_stream || (read->range_count && !is_own)) {
		status = identify_ranges(jobs->names, read);
		if (!status)
			status = hln_check_stream_open(input, read,
						       jobs->stop);
	} else {
		memset(input, 0, sizeof(*input));
		input->kind = HASHLANE_INPUT_PATH;
		input->data = path;
		input->data_bytes = strlen(path);
		if (read->range_count) {
			input->offset = read->ranges->offset;
			input->length = read->ranges->length;
		}
		/* Files of a search need not lie there. */
		if (!read->probe)
			status = hln_check_names_identify(&input->device,
							  &input->inode,
							  jobs->names, path);
	}
	input->cookie = (uintptr_t)read;
	return status;
}

/* Give one read to the job for its algorithms. */
static int32_t give_read(struct hln_check_jobs *jobs,
			 struct hln_check_read *read,
			 struct hln_check_job **busy)
{
	struct hln_check_specs specs;
	struct hln_check_job *job;
	int32_t status;

	hln_check_specs_collect(&specs, read);
	status = find_job(jobs, &specs, &job);
	if (!status && job->count == BATCH)
		status = hand_over(jobs, job);
	if (status == HASHLANE_TIMEOUT)
		*busy = job;
	if (!status)
		status = make_input(&job->inputs[job->count], read, jobs);
	if (!status) {
		job->count++;
		job->used = ++jobs->clock;
		add_read(job, read);
	}
	return status;
}

int32_t hln_check_jobs_give(struct hln_check_jobs *jobs,
			    struct hln_check_entry *entry,
			    struct hln_check_job **busy)
{
	int32_t status = HASHLANE_OK;

	/* Some may have been given by a call before. */
	while (entry->given < entry->read_count && !status) {
		struct hln_check_read *read = &entry->reads[entry->given];

		status = give_read(jobs, read, busy);
		if (status == HASHLANE_TIMEOUT ||
		    status == HASHLANE_CANCELLED ||
		    (status == HASHLANE_NO_MEMORY &&
		     ++jobs->failures < FAILURES_MAX))
			return status;
		entry->pending++;
		entry->given++;
		if (status)
			hln_check_judge_failure(read, status, 0);
		if (status)
			count_read(jobs, entry);
		status = HASHLANE_OK;
		jobs->failures = 0;
	}
	return status;
}

int32_t hln_check_jobs_serve(struct hln_check_jobs *jobs)
{
	int32_t status = HASHLANE_OK;

	for (size_t i = 0; i < HLN_CHECK_JOBS_MAX; i++) {
		struct hln_check_job *job = jobs->jobs[i];
		int32_t given;

		if (!job)
			continue;
		take_all(jobs, job);
		given = hand_over(jobs, job);
		if (given == HASHLANE_NO_MEMORY)
			status = given;
	}
	return status;
}

struct hln_check_job *hln_check_jobs_last(const struct hln_check_jobs *jobs)
{
	struct hln_check_job *last = NULL;

	for (size_t i = 0; i < HLN_CHECK_JOBS_MAX; i++) {
		struct hln_check_job *job = jobs->jobs[i];

		if (job && job->open && (!last || job->used > last->used))
			last = job;
	}
	return last;
}

int32_t hln_check_jobs_wait(struct hln_check_jobs *jobs,
			    struct hln_check_job *job, int64_t timeout_ms)
{
	return take(jobs, job, timeout_ms);
}

bool hln_check_jobs_drain(struct hln_check_jobs *jobs, int64_t timeout_ms)
{
	bool all = true;

	for (size_t i = 0; i < HLN_CHECK_JOBS_MAX; i++) {
		struct hln_check_job *job = jobs->jobs[i];
		int32_t status = HASHLANE_OK;

		while (job && job->open > job->count && !status)
			status = take(jobs, job, timeout_ms);
		all &= status != HASHLANE_TIMEOUT &&
		       status != HASHLANE_NO_MEMORY;
	}
	return all;
}
