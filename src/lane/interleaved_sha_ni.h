/* SPDX-License-Identifier: MIT */
/*
 * interleaved_sha_ni.h - SHA-1 and SHA-256 (FIPS 180-4) of one message, four
 * rounds at a time by the x86 SHA extensions (Intel SDM volume 2B and 2C),
 * for the interleaved kernels. Every group number g is a constant.
 */
#ifndef HLN_INTERLEAVED_SHA_NI_H
#define HLN_INTERLEAVED_SHA_NI_H

#include "sha256_constants.h"

#include <immintrin.h>
#include <string.h>

#define SHA_INLINE static inline __attribute__((always_inline))

/* The block's words of group g < 4, under a shuffle to their byte order. */
SHA_INLINE __m128i sha_words(const uint8_t *block, int g, __m128i order)
{
	const void *at = block + 16 * g;

	return _mm_shuffle_epi8(_mm_loadu_si128(at), order);
}

struct sha1 {
	__m128i abcd, e, m[4], abcd_before, e_before;
};

SHA_INLINE void sha1_load(struct sha1 *sha, const void *state)
{
	int x[5];

	memcpy(x, state, sizeof(x));
	sha->abcd = _mm_set_epi32(x[0], x[1], x[2], x[3]);
	sha->e = _mm_set_epi32(x[4], 0, 0, 0);
}

SHA_INLINE void sha1_store(const struct sha1 *sha, void *state)
{
	int x[5] = {
		_mm_extract_epi32(sha->abcd, 3),
		_mm_extract_epi32(sha->abcd, 2),
		_mm_extract_epi32(sha->abcd, 1),
		_mm_extract_epi32(sha->abcd, 0),
		_mm_extract_epi32(sha->e, 3),
	};

	memcpy(state, x, sizeof(x));
}

SHA_INLINE void sha1_begin(struct sha1 *sha)
{
	sha->abcd_before = sha->abcd;
	sha->e_before = sha->e;
}

SHA_INLINE void sha1_end(struct sha1 *sha)
{
	sha->e = _mm_sha1nexte_epu32(sha->e, sha->e_before);
	sha->abcd = _mm_add_epi32(sha->abcd, sha->abcd_before);
}

/* Group g of 20. */
SHA_INLINE void sha1_group(struct sha1 *sha, const uint8_t *block, int g)
{
	__m128i *m = sha->m, abcd = sha->abcd, e;

	if (g < 4)
		m[g] = sha_words(block, g,
				 _mm_set_epi64x(0x0001020304050607,
						0x08090a0b0c0d0e0f));
	else
		m[g % 4] = _mm_sha1msg2_epu32(
			_mm_xor_si128(
				_mm_sha1msg1_epu32(m[g % 4], m[(g + 1) % 4]),
				m[(g + 2) % 4]),
			m[(g + 3) % 4]);
	e = g ? _mm_sha1nexte_epu32(sha->e, m[g % 4]) :
		_mm_add_epi32(sha->e, m[0]);
	sha->e = abcd;
	switch (g / 5) { /* an operand that must be a literal */
	case 0:
		sha->abcd = _mm_sha1rnds4_epu32(abcd, e, 0);
		break;
	case 1:
		sha->abcd = _mm_sha1rnds4_epu32(abcd, e, 1);
		break;
	case 2:
		sha->abcd = _mm_sha1rnds4_epu32(abcd, e, 2);
		break;
	default:
		sha->abcd = _mm_sha1rnds4_epu32(abcd, e, 3);
	}
}

struct sha256 {
	__m128i abef, cdgh, m[4], abef_before, cdgh_before;
};

SHA_INLINE void sha256_load(struct sha256 *sha, const void *state)
{
	int x[8];

	memcpy(x, state, sizeof(x));
	sha->abef = _mm_set_epi32(x[0], x[1], x[4], x[5]);
	sha->cdgh = _mm_set_epi32(x[2], x[3], x[6], x[7]);
}

SHA_INLINE void sha256_store(const struct sha256 *sha, void *state)
{
	int x[8] = {
		_mm_extract_epi32(sha->abef, 3),
		_mm_extract_epi32(sha->abef, 2),
		_mm_extract_epi32(sha->cdgh, 3),
		_mm_extract_epi32(sha->cdgh, 2),
		_mm_extract_epi32(sha->abef, 1),
		_mm_extract_epi32(sha->abef, 0),
		_mm_extract_epi32(sha->cdgh, 1),
		_mm_extract_epi32(sha->cdgh, 0),
	};

	memcpy(state, x, sizeof(x));
}

SHA_INLINE void sha256_begin(struct sha256 *sha)
{
	sha->abef_before = sha->abef;
	sha->cdgh_before = sha->cdgh;
}

SHA_INLINE void sha256_end(struct sha256 *sha)
{
	sha->abef = _mm_add_epi32(sha->abef, sha->abef_before);
	sha->cdgh = _mm_add_epi32(sha->cdgh, sha->cdgh_before);
}

/* Group g of 16. */
SHA_INLINE void sha256_group(struct sha256 *sha, const uint8_t *block, int g)
{
	const void *constants = sha256_constants + 4 * g;
	__m128i *m = sha->m, x;

	if (g < 4) {
		m[g] = sha_words(block, g,
				 _mm_set_epi64x(0x0c0d0e0f08090a0b,
						0x0405060700010203));
	} else {
		x = _mm_add_epi32(
			_mm_sha256msg1_epu32(m[g % 4], m[(g + 1) % 4]),
			_mm_alignr_epi8(m[(g + 3) % 4], m[(g + 2) % 4], 4));
		m[g % 4] = _mm_sha256msg2_epu32(x, m[(g + 3) % 4]);
	}
	x = _mm_add_epi32(m[g % 4], _mm_loadu_si128(constants));
	sha->cdgh = _mm_sha256rnds2_epu32(sha->cdgh, sha->abef, x);
	sha->abef = _mm_sha256rnds2_epu32(sha->abef, sha->cdgh,
					  _mm_shuffle_epi32(x, 0x0e));
}

#endif
