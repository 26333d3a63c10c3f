/* SPDX-License-Identifier: MIT */
/*
 * work_stream.h - a slot of any kind: an input, a part of a split file, or a
 * pushed stream.
 */
#ifndef HLN_WORK_STREAM_H
#define HLN_WORK_STREAM_H

#include "slot.h"

/* Forget what it was doing; it is spare then. */
void hln_work_stream_clear(struct hln_slot *slot);
void hln_work_stream_destroy(struct hln_slot *slot, struct hln_engine *engine);
void hln_work_stream_destroy_all(struct hln_slot *list,
				 struct hln_engine *engine);
/* Read what follows at slot->at; failures are in its entry or its whole. */
void hln_work_stream_read(struct hln_slot *slot);

#endif
