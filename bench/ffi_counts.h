/* SPDX-License-Identifier: MIT */
/* ffi_counts.h - what counting costs the pool; from inside the library. */
#ifndef FFI_COUNTS_H
#define FFI_COUNTS_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Take an object of 64 bytes and give it back, so many times; with `twice`
 * everything that is counted of it is counted once more.
 */
void hashlane_bench_pairs(size_t times, bool twice);

#ifdef __cplusplus
}
#endif

#endif
