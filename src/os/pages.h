/* SPDX-License-Identifier: MIT */
/* pages.h - memory from the operating system, by pages. */
#ifndef HLN_PAGES_H
#define HLN_PAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of a page: a power of two. */
size_t hln_page_bytes(void);

/*
 * Bytes that the process may still map below its limits (RLIMIT_DATA and
 * RLIMIT_AS); UINT64_MAX without a limit.
 */
uint64_t hln_pages_room(void);

/*
 * Zeros at an address that is a multiple of `alignment`, a power of two and
 * at least a page; `bytes` is a multiple of a page. NULL: there are none. The
 * system finds the memory when a page is first touched.
 */
void *hln_pages_reserve(size_t bytes, size_t alignment);
void hln_pages_release(void *pages, size_t bytes);

/*
 * Give the memory back and keep the address; it holds anything until it is
 * written. False: the system did not take it.
 */
bool hln_pages_forget(void *pages, size_t bytes);

#endif
