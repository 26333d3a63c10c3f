/* SPDX-License-Identifier: MIT */
/* cmd_link.c - `hashlane link`: write ed2k and magnet links. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../lists/format.h"
#include "../run/count_total.h"
#include "../run/file_hasher.h"
#include "../run/run_state.h"
#include "../run/signals.h"
#include "../terminal/message.h"
#include "options.h"
#include "sum_report.h"

#include <string.h>

static const char usage[] = "hashlane link [OPTION]... [--] FILE...";

static const char about[] =
	"Write ed2k and magnet links of files, one a line.\n";

static const char notes[] =
	"\n"
	"The name in a link is the name of the file without its directories.\n"
	"\n"
	"Examples:\n"
	"  hashlane link film.mkv\n"
	"  hashlane link --ed2k -r series > links.txt\n"
	"\n"
	"Exit status: 0 success; 1 a file failed; 2 wrong usage.\n";

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
		.run = &links->sum.options,
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

static int take_option(void *context, struct cli *cli, enum option_id id,
		       const char *value)
{
	struct links *links = context;

	(void)cli;
	(void)value;
	links->ed2k |= id == OPTION_ED2K;
	links->magnet |= id == OPTION_MAGNET;
	links->sum.part_hashes |= id == OPTION_PARTS;
	links->sum.recursive |= id == OPTION_RECURSIVE;
	return STATUS_OK;
}

static int complete(struct links *links, int path_count)
{
	int32_t status = HASHLANE_OK;

	if (!path_count)
		return message_usage(links->sum.cli, "link", "needs a FILE");
	if (!links->ed2k && !links->magnet)
		links->ed2k = links->magnet = true;
	if (links->sum.part_hashes && !links->ed2k)
		return message_usage(links->sum.cli, "--parts",
				     "works only with ed2k links");
	for (size_t i = 0; i < IDS && !status; i++) {
		const struct hashlane_algorithm_spec spec = { .id = ids[i] };
		bool of_ed2k = spec.id == HASHLANE_HASH_ED2K ||
			       spec.id == HASHLANE_HASH_AICH;

		if (of_ed2k || links->magnet)
			status = algorithm_set_add_spec(&links->sum.set,
							&spec);
	}
	return status ? STATUS_FAILED :
			run_options_choose_isa(&links->sum.options,
					       links->sum.cli);
}

static int run_link(struct cli *cli, const struct command *command, int argc,
		    char **argv)
{
	struct links links = {
		.sum = { .cli = cli, .line_end = '\n' },
	};
	struct count_total *count;
	int status;

	if (!options_take(cli, command, argc, argv, &links.sum.options,
			  take_option, &links, &status))
		return status;
	status = complete(&links, argc - optind);
	if (status)
		return status;
	signals_start(cli, !links.sum.options.quiet);
	count = count_total_start(cli, argv + optind, argc - optind,
				  links.sum.recursive ? &walk : NULL);
	status = hash_all(&links, argv + optind, argc - optind);
	count_total_stop(count);
	return status;
}

const struct command link_command = {
	.name = "link",
	.bit = IN_LINK,
	.summary = "write ed2k and magnet links",
	.usage = usage,
	.about = about,
	.notes = notes,
	.operands = "file",
	.run = run_link,
};
