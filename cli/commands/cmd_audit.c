/* SPDX-License-Identifier: MIT */
/* cmd_audit.c - `hashlane audit`: what has become of a directory. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "audit.h"
#include "../run/count_total.h"
#include "../terminal/message.h"
#include "../run/run_options.h"
#include "../run/signals.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char help[] =
	"Usage: hashlane audit [OPTION]... DIR --against DB|LIST\n"
	"Hash all files below DIR, and tell how they differ from what a list of\n"
	"checksums, of any tool, or a database of hashlane (a cache, a\n"
	"checkpoint) says of them:\n"
	"\n"
	"  new       nothing is known of the file\n"
	"  gone      there is no such file any more\n"
	"  moved     it is gone, and a new one has its content\n"
	"  modified  its content is another\n"
	"  rotten    its content is another, its time of modification is not\n"
	"            (only where that is recorded: JSON and CSV lists made\n"
	"            with --mtime, databases)\n"
	"  unreadable\n"
	"            it cannot be read, or its folder cannot: it is not gone\n"
	"\n"
	"      --against FILE   the list or database; may be given again\n"
	"  -a, --algorithm LIST\n"
	"                       the algorithms that digests without a tag are of\n"
	"      --base DIR       names in lists are relative to DIR; list: to\n"
	"                       where the list lies (default: current folder)\n"
	"  -j, --jobs N         threads; 0, the default: as many as processors\n"
	"      --sequential     one file at a time, as with -j1\n"
	"      --drop-cache     keep nothing in the page cache that was not there\n"
	"      --ctime USE      whether the status time tells of changes: auto,\n"
	"                       strict or ignore\n"
	"      --json           one object for each finding, and a summary\n"
	"  -q, --quiet          no progress on the terminal, no summary\n"
	"  -h, --help           this help\n"
	"\n"
	"Names outside DIR are passed over, and so is FILE itself. All other files\n"
	"are read; a cache is never asked.\n"
	"\n"
	"Examples:\n"
	"  hashlane sum --format json --mtime -r photos > photos.json\n"
	"  hashlane audit photos --against photos.json\n"
	"  hashlane audit /srv --against ~/.cache/hashlane/cache.db\n"
	"\n"
	"Exit status: 0 nothing differs; 1 something does, or failed; 2 wrong\n"
	"usage.\n";

enum { AGAINST = 0x100, BASE, JSON };

static const char shorts[] = ":a:j:qh";
static const struct option options[] = {
	{ "algorithm", required_argument, NULL, 'a' },
	{ "against", required_argument, NULL, AGAINST },
	{ "base", required_argument, NULL, BASE },
	{ "jobs", required_argument, NULL, 'j' },
	{ "sequential", no_argument, NULL, OPTION_SEQUENTIAL },
	{ "drop-cache", no_argument, NULL, OPTION_DROP_CACHE },
	{ "ctime", required_argument, NULL, OPTION_CTIME },
	{ "json", no_argument, NULL, JSON },
	{ "quiet", no_argument, NULL, 'q' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

struct sources {
	const char *paths[FILE_INDEX_SOURCES_MAX];
	size_t count;
	const char *base;
	struct algorithm_set given;
};

static int take_option(struct audit *audit, struct sources *sources,
		       const struct command *command, char *const *argv,
		       int got)
{
	int reading = take_reading(&audit->reading, audit->cli, command, got);

	if (reading >= 0)
		return reading;
	switch (got) {
	case 'a':
		return algorithm_set_add(&sources->given, audit->cli, command,
					 optarg);
	case AGAINST:
		if (sources->count == FILE_INDEX_SOURCES_MAX)
			return message_usage(audit->cli, command, optarg,
					     "more than 64 lists");
		sources->paths[sources->count++] = optarg;
		return STATUS_OK;
	case BASE:
		sources->base = optarg;
		return STATUS_OK;
	case 'j':
		if (parse_workers(&audit->workers, optarg))
			return STATUS_OK;
		return message_usage(audit->cli, command, optarg,
				     "not a number of jobs (0 to 1024)");
	case JSON:
		audit->json = true;
		return STATUS_OK;
	case 'q':
		audit->quiet = true;
		return STATUS_OK;
	default:
		return message_option(audit->cli, command, argv, got, shorts);
	}
}

static int read_source(struct audit *audit, const struct sources *sources,
		       const char *path)
{
	char *base;
	int status;

	if (file_index_is_database(path))
		return file_index_read_database(&audit->index, path);
	base = file_index_base(sources->base, path);
	if (!base) {
		message_text(audit->cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
		return STATUS_FAILED;
	}
	status = file_index_read_list(&audit->index, path, base);
	free(base);
	return status;
}

static int check_folder(struct audit *audit, const struct command *command,
			char *const *words, int count)
{
	struct stat st;

	if (count != 1)
		return message_usage(
			audit->cli, command, count ? words[1] : "audit",
			count ? "one DIR, please" : "no DIR given");
	audit->folder = words[0];
	if (stat(audit->folder, &st)) {
		message_about(audit->cli, audit->folder, message_errno(errno));
		return STATUS_USAGE;
	}
	if (!S_ISDIR(st.st_mode)) {
		message_about(audit->cli, audit->folder, strerror(ENOTDIR));
		return STATUS_USAGE;
	}
	return STATUS_OK;
}

static int run_audit(struct cli *cli, const struct command *command, int argc,
		     char **argv)
{
	struct audit audit = { .cli = cli, .index = { .cli = cli } };
	struct sources sources = { .count = 0 };
	static const struct hashlane_walk_options walk = {
		.struct_size = sizeof(walk),
	};
	struct count_total *count;
	int got, status;

	audit.index.given = &sources.given;
	while ((got = getopt_long(argc, argv, shorts, options, NULL)) != -1) {
		if (got == 'h')
			return show_help(cli, command);
		status = take_option(&audit, &sources, command, argv, got);
		if (status)
			return status;
	}
	if (!sources.count)
		return message_usage(cli, command, "audit",
				     "nothing to compare with (--against)");
	status = check_folder(&audit, command, argv + optind, argc - optind);
	if (!status)
		status = choose_isa(cli, &audit.isa);
	if (status)
		return status;
	signals_start(cli, !audit.quiet);
	file_index_add_streams(&audit.index);
	for (size_t i = 0; i < sources.count && !status; i++)
		status = read_source(&audit, &sources, sources.paths[i]);
	if (!status) {
		count = count_total_start(cli, argv + optind, 1, &walk);
		status = audit_run(&audit);
		count_total_stop(count);
	}
	file_index_free(&audit.index);
	return status;
}

const struct command audit_command = {
	.name = "audit",
	.summary = "what became of a directory since",
	.help = help,
	.run = run_audit,
};
