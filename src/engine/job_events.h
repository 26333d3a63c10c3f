/* SPDX-License-Identifier: MIT */
/* job_events.h - what a job reports of its files and of its progress. */
#ifndef HLN_JOB_EVENTS_H
#define HLN_JOB_EVENTS_H

#include "job.h"

struct hln_open_file;

/* Files are done. */
void hln_job_events_report_files(struct hln_job *job,
				 struct hln_open_file **entries, size_t count);
/* A file is read from its start; only the first call for it is reported. */
void hln_job_events_report_begin(struct hln_job *job,
				 struct hln_open_file *entry);
/*
 * Report progress to each subscriber whose interval is over. A worker calls
 * this when it takes a job, once a round, and in each window of a team, with no
 * lock held.
 */
void hln_job_events_report_progress(struct hln_job *job);
/*
 * Report the pressure on memory, if it changed, to the subscribers of the job
 * and of its engine. No lock is held.
 */
void hln_job_events_report_pressure(struct hln_job *job);

#endif
