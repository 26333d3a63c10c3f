/* SPDX-License-Identifier: MIT */
/* file_system.h - what is asked of the file system that a file lies on. */
#ifndef HLN_FILE_SYSTEM_H
#define HLN_FILE_SYSTEM_H

#include "file.h"

enum { HLN_FILE_SYSTEM_BYTES = 16 };

struct hln_file_system {
	uint64_t device;
	enum hln_volume volume;
	uint8_t id[HLN_FILE_SYSTEM_BYTES];
	bool stable; /* the id is not made of the device's number */
};

/* May a system call be made? Asked directly before each. */
typedef bool hln_goes_on(void *context);

/*
 * That of a file, by its name in a directory; `info` is of the same file. It
 * need not be readable, and is not opened for reading. goes_on may be NULL.
 * Returns 0 or an errno, and then nothing is known but the device.
 */
int hln_file_system_ask(struct hln_file_system *out, int directory,
			const char *name, bool follow,
			const struct hln_file_info *info, hln_goes_on *goes_on,
			void *context);

#endif
