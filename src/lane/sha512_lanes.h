/* SPDX-License-Identifier: MIT */
/*
 * sha512_lanes.h - SHA-512 (FIPS 180-4) on HLN_LANES messages; a kernel
 * template.
 */

#include "sha512_constants.h"

#define BIG_SIGMA0(x)   (V64_ROTR(x, 28) ^ V64_ROTR(x, 34) ^ V64_ROTR(x, 39))
#define BIG_SIGMA1(x)   (V64_ROTR(x, 14) ^ V64_ROTR(x, 18) ^ V64_ROTR(x, 41))
#define SMALL_SIGMA0(x) (V64_ROTR(x, 1) ^ V64_ROTR(x, 8) ^ ((x) >> 7))
#define SMALL_SIGMA1(x) (V64_ROTR(x, 19) ^ V64_ROTR(x, 61) ^ ((x) >> 6))

#define LOADED(t) w[t]
/* Word t of the schedule, modulo 16; the window holds 16. */
#define SCHEDULE(t)                                                    \
	(w[t] += SMALL_SIGMA0(w[((t) + 1) & 15]) + w[((t) + 9) & 15] + \
		 SMALL_SIGMA1(w[((t) + 14) & 15]))

#define STEP(a, b, c, d, e, f, g, h, W, t)                  \
	do {                                                \
		(h) += k[t] + W(t);                         \
		(h) += V_SELECT(e, f, g);                   \
		(h) += BIG_SIGMA1(e);                       \
		(d) += (h);                                 \
		(h) += BIG_SIGMA0(a) + V_MAJORITY(a, b, c); \
	} while (0)

#define EIGHT(W, t)                                       \
	do {                                              \
		STEP(a, b, c, d, e, f, g, h, W, t);       \
		STEP(h, a, b, c, d, e, f, g, W, (t) + 1); \
		STEP(g, h, a, b, c, d, e, f, W, (t) + 2); \
		STEP(f, g, h, a, b, c, d, e, W, (t) + 3); \
		STEP(e, f, g, h, a, b, c, d, W, (t) + 4); \
		STEP(d, e, f, g, h, a, b, c, W, (t) + 5); \
		STEP(c, d, e, f, g, h, a, b, W, (t) + 6); \
		STEP(b, c, d, e, f, g, h, a, W, (t) + 7); \
	} while (0)

static void HLN_NAME(sha512_blocks)(void *state, const uint8_t *const *in,
				    size_t blocks)
{
	uint64_t *words = state;
	v64 s[8], w[16];

	for (int i = 0; i < 8; i++)
		s[i] = v64_load(words + i * HLN_LANES);
	for (size_t n = 0; n < blocks; n++) {
		v64 a = s[0], b = s[1], c = s[2], d = s[3];
		v64 e = s[4], f = s[5], g = s[6], h = s[7];
		const uint64_t *k = sha512_constants;

		v64_load_words_be(w, in, 128 * n, 16);
		EIGHT(LOADED, 0);
		EIGHT(LOADED, 8);
		for (int round = 16; round < 80; round += 16) {
			k += 16;
			EIGHT(SCHEDULE, 0);
			EIGHT(SCHEDULE, 8);
		}
		s[0] += a;
		s[1] += b;
		s[2] += c;
		s[3] += d;
		s[4] += e;
		s[5] += f;
		s[6] += g;
		s[7] += h;
	}
	for (int i = 0; i < 8; i++)
		v64_store(words + i * HLN_LANES, s[i]);
}

#undef BIG_SIGMA0
#undef BIG_SIGMA1
#undef SMALL_SIGMA0
#undef SMALL_SIGMA1
#undef LOADED
#undef SCHEDULE
#undef STEP
#undef EIGHT
