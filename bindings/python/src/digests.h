/* SPDX-License-Identifier: MIT */
/* digests.h - the digests of many messages, one after the other. */
#ifndef DIGESTS_H
#define DIGESTS_H

#include "core.h"

struct digest_rows {
	uint8_t *values;   /* count * value_bytes, from malloc */
	uint8_t *validity; /* bitmap from malloc; NULL: no nulls */
	size_t count, value_bytes, null_count;
};

/*
 * Create a sequence of the digests, which owns their memory. NULL: an
 * exception is set, and the memory is freed.
 */
PyObject *digests_new(struct state *state, struct digest_rows *rows);

#endif
