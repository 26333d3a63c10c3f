/* SPDX-License-Identifier: MIT */
/*
 * message_digest.h - a core made a hash function: initial state, padding and
 * output. One message at a time as a stream, or many whole messages at once
 * so that they can share lanes.
 */
#ifndef HLN_MESSAGE_DIGEST_H
#define HLN_MESSAGE_DIGEST_H

#include "../lane/kernel.h"
#include "packer.h"

#include <stddef.h>
#include <stdint.h>

enum { HLN_DIGEST_BYTES_MAX = 64 };

enum hln_padding {
	HLN_PAD_MD_LE,    /* 80 00.. then the bits in 64, little-endian */
	HLN_PAD_MD_BE,    /* the same, big-endian */
	HLN_PAD_MD_BE128, /* the same, in 128 bits, big-endian */
	HLN_PAD_TIGER,    /* 01 00.. then the bits in 64, little-endian */
	HLN_PAD_SHA3,     /* 06 00.. 80 */
	HLN_PAD_BLAKE2    /* zeros; counter and last-block flag in the state */
};

/* A hash function over a core; every member but iv is a count or a choice. */
struct hln_md {
	enum hln_core core;
	enum hln_padding padding;
	uint8_t word_bytes; /* 4 or 8 */
	uint8_t state_words;
	uint8_t block_bytes;
	uint8_t digest_bytes;
	uint8_t big_endian; /* the digest's words */
	uint64_t iv[HLN_STATE_WORDS_MAX];
};

extern const struct hln_md hln_md4, hln_md5, hln_sha1, hln_sha224, hln_sha256,
	hln_sha384, hln_sha512, hln_sha512_256, hln_sha3_224, hln_sha3_256,
	hln_sha3_384, hln_sha3_512, hln_blake2b, hln_blake2s, hln_tiger;

/* Whole blocks; a division costs what a block of a short message does. */
static inline uint64_t hln_md_blocks(const struct hln_md *md, uint64_t bytes)
{
	return md->block_bytes == 64  ? bytes / 64 :
	       md->block_bytes == 128 ? bytes / 128 :
					/* NOLINTNEXTLINE: it is never 0 */
					bytes / md->block_bytes;
}

/*
 * How many of a message's bytes are left for its padded last blocks: less
 * than a block, but BLAKE2 holds a full block back.
 */
static inline size_t hln_md_tail_bytes(const struct hln_md *md, uint64_t bytes)
{
	size_t tail =
		(size_t)(bytes - hln_md_blocks(md, bytes) * md->block_bytes);

	if (!tail && bytes && md->padding == HLN_PAD_BLAKE2)
		return md->block_bytes;
	return tail;
}

/*
 * The pieces of a digest, on lane `lane` of a state of `lanes` lanes: the
 * initial state; the padding of the last bytes, in place (tail has room for
 * two blocks), which returns the blocks to run; the output.
 */
void hln_md_state_init(const struct hln_md *md, void *state, size_t lanes,
		       size_t lane);
/* The initial state on all lanes. */
void hln_md_state_fill(const struct hln_md *md, void *state, size_t lanes);
size_t hln_md_pad(const struct hln_md *md, void *state, size_t lanes,
		  size_t lane, uint8_t *tail, uint64_t bytes);
void hln_md_output(const struct hln_md *md, const void *state, size_t lanes,
		   size_t lane, uint8_t *digest);

/* A message in progress. May be copied as it is. */
struct hln_stream {
	const struct hln_md *md;
	hln_blocks_fn *blocks; /* one lane */
	uint64_t bytes;        /* absorbed so far */
	uint32_t cpu;          /* HLN_CPU_* that may be used */
	uint64_t state[HLN_STATE_WORDS_MAX];
	uint8_t partial[HLN_BLOCK_BYTES_MAX];
};

/* cpu: HLN_CPU_* that may be used. */
void hln_stream_init(struct hln_stream *stream, const struct hln_md *md,
		     uint32_t cpu);
/* As hln_shape.pack: one that has absorbed so many bytes, or will have. */
void hln_stream_pack(struct hln_stream *stream, struct hln_packer *packer,
		     uint64_t bytes);
void hln_stream_update(struct hln_stream *stream, const uint8_t *data,
		       size_t bytes);
/* The digest so far, md->digest_bytes; the stream may go on. */
void hln_stream_digest(const struct hln_stream *stream, uint8_t *digest);

/* A whole message: an optional first byte, then data. */
struct hln_message {
	const uint8_t *data;
	size_t bytes; /* at data, without the first byte */
	uint8_t *digest;
};

/* Digest one, by a kernel of one lane. */
void hln_message_digest(const struct hln_md *md,
			const struct hln_kernel *kernel, int prefix,
			const struct hln_message *message);

/* Where messages come from, some at a time. */
struct hln_source {
	/* Write the next ones, up to `room`; fewer only at the end. */
	size_t (*next)(void *context, struct hln_message *messages,
		       size_t room);
	void *context;
};

/*
 * Digest `count` messages with one function. With prefix >= 0 every message
 * starts with that byte. No digest may overlap any data.
 */
void hln_source_digest(const struct hln_md *md, uint32_t cpu, int prefix,
		       const struct hln_source *source, size_t count);

/* Messages of an array. */
void hln_messages_digest(const struct hln_md *md, uint32_t cpu, int prefix,
			 const struct hln_message *messages, size_t count);

/* Messages of one size that lie one after the other; digests too. */
void hln_rows_digest(const struct hln_md *md, uint32_t cpu, int prefix,
		     uint8_t *digests, const uint8_t *data, size_t row_bytes,
		     size_t count);

#endif
