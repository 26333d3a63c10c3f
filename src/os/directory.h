/* SPDX-License-Identifier: MIT */
/* directory.h - what is asked of the operating system's directories. */
#ifndef HLN_DIRECTORY_H
#define HLN_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum hln_kind {
	HLN_KIND_UNKNOWN, /* the file system does not tell: ask */
	HLN_KIND_FILE,
	HLN_KIND_DIRECTORY,
	HLN_KIND_LINK,
	HLN_KIND_OTHER /* FIFO, socket, device */
};

/* Which directory it is, whatever its name. */
struct hln_identity {
	uint64_t device, inode;
};

/* Each returns 0 or an errno value; a negative parent is the current one. */

/* ENOTDIR where it is none; `follow`: a link to one will do. */
int hln_listing_open(int *directory, int parent, const char *path,
		     bool follow);
int hln_listing_identity(struct hln_identity *identity, int directory);
int hln_listing_ask(enum hln_kind *kind, int parent, const char *name,
		    bool follow);

/* A name in a directory, until it returns; false: no memory, no more. */
typedef bool hln_listing_name(void *context, const char *name, size_t bytes,
			      enum hln_kind kind);

/* Room that hln_listing_read needs, aligned as malloc does. */
enum { HLN_LISTING_BYTES = 32 * 1024 };

/*
 * All names but "." and ".."; those that came before an error were told.
 * ENOMEM when `tell` said so.
 */
int hln_listing_read(int directory, void *buffer, hln_listing_name *tell,
		     void *context);

#endif
