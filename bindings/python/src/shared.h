/* SPDX-License-Identifier: MIT */
/*
 * shared.h - what Python and readers of Arrow hold together: counted without
 * the interpreter's lock, since readers release from any thread.
 */
#ifndef SHARED_H
#define SHARED_H

#include <hashlane.h>

#include <stddef.h>

struct shared;

/* With one reference; `drop` is called when the last is given. NULL: no
 * memory. */
struct shared *shared_new(void (*drop)(void *object), void *object);
struct shared *shared_take(struct shared *shared);
void shared_give(struct shared *shared); /* NULL is fine */

#endif
