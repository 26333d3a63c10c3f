/* SPDX-License-Identifier: MIT */
/* check_run.h - the verdicts of a check as they come. */
#ifndef CLI_CHECK_RUN_H
#define CLI_CHECK_RUN_H

#include "check_command.h"

/* Report the verdicts that are ready; false: the check has ended early. */
bool check_take(struct check *check);

#endif
