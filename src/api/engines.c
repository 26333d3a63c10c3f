/* SPDX-License-Identifier: MIT */
/* engines.c - the exports of engines and jobs. */
#include "engines.h"

#include "../engine/counters.h"
#include "../engine/job_progress.h"
#include "../lane/cpu.h"
#include "../os/thread.h"
#include "arguments.h"
#include "handle.h"

#include <errno.h>
#include <string.h>

enum {
	BUDGET_DEFAULT = 40 * 1024 * 1024,
	BUDGET_MIN = 4 * 1024 * 1024,
	WORKERS_MAX = 1024,
	SETTLE_NS = 1000000000, /* how long a destroy waits for workers */
	STATE_INTERVAL_MIN = 1 << 20,
	JOB_FLAGS = 127,
	EVENTS = 31,
	WALK_FLAGS = 7
};

uint64_t hln_deadline_of(int64_t timeout_ms)
{
	uint64_t now = hln_clock_ns();

	if (timeout_ms < 0 ||
	    (uint64_t)timeout_ms > (HLN_FOREVER - 1 - now) / 1000000)
		return HLN_FOREVER;
	return now + (uint64_t)timeout_ms * 1000000;
}

/* ---- Handles ---- */

/* What a handle names, held; the caller releases it. */
int32_t hln_pin_engine(struct hln_engine **engine, hashlane_engine handle)
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

int32_t hln_pin_job(struct hln_job **job, hashlane_job handle)
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

static int32_t create_engine(hashlane_engine *out,
			     const struct hashlane_engine_options *options,
			     struct hashlane_error *error)
{
	struct hln_engine_plan plan = { .workers = options->workers };
	uint64_t budget = options->budget_bytes;
	struct hln_engine *engine;
	int32_t status;

	if (options->workers < -1 || options->workers > WORKERS_MAX)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"workers is not -1..1024", NULL, 0);
	if (budget && budget < BUDGET_MIN)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"the budget is below 4 MiB", NULL, 0);
	status = check_allocator(&plan.memory, options->allocator);
	if (status)
		return hln_fail(error, status, 0,
				"an allocator lacks a function", NULL, 0);
	status = hln_cpu_limit(&plan.cpu, options->isa);
	if (status)
		return hln_fail(error, status, 0,
				"instruction set not available", NULL, 0);
	plan.budget_bytes = budget ? budget : BUDGET_DEFAULT;
	status = hln_engine_create(&engine, &plan);
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	status = hln_handle_create(out, HLN_KIND_ENGINE, engine);
	if (status) {
		(void)hln_engine_stop(engine, HLN_FOREVER);
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
		status = hln_copy_struct(&known, options, sizeof(known),
					 sizeof(known));
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	status = create_engine(out, &known, error);
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
	status = hln_pin_engine(&engine, handle);
	if (status)
		return status;
	memory.budget_bytes = engine->budget_bytes;
	memory.used_bytes = atomic_load(&engine->used_bytes);
	memory.peak_bytes = atomic_load(&engine->peak_bytes);
	memory.held_bytes = atomic_load(&engine->held_bytes);
	memory.pressure = hln_engine_pressure(engine);
	memory.workers = engine->callers ? 0 : (int32_t)engine->worker_count;
	status = hln_return_struct(out, &memory, sizeof(memory),
				   sizeof(memory));
	hln_engine_release(engine);
	return status;
}

int32_t hashlane_engine_stats(struct hashlane_engine_usage *out,
			      hashlane_engine handle)
{
	struct hashlane_engine_usage stats = { 0 };
	struct hln_engine *engine;
	int32_t status = out ? hln_pin_engine(&engine, handle) :
			       HASHLANE_ARGUMENT;

	if (status)
		return status;
	hln_engine_get_stats(&stats, engine);
	hln_engine_release(engine);
	return hln_return_struct(out, &stats, sizeof(stats), sizeof(stats));
}

int32_t hashlane_engine_core_stats(struct hashlane_core_usage *out,
				   hashlane_engine handle, size_t index)
{
	struct hashlane_core_usage stats = { 0 };
	struct hln_engine *engine;
	int32_t status = out ? hln_pin_engine(&engine, handle) :
			       HASHLANE_ARGUMENT;
	bool found;

	if (status)
		return status;
	found = hln_engine_get_core_stats(&stats, engine, index);
	hln_engine_release(engine);
	if (!found)
		return HASHLANE_NOT_FOUND;
	return hln_return_struct(out, &stats, sizeof(stats), sizeof(stats));
}

int32_t hashlane_engine_destroy(hashlane_engine handle)
{
	struct hln_engine *engine;
	int before = errno;
	int32_t status = hln_pin_engine(&engine, handle);
	void *object;

	if (status)
		return status;
	if (hln_engine_in_callback(engine) ||
	    !hln_engine_stop(engine, hln_clock_ns() + SETTLE_NS))
		status = HASHLANE_BUSY;
	if (!status) {
		/* Only one of two who destroy it at once gets it. */
		status = hln_handle_pin(&object, handle, HLN_KIND_ENGINE);
		if (!status) {
			hln_handle_retire(handle);
			hln_engine_release(engine);
		}
	}
	hln_engine_release(engine);
	errno = before;
	return status;
}

/* ---- Jobs ---- */

static int32_t check_inputs(const struct hashlane_input *inputs, size_t count,
			    struct hashlane_error *error)
{
	if (count > PTRDIFF_MAX / sizeof(*inputs) || (count && !inputs))
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	for (size_t i = 0; i < count; i++) {
		const struct hashlane_input *input = &inputs[i];

		if (input->kind < HASHLANE_INPUT_PATH ||
		    input->kind > HASHLANE_INPUT_MEMORY)
			return hln_fail(error, HASHLANE_ARGUMENT, i,
					"unknown kind of input", NULL, 0);
		if (hln_bad_bytes(input->data, input->data_bytes))
			return hln_fail(error, HASHLANE_ARGUMENT, i,
					"an input's data is NULL", NULL, 0);
		if (input->kind == HASHLANE_INPUT_MEMORY &&
		    (input->offset || input->length))
			return hln_fail(error, HASHLANE_ARGUMENT, i,
					"memory has no range", NULL, 0);
		if (input->offset > INT64_MAX ||
		    input->length > INT64_MAX - input->offset)
			return hln_fail(error, HASHLANE_ARGUMENT, i,
					"a range is out of bounds", NULL, 0);
	}
	return HASHLANE_OK;
}

static int32_t check_patterns(const char *const *patterns, size_t count)
{
	if (count > PTRDIFF_MAX / sizeof(*patterns) || (count && !patterns))
		return HASHLANE_ARGUMENT;
	for (size_t i = 0; i < count; i++)
		if (!patterns[i])
			return HASHLANE_ARGUMENT;
	return HASHLANE_OK;
}

static int32_t check_walk(struct hashlane_walk_options *known,
			  const struct hashlane_walk_options *walk,
			  struct hashlane_error *error)
{
	int32_t status = hln_copy_struct(known, walk, sizeof(*known),
					 sizeof(*known));

	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	if (known->flags & ~(uint32_t)WALK_FLAGS || known->reserved ||
	    check_patterns(known->include, known->include_count) ||
	    check_patterns(known->exclude, known->exclude_count))
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"bad options of a walk", NULL, 0);
	return HASHLANE_OK;
}

static int32_t check_job(const struct hashlane_job_options *options,
			 struct hashlane_error *error)
{
	if (options->flags & ~(uint32_t)JOB_FLAGS ||
	    options->events & ~(uint32_t)EVENTS || options->order < 0 ||
	    options->order > HASHLANE_ORDER_COMPLETION)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"unknown flags, events or order", NULL, 0);
	if (options->state_interval_bytes &&
	    options->state_interval_bytes < STATE_INTERVAL_MIN)
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"states are kept each MiB at most", NULL, 0);
	if (hln_bad_bytes(options->paths, options->paths_bytes) ||
	    (options->paths_bytes && options->paths[options->paths_bytes - 1]))
		return hln_fail(error, HASHLANE_ARGUMENT, 0,
				"the paths do not end in a NUL", NULL, 0);
	return check_inputs(options->inputs, options->input_count, error);
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
	job->handle = handle;
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

int32_t hashlane_job_submit(hashlane_job *out, hashlane_engine handle,
			    const struct hashlane_job_options *options,
			    struct hashlane_error *error)
{
	struct hashlane_job_options known;
	struct hashlane_walk_options walk;
	struct hln_set set;
	struct hln_job_plan plan = { .options = &known, .set = &set };
	struct hln_engine *engine;
	int before = errno;
	int32_t status = hln_check_error(error);

	if (status)
		return status;
	if (!out || !options)
		return hln_fail(error, HASHLANE_ARGUMENT, 0, NULL, NULL, 0);
	status = hln_copy_struct(&known, options, sizeof(known),
				 sizeof(known));
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	status = hln_check_specs(&set, known.specs, known.spec_count, error);
	if (!status)
		status = check_job(&known, error);
	if (!status && known.walk) {
		status = check_walk(&walk, known.walk, error);
		plan.walk = &walk;
	}
	if (status)
		return status;
	status = hln_pin_engine(&engine, handle);
	if (status)
		return hln_fail(error, status, 0, NULL, NULL, 0);
	status = submit(out, engine, &plan, error);
	hln_engine_release(engine);
	errno = before;
	return status;
}

int32_t hashlane_job_add(hashlane_job handle,
			 const struct hashlane_input *inputs,
			 size_t input_count)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = check_inputs(inputs, input_count, NULL);

	if (!status)
		status = hln_pin_job(&job, handle);
	if (status)
		return status;
	status = hln_job_add(job, inputs, input_count);
	hln_job_release(job);
	errno = before;
	return status;
}

int32_t hashlane_job_close(hashlane_job handle)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = hln_pin_job(&job, handle);

	if (status)
		return status;
	hln_job_close(job);
	hln_job_release(job);
	errno = before;
	return HASHLANE_OK;
}

int32_t hashlane_job_wait(hashlane_job handle, int64_t timeout_ms)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = hln_pin_job(&job, handle);

	if (status)
		return status;
	status = hln_job_wait(job, hln_deadline_of(timeout_ms));
	hln_job_release(job);
	errno = before;
	return status;
}

int32_t hashlane_job_next(const struct hashlane_results **out,
			  hashlane_job handle, int64_t timeout_ms)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = out ? hln_pin_job(&job, handle) : HASHLANE_ARGUMENT;

	if (status)
		return status;
	status = hln_job_next(out, job, hln_deadline_of(timeout_ms));
	hln_job_release(job);
	errno = before;
	return status;
}

int32_t hashlane_job_cancel(hashlane_job handle)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = hln_pin_job(&job, handle);

	if (status)
		return status;
	hln_job_cancel(job, HASHLANE_JOB_CANCELLED);
	hln_job_release(job);
	errno = before;
	return HASHLANE_OK;
}

int32_t hashlane_job_progress(struct hashlane_progress *out,
			      hashlane_job handle)
{
	void *job;
	int32_t status = out ? hln_handle_pin(&job, handle, HLN_KIND_JOB) :
			       HASHLANE_ARGUMENT;

	if (status)
		return status;
	/* So short that the handle itself is held. */
	hln_job_get_progress(out, job);
	hln_handle_unlock(handle);
	return HASHLANE_OK;
}

int32_t hashlane_job_progress_block(const struct hashlane_progress **out,
				    hashlane_job handle)
{
	struct hln_job *job;
	int32_t status = out ? hln_pin_job(&job, handle) : HASHLANE_ARGUMENT;

	if (status)
		return status;
	*out = &job->progress;
	hln_job_release(job);
	return HASHLANE_OK;
}

int32_t hashlane_job_descriptor(int32_t *out, hashlane_job handle)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = out ? hln_pin_job(&job, handle) : HASHLANE_ARGUMENT;

	if (status)
		return status;
	status = hln_job_descriptor(out, job);
	hln_job_release(job);
	errno = before;
	return status;
}

/* Cancel, and see that nothing comes any more. */
static int32_t end_job(struct hln_job *job)
{
	if (hln_engine_in_callback(job->engine))
		return HASHLANE_BUSY;
	hln_job_cancel(job, HASHLANE_JOB_CANCELLED);
	return hln_job_settle(job, hln_clock_ns() + SETTLE_NS);
}

int32_t hashlane_job_destroy(hashlane_job handle)
{
	struct hln_job *job;
	int before = errno;
	int32_t status = hln_pin_job(&job, handle);
	void *object;

	if (status)
		return status;
	status = end_job(job);
	if (!status) {
		/* Only one of two who destroy it at once gets it. */
		status = hln_handle_pin(&object, handle, HLN_KIND_JOB);
		if (!status) {
			hln_handle_retire(handle);
			/* A worker may be about to let go of it. */
			hln_job_drop_streams(job);
			hln_job_drop_rows(job);
			hln_job_release(job);
		}
	}
	hln_job_release(job);
	errno = before;
	return status;
}

int32_t hln_job_describe(hashlane_job handle, struct hln_set *set,
			 uint32_t *flags)
{
	struct hln_job *job;
	int32_t status = hln_pin_job(&job, handle);

	if (status)
		return status;
	*set = job->set;
	*flags = job->flags;
	hln_job_release(job);
	return HASHLANE_OK;
}
