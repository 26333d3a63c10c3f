/* SPDX-License-Identifier: MIT */
/*
 * tiger_vbmi.h - Tiger (Anderson and Biham, FSE 1996) on 64 messages, its
 * table look-ups by AVX-512 VBMI.
 *
 * vpermi2b looks 64 bytes up in 128, so an S-box of 256 words of 8 bytes is
 * eight byte tables of four registers each. A word of all messages is held as
 * eight rows (row g: messages 8g to 8g+7, whole words) for arithmetic and as
 * eight planes (plane k: byte k of every message) for look-ups. Included
 * once, behind vector.h with 64 lanes in 8 vectors.
 */
#define INLINE            static inline __attribute__((always_inline))
#define EACH(i)           _Pragma("GCC unroll 8") for (int i = 0; i < 8; i++)
#define PICK(a, index, b) _mm512_permutex2var_epi8(a, index, b)

typedef uint8_t index64 __attribute__((vector_size(64)));

/*
 * Where the bytes of two registers go, in the steps between rows and planes;
 * [1] is the index of a step's second result. The middle and last step into
 * planes are also the middle and first out of them.
 */
struct turns {
	__m512i first[2], middle[2], last[2], home[2];
};

static void make_turns(struct turns *turns)
{
	const index64 i = {
		0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
		16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
		32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
		48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
	};

	for (int e = 0; e < 2; e++) {
		uint8_t bit = (uint8_t)e;

		/* Bytes e, e + 2, e + 4, e + 6 of the words of two rows. */
		turns->first[e] = (__m512i)((i & 8) << 3 | (i & 7) << 3 |
					    (i >> 4) << 1 | bit);
		/* Every second run of 16 bytes; every second of 32. */
		turns->middle[e] = (__m512i)((i & 16) << 2 | (i & 32) |
					     (i & 15) | (uint8_t)(bit << 4));
		turns->last[e] = (__m512i)((i & 32) << 1 | (i & 31) |
					   (uint8_t)(bit << 5));
		/* The first step undone. */
		turns->home[e] = (__m512i)((i & 1) << 6 | (i & 6) << 3 |
					   i >> 3 | (uint8_t)(bit << 3));
	}
}

INLINE void to_planes(__m512i plane[8], const __m512i row[8],
		      const struct turns *turns)
{
	__m512i s[8], u[8];

	EACH(n)
	s[n] = PICK(row[n & 6], turns->first[n & 1], row[n | 1]);
	EACH(n)
	{
		int at = (n & 4) | (n & 1);

		u[n] = PICK(s[at], turns->middle[n >> 1 & 1], s[at | 2]);
	}
	EACH(n)
	plane[n] = PICK(u[n & 3], turns->last[n >> 2], u[4 | (n & 3)]);
}

INLINE void to_rows(__m512i row[8], const __m512i plane[8],
		    const struct turns *turns)
{
	__m512i s[8], u[8];

	EACH(n)
	u[n] = PICK(plane[n & 3], turns->last[n >> 2], plane[4 | (n & 3)]);
	EACH(n)
	{
		int at = (n & 4) | (n & 1);

		s[n] = PICK(u[at], turns->middle[n >> 1 & 1], u[at | 2]);
	}
	EACH(n)
	row[n] = PICK(s[n & 6], turns->home[n & 1], s[n | 1]);
}

/* The exclusive or of x, y and z. */
#define XOR3(x, y, z) _mm512_ternarylogic_epi64(x, y, z, 0x96)

/*
 * even, odd ^= the box at two planes of indices. The halves of a table share
 * an index but for its sign bit: the upper is added by a mask where that bit
 * is set. The tables are hidden from gcc, which would load each of them twice
 * (1.78 GB/s instead of 1.93).
 */
#define LOOK_UP(box, at_even, at_odd)                                        \
	do {                                                                 \
		const __m512i *t = (const void *)hln_tiger_bytes[k][box];    \
		__m512i t0 = t[0], t1 = t[1], t2 = t[2], t3 = t[3];          \
                                                                             \
		__asm__("" : "+v"(t0), "+v"(t1), "+v"(t2), "+v"(t3));        \
		even = XOR3(even, PICK(t0, c[at_even], t1),                  \
			    _mm512_maskz_permutex2var_epi8(                  \
				    upper[at_even], t2, c[at_even], t3));    \
		odd = XOR3(odd, PICK(t0, c[at_odd], t1),                     \
			   _mm512_maskz_permutex2var_epi8(upper[at_odd], t2, \
							  c[at_odd], t3));   \
	} while (0)

struct words {
	__m512i row[8];
};

static __attribute__((noinline)) void
round_of(struct words *a, struct words *b, struct words *c_words,
	 const struct words *x, __m512i factor, const struct turns *turns)
{
	__m512i c[8], evens[8], odds[8], row[8];
	__mmask64 upper[8];

	EACH(g)
	c_words->row[g] = row[g] = c_words->row[g] ^ x->row[g];
	to_planes(c, row, turns);
	EACH(k)
	upper[k] = _mm512_movepi8_mask(c[k]);
	EACH(k)
	{
		__m512i even = _mm512_setzero_si512(), odd = even;

		LOOK_UP(0, 0, 7);
		LOOK_UP(1, 2, 5);
		LOOK_UP(2, 4, 3);
		LOOK_UP(3, 6, 1);
		evens[k] = even;
		odds[k] = odd;
	}
	to_rows(row, evens, turns);
	EACH(g)
	a->row[g] = _mm512_sub_epi64(a->row[g], row[g]);
	to_rows(row, odds, turns);
	EACH(g)
	b->row[g] = _mm512_mullo_epi64(_mm512_add_epi64(b->row[g], row[g]),
				       factor);
}

/* Eight rounds; the roles of a, b and c move on with each. */
INLINE void pass(struct words *a, struct words *b, struct words *c,
		 const struct words x[8], long long factor,
		 const struct turns *turns)
{
	for (int n = 0; n < 8; n++) {
		struct words *next = a;

		round_of(a, b, c, &x[n], _mm512_set1_epi64(factor), turns);
		a = b;
		b = c;
		c = next;
	}
}

static void schedule(struct words words[8])
{
	for (int g = 0; g < 8; g++) {
		v64 x[8];

		EACH(i)
		x[i] = (v64)words[i].row[g];
		x[0] -= x[7] ^ 0xa5a5a5a5a5a5a5a5;
		x[1] ^= x[0];
		x[2] += x[1];
		x[3] -= x[2] ^ ~x[1] << 19;
		x[4] ^= x[3];
		x[5] += x[4];
		x[6] -= x[5] ^ ~x[4] >> 23;
		x[7] ^= x[6];
		x[0] += x[7];
		x[1] -= x[0] ^ ~x[7] << 19;
		x[2] ^= x[1];
		x[3] += x[2];
		x[4] -= x[3] ^ ~x[2] >> 23;
		x[5] ^= x[4];
		x[6] += x[5];
		x[7] -= x[6] ^ 0x0123456789abcdef;
		EACH(i)
		words[i].row[g] = (__m512i)x[i];
	}
}

static void HLN_NAME(tiger_blocks)(void *state, const uint8_t *const *in,
				   size_t blocks)
{
	struct turns turns;
	uint64_t *h = state;

	make_turns(&turns);
	for (size_t n = 0; n < blocks; n++) {
		struct words a, b, c, x[8];

		memcpy(&a, h, sizeof(a));
		memcpy(&b, h + 64, sizeof(b));
		memcpy(&c, h + 128, sizeof(c));
		for (int g = 0; g < 8; g++) {
			v64 w[8];

			v64_load_words_le(w, in + (ptrdiff_t)8 * g, 64 * n, 8);
			EACH(i)
			x[i].row[g] = (__m512i)w[i];
		}
		pass(&a, &b, &c, x, 5, &turns);
		schedule(x);
		pass(&c, &a, &b, x, 7, &turns);
		schedule(x);
		pass(&b, &c, &a, x, 9, &turns);
		for (int g = 0; g < 8; g++, h += 8) {
			v64_store(h, (v64)a.row[g] ^ v64_load(h));
			v64_store(h + 64, (v64)b.row[g] - v64_load(h + 64));
			v64_store(h + 128, (v64)c.row[g] + v64_load(h + 128));
		}
		h = state;
	}
}

#undef INLINE
#undef EACH
#undef PICK
#undef XOR3
#undef LOOK_UP
