/* SPDX-License-Identifier: MIT */
/* posix_device.c - disks as Linux shows them in /sys. */
#if !defined(_WIN32)
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "device.h"

#if defined(__linux__)
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <sys/types.h>
#include <sys/vfs.h>
#include <unistd.h>

enum { PATH_BYTES = 512, DEPTH_MAX = 8 };

/* The first bytes of a file below a folder; false: it cannot be read. */
static bool read_start(char *text, size_t room, const char *folder,
		       const char *name)
{
	char path[PATH_BYTES];
	ssize_t got;
	int fd;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	got = read(fd, text, room - 1);
	close(fd);
	text[got > 0 ? got : 0] = '\0';
	return got > 0;
}

/*
 * A disk that the host of a virtual machine makes up says that it turns,
 * whatever it is made of.
 */
static bool is_virtual(const char *folder)
{
	/* virtio, Xen and Hyper-V; then emulated SATA and SCSI disks. */
	static const char *const buses[] = { "/virtio", "/vbd-", "/VMBUS" };
	static const char *const models[] = { "QEMU", "VBOX" };
	char *path = realpath(folder, NULL), text[64];
	bool found = false;

	for (size_t i = 0; path && i < sizeof(buses) / sizeof(buses[0]); i++)
		found |= strstr(path, buses[i]) != NULL;
	free(path);
	if (read_start(text, sizeof(text), folder, "device/model") ||
	    read_start(text, sizeof(text), folder, "../device/model"))
		for (size_t i = 0; i < sizeof(models) / sizeof(models[0]); i++)
			found |= !strncmp(text, models[i], strlen(models[i]));
	return found;
}

/* Does a device rotate that is made of no other? For a partition, its disk. */
static bool disk_turns(const char *folder)
{
	char digit[2];

	return (read_start(digit, sizeof(digit), folder, "queue/rotational") ||
		read_start(digit, sizeof(digit), folder,
			   "../queue/rotational")) &&
	       digit[0] == '1' && !is_virtual(folder);
}

static bool turns(const char *folder, int depth)
{
	char path[PATH_BYTES];
	const struct dirent *entry;
	bool one = false, made = false;
	DIR *slaves;

	snprintf(path, sizeof(path), "%s/slaves", folder);
	slaves = depth == DEPTH_MAX ? NULL : opendir(path);
	while (slaves && !one && (entry = readdir(slaves))) {
		if (entry->d_name[0] == '.' ||
		    snprintf(path, sizeof(path), "%s/slaves/%s", folder,
			     entry->d_name) >= PATH_BYTES)
			continue;
		made = true;
		one = turns(path, depth + 1);
	}
	if (slaves)
		closedir(slaves);
	return made ? one : disk_turns(folder);
}

static bool is_network(int file)
{
	/* <linux/magic.h>, which not every libc has. */
	static const uint32_t magic[] = {
		0x6969,     /* nfs */
		0x517b,     /* smb */
		0xff534d42, /* cifs */
		0xfe534d42, /* smb2 */
	};
	struct statfs fs;

	if (fstatfs(file, &fs))
		return false;
	for (size_t i = 0; i < sizeof(magic) / sizeof(magic[0]); i++)
		if ((uint32_t)fs.f_type == magic[i])
			return true;
	return false;
}

bool hln_device_turns(const char *folder)
{
	return turns(folder, 0);
}

unsigned hln_device_readers(int file, uint64_t device)
{
	char folder[64];

	/* What has no device of its own may be a network. */
	if (!major((dev_t)device))
		return is_network(file) ? HLN_DEVICE_READERS_MAX : 0;
	snprintf(folder, sizeof(folder), "/sys/dev/block/%u:%u",
		 major((dev_t)device), minor((dev_t)device));
	return hln_device_turns(folder);
}
#else
bool hln_device_turns(const char *folder)
{
	(void)folder;
	return false;
}

unsigned hln_device_readers(int file, uint64_t device)
{
	(void)file;
	(void)device;
	return 0;
}
#endif
#else
/* ISO C wants something here. */
typedef int hln_no_posix_device;
#endif
