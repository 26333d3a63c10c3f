/* SPDX-License-Identifier: MIT */
/* release.c - functions of the caller that are called after the last use. */
#include "release.h"

#include <stdatomic.h>
#include <stdlib.h>

struct hln_shared_release {
	atomic_uint users;
	struct hln_release release;
};

void hln_release_call(struct hln_release *release)
{
	hashlane_release_fn *function = release->function;

	/* First, since the call may free what `release` is in. */
	release->function = NULL;
	if (function)
		function(release->context);
}

struct hln_shared_release *hln_release_share(const struct hln_release *release)
{
	/* Not from an engine's allocator, whose end it reports. */
	struct hln_shared_release *shared = calloc(1, sizeof(*shared));

	if (!shared)
		return NULL;
	atomic_init(&shared->users, 1);
	shared->release = *release;
	return shared;
}

void hln_release_hold(struct hln_shared_release *shared)
{
	if (shared)
		atomic_fetch_add(&shared->users, 1);
}

void hln_release_drop(struct hln_shared_release *shared)
{
	struct hln_release release;

	if (!shared || atomic_fetch_sub(&shared->users, 1) != 1)
		return;
	release = shared->release;
	free(shared);
	hln_release_call(&release);
}

void hln_release_forget(struct hln_shared_release *shared)
{
	free(shared);
}
