/* SPDX-License-Identifier: MIT */
/*
 * file_places.h - which names are the same: those with the same directory, by
 * its device and inode, and the same last part. Two hard links are two names.
 */
#ifndef CLI_FILE_PLACES_H
#define CLI_FILE_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The place of a name. Its text is that of the path it was made of. */
struct file_place {
	uint64_t device, inode; /* of the directory */
	const char *last;       /* the last part of the path */
	bool there; /* else there is no such directory, and `last` is the
		     * whole path */
};

/* The directory that was asked for last. Start with all 0. */
struct file_folder {
	char *path; /* NULL: none */
	size_t bytes;
	uint64_t device, inode;
	bool there;
};

/* Find the place of a path. False: no memory. */
bool file_places_ask(struct file_place *out, struct file_folder *folder,
		     const char *path);

bool file_places_equal(const struct file_place *a, const struct file_place *b);
uint64_t file_places_hash(const struct file_place *place);

void file_places_end(struct file_folder *folder);

/*
 * The path of a file below a directory, both without symbolic links but that
 * which the file itself may be. Of a directory that does not exist, the part
 * that does counts. To be freed; NULL: it is not below, or no memory.
 *
 * real  of the directory, as realpath gives it
 */
char *file_places_inside(const char *real, const char *path);

/*
 * The device of the directory that a path is in, or of the nearest one above
 * that exists. False: there is none that can be seen.
 */
bool file_places_device(uint64_t *device, const char *path);

#endif
