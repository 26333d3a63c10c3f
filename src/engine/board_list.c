/* SPDX-License-Identifier: MIT */
/* board_list.c - the lists of boards that an engine keeps. */
#include "board_list.h"

#include "board.h"

struct hln_board_list *hln_board_list_wanting(struct hln_board_list *lists,
					      int32_t priority)
{
	return &lists[HLN_LIST_WANTS + priority - HASHLANE_PRIORITY_LOWEST];
}

static struct hln_board_list *list_of(struct hln_board_list *lists,
				      enum hln_board_lists which,
				      const struct hln_board *board)
{
	return which == HLN_LIST_WANTS ?
		       hln_board_list_wanting(lists, board->pace.priority) :
		       &lists[which];
}

void hln_board_list_add(struct hln_board_list *lists,
			enum hln_board_lists which, struct hln_board *board)
{
	struct hln_board_list *list = list_of(lists, which, board);
	struct hln_board_link *link = &board->links[which];

	if (link->listed)
		return;
	*link = (struct hln_board_link){ .before = list->last,
					 .listed = true };
	if (list->last)
		list->last->links[which].behind = board;
	else
		list->first = board;
	list->last = board;
}

void hln_board_list_remove(struct hln_board_list *lists,
			   enum hln_board_lists which, struct hln_board *board)
{
	struct hln_board_list *list = list_of(lists, which, board);
	struct hln_board_link *link = &board->links[which];

	if (!link->listed)
		return;
	link->listed = false;
	if (link->before)
		link->before->links[which].behind = link->behind;
	else
		list->first = link->behind;
	if (link->behind)
		link->behind->links[which].before = link->before;
	else
		list->last = link->before;
}

struct hln_board *hln_board_list_next(const struct hln_board *board,
				      enum hln_board_lists which)
{
	return board->links[which].behind;
}
