/* SPDX-License-Identifier: MIT */
/*
 * open_file.h - one input on its way: opened, read by offset, and found
 * unchanged.
 */
#ifndef HLN_OPEN_FILE_H
#define HLN_OPEN_FILE_H

#include "change.h"
#include "in_flight.h"
#include "inputs.h"
#include "job_state.h"

/* Where its row is; see job.h. */
struct hln_rows_block;
struct hln_link;
struct hln_pushed;
struct hln_job;
struct hln_device;

/*
 * Each step of a file finds the entry outside the innermost cache. So fields
 * stand together, in groups of 64 bytes, that one step uses.
 */
struct hln_open_file {
	/* To open it. */
	int32_t status;  /* HASHLANE_OK, or why it has no digests */
	int32_t kind;    /* HASHLANE_INPUT_*; a BUFFER is MEMORY */
	int descriptor;  /* -1: not open */
	int base;        /* a relative path is below it; -1: the current one */
	bool owned;      /* the descriptor is closed at the end */
	bool regular;    /* known to be a regular file */
	bool follow;     /* a symbolic link leads to a file */
	bool size_known; /* size_bytes is what will be hashed */
	bool pseudo;     /* the kernel makes it up: size and time say
			  * nothing */
	bool sizeless;   /* it says 0, whatever is in it */
	bool check;      /* compare with before at the end */
	bool drop_cache; /* it was not in the page cache */
	bool copied;     /* its outcome is the link's */
	bool probed;     /* cached is set; see hln_open_file_cached */
	bool checked;    /* by hln_open_file_check, early, and it is closed */
	bool known;      /* by a lookup: it is not read */
	bool settled;    /* a change after `before` sets other times */
	bool taken;      /* of `job`: the input is released at its end */
	bool buffered;   /* the caller gave a BUFFER */
	bool told_begin; /* its event was */
	/* See change.h. */
	bool use_ctime;
	bool again;    /* it is to be put aside, and read from its start */
	bool aside;    /* it was */
	bool doubt;    /* it was written all the while: read it twice */
	bool unmoved;  /* the second time nothing of it changed */
	uint8_t tries; /* times it was put aside */
	char *path;    /* NUL-terminated */
	struct hln_directory *directory;

	/* To read it. */
	const int32_t *job_state; /* see job_state.h */
	size_t name_at;           /* of the path, to open */
	struct hln_device *asked; /* that it lies on, if that is known */
	struct hln_device *disk;  /* the same, if workers need a place at it */
	hashlane_read_fn *read;   /* of a READ */
	uint64_t offset;          /* in the file, of the first byte */
	uint64_t length;          /* asked for; 0: to the end */
	uint64_t size_bytes;      /* where size_known, of the range */

	struct hln_file_info before; /* S0; S1 once it was checked */

	/* To write its row. */
	struct hln_rows_block *block; /* with its row, if it has one */
	uint32_t row;
	int os_error;          /* errno of the call that failed */
	uint64_t index;        /* which file, as they were taken */
	uint64_t bytes;        /* read so far, or hashed */
	uint64_t error_offset; /* in the file */
	struct hln_job *job;   /* NULL: it is of none */
	struct hln_release release;

	struct hln_in_flight flight;
	uint32_t reads; /* calls that were not counted yet */
	enum hln_volume volume;
	enum hln_cached cached;

	struct hln_link *link;     /* of a file with several names; see
				   * hard_links.h */
	uint8_t *first;            /* digests of its first reading, or NULL */
	uint8_t *expected;         /* a row of digests, or NULL */
	uint64_t expected_bytes;   /* counted in the job's total already */
	uint64_t device, inode;    /* which file it has to be; inode 0: any */
	void *buffer;              /* of a BUFFER, until it is closed */
	struct hln_trust *trust;   /* may be NULL */
	struct hln_pushed *pushed; /* of a STREAM */
	size_t path_bytes, path_room;
	uint64_t given;  /* which input, as the caller gave it */
	uint64_t cookie; /* the caller's */
	const uint8_t *memory;
	void *read_context;   /* handed to `read` */
	uint64_t due_ns;      /* hln_clock_ns at which it may be read again */
	uint64_t first_valid; /* which digests `first` has */
	uint64_t expected_mask;     /* which of them have to be so */
	struct hln_open_file *next; /* in a list */
};

/* Is it read from a file, whose bytes a device may have? */
static inline bool hln_open_file_is_file(const struct hln_open_file *entry)
{
	return entry->kind == HASHLANE_INPUT_PATH ||
	       entry->kind == HASHLANE_INPUT_DESCRIPTOR;
}

/* Zeroed, it is empty. Frees what it owns; it may be used again. */
void hln_open_file_destroy(struct hln_open_file *entry);

/*
 * Make it that input, with a row of digests of the job's length if it has one;
 * the directory is taken over. False: no memory.
 */
bool hln_open_file_set(struct hln_open_file *entry,
		       const struct hln_input *input, size_t row_bytes);
/*
 * Set entry->settled for what it was at now_ns (hln_calendar_ns): will any
 * change that follows set other times? waited: the tick is over in which it was
 * the same as now.
 */
void hln_open_file_settle(struct hln_open_file *entry,
			  const struct hln_file_info *info, int64_t now_ns,
			  bool waited);

/*
 * May a system call be made for it? Asked directly before each. Once the job is
 * final the entry fails with HASHLANE_CANCELLED instead.
 */
bool hln_open_file_goes_on(struct hln_open_file *entry);

/*
 * Open it, if it is not. False: no descriptor is left, and it holds none: try
 * again; a failure is in entry->status.
 */
bool hln_open_file_open(struct hln_open_file *entry);
/* The same, and the visit stays in its directory. */
bool hln_open_file_open_from(struct hln_open_file *entry,
			     struct hln_directory_visit *visit);

/*
 * Read the first bytes, up to `room`, and learn what the file is. *ended: there
 * are no more. now_ns: hln_calendar_ns before it was opened. Failures are in
 * entry->status; entry->again: nothing was read.
 */
size_t hln_open_file_read_first(struct hln_open_file *entry, uint8_t *buffer,
				size_t room, bool *ended, int64_t now_ns);

/*
 * Read up to `room` bytes from `at`, counted in the range. Fewer come at the
 * end, and of a job that was paused meanwhile.
 */
size_t hln_open_file_read(struct hln_open_file *entry, uint8_t *buffer,
			  size_t room, uint64_t at, bool *ended);

/*
 * Was its first byte in the page cache when this was first asked? The question
 * itself makes the kernel read it. The entry is open.
 */
enum hln_cached hln_open_file_cached(struct hln_open_file *entry);

/* So much was read: what is behind need not stay in the page cache. */
void hln_open_file_drop_cache(const struct hln_open_file *entry, uint64_t at,
			      size_t bytes);

/*
 * All is read, `bytes` of it: is it still what it was? Sets status, or again:
 * then hln_open_file_keep_first has to follow. Where entry->first is there,
 * hln_open_file_compare.
 */
void hln_open_file_check(struct hln_open_file *entry, uint64_t bytes);

/* The digests of the first reading: `bytes` of them, valid as a row's. */
void hln_open_file_keep_first(struct hln_open_file *entry,
			      const uint8_t *digests, size_t bytes,
			      uint64_t valid);
/* Those of the second; sets status where they had to be equal. */
void hln_open_file_compare(struct hln_open_file *entry, const uint8_t *digests,
			   size_t bytes, uint64_t valid);

/* It will be read from its start, at entry->due_ns. The file stays open. */
void hln_open_file_put_aside(struct hln_open_file *entry);
/*
 * Close the file of one that was put aside. It is opened again by its path, but
 * what a walk found never becomes another file.
 */
void hln_open_file_let_go(struct hln_open_file *entry);

/*
 * All is read, `bytes` of it: was all of the range there? At the end of the
 * file it may be empty. Sets status.
 */
void hln_open_file_check_part(struct hln_open_file *entry, uint64_t bytes);
static inline void hln_open_file_check_range(struct hln_open_file *entry,
					     uint64_t bytes)
{
	if (entry->length || (entry->offset && !bytes))
		hln_open_file_check_part(entry, bytes);
}

/* It failed at a byte of the range. */
void hln_open_file_fail(struct hln_open_file *entry, int32_t status,
			int os_error, uint64_t at);

/* Close it. The path stays. */
void hln_open_file_close(struct hln_open_file *entry);
/* The same, and nothing of the caller's is used any more. No lock is held. */
void hln_open_file_end_now(struct hln_open_file *entry);
static inline void hln_open_file_end(struct hln_open_file *entry)
{
	/* A slot is cleared after the end of its file, with nothing left. */
	if (entry->taken || entry->descriptor >= 0 || entry->directory ||
	    entry->buffer)
		hln_open_file_end_now(entry);
}

#endif
