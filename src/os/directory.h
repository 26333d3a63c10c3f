/* SPDX-License-Identifier: MIT */
/* directory.h - what is asked of the operating system's directories. */
#ifndef HLN_DIRECTORY_H
#define HLN_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum hln_listing_kind {
	HLN_ENTRY_UNKNOWN, /* the file system does not report it: ask */
	HLN_ENTRY_FILE,
	HLN_ENTRY_DIRECTORY,
	HLN_ENTRY_LINK,
	HLN_ENTRY_OTHER /* FIFO, socket, device */
};

/* Which directory it is, whatever its name. */
struct hln_identity {
	uint64_t device, inode;
};

struct hln_file_info;

/* Each returns 0 or an errno value; a negative parent is the current one. */

/* ENOTDIR where it is none; `follow`: a link to one will do. */
int hln_listing_open(int *directory, int parent, const char *path,
		     bool follow);
/* To open names below it, whatever becomes of its path; not to be listed. */
int hln_directory_base(int *directory, const char *path);
/* A directory in another one, as such a base; ELOOP or ENOTDIR for a link. */
int hln_directory_base_in(int *directory, int parent, const char *name);
int hln_listing_identity(struct hln_identity *identity, int directory);
int hln_listing_ask(enum hln_listing_kind *kind, int parent, const char *name,
		    bool follow);
/* The same, and all that the system knows of it. */
int hln_listing_info(struct hln_file_info *info, enum hln_listing_kind *kind,
		     int parent, const char *name, bool follow);

/* A name in a directory, until it returns; false: no memory, no more. */
typedef bool hln_listing_name(void *context, const char *name, size_t bytes,
			      enum hln_listing_kind kind);

/* Room that hln_listing_read needs, aligned as malloc does. */
enum { HLN_LISTING_BYTES = 32 * 1024 };

/*
 * Report some names, except "." and "..", by one system call; *ended: there are
 * no more. Names before an error were reported. ENOMEM if the callback returned
 * false.
 */
int hln_listing_read(int directory, void *buffer, hln_listing_name *tell,
		     void *context, bool *ended);

#endif
