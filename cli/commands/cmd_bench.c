/* SPDX-License-Identifier: MIT */
/* cmd_bench.c - `hashlane bench`: measure the speed of this machine. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../run/run_state.h"
#include "../run/signals.h"
#include "../terminal/message.h"
#include "bench.h"
#include "options.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const char usage[] = "hashlane bench [OPTION]... [DIR]";

static const char about[] =
	"Measure this machine: each algorithm on one core, with one stream and with\n"
	"many side by side. With DIR, also measure how fast its files are read by one\n"
	"thread and hashed by all threads.\n";

static const char notes[] =
	"\n"
	"The streams are 1 MiB, or 64 of 16 KiB; the best of several runs counts.\n"
	"DIR is read twice beforehand, so that its files are in memory if they fit.\n"
	"\n"
	"Examples:\n"
	"  hashlane bench\n"
	"  hashlane bench -a md5,sha1,sha256 ~/photos\n"
	"\n"
	"Exit status: 0 success; 1 a file failed; 2 wrong usage.\n";

enum { WIDTH = 80, TEXT_COLUMNS = 36, NAME_COLUMNS = 17 };

struct bench {
	struct cli *cli;
	struct algorithm_set set;
	struct run_options options;
	const char *folder;
	struct bench_speed speeds[HASHLANE_MAX_ALGORITHMS];
	struct bench_folder read; /* where there is a folder */
};

static const char *isa_in_use(int32_t isa)
{
	struct hashlane_kernel_info info = { .struct_size = sizeof(info) };

	/* The instruction set of the widest kernel of the first core. */
	if (isa != HASHLANE_ISA_AUTO)
		return hashlane_isa_get_name(isa);
	for (size_t i = HASHLANE_ISA_NEON; i > HASHLANE_ISA_AUTO; i--)
		if (!hashlane_isa_check((int32_t)i) &&
		    !hashlane_kernel_get_at(&info, 0, (int32_t)i))
			return hashlane_isa_get_name((int32_t)i);
	return hashlane_isa_get_name(isa);
}

static size_t bar_columns(const struct cli *cli)
{
	struct winsize size;
	size_t width = WIDTH;

	if (!ioctl(cli->out.fd, TIOCGWINSZ, &size) && size.ws_col > 0)
		width = size.ws_col;
	return width > TEXT_COLUMNS + 10 ? width - TEXT_COLUMNS - 1 : 10;
}

static bool has_colour(const struct cli *cli)
{
	const char *no = getenv("NO_COLOR");

	return isatty(cli->out.fd) && (!no || !*no);
}

/* "NAME   one  1.23 GB/s ####" */
static void write_bar(struct bench *bench, const char *name, const char *what,
		      double speed, double most)
{
	struct output *out = &bench->cli->out;
	bool colour = has_colour(bench->cli);
	char head[96];
	size_t columns = bar_columns(bench->cli), filled = 0;

	if (most > 0)
		filled = (size_t)(speed / most * (double)columns + 0.5);
	snprintf(head, sizeof(head), "%-*s%-5s%8.3f GB/s ", NAME_COLUMNS, name,
		 what, speed);
	output_text(out, head);
	output_raw(out, colour ? "\033[32m" : "");
	for (size_t i = 0; i < filled; i++)
		output_text(out, "#");
	output_raw(out, colour ? "\033[0m" : "");
	output_line(out, '\n');
}

static void write_text(struct bench *bench)
{
	const struct algorithm_set *set = &bench->set;
	char line[160];
	double most = 0;

	for (size_t i = 0; i < set->count; i++) {
		const struct bench_speed *speed = &bench->speeds[i];

		most = speed->one > most ? speed->one : most;
		most = speed->many > most ? speed->many : most;
	}
	for (size_t i = 0; i < set->count; i++) {
		write_bar(bench, set->algorithms[i].name, "one",
			  bench->speeds[i].one, most);
		write_bar(bench, "", "many", bench->speeds[i].many, most);
	}
	if (!bench->folder)
		return;
	most = bench->read.read > bench->read.hashed ? bench->read.read :
						       bench->read.hashed;
	write_bar(bench, "folder", "read", bench->read.read, most);
	write_bar(bench, "", "hash", bench->read.hashed, most);
	snprintf(line, sizeof(line),
		 "%.0f files, %.3f GB: %.0f files/s read, %.0f files/s hashed",
		 (double)bench->read.files, (double)bench->read.bytes / 1e9,
		 bench->read.files_read, bench->read.files_hashed);
	output_text(&bench->cli->out, line);
	output_line(&bench->cli->out, '\n');
}

static json_t *folder_object(const struct bench_folder *folder)
{
	return json_pack("{s:I, s:I, s:f, s:f, s:f, s:f}", "files",
			 (json_int_t)folder->files, "bytes",
			 (json_int_t)folder->bytes, "read_gbps", folder->read,
			 "hashed_gbps", folder->hashed,
			 "files_read_per_second", folder->files_read,
			 "files_hashed_per_second", folder->files_hashed);
}

static bool write_json(struct bench *bench)
{
	json_t *list = json_array(), *object;
	char *text = NULL;

	for (size_t i = 0; i < bench->set.count; i++)
		json_array_append_new(
			list, json_pack("{s:s, s:f, s:f}", "name",
					bench->set.algorithms[i].name,
					"one_gbps", bench->speeds[i].one,
					"many_gbps", bench->speeds[i].many));
	object = json_pack("{s:s, s:s, s:s, s:o}", "version",
			   hashlane_library_get_version(), "compiler",
			   hashlane_library_get_compiler(), "isa",
			   isa_in_use(bench->options.isa), "algorithms", list);
	if (object && bench->folder)
		json_object_set_new(object, "folder",
				    folder_object(&bench->read));
	if (object)
		text = json_dumps(object, JSON_REAL_PRECISION(6));
	json_decref(object);
	if (!text)
		return false;
	output_json(&bench->cli->out, text, strlen(text));
	output_line(&bench->cli->out, '\n');
	free(text);
	return true;
}

static int measure(struct bench *bench)
{
	struct algorithm_set sha256 = { .count = 0 };
	const struct algorithm_set *set = &bench->set;
	int32_t status = HASHLANE_OK;

	for (size_t i = 0; i < set->count && !status; i++) {
		if (run_state_signal(bench->cli->run))
			return STATUS_FAILED;
		status = bench_algorithm(&bench->speeds[i], &set->specs[i],
					 bench->options.isa);
	}
	if (bench->folder && !status) {
		const struct hashlane_algorithm_spec spec = {
			.id = HASHLANE_HASH_SHA256,
		};

		/*
		 * The speed of all algorithms at once says little about a
		 * folder.
		 */
		if (set->count == hashlane_algorithm_get_count() &&
		    !algorithm_set_add_spec(&sha256, &spec))
			set = &sha256;
		status = bench_folder(&bench->read, bench->cli, set,
				      bench->folder, bench->options.workers,
				      bench->options.isa);
	}
	if (!status && !bench->options.json)
		write_text(bench);
	else if (!status && !write_json(bench))
		status = HASHLANE_NO_MEMORY;
	if (!status)
		return STATUS_OK;
	if (!run_state_signal(bench->cli->run))
		message_text(bench->cli, hashlane_status_get_text(status));
	return STATUS_FAILED;
}

/* Check the folder before the measurement, which takes long. */
static bool check_folder(const struct bench *bench)
{
	DIR *folder = opendir(bench->folder);

	if (folder)
		closedir(folder);
	else
		message_about(bench->cli, bench->folder, message_errno(errno));
	return folder;
}

static int run_bench(struct cli *cli, const struct command *command, int argc,
		     char **argv)
{
	struct bench bench = { .cli = cli };
	int status;

	bench.options.algorithms = &bench.set;
	if (!options_take(cli, command, argc, argv, &bench.options, NULL, NULL,
			  &status))
		return status;
	if (argc - optind > 1)
		return message_usage(cli, argv[optind + 1],
				     "is one DIR too many");
	bench.folder = argv[optind];
	if (bench.folder && !check_folder(&bench))
		return STATUS_FAILED;
	if (!bench.set.count)
		status = algorithm_set_add(&bench.set, cli, "all");
	if (!status)
		status = run_options_choose_isa(&bench.options, cli);
	if (status)
		return status;
	signals_start(cli, false);
	return measure(&bench);
}

const struct command bench_command = {
	.name = "bench",
	.bit = IN_BENCH,
	.summary = "measure the speed of this machine",
	.usage = usage,
	.about = about,
	.notes = notes,
	.operands = "folder",
	.run = run_bench,
};
