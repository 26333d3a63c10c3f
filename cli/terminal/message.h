/* SPDX-License-Identifier: MIT */
/* message.h - what goes to standard error, one line a message. */
#ifndef CLI_MESSAGE_H
#define CLI_MESSAGE_H

#include "../run/cli.h"

enum { REASON_BYTES_MAX = 256 };

/*
 * Standard output is flushed before each message, and if it is a pipe that
 * nothing reads any more, no message is written.
 */

/*
 * "hashlane: NAME: REASON". The name is quoted as a shell would take it when
 * it holds anything unusual, so that it cannot forge a line or reach the
 * terminal's controls.
 */
void message_about(struct cli *cli, const char *name, const char *reason);

/* message_about, and remember that a file failed. */
void message_failure(struct cli *cli, const char *name, const char *reason);

/* "hashlane: TEXT"; bytes of the text that are not printable are escaped. */
void message_text(struct cli *cli, const char *text);

/* "hashlane: NAME: REASON" and where the help is; returns STATUS_USAGE. */
int message_usage(struct cli *cli, const char *name, const char *reason);

/* The text of an errno, as the library spells it; valid like strerror's. */
const char *message_errno(int os_error);

/* The reason for a file's status, with the system's own where it says more. */
const char *message_reason(char out[REASON_BYTES_MAX], int32_t status,
			   int os_error);

#endif
