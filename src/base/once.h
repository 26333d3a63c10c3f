/* SPDX-License-Identifier: MIT */
/*
 * once.h - loads of words that another process may be writing. If the compiler
 * loaded a word again after a check, it could get another value. So each of
 * these functions is exactly one load, at any alignment. On a processor without
 * unaligned loads, it is one load of each byte.
 */
#ifndef HLN_ONCE_H
#define HLN_ONCE_H

#include <stdint.h>

struct hln_once32 {
	int32_t value;
} __attribute__((packed, may_alias));

struct hln_once64 {
	int64_t value;
} __attribute__((packed, may_alias));

static inline uint8_t hln_once8(const uint8_t *p)
{
	return *(const volatile uint8_t *)p;
}

static inline int32_t hln_once32(const uint8_t *p)
{
	return ((const volatile struct hln_once32 *)(const void *)p)->value;
}

static inline int64_t hln_once64(const uint8_t *p)
{
	return ((const volatile struct hln_once64 *)(const void *)p)->value;
}

#endif
