/* SPDX-License-Identifier: MIT */
/* check_json.h - verdicts as objects of JSON. */
#ifndef CLI_CHECK_JSON_H
#define CLI_CHECK_JSON_H

#include "check_row.h"

/* Write the object of one file or malformed line. */
void check_json_row(struct check *check, const struct check_row *rows);

/* Write the object of the whole run. */
void check_json_summary(struct check *check);

#endif
