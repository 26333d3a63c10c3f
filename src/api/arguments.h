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

/*
 * A struct that starts with its struct_size: at least `least` bytes (those of
 * the first version), and zero beyond the `known` ones. HASHLANE_OK or
 * HASHLANE_ABI.
 */
int32_t hln_check_struct(const void *given, size_t least, size_t known);

/* The same, and *copy (known bytes) gets what is there, zeros for the rest. */
int32_t hln_copy_struct(void *copy, const void *given, size_t least,
			size_t known);

/*
 * Hand a struct to the caller: as many of its `known` bytes as his
 * struct_size has room for.
 */
int32_t hln_return_struct(void *out, const void *from, size_t least,
			  size_t known);

/* HASHLANE_OK, also for NULL, or HASHLANE_ABI. */
int32_t hln_check_error(const struct hashlane_error *error);

/*
 * Fill an error, which may be NULL, with `text` and, behind it, `name` in
 * quotes (name may be NULL); returns status.
 */
int32_t hln_fail(struct hashlane_error *error, int32_t status, uint64_t offset,
		 const char *text, const char *name, size_t name_bytes);

/* Hand out text or bytes: HASHLANE_OK, or HASHLANE_BUFFER with *needed set. */
int32_t hln_return_text(char *text, size_t capacity, size_t *text_bytes,
			const char *from, size_t bytes);

/* Resolve the specs of a call, with the error told. */
int32_t hln_check_specs(struct hln_set *set,
			const struct hashlane_algorithm_spec *specs,
			size_t count, struct hashlane_error *error);

#endif
