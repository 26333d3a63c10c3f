/* SPDX-License-Identifier: MIT */
/*
 * open_pool.h - threads that only open files and ask the device for their first
 * bytes, many at once: a worker by itself would wait for each in turn.
 */
#ifndef HLN_OPEN_POOL_H
#define HLN_OPEN_POOL_H

#include "open_file.h"

struct hln_open_pool;

/*
 * Threads of an engine's pool: about the requests in flight that a
 * solid-state disk wants. Their stack is small: no code of the user runs there.
 */
enum { HLN_OPENERS_MAX = 32, HLN_OPENER_STACK_BYTES = 256 * 1024 };

/* At most so many threads. NULL: no memory, or no thread to be had. */
struct hln_open_pool *hln_open_pool_create(unsigned most);
/* The pool at *at, made when it is first asked for; NULL: it has none. */
struct hln_open_pool *hln_open_pool_get(_Atomic(struct hln_open_pool *) *at,
					unsigned most);
void hln_open_pool_destroy(struct hln_open_pool *pool);

/*
 * Open entries, none of them open yet, with the help of the calling thread,
 * and ask for `ahead_bytes` of each. Those that found no descriptor left stay
 * as they are; see hln_open_file_open. Any thread.
 */
void hln_open_pool_open(struct hln_open_pool *pool,
			struct hln_open_file **entries, size_t count,
			size_t ahead_bytes);

#endif
