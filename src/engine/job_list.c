/* SPDX-License-Identifier: MIT */
/* job_list.c - the lists of jobs that an engine keeps. */
#include "job_list.h"

#include "job.h"

struct hln_job_list *hln_wanting_list(struct hln_job_list *lists,
				      int32_t priority)
{
	return &lists[HLN_LIST_WANTS + priority - HASHLANE_PRIORITY_LOWEST];
}

static struct hln_job_list *list_of(struct hln_job_list *lists,
				    enum hln_job_lists which,
				    const struct hln_job *job)
{
	return which == HLN_LIST_WANTS ?
		       hln_wanting_list(lists, job->pace.priority) :
		       &lists[which];
}

void hln_list_job(struct hln_job_list *lists, enum hln_job_lists which,
		  struct hln_job *job)
{
	struct hln_job_list *list = list_of(lists, which, job);
	struct hln_job_place *place = &job->places[which];

	if (place->listed)
		return;
	*place = (struct hln_job_place){ .before = list->last,
					 .listed = true };
	if (list->last)
		list->last->places[which].behind = job;
	else
		list->first = job;
	list->last = job;
}

void hln_unlist_job(struct hln_job_list *lists, enum hln_job_lists which,
		    struct hln_job *job)
{
	struct hln_job_list *list = list_of(lists, which, job);
	struct hln_job_place *place = &job->places[which];

	if (!place->listed)
		return;
	place->listed = false;
	if (place->before)
		place->before->places[which].behind = place->behind;
	else
		list->first = place->behind;
	if (place->behind)
		place->behind->places[which].before = place->before;
	else
		list->last = place->before;
}

struct hln_job *hln_job_behind(const struct hln_job *job,
			       enum hln_job_lists which)
{
	return job->places[which].behind;
}
