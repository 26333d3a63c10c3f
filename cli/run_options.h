/* SPDX-License-Identifier: MIT */
/* run_options.h - values of options that several subcommands have. */
#ifndef CLI_RUN_OPTIONS_H
#define CLI_RUN_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* A number of threads, 0 to 1024. */
bool parse_workers(int32_t *workers, const char *text);

/* A size from 4 MiB on, in units as of an algorithm's parameter: "8MiB". */
bool parse_memory(uint64_t *bytes, const char *text);

#endif
