/* SPDX-License-Identifier: MIT */
/*
 * entry_log.h - all entries of a list, each as bytes that can be compared, read
 * from memory, from a descriptor or by a function in pieces of any size.
 */
#ifndef ENTRY_LOG_H
#define ENTRY_LOG_H

#include "../../include/hashlane.h"

#include <stddef.h>
#include <stdint.h>

struct logged_entry {
	size_t start, bytes; /* of its bytes in the log */
	int32_t status;
	uint32_t flags; /* HASHLANE_LIST_* */
	uint64_t line, raw_offset, raw_bytes, raw_end, size_bytes;
	size_t name, name_bytes; /* where the name is in the log */
	/* The first digest of a file of one algorithm; id 0: there is none. */
	struct hashlane_algorithm_spec spec;
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	size_t digest_bytes;
};

struct entry_log {
	uint8_t *bytes;
	size_t byte_count, byte_room;
	struct logged_entry *entries;
	size_t count, room;
	int32_t status;                 /* the one that ended the list */
	struct hashlane_list_info info; /* its texts are gone */
};

enum entry_source { ENTRIES_MEMORY, ENTRIES_DESCRIPTOR, ENTRIES_READ };

/*
 * Read a list to its end. `seed` decides the sizes of the pieces. Aborts, with
 * a message, if a call does what it must not.
 */
void entry_log_read(struct entry_log *log, enum entry_source source,
		    const void *text, size_t bytes,
		    const struct hashlane_list_options *options,
		    uint64_t seed);
void entry_log_free(struct entry_log *log);

/* Abort with a message unless it holds. */
#define entry_log_require(holds) \
	((holds) ? (void)0 : entry_log_abort(#holds, __FILE__, __LINE__))

_Noreturn void entry_log_abort(const char *what, const char *file, int line);

#endif
