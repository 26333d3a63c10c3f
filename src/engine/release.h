/* SPDX-License-Identifier: MIT */
/* release.h - what is the caller's goes back to it, after the last use. */
#ifndef HLN_RELEASE_H
#define HLN_RELEASE_H

#include "../../include/hashlane.h"

struct hln_job;

/* A function of the caller's, called once; none: NULL. */
struct hln_release {
	hashlane_release_fn *function;
	void *context;
};

/* The same for whoever is the last of several users. */
struct hln_last;

/* With one user; NULL: no memory. */
struct hln_last *hln_last_create(const struct hln_release *release);
/* One user more, or less; NULL is fine. */
void hln_last_hold(struct hln_last *last);
void hln_last_drop(struct hln_last *last);
/* It is not called after all; there is one user. */
void hln_last_forget(struct hln_last *last);

/* Call it, if it was not called yet; no lock is held. */
void hln_release_call(struct hln_release *release);

/*
 * The library has done with an input of a job that it took: the caller's
 * function is called or, for memory that has none, the event is reported.
 */
void hln_release_input(struct hln_job *job, struct hln_release *release,
		       int32_t kind, uint64_t given);

#endif
