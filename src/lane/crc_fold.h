/* SPDX-License-Identifier: MIT */
/*
 * crc_fold.h - CRC32, CRC32C and CRC64-NVME by carry-less multiplication; a
 * kernel template.
 *
 * The includer sets HLN_TARGET (the functions' target attribute) and
 * HLN_CRC_NAME(crc) (the kernel's name), and defines two types with their
 * operations. A `block` is 16 bytes, the first in its low half; a `wide` is
 * one or more blocks, WIDE_BYTES = 16 << WIDE_BY.
 *
 *   block_load(p)          block_from(low, high)     block_xor(a, b)
 *   block_fold(x, k, next) x by the constants k, onto next
 *   block_shift(x, n, p)   n = 1..15: *x without its first n bytes and with
 *                          the n at p behind it, of which p - 16 + n is
 *                          readable; returns those first n, zeros before them
 *   block_low_times(x, y)  low half of x times low half of y
 *   block_low(x)           block_high(x)
 *   wide_load(p)           wide_start(block, p): wide_load with its first
 *                          block xored
 *   wide_key(k)            wide_fold(x, key, next)
 *   wide_narrow(c, x)      folds all its blocks onto the last
 */
#include "crc_constants.h"

/* Accumulators live in registers only where their loops are unrolled. */
#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 8")
#endif

/* What is left of 16 bytes once they are advanced over: x^64 times x mod G. */
HLN_TARGET static inline uint64_t reduce(const struct crc_constants *c,
					 block x)
{
	block high = block_from(block_high(x), 0);
	block v = block_xor(block_low_times(x, block_from(c->by[0][1], 0)),
			    high);
	block q = block_low_times(v, block_from(c->quotient, 0));
	block r = block_low_times(q, block_from(c->polynomial, 0));

	return block_high(block_xor(r, v)) ^ (block_low(q) & c->lowest);
}

/* Less than 16 bytes, moved to the end of a block. */
HLN_TARGET static inline uint64_t advance_short(const struct crc_constants *c,
						uint64_t crc,
						const uint8_t *data,
						size_t bytes)
{
	uint64_t x = 0;

	if (bytes >= 8) {
		uint64_t y = hln_load64_le(data + bytes - 8);

		x = hln_load64_le(data) ^ crc;
		y ^= crc >> 8 * (bytes - 8);
		x = x << 8 * (15 - bytes) << 8;
		return reduce(c, block_from(x, y));
	}
	if (!bytes)
		return crc;
	if (bytes >= 4)
		x = hln_load32_le(data) |
		    (uint64_t)hln_load32_le(data + bytes - 4)
			    << 8 * (bytes - 4);
	else
		x = data[0] | (uint64_t)data[bytes / 2] << 8 * (bytes / 2) |
		    (uint64_t)data[bytes - 1] << 8 * (bytes - 1);
	x = (x ^ crc) << 8 * (8 - bytes);
	return reduce(c, block_from(0, x)) ^ crc >> 8 * bytes;
}

/* The first 2^level accumulators onto the next as many, which move down. */
HLN_TARGET static inline __attribute__((always_inline)) void
fold_halves(const struct crc_constants *c, wide *acc, int level)
{
	wide key = wide_key(c->by[WIDE_BY + level]);
	const int count = 1 << level;

	UNROLL
	for (int i = 0; i < count; i++)
		acc[i] = wide_fold(acc[i], key, acc[i + count]);
}

/*
 * Whole vectors, side by side in 2^count_log accumulators as far as they go;
 * *at gets the bytes done.
 */
HLN_TARGET static inline __attribute__((always_inline)) block
fold_wide(const struct crc_constants *c, uint64_t crc, const uint8_t *data,
	  size_t bytes, size_t *at, int count_log)
{
	const int count = 1 << count_log;
	wide acc[8], key = wide_key(c->by[WIDE_BY + count_log]);
	size_t n = (size_t)count * WIDE_BYTES;

	acc[0] = wide_start(block_from(crc, 0), data);
	UNROLL
	for (int i = 1; i < count; i++)
		acc[i] = wide_load(data + i * WIDE_BYTES);
	for (; bytes - n >= (size_t)count * WIDE_BYTES;
	     n += (size_t)count * WIDE_BYTES) {
		UNROLL
		for (int i = 0; i < count; i++)
			acc[i] = wide_fold(
				acc[i], key,
				wide_load(data + n + i * WIDE_BYTES));
	}
	if (count_log > 2)
		fold_halves(c, acc, 2);
	if (count_log > 1)
		fold_halves(c, acc, 1);
	if (count_log > 0)
		fold_halves(c, acc, 0);
	key = wide_key(c->by[WIDE_BY]);
	for (; bytes - n >= WIDE_BYTES; n += WIDE_BYTES)
		acc[0] = wide_fold(acc[0], key, wide_load(data + n));
	*at = n;
	return wide_narrow(c, acc[0]);
}

HLN_TARGET static uint64_t advance(const struct crc_constants *c, uint64_t crc,
				   const uint8_t *data, size_t bytes)
{
	size_t at = 16;
	block x;

	if (bytes < 16)
		return advance_short(c, crc, data, bytes);
	if (bytes >= 8 * WIDE_BYTES)
		x = fold_wide(c, crc, data, bytes, &at, 3);
	else if (bytes >= 4 * WIDE_BYTES)
		x = fold_wide(c, crc, data, bytes, &at, 2);
	else if (WIDE_BYTES > 16 && bytes >= WIDE_BYTES)
		x = fold_wide(c, crc, data, bytes, &at, 0);
	else
		x = block_xor(block_load(data), block_from(crc, 0));
	for (; bytes - at >= 16; at += 16)
		x = block_fold(x, c->by[0], block_load(data + at));
	if (at < bytes) {
		block first = block_shift(&x, bytes - at, data + at);

		x = block_fold(first, c->by[0], x);
	}
	return reduce(c, x);
}

HLN_TARGET static uint64_t
HLN_CRC_NAME(crc32)(uint64_t crc, const uint8_t *data, size_t bytes)
{
	return advance(&crc32_constants, crc, data, bytes);
}

HLN_TARGET static uint64_t
HLN_CRC_NAME(crc32c)(uint64_t crc, const uint8_t *data, size_t bytes)
{
	return advance(&crc32c_constants, crc, data, bytes);
}

HLN_TARGET static uint64_t
HLN_CRC_NAME(crc64nvme)(uint64_t crc, const uint8_t *data, size_t bytes)
{
	return advance(&crc64nvme_constants, crc, data, bytes);
}

#undef UNROLL
