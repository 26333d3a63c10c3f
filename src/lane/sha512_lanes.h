/* SPDX-License-Identifier: MIT */
/*
 * sha512_lanes.h - SHA-512 (FIPS 180-4) on HLN_LANES messages; a kernel
 * template.
 */

#ifndef HLN_SHA512_CONSTANTS
#define HLN_SHA512_CONSTANTS
/* Fractional parts of the cube roots of the first 80 primes. */
static const uint64_t sha512_constants[80] = {
	0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f,
	0xe9b5dba58189dbbc, 0x3956c25bf348b538, 0x59f111f1b605d019,
	0x923f82a4af194f9b, 0xab1c5ed5da6d8118, 0xd807aa98a3030242,
	0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
	0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235,
	0xc19bf174cf692694, 0xe49b69c19ef14ad2, 0xefbe4786384f25e3,
	0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65, 0x2de92c6f592b0275,
	0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
	0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f,
	0xbf597fc7beef0ee4, 0xc6e00bf33da88fc2, 0xd5a79147930aa725,
	0x06ca6351e003826f, 0x142929670a0e6e70, 0x27b70a8546d22ffc,
	0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
	0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6,
	0x92722c851482353b, 0xa2bfe8a14cf10364, 0xa81a664bbc423001,
	0xc24b8b70d0f89791, 0xc76c51a30654be30, 0xd192e819d6ef5218,
	0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
	0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99,
	0x34b0bcb5e19b48a8, 0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb,
	0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3, 0x748f82ee5defb2fc,
	0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
	0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915,
	0xc67178f2e372532b, 0xca273eceea26619c, 0xd186b8c721c0c207,
	0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178, 0x06f067aa72176fba,
	0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
	0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc,
	0x431d67c49c100d4c, 0x4cc5d4becb3e42b6, 0x597f299cfc657e2a,
	0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
};
#endif

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
