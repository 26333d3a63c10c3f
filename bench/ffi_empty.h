/* SPDX-License-Identifier: MIT */
/* ffi_empty.h - calls that do nothing, there and back: the floor. */
#ifndef FFI_EMPTY_H
#define FFI_EMPTY_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

int hashlane_bench_empty(void);

/* Call a function so many times. */
void hashlane_bench_call(void (*function)(void *), void *context,
			 size_t times);

#ifdef __cplusplus
}
#endif

#endif
