/* SPDX-License-Identifier: MIT */
/* check_report.c - verdicts as lines of text. */
#include "check_report.h"

#include "../lists/escaped_name.h"
#include "../terminal/message.h"
#include "check_json.h"
#include "check_row.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char *check_report_word(int32_t verdict)
{
	static const char *const words[] = {
		"OK",      "FAILED",  "MISSING", "CHANGED", "UNREADABLE",
		"UNKNOWN", "REFUSED", "MOVED",   "EXTRA",   "MALFORMED",
	};

	return verdict >= 0 && verdict < (int32_t)(sizeof(words) /
						   sizeof(words[0])) ?
		       words[verdict] :
		       "UNKNOWN";
}

/* "bytes 0-9727999 by ed2k"; only the first of many. */
static void write_ranges(struct output *out,
			 const struct hashlane_verdict_row *row)
{
	enum { SHOWN = 8 };
	char text[96];

	for (size_t i = 0; i < row->range_count && i < SHOWN; i++) {
		const struct hashlane_verdict_range *range =
			check_row_range(row, i);

		snprintf(text, sizeof(text),
			 "; bytes %" PRIu64 "-%" PRIu64 " by %s",
			 range->offset, range->offset + range->length - 1,
			 hashlane_algorithm_get_name(range->spec.id));
		output_text(out, text);
	}
	if (row->range_count > SHOWN) {
		snprintf(text, sizeof(text), "; %zu more",
			 row->range_count - SHOWN);
		output_text(out, text);
	}
}

static void write_name(struct check *check, const char *name)
{
	struct output *out = &check->cli->out;

	if (check->line_end)
		output_name(out, name);
	else
		output_text(out, name);
}

static void write_text(struct check *check,
		       const struct hashlane_verdict_row *row)
{
	struct output *out = &check->cli->out;
	char range[64], room[REASON_BYTES_MAX];
	const char *detail = check_row_detail(room, row);
	const char *found = check_row_name(check, row);
	bool is_other = strcmp(found, row->name) != 0;

	write_name(check, row->name);
	output_text(out, ": ");
	output_text(out, check_report_word(row->verdict));
	if (row->flags & HASHLANE_CHECKED_RANGE && row->length) {
		snprintf(range, sizeof(range),
			 " (bytes %" PRIu64 "-%" PRIu64 ")", row->offset,
			 row->offset + row->length - 1);
		output_text(out, range);
	}
	if (row->verdict == HASHLANE_VERDICT_MOVED) {
		output_text(out, " to ");
		write_name(check, row->path);
	} else if (is_other || *detail || row->range_count) {
		output_text(out, " (");
		if (is_other) {
			output_text(out, "read as ");
			write_name(check, found);
		}
		if (is_other && (*detail || row->range_count))
			output_text(out, "; ");
		if (*detail || row->range_count)
			output_text(out, *detail ? detail : "parts");
		write_ranges(out, row);
		output_text(out, ")");
	}
	output_line(out, check->line_end);
}

/* Write a verdict as md5sum does. */
static void write_like_md5sum(struct check *check,
			      const struct hashlane_verdict_row *row)
{
	struct output *out = &check->cli->out;
	bool unread = row->verdict != HASHLANE_VERDICT_OK &&
		      row->verdict != HASHLANE_VERDICT_FAILED;

	if (unread)
		message_about(
			check->cli, row->name,
			row->os_error ? strerror(row->os_error) :
			*row->detail  ? row->detail :
					hashlane_status_get_text(row->status));
	if (check->status_only ||
	    (check->options.quiet && row->verdict == HASHLANE_VERDICT_OK))
		return;
	/* Unlike in lists, a backslash alone is no reason to escape. */
	if (strchr(row->name, '\n'))
		output_name(out, row->name);
	else
		output_text(out, row->name);
	output_text(out,
		    row->verdict == HASHLANE_VERDICT_OK ? ": OK" : ": FAILED");
	if (unread)
		output_text(out, " open or read");
	output_line(out, '\n');
}

/* Malformed lines that are told of a list without an entry before them. */
enum { MALFORMED_TOLD = 10 };

/*
 * May the line be told? A file that is no list has as many malformed lines as
 * it has lines. With JSON, each of them is an object in any case.
 */
static bool may_tell(struct check *check, uint32_t index)
{
	struct check_list *list = &check->lists[index];

	if (check->options.json)
		return true;
	list->malformed += !list->has_entry;
	if (list->malformed <= MALFORMED_TOLD)
		return true;
	list->untold++;
	return false;
}

/* Report a malformed line, as md5sum does or with the reason. */
static void report_malformed(struct check *check,
			     const struct hashlane_verdict_row *row)
{
	const char *list = row->list < check->list_count ?
				   check->lists[row->list].path :
				   "-";
	char text[REASON_BYTES_MAX];

	check->counts[row->verdict]++;
	if (check->like_md5sum) {
		snprintf(text, sizeof(text),
			 "%" PRIu64 ": improperly formatted %s checksum line",
			 row->line, check->given.algorithms[0].tag);
		if (check->warn)
			message_about(check->cli,
				      strcmp(list, "-") != 0 ?
					      list :
					      "standard input",
				      text);
		return;
	}
	check->cli->failed = true;
	if (check->status_only ||
	    (row->list < check->list_count && !may_tell(check, row->list)))
		return;
	snprintf(text, sizeof(text), "line %" PRIu64 ": %s", row->line,
		 row->detail);
	message_failure(check->cli, list, text);
}

/* Count the algorithms that were not given, and matches of checksums only. */
static void count_strength(struct check *check, const struct check_row *rows)
{
	int32_t strongest = HASHLANE_STRENGTH_NONE;

	for (uint32_t i = 0; i < rows->count; i++) {
		struct hashlane_verdict_row row;

		check_row_get(&row, rows, i);
		if (row.strength > strongest)
			strongest = row.strength;
		for (size_t k = 0; k < row.digest_count; k++) {
			const struct hashlane_verdict_digest *digest =
				check_row_digest(&row, k);
			size_t at;

			if (!digest->guessed || digest->fits != 1 ||
			    algorithm_set_add_spec(&check->guessed,
						   &digest->spec))
				continue;
			at = algorithm_set_find(&check->guessed,
						&digest->spec);
			if (at < check->guessed.count)
				check->guesses[at]++;
		}
	}
	check->weak += strongest == HASHLANE_STRENGTH_CHECKSUM;
}

/* Tell what the search for extra files could not read. */
static void report_search(struct check *check, const struct check_row *rows)
{
	const struct hashlane_verdict_row *row = &rows->row;
	char reason[REASON_BYTES_MAX];

	message_failure(check->cli, row->name,
			message_reason(reason, row->status, row->os_error));
	if (check->options.json && !check->status_only)
		check_json_row(check, rows);
}

static void report_file(struct check *check, const struct check_row *rows)
{
	const struct hashlane_verdict_row *row = &rows->row;

	if (row->verdict == HASHLANE_VERDICT_UNREADABLE &&
	    row->list == UINT32_MAX) {
		report_search(check, rows);
		return;
	}
	check->counts[row->verdict]++;
	if (row->list < check->list_count)
		check->lists[row->list].has_entry = true;
	if (row->verdict == HASHLANE_VERDICT_OK)
		count_strength(check, rows);
	if (check->like_md5sum)
		write_like_md5sum(check, row);
	else if (check->status_only ||
		 (check->options.quiet && row->verdict == HASHLANE_VERDICT_OK))
		return;
	else if (check->options.json)
		check_json_row(check, rows);
	else
		write_text(check, row);
}

void check_report(struct check *check,
		  const struct hashlane_verdicts *verdicts)
{
	uint32_t count = hashlane_verdicts_get_count(verdicts);
	struct check_row rows;

	for (uint32_t i = 0; i < count && !check->cli->out.os_error;
	     i += rows.count) {
		check_row_read(&rows, verdicts, i);
		if (rows.row.verdict != HASHLANE_VERDICT_MALFORMED) {
			report_file(check, &rows);
			continue;
		}
		report_malformed(check, &rows.row);
		if (check->options.json && !check->status_only)
			check_json_row(check, &rows);
	}
}

/* Tell how names were read that no file has. */
static void tell_readings(struct check *check, const char *path,
			  uint32_t readings)
{
	static const struct {
		uint32_t bit;
		const char *text;
	} texts[] = {
		{ HASHLANE_READING_BACKSLASH, "with \\ as the separator" },
		{ HASHLANE_READING_CR,
		  "without a carriage return at the end" },
		{ HASHLANE_READING_BLANKS, "without blanks at their ends" },
		{ HASHLANE_READING_NFC, "in Unicode's composed form (NFC)" },
		{ HASHLANE_READING_NFD, "in Unicode's decomposed form (NFD)" },
		{ HASHLANE_READING_PERCENT, "with percent signs as they are" },
		{ HASHLANE_READING_CASE, "in another case" },
		{ HASHLANE_READING_REFUTED,
		  "as files that have entries of their own: not verified" },
	};
	char text[REASON_BYTES_MAX] = "names were read ";
	size_t bytes = strlen(text);
	bool first = true;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (!(readings & texts[i].bit))
			continue;
		bytes += (size_t)snprintf(text + bytes, sizeof(text) - bytes,
					  "%s%s", first ? "" : ", ",
					  texts[i].text);
		first = false;
		if (bytes >= sizeof(text))
			break;
	}
	if (!first)
		message_about(check->cli, path, text);
}

static void tell_untold(struct check *check, const struct check_list *list)
{
	char text[64];

	if (!list->untold)
		return;
	snprintf(text, sizeof(text), "%" PRIu64 " more malformed line%s",
		 list->untold, list->untold == 1 ? "" : "s");
	message_failure(check->cli, list->path, text);
}

void check_report_list(struct check *check, const struct check_list *from,
		       const struct hashlane_check_list *list)
{
	const char *path = from->path;

	tell_untold(check, from);
	if (list->status == HASHLANE_FORMAT && !check->like_md5sum)
		message_failure(check->cli, path,
				"is a binary file, not a list of checksums");
	else if (list->status && list->status != HASHLANE_FORMAT)
		message_failure(
			check->cli, path,
			list->os_error ?
				message_errno(list->os_error) :
				hashlane_status_get_text(list->status));
	if (check->like_md5sum || check->status_only)
		return;
	if (list->flags & HASHLANE_LIST_SIGNED)
		message_about(check->cli, path,
			      "is signed, and the signature was not verified");
	tell_readings(check, path, list->readings);
	if (!list->entries && !list->malformed && !list->status)
		message_failure(check->cli, path, "has no checksums");
}
