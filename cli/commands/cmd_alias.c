/* SPDX-License-Identifier: MIT */
/* cmd_alias.c - the program under the name md5sum and the like. */
#define _GNU_SOURCE
#include "check.h"
#include "../terminal/message.h"
#include "sum.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char help[] =
	"Usage: md5sum [OPTION]... [FILE]...\n"
	"(or sha1sum, sha224sum, sha256sum, sha384sum, sha512sum, b2sum: links to\n"
	"hashlane) Print or check digests; without FILE, or when it is -, of\n"
	"standard input.\n"
	"\n"
	"  -b, --binary           write * before names\n"
	"  -c, --check            FILE are lists: check the files they name\n"
	"      --tag              write TAG (NAME) = DIGEST\n"
	"  -t, --text             write a blank before names, the default\n"
	"  -z, --zero             lines end in NUL, and no name is escaped\n"
	"\n"
	"Only with -c:\n"
	"      --ignore-missing   say nothing of files that are not there\n"
	"      --quiet            nothing of files that are as listed\n"
	"      --status           nothing at all; the exit status tells\n"
	"      --strict           fail where a line is no digest of a file\n"
	"  -w, --warn             tell of such lines\n"
	"\n"
	"      --help             this help\n"
	"      --version          the version\n"
	"\n"
	"Exit status: 0 all went well; 1 it did not.\n";

enum { TAG = 0x100, IGNORE, QUIET, STATUS, STRICT, HELP, VERSION };

static const char shorts[] = ":bctzw";
static const struct option options[] = {
	{ "binary", no_argument, NULL, 'b' },
	{ "check", no_argument, NULL, 'c' },
	{ "tag", no_argument, NULL, TAG },
	{ "text", no_argument, NULL, 't' },
	{ "zero", no_argument, NULL, 'z' },
	{ "ignore-missing", no_argument, NULL, IGNORE },
	{ "quiet", no_argument, NULL, QUIET },
	{ "status", no_argument, NULL, STATUS },
	{ "strict", no_argument, NULL, STRICT },
	{ "warn", no_argument, NULL, 'w' },
	{ "help", no_argument, NULL, HELP },
	{ "version", no_argument, NULL, VERSION },
	{ NULL, 0, NULL, 0 },
};

/* What the command line asks for. */
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
static void take_loudness(struct wish *wish, int got)
{
	wish->quiet = got == QUIET;
	wish->status = got == STATUS;
	wish->warn = got == 'w';
}

static bool take_option(struct wish *wish, int got)
{
	switch (got) {
	case 'b':
	case 't':
		wish->binary = got == 'b';
		wish->text = got == 't';
		return true;
	case 'c':
		wish->check = true;
		return true;
	case TAG:
		wish->tag = wish->binary = true;
		return true;
	case 'z':
		wish->zero = true;
		return true;
	case IGNORE:
		wish->ignore_missing = true;
		return true;
	case QUIET:
	case STATUS:
	case 'w':
		take_loudness(wish, got);
		return true;
	case STRICT:
		wish->strict = true;
		return true;
	default:
		return false;
	}
}

/* Wrong usage, in the words of the tool; its status is 1. */
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

static int refuse_option(struct cli *cli, char *const *argv)
{
	char text[128];

	if (optopt && optopt < 0x100)
		snprintf(text, sizeof(text), "invalid option -- '%c'", optopt);
	else
		snprintf(text, sizeof(text), "unrecognized option '%.64s'",
			 argv[optind - 1]);
	return refuse(cli, text);
}

/* NULL, or why the options do not go together. */
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

/* What md5sum says at the end of a list. */
static void after_list(struct check *check, const char *list, int opened)
{
	uint64_t *counts = check->counts;
	uint64_t failed = counts[VERDICT_FAILED], matched = counts[VERDICT_OK];
	uint64_t unread = counts[VERDICT_MISSING] + counts[VERDICT_CHANGED] +
			  counts[VERDICT_UNREADABLE];
	bool bad = opened;

	if (!strcmp(list, "-"))
		list = "standard input";
	if (!opened && !check->entries) {
		message_about(check->cli, list,
			      "no properly formatted checksum lines found");
		bad = true;
	} else if (!opened) {
		warn(check, check->malformed, "line is improperly formatted",
		     "lines are improperly formatted");
		warn(check, unread, "listed file could not be read",
		     "listed files could not be read");
		warn(check, failed, "computed checksum did NOT match",
		     "computed checksums did NOT match");
		if (check->ignore_missing && !matched) {
			if (!check->status_only)
				message_about(check->cli, list,
					      "no file was verified");
			bad = true;
		}
	}
	check->cli->failed |= bad || failed || unread ||
			      (check->strict && check->malformed);
	memset(check->counts, 0, sizeof(check->counts));
	check->entries = check->malformed = 0;
}

static int run_check(struct cli *cli, const struct algorithm_set *set,
		     const struct wish *wish, char *const *lists, int count)
{
	int single_space = -1;
	struct check check = {
		.cli = cli,
		.line_end = '\n',
		.like_md5sum = true,
		.list_options = { .only = &set->specs[0],
				  .single_space = &single_space },
		.quiet = wish->quiet,
		.status_only = wish->status,
		.strict = wish->strict,
		.warn = wish->warn,
		.ignore_missing = wish->ignore_missing,
		.after_list = after_list,
	};

	if (choose_isa(cli, &check.isa))
		return STATUS_FAILED;
	return check_run(&check, lists, count, false);
}

static int run_sum(struct cli *cli, const struct algorithm_set *set,
		   const struct wish *wish, char *const *paths, int count)
{
	struct sum sum = {
		.cli = cli,
		.set = *set,
		.line_end = wish->zero ? '\0' : '\n',
		.format = wish->tag ? FORMAT_BSD : FORMAT_GNU,
		.binary_mark = wish->binary,
		.like_md5sum = true,
	};

	if (choose_isa(cli, &sum.isa))
		return STATUS_FAILED;
	return sum_run(&sum, paths, count);
}

static int run_alias(struct cli *cli, const struct command *command, int argc,
		     char **argv)
{
	static char dash[] = "-";
	char *standard[] = { dash };
	struct algorithm_set set = { 0 };
	struct wish wish = { 0 };
	char *const *paths = standard;
	int count = 1, got;
	const char *conflict;

	while ((got = getopt_long(argc, argv, shorts, options, NULL)) != -1) {
		if (got == HELP)
			return show_help(cli, command);
		if (got == VERSION) {
			output_text(&cli->out, command->name);
			output_text(&cli->out, " (hashlane) ");
			output_text(&cli->out, hashlane_library_get_version());
			output_line(&cli->out, '\n');
			return STATUS_OK;
		}
		if (!take_option(&wish, got))
			return refuse_option(cli, argv);
	}
	conflict = find_conflict(&wish);
	if (conflict)
		return refuse(cli, conflict);
	if (algorithm_set_add(&set, cli, command, command->summary))
		return STATUS_FAILED;
	if (optind < argc) {
		paths = argv + optind;
		count = argc - optind;
	}
	return wish.check ? run_check(cli, &set, &wish, paths, count) :
			    run_sum(cli, &set, &wish, paths, count);
}

const struct command *find_alias(const char *name)
{
	/* The summary is the algorithm. */
	static const struct command aliases[] = {
		{ "md5sum", "md5", help, run_alias },
		{ "sha1sum", "sha1", help, run_alias },
		{ "sha224sum", "sha224", help, run_alias },
		{ "sha256sum", "sha256", help, run_alias },
		{ "sha384sum", "sha384", help, run_alias },
		{ "sha512sum", "sha512", help, run_alias },
		{ "b2sum", "blake2b", help, run_alias },
	};
	const char *slash = strrchr(name, '/');

	name = slash ? slash + 1 : name;
	for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++)
		if (!strcmp(name, aliases[i].name))
			return &aliases[i];
	return NULL;
}
