/* SPDX-License-Identifier: MIT */
/* fuse_files.c - a file system whose files fail, by libfuse. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "fuse_files.h"

uint8_t fuse_file_byte(uint64_t at)
{
	return (uint8_t)(at * 7 + at / 251 + at / 4099);
}

#if defined(HAVE_FUSE3)
#define FUSE_USE_VERSION 31
#include <errno.h>
#include <fuse.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	STUCK_WAIT_US = 10000,
	STUCK_TRIES = 6000, /* at the end of all patience */
	LONG_AGO = 1577836800
};

static const char *const names[] = {
	"/good", "/bad", "/direct", "/short", "/no-open", "/denied", "/stuck",
};

static atomic_bool stuck, released;

static int get_attributes(const char *path, struct stat *st,
			  struct fuse_file_info *info)
{
	(void)info;
	memset(st, 0, sizeof(*st));
	st->st_nlink = 1;
	st->st_mtime = LONG_AGO;
	if (!strcmp(path, "/")) {
		st->st_mode = S_IFDIR | 0755;
		return 0;
	}
	if (!strcmp(path, "/release"))
		atomic_store(&released, true);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(path, names[i]) ||
		    (atomic_load(&stuck) && !strcmp(path, "/is-stuck"))) {
			st->st_mode = S_IFREG | 0444;
			st->st_size = FUSE_FILE_BYTES;
			return 0;
		}
	return -ENOENT;
}

static int open_file(const char *path, struct fuse_file_info *info)
{
	info->direct_io = !strcmp(path, "/direct") ||
			  !strcmp(path, "/short") || !strcmp(path, "/stuck");
	return !strcmp(path, "/no-open") ? -EIO :
	       !strcmp(path, "/denied")  ? -EACCES :
					   0;
}

static int read_file(const char *path, char *buffer, size_t bytes, off_t at,
		     struct fuse_file_info *info)
{
	uint64_t from = (uint64_t)at, end = FUSE_FILE_BYTES;
	bool bad = !strcmp(path, "/bad") || !strcmp(path, "/direct");

	(void)info;
	if (!strcmp(path, "/stuck")) {
		atomic_store(&stuck, true);
		for (int i = 0; i < STUCK_TRIES && !atomic_load(&released);
		     i++)
			usleep(STUCK_WAIT_US);
	}
	/* The kernel takes a short answer for the end, where it caches. */
	if (bad && (from >= FUSE_BAD_AT ||
		    (!strcmp(path, "/bad") && from + bytes > FUSE_BAD_AT)))
		return -EIO;
	if (bad || !strcmp(path, "/short"))
		end = FUSE_BAD_AT;
	if (from >= end)
		return 0;
	if (bytes > end - from)
		bytes = (size_t)(end - from);
	for (size_t i = 0; i < bytes; i++)
		buffer[i] = (char)fuse_file_byte(from + i);
	return (int)bytes;
}

int fuse_files_serve(char *program, char *folder)
{
	static const struct fuse_operations operations = {
		.getattr = get_attributes,
		.open = open_file,
		.read = read_file,
	};
	char foreground[] = "-f";
	char *arguments[] = { program, foreground, folder, NULL };

	/* It goes when the test does, however that ends. */
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	return fuse_main(3, arguments, &operations, NULL);
}
#else
int fuse_files_serve(char *program, char *folder)
{
	(void)program;
	(void)folder;
	return 1;
}
#endif
