/* SPDX-License-Identifier: MIT */
/* streaming.h - what the handle of a streaming hasher names. */
#ifndef HLN_STREAMING_H
#define HLN_STREAMING_H

#include "arguments.h"

/* The states lie behind it. */
struct hln_streaming {
	void *memory; /* where it is */
	struct hln_hasher hasher;
	int32_t isa;        /* HASHLANE_ISA_*, as it was asked for */
	struct hln_set set; /* no more of it than is used */
};

/* One that is not started; NULL: no memory. */
struct hln_streaming *hln_streaming_allocate(const struct hln_set *set);

/* End one that was started and is not published. */
void hln_streaming_free(struct hln_streaming *streaming);

/* Make the handle, or end the object. HASHLANE_OK or HASHLANE_NO_MEMORY. */
int32_t hln_streaming_publish(hashlane_hasher *out,
			      struct hln_streaming *streaming);

/* The hasher behind a handle, for one call. */
int32_t hln_streaming_lock(struct hln_streaming **streaming,
			   hashlane_hasher hasher);
/* The end of that call; the hasher may be gone behind it. */
void hln_streaming_unlock(hashlane_hasher hasher);

/*
 * May a stream under the set start at an offset? HASHLANE_OK;
 * HASHLANE_UNSUPPORTED: never; HASHLANE_ARGUMENT: not there.
 */
int32_t hln_streaming_check_offset(const struct hln_set *set, uint64_t offset,
				   struct hashlane_error *error);

#endif
