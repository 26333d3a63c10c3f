/* SPDX-License-Identifier: MIT */
/*
 * list_record.c - records of CSV that are several lines of a list.
 *
 * A record is read again only behind a line that may end its quote: such a line
 * cannot begin with an open quote itself. So a list of quotes without an end is
 * looked at twice, not once for each of its lines.
 */
#include "list_record.h"

#include <string.h>

/* A name is not longer, so that a quote without an end is found soon. */
enum { RECORD_MAX = 64 << 10 };

/* The quote of a record has no end: only its first line was read. */
static enum hln_parsed end_record(struct hln_list_reader *reader,
				  struct hln_list_line *line, size_t first,
				  const char **reason)
{
	line->text = reader->lines.text + reader->lines.start;
	line->bytes = first;
	*reason = "a quote that has no end";
	return HLN_PARSED_BAD;
}

enum hln_parsed hln_list_record_read(struct hln_list_reader *reader,
				     struct hln_list_line *line,
				     hln_list_record_fn *read,
				     const char **reason)
{
	struct hln_list_lines *lines = &reader->lines;
	uint64_t number = lines->number;
	size_t first = line->bytes;
	enum hln_parsed parsed = HLN_PARSED_MORE;

	while (parsed == HLN_PARSED_MORE) {
		enum hln_line_outcome outcome = HLN_LINE_END;
		size_t before = line->bytes;

		if (line->bytes <= RECORD_MAX)
			outcome = hln_list_lines_more(lines, line);
		if (outcome == HLN_LINE_FAILED) {
			reader->end_status = lines->status;
			return HLN_PARSED_BAD;
		}
		if (outcome == HLN_LINE_END)
			hln_list_lines_back(lines, first, number);
		if (outcome != HLN_LINE_READ)
			return end_record(reader, line, first, reason);
		if (!hln_list_lines_has_odd_run(lines, line->text + before,
						line->bytes - before, '"'))
			continue;
		if (!hln_list_lines_copy(&reader->text, lines, line)) {
			reader->end_status = HASHLANE_NO_MEMORY;
			return HLN_PARSED_BAD;
		}
		/* The reader of a record ends at a NUL. */
		if (memchr(reader->text.text, 0, reader->text.bytes)) {
			hln_list_lines_back(lines, first, number);
			return end_record(reader, line, first, reason);
		}
		parsed = read(reader, number);
	}
	return parsed;
}
