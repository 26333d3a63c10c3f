/* SPDX-License-Identifier: MIT */
/*
 * arm_sha.h - SHA-1, SHA-256 and SHA-512 (FIPS 180-4) on HLN_STREAMS
 * interleaved messages by the SHA instructions of ARMv8 (Arm Architecture
 * Reference Manual for A-profile, C7.2); a kernel template, undefines its
 * parameter.
 */
#define SHA_PASTE_(f, streams) f##_x##streams##_arm_sha
#define SHA_PASTE(f, streams)  SHA_PASTE_(f, streams)
#define SHA_NAME(f)            SHA_PASTE(f, HLN_STREAMS)
#define EACH                   _Pragma("GCC unroll 4") for (int s = 0; s < HLN_STREAMS; s++)

#include "sha256_constants.h"
#include "sha512_constants.h"

#ifndef HLN_ARM_SHA_SHARED
#define HLN_ARM_SHA_SHARED

/*
 * Assembly, because clang hides the intrinsics unless all of the file is
 * built for them. The first operand is read and written.
 */
#define THREE(function, target, type, last, text)                  \
	target static inline type function(type x, type y, last z) \
	{                                                          \
		__asm__(text : "+w"(x) : "w"(y), "w"(z));          \
		return x;                                          \
	}
#define TWO(function, target, type, text)                  \
	target static inline type function(type x, type y) \
	{                                                  \
		__asm__(text : "+w"(x) : "w"(y));          \
		return x;                                  \
	}

THREE(sha256_abcd, SHA_TARGET, uint32x4_t, uint32x4_t,
      "sha256h %q0, %q1, %2.4s")
THREE(sha256_efgh, SHA_TARGET, uint32x4_t, uint32x4_t,
      "sha256h2 %q0, %q1, %2.4s")
TWO(sha256_words0, SHA_TARGET, uint32x4_t, "sha256su0 %0.4s, %1.4s")
THREE(sha256_words1, SHA_TARGET, uint32x4_t, uint32x4_t,
      "sha256su1 %0.4s, %1.4s, %2.4s")

THREE(sha1_words0, SHA_TARGET, uint32x4_t, uint32x4_t,
      "sha1su0 %0.4s, %1.4s, %2.4s")
TWO(sha1_words1, SHA_TARGET, uint32x4_t, "sha1su1 %0.4s, %1.4s")

THREE(sha512_ab, SHA512_TARGET, uint64x2_t, uint64x2_t,
      "sha512h2 %q0, %q1, %2.2d")
THREE(sha512_sum, SHA512_TARGET, uint64x2_t, uint64x2_t,
      "sha512h %q0, %q1, %2.2d")
TWO(sha512_words0, SHA512_TARGET, uint64x2_t, "sha512su0 %0.2d, %1.2d")
THREE(sha512_words1, SHA512_TARGET, uint64x2_t, uint64x2_t,
      "sha512su1 %0.2d, %1.2d, %2.2d")

#undef THREE
#undef TWO

/* Four rounds of SHA-1 with the function of round group g. */
SHA_TARGET static inline uint32x4_t sha1_abcd(uint32x4_t abcd, uint32_t e,
					      uint32x4_t words, int g)
{
	if (g / 5 == 0)
		__asm__("sha1c %q0, %s1, %2.4s"
			: "+w"(abcd)
			: "w"(e), "w"(words));
	else if (g / 5 == 2)
		__asm__("sha1m %q0, %s1, %2.4s"
			: "+w"(abcd)
			: "w"(e), "w"(words));
	else
		__asm__("sha1p %q0, %s1, %2.4s"
			: "+w"(abcd)
			: "w"(e), "w"(words));
	return abcd;
}

/* What a is now becomes e four rounds later. */
SHA_TARGET static inline uint32_t sha1_next_e(uint32x4_t abcd)
{
	uint32_t e = vgetq_lane_u32(abcd, 0);

	__asm__("sha1h %s0, %s0" : "+w"(e));
	return e;
}

SHA_TARGET static inline uint32x4_t load_words32(const uint8_t *p)
{
	return vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(p)));
}

SHA512_TARGET static inline uint64x2_t load_words64(const uint8_t *p)
{
	return vreinterpretq_u64_u8(vrev64q_u8(vld1q_u8(p)));
}
#endif

/* Four rounds: the constants of round group g, the words in m[.][g & 3]. */
#define ROUNDS(g)                                                 \
	EACH                                                      \
	{                                                         \
		uint32x4_t x = vaddq_u32(m[s][(g)&3],             \
					 vld1q_u32(k + 4 * (g))); \
		uint32x4_t y = abcd[s];                           \
		abcd[s] = sha256_abcd(abcd[s], efgh[s], x);       \
		efgh[s] = sha256_efgh(efgh[s], y, x);             \
	}

/* The words of round group g, from the four groups before. */
#define SCHEDULE(g)                                              \
	EACH m[s][(g)&3] = sha256_words1(                        \
		sha256_words0(m[s][(g)&3], m[s][((g) + 1) & 3]), \
		m[s][((g) + 2) & 3], m[s][((g) + 3) & 3]);       \
	ROUNDS(g)

#define LOAD(g)                                                 \
	EACH m[s][g] = load_words32(in[s] + 64 * n + 16 * (g)); \
	ROUNDS(g)

SHA_TARGET static void
SHA_NAME(sha256_blocks)(void *state, const uint8_t *const *in, size_t blocks)
{
	const uint32_t *k = sha256_constants;
	uint32_t *words = state;
	uint32x4_t abcd[HLN_STREAMS], efgh[HLN_STREAMS], m[HLN_STREAMS][4];
	uint32_t w[8];

	EACH
	{
		for (int i = 0; i < 8; i++)
			w[i] = words[i * HLN_STREAMS + s];
		abcd[s] = vld1q_u32(w);
		efgh[s] = vld1q_u32(w + 4);
	}
	for (size_t n = 0; n < blocks; n++) {
		uint32x4_t abcd0[HLN_STREAMS], efgh0[HLN_STREAMS];

		EACH
		{
			abcd0[s] = abcd[s];
			efgh0[s] = efgh[s];
		}
		LOAD(0)
		LOAD(1)
		LOAD(2)
		LOAD(3)
		SCHEDULE(4)
		SCHEDULE(5)
		SCHEDULE(6)
		SCHEDULE(7)
		SCHEDULE(8)
		SCHEDULE(9)
		SCHEDULE(10)
		SCHEDULE(11)
		SCHEDULE(12)
		SCHEDULE(13)
		SCHEDULE(14)
		SCHEDULE(15)
		EACH
		{
			abcd[s] = vaddq_u32(abcd[s], abcd0[s]);
			efgh[s] = vaddq_u32(efgh[s], efgh0[s]);
		}
	}
	EACH
	{
		vst1q_u32(w, abcd[s]);
		vst1q_u32(w + 4, efgh[s]);
		for (int i = 0; i < 8; i++)
			words[i * HLN_STREAMS + s] = w[i];
	}
}

#undef ROUNDS
#undef SCHEDULE
#undef LOAD

/* Four rounds of group g. */
#define ROUNDS(g)                                                  \
	EACH                                                       \
	{                                                          \
		uint32x4_t x = vaddq_u32(m[s][(g)&3],              \
					 vdupq_n_u32(k[(g) / 5])); \
		uint32_t y = sha1_next_e(abcd[s]);                 \
		abcd[s] = sha1_abcd(abcd[s], e[s], x, g);          \
		e[s] = y;                                          \
	}

#define SCHEDULE(g)                                                      \
	EACH m[s][(g)&3] = sha1_words1(sha1_words0(m[s][(g)&3],          \
						   m[s][((g) + 1) & 3],  \
						   m[s][((g) + 2) & 3]), \
				       m[s][((g) + 3) & 3]);             \
	ROUNDS(g)

#define LOAD(g)                                                 \
	EACH m[s][g] = load_words32(in[s] + 64 * n + 16 * (g)); \
	ROUNDS(g)

SHA_TARGET static void
SHA_NAME(sha1_blocks)(void *state, const uint8_t *const *in, size_t blocks)
{
	static const uint32_t k[4] = { 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc,
				       0xca62c1d6 };
	uint32_t *words = state;
	uint32x4_t abcd[HLN_STREAMS], m[HLN_STREAMS][4];
	uint32_t e[HLN_STREAMS], w[4];

	EACH
	{
		for (int i = 0; i < 4; i++)
			w[i] = words[i * HLN_STREAMS + s];
		abcd[s] = vld1q_u32(w);
		e[s] = words[4 * HLN_STREAMS + s];
	}
	for (size_t n = 0; n < blocks; n++) {
		uint32x4_t abcd0[HLN_STREAMS];
		uint32_t e0[HLN_STREAMS];

		EACH
		{
			abcd0[s] = abcd[s];
			e0[s] = e[s];
		}
		LOAD(0)
		LOAD(1)
		LOAD(2)
		LOAD(3)
		SCHEDULE(4)
		SCHEDULE(5)
		SCHEDULE(6)
		SCHEDULE(7)
		SCHEDULE(8)
		SCHEDULE(9)
		SCHEDULE(10)
		SCHEDULE(11)
		SCHEDULE(12)
		SCHEDULE(13)
		SCHEDULE(14)
		SCHEDULE(15)
		SCHEDULE(16)
		SCHEDULE(17)
		SCHEDULE(18)
		SCHEDULE(19)
		EACH
		{
			abcd[s] = vaddq_u32(abcd[s], abcd0[s]);
			e[s] += e0[s];
		}
	}
	EACH
	{
		vst1q_u32(w, abcd[s]);
		for (int i = 0; i < 4; i++)
			words[i * HLN_STREAMS + s] = w[i];
		words[4 * HLN_STREAMS + s] = e[s];
	}
}

#undef ROUNDS
#undef SCHEDULE
#undef LOAD

/*
 * Two rounds of group g: sha512h gives the two sums that are added to c and d,
 * sha512h2 makes the new a and b of them.
 */
#define ROUNDS(g)                                                 \
	EACH                                                      \
	{                                                         \
		uint64x2_t x = vaddq_u64(m[s][(g)&7],             \
					 vld1q_u64(k + 2 * (g))); \
		uint64x2_t fg = vextq_u64(ef[s], gh[s], 1);       \
		uint64x2_t de = vextq_u64(cd[s], ef[s], 1);       \
		x = vaddq_u64(gh[s], vextq_u64(x, x, 1));         \
		x = sha512_sum(x, fg, de);                        \
		gh[s] = ef[s];                                    \
		ef[s] = vaddq_u64(cd[s], x);                      \
		x = sha512_ab(x, cd[s], ab[s]);                   \
		cd[s] = ab[s];                                    \
		ab[s] = x;                                        \
	}

/* The words of round group g, from the eight groups before. */
#define SCHEDULE(g)                                                      \
	EACH m[s][(g)&7] = sha512_words1(                                \
		sha512_words0(m[s][(g)&7], m[s][((g) + 1) & 7]),         \
		m[s][((g) + 7) & 7],                                     \
		vextq_u64(m[s][((g) + 4) & 7], m[s][((g) + 5) & 7], 1)); \
	ROUNDS(g)

#define LOAD(g)                                                  \
	EACH m[s][g] = load_words64(in[s] + 128 * n + 16 * (g)); \
	ROUNDS(g)

#define EIGHT(step, g)                                                  \
	step(g) step((g) + 1) step((g) + 2) step((g) + 3) step((g) + 4) \
		step((g) + 5) step((g) + 6) step((g) + 7)

SHA512_TARGET static void
SHA_NAME(sha512_blocks)(void *state, const uint8_t *const *in, size_t blocks)
{
	const uint64_t *k = sha512_constants;
	uint64_t *words = state;
	uint64x2_t ab[HLN_STREAMS], cd[HLN_STREAMS], ef[HLN_STREAMS];
	uint64x2_t gh[HLN_STREAMS], m[HLN_STREAMS][8];
	uint64_t w[8];

	EACH
	{
		for (int i = 0; i < 8; i++)
			w[i] = words[i * HLN_STREAMS + s];
		ab[s] = vld1q_u64(w);
		cd[s] = vld1q_u64(w + 2);
		ef[s] = vld1q_u64(w + 4);
		gh[s] = vld1q_u64(w + 6);
	}
	for (size_t n = 0; n < blocks; n++) {
		uint64x2_t ab0[HLN_STREAMS], cd0[HLN_STREAMS];
		uint64x2_t ef0[HLN_STREAMS], gh0[HLN_STREAMS];

		EACH
		{
			ab0[s] = ab[s];
			cd0[s] = cd[s];
			ef0[s] = ef[s];
			gh0[s] = gh[s];
		}
		EIGHT(LOAD, 0)
		EIGHT(SCHEDULE, 8)
		EIGHT(SCHEDULE, 16)
		EIGHT(SCHEDULE, 24)
		EIGHT(SCHEDULE, 32)
		EACH
		{
			ab[s] = vaddq_u64(ab[s], ab0[s]);
			cd[s] = vaddq_u64(cd[s], cd0[s]);
			ef[s] = vaddq_u64(ef[s], ef0[s]);
			gh[s] = vaddq_u64(gh[s], gh0[s]);
		}
	}
	EACH
	{
		vst1q_u64(w, ab[s]);
		vst1q_u64(w + 2, cd[s]);
		vst1q_u64(w + 4, ef[s]);
		vst1q_u64(w + 6, gh[s]);
		for (int i = 0; i < 8; i++)
			words[i * HLN_STREAMS + s] = w[i];
	}
}

#undef ROUNDS
#undef SCHEDULE
#undef LOAD
#undef EIGHT
#undef EACH
#undef SHA_NAME
#undef SHA_PASTE
#undef SHA_PASTE_
#undef HLN_STREAMS
