/* SPDX-License-Identifier: MIT */
/*
 * worker_hash.h - one round of a worker's streams: a block of each is read, and
 * all are hashed side by side.
 */
#ifndef HLN_WORKER_HASH_H
#define HLN_WORKER_HASH_H

#include "worker.h"

/* How long what was hashed since the last mark took. */
void hln_worker_hash_note(struct hln_worker *worker);

void hln_worker_hash(struct hln_worker *worker);

#endif
