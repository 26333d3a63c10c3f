/* SPDX-License-Identifier: MIT */
/* check_summary.h - what a check says at its end. */
#ifndef CLI_CHECK_SUMMARY_H
#define CLI_CHECK_SUMMARY_H

#include "check_command.h"

/*
 * Write how many files have which verdict, and how far it can be trusted. The
 * check of the library is still open.
 */
void check_summary(struct check *check);

#endif
