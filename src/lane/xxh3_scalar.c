/* SPDX-License-Identifier: MIT */
/* xxh3_scalar.c - XXH3's inner loop in plain C (xxHash specification). */
#include "../base/bytes.h"
#include "solo_kernels.h"

static void accumulate(uint64_t acc[8], const uint8_t *data,
		       const uint8_t *secret)
{
	for (int i = 0; i < 8; i += 2) {
		uint64_t even = hln_load64_le(data + 8 * i);
		uint64_t odd = hln_load64_le(data + 8 * i + 8);
		uint64_t x = even ^ hln_load64_le(secret + 8 * i);
		uint64_t y = odd ^ hln_load64_le(secret + 8 * i + 8);

		acc[i] += odd + (x & UINT32_MAX) * (x >> 32);
		acc[i + 1] += even + (y & UINT32_MAX) * (y >> 32);
	}
}

static void scramble(uint64_t acc[8], const uint8_t *secret)
{
	for (int i = 0; i < 8; i++) {
		acc[i] ^= acc[i] >> 47 ^ hln_load64_le(secret + 8 * i);
		acc[i] *= 0x9e3779b1;
	}
}

void hln_xxh3_scalar(uint64_t acc[8], const uint8_t *data,
		     const uint8_t *secret, size_t at, size_t stripes)
{
	for (; stripes; stripes--, data += 64) {
		accumulate(acc, data, secret + 8 * at);
		at = (at + 1) % 16;
		if (!at)
			scramble(acc, secret + 128);
	}
}
