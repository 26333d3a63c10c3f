/* SPDX-License-Identifier: MIT */
/* object_info.c - the exports that say how an engine or a job was made. */
#include "../lane/cpu.h"
#include "arguments.h"
#include "engines.h"

#include <stddef.h>

int32_t hashlane_engine_get_info(struct hashlane_engine_info *out,
				 hashlane_engine handle)
{
	struct hashlane_engine_info info = { 0 };
	struct hln_engine *engine;
	int32_t status = out ? hln_engines_pin(&engine, handle) :
			       HASHLANE_ARGUMENT;

	if (status)
		return status;
	info.workers = engine->workforce.callers ?
			       0 :
			       (int32_t)engine->workforce.worker_count;
	info.isa = hln_cpu_isa(engine->cpu);
	info.stack_bytes = engine->stack_bytes;
	hln_engine_release(engine);
	return hln_return_struct(out, &info, sizeof(info), sizeof(info));
}

int32_t hashlane_job_get_info(struct hashlane_job_info *out,
			      hashlane_job handle)
{
	struct hashlane_job_info info = { 0 };
	struct hln_job *job;
	int32_t status = out ? hln_engines_pin_job(&job, handle) :
			       HASHLANE_ARGUMENT;

	if (status)
		return status;
	info.spec_count = job->set.output_count;
	info.row_bytes = job->set.digest_bytes;
	info.flags = job->flags;
	info.order = job->rows.plan.in_order ? HASHLANE_ORDER_INPUT :
					       HASHLANE_ORDER_COMPLETION;
	hln_job_release(job);
	return hln_return_struct(out, &info, sizeof(info), sizeof(info));
}

int32_t hashlane_job_get_specs(hashlane_job handle,
			       struct hashlane_algorithm_spec *specs,
			       size_t capacity, size_t *spec_count)
{
	struct hashlane_algorithm_spec all[HASHLANE_MAX_ALGORITHMS];
	struct hln_job *job;
	int32_t status = hln_engines_pin_job(&job, handle);
	size_t count;

	if (status)
		return status;
	count = job->set.output_count;
	hln_hasher_set_specs(&job->set, all);
	hln_job_release(job);
	return hln_return_specs(specs, capacity, spec_count, all, count);
}
