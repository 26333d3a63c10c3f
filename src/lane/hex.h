/* SPDX-License-Identifier: MIT */
/* hex.h - bytes as lower-case hex, one digest or a whole column of them. */
#ifndef HLN_HEX_H
#define HLN_HEX_H

#include "kernel.h"

#include <stdatomic.h>

/* The kernel for this CPU, chosen when it is first called. */
extern _Atomic(hln_hex_fn *) hln_hex_chosen;

static inline void hln_hex(char *out, const uint8_t *in, size_t bytes)
{
	atomic_load_explicit(&hln_hex_chosen, memory_order_relaxed)(out, in,
								    bytes);
}

#endif
