/* SPDX-License-Identifier: MIT */
/*
 * lanes.h - the lane scheduler: many messages, whole ones or streams, advance
 * side by side in the lanes of one kernel.
 */
#ifndef HLN_LANES_H
#define HLN_LANES_H

#include "shape.h"

/* Where whole messages come from, some at a time. */
struct hln_message_source {
	/* Write the next ones, up to `room`; fewer only at the end. */
	size_t (*next)(void *context, struct hln_message *messages,
		       size_t room);
	void *context;
};

/*
 * Digest `count` messages under one function. If prefix >= 0, every message
 * starts with that byte. cpu: HLN_CPU_* that may be used. No digest may overlap
 * the data of another message.
 */
void hln_lanes_digest_source(const struct hln_md *md, uint32_t cpu, int prefix,
			     const struct hln_message_source *source,
			     size_t count);

/* The same for an array of messages. */
void hln_lanes_digest_messages(const struct hln_md *md, uint32_t cpu,
			       int prefix, const struct hln_message *messages,
			       size_t count);

/*
 * hln_stream_update for many streams: the state of an update is its stream. All
 * streams of a call have the same md and cpu, and no stream appears twice.
 */
void hln_lanes_update(const struct hln_update *updates, size_t count);

/*
 * hln_stream_digest for many streams, of the same md and cpu: streams[i], a
 * struct hln_stream, to digests[i].
 */
void hln_lanes_digest_streams(void *const *streams, uint8_t *const *digests,
			      size_t count);

#endif
