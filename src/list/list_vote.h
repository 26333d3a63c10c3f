/* SPDX-License-Identifier: MIT */
/* list_vote.h - the first lines of a list decide its dialect. */
#ifndef HLN_LIST_VOTE_H
#define HLN_LIST_VOTE_H

#include "list_state.h"

/*
 * Look at the first thousand lines, at most 1 MiB, and set the reader's vote.
 * HASHLANE_OK, or the status of the read that failed.
 */
int32_t hln_list_vote_take(struct hln_list_reader *reader);

#endif
