/* SPDX-License-Identifier: MIT */
/* job_events.c - what a job reports of its files and of its progress. */
#include "job_events.h"

#include "engine.h"
#include "open_file.h"

static void fill(struct hashlane_event *file,
		 const struct hln_open_file *entry)
{
	file->index = entry->index;
	file->bytes_done = entry->bytes;
	file->bytes_total = entry->size_known ? entry->size_bytes :
						entry->bytes;
	file->path = entry->path;
	file->path_bytes = entry->path_bytes;
	file->error_offset = entry->error_offset;
	file->status = entry->status;
	file->os_error = entry->os_error;
	file->reserved = 0;
}

void hln_job_events_report_files(struct hln_job *job,
				 struct hln_open_file **entries, size_t count)
{
	struct hashlane_event files[HLN_EVENTS_FILES_MAX];

	/* A callback may cancel the job, which ends the rest as well. */
	while (count && !hln_job_state_is_final(&job->state)) {
		size_t some = count < HLN_EVENTS_FILES_MAX ?
				      count :
				      HLN_EVENTS_FILES_MAX;

		for (size_t i = 0; i < some; i++)
			fill(&files[i], entries[i]);
		hln_events_report_files(&job->subscribers, files, some);
		entries += some;
		count -= some;
	}
}

void hln_job_events_report_begin(struct hln_job *job,
				 struct hln_open_file *entry)
{
	struct hashlane_event file;

	/* A file that was deferred begins a second time. */
	if (entry->told_begin)
		return;
	entry->told_begin = true;
	fill(&file, entry);
	if (!entry->size_known)
		file.bytes_total = 0;
	hln_events_report_begin(&job->subscribers, &file);
}

void hln_job_events_report_progress(struct hln_job *job)
{
	/* Without subscribers it need not ask for the time. */
	if (hln_subscribers_wants(&job->subscribers, HASHLANE_EVENT_PROGRESS))
		hln_events_report_progress(&job->subscribers, hln_clock_ns());
}

static void report_pressure(struct hln_subscribers *subscribers,
			    const struct hln_engine *engine)
{
	if (hln_subscribers_wants(subscribers, HASHLANE_EVENT_MEMORY))
		hln_events_report_pressure(
			subscribers,
			hln_engine_budget_pressure(&engine->budget));
}

void hln_job_events_report_pressure(struct hln_job *job)
{
	report_pressure(&job->subscribers, job->engine);
	report_pressure(&job->engine->subscribers, job->engine);
}
