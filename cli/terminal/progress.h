/* SPDX-License-Identifier: MIT */
/* progress.h - the progress of a run as text on a terminal. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "../../include/hashlane.h"
#include "output.h"
#include "screen.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	PROGRESS_SLOWEST = 3,
	PROGRESS_FILES = 2048,
	PROGRESS_PATHS_BYTES = 256 * 1024,
	PROGRESS_NAME_BYTES = 4096
};

/* A file that has been hashed for long. */
struct progress_file {
	uint64_t size_bytes; /* 0: not known */
	uint64_t elapsed_ns;
	size_t name_bytes;
	char name[PROGRESS_NAME_BYTES]; /* the end of its path */
};

/* Start as { .terminal = { .fd = N } }. */
struct progress {
	struct progress_file slowest[PROGRESS_SLOWEST]; /* to be drawn */
	int slow_count;
	struct output terminal; /* what is drawn */
	/* Room for the files of one job. */
	struct hashlane_file_progress files[PROGRESS_FILES];
	char paths[PROGRESS_PATHS_BYTES];
};

/* The numbers at one moment. */
struct progress_state {
	uint64_t bytes_done, bytes_total;
	uint64_t files_done, files_total;
	uint64_t failures;
	uint64_t bytes_per_second;
	uint64_t elapsed_ns;
	bool total_known; /* else the totals are those found so far */
};

/* Write "12.3 GB" or the like. */
void progress_bytes(char *out, size_t room, uint64_t bytes);

/* Write one line about the whole run, without a newline. */
void progress_line(char *out, size_t room, const struct progress_state *state);

/* Look for slow files of a job, for the next progress_draw. */
void progress_look(struct progress *progress, hashlane_job job);

/*
 * Draw in the place of what was drawn before. The caller holds the screen's
 * lock.
 */
void progress_draw(struct progress *progress, struct screen *screen,
		   const struct progress_state *state);

#endif
