/* SPDX-License-Identifier: MIT */
/*
 * list_lines.h - the lines of a list: from a file, a descriptor, memory or a
 * function of the caller. Memory holds one block and the longest line.
 */
#ifndef HLN_LIST_LINES_H
#define HLN_LIST_LINES_H

#include "../../include/hashlane.h"

#include <stdatomic.h>
#include <stdbool.h>

/*
 * Bytes of a line at most: enough for the digests of the parts of a file of
 * some terabytes.
 */
enum { HLN_LIST_LINE_MAX = 64 << 20 };

enum hln_list_encoding {
	HLN_LIST_BYTES,
	HLN_LIST_UTF16_LITTLE, /* a unit's low byte comes first */
	HLN_LIST_UTF16_BIG
};

struct hln_list_lines {
	int32_t kind;        /* HASHLANE_INPUT_* */
	int file;            /* or -1 */
	bool owned;          /* the file is closed with the lines */
	bool regular;        /* it is read by offset */
	uint64_t size_bytes; /* of a regular file when it was opened */
	int64_t mtime_ns;    /* the same */
	bool changed;        /* the file is another one at its end */
	hashlane_read_fn *read;
	void *read_context;
	atomic_bool cancelled;
	int wait_ms; /* for a file that has no more for now; -1: no limit */
	enum hln_list_encoding encoding;
	char end;          /* of a line */
	bool has_end;      /* the line has one */
	bool ended;        /* nothing follows the bytes in memory */
	bool too_long;     /* the line; the rest of it is skipped */
	size_t seen;       /* bytes in which hln_list_lines_look counted */
	uint64_t ends;     /* of lines that it counted */
	int32_t status;    /* why reading ended early; HASHLANE_OK */
	int32_t broken;    /* status of a read that failed for good; or OK */
	uint64_t position; /* in the list, of the next read */
	uint64_t number;   /* of the last line, from 1 */
	const char *text;  /* the caller's memory, or `block` */
	char *block;
	size_t room, filled;
	size_t start; /* of the line */
	size_t next;  /* of the bytes behind it */
};

/* A line, in the list's encoding and without its end. */
struct hln_list_line {
	const char *text;
	size_t bytes;
};

enum hln_line_outcome {
	HLN_LINE_READ,
	HLN_LINE_LONG, /* more than HLN_LIST_LINE_MAX; it was skipped */
	HLN_LINE_END,
	HLN_LINE_FAILED /* see status */
};

/* HASHLANE_OK or why the input cannot be opened; then *os_error is set. */
int32_t hln_list_lines_open(struct hln_list_lines *lines,
			    const struct hashlane_input *input, char end,
			    int *os_error);
void hln_list_lines_close(struct hln_list_lines *lines);

/* A read that waits ends soon, with CANCELLED. Any thread may call it. */
void hln_list_lines_cancel(struct hln_list_lines *lines);

/* May the next line have to be waited for? `begun`: it was read ahead. */
bool hln_list_lines_would_wait(const struct hln_list_lines *lines, bool begun);

/*
 * Read ahead, before the first line: `bytes` bytes, or `count` lines (but not of
 * UTF-16), or up to the end. Finds the encoding. HASHLANE_OK or the status of
 * the read that failed; if it failed for good behind some bytes, their lines
 * come first.
 */
int32_t hln_list_lines_look(struct hln_list_lines *lines, size_t bytes,
			    uint64_t count);

/* The next line. It lives until the next call. */
enum hln_line_outcome hln_list_lines_next(struct hln_list_lines *lines,
					  struct hln_list_line *line);

/* The line and the one behind it as one, with the end between them. */
enum hln_line_outcome hln_list_lines_more(struct hln_list_lines *lines,
					  struct hln_list_line *line);

/*
 * Read more behind the line, which moves in memory: it begins at `start`.
 * False: the end is in memory, or reading failed: see status.
 */
bool hln_list_lines_ahead(struct hln_list_lines *lines);

/*
 * Has a text of the list a run of `c` whose length is odd? Pairs are as good as
 * none where a doubled quote stands for one.
 */
bool hln_list_lines_has_odd_run(const struct hln_list_lines *lines,
				const char *text, size_t bytes, char c);

/*
 * Go back to where the line had `bytes` bytes and the number `number`: the
 * lines that were added to it are read again.
 */
void hln_list_lines_back(struct hln_list_lines *lines, size_t bytes,
			 uint64_t number);

/*
 * Look ahead for a line that begins with a word, in front of the next empty
 * one. Copies what follows the word, NUL-terminated. False: there is none
 * nearby, or there is no room for it. A line that was read before may move.
 */
bool hln_list_lines_find(struct hln_list_lines *lines, const char *word,
			 char *out, size_t room);

/* The line, or the record, is read again by the next call. */
void hln_list_lines_undo(struct hln_list_lines *lines, uint64_t number);

/* Begin again. False: the list cannot be read twice. */
bool hln_list_lines_rewind(struct hln_list_lines *lines);
bool hln_list_lines_may_rewind(const struct hln_list_lines *lines);

/* Offsets in the list of the line, and of the bytes behind it. */
uint64_t hln_list_lines_start(const struct hln_list_lines *lines);
uint64_t hln_list_lines_after(const struct hln_list_lines *lines);

/* A copy of a line that may be changed. */
struct hln_list_text {
	char *text; /* NUL-terminated */
	size_t bytes, room;
};

/*
 * Copy a line, as bytes or UTF-8. A unit of UTF-16 that has no partner is
 * written as if it were a character. False: there is no memory.
 */
bool hln_list_lines_copy(struct hln_list_text *out,
			 const struct hln_list_lines *lines,
			 const struct hln_list_line *line);

#endif
