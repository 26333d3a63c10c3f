/* SPDX-License-Identifier: MIT */
/*
 * check_stream.h - a source of bytes for a job: ranges of files one after the
 * other, or a pipe, device or FIFO from its position on.
 */
#ifndef HLN_CHECK_STREAM_H
#define HLN_CHECK_STREAM_H

#include "check_entry.h"

/* Has the check ended? It outlives the check, as its streams may. */
struct hln_check_stop;

/* With one reference; NULL: no memory. */
struct hln_check_stop *hln_check_stream_create_stop(void);
/* Streams that wait for bytes end soon. By any thread. */
void hln_check_stream_stop(struct hln_check_stop *stop);
void hln_check_stream_release_stop(struct hln_check_stop *stop);

/*
 * Make a READ input of a read. The input owns what it needs. HASHLANE_OK or
 * HASHLANE_NO_MEMORY.
 */
int32_t hln_check_stream_open(struct hashlane_input *input,
			      const struct hln_check_read *read,
			      struct hln_check_stop *stop);

#endif
