/* SPDX-License-Identifier: MIT */
/*
 * utf8_lookup.h - UTF-8 by three look-ups a vector (Keiser and Lemire,
 * "Validating UTF-8 In Less Than One Instruction Per Byte", 2021); a kernel
 * template.
 *
 * Parameters, all but the first two undefined again at the end:
 *   HLN_TARGET         the functions' target attribute
 *   HLN_UTF8_NAME(f)   name of a function
 *   part, PART_BYTES   a vector of bytes, on which
 *   part_load(p)       any alignment
 *   part_store(p, x)
 *   part_all(b)        each byte b
 *   part_by_high(t, x) of a table, the byte for the high half of each byte
 *   part_by_low(t, x)  for the low half
 *   part_before(a, b, n)  the vector n bytes before b, which follows a
 *   part_less(a, b)    a - b, but not below 0
 *   part_least(a, b)   the lower of each two bytes, unsigned
 *   part_and(a, b)     part_or(a, b)     part_xor(a, b)
 *   part_ascii(x)      is no high bit set?
 */
#ifndef HLN_UTF8_LOOKUP_H
#define HLN_UTF8_LOOKUP_H

/* What two neighbouring bytes may have against them; the paper, table 8. */
enum {
	TOO_SHORT = 1 << 0,  /* 11______ 0_______, 11______ 11______ */
	TOO_LONG = 1 << 1,   /* 0_______ 10______ */
	OVERLONG_3 = 1 << 2, /* 11100000 100_____ */
	TOO_LARGE = 1 << 3,  /* 11110100 1001____, 11110100 101_____, and
			      * 11110101 and above, likewise */
	SURROGATE = 1 << 4,  /* 11101101 101_____ */
	OVERLONG_2 = 1 << 5, /* 1100000_ 10______ */
	LARGE_1000 = 1 << 6, /* 11110101 1000____ and above */
	OVERLONG_4 = 1 << 6, /* 11110000 1000____ */
	TWO_MORE = 1 << 7,   /* 10______ 10______: right or wrong by what
			      * stands before */
	/* Whatever the low half of the first byte is. */
	CARRY = TOO_SHORT | TOO_LONG | TWO_MORE,
	FROM_F5 = CARRY | TOO_LARGE | LARGE_1000
};

/*
 * By the high half of the first byte, its low half, the high half of the
 * second. Rows of one kind share a line, which the formatter would not do.
 */
/* clang-format off */
#define FIRST_HIGH(F) \
	F(TOO_LONG) F(TOO_LONG) F(TOO_LONG) F(TOO_LONG) \
	F(TOO_LONG) F(TOO_LONG) F(TOO_LONG) F(TOO_LONG) \
	F(TWO_MORE) F(TWO_MORE) F(TWO_MORE) F(TWO_MORE) \
	F(TOO_SHORT | OVERLONG_2) \
	F(TOO_SHORT) \
	F(TOO_SHORT | OVERLONG_3 | SURROGATE) \
	F(TOO_SHORT | TOO_LARGE | LARGE_1000 | OVERLONG_4)
#define FIRST_LOW(F) \
	F(CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4) \
	F(CARRY | OVERLONG_2) \
	F(CARRY) F(CARRY) \
	F(CARRY | TOO_LARGE) \
	F(FROM_F5) F(FROM_F5) F(FROM_F5) F(FROM_F5) \
	F(FROM_F5) F(FROM_F5) F(FROM_F5) F(FROM_F5) \
	F(FROM_F5 | SURROGATE) \
	F(FROM_F5) F(FROM_F5)
#define SECOND_HIGH(F) \
	F(TOO_SHORT) F(TOO_SHORT) F(TOO_SHORT) F(TOO_SHORT) \
	F(TOO_SHORT) F(TOO_SHORT) F(TOO_SHORT) F(TOO_SHORT) \
	F(TOO_LONG | OVERLONG_2 | TWO_MORE | OVERLONG_3 | LARGE_1000) \
	F(TOO_LONG | OVERLONG_2 | TWO_MORE | OVERLONG_3 | TOO_LARGE) \
	F(TOO_LONG | OVERLONG_2 | TWO_MORE | SURROGATE | TOO_LARGE) \
	F(TOO_LONG | OVERLONG_2 | TWO_MORE | SURROGATE | TOO_LARGE) \
	F(TOO_SHORT) F(TOO_SHORT) F(TOO_SHORT) F(TOO_SHORT)
/* clang-format on */

#define ONCE(x)       x,
#define FOUR_TIMES(x) x, x, x, x,
static const uint8_t first_high[16] = { FIRST_HIGH(ONCE) };
static const uint8_t first_low[16] = { FIRST_LOW(ONCE) };
static const uint8_t second_high[16] = { SECOND_HIGH(ONCE) };

#define HLN_INLINE static inline __attribute__((always_inline))
#endif

/* Bytes of `in`, which follows `before`, that are wrong: not zero. */
HLN_TARGET HLN_INLINE part HLN_UTF8_NAME(look)(part before, part in)
{
	part one = part_before(before, in, 1);
	part two = part_before(before, in, 2);
	part three = part_before(before, in, 3);
	part pair = part_and(part_and(part_by_high(first_high, one),
				      part_by_low(first_low, one)),
			     part_by_high(second_high, in));
	/* Third and fourth bytes are the ones that must be TWO_MORE. */
	part more = part_or(part_less(two, part_all(0xe0 - 0x80)),
			    part_less(three, part_all(0xf0 - 0x80)));

	return part_xor(part_and(more, part_all(0x80)), pair);
}

/* How far a text is. */
struct HLN_UTF8_NAME(scan) {
	part before; /* the last vector */
	part wrong;  /* not zero: some byte was */
	part least;  /* of all bytes of copies, to see a NUL */
};

HLN_TARGET HLN_INLINE struct HLN_UTF8_NAME(scan) HLN_UTF8_NAME(begin)(void)
{
	struct HLN_UTF8_NAME(scan)
		scan = { part_all(' '), part_all(0), part_all(0xff) };

	return scan;
}

/* Vectors that are ASCII, behind one that is: nothing to look up. */
HLN_TARGET HLN_INLINE void
HLN_UTF8_NAME(one)(struct HLN_UTF8_NAME(scan) * scan, part in)
{
	if (!part_ascii(part_or(scan->before, in)))
		scan->wrong = part_or(scan->wrong,
				      HLN_UTF8_NAME(look)(scan->before, in));
	scan->before = in;
}

HLN_TARGET HLN_INLINE void HLN_UTF8_NAME(four)(struct HLN_UTF8_NAME(scan) *
						       scan,
					       part a, part b, part c, part d)
{
	part ab = part_or(scan->before, part_or(a, b));

	if (!part_ascii(part_or(ab, part_or(c, d))))
		scan->wrong = part_or(
			scan->wrong,
			part_or(part_or(HLN_UTF8_NAME(look)(scan->before, a),
					HLN_UTF8_NAME(look)(a, b)),
				part_or(HLN_UTF8_NAME(look)(b, c),
					HLN_UTF8_NAME(look)(c, d))));
	scan->before = d;
}

/*
 * The whole vectors of a text; returns their bytes. Each is loaded once: what
 * is looked at is what is stored. Where it is not copied, out is NULL.
 */
HLN_TARGET HLN_INLINE size_t HLN_UTF8_NAME(whole)(struct HLN_UTF8_NAME(scan) *
							  scan,
						  char *out, const char *text,
						  size_t bytes, bool copies)
{
	size_t i = 0;

	for (; bytes - i >= 4 * PART_BYTES; i += 4 * PART_BYTES) {
		part a = part_load(text + i);
		part b = part_load(text + i + PART_BYTES);
		part c = part_load(text + i + 2 * PART_BYTES);
		part d = part_load(text + i + 3 * PART_BYTES);

		if (copies) {
			part_store(out + i, a);
			part_store(out + i + PART_BYTES, b);
			part_store(out + i + 2 * PART_BYTES, c);
			part_store(out + i + 3 * PART_BYTES, d);
			scan->least = part_least(
				part_least(scan->least, part_least(a, b)),
				part_least(c, d));
		}
		HLN_UTF8_NAME(four)(scan, a, b, c, d);
	}
	for (; bytes - i >= PART_BYTES; i += PART_BYTES) {
		part a = part_load(text + i);

		if (copies) {
			part_store(out + i, a);
			scan->least = part_least(scan->least, a);
		}
		HLN_UTF8_NAME(one)(scan, a);
	}
	return i;
}

#undef part
#undef PART_BYTES
#undef part_load
#undef part_store
#undef part_all
#undef part_by_high
#undef part_by_low
#undef part_before
#undef part_less
#undef part_least
#undef part_and
#undef part_or
#undef part_xor
#undef part_ascii
