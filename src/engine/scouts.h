/* SPDX-License-Identifier: MIT */
/*
 * scouts.h - threads that only open files and ask the device for their first
 * bytes, many at once: a worker by itself would wait for each in turn.
 */
#ifndef HLN_SCOUTS_H
#define HLN_SCOUTS_H

#include "entry.h"

struct hln_scouts;

/*
 * Threads of an engine's scouts: about the requests in flight that a
 * solid-state disk wants. Their stack is small: no code of the user runs there.
 */
enum { HLN_SCOUTS_MAX = 32, HLN_SCOUT_STACK_BYTES = 256 * 1024 };

/* At most so many threads. NULL: no memory, or no thread to be had. */
struct hln_scouts *hln_scouts_create(unsigned most);
void hln_scouts_destroy(struct hln_scouts *scouts);

/*
 * Open entries, none of them open yet, with the help of the calling thread,
 * and ask for `ahead_bytes` of each. Those that found no descriptor left stay
 * as they are; see hln_entry_open. Any thread.
 */
void hln_scouts_open(struct hln_scouts *scouts, struct hln_entry **entries,
		     size_t count, size_t ahead_bytes);

#endif
