/* SPDX-License-Identifier: MIT */
/* arguments.h - checks that every export shares, and error detail. */
#ifndef HLN_ARGUMENTS_H
#define HLN_ARGUMENTS_H

#include "../../include/hashlane.h"
#include "../hash/hasher.h"

#include <stdbool.h>
#include <stddef.h>

/* NULL with a length, or more bytes than an object can have. */
static inline bool hln_bad_bytes(const void *data, size_t bytes)
{
	return bytes > PTRDIFF_MAX || (bytes && !data);
}

/* Do so many bytes at a and at b have a byte in common? */
static inline bool hln_overlap(const void *a, size_t a_bytes, const void *b,
			       size_t b_bytes)
{
	uintptr_t at = (uintptr_t)a, other = (uintptr_t)b;

	return a_bytes && b_bytes &&
	       (at - other < b_bytes || other - at < a_bytes);
}

/* Bytes of so many rows, or SIZE_MAX. */
static inline size_t hln_rows_bytes(size_t count, size_t row_bytes)
{
	return count > SIZE_MAX / row_bytes ? SIZE_MAX : count * row_bytes;
}

/* A wrong struct_size reads no more than this. */
enum { HLN_STRUCT_BYTES_MAX = 4096 };

/*
 * A struct that starts with its struct_size: at least `least` bytes (those of
 * the first version), at most HLN_STRUCT_BYTES_MAX, and zero beyond the
 * `known` ones. HASHLANE_OK or HASHLANE_ABI.
 */
int32_t hln_check_struct(const void *given, size_t least, size_t known);

/* Is it no HASHLANE_CTIME_*? */
static inline bool hln_bad_ctime(int32_t ctime)
{
	return ctime < HASHLANE_CTIME_AUTO || ctime > HASHLANE_CTIME_IGNORE;
}

/* The same, and *copy (known bytes) gets what is there, zeros for the rest. */
int32_t hln_copy_struct(void *copy, const void *given, size_t least,
			size_t known);

/*
 * Return a struct in `out`: as many of its `known` bytes as the struct_size of
 * `out` has room for.
 */
int32_t hln_return_struct(void *out, const void *from, size_t least,
			  size_t known);

/*
 * An array whose elements are handed in with their size: at least `least`
 * bytes, zero beyond the `known` ones. If they have another size than the
 * known, *copy is the array as it is known, zeros for what is not there, for
 * the caller to free; else it is NULL. HASHLANE_OK, _ARGUMENT, _ABI or
 * _NO_MEMORY.
 */
int32_t hln_copy_array(void **copy, const void *given, size_t given_bytes,
		       size_t count, size_t least, size_t known);

/* Write an element of `bytes` bytes; what it has more than known is zeroed. */
void hln_return_element(void *out, size_t bytes, const void *from,
			size_t known);

/* HASHLANE_OK, also for NULL, or HASHLANE_ABI. */
int32_t hln_check_error(const struct hashlane_error *error);

/*
 * Fill an error, which may be NULL, with `text` and, behind it, `name` in
 * quotes (name may be NULL, and may lie in the error); returns status.
 */
int32_t hln_fail(struct hashlane_error *error, int32_t status, uint64_t offset,
		 const char *text, const char *name, size_t name_bytes);

/* Hand out text or bytes: HASHLANE_OK, or HASHLANE_BUFFER with *needed set. */
int32_t hln_return_text(char *text, size_t capacity, size_t *text_bytes,
			const char *from, size_t bytes);

/* The same with specs. */
int32_t hln_return_specs(struct hashlane_algorithm_spec *specs,
			 size_t capacity, size_t *spec_count,
			 const struct hashlane_algorithm_spec *from,
			 size_t count);

/* Resolve the specs of a call; fills the error. */
int32_t hln_check_specs(struct hln_set *set,
			const struct hashlane_algorithm_spec *specs,
			size_t count, struct hashlane_error *error);

#endif
