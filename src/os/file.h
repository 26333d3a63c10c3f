/* SPDX-License-Identifier: MIT */
/* file.h - what is asked of the operating system's files. */
#ifndef HLN_FILE_H
#define HLN_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hln_file_info {
	uint64_t size_bytes;
	int64_t mtime_ns; /* since 1970 */
	bool regular;
};

/*
 * Each returns 0 or an errno value. Open never waits (a FIFO without a
 * writer) and the descriptor is not inherited.
 */
int hln_file_open(int *file, const char *path);
int hln_file_info(struct hln_file_info *info, int file);
/* *got is 0 at the end of the file; interrupted reads are repeated. */
int hln_file_read(size_t *got, int file, void *buffer, size_t bytes);
void hln_file_close(int file);

/* Tell that the file will be read from the first byte to the last. */
void hln_file_sequential(int file);

/*
 * Does the kernel make the contents up as they are read (/proc, /sys)? Size
 * and time of such a file say nothing.
 */
bool hln_file_is_pseudo(int file);

/* The HASHLANE_* status for an errno value of open or read. */
int32_t hln_file_status(int os_error);

#endif
