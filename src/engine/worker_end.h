/* SPDX-License-Identifier: MIT */
/*
 * worker_end.h - the end of a worker's round: streams that ended get their
 * rows; pushed streams without bytes, and streams without a place, leave the
 * worker.
 */
#ifndef HLN_WORKER_END_H
#define HLN_WORKER_END_H

#include "worker.h"

void hln_worker_end_alone(struct hln_worker *worker);

/* Pushed streams of which nothing waits leave the worker. */
void hln_worker_end_parked(struct hln_worker *worker);

/* Streams that stopped for want of a place leave the worker. */
void hln_worker_end_stalled(struct hln_worker *worker);

void hln_worker_end_streams(struct hln_worker *worker);

/* What waits for a place may find one with another worker. */
void hln_worker_end_offer(struct hln_worker *worker);

#endif
