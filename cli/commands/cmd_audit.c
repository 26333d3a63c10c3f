/* SPDX-License-Identifier: MIT */
/* cmd_audit.c - `hashlane audit`: report what changed in a directory. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../lists/index_list.h"
#include "../lists/listed_path.h"
#include "../run/count_total.h"
#include "../run/signals.h"
#include "../terminal/message.h"
#include "audit.h"
#include "options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char usage[] = "hashlane audit [OPTION]... DIR --against DB|LIST";

static const char about[] =
	"Hash all files below DIR, and report how they differ from a list of\n"
	"checksums, of any tool, or from a database of hashlane (a cache, a\n"
	"checkpoint):\n"
	"\n"
	"  new         the file is not listed\n"
	"  gone        the file is listed and does not exist\n"
	"  moved       the file is gone, and a new file has its content\n"
	"  modified    the content differs\n"
	"  rotten      the content differs and the time of modification does not\n"
	"              (known from JSON and CSV lists made with --mtime, and from\n"
	"              databases)\n"
	"  unreadable  the file or its directory cannot be read\n";

static const char notes[] =
	"\n"
	"Names outside DIR are ignored, and so is FILE itself. All other files are\n"
	"read; the cache is not used.\n"
	"\n"
	"Examples:\n"
	"  hashlane sum --format json --mtime -r photos > photos.json\n"
	"  hashlane audit photos --against photos.json\n"
	"  hashlane audit /srv --against ~/.cache/hashlane/cache.db\n"
	"\n"
	"Exit status: 0 nothing differs; 1 something differs or failed; 2 wrong\n"
	"usage.\n";

struct sources {
	const char *paths[FILE_INDEX_SOURCES_MAX];
	size_t count;
	const char *base;
	struct algorithm_set given;
};

static int take_option(void *context, struct cli *cli, enum option_id id,
		       const char *value)
{
	struct sources *sources = context;

	if (id == OPTION_BASE)
		sources->base = value;
	else if (id == OPTION_AGAINST &&
		 sources->count == FILE_INDEX_SOURCES_MAX)
		return message_usage(cli, value,
				     "is one list too many (64 at most)");
	else if (id == OPTION_AGAINST)
		sources->paths[sources->count++] = value;
	return STATUS_OK;
}

static int read_source(struct audit *audit, const struct sources *sources,
		       const char *path)
{
	char *base;
	int status;

	if (file_index_is_database(path))
		return file_index_read_database(&audit->index, path);
	base = listed_path_base(sources->base, path);
	if (!base) {
		message_text(audit->cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
		return STATUS_FAILED;
	}
	status = index_list_read(&audit->index, path, base);
	free(base);
	return status;
}

static int check_folder(struct audit *audit, char *const *words, int count)
{
	struct stat st;

	if (count != 1)
		return message_usage(audit->cli, count ? words[1] : "audit",
				     count ? "is one DIR too many" :
					     "needs a DIR");
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

/* Check what is given, and begin. */
static int complete(struct audit *audit, const struct sources *sources,
		    char *const *words, int count)
{
	struct cli *cli = audit->cli;
	int status;

	if (!sources->count)
		return message_usage(
			cli, "audit",
			"needs a list or database to compare with "
			"(--against)");
	status = check_folder(audit, words, count);
	if (!status)
		status = selection_check(&audit->selection, cli);
	if (!status)
		status = run_options_choose_isa(&audit->options, cli);
	if (status)
		return status;
	signals_start(cli, !audit->options.quiet);
	file_index_add_streams(&audit->index);
	return STATUS_OK;
}

static int run_audit(struct cli *cli, const struct command *command, int argc,
		     char **argv)
{
	struct audit audit = { .cli = cli, .index = { .cli = cli } };
	struct sources sources = { .count = 0 };
	struct count_total *count;
	int status;

	selection_init(&audit.selection);
	audit.index.given = &sources.given;
	audit.options.algorithms = &sources.given;
	audit.options.selection = &audit.selection;
	if (options_take(cli, command, argc, argv, &audit.options, take_option,
			 &sources, &status))
		status = complete(&audit, &sources, argv + optind,
				  argc - optind);
	else
		sources.count = 0;
	for (size_t i = 0; i < sources.count && !status; i++)
		status = read_source(&audit, &sources, sources.paths[i]);
	if (sources.count && !status) {
		count = count_total_start(cli, argv + optind, 1,
					  &audit.selection.walk);
		status = audit_run(&audit);
		count_total_stop(count);
	}
	file_index_free(&audit.index);
	selection_free(&audit.selection);
	return status;
}

const struct command audit_command = {
	.name = "audit",
	.bit = IN_AUDIT,
	.summary = "report what changed in a directory",
	.usage = usage,
	.about = about,
	.notes = notes,
	.operands = "folder",
	.run = run_audit,
};
