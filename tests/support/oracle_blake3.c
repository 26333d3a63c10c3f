/* SPDX-License-Identifier: MIT */
/*
 * oracle_blake3.c - BLAKE3 as section 2 of its paper words it: recursive,
 * over the whole message, one compression at a time.
 */
#include "oracle.h"

#include <string.h>

enum {
	CHUNK_START = 1,
	CHUNK_END = 2,
	PARENT = 4,
	ROOT = 8,
	BLOCK_BYTES = 64,
	CHUNK_BYTES = 1024
};

static const uint32_t iv[8] = {
	0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
	0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
};

static uint32_t rotate(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

/* The G of table 1. */
static void mix(uint32_t *v, int a, int b, int c, int d, uint32_t m0,
		uint32_t m1)
{
	v[a] += v[b] + m0;
	v[d] = rotate(v[d] ^ v[a], 16);
	v[c] += v[d];
	v[b] = rotate(v[b] ^ v[c], 12);
	v[a] += v[b] + m1;
	v[d] = rotate(v[d] ^ v[a], 8);
	v[c] += v[d];
	v[b] = rotate(v[b] ^ v[c], 7);
}

static void round_once(uint32_t *v, const uint32_t *m)
{
	for (int i = 0; i < 4; i++)
		mix(v, i, 4 + i, 8 + i, 12 + i, m[2 * i], m[2 * i + 1]);
	for (int i = 0; i < 4; i++)
		mix(v, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4,
		    m[8 + 2 * i], m[9 + 2 * i]);
}

/* cv becomes the first 32 bytes of the compression's output. */
static void compress(uint32_t *cv, const uint8_t *block, uint32_t bytes,
		     uint64_t counter, uint32_t flags)
{
	static const int order[16] = { 2, 6,  3,  10, 7, 0,  4,  13,
				       1, 11, 12, 5,  9, 14, 15, 8 };
	uint32_t m[16], permuted[16], v[16];

	for (int i = 0; i < 16; i++)
		m[i] = (uint32_t)block[4 * i] |
		       (uint32_t)block[4 * i + 1] << 8 |
		       (uint32_t)block[4 * i + 2] << 16 |
		       (uint32_t)block[4 * i + 3] << 24;
	memcpy(v, cv, 32);
	memcpy(v + 8, iv, 16);
	v[12] = (uint32_t)counter;
	v[13] = (uint32_t)(counter >> 32);
	v[14] = bytes;
	v[15] = flags;
	for (int i = 0; i < 7; i++) {
		round_once(v, m);
		for (int j = 0; j < 16; j++)
			permuted[j] = m[order[j]];
		memcpy(m, permuted, sizeof(m));
	}
	for (int i = 0; i < 8; i++)
		cv[i] = v[i] ^ v[i + 8];
}

static void store(uint8_t *out, const uint32_t *cv)
{
	for (int i = 0; i < 32; i++)
		out[i] = (uint8_t)(cv[i / 4] >> 8 * (i % 4));
}

static void chunk(uint8_t *out, const uint8_t *data, size_t bytes,
		  uint64_t counter, uint32_t root)
{
	uint32_t cv[8], flags = CHUNK_START;

	memcpy(cv, iv, sizeof(cv));
	do {
		size_t take = bytes < BLOCK_BYTES ? bytes : BLOCK_BYTES;
		uint8_t block[BLOCK_BYTES] = { 0 };

		if (take)
			memcpy(block, data, take);
		if (take == bytes)
			flags |= CHUNK_END | root;
		compress(cv, block, (uint32_t)take, counter, flags);
		flags = 0;
		data += take;
		bytes -= take;
	} while (bytes);
	store(out, cv);
}

/* The left subtree is the largest whole power of two of chunks. */
static void subtree(uint8_t *out, const uint8_t *data, size_t bytes,
		    uint64_t counter, uint32_t root)
{
	uint8_t children[2 * 32];
	size_t left = CHUNK_BYTES;
	uint32_t cv[8];

	if (bytes <= CHUNK_BYTES) {
		chunk(out, data, bytes, counter, root);
		return;
	}
	while (left * 2 < bytes)
		left *= 2;
	subtree(children, data, left, counter, 0);
	subtree(children + 32, data + left, bytes - left,
		counter + left / CHUNK_BYTES, 0);
	memcpy(cv, iv, sizeof(cv));
	compress(cv, children, BLOCK_BYTES, 0, PARENT | root);
	store(out, cv);
}

void oracle_blake3(uint8_t *digest, const uint8_t *data, size_t bytes)
{
	subtree(digest, data, bytes, 0, ROOT);
}
