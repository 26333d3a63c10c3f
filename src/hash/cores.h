/* SPDX-License-Identifier: MIT */
/*
 * cores.h - what works run, by name: the cores of the kernels, and what has
 * none of them, such as checksums.
 */
#ifndef HLN_CORES_H
#define HLN_CORES_H

#include "../lane/kernel.h"
#include "hasher.h"

/* Room for all of them. */
enum { HLN_CORES_MAX = HLN_CORE_COUNT + 8 };

/* NULL: there are no more. Names live as long as the library. */
const char *hln_core_name(size_t core);
/* Set the cores of a set's works. */
void hln_cores_find(struct hln_set *set);

#endif
