/* SPDX-License-Identifier: MIT */
/* cmd_link.c - `hashlane link`: links by which others find a file. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../run/count_total.h"
#include "../run/file_hasher.h"
#include "../lists/format.h"
#include "../terminal/message.h"
#include "../run/run_options.h"
#include "../run/run_state.h"
#include "../run/signals.h"

#include <getopt.h>
#include <string.h>

static const char help[] =
	"Usage: hashlane link [OPTION]... [--] FILE...\n"
	"Write ed2k and magnet links of files, one a line.\n"
	"\n"
	"      --ed2k        ed2k links only, with the AICH root\n"
	"      --magnet      magnet links only: TTH, ED2K, AICH, SHA-1\n"
	"      --parts       ed2k links with the digests of parts\n"
	"  -r, --recursive   walk directories; links met are not followed\n"
	"  -j, --jobs N      threads; 0, the default: as many as processors\n"
	"  -q, --quiet       no progress on the terminal\n"
	"  -h, --help        this help\n"
	"\n"
	"The name in a link is the file's own, without its folders.\n"
	"\n"
	"Examples:\n"
	"  hashlane link film.mkv\n"
	"  hashlane link --ed2k -r series > links.txt\n"
	"\n"
	"Exit status: 0 all went well; 1 a file failed; 2 wrong usage.\n";

/* In the order in which magnet links have them. */
static const int32_t ids[] = { HASHLANE_HASH_TTH, HASHLANE_HASH_ED2K,
			       HASHLANE_HASH_AICH, HASHLANE_HASH_SHA1 };

enum { IDS = sizeof(ids) / sizeof(ids[0]) };

struct links {
	struct sum sum; /* what the formats need */
	bool ed2k, magnet;
};

static void write_link(struct links *links, const struct item *item,
		       const char *(*format)(struct sum *sum,
					     const struct item *item))
{
	const char *reason = format(&links->sum, item);

	if (reason)
		message_failure(links->sum.cli, item->name, reason);
}

static void take_result(void *context, const struct file_result *result)
{
	struct links *links = context;
	const char *slash = strrchr(result->path, '/');
	char reason[REASON_BYTES_MAX];
	struct item item = {
		.name = slash ? slash + 1 : result->path,
		.size_bytes = result->size_bytes,
		.digests_valid = result->digests_valid,
		.digests = result->digests,
		.results = result->results,
		.row = result->row,
	};

	if (result->status) {
		item.status = result->status;
		item.name = result->path;
		message_failure(links->sum.cli, result->path,
				sum_reason(reason, &links->sum, &item,
					   result->os_error));
		return;
	}
	if (links->ed2k)
		write_link(links, &item, format_ed2k);
	if (links->magnet)
		write_link(links, &item, format_magnet);
}

static const struct hashlane_walk_options walk = {
	.struct_size = sizeof(walk),
};

static int hash_all(struct links *links, char *const *paths, int path_count)
{
	const struct file_hasher_options options = {
		.cli = links->sum.cli,
		.set = &links->sum.set,
		.workers = links->sum.workers,
		.isa = links->sum.isa,
		.job_flags = links->sum.part_hashes ? HASHLANE_JOB_PARTS : 0,
		.walk = links->sum.recursive ? &walk : NULL,
		.take = take_result,
		.context = links,
	};

	links->sum.hasher = file_hasher_create(&options);
	if (!links->sum.hasher) {
		message_text(links->sum.cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
		return STATUS_FAILED;
	}
	for (int i = 0;
	     i < path_count && !run_state_signal(links->sum.cli->run); i++)
		file_hasher_add(links->sum.hasher, paths[i], 0);
	file_hasher_run(links->sum.hasher);
	file_hasher_destroy(links->sum.hasher);
	return STATUS_OK;
}

enum { ED2K = 0x100, MAGNET, PARTS };

static const char shorts[] = ":rj:qh";
static const struct option options[] = {
	{ "ed2k", no_argument, NULL, ED2K },
	{ "magnet", no_argument, NULL, MAGNET },
	{ "parts", no_argument, NULL, PARTS },
	{ "recursive", no_argument, NULL, 'r' },
	{ "jobs", required_argument, NULL, 'j' },
	{ "quiet", no_argument, NULL, 'q' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static int take_option(struct links *links, const struct command *command,
		       char *const *argv, int got)
{
	switch (got) {
	case ED2K:
		links->ed2k = true;
		return STATUS_OK;
	case MAGNET:
		links->magnet = true;
		return STATUS_OK;
	case PARTS:
		links->sum.part_hashes = true;
		return STATUS_OK;
	case 'r':
		links->sum.recursive = true;
		return STATUS_OK;
	case 'j':
		if (parse_workers(&links->sum.workers, optarg))
			return STATUS_OK;
		return message_usage(links->sum.cli, command, optarg,
				     "not a number of jobs (0 to 1024)");
	case 'q':
		links->sum.quiet = true;
		return STATUS_OK;
	default:
		return message_option(links->sum.cli, command, argv, got,
				      shorts);
	}
}

static int complete(struct links *links, const struct command *command,
		    int path_count)
{
	int32_t status = HASHLANE_OK;

	if (!path_count)
		return message_usage(links->sum.cli, command, "link",
				     "no FILE given");
	if (!links->ed2k && !links->magnet)
		links->ed2k = links->magnet = true;
	if (links->sum.part_hashes && !links->ed2k)
		return message_usage(links->sum.cli, command, "--parts",
				     "only with ed2k links");
	for (size_t i = 0; i < IDS && !status; i++) {
		const struct hashlane_algorithm_spec spec = { .id = ids[i] };
		bool of_ed2k = spec.id == HASHLANE_HASH_ED2K ||
			       spec.id == HASHLANE_HASH_AICH;

		if (of_ed2k || links->magnet)
			status = algorithm_set_add_spec(&links->sum.set,
							&spec);
	}
	return status ? STATUS_FAILED :
			choose_isa(links->sum.cli, &links->sum.isa);
}

static int run_link(struct cli *cli, const struct command *command, int argc,
		    char **argv)
{
	struct links links = {
		.sum = { .cli = cli, .line_end = '\n' },
	};
	struct count_total *count;
	int got, status;

	while ((got = getopt_long(argc, argv, shorts, options, NULL)) != -1) {
		if (got == 'h')
			return show_help(cli, command);
		status = take_option(&links, command, argv, got);
		if (status)
			return status;
	}
	status = complete(&links, command, argc - optind);
	if (status)
		return status;
	signals_start(cli, !links.sum.quiet);
	count = count_total_start(cli, argv + optind, argc - optind,
				  links.sum.recursive ? &walk : NULL);
	status = hash_all(&links, argv + optind, argc - optind);
	count_total_stop(count);
	return status;
}

const struct command link_command = {
	.name = "link",
	.summary = "ed2k and magnet links",
	.help = help,
	.run = run_link,
};
