/* SPDX-License-Identifier: MIT */
/* hex.c - bytes as lower-case hex: the choice of a kernel, and plain C. */
#include "hex.h"

#include "cpu.h"
#include "solo_kernels.h"

static void choose(char *out, const uint8_t *in, size_t bytes)
{
	hln_hex_fn *best = hln_kernel_hex(hln_cpu_features());

	/* Several threads may choose at once: all choose the same. */
	atomic_store_explicit(&hln_hex_chosen, best, memory_order_relaxed);
	best(out, in, bytes);
}

_Atomic(hln_hex_fn *) hln_hex_chosen = choose;

void hln_hex_scalar(char *out, const uint8_t *in, size_t bytes)
{
	static const char digits[] = "0123456789abcdef";

	for (; bytes; bytes--, in++) {
		uint8_t byte = *in;

		*out++ = digits[byte >> 4];
		*out++ = digits[byte & 15];
	}
}
