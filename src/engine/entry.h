/* SPDX-License-Identifier: MIT */
/*
 * entry.h - one input on its way: opened, read by offset, and found
 * unchanged.
 */
#ifndef HLN_ENTRY_H
#define HLN_ENTRY_H

#include "../os/file.h"
#include "inputs.h"

/* Where its row is; see job.h. */
struct hln_segment_node;
struct hln_link;

struct hln_entry {
	/* What its row and its event say, side by side. */
	int32_t status;        /* HASHLANE_OK, or why it has no digests */
	int os_error;          /* errno of the call that failed */
	uint64_t index;        /* which input */
	uint64_t bytes;        /* read so far, or hashed */
	uint64_t size_bytes;   /* where size_known, of the range */
	uint64_t error_offset; /* in the file */
	char *path;            /* NUL-terminated */
	size_t path_bytes;
	bool size_known; /* size_bytes is what will be hashed */
	bool owned;      /* the descriptor is closed at the end */
	bool regular;    /* known to be a regular file */
	bool pseudo;     /* the kernel makes it up: size and time say
			  * nothing */
	bool check;      /* compare with before at the end */
	bool drop_cache; /* it was not in the page cache */
	bool copied;     /* its outcome is the link's */

	int32_t kind;   /* HASHLANE_INPUT_* */
	int descriptor; /* -1: not open */
	uint32_t row;
	struct hln_segment_node *node; /* its row, if it has one yet */
	const uint8_t *memory;
	uint64_t offset; /* in the file, of the first byte */
	uint64_t length; /* asked for; 0: to the end */
	struct hln_file_info before;
	struct hln_directory *directory;
	size_t path_room, name_at; /* name_at: to open */
	struct hln_link *link;     /* of a file with several names; see
				    * links.h */
	struct hln_entry *next;    /* in a list */
	uint32_t reads;            /* calls that were not counted yet */
};

/* Zeroed, it is empty. Frees what it owns; it may be used again. */
void hln_entry_destroy(struct hln_entry *entry);

/* Make it that input; the directory is taken over. False: no memory. */
bool hln_entry_set(struct hln_entry *entry, const struct hln_input *input);

/*
 * Open it, if it is not. False: no descriptor is left, try again; a failure is
 * in entry->status.
 */
bool hln_entry_open(struct hln_entry *entry);

/*
 * Read the first bytes, up to `room`, and learn what the file is. *ended: there
 * are no more. now_ns: hln_calendar_ns before it was opened. Failures are in
 * entry->status.
 */
size_t hln_entry_read_first(struct hln_entry *entry, uint8_t *buffer,
			    size_t room, bool *ended, int64_t now_ns);

/* Read up to `room` bytes from `at`, counted in the range. */
size_t hln_entry_read(struct hln_entry *entry, uint8_t *buffer, size_t room,
		      uint64_t at, bool *ended);

/* So much was read: what is behind need not stay in the page cache. */
void hln_entry_drop_cache(const struct hln_entry *entry, uint64_t at,
			  size_t bytes);

/* All is read, `bytes` of it: is it still what it was? Sets status. */
void hln_entry_check(struct hln_entry *entry, uint64_t bytes);

/* It failed at a byte of the range. */
void hln_entry_fail(struct hln_entry *entry, int32_t status, int os_error,
		    uint64_t at);

/* Close it. The path stays. */
void hln_entry_close(struct hln_entry *entry);

#endif
