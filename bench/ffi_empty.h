/* SPDX-License-Identifier: MIT */
/* ffi_empty.h - a call that does nothing: the floor. */
#ifndef FFI_EMPTY_H
#define FFI_EMPTY_H

#ifdef __cplusplus
extern "C" {
#endif

int hashlane_bench_empty(void);

#ifdef __cplusplus
}
#endif

#endif
