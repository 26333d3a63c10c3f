/* SPDX-License-Identifier: MIT */
/* progress.h - how far a run is, as text on a terminal. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "output.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { PROGRESS_DESCRIPTORS = 512, PROGRESS_SLOWEST = 3 };

/* A file that a descriptor is open on. */
struct progress_file {
	int descriptor;
	dev_t device;
	ino_t inode;
	int64_t since_ns; /* 0: none */
	int64_t seen_ns;  /* at the last look */
	uint64_t size_bytes;
};

/* Start as zero. */
struct progress {
	struct progress_file files[PROGRESS_DESCRIPTORS];
	int lines; /* on the terminal now */
};

/* The numbers of a moment. */
struct progress_state {
	uint64_t bytes_done, bytes_total;
	uint64_t files_done, files_total;
	uint64_t failures;
	uint64_t bytes_per_second;
	uint64_t elapsed_ns;
	bool total_known; /* else so far only, and no end can be told */
};

/* Write "12.3 GB" or the like. */
void progress_bytes(char *out, size_t room, uint64_t bytes);

/* One line for the whole, without an end. */
void progress_line(char *out, size_t room, const struct progress_state *state);

/* Draw anew, in the place of what was drawn before. */
void progress_draw(struct progress *progress, struct output *terminal,
		   const struct progress_state *state);

/* Take away what was drawn. */
void progress_erase(struct progress *progress, struct output *terminal);

#endif
