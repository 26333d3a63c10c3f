/* SPDX-License-Identifier: MIT */
/*
 * arrow.h - results blocks as the Arrow C data interface has them. The
 * structures are those of its specification (Apache Arrow, "The Arrow C data
 * interface" and "The Arrow C stream interface"), under its own guards.
 */
#ifndef HLN_ARROW_H
#define HLN_ARROW_H

#include "../../include/hashlane.h"
#include "../hash/hasher.h"

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE           2
#define ARROW_FLAG_MAP_KEYS_SORTED    4

struct ArrowSchema {
	const char *format;
	const char *name;
	const char *metadata;
	int64_t flags;
	int64_t n_children;
	struct ArrowSchema **children;
	struct ArrowSchema *dictionary;
	void (*release)(struct ArrowSchema *schema);
	void *private_data;
};

struct ArrowArray {
	int64_t length;
	int64_t null_count;
	int64_t offset;
	int64_t n_buffers;
	int64_t n_children;
	const void **buffers;
	struct ArrowArray **children;
	struct ArrowArray *dictionary;
	void (*release)(struct ArrowArray *array);
	void *private_data;
};

#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
	int (*get_schema)(struct ArrowArrayStream *stream,
			  struct ArrowSchema *out);
	int (*get_next)(struct ArrowArrayStream *stream,
			struct ArrowArray *out);
	const char *(*get_last_error)(struct ArrowArrayStream *stream);
	void (*release)(struct ArrowArrayStream *stream);
	void *private_data;
};

#endif

/*
 * The schema of the blocks of a job with this set and these job's flags; the
 * last flags are HASHLANE_ARROW_*.
 * HASHLANE_OK or HASHLANE_NO_MEMORY; *out is written on success only.
 */
int32_t hln_arrow_schema(struct ArrowSchema *out, const struct hln_set *set,
			 uint32_t job_flags, uint32_t flags);

/* The schema of one finished block; the same statuses. */
int32_t hln_arrow_block_schema(struct ArrowSchema *out,
			       const struct hashlane_results *results,
			       uint32_t flags);

/*
 * A finished block as a struct array, which owns it from then on. HASHLANE_OK,
 * HASHLANE_NO_MEMORY, or HASHLANE_UNSUPPORTED: Arrow wants the byte order of
 * the host, and the block has the other one, or
 * a portable column is too long for it.
 */
int32_t hln_arrow_array(struct ArrowArray *out,
			const struct hashlane_results *results,
			uint32_t flags);

#endif
