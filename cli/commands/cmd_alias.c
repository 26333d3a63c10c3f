/* SPDX-License-Identifier: MIT */
/* cmd_alias.c - the program under the name md5sum and the like. */
#define _GNU_SOURCE
#include "cmd_alias.h"

#include "../lists/format.h"
#include "../terminal/message.h"
#include "check_command.h"
#include "help.h"
#include "options.h"
#include "sum.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] = "md5sum [OPTION]... [FILE]...";

static const char about[] =
	"(or sha1sum, sha224sum, sha256sum, sha384sum, sha512sum, b2sum: links to\n"
	"hashlane) Print or check digests; without FILE, or when it is -, of\n"
	"standard input.\n";

static const char notes[] = "\nExit status: 0 success; 1 failure.\n";

/* The options. */
struct wish {
	bool binary;
	bool text;
	bool check;
	bool tag;
	bool zero;
	bool ignore_missing;
	bool quiet;
	bool status;
	bool strict;
	bool warn;
};

/* The last of --quiet, --status and --warn holds. */
static void take_loudness(struct wish *wish, enum option_id id)
{
	wish->quiet = id == OPTION_QUIET;
	wish->status = id == OPTION_STATUS;
	wish->warn = id == OPTION_WARN;
}

static void take_option(struct wish *wish, enum option_id id)
{
	switch (id) {
	case OPTION_BINARY:
	case OPTION_TEXT:
		wish->binary = id == OPTION_BINARY;
		wish->text = id == OPTION_TEXT;
		break;
	case OPTION_CHECK:
		wish->check = true;
		break;
	case OPTION_TAG:
		wish->tag = wish->binary = true;
		break;
	case OPTION_ZERO:
		wish->zero = true;
		break;
	case OPTION_IGNORE_MISSING:
		wish->ignore_missing = true;
		break;
	case OPTION_STRICT:
		wish->strict = true;
		break;
	case OPTION_LENGTH:
		break;
	default:
		take_loudness(wish, id);
	}
}

/* Report wrong usage in the words of the tool; the exit status is 1. */
static int refuse(struct cli *cli, const char *text)
{
	if (text)
		message_text(cli, text);
	output_text(&cli->err, "Try '");
	output_text(&cli->err, cli->program);
	output_text(&cli->err, " --help' for more information.");
	output_line(&cli->err, '\n');
	output_flush(&cli->err);
	return STATUS_FAILED;
}

static int refuse_option(struct cli *cli, const struct option_reader *reader,
			 char *const *argv)
{
	char text[128];

	if (reader->got == ':' && !strncmp(argv[optind - 1], "--", 2))
		snprintf(text, sizeof(text),
			 "option '%.64s' requires an argument",
			 argv[optind - 1]);
	else if (reader->got == ':')
		snprintf(text, sizeof(text),
			 "option requires an argument -- '%c'", optopt);
	else if (optopt && optopt < 0x100)
		snprintf(text, sizeof(text), "invalid option -- '%c'", optopt);
	else
		snprintf(text, sizeof(text), "unrecognized option '%.64s'",
			 argv[optind - 1]);
	return refuse(cli, text);
}

/*
 * Is it a length of which digests can be computed? 0 is the longest. Otherwise
 * report it, a length that b2sum refuses in b2sum's words.
 */
static bool check_length(struct cli *cli, const char *value)
{
	enum { BITS_MAX = 512, BITS_OF_BYTE = 8 };
	char text[128];
	char *end;
	unsigned long bits = strtoul(value, &end, 10);
	const char *why = "digests of other lengths than 512 bits cannot be "
			  "computed";

	if (*end || end == value || strchr(value, '-'))
		why = NULL;
	else if (!bits || bits == BITS_MAX)
		return true;
	else if (bits > BITS_MAX)
		why = "maximum digest length for 'BLAKE2b' is 512 bits";
	else if (bits % BITS_OF_BYTE)
		why = "length is not a multiple of 8";
	snprintf(text, sizeof(text), "invalid length: '%.64s'", value);
	message_text(cli, text);
	if (why)
		message_text(cli, why);
	return false;
}

/* NULL, or why the options contradict each other. */
static const char *find_conflict(const struct wish *wish)
{
	if (wish->tag && !wish->binary)
		return "--tag does not support --text mode";
	if (wish->zero && wish->check)
		return "the --zero option is not supported when verifying "
		       "checksums";
	if (wish->tag && wish->check)
		return "the --tag option is meaningless when verifying "
		       "checksums";
	if ((wish->binary || wish->text) && wish->check)
		return "the --binary and --text options are meaningless when "
		       "verifying checksums";
	if (wish->check)
		return NULL;
	if (wish->ignore_missing)
		return "the --ignore-missing option is meaningful only when "
		       "verifying checksums";
	if (wish->status)
		return "the --status option is meaningful only when verifying "
		       "checksums";
	if (wish->warn)
		return "the --warn option is meaningful only when verifying "
		       "checksums";
	if (wish->quiet)
		return "the --quiet option is meaningful only when verifying "
		       "checksums";
	if (wish->strict)
		return "the --strict option is meaningful only when verifying "
		       "checksums";
	return NULL;
}

static void warn(struct check *check, uint64_t count, const char *one,
		 const char *many)
{
	char text[REASON_BYTES_MAX];

	if (!count || check->status_only)
		return;
	snprintf(text, sizeof(text), "WARNING: %" PRIu64 " %s", count,
		 count == 1 ? one : many);
	message_text(check->cli, text);
}

/* Write what md5sum writes at the end of a list. */
static void after_list(struct check *check, const char *list, int opened)
{
	uint64_t *counts = check->counts;
	uint64_t failed = counts[HASHLANE_VERDICT_FAILED];
	uint64_t matched = counts[HASHLANE_VERDICT_OK];
	uint64_t malformed = counts[HASHLANE_VERDICT_MALFORMED];
	uint64_t unread = 0;
	struct hashlane_check_list info = { .struct_size = sizeof(info) };
	bool has_entries = !opened && check->list_count &&
			   !hashlane_check_get_list(&info, check->check,
						    check->list_count - 1) &&
			   info.entries;
	bool bad = opened;

	for (size_t i = 0; i < HASHLANE_VERDICT_MALFORMED; i++)
		if (i != HASHLANE_VERDICT_OK && i != HASHLANE_VERDICT_FAILED)
			unread += counts[i];
	if (!strcmp(list, "-"))
		list = "standard input";
	if (!opened && !has_entries) {
		message_about(check->cli, list,
			      "no properly formatted checksum lines found");
		bad = true;
	} else if (!opened) {
		warn(check, malformed, "line is improperly formatted",
		     "lines are improperly formatted");
		warn(check, unread, "listed file could not be read",
		     "listed files could not be read");
		warn(check, failed, "computed checksum did NOT match",
		     "computed checksums did NOT match");
		if (check->rules.flags & HASHLANE_CHECK_IGNORE_MISSING &&
		    !matched) {
			if (!check->status_only)
				message_about(check->cli, list,
					      "no file was verified");
			bad = true;
		}
	}
	check->cli->failed |= bad || failed || unread ||
			      (check->strict && malformed);
	memset(check->counts, 0, sizeof(check->counts));
}

static int run_check(struct cli *cli, const struct algorithm_set *set,
		     const struct wish *wish, char *const *lists, int count)
{
	struct check check = {
		.cli = cli,
		.line_end = '\n',
		.like_md5sum = true,
		.given = *set,
		.list_flags = HASHLANE_LIST_MD5SUM,
		.rules = { .struct_size = sizeof(check.rules),
			   .flags = HASHLANE_CHECK_MD5SUM |
				    HASHLANE_CHECK_NO_GUESS },
		.options = { .quiet = wish->quiet },
		.status_only = wish->status,
		.strict = wish->strict,
		.warn = wish->warn,
		.after_list = after_list,
	};

	if (wish->ignore_missing)
		check.rules.flags |= HASHLANE_CHECK_IGNORE_MISSING;
	if (run_options_choose_isa(&check.options, cli))
		return STATUS_FAILED;
	return check_run(&check, lists, count);
}

static int run_sum(struct cli *cli, const struct algorithm_set *set,
		   const struct wish *wish, char *const *paths, int count)
{
	struct sum sum = {
		.cli = cli,
		.set = *set,
		.line_end = wish->zero ? '\0' : '\n',
		.format = wish->tag ? HASHLANE_FORMAT_BSD :
				      HASHLANE_FORMAT_GNU,
		.binary_mark = wish->binary,
		.like_md5sum = true,
	};

	int status;

	if (run_options_choose_isa(&sum.options, cli))
		return STATUS_FAILED;
	status = sum_run(&sum, paths, count);
	format_end(&sum);
	return status;
}

static int show_version(struct cli *cli, const struct command *command)
{
	output_text(&cli->out, command->name);
	output_text(&cli->out, " (hashlane) ");
	output_text(&cli->out, hashlane_library_get_version());
	output_line(&cli->out, '\n');
	return STATUS_OK;
}

static int run_alias(struct cli *cli, const struct command *command, int argc,
		     char **argv)
{
	static char dash[] = "-";
	char *standard[] = { dash };
	struct algorithm_set set = { 0 };
	struct wish wish = { 0 };
	char *const *paths = standard;
	int count = 1;
	enum option_outcome outcome;
	struct option_reader reader;
	const struct option_row *row;
	const char *conflict;

	option_reader_open(&reader, command, argc, argv);
	while ((outcome = option_reader_next(&reader, &row)) == OPTION_TAKEN) {
		if (row->id == OPTION_HELP) {
			help_write(cli, command);
			return STATUS_OK;
		}
		if (row->id == OPTION_VERSION)
			return show_version(cli, command);
		if (row->id == OPTION_LENGTH && !check_length(cli, optarg))
			return STATUS_FAILED;
		take_option(&wish, row->id);
	}
	if (outcome == OPTION_REFUSED)
		return refuse_option(cli, &reader, argv);
	conflict = find_conflict(&wish);
	if (conflict)
		return refuse(cli, conflict);
	if (algorithm_set_add(&set, cli, command->summary))
		return STATUS_FAILED;
	if (optind < argc) {
		paths = argv + optind;
		count = argc - optind;
	}
	return wish.check ? run_check(cli, &set, &wish, paths, count) :
			    run_sum(cli, &set, &wish, paths, count);
}

/* The summary is the algorithm. */
static const struct command aliases[] = {
	{ .name = "md5sum",
	  .bit = IN_TOOL,
	  .summary = "md5",
	  .usage = usage,
	  .about = about,
	  .notes = notes,
	  .run = run_alias },
	{ .name = "sha1sum",
	  .bit = IN_TOOL,
	  .summary = "sha1",
	  .usage = usage,
	  .about = about,
	  .notes = notes,
	  .run = run_alias },
	{ .name = "sha224sum",
	  .bit = IN_TOOL,
	  .summary = "sha224",
	  .usage = usage,
	  .about = about,
	  .notes = notes,
	  .run = run_alias },
	{ .name = "sha256sum",
	  .bit = IN_TOOL,
	  .summary = "sha256",
	  .usage = usage,
	  .about = about,
	  .notes = notes,
	  .run = run_alias },
	{ .name = "sha384sum",
	  .bit = IN_TOOL,
	  .summary = "sha384",
	  .usage = usage,
	  .about = about,
	  .notes = notes,
	  .run = run_alias },
	{ .name = "sha512sum",
	  .bit = IN_TOOL,
	  .summary = "sha512",
	  .usage = usage,
	  .about = about,
	  .notes = notes,
	  .run = run_alias },
	{ .name = "b2sum",
	  .bit = IN_TOOL | IN_B2SUM,
	  .summary = "blake2b",
	  .usage = usage,
	  .about = about,
	  .notes = notes,
	  .run = run_alias },
};

const struct command *alias_find(const char *name)
{
	const char *slash = strrchr(name, '/');

	name = slash ? slash + 1 : name;
	for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++)
		if (!strcmp(name, aliases[i].name))
			return &aliases[i];
	return NULL;
}
