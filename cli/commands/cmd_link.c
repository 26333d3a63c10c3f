/* SPDX-License-Identifier: MIT */
/* cmd_link.c - `hashlane link`: write ed2k and magnet links. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../lists/list_output.h"
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
	struct sum sum; /* the algorithms and the options */
	bool ed2k, magnet;
	struct list_output ed2k_list, magnet_list;
};

static bool is_of_ed2k(int32_t id)
{
	return id == HASHLANE_HASH_ED2K || id == HASHLANE_HASH_AICH;
}

static void write_link(struct links *links, const struct item *item,
		       struct list_output *list)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	const char *reason = list_output_write(list, item, &error);

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
		write_link(links, &item, &links->ed2k_list);
	if (links->magnet)
		write_link(links, &item, &links->magnet_list);
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

/* False: no memory. */
static bool open_lists(struct links *links)
{
	struct algorithm_set of_ed2k = { 0 };
	struct hashlane_error error = { .struct_size = sizeof(error) };
	struct list_output_options options = {
		.cli = links->sum.cli,
		.format = HASHLANE_FORMAT_MAGNET,
		.set = &links->sum.set,
		.all = &links->sum.set,
	};
	bool opened = !links->magnet ||
		      list_output_open(&links->magnet_list, &options, &error);

	for (size_t i = 0; i < links->sum.set.count; i++)
		if (is_of_ed2k(links->sum.set.specs[i].id))
			(void)algorithm_set_add_spec(&of_ed2k,
						     &links->sum.set.specs[i]);
	options.format = HASHLANE_FORMAT_ED2K;
	options.flags = links->sum.part_hashes ? HASHLANE_WRITE_PARTS : 0;
	options.set = &of_ed2k;
	if (links->ed2k && opened)
		opened = list_output_open(&links->ed2k_list, &options, &error);
	if (!opened)
		message_text(links->sum.cli, error.message);
	return opened;
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

		if (is_of_ed2k(spec.id) || links->magnet)
			status = algorithm_set_add_spec(&links->sum.set,
							&spec);
	}
	return status || !open_lists(links) ?
		       STATUS_FAILED :
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
	if (!status) {
		signals_start(cli, !links.sum.options.quiet);
		count = count_total_start(cli, argv + optind, argc - optind,
					  links.sum.recursive ? &walk : NULL);
		status = hash_all(&links, argv + optind, argc - optind);
		count_total_stop(count);
	}
	list_output_close(&links.ed2k_list);
	list_output_close(&links.magnet_list);
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
