/* SPDX-License-Identifier: MIT */
/* list_record.h - entries that are several lines of a list. */
#ifndef HLN_LIST_RECORD_H
#define HLN_LIST_RECORD_H

#include "list_state.h"

/* Read the copy of a record whose first line has this number. */
typedef enum hln_parsed hln_list_record_fn(struct hln_list_reader *reader,
					   uint64_t number);

/*
 * Read the rest of a record that began on this line. If it has no end, the
 * lines that follow the first one are read as lines again, and *reason says so.
 */
enum hln_parsed hln_list_record_read(struct hln_list_reader *reader,
				     struct hln_list_line *line,
				     hln_list_record_fn *read,
				     const char **reason);

/*
 * Add the lines that follow to an entry as long as they belong to it. *reason: a
 * line is too long.
 */
enum hln_parsed hln_list_record_wrapped(struct hln_list_reader *reader,
					struct hln_list_line *line,
					hln_list_record_fn *read,
					const char **reason);

#endif
