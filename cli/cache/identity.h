/* SPDX-License-Identifier: MIT */
/* identity.h - how a file is recognised, and when that can be trusted. */
#ifndef CLI_IDENTITY_H
#define CLI_IDENTITY_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

struct identity {
	uint64_t device;
	uint64_t inode;
	uint64_t size_bytes;
	int64_t mtime_ns;
	int64_t ctime_ns;
	uint64_t mount; /* st_dev, if `device` is something else; or 0 */
};

void identity_of(struct identity *out, const struct stat *st);

/* The identity of a regular file; false: errno says why, 0: it is none. */
bool identity_read(struct identity *out, const char *path);

bool identity_equal(const struct identity *a, const struct identity *b);

/* Is it the regular file that standard output or standard error leads to? */
bool identity_is_output(const struct identity *identity);

/* Nanoseconds since 1970. */
int64_t identity_clock(void);

/*
 * Does every change at `now_ns` or later change the times of the file? Not
 * while the file is younger than the resolution of its timestamps.
 */
bool identity_settled(const struct identity *identity, int64_t now_ns);

#endif
