/* SPDX-License-Identifier: MIT */
/* run_options.c - values of options that several subcommands have. */
#include "run_options.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { WORKERS_MAX = 1024, MEMORY_MIN = 4 << 20 };

bool parse_workers(int32_t *workers, const char *text)
{
	char *end;
	long n;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	n = strtol(text, &end, 10);
	if (errno || *end || n > WORKERS_MAX)
		return false;
	*workers = (int32_t)n;
	return true;
}

bool parse_memory(uint64_t *bytes, const char *text)
{
	static const struct {
		const char *name;
		uint64_t bytes;
	} units[] = {
		{ "", 1 },
		{ "KiB", (uint64_t)1 << 10 },
		{ "MiB", (uint64_t)1 << 20 },
		{ "GiB", (uint64_t)1 << 30 },
		{ "kB", 1000 },
		{ "MB", 1000000 },
		{ "GB", 1000000000 },
	};
	char *end;
	unsigned long long n;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	n = strtoull(text, &end, 10);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (errno || strcmp(end, units[i].name) != 0 ||
		    n > UINT64_MAX / units[i].bytes)
			continue;
		*bytes = n * units[i].bytes;
		return *bytes >= MEMORY_MIN;
	}
	return false;
}
