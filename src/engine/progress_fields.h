/* SPDX-License-Identifier: MIT */
/*
 * progress_fields.h - access to the fields of struct hashlane_progress, which
 * several threads write and any thread reads at any time, without a lock.
 */
#ifndef HLN_PROGRESS_FIELDS_H
#define HLN_PROGRESS_FIELDS_H

#include "../../include/hashlane.h"

static inline void hln_progress_fields_add(uint64_t *field, uint64_t n)
{
	__atomic_fetch_add(field, n, __ATOMIC_RELAXED);
}

static inline void hln_progress_fields_set(uint64_t *field, uint64_t value)
{
	__atomic_store_n(field, value, __ATOMIC_RELAXED);
}

static inline uint64_t hln_progress_fields_get(const uint64_t *field)
{
	return __atomic_load_n(field, __ATOMIC_RELAXED);
}

#endif
