/* SPDX-License-Identifier: MIT */
/* device.h - what is asked of the operating system's disks. */
#ifndef HLN_DEVICE_H
#define HLN_DEVICE_H

#include <stdbool.h>
#include <stdint.h>

enum { HLN_DEVICE_READERS_MAX = 4 };

/*
 * How many threads may read of the device below an open file at once, each one
 * file after the other: one of a disk that turns, a few of a network (NFS,
 * SMB); 0: any number, or it is not known. `device`: as hln_file_info has it.
 */
unsigned hln_device_readers(int file, uint64_t device);

/*
 * Is a device a disk that must seek, or made of one? `folder`: of the device or
 * of its partition in /sys. A virtual machine's disk is none: what it says of
 * itself is not what the host has.
 */
bool hln_device_turns(const char *folder);

#endif
