/* SPDX-License-Identifier: MIT */
/* cmd_check.c - `hashlane check`: check files against lists of digests. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../run/signals.h"
#include "../run/file_rules.h"
#include "../terminal/message.h"
#include "check_count.h"
#include "check_expect.h"
#include "options.h"

#include <string.h>
#include <sys/stat.h>

static const char usage[] =
	"hashlane check [OPTION]... [--] LIST...\n"
	"       hashlane check [OPTION]... [--] FILE DIGEST";

static const char about[] =
	"Read lists of digests and report whether the files match them. LIST - is\n"
	"standard input. All formats that hashlane sum writes are read, and those of\n"
	"md5sum and the like, BSD, OpenSSL, cksfv, rhash, hashdeep, b3sum, xxhsum\n"
	"and rclone lsjson. A list may mix those that have no header.\n";

static const char notes[] =
	"\n"
	"OK          the file matches\n"
	"FAILED      the file does not match; the algorithms that differ follow and,\n"
	"            if the list has digests of parts, the ranges\n"
	"MISSING     there is no such file\n"
	"CHANGED     the file changed while it was read: check it again\n"
	"UNREADABLE  the file could not be read\n"
	"UNKNOWN     nothing is verified: the algorithm is unknown, or only a checksum\n"
	"            matches whose algorithm was not given\n"
	"REFUSED     the name leads out of --root\n"
	"MOVED       the file is missing, but --extra found its content elsewhere\n"
	"EXTRA       the file is in no list; as any word but OK, it makes the exit\n"
	"            status 1\n"
	"\n"
	"-a gives the algorithm of digests without a tag. Otherwise the name of the\n"
	"list (SHA512SUMS, x.sha1) and the length of the digest leave some algorithms,\n"
	"and the smallest file shows which one it is. Digests without a tag may have 8\n"
	"or 16 digits (checksums) and the lengths of usual ones in base64. For other\n"
	"lengths and forms, -a or the name of the list must give the algorithm.\n"
	"\n"
	"If no file has a name, it is read with \\ as the separator, without a carriage\n"
	"return or blanks at its ends, or in another normal form of Unicode. A message\n"
	"says so. --no-guess switches this off.\n"
	"\n"
	"Examples:\n"
	"  hashlane check SHA256SUMS\n"
	"  hashlane check image.iso md5:900150983cd24fb0d6963f7d28e17f72\n"
	"  hashlane check --quiet --base list /mnt/*/MD5SUMS\n"
	"  hashlane check --extra=photos photos.json\n"
	"\n"
	"Exit status: 0 every entry of every list was verified; 1 a file does not match\n"
	"or a line could not be read; 2 wrong usage, or a list cannot be opened.\n";

/* Options about which files are checked; STATUS_OK, _USAGE or _FAILED. */
static int take_rule(struct check *check, enum option_id id, const char *value)
{
	struct hashlane_check_options *rules = &check->rules;
	bool taken = true;

	rules->rules = &check->walk;
	switch (id) {
	case OPTION_INCLUDE:
		return file_rules_add(check->cli, &check->walk.include,
				      &check->walk.include_count, value);
	case OPTION_EXCLUDE:
		return file_rules_add(check->cli, &check->walk.exclude,
				      &check->walk.exclude_count, value);
	case OPTION_MIN_SIZE:
		taken = !hashlane_size_parse(&rules->min_bytes, value,
					     strlen(value));
		break;
	case OPTION_MAX_SIZE:
		taken = !hashlane_size_parse(&rules->max_bytes, value,
					     strlen(value)) &&
			rules->max_bytes;
		break;
	case OPTION_NEWER:
		taken = file_rules_parse_time(&rules->min_mtime_ns, value);
		break;
	default:
		taken = file_rules_parse_time(&rules->max_mtime_ns, value);
	}
	if (taken)
		return STATUS_OK;
	return message_usage(check->cli, value,
			     id == OPTION_MIN_SIZE || id == OPTION_MAX_SIZE ?
				     "is not a size" :
				     "is not a time (YYYY-MM-DD HH:MM:SS, or "
				     "@SECONDS)");
}

static int take_require(struct check *check, const char *value)
{
	if (strcmp(value, "secure") != 0) {
		if (!strncmp(value, "secure,", 7) || strstr(value, ",secure"))
			return message_usage(check->cli, value,
					     "secure is given alone, without "
					     "algorithms");
		return algorithm_set_add(&check->required, check->cli, value);
	}
	check->rules.flags |= HASHLANE_CHECK_REQUIRE_SECURE;
	return STATUS_OK;
}

/* Options of one flag; false: it is none of these. */
static bool take_flag(struct check *check, enum option_id id)
{
	switch (id) {
	case OPTION_ZERO:
		check->list_flags |= HASHLANE_LIST_NUL;
		check->line_end = '\0';
		return true;
	case OPTION_NO_GUESS:
		check->list_flags |= HASHLANE_LIST_NO_GUESS;
		check->rules.flags |= HASHLANE_CHECK_NO_GUESS;
		return true;
	case OPTION_IGNORE_CASE:
		check->rules.flags |= HASHLANE_CHECK_IGNORE_CASE;
		return true;
	case OPTION_IGNORE_MISSING:
		check->rules.flags |= HASHLANE_CHECK_IGNORE_MISSING;
		return true;
	case OPTION_EMBEDDED_CRC:
		check->embedded_crc = true;
		return true;
	case OPTION_STATUS:
		check->status_only = true;
		return true;
	default:
		/* Those of md5sum that this command needs not be told. */
		return id == OPTION_CHECK || id == OPTION_STRICT ||
		       id == OPTION_WARN;
	}
}

/* Options that struct check does not hold. */
struct wish {
	struct check *check;
	bool extra;
};

static int take_option(void *context, struct cli *cli, enum option_id id,
		       const char *value)
{
	struct wish *wish = context;
	struct hashlane_check_options *rules = &wish->check->rules;

	(void)cli;
	if (take_flag(wish->check, id))
		return STATUS_OK;
	switch (id) {
	case OPTION_BASE:
		rules->base = strcmp(value, "list") != 0 ? value : NULL;
		rules->flags &= ~(uint32_t)HASHLANE_CHECK_BASE_IS_LIST;
		if (!rules->base)
			rules->flags |= HASHLANE_CHECK_BASE_IS_LIST;
		return STATUS_OK;
	case OPTION_ROOT:
		rules->root = value;
		return STATUS_OK;
	case OPTION_EXTRA:
		wish->extra = true;
		rules->extra = value;
		return STATUS_OK;
	case OPTION_EXPECT:
		wish->check->expected = value;
		return STATUS_OK;
	case OPTION_REQUIRE:
		return take_require(wish->check, value);
	default:
		return take_rule(wish->check, id, value);
	}
}

/* Find FILE DIGEST; NULL: the words are lists. */
static const char *find_digest(const struct check *check, char *const *words,
			       int count)
{
	struct stat st;

	return count == 2 && !check->embedded_crc && stat(words[1], &st) &&
			       check_expect_is_digest(&check->given,
						      words[1]) ?
		       words[1] :
		       NULL;
}

static int check_extra(struct check *check, bool wanted)
{
	struct hashlane_check_options *rules = &check->rules;

	if (!wanted)
		return STATUS_OK;
	if (check->embedded_crc || check->expected)
		return message_usage(check->cli, "--extra",
				     check->expected ?
					     "does not work with --expect" :
					     "does not work with "
					     "--embedded-crc");
	if (rules->flags & HASHLANE_CHECK_BASE_IS_LIST && !rules->extra)
		return message_usage(check->cli, "--extra",
				     "needs a DIR with --base list");
	if (!rules->extra)
		rules->extra = rules->base ? rules->base : ".";
	return STATUS_OK;
}

/* A size of parts that -a has is no guess, also if it is the default. */
static void keep_parameters(struct algorithm_set *given)
{
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };

	for (size_t i = 0; i < given->count && given->has_parameter; i++)
		if (!given->specs[i].param &&
		    !hashlane_algorithm_get_info(&info, given->specs[i].id))
			given->specs[i].param = info.param_default;
}

/*
 * Set defaults, and refuse options that contradict each other. *count: of the
 * words that are lists or files.
 */
static int complete(struct check *check, const struct wish *wish,
		    char *const *words, int *count)
{
	int status;

	if (!*count)
		return message_usage(check->cli, "check",
				     "needs a LIST (- is standard input)");
	keep_parameters(&check->given);
	if (!check->expected) {
		check->expected = find_digest(check, words, *count);
		*count -= check->expected != NULL;
	}
	if (check->expected && (*count != 1 || check->embedded_crc))
		return message_usage(check->cli, "--expect",
				     "needs one FILE and no list");
	status = check_extra(check, wish->extra);
	if (status)
		return status;
	check->rules.flags |= HASHLANE_CHECK_STDIN;
	if (check->required.count) {
		check->rules.require = check->required.specs;
		check->rules.require_count = check->required.count;
	}
	return run_options_choose_isa(&check->options, check->cli);
}

static int run_check(struct cli *cli, const struct command *command, int argc,
		     char **argv)
{
	struct check check = {
		.cli = cli,
		.line_end = '\n',
		.rules = { .struct_size = sizeof(check.rules) },
		.walk = { .struct_size = sizeof(check.walk) },
	};
	struct wish wish = { .check = &check };
	struct count_total *count;
	struct lists lists = { .check = &check };
	int status;

	check.options.algorithms = &check.given;
	if (options_take(cli, command, argc, argv, &check.options, take_option,
			 &wish, &status)) {
		lists.paths = argv + optind;
		lists.count = argc - optind;
		status = complete(&check, &wish, lists.paths, &lists.count);
		if (!status) {
			signals_start(cli, !check.options.quiet);
			/* Only lists are read twice. */
			count = check.embedded_crc || check.expected ?
					NULL :
					count_total_start_by(cli, check_count,
							     &lists);
			status = check_run(&check, lists.paths, lists.count);
			count_total_stop(count);
		}
	}
	file_rules_free(&check.walk);
	return status;
}

const struct command check_command = {
	.name = "check",
	.bit = IN_CHECK,
	.summary = "check files against lists of digests",
	.usage = usage,
	.about = about,
	.notes = notes,
	.operands = "file",
	.run = run_check,
};
