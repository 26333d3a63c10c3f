/* SPDX-License-Identifier: MIT */
/* message.h - messages on standard error, one line each. */
#ifndef CLI_MESSAGE_H
#define CLI_MESSAGE_H

#include "../run/cli.h"

enum { REASON_BYTES_MAX = 256 };

/*
 * Standard output is flushed before each message. If it is a pipe without a
 * reader, no message is written.
 */

/*
 * Write "hashlane: NAME: REASON". An unusual name is quoted as in a shell, so
 * that it cannot forge a line or control the terminal.
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

/* The reason for a file's status; the system's own text if it says more. */
const char *message_reason(char out[REASON_BYTES_MAX], int32_t status,
			   int os_error);

#endif
