/* SPDX-License-Identifier: MIT */
/* check_queue.h - claims on their way through the library. */
#ifndef CLI_CHECK_QUEUE_H
#define CLI_CHECK_QUEUE_H

#include "check_claim.h"

/* NULL: no memory. */
struct queue *queue_create(struct check *check);
void queue_destroy(struct queue *queue);

/*
 * Add a claim, which the queue owns from then on. Verdicts are reported
 * meanwhile, in the order of the claims.
 */
void queue_add(struct check *check, struct claim *claim);

/* Wait for all claims, and report them. */
void queue_run(struct check *check);

#endif
