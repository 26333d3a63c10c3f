/* SPDX-License-Identifier: MIT */
/* file.h - what is asked of the operating system's files. */
#ifndef HLN_FILE_H
#define HLN_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hln_file_info {
	uint64_t size_bytes;
	uint64_t device, inode;
	uint64_t links;
	int64_t mtime_ns; /* since 1970 */
	bool regular;
};

/*
 * Each returns 0 or an errno value. Open never waits (a FIFO without a
 * writer) and the descriptor is not inherited.
 */
int hln_file_open(int *file, const char *path);
/*
 * The same, below a directory (negative: the current one); returns EMFILE
 * or ENFILE at once, where hln_file_open waits a while for a descriptor.
 */
int hln_file_open_at(int *file, int directory, const char *path);
int hln_file_info(struct hln_file_info *info, int file);
/* *got is 0 at the end of the file; interrupted reads are repeated. */
int hln_file_read(size_t *got, int file, void *buffer, size_t bytes);
/* The same at an offset; ESPIPE, and nothing is taken, where there is none. */
int hln_file_read_at(size_t *got, int file, void *buffer, size_t bytes,
		     uint64_t offset);
void hln_file_close(int file);

/* Tell that the file will be read from the first byte to the last. */
void hln_file_sequential(int file);

/* Tell that its first bytes will be read soon. */
void hln_file_will_need(int file, uint64_t offset, uint64_t bytes);

/* Is the first byte in the page cache? True where that cannot be told. */
bool hln_file_is_cached(int file);
/* Drop a range from the page cache. */
void hln_file_drop_cache(int file, uint64_t offset, uint64_t bytes);

/* How many files this process may have open. */
uint64_t hln_file_open_max(void);

/*
 * Does the kernel make the contents up as they are read (/proc, /sys)? Size
 * and time of such a file say nothing.
 */
bool hln_file_is_pseudo(int file);

/* The HASHLANE_* status for an errno value of open or read. */
int32_t hln_file_status(int os_error);

#endif
