/* SPDX-License-Identifier: MIT */
/* check_extra.h - files in no list, and missing files that moved. */
#ifndef CLI_CHECK_EXTRA_H
#define CLI_CHECK_EXTRA_H

#include "check_claim.h"

/* False: no memory. */
bool extra_create(struct check *check);
void extra_destroy(struct extra *extra);

/* Exclude a file: a list names it, or it is a list. */
void extra_listed(struct check *check, const char *path);

/* Keep a claim whose file is missing until all lists are read. */
void extra_missing(struct check *check, struct claim *claim);

/* Search the tree, and report extra, moved and missing files. */
void extra_run(struct check *check);

#endif
