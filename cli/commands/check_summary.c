/* SPDX-License-Identifier: MIT */
/* check_summary.c - what a check says at its end. */
#include "check_summary.h"

#include "../terminal/message.h"
#include "check_json.h"
#include "check_report.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

/* A line that is put together; what does not fit is cut off. */
struct line {
	char text[512];
	size_t bytes;
};

static void add(struct line *line, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void add(struct line *line, const char *format, ...)
{
	size_t room = sizeof(line->text) - line->bytes;
	va_list arguments;
	int bytes;

	va_start(arguments, format);
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized) */
	bytes = vsnprintf(line->text + line->bytes, room, format, arguments);
	va_end(arguments);
	if (bytes > 0)
		line->bytes += (size_t)bytes < room ? (size_t)bytes : room - 1;
}

/* All files but those that --ignore-missing leaves out. */
static uint64_t sum_of(const struct check *check)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < HASHLANE_VERDICT_MALFORMED; i++)
		sum += check->counts[i];
	return sum;
}

/* If no file matches, suggest that the list is read in a wrong way. */
static void give_hint(const struct check *check, uint64_t all)
{
	const uint64_t *counts = check->counts;
	uint64_t missing = check->info.counts[HASHLANE_VERDICT_MISSING];

	if (!missing || all != counts[HASHLANE_VERDICT_MISSING] +
					counts[HASHLANE_VERDICT_EXTRA])
		return;
	message_text(check->cli,
		     check->expected || check->rules.base ||
				     check->rules.flags &
					     HASHLANE_CHECK_BASE_IS_LIST ?
			     "no file was verified: all are missing" :
			     "no file was verified: all are missing; if names "
			     "are not relative to the current directory, use "
			     "--base");
}

/* "crc32, xxh3-64": the checksums by which files were verified. */
static void add_checksums(struct line *line, const struct check *check)
{
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	size_t count = 0;
	bool first = true;

	if (hashlane_check_get_specs(specs, HASHLANE_MAX_ALGORITHMS, &count,
				     check->check))
		return;
	for (size_t i = 0; i < count; i++) {
		struct hashlane_algorithm_info info = {
			.struct_size = sizeof(info),
		};

		if (hashlane_algorithm_get_info(&info, specs[i].id) ||
		    !(info.flags & HASHLANE_INFO_CHECKSUM))
			continue;
		add(line, "%s%s", first ? "" : ", ", info.name);
		first = false;
	}
}

/* md5sum's algorithms, which a bare digest has if it has nothing else. */
static bool is_usual(const struct hashlane_algorithm_spec *spec)
{
	static const int32_t usual[] = {
		HASHLANE_HASH_MD5,    HASHLANE_HASH_SHA1,
		HASHLANE_HASH_SHA224, HASHLANE_HASH_SHA256,
		HASHLANE_HASH_SHA384, HASHLANE_HASH_SHA512,
	};

	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
		if (spec->id == usual[i])
			return true;
	return false;
}

/* How far the verdicts can be trusted. */
static void add_strength(struct line *line, const struct check *check)
{
	const uint64_t unknown = check->info.unknown_digests;

	if (check->weak) {
		add(line, "; ");
		if (check->weak != check->counts[HASHLANE_VERDICT_OK])
			add(line, "%" PRIu64 " ", check->weak);
		add(line, "verified by ");
		add_checksums(line, check);
		add(line, " only");
	}
	for (size_t i = 0; i < check->guessed.count; i++)
		if (!is_usual(&check->guessed.specs[i]))
			add(line, "; %" PRIu64 " guessed as %s",
			    check->guesses[i],
			    check->guessed.algorithms[i].name);
	if (unknown)
		add(line, "; %" PRIu64 " digest%s of unknown algorithms",
		    unknown, unknown == 1 ? "" : "s");
}

void check_summary(struct check *check)
{
	const uint64_t *counts = check->counts;
	uint64_t malformed = counts[HASHLANE_VERDICT_MALFORMED];
	uint64_t all = sum_of(check);
	struct line line = { .bytes = 0 };

	if (check->status_only)
		return;
	give_hint(check, all);
	if (check->options.json) {
		check_json_summary(check);
		return;
	}
	if (check->options.quiet && all == counts[HASHLANE_VERDICT_OK] &&
	    !malformed && !check->info.left_out)
		return;
	add(&line, "%" PRIu64 " %s", all, all == 1 ? "file:" : "files:");
	for (int32_t i = 0; i < HASHLANE_VERDICT_MALFORMED; i++)
		if (counts[i] || i == HASHLANE_VERDICT_OK)
			add(&line, "%s %" PRIu64 " %s",
			    i == HASHLANE_VERDICT_OK ? "" : ",", counts[i],
			    check_report_word(i));
	if (malformed)
		add(&line, "; %" PRIu64 " malformed line%s", malformed,
		    malformed == 1 ? "" : "s");
	if (check->info.left_out)
		add(&line, "; %" PRIu64 " left out", check->info.left_out);
	add_strength(&line, check);
	message_text(check->cli, line.text);
}
