/* SPDX-License-Identifier: MIT */
/* list_reader.c - lists of digests: each line in the dialect of the list. */
#include "list_reader.h"

#include "../base/status.h"
#include "list_comment.h"
#include "list_md5sum.h"
#include "list_record.h"
#include "list_tags.h"
#include "list_vote.h"
#include "side_digest.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { END_OF_TEXT = 0x1a };

static int32_t fail(struct hashlane_error *error, int32_t status, int os_error)
{
	size_t size;

	if (!error)
		return status;
	size = error->struct_size;
	memset(error, 0, sizeof(*error));
	error->struct_size = size;
	error->status = status;
	error->os_error = os_error;
	snprintf(error->message, sizeof(error->message), "%s",
		 hln_status_text(status));
	return status;
}

static char *copy_text(const void *text, size_t bytes)
{
	char *copy = malloc(bytes + 1);

	if (copy) {
		memcpy(copy, text, bytes);
		copy[bytes] = 0;
	}
	return copy;
}

static int32_t copy_options(struct hln_list_reader *reader,
			    const struct hashlane_input *input,
			    const struct hashlane_list_options *options)
{
	struct hashlane_list_options *copy = &reader->options;
	const char *name = options ? options->name : NULL;

	if (options)
		*copy = *options;
	if (copy->spec_count)
		memcpy(reader->given, copy->specs,
		       copy->spec_count * sizeof(*copy->specs));
	copy->specs = reader->given;
	if (name)
		reader->name = copy_text(name, strlen(name));
	else if (input->kind == HASHLANE_INPUT_PATH)
		reader->name = copy_text(input->data, input->data_bytes);
	else
		return HASHLANE_OK;
	copy->name = reader->name;
	return reader->name ? HASHLANE_OK : HASHLANE_NO_MEMORY;
}

/* The state in front of the first line. */
static void begin(struct hln_list_reader *reader)
{
	reader->frame = (struct hln_list_frame){ .kind = reader->vote.frame };
	memset(reader->columns, 0, sizeof(reader->columns));
	reader->section = 0;
	reader->directory[0] = 0;
	reader->at_start = true;
	reader->guessed = false;
	reader->formats = 0;
	reader->end_status = HASHLANE_OK;
	reader->open_reported = false;
	reader->entries = reader->malformed = 0;
	reader->unwritable = NULL;
	if (reader->frame.kind != HLN_FRAME_NONE)
		reader->unwritable = "it is signed";
	else if (reader->vote.crcrlf || reader->lines.end == '\r')
		reader->unwritable = "its lines have other ends";
	reader->pieces = (struct hln_hashdeep_pieces){ 0 };
	reader->one_blank = reader->blank_before;
	hln_list_candidates_rewind(&reader->candidates);
	hln_list_entry_clear(&reader->entry);
}

int32_t hln_list_reader_open(struct hln_list_reader **out,
			     const struct hashlane_input *input,
			     const struct hashlane_list_options *options,
			     struct hashlane_error *error)
{
	struct hln_list_reader *reader = calloc(1, sizeof(*reader));
	uint32_t flags = options ? options->flags : 0;
	int os_error = 0;
	int32_t status;

	if (!reader)
		return fail(error, HASHLANE_NO_MEMORY, 0);
	status = copy_options(reader, input, options);
	if (!status)
		status = hln_list_lines_open(
			&reader->lines, input,
			flags & HASHLANE_LIST_NUL ? '\0' : '\n', &os_error);
	if (status) {
		free(reader->name);
		free(reader);
		return fail(error, status, os_error);
	}
	reader->blank_before = -1;
	reader->from_stdin = (input->kind == HASHLANE_INPUT_DESCRIPTOR &&
			      !input->descriptor) ||
			     (reader->name && !strcmp(reader->name, "-"));
	hln_list_candidates_begin(&reader->candidates, &reader->options,
				  reader->name);
	begin(reader);
	*out = reader;
	return HASHLANE_OK;
}

void hln_list_reader_close(struct hln_list_reader *reader)
{
	hln_list_lines_close(&reader->lines);
	hln_list_entry_free(&reader->entry);
	free(reader->text.text);
	free(reader->ahead.text);
	free(reader->side);
	free(reader->name);
	free(reader);
}

void hln_list_reader_cancel(struct hln_list_reader *reader)
{
	hln_list_lines_cancel(&reader->lines);
}

bool hln_list_reader_would_wait(const struct hln_list_reader *reader)
{
	return !reader->end_status &&
	       hln_list_lines_would_wait(&reader->lines, reader->looked);
}

void hln_list_reader_set_wait(struct hln_list_reader *reader, int wait_ms)
{
	reader->lines.wait_ms = wait_ms;
}

bool hln_list_reader_may_rewind(const struct hln_list_reader *reader)
{
	return hln_list_lines_may_rewind(&reader->lines);
}

bool hln_list_reader_rewind(struct hln_list_reader *reader)
{
	if (!hln_list_lines_rewind(&reader->lines))
		return false;
	begin(reader);
	return true;
}

/* ---- For the dialects ---- */

struct hln_list_entry *hln_list_reader_entry(struct hln_list_reader *reader)
{
	return &reader->entry;
}

const struct hashlane_list_options *
hln_list_reader_options(const struct hln_list_reader *reader)
{
	return &reader->options;
}

struct hln_list_columns *
hln_list_reader_columns(struct hln_list_reader *reader, int32_t format)
{
	return &reader->columns[format == HASHLANE_FORMAT_DEBIAN ?
					2 :
					format == HASHLANE_FORMAT_CSV];
}

bool hln_list_reader_at_start(const struct hln_list_reader *reader)
{
	return reader->at_start;
}

void hln_list_reader_begin_section(struct hln_list_reader *reader)
{
	reader->section++;
	reader->pieces = (struct hln_hashdeep_pieces){ 0 };
	/* A comment above the header does not hold below it. */
	hln_list_candidates_rewind(&reader->candidates);
}

enum hln_parsed hln_list_reader_add_bare(struct hln_list_reader *reader,
					 const char *text, size_t bytes)
{
	const char *reason = NULL;
	enum hln_parsed parsed = hln_list_candidates_add(
		&reader->candidates, &reader->entry, &reader->guessed, &reason,
		text, bytes);

	if (parsed == HLN_PARSED_BAD)
		return hln_list_reader_bad(reader, "%s", reason);
	if (reason)
		reader->doubt = reason;
	return parsed;
}

bool hln_list_reader_is_bare(const struct hln_list_reader *reader,
			     const char *text, size_t bytes)
{
	return hln_list_candidates_fit(&reader->candidates, text, bytes);
}

bool hln_list_reader_is_list_of(const struct hln_list_reader *reader,
				int32_t format)
{
	const struct hln_dialect *dialect = reader->vote.dialect;

	return dialect && dialect->format == format;
}

void hln_list_reader_continue(struct hln_list_reader *reader, int blanks)
{
	reader->blank_before = blanks;
}

int hln_list_reader_blanks(const struct hln_list_reader *reader)
{
	return reader->one_blank;
}

bool hln_list_reader_has_one_blank(const struct hln_list_reader *reader)
{
	return reader->vote.one_blank;
}

bool hln_list_reader_has_pieces(const struct hln_list_reader *reader)
{
	return reader->vote.pieces;
}

bool hln_list_reader_may_continue(const struct hln_list_reader *reader)
{
	/* Entries of several lines have newlines between them. */
	return !reader->at_end && reader->lines.end == '\n';
}

const char *hln_list_reader_directory(const struct hln_list_reader *reader)
{
	return reader->directory;
}

bool hln_list_reader_find_directory(struct hln_list_reader *reader)
{
	struct hln_list_lines *lines = &reader->lines;

	lines->status = HASHLANE_OK;
	if (!hln_list_lines_find(lines, "Directory: ", reader->directory,
				 HLN_DIRECTORY_MAX))
		reader->directory[0] = 0;
	reader->end_status = lines->status;
	return !lines->status;
}

struct hln_sfv *hln_list_reader_sfv(struct hln_list_reader *reader)
{
	return &reader->vote.sfv;
}

struct hln_links *hln_list_reader_links(struct hln_list_reader *reader)
{
	return &reader->vote.links;
}

struct hln_name_first *
hln_list_reader_name_first(struct hln_list_reader *reader)
{
	return &reader->vote.name_first;
}

bool hln_list_reader_know_tag(const struct hln_list_reader *reader,
			      struct hashlane_algorithm_spec *spec,
			      const char *text, size_t bytes)
{
	return hln_list_tags_know(&reader->tags, spec, text, bytes);
}

bool hln_list_reader_find_tag(struct hln_list_reader *reader,
			      struct hashlane_algorithm_spec *spec,
			      const char *text, size_t bytes)
{
	return hln_list_tags_find(&reader->tags, spec, text, bytes);
}

enum hln_parsed hln_list_reader_add_tagged(struct hln_list_reader *reader,
					   const char *tag, size_t tag_bytes,
					   const char *digest,
					   size_t digest_bytes)
{
	struct hln_list_entry *entry = &reader->entry;
	struct hashlane_algorithm_spec spec;

	if (!hln_list_reader_find_tag(reader, &spec, tag, tag_bytes))
		return hln_list_entry_add_unknown(entry, tag, tag_bytes,
						  digest, digest_bytes) ?
			       HLN_PARSED_ENTRY :
			       HLN_PARSED_NOT;
	if (hln_list_entry_add(entry, &spec, tag, tag_bytes, digest,
			       digest_bytes))
		return HLN_PARSED_ENTRY;
	return hln_list_reader_bad(reader, "not a digest of %s",
				   hashlane_algorithm_get_name(spec.id));
}

void hln_list_reader_foreign(struct hln_list_reader *reader,
			     const char *reason)
{
	reader->unwritable = reason;
}

enum hln_parsed hln_list_reader_bad(struct hln_list_reader *reader,
				    const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	/* A false alarm of version 14 that comes with several files at once. */
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized) */
	vsnprintf(reader->entry.reason, sizeof(reader->entry.reason), format,
		  arguments);
	va_end(arguments);
	return HLN_PARSED_BAD;
}

/* ---- Lines ---- */

static enum hln_parsed read_as(struct hln_list_reader *reader,
			       const struct hln_dialect *dialect, char *text,
			       size_t bytes)
{
	enum hln_parsed parsed;

	hln_list_entry_clear(&reader->entry);
	parsed = dialect->read(reader, text, bytes);
	reader->entry.known.format = dialect->format;
	return parsed;
}

/* A line that the list's dialect cannot read: the most likely other one. */
static enum hln_parsed read_as_other(struct hln_list_reader *reader,
				     char *text, size_t bytes)
{
	uint32_t tried = 0;

	if (reader->vote.dialect)
		tried |= 1u << reader->vote.dialect->format;
	for (;;) {
		const struct hln_dialect *best = NULL;
		enum hln_likeness most = HLN_LIKE_NOT;
		enum hln_parsed parsed;

		for (size_t i = 0; i < hln_dialect_count; i++) {
			const struct hln_dialect *dialect = hln_dialects[i];
			enum hln_likeness like;

			if (tried >> dialect->format & 1)
				continue;
			like = dialect->likeness(reader, text, bytes);
			if (like <= most)
				continue;
			most = like;
			best = dialect;
		}
		if (!best)
			return HLN_PARSED_NOT;
		tried |= 1u << best->format;
		parsed = read_as(reader, best, text, bytes);
		if (parsed != HLN_PARSED_NOT)
			return parsed;
	}
}

/* Ask the caller; the entry's claims are its own. */
static enum hln_parsed read_by_caller(struct hln_list_reader *reader,
				      const char *text, size_t bytes)
{
	struct hashlane_list_entry *known = &reader->entry.known;
	int32_t status;

	memset(known, 0, sizeof(*known));
	known->struct_size = sizeof(*known);
	known->format = HASHLANE_FORMAT_JSON;
	known->claim_bytes = sizeof(struct hashlane_list_claim);
	status = reader->options.parse(reader->options.parse_context, known,
				       text, bytes);
	switch (status) {
	case HASHLANE_OK:
		known->reason = "";
		return known->name ? HLN_PARSED_ENTRY : HLN_PARSED_NOTHING;
	case HASHLANE_NOT_FOUND:
		return HLN_PARSED_NOT;
	case HASHLANE_FORMAT:
		return hln_list_reader_bad(reader, "%s",
					   known->reason && *known->reason ?
						   known->reason :
						   "malformed JSON");
	default:
		reader->end_status = status;
		return HLN_PARSED_BAD;
	}
}

static bool is_for_caller(const struct hln_list_reader *reader,
			  const char *text)
{
	const char *at = text + strspn(text, " \t");

	return reader->options.parse && *at && strchr("{[]}", *at);
}

static enum hln_parsed read_comment(struct hln_list_reader *reader,
				    const char *text, size_t bytes)
{
	enum hln_parsed parsed = hln_list_comment_read(reader, text, bytes);

	return parsed == HLN_PARSED_BAD ?
		       hln_list_reader_bad(reader, "%s", reader->doubt) :
		       parsed;
}

static enum hln_parsed read_as_md5sum(struct hln_list_reader *reader,
				      char *text, size_t bytes)
{
	enum hln_parsed parsed = HLN_PARSED_NOTHING;

	hln_list_entry_clear(&reader->entry);
	if (bytes)
		parsed = hln_list_md5sum_read(reader, text, bytes);
	if (parsed == HLN_PARSED_BAD)
		hln_list_reader_bad(reader, "%s", reader->doubt);
	return parsed;
}

/*
 * Below a header of CSV in another dialect's list, a line that begins like a
 * comment is a record, or malformed.
 */
static enum hln_parsed read_below_csv(struct hln_list_reader *reader,
				      char *text, size_t bytes)
{
	enum hln_parsed parsed = read_as(reader, &hln_dialect_csv, text,
					 bytes);

	return parsed == HLN_PARSED_NOT ?
		       hln_list_reader_bad(reader, "no record of the columns "
						   "above it") :
		       parsed;
}

/* A line of the list's text; it is not empty. */
static enum hln_parsed read_text(struct hln_list_reader *reader, char *text,
				 size_t bytes)
{
	const struct hln_dialect *dialect = reader->vote.dialect;
	bool comment = *text == '#' || *text == ';';
	enum hln_parsed parsed;

	reader->doubt = NULL;
	if (comment && reader->columns[1].count && dialect != &hln_dialect_csv)
		return read_below_csv(reader, text, bytes);
	if (*text == ';' && dialect && dialect->comment == ';')
		return read_comment(reader, text, bytes);
	if (dialect) {
		parsed = read_as(reader, dialect, text, bytes);
		if (parsed != HLN_PARSED_NOT)
			return parsed;
	}
	if (comment) {
		parsed = read_comment(reader, text, bytes);
		if (parsed != HLN_PARSED_NOT)
			return parsed;
	}
	if (is_for_caller(reader, text)) {
		parsed = read_by_caller(reader, text, bytes);
		if (parsed != HLN_PARSED_NOT)
			return parsed;
	}
	parsed = reader->options.format ? HLN_PARSED_NOT :
					  read_as_other(reader, text, bytes);
	if (parsed == HLN_PARSED_NOT)
		parsed = hln_side_digest_read(reader, text, bytes);
	if (parsed != HLN_PARSED_NOT)
		return parsed;
	return hln_list_reader_bad(reader, "%s",
				   reader->doubt ?
					   reader->doubt :
					   "not a line of a list of digests");
}

/*
 * A line that holds no entry. Where lines end in NUL, a newline in it shows
 * that it is several, of which others may be entries.
 */
static enum hln_parsed skip(struct hln_list_reader *reader, const char *text,
			    size_t bytes)
{
	if (!(reader->options.flags & HASHLANE_LIST_NUL) ||
	    is_for_caller(reader, text) || !memchr(text, '\n', bytes))
		return HLN_PARSED_NOTHING;
	return hln_list_reader_bad(reader, "a comment that holds a newline");
}

/* A copy of a line, or of several that are one record. */
static enum hln_parsed read_copy(struct hln_list_reader *reader,
				 uint64_t number)
{
	uint32_t flags = reader->options.flags;
	char *text = reader->text.text;
	size_t bytes = reader->text.bytes;
	bool cr = bytes && text[bytes - 1] == '\r' &&
		  !(flags & HASHLANE_LIST_NUL);
	const char *reason = NULL;
	enum hln_parsed parsed;

	if (number == 1 && reader->vote.marked) {
		text += 3;
		bytes -= 3;
	}
	if (cr &&
	    (reader->vote.crlf || flags & HASHLANE_LIST_MD5SUM || bytes == 1))
		text[--bytes] = 0;
	while (reader->vote.crcrlf && bytes && text[bytes - 1] == '\r')
		text[--bytes] = 0;
	if (flags & HASHLANE_LIST_MD5SUM)
		return read_as_md5sum(reader, text, bytes);
	/* The end of a text file of DOS. */
	if (bytes == 1 && *text == END_OF_TEXT && !reader->lines.has_end &&
	    !(flags & HASHLANE_LIST_NUL))
		return HLN_PARSED_NOTHING;
	parsed = hln_list_frame_read(&reader->frame, &text, &bytes, number,
				     &reason);
	if (parsed == HLN_PARSED_BAD)
		return hln_list_reader_bad(reader, "%s", reason);
	if (parsed != HLN_PARSED_ENTRY || !bytes)
		return skip(reader, text, bytes);
	parsed = read_text(reader, text, bytes);
	return parsed == HLN_PARSED_NOTHING ? skip(reader, text, bytes) :
					      parsed;
}

/* Without a name there is no file, but md5sum takes such a line. */
static enum hln_parsed check_name(struct hln_list_reader *reader)
{
	const struct hashlane_list_entry *known = &reader->entry.known;

	if (known->name_bytes || reader->options.flags & HASHLANE_LIST_MD5SUM)
		return HLN_PARSED_ENTRY;
	return hln_list_reader_bad(reader, "the name is empty");
}

static void finish(struct hln_list_reader *reader, enum hln_parsed parsed,
		   uint64_t number, const struct hln_list_line *line)
{
	struct hashlane_list_entry *known = &reader->entry.known;

	if (parsed == HLN_PARSED_ENTRY)
		parsed = check_name(reader);
	if (parsed == HLN_PARSED_BAD) {
		hln_list_entry_clear(&reader->entry);
		known->status = HASHLANE_FORMAT;
		known->reason = reader->entry.reason;
		reader->malformed++;
	} else {
		if (known->claims == reader->entry.claims)
			hln_list_entry_complete(&reader->entry);
		reader->formats |= 1u << known->format;
		known->section = reader->section;
		reader->entries++;
	}
	reader->at_start = false;
	known->line = number;
	known->raw = line->bytes ? reader->lines.text + reader->lines.start :
				   "";
	known->raw_bytes = line->bytes;
	known->raw_offset = hln_list_lines_start(&reader->lines);
	known->raw_end = hln_list_lines_after(&reader->lines);
}

static int32_t end_list(struct hln_list_reader *reader)
{
	struct hln_list_line none = { .text = "", .bytes = 0 };

	if (!hln_list_frame_is_open(&reader->frame) || reader->open_reported) {
		reader->end_status = HASHLANE_END;
		return HASHLANE_END;
	}
	reader->open_reported = true;
	hln_list_reader_bad(reader, "the signed text has no end");
	finish(reader, HLN_PARSED_BAD, reader->lines.number, &none);
	return HASHLANE_OK;
}

/* An entry, a malformed line, or NOTHING. */
static enum hln_parsed read_line(struct hln_list_reader *reader,
				 struct hln_list_line *line)
{
	uint64_t number = reader->lines.number;
	const char *reason = NULL;
	enum hln_parsed parsed;

	if (!hln_list_lines_copy(&reader->text, &reader->lines, line)) {
		reader->end_status = HASHLANE_NO_MEMORY;
		return HLN_PARSED_BAD;
	}
	if (!(reader->options.flags & HASHLANE_LIST_MD5SUM) &&
	    memchr(reader->text.text, 0, reader->text.bytes)) {
		if (!reader->entries)
			reader->end_status = HASHLANE_FORMAT;
		return hln_list_reader_bad(reader,
					   "holds a NUL byte (lines may end "
					   "in one: see the options)");
	}
	reader->at_end = false;
	parsed = read_copy(reader, number);
	if (parsed == HLN_PARSED_WRAPPED)
		parsed = hln_list_record_wrapped(reader, line, read_copy,
						 &reason);
	/* Where lines end otherwise, a newline may be within one. */
	if (parsed == HLN_PARSED_BEFORE)
		reason = "holds a newline";
	if (parsed == HLN_PARSED_MORE)
		parsed = hln_list_record_read(reader, line, read_copy,
					      &reason);
	return reason ? hln_list_reader_bad(reader, "%s", reason) : parsed;
}

static int32_t look(struct hln_list_reader *reader)
{
	int32_t status = HASHLANE_OK;

	if (!(reader->options.flags & HASHLANE_LIST_MD5SUM))
		status = hln_list_vote_take(reader);
	reader->looked = !status;
	if (!status)
		begin(reader);
	return status;
}

/* May the call be repeated that ended so? */
static bool is_passing(const struct hln_list_reader *reader, int32_t status)
{
	return status == HASHLANE_NO_MEMORY ||
	       (status == HASHLANE_TIMEOUT &&
		reader->lines.kind != HASHLANE_INPUT_READ);
}

/* Nothing follows, or the call may be repeated. */
static int32_t give_up(struct hln_list_reader *reader)
{
	int32_t status = reader->end_status;

	if (is_passing(reader, status))
		reader->end_status = HASHLANE_OK;
	return status;
}

int32_t hln_list_reader_next(struct hln_list_reader *reader,
			     const struct hashlane_list_entry **entry)
{
	struct hln_list_lines *lines = &reader->lines;
	struct hln_list_line line = { .text = "" };
	enum hln_parsed parsed;
	uint64_t number;

	reader->entry.no_memory = false;
	if (!reader->end_status && !reader->looked)
		reader->end_status = look(reader);
	*entry = &reader->entry.known;
	do {
		if (reader->end_status)
			return give_up(reader);
		switch (hln_list_lines_next(lines, &line)) {
		case HLN_LINE_FAILED:
			reader->end_status = lines->status;
			return give_up(reader);
		case HLN_LINE_END:
			return end_list(reader);
		case HLN_LINE_LONG:
			line.bytes = 0;
			number = lines->number;
			parsed = hln_list_reader_bad(reader,
						     "longer than %d MiB",
						     HLN_LIST_LINE_MAX >> 20);
			break;
		case HLN_LINE_READ:
			number = lines->number;
			parsed = read_line(reader, &line);
			/* Looking ahead may have moved it. */
			line.text = lines->text + lines->start;
			break;
		}
	} while (parsed == HLN_PARSED_NOTHING);
	if (reader->entry.no_memory)
		reader->end_status = HASHLANE_NO_MEMORY;
	if (is_passing(reader, reader->end_status))
		hln_list_lines_undo(lines, number);
	if (reader->end_status)
		return give_up(reader);
	finish(reader, parsed, number, &line);
	return HASHLANE_OK;
}

static uint32_t info_flags(const struct hln_list_reader *reader)
{
	uint32_t flags = 0;

	if (reader->vote.frame != HLN_FRAME_NONE)
		flags |= HASHLANE_LIST_SIGNED;
	if (reader->guessed)
		flags |= HASHLANE_LIST_GUESSED;
	if (reader->vote.first_crlf)
		flags |= HASHLANE_LIST_CRLF;
	if (reader->vote.marked)
		flags |= HASHLANE_LIST_MARKED;
	return flags;
}

void hln_list_reader_info(const struct hln_list_reader *reader,
			  struct hashlane_list_info *out)
{
	const struct hln_list_columns *csv = &reader->columns[1];

	memset(out, 0, sizeof(*out));
	out->struct_size = sizeof(*out);
	if (reader->vote.dialect)
		out->format = reader->vote.dialect->format;
	else if (reader->options.format == HASHLANE_FORMAT_JSON ||
		 reader->formats >> HASHLANE_FORMAT_JSON & 1)
		out->format = HASHLANE_FORMAT_JSON;
	out->flags = info_flags(reader);
	out->entries = reader->entries;
	out->malformed = reader->malformed;
	out->line = reader->lines.number;
	out->unwritable = reader->unwritable;
	out->encoding = reader->lines.encoding == HLN_LIST_BYTES ? 0 : 16;
	for (size_t i = 0; i < csv->count; i++)
		out->header_mtime |= csv->kinds[i] == HLN_LIST_COLUMN_MTIME;
}
