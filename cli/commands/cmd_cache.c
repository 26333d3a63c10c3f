/* SPDX-License-Identifier: MIT */
/* cmd_cache.c - `hashlane cache`: show its content, and prune it. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../cache/cache.h"
#include "../cache/cache_state.h"
#include "../lists/json_path.h"
#include "../run/run_state.h"
#include "../run/signals.h"
#include "../terminal/message.h"
#include "cmd_cache_clear.h"
#include "cmd_cache_import.h"
#include "cmd_cache_verify.h"
#include "options.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
	"hashlane cache [OPTION]... stats | prune | verify | clear |\n"
	"                                  import LIST...";

static const char about[] =
	"Maintain the digests that hashlane sum --cache remembers.\n"
	"\n"
	"  stats        show the path of the cache and how many files and digests\n"
	"               it has\n"
	"  prune        forget files that are gone or have changed\n"
	"  verify       hash the files again and compare; wrong entries are reported\n"
	"               and forgotten\n"
	"  clear        forget all files; a damaged cache is removed\n"
	"  import LIST  learn the digests in a list of checksums. A file is skipped if\n"
	"               it may have changed since: its time of modification is not\n"
	"               that in the list or, if the list has none, is later than the\n"
	"               list\n";

static const char notes[] =
	"\n"
	"The cache is in $XDG_CACHE_HOME/hashlane, or else ~/.cache/hashlane. A file\n"
	"is known by its file system, inode, size, time of modification and time of\n"
	"status change. hashlane check and audit do not use the cache.\n"
	"\n"
	"Examples:\n"
	"  hashlane sum --cache -r ~/music > music.sha256\n"
	"  hashlane cache import SHA256SUMS\n"
	"  hashlane cache prune\n"
	"\n"
	"Exit status: 0 success; 1 something failed; 2 wrong usage.\n";

struct counts {
	uint64_t files, digests, damaged, unfinished;
	uint64_t of[HASHLANE_MAX_ALGORITHMS]; /* by the algorithm's index */
};

static bool count_row(void *context, const struct cache_row *row)
{
	struct counts *counts = context;
	size_t known = hashlane_algorithm_get_count();

	counts->files++;
	counts->damaged += !row->intact;
	counts->digests += row->count;
	for (size_t i = 0; i < row->count; i++) {
		struct hashlane_algorithm_info info = {
			.struct_size = sizeof(info),
		};

		for (size_t k = 0; k < known && k < HASHLANE_MAX_ALGORITHMS;
		     k++)
			if (!hashlane_algorithm_get_at(&info, k) &&
			    info.id == row->specs[i].id)
				counts->of[k]++;
	}
	return true;
}

static const char *name_at(size_t index)
{
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };

	return hashlane_algorithm_get_at(&info, index) ? "unknown" : info.name;
}

static void write_text(struct cli *cli, const char *place,
		       const struct counts *counts, uint64_t bytes)
{
	char line[160];

	output_text(&cli->out, place);
	output_line(&cli->out, '\n');
	snprintf(line, sizeof(line),
		 "%" PRIu64 " files, %" PRIu64 " digests, %" PRIu64
		 " damaged, %" PRIu64 " unfinished, %" PRIu64 " bytes",
		 counts->files, counts->digests, counts->damaged,
		 counts->unfinished, bytes);
	output_text(&cli->out, line);
	output_line(&cli->out, '\n');
	for (size_t i = 0; i < HASHLANE_MAX_ALGORITHMS; i++) {
		if (!counts->of[i])
			continue;
		snprintf(line, sizeof(line), "  %-16s %" PRIu64, name_at(i),
			 counts->of[i]);
		output_text(&cli->out, line);
		output_line(&cli->out, '\n');
	}
}

static bool write_json(struct cli *cli, const char *place,
		       const struct counts *counts, uint64_t bytes)
{
	json_t *of = json_object(), *object = json_object(), *numbers;
	char *text = NULL;

	for (size_t i = 0; i < HASHLANE_MAX_ALGORITHMS; i++)
		if (counts->of[i])
			json_object_set_new(
				of, name_at(i),
				json_integer((json_int_t)counts->of[i]));
	numbers = json_pack("{s:I, s:I, s:I, s:I, s:I, s:o}", "files",
			    (json_int_t)counts->files, "digests",
			    (json_int_t)counts->digests, "damaged",
			    (json_int_t)counts->damaged, "unfinished",
			    (json_int_t)counts->unfinished, "bytes",
			    (json_int_t)bytes, "algorithms", of);
	if (object && numbers && !json_set_path(object, place) &&
	    !json_object_update(object, numbers))
		text = json_dumps(object, 0);
	json_decref(object);
	json_decref(numbers);
	if (!text)
		return false;
	output_json(&cli->out, text, strlen(text));
	output_line(&cli->out, '\n');
	free(text);
	return true;
}

static int show_stats(struct cli *cli, struct cache *cache, bool json)
{
	struct counts counts = { 0 };
	uint64_t files, bytes;

	if (!cache_size(cache, &files, &bytes) ||
	    !cache_each(cache, count_row, &counts) ||
	    !cache_state_count(cache, &counts.unfinished))
		return STATUS_FAILED;
	if (!json) {
		write_text(cli, cache_place(cache), &counts, bytes);
	} else if (!write_json(cli, cache_place(cache), &counts, bytes)) {
		message_text(cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
		return STATUS_FAILED;
	}
	return counts.damaged ? STATUS_FAILED : STATUS_OK;
}

/* Rows to be forgotten. */
struct stale {
	struct identity *identities;
	size_t count, room;
	bool no_memory;
	struct cli *cli;
	uint64_t seen;
};

/* Report how many rows were examined before a signal. */
static int tell_seen(const struct stale *stale)
{
	char line[96];

	snprintf(line, sizeof(line),
		 "not finished: %" PRIu64 " files examined, none forgotten",
		 stale->seen);
	message_text(stale->cli, line);
	return STATUS_FAILED;
}

static bool take_stale(void *context, const struct cache_row *row)
{
	struct stale *stale = context;

	if (run_state_signal(stale->cli->run))
		return false;
	stale->seen++;
	if (row->intact && row->path &&
	    !cache_stale(&row->identity, row->path))
		return true;
	if (stale->count == stale->room) {
		size_t room = stale->room * 2 + 256;
		struct identity *more = realloc(stale->identities,
						room * sizeof(*more));

		stale->no_memory = !more;
		if (!more)
			return false;
		stale->identities = more;
		stale->room = room;
	}
	stale->identities[stale->count++] = row->identity;
	return true;
}

static int prune(struct cli *cli, struct cache *cache)
{
	struct stale stale = { .cli = cli };
	char line[64];
	bool done = cache_each(cache, take_stale, &stale);

	if (stale.no_memory)
		message_text(cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
	else if (done && !signals_commit(cli->signals)) {
		free(stale.identities);
		return tell_seen(&stale);
	}
	done = done && !stale.no_memory &&
	       cache_forget(cache, stale.identities, stale.count) &&
	       cache_state_prune(cache);
	free(stale.identities);
	if (!done || stale.no_memory)
		return STATUS_FAILED;
	snprintf(line, sizeof(line), "%zu files forgotten", stale.count);
	output_text(&cli->out, line);
	output_line(&cli->out, '\n');
	return STATUS_OK;
}

struct asked {
	struct run_options options;
	bool jobs; /* -j was given */
	const char *word;
	char *const *lists;
	int list_count;
	struct algorithm_set given;
};

static int run_word(struct cli *cli, const struct asked *asked)
{
	struct cache *cache;
	int status;

	if (!strcmp(asked->word, "clear"))
		return cache_clear_user(cli);
	cache = cache_open(cli, NULL);
	if (!cache)
		return STATUS_FAILED;
	if (!strcmp(asked->word, "stats"))
		status = show_stats(cli, cache, asked->options.json);
	else if (!strcmp(asked->word, "prune"))
		status = prune(cli, cache);
	else if (!strcmp(asked->word, "verify"))
		status = cache_verify(cli, cache, asked->options);
	else
		status = cache_import(cli, cache, &asked->given, asked->lists,
				      asked->list_count);
	if (cache_failed(cache))
		status = STATUS_FAILED;
	cache_close(cache);
	return status;
}

/* STATUS_OK or STATUS_USAGE. */
static int check_words(struct cli *cli, struct asked *asked, int argc,
		       char **argv)
{
	static const char *const words[] = { "stats", "prune", "verify",
					     "clear", "import" };
	bool known = false, import;

	if (optind == argc)
		return message_usage(cli, "cache",
				     "needs one of stats, prune, verify, "
				     "clear, import");
	asked->word = argv[optind++];
	asked->lists = argv + optind;
	asked->list_count = argc - optind;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		known |= !strcmp(asked->word, words[i]);
	if (!known)
		return message_usage(cli, asked->word,
				     "is not one of stats, prune, verify, "
				     "clear, import");
	import = !strcmp(asked->word, "import");
	if (import && !asked->list_count)
		return message_usage(cli, asked->word, "needs a LIST");
	if (!import && asked->list_count)
		return message_usage(cli, asked->lists[0],
				     "is one argument too many");
	if (!import && asked->given.count)
		return message_usage(cli, "-a", "works only with import");
	if (asked->jobs && strcmp(asked->word, "verify") != 0)
		return message_usage(cli, "-j", "works only with verify");
	if (asked->options.json && strcmp(asked->word, "stats") != 0)
		return message_usage(cli, "--json", "works only with stats");
	return STATUS_OK;
}

static int run_cache(struct cli *cli, const struct command *command, int argc,
		     char **argv)
{
	struct asked asked = { .word = "", .options = { .workers = -1 } };
	int status;

	asked.options.algorithms = &asked.given;
	if (!options_take(cli, command, argc, argv, &asked.options, NULL, NULL,
			  &status))
		return status;
	asked.jobs = asked.options.workers >= 0;
	if (!asked.jobs)
		asked.options.workers = 0;
	status = check_words(cli, &asked, argc, argv);
	if (status)
		return status;
	signals_start(cli,
		      !asked.options.quiet && !strcmp(asked.word, "verify"));
	return run_word(cli, &asked);
}

const struct command cache_command = {
	.name = "cache",
	.bit = IN_CACHE,
	.summary = "maintain remembered digests",
	.usage = usage,
	.about = about,
	.notes = notes,
	.operands = "=stats prune verify clear import",
	.run = run_cache,
};
