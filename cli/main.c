/* SPDX-License-Identifier: MIT */
/* main.c - the start and the end of the process. */
#define _GNU_SOURCE
#include "../include/hashlane.h"
#include "commands/command.h"
#include "run/signals.h"
#include "terminal/message.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Exit statuses from here on are of signals. */
enum { SIGNALLED = 128 };

/*
 * If a standard descriptor is closed, the next file that is opened would get
 * its number. Open something in its place that can neither be read nor written.
 */
static void fill_standard_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)open("/dev/null",
				   fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* End as a program ends that does not handle closed pipes. */
static void end_by_pipe(void)
{
	signal(SIGPIPE, SIG_DFL);
	(void)raise(SIGPIPE);
}

int main(int argc, char **argv)
{
	struct cli cli = {
		.program = "hashlane",
		.out = { .fd = STDOUT_FILENO },
		.err = { .fd = STDERR_FILENO },
	};
	char reason[REASON_BYTES_MAX];
	bool pipe_ends, closed;
	int status;

	fill_standard_descriptors();
	/* Writing to a closed pipe is then an error, and cleanup can run. */
	pipe_ends = signal(SIGPIPE, SIG_IGN) == SIG_DFL;
	/* A file size limit is then reported as a full disk is. */
	signal(SIGXFSZ, SIG_IGN);
	opterr = 0;
	if (hashlane_library_check_abi(HASHLANE_ABI_VERSION)) {
		message_text(&cli, "the library has another ABI version than "
				   "the command: reinstall both");
		status = STATUS_FAILED;
	} else {
		status = command_run(&cli, argc, argv);
	}
	if (status == STATUS_OK && cli.failed)
		status = STATUS_FAILED;
	output_close(&cli.out);
	closed = cli.out.os_error == EPIPE && pipe_ends;
	if (cli.out.os_error && !closed) {
		snprintf(reason, sizeof(reason), "standard output: %s",
			 strerror(cli.out.os_error));
		cli.out.os_error = 0;
		message_text(&cli, reason);
		if (status == STATUS_OK)
			status = STATUS_FAILED;
	}
	output_flush(&cli.err);
	status = signals_stop(&cli, status);
	output_close(&cli.err);
	if (closed && status < SIGNALLED)
		end_by_pipe();
	return status;
}
