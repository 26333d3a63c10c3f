/* SPDX-License-Identifier: MIT */
/*
 * utf8.c - UTF-8 and UTF-16: the choice of kernels, the kernels in plain C,
 * and one character at a time.
 */
#include "utf8.h"

#include "cpu.h"
#include "solo_kernels.h"

#include <string.h>

/* Several threads may choose at once: all choose the same. */
static bool choose_copy(char *out, const char *text, size_t bytes)
{
	hln_utf8_copy_fn *best = hln_kernel_utf8_copy(hln_cpu_features());

	atomic_store_explicit(&hln_utf8_copy_chosen, best,
			      memory_order_relaxed);
	return best(out, text, bytes);
}

static bool choose_check(const char *text, size_t bytes)
{
	hln_utf8_check_fn *best = hln_kernel_utf8_check(hln_cpu_features());

	atomic_store_explicit(&hln_utf8_check_chosen, best,
			      memory_order_relaxed);
	return best(text, bytes);
}

static size_t choose_narrow(char *out, const uint16_t *text, size_t units)
{
	hln_utf8_narrow_fn *best = hln_kernel_utf8_narrow(hln_cpu_features());

	atomic_store_explicit(&hln_utf8_narrow_chosen, best,
			      memory_order_relaxed);
	return best(out, text, units);
}

_Atomic(hln_utf8_copy_fn *) hln_utf8_copy_chosen = choose_copy;
_Atomic(hln_utf8_check_fn *) hln_utf8_check_chosen = choose_check;
_Atomic(hln_utf8_narrow_fn *) hln_utf8_narrow_chosen = choose_narrow;

/* Does a byte go on with a character: 10______? */
static bool continues(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

/* The Unicode standard 15.0, table 3-7. */
size_t hln_utf8_step(const char *text, size_t bytes)
{
	unsigned lead, second, least = 0x80, most = 0xbf;
	size_t length;

	if (!bytes)
		return 0;
	lead = (unsigned char)text[0];
	if (lead < 0x80)
		return 1;
	if (lead < 0xc2 || lead > 0xf4)
		return 0;
	length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
	if (bytes < length)
		return 0;
	second = (unsigned char)text[1];
	if (lead == 0xe0)
		least = 0xa0;
	else if (lead == 0xed)
		most = 0x9f;
	else if (lead == 0xf0)
		least = 0x90;
	else if (lead == 0xf4)
		most = 0x8f;
	if (second < least || second > most)
		return 0;
	for (size_t i = 2; i < length; i++)
		if (!continues(text[i]))
			return 0;
	return length;
}

size_t hln_utf8_valid(const char *text, size_t bytes)
{
	const uint64_t high = 0x8080808080808080;
	size_t at = 0;

	while (at < bytes) {
		uint64_t word;
		size_t length;

		if (bytes - at >= sizeof(word)) {
			memcpy(&word, text + at, sizeof(word));
			if (!(word & high)) {
				at += sizeof(word);
				continue;
			}
		}
		length = hln_utf8_step(text + at, bytes - at);
		if (!length)
			break;
		at += length;
	}
	return at;
}

bool hln_utf8_copy_scalar(char *out, const char *text, size_t bytes)
{
	/* It is the copy that nobody else can write to. */
	memcpy(out, text, bytes);
	out[bytes] = 0;
	return strlen(out) == bytes && hln_utf8_valid(out, bytes) == bytes;
}

bool hln_utf8_check_scalar(const char *text, size_t bytes)
{
	return hln_utf8_valid(text, bytes) == bytes;
}

size_t hln_utf8_narrow_scalar(char *out, const uint16_t *text, size_t units)
{
	size_t i;

	for (i = 0; i < units; i++) {
		unsigned unit = text[i];

		if (unit - 1 > 0x7e)
			break;
		out[i] = (char)unit;
	}
	return i;
}
