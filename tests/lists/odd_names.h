/* SPDX-License-Identifier: MIT */
/*
 * odd_names.h - names of files that lines of lists stumble over: names that
 * look like digests, like headers or like whole lines of another file, names
 * with the signs that formats escape, and names that equal another one in
 * another reading.
 */
#ifndef ODD_NAMES_H
#define ODD_NAMES_H

#include <stddef.h>
#include <stdint.h>

enum { ODD_CONTENT_MAX = 128 };

struct odd_file {
	char name[256]; /* NUL-terminated, without a NUL */
	size_t name_bytes;
	uint8_t content[ODD_CONTENT_MAX]; /* of each file another one */
	size_t content_bytes;             /* at least 4 */
};

/*
 * The files: first ODD_ORDINARY with ordinary names, then those with odd ones.
 * The table lives as long as the process.
 */
const struct odd_file *odd_files(size_t *count);

enum {
	ODD_GOOD = 0, /* the file "good", whose lines serve as names */
	ODD_ORDINARY = 4
};

/*
 * Write them below a folder, with the directories of names with slashes. The
 * test fails if one cannot be written.
 */
void odd_files_write(const char *folder);

/*
 * Write one of them again, or other bytes in its place. Its time of
 * modification is long ago, and each time another one.
 */
void odd_file_write(const char *folder, const struct odd_file *file,
		    const void *data, size_t bytes);
void odd_file_remove(const char *folder, const struct odd_file *file);

/* The index of a file by its name; the count: none has it. */
size_t odd_file_find(const void *name, size_t bytes);

#endif
