/* SPDX-License-Identifier: MIT */
/*
 * streams.h - unfinished messages that are advanced side by side, in lanes.
 * All streams of a call are of one md and cpu, and none stands in it twice.
 */
#ifndef HLN_STREAMS_H
#define HLN_STREAMS_H

#include "shape.h"

/* What hln_stream_update does, for many; a feed's state is its stream. */
void hln_streams_update(const struct hln_feed *feeds, size_t count);

/*
 * What hln_stream_digest does, for many: streams[i], a struct hln_stream
 * that may go on, to digests[i].
 */
void hln_streams_digest(void *const *streams, uint8_t *const *digests,
			size_t count);

#endif
