/* SPDX-License-Identifier: MIT */
/*
 * list_record.c - entries that are several lines of a list: records of CSV, and
 * digests that a tool wrapped.
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

/* Read a record again, without the lines behind its first bytes. */
static enum hln_parsed read_shorter(struct hln_list_reader *reader,
				    struct hln_list_line *line,
				    hln_list_record_fn *read, size_t bytes,
				    uint64_t first, uint64_t last)
{
	hln_list_lines_back(&reader->lines, bytes, last);
	line->text = reader->lines.text + reader->lines.start;
	line->bytes = bytes;
	reader->at_end = true;
	if (hln_list_lines_copy(&reader->text, &reader->lines, line))
		return read(reader, first);
	reader->end_status = HASHLANE_NO_MEMORY;
	return HLN_PARSED_BAD;
}

enum hln_parsed hln_list_record_wrapped(struct hln_list_reader *reader,
					struct hln_list_line *line,
					hln_list_record_fn *read,
					const char **reason)
{
	struct hln_list_lines *lines = &reader->lines;
	uint64_t number = lines->number;
	size_t first = line->bytes;
	enum hln_parsed parsed = HLN_PARSED_WRAPPED;

	while (parsed == HLN_PARSED_WRAPPED) {
		enum hln_line_outcome outcome = HLN_LINE_END;
		uint64_t last = lines->number;
		size_t before = line->bytes;

		if (before <= RECORD_MAX)
			outcome = hln_list_lines_more(lines, line);
		if (outcome == HLN_LINE_FAILED)
			reader->end_status = lines->status;
		if (outcome == HLN_LINE_FAILED || outcome == HLN_LINE_LONG)
			*reason = "longer than 64 MiB";
		if (*reason)
			return HLN_PARSED_BAD;
		reader->at_end = outcome == HLN_LINE_END;
		if (!hln_list_lines_copy(&reader->text, lines, line)) {
			reader->end_status = HASHLANE_NO_MEMORY;
			return HLN_PARSED_BAD;
		}
		/* A line that holds a NUL belongs to no entry. */
		parsed = memchr(reader->text.text, 0, reader->text.bytes) ?
				 HLN_PARSED_BEFORE :
				 read(reader, number);
		if (parsed == HLN_PARSED_BEFORE)
			parsed = read_shorter(reader, line, read, before,
					      number, last);
	}
	/* What is malformed is the first line: others may be entries. */
	if (parsed == HLN_PARSED_BAD && line->bytes > first) {
		hln_list_lines_back(lines, first, number);
		line->text = lines->text + lines->start;
		line->bytes = first;
	}
	return parsed;
}
