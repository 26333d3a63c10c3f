/* SPDX-License-Identifier: MIT */
/* check_report.h - what a check reports. */
#ifndef CLI_CHECK_REPORT_H
#define CLI_CHECK_REPORT_H

#include "check_command.h"

/* Write verdicts, and count them. */
void check_report(struct check *check,
		  const struct hashlane_verdicts *verdicts);

/* Write what is to be known of a list that was read to its end. */
void check_report_list(struct check *check, const struct check_list *from,
		       const struct hashlane_check_list *list);

/* The word for a verdict: "OK". */
const char *check_report_word(int32_t verdict);

#endif
