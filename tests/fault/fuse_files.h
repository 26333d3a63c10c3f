/* SPDX-License-Identifier: MIT */
/*
 * fuse_files.h - a real file system whose files fail: a process that serves it
 * through /dev/fuse, and what is in it.
 */
#ifndef FUSE_FILES_H
#define FUSE_FILES_H

#include <stdint.h>

enum { FUSE_FILE_BYTES = 8 * 1024 * 1024 + 5, FUSE_BAD_AT = 4 * 1024 * 1024 };

/*
 * Every file says it has FUSE_FILE_BYTES bytes:
 *
 *   good         it has
 *   bad, direct  reads from FUSE_BAD_AT on fail with EIO; the second one is
 *                not cached by the kernel
 *   short        it ends at FUSE_BAD_AT
 *   no-open      cannot be opened: EIO
 *   denied       cannot be opened: EACCES
 *   stuck        no read returns until somebody asks for the file "release";
 *                since the first, there is a file "is-stuck"
 */
uint8_t fuse_file_byte(uint64_t at);

/* Serve it at this folder until a SIGTERM; an exit status. */
int fuse_files_serve(char *program, char *folder);

#endif
