/* SPDX-License-Identifier: MIT */
/* check_queue.h - claims on their way through the library. */
#ifndef CLI_CHECK_QUEUE_H
#define CLI_CHECK_QUEUE_H

#include "check_claim.h"

/* NULL: no memory. */
struct queue *queue_create(struct check *check);
void queue_destroy(struct queue *queue);

/*
 * Add a claim, which is the queue's from then on. Verdicts are reported
 * meanwhile, in the order of the claims.
 */
void queue_add(struct check *check, struct claim *claim);

/* Report all that are left. */
void queue_run(struct check *check);

#endif
