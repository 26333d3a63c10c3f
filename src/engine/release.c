/* SPDX-License-Identifier: MIT */
/* release.c - what is the caller's goes back to it, after the last use. */
#include "release.h"

#include "job.h"

#include <stdlib.h>

struct hln_last {
	atomic_uint users;
	struct hln_release release;
};

struct hln_last *hln_last_create(const struct hln_release *release)
{
	struct hln_last *last = calloc(1, sizeof(*last));

	if (!last)
		return NULL;
	atomic_init(&last->users, 1);
	last->release = *release;
	return last;
}

void hln_last_hold(struct hln_last *last)
{
	if (last)
		atomic_fetch_add(&last->users, 1);
}

void hln_last_drop(struct hln_last *last)
{
	struct hln_release release;

	if (!last || atomic_fetch_sub(&last->users, 1) != 1)
		return;
	release = last->release;
	free(last);
	hln_release_call(&release);
}

void hln_last_forget(struct hln_last *last)
{
	free(last);
}

void hln_release_call(struct hln_release *release)
{
	hashlane_release_fn *function = release->function;

	release->function = NULL;
	if (function)
		function(release->context);
}

void hln_release_input(struct hln_job *job, struct hln_release *release,
		       int32_t kind, uint64_t given)
{
	if (release->function)
		hln_release_call(release);
	else if (kind == HASHLANE_INPUT_MEMORY)
		hln_tell_released(job, given);
}
