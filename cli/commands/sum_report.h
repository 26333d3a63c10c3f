/* SPDX-License-Identifier: MIT */
/* sum_report.h - write a result by its format, or what went wrong. */
#ifndef CLI_SUM_REPORT_H
#define CLI_SUM_REPORT_H

#include "sum.h"

/* Write an item's lines, and its failures to standard error. */
void report_item(struct sum *sum, const struct item *item);

/*
 * Write an entry of a list again, with the digests that it has. False: the
 * format cannot hold it, which is reported.
 */
bool report_listed(struct sum *sum, const struct item *item);

/* Is this file one that the run itself writes? */
bool sum_writes(const struct sum *sum, const char *path);

/* The reason of a failed item; `room` may hold the text. */
const char *sum_reason(char *room, const struct sum *sum,
		       const struct item *item, int os_error);

#endif
