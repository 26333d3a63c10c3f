/* SPDX-License-Identifier: MIT */
/*
 * md.h - a message digest: a hash function over a core, as its initial state,
 * its padding and its output.
 */
#ifndef HLN_MD_H
#define HLN_MD_H

#include "../lane/kernel.h"

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

/* Every member but iv is a count or a choice. */
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

/* BLAKE2 marks its last block: a full block is held back until more follows. */
static inline size_t hln_md_held_bytes(const struct hln_md *md)
{
	return md->padding == HLN_PAD_BLAKE2;
}

/*
 * The steps of a digest on lane `lane` of a state with `lanes` lanes: write the
 * initial state; pad the last bytes in place (tail has room for two blocks) and
 * return how many blocks that makes; write the digest.
 */
void hln_md_state_init(const struct hln_md *md, void *state, size_t lanes,
		       size_t lane);
/* The initial state on all lanes. */
void hln_md_state_fill(const struct hln_md *md, void *state, size_t lanes);
size_t hln_md_pad(const struct hln_md *md, void *state, size_t lanes,
		  size_t lane, uint8_t *tail, uint64_t bytes);
void hln_md_output(const struct hln_md *md, const void *state, size_t lanes,
		   size_t lane, uint8_t *digest);

/* A whole message. */
struct hln_message {
	const uint8_t *data;
	size_t bytes; /* at data */
	uint8_t *digest;
};

/*
 * Digest a whole message by a kernel of one lane. If prefix >= 0, the message
 * starts with that byte.
 */
void hln_md_digest(const struct hln_md *md, const struct hln_kernel *kernel,
		   int prefix, const struct hln_message *message);

#endif
