/* SPDX-License-Identifier: MIT */
/*
 * vector.h - lane arithmetic for the kernel templates, on compiler vectors.
 *
 * Parameters, set by the includer (an isa_*.c):
 *   HLN_ISA    suffix of every name, such as avx2
 *   HLN_LANES  messages side by side
 *   HLN_VECTORS     vectors they lie in, 1 if not defined: a template that
 *                   loops over them with V_EACH interleaves them step by step;
 *                   HLN_LANES / HLN_VECTORS is 1 or a power of two
 *   HLN_SIMD_BYTES  the widest register of the included loader_*.h; if not
 *                   defined, blocks are loaded in plain C
 * It may be included again with other parameters; names carry ISA and lanes.
 *
 * Nothing outside src/lane and no function with external linkage may be
 * included here: code built for a wide instruction set must not serve
 * anybody else.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Vectors wider than a register cross only between inlined functions. */
#pragma GCC diagnostic ignored "-Wpsabi"

#undef HLN_NAME
#undef HLN_PASTE
#undef HLN_PASTE_
#define HLN_PASTE_(f, lanes, isa) f##_x##lanes##_##isa
#define HLN_PASTE(f, lanes, isa)  HLN_PASTE_(f, lanes, isa)
#define HLN_NAME(f)               HLN_PASTE(f, HLN_LANES, HLN_ISA)

#ifndef HLN_VECTORS
#define HLN_VECTORS 1
#endif

/* Lanes of one vector. */
#undef V_LANES
#define V_LANES (HLN_LANES / HLN_VECTORS)

/* The statement that follows, for each vector j. */
#undef V_EACH
#define V_EACH(j) _Pragma("GCC unroll 8") for (int j = 0; j < HLN_VECTORS; j++)

#undef v32
#undef v64
#if HLN_LANES == HLN_VECTORS
typedef uint32_t HLN_NAME(v32);
typedef uint64_t HLN_NAME(v64);
#else
typedef uint32_t HLN_NAME(v32) __attribute__((vector_size(4 * V_LANES)));
typedef uint64_t HLN_NAME(v64) __attribute__((vector_size(8 * V_LANES)));
#endif
#define v32 HLN_NAME(v32)
#define v64 HLN_NAME(v64)

#undef V32_ROTL
#undef V32_ROTR
#undef V64_ROTL
#undef V64_ROTR
#define V32_ROTL(x, k) (((x) << (k)) | ((x) >> (32 - (k))))
#define V32_ROTR(x, k) (((x) >> (k)) | ((x) << (32 - (k))))
#define V64_ROTL(x, k) (((x) << (k)) | ((x) >> (64 - (k))))
#define V64_ROTR(x, k) (((x) >> (k)) | ((x) << (64 - (k))))

/*
 * m ? a : b, bit by bit; the same where a comes last, as a sum, which waits
 * for it less, unless there is an instruction for all; and the majority.
 */
#undef V_SELECT
#undef V_SELECT_LATE
#undef V_MAJORITY
#define V_SELECT(m, a, b) ((b) ^ ((m) & ((a) ^ (b))))
#if defined(HLN_SIMD_BYTES) && HLN_SIMD_BYTES >= 64
#define V_SELECT_LATE(m, a, b) V_SELECT(m, a, b)
#else
#define V_SELECT_LATE(m, a, b) (((b) & ~(m)) + ((a) & (m)))
#endif
#define V_MAJORITY(a, b, c) (((a) & (b)) | ((c) & ((a) | (b))))

#undef v32_load
#undef v32_store
#undef v64_load
#undef v64_store
#define v32_load  HLN_NAME(v32_load)
#define v32_store HLN_NAME(v32_store)
#define v64_load  HLN_NAME(v64_load)
#define v64_store HLN_NAME(v64_store)

/*
 * V_LANES words of the state; word w of lane l is at w * HLN_LANES + l, that
 * of vector j's first lane at w * HLN_LANES + j * V_LANES.
 */
static inline v32 v32_load(const uint32_t *p)
{
	v32 v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static inline void v32_store(uint32_t *p, v32 v)
{
	memcpy(p, &v, sizeof(v));
}

static inline v64 v64_load(const uint64_t *p)
{
	v64 v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static inline void v64_store(uint64_t *p, v64 v)
{
	memcpy(p, &v, sizeof(v));
}

/*
 * Loaders: w[i] = word i of the block at byte `offset` of V_LANES inputs, in
 * the byte order named.
 *   v32_load_block_le/be  16 words (64 bytes)
 *   v32_load_quad_le      words i to i + 3 of them, just before they are due:
 *                         the shuffles overlap with other steps' arithmetic
 *   v64_load_words_le/be  `words` words (8 * words bytes)
 */
#undef v32_load_quad_le
#undef v32_load_block_le
#undef v32_load_block_be
#undef v64_load_words_le
#undef v64_load_words_be
#define v32_load_quad_le  HLN_NAME(v32_load_quad_le)
#define v32_load_block_le HLN_NAME(v32_load_block_le)
#define v32_load_block_be HLN_NAME(v32_load_block_be)
#define v64_load_words_le HLN_NAME(v64_load_words_le)
#define v64_load_words_be HLN_NAME(v64_load_words_be)

#include "loader.h"
