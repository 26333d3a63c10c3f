/* SPDX-License-Identifier: MIT */
/* list_comment.h - lines that begin with "#" or ";" and are no entries. */
#ifndef HLN_LIST_COMMENT_H
#define HLN_LIST_COMMENT_H

#include "list_state.h"

/*
 * Judge a line that begins with "#" or ";" and that the list's dialect cannot
 * read, or may not read if it is a comment there. NOTHING: a comment; BAD:
 * none can stand here, and the reader's doubt says why; NOT: the line is an
 * entry of SFV.
 */
enum hln_parsed hln_list_comment_read(struct hln_list_reader *reader,
				      const char *text, size_t bytes);

#endif
