/* SPDX-License-Identifier: MIT */
/* walk_buffer.h - files that a walk has found and nobody has taken yet. */
#ifndef HLN_WALK_BUFFER_H
#define HLN_WALK_BUFFER_H

#include "inputs.h"

/* Read by one thread, then taken from by others. */
struct hln_walk_buffer;

/*
 * Up to `most` files of a walk, from a few directories at most. NULL: no
 * memory. *walked: what hln_walk_next said last, with `patient`.
 */
struct hln_walk_buffer *hln_walk_buffer_read(struct hln_walk *walk,
					     size_t most, bool patient,
					     enum hln_walked *walked);
size_t hln_walk_buffer_count(const struct hln_walk_buffer *ahead);
/* False: all are taken. The texts live as long as `ahead`. */
bool hln_walk_buffer_take(struct hln_walk_buffer *ahead,
			  struct hln_input *input);
void hln_walk_buffer_destroy(struct hln_walk_buffer *ahead);

#endif
