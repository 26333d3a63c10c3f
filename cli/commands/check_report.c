/* SPDX-License-Identifier: MIT */
/* check_report.c - verdicts as lines of text or JSON, and their sum. */
#include "check_report.h"

#include "../lists/json_path.h"
#include "../lists/name_escape.h"
#include "../terminal/message.h"
#include "check_claim.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const words[VERDICTS] = {
	"OK",         "FAILED",  "MISSING", "CHANGED",
	"UNREADABLE", "REFUSED", "MOVED",   "EXTRA",
};

static int take_text(const char *text, size_t bytes, void *output)
{
	output_json(output, text, bytes);
	return 0;
}

/* Write an object, which is freed, as a line. */
static void write_object(struct check *check, json_t *object)
{
	struct output *out = &check->cli->out;

	if (object && !json_dump_callback(object, take_text, out, 0)) {
		output_line(out, check->line_end);
	} else {
		output_undo(out);
		message_failure(check->cli, "--json",
				hashlane_status_get_text(HASHLANE_NO_MEMORY));
	}
	json_decref(object);
}

static json_t *ranges_array(const struct claim *claim)
{
	json_t *array = json_array();

	for (size_t i = 0; array && i < claim->range_count; i++) {
		const struct bad_range *range = &claim->ranges[i];

		if (!json_array_append_new(
			    array,
			    json_pack("{s:s, s:I, s:I}", "algorithm",
				      range->algorithm, "offset",
				      (json_int_t)range->offset, "bytes",
				      (json_int_t)range->bytes)))
			continue;
		json_decref(array);
		array = NULL;
	}
	return array;
}

/* Nonzero: no memory. */
static int set_claim(json_t *object, const struct claim *claim)
{
	int failed = claim->list ?
			     json_set_name(object, "list", claim->list) :
			     json_object_set_new(object, "list", json_null());

	if (!failed && claim->line)
		failed = json_object_set_new(
			object, "line", json_integer((json_int_t)claim->line));
	if (!failed && claim->is_range)
		failed = json_object_set_new(
				 object, "offset",
				 json_integer((json_int_t)claim->offset)) ||
			 json_object_set_new(
				 object, "bytes",
				 json_integer((json_int_t)claim->size_bytes));
	if (!failed && claim->color)
		failed = json_object_set_new(object, "ed2k",
					     json_string(claim->color));
	if (!failed && claim->range_count)
		failed = json_object_set_new(object, "bad",
					     ranges_array(claim));
	return failed;
}

static void report_json(struct check *check, enum verdict verdict,
			const char *name, const char *detail,
			const struct claim *claim)
{
	json_t *object = json_object();
	int failed = !object || json_set_path(object, name) ||
		     json_object_set_new(object, "status",
					 json_string(words[verdict]));

	if (!failed && claim)
		failed = set_claim(object, claim);
	if (!failed && detail)
		failed = json_set_name(object, "detail", detail);
	if (failed) {
		json_decref(object);
		object = NULL;
	}
	write_object(check, object);
}

/* "bytes 0-9727999 and 12-34 by ed2k"; only the first of many. */
static void write_ranges(struct output *out, const struct claim *claim)
{
	enum { SHOWN = 8 };
	char text[64];

	for (size_t i = 0; i < claim->range_count && i < SHOWN; i++) {
		const struct bad_range *range = &claim->ranges[i];

		snprintf(text, sizeof(text),
			 "; bytes %" PRIu64 "-%" PRIu64 " by %s",
			 range->offset, range->offset + range->bytes - 1,
			 range->algorithm);
		output_text(out, text);
	}
	if (claim->range_count > SHOWN) {
		snprintf(text, sizeof(text), "; %zu more",
			 claim->range_count - SHOWN);
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

static void report_text(struct check *check, enum verdict verdict,
			const char *name, const char *detail,
			const struct claim *claim)
{
	struct output *out = &check->cli->out;
	char range[64];

	write_name(check, name);
	output_text(out, ": ");
	output_text(out, words[verdict]);
	if (claim && claim->is_range) {
		snprintf(range, sizeof(range),
			 " (bytes %" PRIu64 "-%" PRIu64 ")", claim->offset,
			 claim->offset + claim->size_bytes - 1);
		output_text(out, range);
	}
	if (claim && claim->color) {
		output_text(out, " (ed2k ");
		output_text(out, claim->color);
		output_text(out, ")");
	}
	if (verdict == VERDICT_MOVED) {
		output_text(out, " to ");
		write_name(check, detail);
	} else if (detail) {
		output_text(out, " (");
		output_text(out, detail);
		if (claim)
			write_ranges(out, claim);
		output_text(out, ")");
	} else if (claim && claim->range_count) {
		output_text(out, " (");
		output_text(out, "parts");
		write_ranges(out, claim);
		output_text(out, ")");
	}
	output_line(out, check->line_end);
}

/* Write a verdict as md5sum does. */
static void report_like_md5sum(struct check *check, const struct claim *claim)
{
	struct output *out = &check->cli->out;
	bool unread = claim->verdict != VERDICT_OK &&
		      claim->verdict != VERDICT_FAILED;

	if (unread)
		message_about(check->cli, claim->name,
			      claim->os_error ? strerror(claim->os_error) :
						claim->detail);
	if (check->status_only ||
	    (check->options.quiet && claim->verdict == VERDICT_OK))
		return;
	/* Unlike in lists, a backslash alone is no reason to escape. */
	if (strchr(claim->name, '\n'))
		output_name(out, claim->name);
	else
		output_text(out, claim->name);
	output_text(out, claim->verdict == VERDICT_OK ? ": OK" : ": FAILED");
	if (unread)
		output_text(out, " open or read");
	output_line(out, '\n');
}

/*
 * The claim that is reported for all claims of a file: one that knows which
 * bytes are bad, else the first that is not OK.
 */
static const struct claim *speaker(const struct claim *claim)
{
	for (const struct claim *at = claim; at; at = at->same)
		if (at->range_count)
			return at;
	for (const struct claim *at = claim; at; at = at->same)
		if (at->verdict != VERDICT_OK)
			return at;
	for (const struct claim *at = claim; at; at = at->same)
		if (at->color)
			return at;
	return claim;
}

static void tell(struct check *check, enum verdict verdict, const char *name,
		 const char *detail, const struct claim *claim)
{
	check->counts[verdict]++;
	if (check->status_only ||
	    (check->options.quiet && verdict == VERDICT_OK))
		return;
	if (check->options.json)
		report_json(check, verdict, name, detail, claim);
	else
		report_text(check, verdict, name, detail, claim);
}

/* Report a malformed line, as md5sum does or with the reason and as JSON. */
static void report_malformed(struct check *check, const struct claim *claim)
{
	char tag[ALGORITHM_TEXT_MAX], text[REASON_BYTES_MAX];
	json_t *object;

	if (check->like_md5sum) {
		algorithm_tag(tag, check->list_options.only);
		snprintf(text, sizeof(text),
			 "%" PRIu64 ": improperly formatted %s checksum line",
			 claim->line, tag);
		if (check->warn)
			message_about(check->cli,
				      strcmp(claim->list, "-") != 0 ?
					      claim->list :
					      "standard input",
				      text);
		return;
	}
	snprintf(text, sizeof(text), "line %" PRIu64 ": %s", claim->line,
		 claim->detail ? claim->detail : "");
	message_failure(check->cli, claim->list, text);
	if (!check->options.json)
		return;
	object = json_pack("{s:s}", "status", "MALFORMED");
	if (object && set_claim(object, claim)) {
		json_decref(object);
		object = NULL;
	}
	/*
	 * JSON has no bytes that are not UTF-8; the message above shows them.
	 */
	if (object && claim->detail)
		(void)json_object_set_new(object, "detail",
					  json_string(claim->detail));
	write_object(check, object);
}

void check_report(struct check *check, const struct claim *claim)
{
	if (claim->is_malformed) {
		report_malformed(check, claim);
		return;
	}
	claim = speaker(claim);
	check->missing += claim->verdict == VERDICT_MISSING;
	if (claim->verdict == VERDICT_MISSING && check->ignore_missing)
		return;
	if (!check->like_md5sum) {
		tell(check, claim->verdict, claim->name, claim->detail, claim);
		return;
	}
	check->counts[claim->verdict]++;
	report_like_md5sum(check, claim);
}

void check_report_name(struct check *check, enum verdict verdict,
		       const char *name, const char *detail)
{
	tell(check, verdict, name, detail, NULL);
}

static uint64_t sum_of(const struct check *check)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < VERDICTS; i++)
		sum += check->counts[i];
	return sum;
}

static void summary_json(struct check *check)
{
	json_t *counts = json_object();
	int failed = !counts;

	for (size_t i = 0; i < VERDICTS && !failed; i++)
		failed = json_object_set_new(
			counts, words[i],
			json_integer((json_int_t)check->counts[i]));
	if (!failed)
		failed = json_object_set_new(
			counts, "malformed",
			json_integer((json_int_t)check->malformed));
	if (failed) {
		json_decref(counts);
		counts = NULL;
	}
	write_object(check,
		     counts ? json_pack("{s:o}", "summary", counts) : NULL);
}

/* If no file matches, suggest that the list is read in a wrong way. */
static void give_hint(const struct check *check, uint64_t all)
{
	if (check->guessed && !check->counts[VERDICT_OK] &&
	    check->counts[VERDICT_FAILED])
		message_text(check->cli,
			     "no file matches; if the digests are of another "
			     "algorithm than their length suggests, name it "
			     "with -a");
	if (check->missing && all == check->counts[VERDICT_MISSING] +
					      check->counts[VERDICT_EXTRA])
		message_text(check->cli,
			     check->base || check->base_is_list ?
				     "no file was verified: all are missing" :
				     "no file was verified: all are missing; "
				     "if names are not relative to the "
				     "current directory, use --base");
}

void check_summary(struct check *check)
{
	uint64_t all = sum_of(check);
	char text[REASON_BYTES_MAX];
	size_t bytes;

	give_hint(check, all);
	/* Nothing was verified: that is a failure. */
	check->cli->failed |= check->missing && !all;
	if (check->options.json) {
		summary_json(check);
		return;
	}
	if (check->options.quiet && all == check->counts[VERDICT_OK] &&
	    !check->malformed)
		return;
	bytes = (size_t)snprintf(text, sizeof(text), "%" PRIu64 " %s", all,
				 all == 1 ? "file:" : "files:");
	for (size_t i = 0; i < VERDICTS; i++)
		if (check->counts[i] || i == VERDICT_OK)
			bytes += (size_t)snprintf(text + bytes,
						  sizeof(text) - bytes,
						  "%s %" PRIu64 " %s",
						  i == VERDICT_OK ? "" : ",",
						  check->counts[i], words[i]);
	if (check->malformed)
		snprintf(text + bytes, sizeof(text) - bytes,
			 "; %" PRIu64 " malformed line%s", check->malformed,
			 check->malformed == 1 ? "" : "s");
	message_text(check->cli, text);
}
