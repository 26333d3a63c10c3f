/* SPDX-License-Identifier: MIT */
/* digests.h - digests of many messages, one behind the other. */
#ifndef DIGESTS_H
#define DIGESTS_H

#include "core.h"

struct digest_rows {
	uint8_t *values;   /* count * value_bytes, by malloc */
	uint8_t *validity; /* a bitmap, by malloc; NULL: all are there */
	size_t count, value_bytes, null_count;
};

/* A sequence of them, which takes the memory over; NULL: an exception is set,
 * and it is freed. */
PyObject *digests_new(struct state *state, struct digest_rows *rows);

#endif
