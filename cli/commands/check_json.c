/* SPDX-License-Identifier: MIT */
/* check_json.c - verdicts as objects of JSON. */
#include "check_json.h"

#include "../lists/json_path.h"
#include "../terminal/message.h"
#include "check_report.h"

#include <jansson.h>
#include <string.h>

static int take_text(const char *text, size_t bytes, void *output)
{
	output_json(output, text, bytes);
	return 0;
}

/* Write an object, which is freed, as a line. NULL: no memory. */
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

/* Set a value that is consumed; NULL: no memory. Nonzero: it failed. */
static int set(json_t *object, const char *key, json_t *value)
{
	return json_object_set_new(object, key, value);
}

static int set_number(json_t *object, const char *key, uint64_t number)
{
	return set(object, key, json_integer((json_int_t)number));
}

static json_t *readings_array(uint32_t readings)
{
	static const char *const names[] = { "backslash", "cr",     "blanks",
					     "nfc",       "nfd",    "percent",
					     "case",      "refuted" };
	json_t *array = json_array();
	int failed = !array;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && !failed;
	     i++)
		if (readings >> i & 1)
			failed = json_array_append_new(array,
						       json_string(names[i]));
	if (!failed)
		return array;
	json_decref(array);
	return NULL;
}

static json_t *ranges_array(const struct hashlane_verdict_row *row)
{
	json_t *array = json_array();

	for (size_t i = 0; array && i < row->range_count; i++) {
		const struct hashlane_verdict_range *range =
			check_row_range(row, i);

		if (!json_array_append_new(
			    array,
			    json_pack("{s:s, s:I, s:I}", "algorithm",
				      hashlane_algorithm_get_name(
					      range->spec.id),
				      "offset", (json_int_t)range->offset,
				      "bytes", (json_int_t)range->length)))
			continue;
		json_decref(array);
		array = NULL;
	}
	return array;
}

/* A digest in its canonical text; "": there is none. */
static void digest_text(char text[HASHLANE_MAX_TEXT_BYTES],
			const struct hashlane_algorithm_spec *spec,
			const uint8_t *digest, size_t bytes)
{
	if (!digest || !spec->id ||
	    hashlane_digest_format(text, HASHLANE_MAX_TEXT_BYTES, NULL, spec,
				   HASHLANE_TEXT_CANONICAL, digest, bytes))
		*text = 0;
}

static json_t *digest_object(const struct hashlane_verdict_digest *digest)
{
	char text[HASHLANE_MAX_TEXT_BYTES], name[ALGORITHM_TEXT_MAX];
	json_t *object = json_object();
	int failed = !object;

	if (!failed && !hashlane_algorithm_format(name, sizeof(name), NULL,
						  &digest->spec))
		failed = set(object, "algorithm", json_string(name));
	else if (!failed)
		failed = set(object, "algorithm", json_null()) ||
			 json_set_name(object, "tag", digest->tag);
	digest_text(text, &digest->spec, digest->expected,
		    digest->expected_bytes);
	if (!failed)
		failed = json_set_name(object, "expected",
				       *text ? text : digest->text);
	digest_text(text, &digest->spec, digest->computed,
		    digest->computed_bytes);
	if (!failed)
		failed = set(object, "computed",
			     *text ? json_string(text) : json_null()) ||
			 set(object, "fits",
			     digest->fits < 0 ? json_null() :
						json_boolean(digest->fits));
	if (!failed && digest->guessed)
		failed = set(object, "guessed", json_true());
	if (!failed)
		return object;
	json_decref(object);
	return NULL;
}

/* The digests of all rows of a file, but not those of parts. */
static json_t *digests_array(const struct check_row *rows)
{
	json_t *array = json_array();
	int failed = !array;

	for (uint32_t i = 0; i < rows->count && !failed; i++) {
		struct hashlane_verdict_row row;

		check_row_get(&row, rows, i);
		for (size_t k = 0; k < row.digest_count && !failed; k++) {
			const struct hashlane_verdict_digest *digest =
				check_row_digest(&row, k);

			if (*digest->text)
				failed = json_array_append_new(
					array, digest_object(digest));
		}
	}
	if (!failed)
		return array;
	json_decref(array);
	return NULL;
}

/* Where the list says so. Nonzero: no memory. */
static int set_place(json_t *object, const struct check *check,
		     const struct hashlane_verdict_row *row)
{
	int failed = row->list < check->list_count ?
			     json_set_name(object, "list",
					   check->lists[row->list].path) :
			     set(object, "list", json_null());

	if (!failed && row->line)
		failed = set_number(object, "line", row->line);
	if (!failed && row->flags & HASHLANE_CHECKED_RANGE)
		failed = set_number(object, "offset", row->offset) ||
			 set_number(object, "bytes", row->length);
	return failed;
}

static int set_findings(json_t *object, const struct check_row *rows)
{
	const struct hashlane_verdict_row *row = &rows->row;
	char room[REASON_BYTES_MAX];
	const char *detail = check_row_detail(room, row);
	const char *colour = check_row_colour(row);
	int failed = colour && set(object, "ed2k", json_string(colour));

	if (!failed && row->range_count)
		failed = set(object, "bad", ranges_array(row));
	if (!failed && row->verdict == HASHLANE_VERDICT_MOVED)
		failed = json_set_name(object, "detail", row->path);
	else if (!failed && *detail && !colour)
		failed = json_set_name(object, "detail", detail);
	if (!failed && row->reading)
		failed = set(object, "reading",
			     readings_array(row->reading)) ||
			 json_set_name(object, "opened", row->path);
	if (!failed && row->verdict != HASHLANE_VERDICT_MALFORMED)
		failed = set(object, "digests", digests_array(rows));
	return failed;
}

void check_json_row(struct check *check, const struct check_row *rows)
{
	const struct hashlane_verdict_row *row = &rows->row;
	bool has_name = row->verdict != HASHLANE_VERDICT_MALFORMED;
	bool has_list = row->verdict != HASHLANE_VERDICT_EXTRA;
	json_t *object = json_object();
	int failed = !object;

	if (!failed && has_name)
		failed = json_set_path(object, row->name);
	if (!failed)
		failed = set(object, "status",
			     json_string(check_report_word(row->verdict)));
	if (!failed && has_list)
		failed = set_place(object, check, row);
	if (!failed && row->verdict != HASHLANE_VERDICT_EXTRA)
		failed = set_findings(object, rows);
	if (failed) {
		json_decref(object);
		object = NULL;
	}
	write_object(check, object);
}

static json_t *list_object(struct check *check, uint32_t i)
{
	struct hashlane_check_list list = { .struct_size = sizeof(list) };
	struct hashlane_format_info format = { .struct_size = sizeof(format) };
	char name[ALGORITHM_TEXT_MAX];
	json_t *object = json_object();
	int failed = !object ||
		     hashlane_check_get_list(&list, check->check, i) ||
		     json_set_name(object, "list", check->lists[i].path);

	if (!failed && !hashlane_format_get_info(&format, list.format))
		failed = set(object, "format", json_string(format.name));
	if (!failed)
		failed = set_number(object, "entries", list.entries) ||
			 set_number(object, "malformed", list.malformed) ||
			 set(object, "readings",
			     readings_array(list.readings));
	if (!failed && list.flags & HASHLANE_LIST_SIGNED)
		failed = set(object, "signed", json_true());
	if (!failed && list.guessed.id &&
	    !hashlane_algorithm_format(name, sizeof(name), NULL,
				       &list.guessed))
		failed = set(object, "guessed", json_string(name));
	if (!failed)
		return object;
	json_decref(object);
	return NULL;
}

static json_t *lists_array(struct check *check)
{
	json_t *array = json_array();
	int failed = !array;

	for (uint32_t i = 0; i < check->list_count && !failed; i++)
		failed = json_array_append_new(array, list_object(check, i));
	if (!failed)
		return array;
	json_decref(array);
	return NULL;
}

/* {"blake3": files} */
static json_t *guesses_object(const struct check *check)
{
	json_t *object = json_object();
	int failed = !object;

	for (size_t i = 0; i < check->guessed.count && !failed; i++)
		failed = set_number(object, check->guessed.algorithms[i].name,
				    check->guesses[i]);
	if (!failed)
		return object;
	json_decref(object);
	return NULL;
}

/* The algorithms by which files were verified: of each the strongest. */
static json_t *verified_array(const struct check *check)
{
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	char name[ALGORITHM_TEXT_MAX];
	json_t *array = json_array();
	size_t count = 0;
	int failed = !array ||
		     hashlane_check_get_specs(specs, HASHLANE_MAX_ALGORITHMS,
					      &count, check->check);

	for (size_t i = 0; i < count && !failed; i++)
		failed = hashlane_algorithm_format(name, sizeof(name), NULL,
						   &specs[i]) ||
			 json_array_append_new(array, json_string(name));
	if (!failed)
		return array;
	json_decref(array);
	return NULL;
}

void check_json_summary(struct check *check)
{
	json_t *summary = json_object();
	int failed = !summary;

	for (int32_t i = 0; i < HASHLANE_VERDICT_MALFORMED && !failed; i++)
		failed = set_number(summary, check_report_word(i),
				    check->counts[i]);
	if (!failed)
		failed = set_number(
				 summary, "malformed",
				 check->counts[HASHLANE_VERDICT_MALFORMED]) ||
			 set(summary, "verified_by", verified_array(check)) ||
			 set_number(summary, "weak", check->weak) ||
			 set_number(summary, "unknown_digests",
				    check->info.unknown_digests) ||
			 set_number(summary, "left_out",
				    check->info.left_out) ||
			 set(summary, "guessed", guesses_object(check)) ||
			 set(summary, "lists", lists_array(check));
	if (failed) {
		json_decref(summary);
		summary = NULL;
	}
	write_object(check,
		     summary ? json_pack("{s:o}", "summary", summary) : NULL);
}
