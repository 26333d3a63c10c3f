/* SPDX-License-Identifier: MIT */
/* job_list.h - the lists of jobs that an engine keeps, under its lock. */
#ifndef HLN_JOB_LIST_H
#define HLN_JOB_LIST_H

#include "pace.h"

struct hln_job;

enum hln_job_lists {
	HLN_LIST_ALL,    /* until their last events are reported; held */
	HLN_LIST_ENDING, /* final, and their last events are to be reported */
	/*
	 * Those that may have something for a worker. An engine has such a list
	 * for each priority, the lowest first.
	 */
	HLN_LIST_WANTS,
	HLN_LISTS
};

struct hln_job_list {
	struct hln_job *first, *last;
};

/* A job's place in one of them. */
struct hln_job_place {
	struct hln_job *before, *behind;
	bool listed;
};

/* The jobs of a priority that may have something for a worker. */
struct hln_job_list *hln_wanting_list(struct hln_job_list *lists,
				      int32_t priority);

/* At the end of the list `which` of these; harmless in it, or out of it. */
void hln_list_job(struct hln_job_list *lists, enum hln_job_lists which,
		  struct hln_job *job);
void hln_unlist_job(struct hln_job_list *lists, enum hln_job_lists which,
		    struct hln_job *job);
struct hln_job *hln_job_behind(const struct hln_job *job,
			       enum hln_job_lists which);

#endif
