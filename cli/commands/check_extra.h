/* SPDX-License-Identifier: MIT */
/* check_extra.h - files in no list, and missing files that moved. */
#ifndef CLI_CHECK_EXTRA_H
#define CLI_CHECK_EXTRA_H

#include "check_claim.h"

/* False: no memory. */
bool extra_create(struct check *check);
void extra_destroy(struct extra *extra);

/* A list names this file, or is this file. */
void extra_listed(struct check *check, const char *path);

/* Keep a claim whose file is missing until all lists are read. */
void extra_missing(struct check *check, struct claim *claim);

/* Look through the tree, and report what is left. */
void extra_run(struct check *check);

#endif
