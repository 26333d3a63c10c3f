/* SPDX-License-Identifier: MIT */
/*
 * board_list.h - the lists of boards that an engine keeps. Links and ends are
 * under the lock of its workforce.
 */
#ifndef HLN_BOARD_LIST_H
#define HLN_BOARD_LIST_H

#include "pace.h"

struct hln_board;

enum hln_board_lists {
	HLN_LIST_ALL,    /* until their last events are reported; held */
	HLN_LIST_ENDING, /* final, and their last events are to be reported */
	/*
	 * Boards that may want a worker. An engine has such a list for each
	 * priority, the lowest first.
	 */
	HLN_LIST_WANTS,
	HLN_LISTS
};

/* How many lists there are, with one for each priority. */
enum { HLN_BOARD_LISTS = HLN_LISTS - 1 + HLN_PRIORITIES };

struct hln_board_list {
	struct hln_board *first, *last;
};

/* A board's link in one of them. */
struct hln_board_link {
	struct hln_board *before, *behind;
	bool listed;
};

/* The boards of a priority that may want a worker. */
struct hln_board_list *hln_board_list_wanting(struct hln_board_list *lists,
					      int32_t priority);

/* At the end of the list `which`; harmless if the board is in it. */
void hln_board_list_add(struct hln_board_list *lists,
			enum hln_board_lists which, struct hln_board *board);
/* Harmless if the board is not in it. */
void hln_board_list_remove(struct hln_board_list *lists,
			   enum hln_board_lists which,
			   struct hln_board *board);
struct hln_board *hln_board_list_next(const struct hln_board *board,
				      enum hln_board_lists which);

#endif
