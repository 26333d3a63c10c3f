/* SPDX-License-Identifier: MIT */
/* md.c - the hash functions over a core: initial states, padding, output. */
#include "md.h"

#include "../base/bytes.h"

#include <stdbool.h>
#include <string.h>

/* FIPS 180-4, 5.3; RFC 1320; RFC 1321; Tiger: Anderson and Biham, 1996. */
const struct hln_md hln_md4 = {
	HLN_CORE_MD4,
	HLN_PAD_MD_LE,
	4,
	4,
	64,
	16,
	false,
	{ 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476 },
};

const struct hln_md hln_md5 = {
	HLN_CORE_MD5,
	HLN_PAD_MD_LE,
	4,
	4,
	64,
	16,
	false,
	{ 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476 },
};

const struct hln_md hln_sha1 = {
	HLN_CORE_SHA1,
	HLN_PAD_MD_BE,
	4,
	5,
	64,
	20,
	true,
	{ 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 },
};

const struct hln_md hln_sha224 = {
	HLN_CORE_SHA256,
	HLN_PAD_MD_BE,
	4,
	8,
	64,
	28,
	true,
	{ 0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31,
	  0x68581511, 0x64f98fa7, 0xbefa4fa4 },
};

const struct hln_md hln_sha256 = {
	HLN_CORE_SHA256,
	HLN_PAD_MD_BE,
	4,
	8,
	64,
	32,
	true,
	{ 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
	  0x9b05688c, 0x1f83d9ab, 0x5be0cd19 },
};

const struct hln_md hln_sha384 = {
	HLN_CORE_SHA512,
	HLN_PAD_MD_BE128,
	8,
	8,
	128,
	48,
	true,
	{ 0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17,
	  0x152fecd8f70e5939, 0x67332667ffc00b31, 0x8eb44a8768581511,
	  0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4 },
};

const struct hln_md hln_sha512 = {
	HLN_CORE_SHA512,
	HLN_PAD_MD_BE128,
	8,
	8,
	128,
	64,
	true,
	{ 0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
	  0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
	  0x1f83d9abfb41bd6b, 0x5be0cd19137e2179 },
};

const struct hln_md hln_sha512_256 = {
	HLN_CORE_SHA512,
	HLN_PAD_MD_BE128,
	8,
	8,
	128,
	32,
	true,
	{ 0x22312194fc2bf72c, 0x9f555fa3c84c64c2, 0x2393b86b6f53b151,
	  0x963877195940eabd, 0x96283ee2a88effe3, 0xbe5e1e2553863992,
	  0x2b0199fc2c85b8aa, 0x0eb72ddc81c52ca2 },
};

/* FIPS 202; the last state word is the rate in bytes. */
const struct hln_md hln_sha3_224 = {
	HLN_CORE_KECCAK, HLN_PAD_SHA3, 8, 26, 144, 28, false, { [25] = 144 },
};

const struct hln_md hln_sha3_256 = {
	HLN_CORE_KECCAK, HLN_PAD_SHA3, 8, 26, 136, 32, false, { [25] = 136 },
};

const struct hln_md hln_sha3_384 = {
	HLN_CORE_KECCAK, HLN_PAD_SHA3, 8, 26, 104, 48, false, { [25] = 104 },
};

const struct hln_md hln_sha3_512 = {
	HLN_CORE_KECCAK, HLN_PAD_SHA3, 8, 26, 72, 64, false, { [25] = 72 },
};

/* RFC 7693: SHA-2's constants; parameters: no key, fanout 1, depth 1. */
const struct hln_md hln_blake2b = {
	HLN_CORE_BLAKE2B,
	HLN_PAD_BLAKE2,
	8,
	11,
	128,
	64,
	false,
	{ 0x6a09e667f3bcc908 ^ 0x01010040, 0xbb67ae8584caa73b,
	  0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1, 0x510e527fade682d1,
	  0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179 },
};

const struct hln_md hln_blake2s = {
	HLN_CORE_BLAKE2S,
	HLN_PAD_BLAKE2,
	4,
	11,
	64,
	32,
	false,
	{ 0x6a09e667 ^ 0x01010020, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
	  0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 },
};

const struct hln_md hln_tiger = {
	HLN_CORE_TIGER,
	HLN_PAD_TIGER,
	8,
	3,
	64,
	24,
	false,
	{ 0x0123456789abcdef, 0xfedcba9876543210, 0xf096a5b4c3b2e187 },
};

/* Word w of a lane, whatever its width. */
static uint64_t word(const struct hln_md *md, const void *state, size_t at)
{
	uint32_t narrow;
	uint64_t wide;

	if (md->word_bytes == 8) {
		memcpy(&wide, (const uint8_t *)state + 8 * at, 8);
		return wide;
	}
	memcpy(&narrow, (const uint8_t *)state + 4 * at, 4);
	return narrow;
}

static void set_word(const struct hln_md *md, void *state, size_t at,
		     uint64_t x)
{
	uint32_t narrow = (uint32_t)x;

	if (md->word_bytes == 8)
		memcpy((uint8_t *)state + 8 * at, &x, 8);
	else
		memcpy((uint8_t *)state + 4 * at, &narrow, 4);
}

void hln_md_state_init(const struct hln_md *md, void *state, size_t lanes,
		       size_t lane)
{
	uint8_t *at = (uint8_t *)state + lane * md->word_bytes;
	size_t step = lanes * md->word_bytes;

	if (md->word_bytes == 8) {
		for (size_t w = 0; w < md->state_words; w++, at += step)
			memcpy(at, &md->iv[w], 8);
		return;
	}
	for (size_t w = 0; w < md->state_words; w++, at += step) {
		uint32_t narrow = (uint32_t)md->iv[w];

		memcpy(at, &narrow, 4);
	}
}

void hln_md_state_fill(const struct hln_md *md, void *state, size_t lanes)
{
	for (size_t w = 0; w < md->state_words; w++)
		for (size_t l = 0; l < lanes; l++)
			set_word(md, state, w * lanes + l, md->iv[w]);
}

void hln_md_output(const struct hln_md *md, const void *state, size_t lanes,
		   size_t lane, uint8_t *digest)
{
	size_t step = md->word_bytes, bytes = md->digest_bytes;
	const uint8_t *at = (const uint8_t *)state + lane * step;
	uint8_t last[8];

	if (step == 4) {
		for (size_t i = 0; i < bytes; i += 4, at += 4 * lanes) {
			uint32_t x;

			memcpy(&x, at, 4);
			if (md->big_endian)
				hln_store32_be(digest + i, x);
			else
				hln_store32_le(digest + i, x);
		}
		return;
	}
	for (size_t i = 0; i < bytes; i += 8, at += 8 * lanes) {
		bool whole = bytes - i >= 8;
		uint8_t *out = whole ? digest + i : last;
		uint64_t x;

		memcpy(&x, at, 8);
		if (md->big_endian)
			hln_store64_be(out, x);
		else
			hln_store64_le(out, x);
		if (!whole) /* SHA3-224 ends with half a word */
			memcpy(digest + i, last, bytes - i);
	}
}

/* The counter must read `tail` bytes more when the last block is done. */
static void blake2_last(const struct hln_md *md, void *state, size_t lanes,
			size_t lane, size_t tail)
{
	uint64_t low = word(md, state, 8 * lanes + lane);
	uint64_t high = word(md, state, 9 * lanes + lane);
	size_t unused = md->block_bytes - tail;

	set_word(md, state, 8 * lanes + lane, low - unused);
	set_word(md, state, 9 * lanes + lane, high - (low < unused));
	set_word(md, state, 10 * lanes + lane, UINT64_MAX);
}

size_t hln_md_pad(const struct hln_md *md, void *state, size_t lanes,
		  size_t lane, uint8_t *tail, uint64_t bytes)
{
	size_t block = md->block_bytes;
	size_t used = hln_md_tail_bytes(md, bytes);
	size_t length_bytes = md->padding == HLN_PAD_MD_BE128 ? 16 : 8;
	size_t blocks = used + 1 + length_bytes > block ? 2 : 1;

	if (md->padding == HLN_PAD_SHA3 || md->padding == HLN_PAD_BLAKE2)
		blocks = 1;
	memset(tail + used, 0, blocks * block - used);
	switch (md->padding) {
	case HLN_PAD_MD_LE:
	case HLN_PAD_TIGER:
		tail[used] = md->padding == HLN_PAD_TIGER ? 0x01 : 0x80;
		hln_store64_le(tail + blocks * block - 8, bytes << 3);
		break;
	case HLN_PAD_MD_BE128:
		hln_store64_be(tail + blocks * block - 16, bytes >> 61);
		/* fallthrough */
	case HLN_PAD_MD_BE:
		tail[used] = 0x80;
		hln_store64_be(tail + blocks * block - 8, bytes << 3);
		break;
	case HLN_PAD_SHA3:
		tail[used] = 0x06;
		tail[block - 1] |= 0x80;
		break;
	case HLN_PAD_BLAKE2:
		blake2_last(md, state, lanes, lane, used);
		break;
	}
	return blocks;
}

void hln_md_digest(const struct hln_md *md, const struct hln_kernel *kernel,
		   int prefix, const struct hln_message *message)
{
	hln_blocks_fn *blocks_fn = kernel->blocks;
	size_t block = md->block_bytes;
	uint64_t state[HLN_STATE_WORDS_MAX];
	uint8_t scratch[2 * HLN_BLOCK_BYTES_MAX];
	const uint8_t *in = scratch, *data = message->data;
	size_t left = message->bytes;
	uint64_t total = (uint64_t)left + (prefix >= 0);
	size_t tail = hln_md_tail_bytes(md, total);
	size_t blocks;

	hln_md_state_init(md, state, 1, 0);
	if (prefix >= 0) {
		size_t take = left < block ? left : block - 1;

		scratch[0] = (uint8_t)prefix;
		if (take)
			memcpy(scratch + 1, data, take);
		if (total <= tail)
			goto last;
		blocks_fn(state, &in, 1);
		data += take;
		left -= take;
	}
	blocks = (size_t)hln_md_blocks(md, left - tail);
	if (blocks)
		blocks_fn(state, &data, blocks);
	if (tail)
		memcpy(scratch, data + blocks * block, tail);
last:
	blocks_fn(state, &in, hln_md_pad(md, state, 1, 0, scratch, total));
	hln_md_output(md, state, 1, 0, message->digest);
}
