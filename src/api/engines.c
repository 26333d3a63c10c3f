/* SPDX-License-Identifier: MIT */
/* engines.c - the exports of engines and jobs. */
#include "engines.h"

#include "../engine/counters.h"
#include "../engine/in_flight.h"
#include "../engine/job_inputs.h"
#include "../engine/job_progress.h"
#include "../engine/job_results.h"
#include "../engine/pushed.h"
#include "../base/status.h"
#include "../lane/cpu.h"
#include "../os/thread.h"
#include "arguments.h"
#include "handle.h"
#include "walks.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum {
	BUDGET_DEFAULT = 40 * 1024 * 1024,
	BUDGET_MIN = 4 * 1024 * 1024,
	WORKERS_MAX = 1024,
	STACK_DEFAULT = 1024 * 1024,
	STACK_MIN = 256 * 1024,
	STACK_MAX = 1024 * 1024 * 1024,
	STATE_INTERVAL_MIN = 1 << 20,
	JOB_FLAGS = HASHLANE_JOB_STREAM | HASHLANE_JOB_OPEN |
		    HASHLANE_JOB_HEX | HASHLANE_JOB_PARTS |
		    HASHLANE_JOB_SEQUENTIAL | HASHLANE_JOB_DROP_CACHE |
		    HASHLANE_JOB_LINKS_ONCE | HASHLANE_JOB_IDENTITY |
		    HASHLANE_JOB_LOOKUP,
	EVENTS = HASHLANE_EVENT_PROGRESS | HASHLANE_EVENT_FILE |
		 HASHLANE_EVENT_ERROR | HASHLANE_EVENT_MEMORY |
		 HASHLANE_EVENT_DONE | HASHLANE_EVENT_ROOM |
		 HASHLANE_EVENT_RELEASED | HASHLANE_EVENT_RESULTS |
		 HASHLANE_EVENT_FILE_BEGIN | HASHLANE_EVENT_LOOKUP
};

uint64_t hln_engines_deadline(int64_t timeout_ms)
{
	uint64_t now = hln_clock_ns();

	if (timeout_ms < 0 ||
	    (uint64_t)timeout_ms > (HLN_FOREVER - 1 - now) / 1000000)
		return HLN_FOREVER;
	return now + (uint64_t)timeout_ms * 1000000;
}

/* ---- Handles ---- */

/* What a handle names, held; the caller releases it. */
int32_t hln_engines_pin(struct hln_engine **engine, hashlane_engine handle)
{
	void *object;
	int32_t status = hln_handle_pin(&object, handle, HLN_KIND_ENGINE);

	if (status)
		return status;
	*engine = object;
	hln_engine_hold(*engine);
	hln_handle_unlock(handle);
	return HASHLANE_OK;
}

int32_t hln_engines_pin_job(struct hln_job **job, hashlane_job handle)
{
	void *object;
	int32_t status = hln_handle_pin(&object, handle, HLN_KIND_JOB);

	if (status)
		return status;
	*job = object;
	hln_job_hold(*job);
	hln_handle_unlock(handle);
	return HASHLANE_OK;
}

/* ---- Engines ---- */

static int32_t check_allocator(struct hln_allocator *memory,
			       const struct hashlane_allocator *allocator)
{
	struct hashlane_allocator known;
	int32_t status;

	if (!allocator)
		return HASHLANE_OK;
	status = hln_copy_struct(&known, allocator, sizeof(known),
				 sizeof(known));
	if (status)
		return status;
	if (!known.allocate || !known.release)
		return HASHLANE_ARGUMENT;
	memory->context = known.context;
	memory->allocate = known.allocate;
	memory->release = known.release;
	return HASHLANE_OK;
}

int32_t hln_engines_create(hashlane_engine *out,
			   const struct hashlane_engine_options *options,
			   bool caller_helps, struct hashlane_error *error)
{
	struct hln_engine_plan plan = {
		.workers = options->workers,
		.stack_bytes = STACK_DEFAULT,
		.thread_start = options->thread_start,
		.thread_end = options->thread_end,
		.thread_context = options->thread_context,
		.release = { options->release, options->release_context },
		.caller_helps = caller_helps,
	};
	uint64_t budget = options->budget_bytes;
	struct hln_engine *engine;
	int32_t status;

	if (options->workers < -1 || options->workers > WORKERS_MAX)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"workers is not -1..1024", NULL, 0);
	if (budget && budget < BUDGET_MIN)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"the budget is below 4 MiB", NULL, 0);
	if (options->stack_bytes && (options->stack_bytes < STACK_MIN ||
				     options->stack_bytes > STACK_MAX))
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"stack_bytes is not 256 KiB to 1 GiB", NULL,
				0);
	if (options->stack_bytes)
		plan.stack_bytes = (size_t)options->stack_bytes;
	status = check_allocator(&plan.memory, options->allocator);
	if (status)
		return hln_fail(error, status, 0,
				status == HASHLANE_ARGUMENT ?
					"an allocator lacks a function" :
					"unknown size of the allocator",
				NULL, 0);
	status = hln_cpu_limit(&plan.cpu, options->isa);
	if (status)
		return hln_fail(error, status, 0,
				status == HASHLANE_ARGUMENT ?
					"unknown instruction set" :
					"the processor has no such "
					"instruction set",
				NULL, 0);
	plan.budget_bytes = budget ? budget : BUDGET_DEFAULT;
	status = hln_engine_create(&engine, &plan);
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	status = hln_handle_create(out, HLN_KIND_ENGINE, engine);
	if (status) {
		hln_release_forget(engine->memory.last);
		engine->memory.last = NULL;
		hln_engine_release(engine);
		return hln_fail(error, status, 0, NULL, NULL, 0);
	}
	return HASHLANE_OK;
}

int32_t hashlane_engine_create(hashlane_engine *out,
			       const struct hashlane_engine_options *options,
			       struct hashlane_error *error)
{
	struct hashlane_engine_options known = { 0 };
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!out)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	if (options)
		status = hln_copy_struct(
			&known, options,
			offsetof(struct hashlane_engine_options, stack_bytes),
			sizeof(known));
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	status = hln_engines_create(out, &known, false, error);
	errno = before;
	return status;
}

int32_t hashlane_engine_get_memory(struct hashlane_engine_memory *out,
				   hashlane_engine handle)
{
	struct hashlane_engine_memory memory = { 0 };
	struct hln_engine *engine;
	int32_t status;

	if (!out)
		return HASHLANE_ARGUMENT;
	status = hln_engines_pin(&engine, handle);
	if (status)
		return status;
	memory.budget_bytes = engine->budget.bytes;
	memory.used_bytes = atomic_load(&engine->budget.used_bytes);
	memory.peak_bytes = atomic_load(&engine->budget.peak_bytes);
	memory.held_bytes = atomic_load(&engine->budget.held_bytes);
	memory.pressure = hln_engine_budget_pressure(&engine->budget);
	status = hln_return_struct(out, &memory, sizeof(memory),
				   sizeof(memory));
	hln_engine_release(engine);
	return status;
}

int32_t hashlane_engine_get_usage(struct hashlane_engine_usage *out,
				  hashlane_engine handle)
{
	struct hashlane_engine_usage stats = { 0 };
	struct hln_engine *engine;
	int32_t status = out ? hln_engines_pin(&engine, handle) :
			       HASHLANE_ARGUMENT;

	if (status)
		return status;
	hln_counters_get_stats(&stats, engine);
	hln_engine_release(engine);
	return hln_return_struct(
		out, &stats,
		offsetof(struct hashlane_engine_usage, files_waited),
		sizeof(stats));
}

int32_t hashlane_engine_get_core_usage(struct hashlane_core_usage *out,
				       hashlane_engine handle, size_t index)
{
	struct hashlane_core_usage stats = { 0 };
	struct hln_engine *engine;
	int32_t status = out ? hln_engines_pin(&engine, handle) :
			       HASHLANE_ARGUMENT;
	bool found;

	if (status)
		return status;
	found = hln_counters_get_core_stats(&stats, engine, index);
	hln_engine_release(engine);
	if (!found)
		return HASHLANE_NOT_FOUND;
	return hln_return_struct(out, &stats, sizeof(stats), sizeof(stats));
}

int32_t hashlane_engine_destroy(hashlane_engine handle)
{
	int before = errno;
	void *object;
	int32_t status = hln_handle_pin(&object, handle, HLN_KIND_ENGINE);

	if (status)
		return status;
	hln_handle_retire(handle);
	hln_engine_end(object);
	hln_engine_release(object);
	errno = before;
	return HASHLANE_OK;
}

int32_t hashlane_engine_wait(hashlane_engine handle, int64_t timeout_ms)
{
	struct hln_engine *engine;
	int before = errno;
	int32_t status = hln_engines_pin(&engine, handle);

	if (status)
		return status;
	status = hln_engine_wait(engine, hln_engines_deadline(timeout_ms));
	hln_engine_release(engine);
	errno = before;
	return status;
}

/* ---- Jobs ---- */

static int32_t check_inputs(const struct hashlane_input *inputs, size_t count,
			    const struct hln_set *set,
			    struct hashlane_error *error)
{
	uint64_t none = set->output_count < 64 ?
				UINT64_MAX << set->output_count :
				0;

	if (count > PTRDIFF_MAX / sizeof(*inputs) || (count && !inputs))
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	for (size_t i = 0; i < count; i++) {
		const struct hashlane_input *input = &inputs[i];

		if (input->reserved)
			return hln_fail(error, HASHLANE_ARGUMENT, i,
					"a reserved field of an input is set",
					NULL, 0);
		if (input->kind < HASHLANE_INPUT_PATH ||
		    input->kind > HASHLANE_INPUT_BUFFER)
			return hln_fail(error, HASHLANE_ARGUMENT, i,
					"unknown kind of input", NULL, 0);
		if (hln_bad_bytes(input->data, input->data_bytes))
			return hln_fail(error, HASHLANE_ARGUMENT, i,
					"an input's data is NULL", NULL, 0);
		if ((input->kind == HASHLANE_INPUT_MEMORY ||
		     input->kind == HASHLANE_INPUT_BUFFER) &&
		    (input->offset || input->length))
			return hln_fail(error, HASHLANE_ARGUMENT, i,
					"memory has no range", NULL, 0);
		if ((input->kind == HASHLANE_INPUT_STREAM ||
		     input->kind == HASHLANE_INPUT_READ) &&
		    input->offset)
			return hln_fail(error, HASHLANE_ARGUMENT, i,
					"a stream has no offset", NULL, 0);
		if ((input->kind == HASHLANE_INPUT_READ) != !!input->read)
			return hln_fail(error, HASHLANE_ARGUMENT, i,
					input->read ? "a function to read by "
						      "is of no use here" :
						      "no function to read by",
					NULL, 0);
		if (input->release && input->kind != HASHLANE_INPUT_MEMORY &&
		    input->kind != HASHLANE_INPUT_DESCRIPTOR &&
		    input->kind != HASHLANE_INPUT_READ)
			return hln_fail(error, HASHLANE_ARGUMENT, i,
					"nothing is lent here to be released",
					NULL, 0);
		if (input->expected_mask & none ||
		    (input->expected_mask && !input->expected))
			return hln_fail(error, HASHLANE_ARGUMENT, i,
					"a digest is expected that there is "
					"not",
					NULL, 0);
		if (input->offset > INT64_MAX ||
		    input->length > INT64_MAX - input->offset)
			return hln_fail(error, HASHLANE_ARGUMENT, i,
					"a range is out of bounds", NULL, 0);
	}
	return HASHLANE_OK;
}

static int32_t check_job(const struct hashlane_job_options *options,
			 struct hashlane_error *error)
{
	if (options->flags & ~(uint32_t)JOB_FLAGS)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"unknown flags of a job", NULL, 0);
	if (options->events & ~(uint32_t)EVENTS)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, "unknown events",
				NULL, 0);
	if (options->order < 0 || options->order > HASHLANE_ORDER_COMPLETION)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, "unknown order",
				NULL, 0);
	if (hln_bad_ctime(options->ctime))
		return hln_fail(error, HASHLANE_ARGUMENT, 0, "unknown ctime",
				NULL, 0);
	if (options->priority < HASHLANE_PRIORITY_LOWEST ||
	    options->priority > HASHLANE_PRIORITY_HIGHEST)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"unknown priority", NULL, 0);
	if (options->state_interval_bytes &&
	    options->state_interval_bytes < STATE_INTERVAL_MIN)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"states are kept each MiB at most", NULL, 0);
	if (hln_bad_bytes(options->paths, options->paths_bytes))
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"the paths are NULL", NULL, 0);
	if (options->paths_bytes && options->paths[options->paths_bytes - 1])
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"the paths do not end in a NUL", NULL, 0);
	if (options->lookup && options->flags & HASHLANE_JOB_LOOKUP)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"lookups by a callback or by calls", NULL, 0);
	return HASHLANE_OK;
}

/*
 * The inputs that a caller handed in, as they are in this version: the array
 * itself, or a copy of it, which is to be freed.
 */
static int32_t take_inputs(const struct hashlane_input **inputs, void **copy,
			   const void *given, size_t bytes, size_t count,
			   const struct hln_set *set,
			   struct hashlane_error *error)
{
	int32_t status = hln_copy_array(copy, given, bytes, count,
					offsetof(struct hashlane_input, read),
					sizeof(**inputs));

	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	*inputs = *copy ? *copy : given;
	status = check_inputs(*inputs, count, set, error);
	if (status) {
		free(*copy);
		*copy = NULL;
	}
	return status;
}

static int32_t submit(hashlane_job *out, struct hln_engine *engine,
		      const struct hln_job_plan *plan,
		      struct hashlane_error *error)
{
	struct hln_job *job;
	hashlane_job handle;
	int32_t status = hln_job_create(&job, engine, plan);

	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	status = hln_handle_create(&handle, HLN_KIND_JOB, job);
	if (status) {
		hln_job_release(job);
		return hln_fail(error, status, 0, NULL, NULL, 0);
	}
	/* A callback may come, and use the handle, before this returns. */
	job->subscribers.source.job = handle;
	*out = handle;
	status = hln_engine_submit(engine, job);
	if (status) {
		void *object;

		(void)hln_handle_pin(&object, handle, HLN_KIND_JOB);
		hln_handle_retire(handle);
		hln_job_release(job);
		return hln_fail(error, status, 0, NULL, NULL, 0);
	}
	return HASHLANE_OK;
}

int32_t hashlane_job_create(hashlane_job *out, hashlane_engine handle,
			    const struct hashlane_job_options *options,
			    struct hashlane_error *error)
{
	struct hashlane_job_options known;
	struct hashlane_walk_options walk;
	struct hln_set set;
	struct hln_job_plan plan = { .options = &known,
				     .set = &set,
				     .base = -1 };
	struct hln_engine *engine;
	void *copy = NULL;
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!out || !options)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = hln_copy_struct(&known, options,
				 offsetof(struct hashlane_job_options, ctime),
				 sizeof(known));
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	status = hln_check_specs(&set, known.specs, known.spec_count, error);
	if (!status)
		status = check_job(&known, error);
	if (!status && known.walk) {
		status = hln_walks_check_job(&walk, known.walk, error);
		plan.walk = &walk;
	}
	if (!status)
		status = take_inputs(&known.inputs, &copy, known.inputs,
				     known.input_bytes, known.input_count,
				     &set, error);
	if (status)
		return status;
	status = hln_engines_pin(&engine, handle);
	if (status) {
		hln_fail(error, status, 0, NULL, NULL, 0);
	} else {
		status = hln_walks_open_base(&plan.base, known.base, error);
		if (!status)
			status = submit(out, engine, &plan, error);
		hln_engine_release(engine);
	}
	free(copy);
	errno = before;
	return status;
}

int32_t hashlane_job_add(hashlane_job handle,
			 const struct hashlane_input *inputs,
			 size_t input_bytes, size_t input_count,
			 int64_t timeout_ms)
{
	struct hln_job *job;
	void *copy = NULL;
	int before = errno;
	int32_t status = hln_engines_pin_job(&job, handle);

	if (status)
		return status;
	status = take_inputs(&inputs, &copy, inputs, input_bytes, input_count,
			     &job->set, NULL);
	if (!status)
		status = hln_job_inputs_add(job, inputs, input_count,
					    hln_engines_deadline(timeout_ms));
	hln_job_release(job);
	free(copy);
	errno = before;
	return status;
}

int32_t hashlane_job_feed(size_t *taken, hashlane_job handle, uint64_t index,
			  const void *data, size_t bytes, uint32_t flags,
			  int64_t timeout_ms)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = HASHLANE_OK;

	if (!taken || hln_bad_bytes(data, bytes) ||
	    flags & ~(uint32_t)HASHLANE_FEED_LAST)
		status = HASHLANE_ARGUMENT;
	if (!status)
		status = hln_engines_pin_job(&job, handle);
	if (status)
		return status;
	status = hln_pushed_feed(taken, job, index, data, bytes,
				 flags & HASHLANE_FEED_LAST,
				 hln_engines_deadline(timeout_ms));
	hln_job_release(job);
	errno = before;
	return status;
}

int32_t hashlane_job_feed_fail(hashlane_job handle, uint64_t index,
			       int32_t row_status)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = row_status <= HASHLANE_OK ||
					 row_status >= HLN_STATUS_COUNT ?
				 HASHLANE_ARGUMENT :
				 hln_engines_pin_job(&job, handle);

	if (status)
		return status;
	status = hln_pushed_fail(job, index, row_status);
	hln_job_release(job);
	errno = before;
	return status;
}

int32_t hashlane_job_close(hashlane_job handle)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = hln_engines_pin_job(&job, handle);

	if (status)
		return status;
	hln_job_inputs_close(job);
	hln_job_release(job);
	errno = before;
	return HASHLANE_OK;
}

int32_t hashlane_job_wait(hashlane_job handle, int64_t timeout_ms)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = hln_engines_pin_job(&job, handle);

	if (status)
		return status;
	status = hln_job_results_wait(job, hln_engines_deadline(timeout_ms));
	hln_job_release(job);
	errno = before;
	return status;
}

int32_t hashlane_job_next(const struct hashlane_results **out,
			  hashlane_job handle, int64_t timeout_ms)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = out ? hln_engines_pin_job(&job, handle) :
			       HASHLANE_ARGUMENT;

	if (status)
		return status;
	status = hln_job_results_next(out, job,
				      hln_engines_deadline(timeout_ms));
	hln_job_release(job);
	errno = before;
	return status;
}

int32_t hashlane_job_cancel(hashlane_job handle)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = hln_engines_pin_job(&job, handle);

	if (status)
		return status;
	hln_job_cancel(job, HASHLANE_STATE_CANCELLED);
	hln_engine_settle(job->engine);
	hln_job_release(job);
	errno = before;
	return HASHLANE_OK;
}

static int32_t set_paused(hashlane_job handle, bool pauses)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = hln_engines_pin_job(&job, handle);

	if (status)
		return status;
	hln_job_pause(job, pauses);
	hln_job_release(job);
	errno = before;
	return HASHLANE_OK;
}

int32_t hashlane_job_pause(hashlane_job job)
{
	return set_paused(job, true);
}

int32_t hashlane_job_resume(hashlane_job job)
{
	return set_paused(job, false);
}

int32_t hashlane_job_set_rate(hashlane_job handle, uint64_t bytes_per_second)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = hln_engines_pin_job(&job, handle);

	if (status)
		return status;
	hln_job_set_rate(job, bytes_per_second);
	hln_job_release(job);
	errno = before;
	return HASHLANE_OK;
}

int32_t hashlane_job_get_progress(struct hashlane_progress *out,
				  size_t progress_bytes, hashlane_job handle)
{
	struct hashlane_progress progress, *to = &progress;
	void *job;
	int32_t status = out ? HASHLANE_OK : HASHLANE_ARGUMENT;

	if (!status && (progress_bytes < sizeof(progress) ||
			progress_bytes > HLN_STRUCT_BYTES_MAX))
		status = HASHLANE_ABI;
	if (!status)
		status = hln_handle_pin(&job, handle, HLN_KIND_JOB);
	if (status)
		return status;
	/* Mostly the caller's header is this one, and nothing is copied. */
	if (progress_bytes == sizeof(progress))
		to = out;
	/* So short that the handle itself is held. */
	hln_job_progress_get(to, job);
	hln_handle_unlock(handle);
	if (to != out)
		hln_return_element(out, progress_bytes, to, sizeof(*to));
	return HASHLANE_OK;
}

int32_t hashlane_job_get_files(struct hashlane_file_progress *files,
			       size_t file_bytes, size_t capacity,
			       size_t *count, char *paths,
			       size_t paths_capacity, size_t *paths_bytes,
			       hashlane_job handle)
{
	struct hln_job *job;
	int32_t status;

	if (file_bytes < sizeof(*files) || file_bytes > HLN_STRUCT_BYTES_MAX)
		return HASHLANE_ABI;
	if (!count || (capacity && !files) ||
	    hln_bad_bytes(paths, paths_capacity) ||
	    capacity > PTRDIFF_MAX / file_bytes)
		return HASHLANE_ARGUMENT;
	status = hln_engines_pin_job(&job, handle);
	if (status)
		return status;
	status = hln_in_flight_get(files, file_bytes, capacity, count, paths,
				   paths_capacity, paths_bytes, &job->flights);
	hln_job_release(job);
	return status;
}

int32_t hashlane_job_get_progress_block(const struct hashlane_progress **out,
					size_t *progress_bytes,
					hashlane_job handle)
{
	struct hln_job *job;
	int32_t status = out ? hln_engines_pin_job(&job, handle) :
			       HASHLANE_ARGUMENT;

	if (status)
		return status;
	*out = &job->progress;
	if (progress_bytes)
		*progress_bytes = sizeof(job->progress);
	hln_job_release(job);
	return HASHLANE_OK;
}

int32_t hashlane_job_get_descriptor(int64_t *out, hashlane_job handle)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = out ? hln_engines_pin_job(&job, handle) :
			       HASHLANE_ARGUMENT;

	if (status)
		return status;
	status = hln_job_results_descriptor(out, job);
	hln_job_release(job);
	errno = before;
	return status;
}

int32_t hashlane_job_destroy(hashlane_job handle)
{
	int before = errno;
	void *object;
	int32_t status = hln_handle_pin(&object, handle, HLN_KIND_JOB);

	if (status)
		return status;
	hln_handle_retire(handle);
	hln_job_end(object);
	hln_engine_settle(((struct hln_job *)object)->engine);
	hln_job_release(object);
	errno = before;
	return HASHLANE_OK;
}

int32_t hln_engines_describe_job(hashlane_job handle, struct hln_set *set,
				 uint32_t *flags)
{
	struct hln_job *job;
	int32_t status = hln_engines_pin_job(&job, handle);

	if (status)
		return status;
	*set = job->set;
	*flags = job->flags;
	hln_job_release(job);
	return HASHLANE_OK;
}
