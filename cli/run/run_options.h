/* SPDX-License-Identifier: MIT */
/* run_options.h - the options that most subcommands have, as values. */
#ifndef CLI_RUN_OPTIONS_H
#define CLI_RUN_OPTIONS_H

#include "algorithm_set.h"

#include <stdbool.h>
#include <stdint.h>

struct selection;

struct run_options {
	struct algorithm_set *algorithms; /* where -a adds to */
	/*
	 * Where --include and its like add to; NULL: the subcommand takes them
	 * itself.
	 */
	struct selection *selection;
	int32_t workers;       /* -j; 0: one a processor */
	uint64_t memory_bytes; /* --memory; 0: the default */
	uint32_t reading;      /* --sequential, --drop-cache: HASHLANE_JOB_* */
	int32_t ctime;         /* --ctime: HASHLANE_CTIME_* */
	int32_t isa;           /* see run_options_choose_isa */
	bool quiet;            /* -q */
	bool json;             /* --json */
};

/* Values of options; STATUS_OK or STATUS_USAGE. */
int run_options_take_jobs(struct run_options *options, struct cli *cli,
			  const char *value);
int run_options_take_memory(struct run_options *options, struct cli *cli,
			    const char *value);
int run_options_take_ctime(struct run_options *options, struct cli *cli,
			   const char *value);

/*
 * Set the instruction set that the environment variable HASHLANE_ISA asks for;
 * STATUS_OK or STATUS_USAGE.
 */
int run_options_choose_isa(struct run_options *options, struct cli *cli);

/* The flags of a job: with one thread, it reads one file at a time. */
uint32_t run_options_job_flags(const struct run_options *options);

#endif
