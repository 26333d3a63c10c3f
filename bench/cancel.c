/* SPDX-License-Identifier: MIT */
/*
 * cancel.c - from hashlane_job_cancel to a job that is destroyed, its workers
 * quiet, at random moments of a job.
 *
 * Usage: cancel RUNS ALGORITHMS NAMES...
 *
 * ALGORITHMS are separated by commas; each NAMES file lists paths that end in
 * NUL. Prints the longest time to the return of cancel and to that of destroy,
 * and the median of the latter, in milliseconds.
 */
#define _GNU_SOURCE
#include "../include/hashlane.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MAX = 1000, MOMENT_MAX_US = 200000 };

static char *paths;
static size_t paths_bytes;
static struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
static size_t spec_count;

static void die(const char *what)
{
	fprintf(stderr, "cancel: %s\n", what);
	exit(1);
}

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void add_paths(const char *name)
{
	int fd = open(name, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0 || fstat(fd, &st))
		die(name);
	paths = realloc(paths, paths_bytes + (size_t)st.st_size);
	if (!paths || read(fd, paths + paths_bytes, (size_t)st.st_size) !=
			      (ssize_t)st.st_size)
		die(name);
	paths_bytes += (size_t)st.st_size;
	close(fd);
}

static void parse_algorithms(const char *text)
{
	if (hashlane_algorithms_parse(specs, HASHLANE_MAX_ALGORITHMS,
				      &spec_count, text, strlen(text), NULL))
		die("unknown algorithm");
}

/* One job, cancelled when it has run for so long. */
static void cancel_once(hashlane_engine engine, useconds_t moment_us,
			double *final_ms, double *quiet_ms)
{
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = spec_count,
		.paths = paths,
		.paths_bytes = paths_bytes,
	};
	hashlane_job job;
	double start;

	if (hashlane_job_create(&job, engine, &options, NULL))
		die("submit");
	usleep(moment_us);
	start = now_ms();
	if (hashlane_job_cancel(job))
		die("cancel");
	*final_ms = now_ms() - start;
	if (hashlane_job_destroy(job) || hashlane_engine_wait(engine, -1))
		die("destroy");
	*quiet_ms = now_ms() - start;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	int runs = argc > 3 ? atoi(argv[1]) : 0;
	double quiet[RUNS_MAX], longest = 0;
	hashlane_engine engine;

	if (runs < 1 || runs > RUNS_MAX) {
		fputs("usage: cancel RUNS ALGORITHMS NAMES...\n", stderr);
		return 2;
	}
	parse_algorithms(argv[2]);
	for (int i = 3; i < argc; i++)
		add_paths(argv[i]);
	if (hashlane_engine_create(&engine, NULL, NULL))
		die("engine");
	srand(1);
	for (int i = 0; i < runs; i++) {
		double final_ms;

		cancel_once(engine, (useconds_t)(rand() % MOMENT_MAX_US),
			    &final_ms, &quiet[i]);
		longest = final_ms > longest ? final_ms : longest;
	}
	qsort(quiet, (size_t)runs, sizeof(quiet[0]), compare);
	printf("%.3f %.3f %.3f\n", longest, quiet[runs - 1], quiet[runs / 2]);
	return hashlane_engine_destroy(engine) != HASHLANE_OK;
}
