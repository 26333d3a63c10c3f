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
	int64_t mtime_ns, ctime_ns; /* since 1970 */
	uint32_t mode, owner, group;
	bool regular;
};

/* What the times of a file say, by the kind of its file system. */
enum hln_volume {
	HLN_VOLUME_OTHER,  /* a network's, or unknown: they may be late */
	HLN_VOLUME_LOCAL,  /* this kernel writes them */
	HLN_VOLUME_PSEUDO, /* the kernel makes the contents up as they are read
			    * (/proc, /sys): size and times say nothing */
};

/*
 * Each returns 0 or an errno value. Open is below a directory (negative: the
 * current one), never waits (a FIFO without a writer) and the descriptor is not
 * inherited. Unless `follow`, ELOOP where the last name is a symbolic link.
 */
int hln_file_open_at(int *file, int directory, const char *path, bool follow);
int hln_file_info(struct hln_file_info *info, int file);
/* Of a name in a directory; `follow`: of what a symbolic link leads to. */
int hln_file_info_at(struct hln_file_info *info, int directory,
		     const char *name, bool follow);
/* Have a network file system ask its server what the file is by now. */
void hln_file_synchronise(int file);
/*
 * Read at an offset. *got is 0 at the end of the file; interrupted reads are
 * repeated. ESPIPE, and nothing is taken, if the file has no offsets.
 */
int hln_file_read_at(size_t *got, int file, void *buffer, size_t bytes,
		     uint64_t offset);
/*
 * Read what a pipe, a terminal or a device has next. *got is 0 at the end.
 * EAGAIN if nothing came within `timeout_ms` milliseconds.
 */
int hln_file_read_next(size_t *got, int file, void *buffer, size_t bytes,
		       int timeout_ms);
/* Would a read return at once? */
bool hln_file_is_ready(int file);
bool hln_file_is_terminal(int file);
/* The absolute path without symbolic links, to be freed. */
int hln_file_real_path(char **out, const char *path);
void hln_file_close(int file);

/* Advise the system that the file is read from start to end. */
void hln_file_sequential(int file);

/* Advise the system that these bytes are read soon. */
void hln_file_will_need(int file, uint64_t offset, uint64_t bytes);

/* Is the byte in the page cache, or is nothing to be read there? */
enum hln_cached { HLN_CACHED, HLN_NOT_CACHED, HLN_CACHE_UNKNOWN };
enum hln_cached hln_file_cached(int file, uint64_t offset);
/* Drop a range from the page cache; 0 bytes: all from the offset on. */
void hln_file_drop_cache(int file, uint64_t offset, uint64_t bytes);

/* How many files this process may have open. */
uint64_t hln_file_open_max(void);

/*
 * The kind of the file system that a file is on; `device` is that of its
 * info. Remembered for a second or two, since devices are numbered anew;
 * now_ns: what hln_calendar_ns says, or said a moment ago.
 */
enum hln_volume hln_file_volume(int file, uint64_t device, int64_t now_ns);

/* The HASHLANE_* status for an errno value of open or read. */
int32_t hln_file_status(int os_error);

#endif
