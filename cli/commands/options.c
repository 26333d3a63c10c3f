/* SPDX-License-Identifier: MIT */
/* options.c - the options on a command line, by the table of all options. */
#include "options.h"

#include "../run/selection.h"
#include "../terminal/message.h"
#include "help.h"

#include <stdio.h>
#include <string.h>

/* Values of getopt_long from here on are of options without a letter. */
enum { LONG_ONLY = 0x100 };

static void add_row(struct option_reader *reader, const struct option_row *row)
{
	size_t i = reader->count++;
	char *end = reader->shorts + strlen(reader->shorts);

	reader->rows[i] = row;
	reader->longs[i] = (struct option){
		.name = row->name,
		.has_arg = row->value_optional ? optional_argument :
			   row->value          ? required_argument :
						 no_argument,
		.val = row->letter ? row->letter : LONG_ONLY + (int)i,
	};
	if (!row->letter)
		return;
	*end++ = row->letter;
	if (row->value)
		*end++ = ':';
}

void option_reader_open(struct option_reader *reader,
			const struct command *command, int argc, char **argv)
{
	*reader = (struct option_reader){
		.argc = argc,
		.argv = argv,
		/* A missing value is reported as ':'. */
		.shorts = ":",
	};
	for (size_t i = 0;
	     i < option_table_count && reader->count < OPTIONS_MAX; i++)
		if (option_table[i].commands & command->bit)
			add_row(reader, &option_table[i]);
}

enum option_outcome option_reader_next(struct option_reader *reader,
				       const struct option_row **row)
{
	int got = getopt_long(reader->argc, reader->argv, reader->shorts,
			      reader->longs, NULL);

	if (got == -1)
		return OPTION_END;
	for (size_t i = 0; i < reader->count; i++)
		if (reader->longs[i].val == got) {
			*row = reader->rows[i];
			return OPTION_TAKEN;
		}
	reader->got = got;
	return OPTION_REFUSED;
}

/*
 * The word with the option that getopt_long refused. getopt_long leaves a word
 * of short options only at its end, so that the word may be the one at optind;
 * a byte of a character outside of ASCII is never a known option.
 */
static const char *refused_word(char *const *argv)
{
	const char *word = argv[optind];

	if (optopt < 0 && word && *word == '-' && word[1] != '-' &&
	    strchr(word, (char)optopt))
		return word;
	return argv[optind - 1];
}

/*
 * The options that begin with a word, "--no-cache, --no-hidden"; their number.
 * getopt_long takes a word that one of them begins with.
 */
static size_t find_similar(char *out, size_t room,
			   const struct option_reader *reader,
			   const char *word)
{
	size_t bytes = strcspn(word, "="), used = 0, count = 0;

	*out = 0;
	if (bytes < 3 || strncmp(word, "--", 2) != 0)
		return 0;
	for (size_t i = 0; i < reader->count; i++) {
		const char *name = reader->rows[i]->name;

		if (strncmp(name, word + 2, bytes - 2) != 0)
			continue;
		if (used < room)
			used += (size_t)snprintf(out + used, room - used,
						 "%s--%s", count ? ", " : "",
						 name);
		count++;
	}
	return count;
}

static int refuse(struct cli *cli, const struct option_reader *reader)
{
	char name[3];
	bool is_short = optopt > 0 && optopt < 0x80;
	/* ':' is in the list of letters, and is none. */
	bool is_known = is_short && optopt != ':' &&
			strchr(reader->shorts, optopt);
	bool is_long = reader->got == ':' ?
			       !strncmp(reader->argv[optind - 1], "--", 2) :
			       !is_short || is_known;
	const char *word = is_long ? refused_word(reader->argv) : name;
	const char *reason = "unknown option";
	char similar[512], ambiguous[sizeof(similar) + 32];

	snprintf(name, sizeof(name), "-%c", optopt);
	if (reader->got == ':') {
		reason = "needs a value";
	} else if (optopt >= LONG_ONLY || is_known) {
		reason = "takes no value";
	} else if (!optopt &&
		   find_similar(similar, sizeof(similar), reader, word) > 1) {
		snprintf(ambiguous, sizeof(ambiguous), "is ambiguous: %s",
			 similar);
		reason = ambiguous;
	}
	return message_usage(cli, word, reason);
}

/* Is a value already given that this one would replace? */
static bool is_twice(struct option_reader *reader,
		     const struct option_row *row)
{
	for (size_t i = 0; i < reader->count; i++) {
		bool was = reader->taken[i];

		if (reader->rows[i] != row)
			continue;
		reader->taken[i] = true;
		return was && row->value && !row->repeats;
	}
	return false;
}

static int refuse_twice(struct cli *cli, const struct option_row *row)
{
	char name[64];

	snprintf(name, sizeof(name), "--%s", row->name);
	return message_usage(cli, name, "is given twice");
}

/* An option that selects files; -1: it is none of these. */
static int take_selection(const struct run_options *common, struct cli *cli,
			  enum option_id id, const char *value)
{
	static const struct {
		enum option_id id;
		enum selection_option option;
	} options[] = {
		{ OPTION_INCLUDE, SELECTION_INCLUDE },
		{ OPTION_EXCLUDE, SELECTION_EXCLUDE },
		{ OPTION_MIN_SIZE, SELECTION_MIN_SIZE },
		{ OPTION_MAX_SIZE, SELECTION_MAX_SIZE },
		{ OPTION_NEWER, SELECTION_NEWER },
		{ OPTION_OLDER, SELECTION_OLDER },
	};

	for (size_t i = 0;
	     common->selection && i < sizeof(options) / sizeof(options[0]);
	     i++)
		if (options[i].id == id)
			return selection_take(common->selection, cli,
					      options[i].option, value);
	return -1;
}

/* An option that several subcommands have; -1: it is none of these. */
static int take_common(struct run_options *common, struct cli *cli,
		       enum option_id id, const char *value)
{
	switch (id) {
	case OPTION_ALGORITHM:
		return algorithm_set_add(common->algorithms, cli, value);
	case OPTION_JOBS:
		return run_options_take_jobs(common, cli, value);
	case OPTION_MEMORY:
		return run_options_take_memory(common, cli, value);
	case OPTION_CTIME:
		return run_options_take_ctime(common, cli, value);
	case OPTION_SEQUENTIAL:
		common->reading |= HASHLANE_JOB_SEQUENTIAL;
		return STATUS_OK;
	case OPTION_DROP_CACHE:
		common->reading |= HASHLANE_JOB_DROP_CACHE;
		return STATUS_OK;
	case OPTION_QUIET:
		common->quiet = true;
		return STATUS_OK;
	case OPTION_JSON:
		common->json = true;
		return STATUS_OK;
	default:
		return take_selection(common, cli, id, value);
	}
}

bool options_take(struct cli *cli, const struct command *command, int argc,
		  char **argv, struct run_options *common, option_fn *take,
		  void *context, int *status)
{
	struct option_reader reader;
	const struct option_row *row;
	enum option_outcome outcome;

	option_reader_open(&reader, command, argc, argv);
	while ((outcome = option_reader_next(&reader, &row)) == OPTION_TAKEN) {
		if (row->id == OPTION_HELP) {
			help_write(cli, command);
			*status = STATUS_OK;
			return false;
		}
		*status = is_twice(&reader, row) ?
				  refuse_twice(cli, row) :
				  take_common(common, cli, row->id, optarg);
		if (*status < 0)
			*status = take ? take(context, cli, row->id, optarg) :
					 STATUS_USAGE;
		if (*status)
			return false;
	}
	*status = outcome == OPTION_END ? STATUS_OK : refuse(cli, &reader);
	return !*status;
}

bool options_take_only(struct cli *cli, const struct command *command,
		       int argc, char **argv, struct run_options *common,
		       int *status)
{
	if (!options_take(cli, command, argc, argv, common, NULL, NULL,
			  status))
		return false;
	if (optind == argc)
		return true;
	*status = message_usage(cli, argv[optind], "is one argument too many");
	return false;
}
