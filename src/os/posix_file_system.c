/* SPDX-License-Identifier: MIT */
/* posix_file_system.c - file systems by POSIX calls, and those of Linux. */
#if !defined(_WIN32)
#define _GNU_SOURCE
#include "file_system.h"

#include "thread.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/sysmacros.h>
#include <sys/types.h>
#include <sys/vfs.h>
#endif

static void take_number(struct hln_file_system *out, uint64_t number)
{
	memset(out->id, 0, sizeof(out->id));
	/* Of one machine; it is compared, not read. */
	memcpy(out->id, &number, sizeof(number));
}

/* All that is known without asking. */
static void set_device(struct hln_file_system *out, uint64_t device)
{
	out->device = device;
	out->volume = HLN_VOLUME_OTHER;
	out->stable = false;
	take_number(out, device);
}

#if defined(__linux__)
/* XFS and FAT make it of the device's number, as the kernel encodes it. */
static bool is_of_device(uint64_t id, uint64_t device)
{
	uint64_t high = major((dev_t)device), low = minor((dev_t)device);

	return id ==
	       ((low & 0xff) | high << 8 | (low & ~UINT64_C(0xff)) << 12);
}

/*
 * Has it an id of its own, by which it is known again? Not an overlay: it has
 * one, but the files in it have the inodes of several file systems.
 */
static int take_fsid(struct hln_file_system *out, int file)
{
	enum { OVERLAYFS_MAGIC = 0x794c7630 };
	struct statfs fs;
	uint32_t words[2];
	uint64_t id;

	if (fstatfs(file, &fs))
		return errno;
	memcpy(words, &fs.f_fsid, sizeof(words));
	id = words[0] | (uint64_t)words[1] << 32;
	if (!id || is_of_device(id, out->device) ||
	    fs.f_type == OVERLAYFS_MAGIC)
		return 0;
	take_number(out, id);
	out->stable = true;
	return 0;
}

int hln_file_system_ask(struct hln_file_system *out, int directory,
			const char *name, bool follow,
			const struct hln_file_info *info, hln_goes_on *goes_on,
			void *context)
{
	int file, error = 0;

	set_device(out, info->device);
	file = openat(directory < 0 ? AT_FDCWD : directory, name,
		      O_PATH | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW));
	if (file < 0)
		return errno;
	if (!goes_on || goes_on(context))
		out->volume = hln_file_volume(file, info->device,
					      hln_calendar_ns());
	if (!goes_on || goes_on(context))
		error = take_fsid(out, file);
	close(file);
	return error;
}
#else
int hln_file_system_ask(struct hln_file_system *out, int directory,
			const char *name, bool follow,
			const struct hln_file_info *info, hln_goes_on *goes_on,
			void *context)
{
	(void)directory;
	(void)name;
	(void)follow;
	(void)goes_on;
	(void)context;
	set_device(out, info->device);
	return 0;
}
#endif
#else
/* ISO C wants something here. */
typedef int hln_no_posix_file_system;
#endif
