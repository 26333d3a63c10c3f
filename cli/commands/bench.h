/* SPDX-License-Identifier: MIT */
/* bench.h - measuring this machine. */
#ifndef CLI_BENCH_H
#define CLI_BENCH_H

#include "../run/algorithm_set.h"

/* GB/s of one core. */
struct bench_speed {
	double one;  /* one stream */
	double many; /* many side by side */
};

struct bench_folder {
	uint64_t files, bytes;
	double read, hashed;             /* GB/s */
	double files_read, files_hashed; /* a second */
};

/* Statuses of the library. */
int32_t bench_algorithm(struct bench_speed *speed,
			const struct hashlane_algorithm_spec *spec,
			int32_t isa);

/* Files that fail are reported and not counted. */
int32_t bench_folder(struct bench_folder *out, struct cli *cli,
		     const struct algorithm_set *set, const char *path,
		     int32_t workers, int32_t isa);

#endif
