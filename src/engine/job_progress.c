/* SPDX-License-Identifier: MIT */
/* job_progress.c - how far a job is. */
#include "job_progress.h"

#include "engine.h"

#include <string.h>

/* Between two times of finding the rate. */
enum { RATE_NS = 250000000 };

static void find_rate(struct hln_job *job, uint64_t now)
{
	uint64_t bytes = hln_progress_fields_get(&job->progress.bytes_done);

	if (now - hln_progress_fields_get(&job->rate_ns) < RATE_NS)
		return;
	hln_lock_take(&job->rate_lock);
	if (now - job->rate_ns >= RATE_NS) {
		double seconds = (double)(now - job->rate_ns) / 1e9;

		hln_progress_fields_set(
			&job->progress.bytes_per_second,
			(uint64_t)((double)(bytes - job->rate_bytes) /
				   seconds));
		hln_progress_fields_set(&job->rate_ns, now);
		job->rate_bytes = bytes;
	}
	hln_lock_give(&job->rate_lock);
}

void hln_job_progress_count(struct hln_job *job, uint64_t bytes,
			    uint64_t now_ns)
{
	hln_progress_fields_add(&job->progress.bytes_done, bytes);
	hln_progress_fields_set(&job->progress.elapsed_ns,
				now_ns - job->started_ns);
	find_rate(job, now_ns);
}

void hln_job_progress_expect(struct hln_job *job,
			     const struct hashlane_input *given, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (given[i].size_bytes)
			hln_progress_fields_add(&job->progress.bytes_total,
						given[i].size_bytes);
}

void hln_job_progress_skip(struct hln_job *job, uint64_t bytes,
			   uint64_t expected)
{
	hln_lock_take(&job->rate_lock);
	hln_progress_fields_add(&job->progress.bytes_total, bytes - expected);
	hln_progress_fields_add(&job->progress.bytes_done, bytes);
	/* These bytes were not read, so the rate leaves them out. */
	job->rate_bytes += bytes;
	hln_lock_give(&job->rate_lock);
}

void hln_job_progress_get(struct hashlane_progress *out, struct hln_job *job)
{
	const struct hashlane_progress *progress = &job->progress;

	memset(out, 0, sizeof(*out));
	out->bytes_done = hln_progress_fields_get(&progress->bytes_done);
	out->bytes_total = hln_progress_fields_get(&progress->bytes_total);
	out->files_done = hln_progress_fields_get(&progress->files_done);
	out->files_total = hln_progress_fields_get(&progress->files_total);
	out->failures = hln_progress_fields_get(&progress->failures);
	out->bytes_per_second =
		hln_progress_fields_get(&progress->bytes_per_second);
	out->elapsed_ns = hln_progress_fields_get(&progress->elapsed_ns);
	out->state = __atomic_load_n(&job->state, __ATOMIC_ACQUIRE);
}
