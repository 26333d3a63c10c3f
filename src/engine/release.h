/* SPDX-License-Identifier: MIT */
/*
 * release.h - functions of the caller that are called once, when the library
 * no longer uses what the caller lent it.
 */
#ifndef HLN_RELEASE_H
#define HLN_RELEASE_H

#include "../../include/hashlane.h"

/* `function` is NULL if there is none, and after the call. */
struct hln_release {
	hashlane_release_fn *function;
	void *context;
};

/* Call it, unless it was called before. No lock is held. */
void hln_release_call(struct hln_release *release);

/* A release function with several users; the last one calls it. */
struct hln_shared_release;

/* With one user; NULL: no memory. */
struct hln_shared_release *
hln_release_share(const struct hln_release *release);
/* Add or remove a user; `shared` may be NULL. */
void hln_release_hold(struct hln_shared_release *shared);
void hln_release_drop(struct hln_shared_release *shared);
/* Free it without the call; there is one user, or `shared` is NULL. */
void hln_release_forget(struct hln_shared_release *shared);

#endif
