/* SPDX-License-Identifier: MIT */
/* check_detail.c - entries with their verdicts as rows of a block. */
#include "check_detail.h"

#include "../os/error_text.h"
#include "check_source.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { DETAIL_BYTES = 512, SPEC_BYTES = 64 };

/* Text that is built; it is cut off where the room ends. */
struct text {
	char bytes[DETAIL_BYTES];
	size_t filled;
};

static void add(struct text *text, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void add(struct text *text, const char *format, ...)
{
	size_t room = sizeof(text->bytes) - text->filled;
	va_list arguments;
	int bytes;

	va_start(arguments, format);
	/* A false alarm of version 14 that comes with several files at once. */
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized) */
	bytes = vsnprintf(text->bytes + text->filled, room, format, arguments);
	va_end(arguments);
	if (bytes > 0)
		text->filled += (size_t)bytes < room ? (size_t)bytes :
						       room - 1;
}

/* Begin the next of several remarks. */
static void separate(struct text *text)
{
	if (text->filled)
		add(text, "; ");
}

static const char *spec_text(char out[SPEC_BYTES],
			     const struct hashlane_algorithm_spec *spec)
{
	if (hashlane_algorithm_format(out, SPEC_BYTES, NULL, spec))
		return "unknown";
	return out;
}

/* Does the list say nothing of the algorithm, by its name neither? */
static bool is_one_of_several(const struct hln_check_claim *claim)
{
	return claim->group && claim->named != 1;
}

/* "by none of md5, md4, ed2k" */
static void add_none_of(struct text *text, const struct hln_check_claim *claim)
{
	char name[SPEC_BYTES];

	separate(text);
	add(text, "by none of");
	for (size_t i = 0; i < claim->spec_count; i++)
		add(text, "%s %s", i ? "," : "",
		    spec_text(name, &claim->specs[i]));
}

/* Name the differences: size, algorithms, guesses. */
static void add_differences(struct text *text,
			    const struct hln_check_entry *entry)
{
	char name[SPEC_BYTES];
	bool first = true;

	if (entry->is_short)
		add(text, "the file ends at %" PRIu64, entry->ends_at);
	if (entry->size_differs)
		add(text, "has %" PRIu64 " byte%s instead of %" PRIu64,
		    entry->size_found, entry->size_found == 1 ? "" : "s",
		    entry->size_expected);
	for (size_t i = 0; i < entry->claim_count; i++) {
		const struct hln_check_claim *claim = &entry->claims[i];

		if (claim->outcome != HLN_CHECK_DIFFER ||
		    is_one_of_several(claim) || claim->part_bytes)
			continue;
		if (first)
			separate(text);
		add(text, "%s%s", first ? "" : ", ",
		    spec_text(name, claim->specs));
		first = false;
	}
	for (size_t i = 0; i < entry->claim_count; i++)
		if (entry->claims[i].outcome == HLN_CHECK_DIFFER &&
		    is_one_of_several(&entry->claims[i]))
			add_none_of(text, &entry->claims[i]);
}

/* The digests that were not compared, and why. */
static void add_unknown(struct text *text, const struct hln_check_entry *entry)
{
	for (size_t i = 0; i < entry->claim_count; i++) {
		const struct hln_check_claim *claim = &entry->claims[i];

		if (!claim->why)
			continue;
		separate(text);
		if (claim->spec_count > 1)
			add(text, "a digest of %zu bytes: %s; give -a",
			    claim->digest_bytes, claim->why);
		else if (*claim->tag)
			add(text, "%s: %s", claim->tag, claim->why);
		else
			add(text, "%s", claim->why);
	}
}

/* It fits another algorithm than the list has. */
static void add_other(struct text *text, const struct hln_check_claim *claim)
{
	char name[SPEC_BYTES];

	add(text, "fits %s, but ", spec_text(name, &claim->found));
	if (claim->named == 1)
		add(text, "the list's name means %s; give -a",
		    spec_text(name, claim->specs));
	else
		add(text,
		    "other digests of this length are of another algorithm; "
		    "give -a");
}

/* Say why the digests that fit are not enough. */
static void add_doubts(struct text *text, const struct hln_check_entry *entry)
{
	char name[SPEC_BYTES];

	for (size_t i = 0; i < entry->claim_count; i++) {
		const struct hln_check_claim *claim = &entry->claims[i];

		if (claim->outcome == HLN_CHECK_FIT_WEAK) {
			separate(text);
			spec_text(name, &claim->found);
			add(text, "fits %s; give -a %s", name, name);
		} else if (claim->outcome == HLN_CHECK_FIT_OTHER) {
			separate(text);
			add_other(text, claim);
		}
	}
	if (entry->unwanted) {
		separate(text);
		add(text, "only %s fits",
		    spec_text(name, &entry->claims[entry->strongest].found));
	}
	if (!entry->claim_count)
		add(text, "the list has no digest");
}

/* By which of several forms or algorithms it fits. */
static void add_notes(struct text *text, const struct hln_check_entry *entry)
{
	char name[SPEC_BYTES];

	for (size_t i = 0; i < entry->claim_count; i++) {
		const struct hln_check_claim *claim = &entry->claims[i];

		if (claim->outcome != HLN_CHECK_FIT)
			continue;
		if (claim->note) {
			separate(text);
			add(text, "%s", claim->note);
		} else if (claim->guessed &&
			   (claim->found.id != claim->specs->id ||
			    claim->found.param != claim->specs->param)) {
			separate(text);
			add(text, "%s", spec_text(name, &claim->found));
		}
	}
}

static void add_missing(struct text *text, const struct hln_check_entry *entry)
{
	char number[HLN_OS_ERROR_TEXT_MAX];

	if (!entry->other && entry->names_error)
		add(text, "other readings of the name are not known: %s",
		    hln_error_text_of_os(number, entry->names_error));
	if (!entry->other)
		return;
	if (entry->differs)
		add(text, "%s is there with other content", entry->other);
	else if (entry->reading & HASHLANE_READING_CASE)
		add(text, "%s is there: letters differ in case", entry->other);
	else
		add(text, "%s is there", entry->other);
}

/* `head` is the first entry of the same file. */
static void explain(struct text *text, const struct hln_check_entry *entry,
		    const struct hln_check_entry *head)
{
	text->filled = 0;
	text->bytes[0] = 0;
	switch (entry->verdict) {
	case HASHLANE_VERDICT_OK:
		add_notes(text, entry);
		add_unknown(text, entry);
		break;
	case HASHLANE_VERDICT_FAILED:
		add_differences(text, entry);
		break;
	case HASHLANE_VERDICT_UNKNOWN:
		add_doubts(text, entry);
		add_unknown(text, entry);
		break;
	case HASHLANE_VERDICT_MISSING:
		add_missing(text, head);
		break;
	case HASHLANE_VERDICT_REFUSED:
		add(text, "is outside of %.256s", entry->reason);
		break;
	default:
		add(text, "%s", entry->reason);
		break;
	}
}

/* Where the content is: of a file that is missing, nothing was opened. */
static const char *path_of(const struct hln_check_entry *entry)
{
	return entry->verdict == HASHLANE_VERDICT_MOVED && entry->other ?
		       entry->other :
		       hln_check_entry_path(entry);
}

void hln_check_detail_measure(struct hln_verdicts_size *size,
			      const struct hln_check_entry *entry)
{
	struct text text;

	const char *path = path_of(entry);

	for (const struct hln_check_entry *head = entry; entry;
	     entry = entry->same) {
		explain(&text, entry, head);
		size->rows++;
		size->digests += entry->claim_count;
		size->ranges += entry->bad_count;
		size->bytes += entry->name_bytes + 1 + strlen(path) + 1 +
			       text.filled + 1;
		for (size_t i = 0; i < entry->claim_count; i++) {
			const struct hln_check_claim *claim =
				&entry->claims[i];

			size->bytes += strlen(claim->tag) + 1 +
				       strlen(claim->text) + 1 +
				       claim->digest_bytes;
			if (claim->has_computed)
				size->bytes += claim->digest_bytes;
		}
	}
}

static void write_digest(struct hln_verdicts *verdicts,
			 struct hashlane_verdict_row *row,
			 const struct hln_check_claim *claim)
{
	struct hashlane_verdict_digest *digest =
		hln_verdicts_add_digest(verdicts, row);

	if (claim->found.id)
		digest->spec = claim->found;
	else if (claim->spec_count == 1 || claim->named == 1)
		digest->spec = *claim->specs;
	if (claim->outcome != HLN_CHECK_PENDING)
		digest->fits = claim->outcome != HLN_CHECK_DIFFER;
	digest->guessed = claim->guessed;
	digest->tag = hln_verdicts_put_text(verdicts, claim->tag,
					    strlen(claim->tag));
	digest->text = hln_verdicts_put_text(verdicts, claim->text,
					     strlen(claim->text));
	if (claim->digest) {
		digest->expected = hln_verdicts_put_bytes(
			verdicts, claim->digest, claim->digest_bytes);
		digest->expected_bytes = (uint32_t)claim->digest_bytes;
	}
	if (claim->has_computed) {
		digest->computed = hln_verdicts_put_bytes(
			verdicts, claim->computed, claim->digest_bytes);
		digest->computed_bytes = (uint32_t)claim->digest_bytes;
	}
}

static void write_row(struct hln_verdicts *verdicts,
		      const struct hln_check_entry *entry,
		      const struct hln_check_entry *head)
{
	struct hashlane_verdict_row *row =
		hln_verdicts_add_row(verdicts, entry->verdict);
	const char *path = path_of(head);
	struct text text;

	explain(&text, entry, head);
	row->status = entry->status;
	row->os_error = entry->os_error;
	row->format = entry->format;
	row->reading = head->is_hint ? 0 : head->reading;
	row->strength = entry->strength;
	row->list = entry->source ? hln_check_source_index(entry->source) :
				    UINT32_MAX;
	row->line = entry->line;
	row->cookie = entry->cookie;
	row->name = hln_verdicts_put_text(verdicts, entry->name,
					  entry->name_bytes);
	row->name_bytes = entry->name_bytes;
	row->path = hln_verdicts_put_text(verdicts, path, strlen(path));
	row->path_bytes = strlen(path);
	row->detail = hln_verdicts_put_text(verdicts, text.bytes, text.filled);
	row->size_expected = entry->size_expected;
	row->size_found = entry->size_found;
	if (entry != head)
		row->flags |= HASHLANE_CHECKED_SAME_FILE;
	if (hln_check_entry_is_range(entry)) {
		row->flags |= HASHLANE_CHECKED_RANGE;
		row->offset = entry->reads->ranges->offset;
		row->length = entry->reads->ranges->length;
	}
	for (size_t i = 0; i < entry->claim_count; i++)
		write_digest(verdicts, row, &entry->claims[i]);
	for (size_t i = 0; i < entry->bad_count; i++)
		hln_verdicts_add_range(verdicts, row, &entry->bad[i]);
}

void hln_check_detail_write(struct hln_verdicts *verdicts,
			    const struct hln_check_entry *entry)
{
	for (const struct hln_check_entry *head = entry; entry;
	     entry = entry->same)
		write_row(verdicts, entry, head);
}
