/* SPDX-License-Identifier: MIT */
/* column_kind.c - the kinds of columns in results blocks. */
#include "column_kind.h"

#include "../../include/hashlane.h"

#include <stddef.h>

/* name, Arrow's format, bytes of a value, of an algorithm, rows differ, null */
static const struct hln_column_kind kinds[] = {
	[HASHLANE_COLUMN_INDEX] = { "index", 'L', 8, false, false, false },
	[HASHLANE_COLUMN_SIZE] = { "size", 'L', 8, false, false, false },
	[HASHLANE_COLUMN_STATUS] = { "status", 'i', 4, false, false, false },
	[HASHLANE_COLUMN_OS_ERROR] = { "os_error", 'i', 4, false, false,
				       false },
	/* No timestamp: 0, for unknown, is no time. */
	[HASHLANE_COLUMN_MTIME] = { "mtime_ns", 'l', 8, false, false, false },
	[HASHLANE_COLUMN_ERROR_OFFSET] = { "error_offset", 'L', 8, false,
					   false, false },
	[HASHLANE_COLUMN_PATH] = { "path", 'Z', 0, false, true, false },
	[HASHLANE_COLUMN_MESSAGE] = { "message", 'U', 0, false, true, true },
	[HASHLANE_COLUMN_DIGEST] = { "", 'w', 0, true, false, true },
	[HASHLANE_COLUMN_HEX] = { "_hex", 'U', 0, true, false, true },
	[HASHLANE_COLUMN_PARTS] = { "_parts", 'Z', 0, true, true, true },
	[HASHLANE_COLUMN_INPUT] = { "input", 'L', 8, false, false, false },
	[HASHLANE_COLUMN_COOKIE] = { "cookie", 'L', 8, false, false, false },
	[HASHLANE_COLUMN_DEVICE] = { "device", 'L', 8, false, false, false },
	[HASHLANE_COLUMN_INODE] = { "inode", 'L', 8, false, false, false },
	[HASHLANE_COLUMN_CTIME] = { "ctime_ns", 'l', 8, false, false, false },
	[HASHLANE_COLUMN_LINKS] = { "links", 'L', 8, false, false, false },
	[HASHLANE_COLUMN_FLAGS] = { "flags", 'I', 4, false, false, false },
};

const struct hln_column_kind *hln_column_kind(int32_t kind)
{
	if (kind < 1 || (size_t)kind >= sizeof(kinds) / sizeof(kinds[0]))
		return NULL;
	return &kinds[kind];
}
