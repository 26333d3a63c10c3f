/* SPDX-License-Identifier: MIT */
/* ahead.h - files that a walk has found and nobody has taken yet. */
#ifndef HLN_AHEAD_H
#define HLN_AHEAD_H

#include "inputs.h"

/* Read by one thread, then taken from by others. */
struct hln_ahead;

/*
 * Up to `most` files of a walk, from a few directories at most. NULL: no
 * memory. *walked: what hln_walk_next said last, with `patient`.
 */
struct hln_ahead *hln_ahead_read(struct hln_walk *walk, size_t most,
				 bool patient, enum hln_walked *walked);
size_t hln_ahead_count(const struct hln_ahead *ahead);
/* False: all are taken. The texts live as long as `ahead`. */
bool hln_ahead_take(struct hln_ahead *ahead, struct hln_input *input);
void hln_ahead_destroy(struct hln_ahead *ahead);

#endif
