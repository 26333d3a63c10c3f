/* SPDX-License-Identifier: MIT */
/* check_embedded.h - files whose names have their CRC32. */
#ifndef CLI_CHECK_EMBEDDED_H
#define CLI_CHECK_EMBEDDED_H

#include "check_command.h"

/* Check a file with a CRC32 in its name, or such files below a folder. */
void check_embedded(struct check *check, const char *path);

#endif
