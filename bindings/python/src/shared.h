/* SPDX-License-Identifier: MIT */
/*
 * shared.h - reference counts of objects that Python and Arrow readers share.
 * A reader may release its reference on any thread, without the GIL.
 */
#ifndef SHARED_H
#define SHARED_H

#include <hashlane.h>

#include <stddef.h>

struct shared;

/*
 * Create a count with one reference. When the last reference is given back,
 * `drop` is called. NULL: no memory.
 */
struct shared *shared_new(void (*drop)(void *object), void *object);
struct shared *shared_take(struct shared *shared);
void shared_give(struct shared *shared); /* may be NULL */

#endif
