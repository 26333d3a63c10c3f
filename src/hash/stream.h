/* SPDX-License-Identifier: MIT */
/* stream.h - a message in progress, advanced by a kernel of one lane. */
#ifndef HLN_STREAM_H
#define HLN_STREAM_H

#include "md.h"
#include "packer.h"

/* A message in progress. May be copied as it is. */
struct hln_stream {
	const struct hln_md *md;
	hln_blocks_fn *blocks; /* one lane; NULL until it is needed */
	uint64_t bytes;        /* absorbed so far */
	uint32_t cpu;          /* HLN_CPU_* that may be used */
	uint64_t state[HLN_STATE_WORDS_MAX];
	uint8_t partial[HLN_BLOCK_BYTES_MAX];
};

/* cpu: HLN_CPU_* that may be used. */
void hln_stream_init(struct hln_stream *stream, const struct hln_md *md,
		     uint32_t cpu);
/* As hln_shape.pack, of a stream that has absorbed so many bytes. */
void hln_stream_pack(struct hln_stream *stream, struct hln_packer *packer,
		     uint64_t bytes);
void hln_stream_update(struct hln_stream *stream, const uint8_t *data,
		       size_t bytes);
/* The digest so far, md->digest_bytes; the stream may go on. */
void hln_stream_digest(const struct hln_stream *stream, uint8_t *digest);

#endif
