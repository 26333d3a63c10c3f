/* SPDX-License-Identifier: MIT */
/* check_report.h - what a check reports. */
#ifndef CLI_CHECK_REPORT_H
#define CLI_CHECK_REPORT_H

#include "check_claim.h"

/* Report a claim and the claims that are joined to it. */
void check_report(struct check *check, const struct claim *claim);
void check_report_name(struct check *check, enum verdict verdict,
		       const char *name, const char *detail);
void check_summary(struct check *check);

#endif
