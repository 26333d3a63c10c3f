/* SPDX-License-Identifier: MIT */
/*
 * xxh3_stripes.h - XXH3's inner loop (xxHash specification, "Process
 * blocks"); a kernel template.
 *
 * Parameters, undefined again at the end:
 *   HLN_TARGET            the functions' target attribute
 *   HLN_XXH3_NAME(f)      name of a function, internal or the kernel's
 *   part, PART_BYTES      a vector of 64-bit words, on which
 *   part_load(p)          any alignment
 *   part_store(p, x)
 *   part_add(a, b)        part_xor(a, b)
 *   part_swap(x)          neighbouring words swapped
 *   part_multiply(x)      low half times high half, of each word
 *   part_scramble(x, key) the block's end for one vector of accumulators
 */
#define PARTS (64 / PART_BYTES)

HLN_TARGET static inline __attribute__((always_inline)) void
HLN_XXH3_NAME(accumulate)(part acc[PARTS], const uint8_t *data,
			  const uint8_t *secret)
{
	for (int i = 0; i < PARTS; i++) {
		part x = part_load(data + PART_BYTES * i);
		part key = part_load(secret + PART_BYTES * i);

		acc[i] = part_add(acc[i],
				  part_add(part_swap(x),
					   part_multiply(part_xor(x, key))));
	}
}

HLN_TARGET void HLN_XXH3_NAME(hln_xxh3)(uint64_t words[8], const uint8_t *data,
					const uint8_t *secret, size_t at,
					size_t stripes)
{
	part acc[PARTS];

	for (int i = 0; i < PARTS; i++)
		acc[i] = part_load((const uint8_t *)words + PART_BYTES * i);
	while (stripes) {
		/* Whole blocks apart: of a fixed length they are unrolled. */
		if (!at && stripes >= 16) {
			for (size_t n = 0; n < 16; n++)
				HLN_XXH3_NAME(accumulate)
			(acc, data + 64 * n, secret + 8 * n);
			data += 64 * 16;
			stripes -= 16;
		} else {
			HLN_XXH3_NAME(accumulate)(acc, data, secret + 8 * at);
			data += 64;
			stripes--;
			at = (at + 1) % 16;
			if (at)
				continue;
		}
		for (int i = 0; i < PARTS; i++)
			acc[i] = part_scramble(
				acc[i],
				part_load(secret + 128 + PART_BYTES * i));
	}
	for (int i = 0; i < PARTS; i++)
		part_store((uint8_t *)words + PART_BYTES * i, acc[i]);
}

#undef HLN_TARGET
#undef HLN_XXH3_NAME
#undef PARTS
#undef part
#undef PART_BYTES
#undef part_load
#undef part_store
#undef part_add
#undef part_xor
#undef part_swap
#undef part_multiply
#undef part_scramble
