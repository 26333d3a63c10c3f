/* SPDX-License-Identifier: MIT */
/* list_md5sum.h - lines as md5sum and its like accept them. */
#ifndef HLN_LIST_MD5SUM_H
#define HLN_LIST_MD5SUM_H

#include "list_state.h"

/* NOTHING, ENTRY or BAD; the reader's doubt says why. The line may hold NULs. */
enum hln_parsed hln_list_md5sum_read(struct hln_list_reader *reader,
				     char *text, size_t bytes);

#endif
