/* SPDX-License-Identifier: MIT */
/*
 * utf8.h - text that is checked to be UTF-8, and copied in the same pass.
 *
 * Well-formed is what table 3-7 of the Unicode standard has: no surrogates,
 * nothing above U+10FFFF, no form longer than need be.
 */
#ifndef HLN_UTF8_H
#define HLN_UTF8_H

#include "kernel.h"

#include <stdatomic.h>

/* The kernels for this CPU, chosen when one is first called. */
extern _Atomic(hln_utf8_copy_fn *) hln_utf8_copy_chosen;
extern _Atomic(hln_utf8_check_fn *) hln_utf8_check_chosen;
extern _Atomic(hln_utf8_narrow_fn *) hln_utf8_narrow_chosen;

/* Bytes that hln_utf8_copy may write for so many of text, its NUL included. */
static inline size_t hln_utf8_room(size_t bytes)
{
	return (bytes | (HLN_UTF8_BLOCK_BYTES - 1)) + 1;
}

static inline bool hln_utf8_copy(char *out, const char *text, size_t bytes)
{
	return atomic_load_explicit(&hln_utf8_copy_chosen,
				    memory_order_relaxed)(out, text, bytes);
}

static inline bool hln_utf8_check(const char *text, size_t bytes)
{
	return atomic_load_explicit(&hln_utf8_check_chosen,
				    memory_order_relaxed)(text, bytes);
}

static inline size_t hln_utf8_narrow(char *out, const uint16_t *text,
				     size_t units)
{
	return atomic_load_explicit(&hln_utf8_narrow_chosen,
				    memory_order_relaxed)(out, text, units);
}

/* Bytes of the character that text starts with; 0: none that is whole. */
size_t hln_utf8_step(const char *text, size_t bytes);

/* Length of the longest valid beginning. */
size_t hln_utf8_valid(const char *text, size_t bytes);

/* How many bytes a character has. */
static inline size_t hln_utf8_bytes(uint32_t character)
{
	return (size_t)1 + (character >= 0x80) + (character >= 0x800) +
	       (character >= 0x10000);
}

/* Write them, and return how many. */
static inline size_t hln_utf8_put(char out[4], uint32_t character)
{
	if (character < 0x80) {
		out[0] = (char)character;
		return 1;
	}
	if (character < 0x800) {
		out[0] = (char)(0xc0 | character >> 6);
		out[1] = (char)(0x80 | (character & 0x3f));
		return 2;
	}
	if (character < 0x10000) {
		out[0] = (char)(0xe0 | character >> 12);
		out[1] = (char)(0x80 | (character >> 6 & 0x3f));
		out[2] = (char)(0x80 | (character & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | character >> 18);
	out[1] = (char)(0x80 | (character >> 12 & 0x3f));
	out[2] = (char)(0x80 | (character >> 6 & 0x3f));
	out[3] = (char)(0x80 | (character & 0x3f));
	return 4;
}

/*
 * The character that text starts with, and how many units it has; 0: a lone
 * surrogate. There is at least one unit.
 */
static inline size_t hln_utf8_step16(uint32_t *character, const uint16_t *text,
				     size_t units)
{
	uint32_t first = text[0], second;

	*character = first;
	if (first < 0xd800 || first > 0xdfff)
		return 1;
	if (first > 0xdbff || units < 2)
		return 0;
	second = text[1];
	if (second < 0xdc00 || second > 0xdfff)
		return 0;
	*character = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
	return 2;
}

#endif
