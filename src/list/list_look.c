/* SPDX-License-Identifier: MIT */
/* list_look.c - the next lines of a list that are in memory. */
#include "list_look.h"

void hln_list_look_begin(struct hln_list_look *look,
			 struct hln_list_lines *lines)
{
	*look = (struct hln_list_look){
		.lines = lines,
		.start = lines->start,
		.next = lines->next,
		.number = lines->number,
		.ended = lines->ended,
		.has_end = lines->has_end,
	};
	lines->ended = true;
}

bool hln_list_look_next(struct hln_list_look *look, struct hln_list_text *text)
{
	struct hln_list_lines *lines = look->lines;
	struct hln_list_line line;

	if (hln_list_lines_next(lines, &line) != HLN_LINE_READ)
		return false;
	/* The last line is cut off if more of it follows. */
	if (!lines->has_end && !look->ended)
		return false;
	if (hln_list_lines_copy(text, lines, &line))
		return true;
	look->no_memory = true;
	return false;
}

void hln_list_look_end(const struct hln_list_look *look)
{
	look->lines->start = look->start;
	look->lines->next = look->next;
	look->lines->number = look->number;
	look->lines->ended = look->ended;
	look->lines->has_end = look->has_end;
}
