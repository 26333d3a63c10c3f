/* SPDX-License-Identifier: MIT */
/* cmd_update.c - `hashlane update`: bring a list up to date. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../cache/cache.h"
#include "../lists/format.h"
#include "../lists/index_list.h"
#include "../lists/listed_path.h"
#include "../lists/escaped_name.h"
#include "../run/count_total.h"
#include "../run/replace_file.h"
#include "../run/run_state.h"
#include "../run/signals.h"
#include "../terminal/message.h"
#include "options.h"
#include "sum_report.h"
#include "update_replace.h"
#include "update_settle.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char usage[] = "hashlane update [OPTION]... LIST DIR";

static const char about[] =
	"Bring a list of checksums up to date with the files below DIR. New files are\n"
	"hashed and added at its end; the entries of other files stay byte for byte,\n"
	"and files that have changed or are gone are reported. LIST is replaced in\n"
	"one step at the end.\n";

static const char notes[] =
	"\n"
	"A file is unchanged if it has the size and time of modification in LIST (JSON\n"
	"and CSV lists made with --mtime), or if the cache knows it. All other files\n"
	"are hashed. New entries have the format and all algorithms of the list, and\n"
	"their names are written as its first name is. LIST gets no entry of itself.\n"
	"\n"
	"A list stays unchanged if it is signed, mixes formats, has digests of parts\n"
	"or columns of another tool, if none of its names leads to a file, or if its\n"
	"algorithm is only guessed by the length of its digests, and no file matches\n"
	"it and no other one.\n"
	"\n"
	"Examples:\n"
	"  hashlane sum --format json --mtime -r photos > photos.json\n"
	"  hashlane update --accept-changes photos.json photos\n"
	"  hashlane update --cache --base list /srv/mirror/SHA256SUMS /srv/mirror\n"
	"\n"
	"Exit status: 0 success; 1 a file failed, has changed or is gone, or a line\n"
	"cannot be read; 2 wrong usage, or the list stays unchanged.\n";

/* Report the entries that the new list does not have any more. */
static void name_lost(const struct update *update, struct cli *cli)
{
	for (size_t i = 0; i < update->index.count; i++) {
		enum fate fate = update->outcomes[i].fate;
		const char *name = update->index.files[i].name;

		if (fate < REPLACED)
			continue;
		if (name_needs_escape(name))
			output_text(&cli->out, "\\");
		output_text(&cli->out,
			    fate == REPLACED ? "replaced  " : "removed   ");
		output_escaped(&cli->out, name);
		output_line(&cli->out, '\n');
	}
}

static int summarise(struct update *update, struct cli *cli)
{
	char line[160];
	int bytes;

	bytes = snprintf(line, sizeof(line),
			 "%" PRIu64 " kept, %" PRIu64 " hashed, %" PRIu64
			 " gone",
			 update->kept, update->hashed, update->gone);
	if (update->changed)
		bytes += snprintf(line + bytes, sizeof(line) - (size_t)bytes,
				  ", %" PRIu64 " changed", update->changed);
	if (update->left_out)
		snprintf(line + bytes, sizeof(line) - (size_t)bytes,
			 "; %" PRIu64 " left out", update->left_out);
	if (!update->sum.options.quiet) {
		name_lost(update, cli);
		output_text(&cli->out, line);
		output_line(&cli->out, '\n');
	}
	return STATUS_OK;
}

static bool has_news(const struct update *update)
{
	bool news = update->added;

	for (size_t i = 0; i < update->index.count && !news; i++)
		news = update->outcomes[i].fate >= REPLACED;
	return news;
}

static int refuse(const struct update *update, struct cli *cli,
		  const char *loss)
{
	char text[REASON_BYTES_MAX];

	snprintf(text, sizeof(text), "is not replaced: %s", loss);
	message_about(cli, update->list, text);
	return STATUS_USAGE;
}

/* Collect lines in a temporary file; false: errno says why. */
static bool open_lines(struct cli *lines, const struct cli *cli)
{
	FILE *file = tmpfile();

	*lines = (struct cli){
		.err = { .fd = cli->err.fd, .screen = cli->err.screen },
		.out = { .fd = file ? dup(fileno(file)) : -1 },
		.run = cli->run,
		.screen = cli->screen,
		.signals = cli->signals,
		.program = cli->program,
	};
	if (file)
		(void)fclose(file);
	return lines->out.fd >= 0;
}

/* Hash, compare and report differences. If not STATUS_OK, write nothing. */
static int find_news(struct update *update, struct cli *cli)
{
	update->sum.cli = &update->out;
	update_hash(update);
	output_flush(&update->out.out);
	if (update->no_memory || run_state_signal(cli->run))
		return STATUS_FAILED;
	update_settle(update);
	cli->failed |= update->out.failed | update->again.failed;
	if (update->loss)
		return refuse(update, cli, update->loss);
	if (!update->out.out.os_error && !update->again.out.os_error)
		return STATUS_OK;
	message_failure(cli, update->list,
			message_errno(update->out.out.os_error ?
					      update->out.out.os_error :
					      update->again.out.os_error));
	return STATUS_FAILED;
}

static int write_list(struct update *update, struct cli *cli)
{
	int status = STATUS_FAILED;

	update->outcomes = calloc(update->index.count + 1,
				  sizeof(*update->outcomes));
	if (!open_lines(&update->out, cli) ||
	    !open_lines(&update->again, cli) || !update->outcomes)
		message_failure(cli, update->list, message_errno(errno));
	else
		status = find_news(update, cli);
	if (!status && has_news(update))
		status = update_replace(update, cli);
	if (update->no_memory)
		message_text(cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
	output_close(&update->out.out);
	output_close(&update->again.out);
	return status ? status : summarise(update, cli);
}

/*
 * The format for new lines; HASHLANE_FORMAT_AUTO: the list mixes formats. If only some
 * lines have tags, new lines get tags: a bare digest might be read as one of
 * another algorithm.
 */
static int32_t common_format(uint32_t formats)
{
	int32_t format = 0;

	if (formats == (1U << HASHLANE_FORMAT_GNU | 1U << HASHLANE_FORMAT_BSD))
		return HASHLANE_FORMAT_BSD;
	if (formats & (formats - 1))
		return HASHLANE_FORMAT_AUTO;
	while (formats >>= 1)
		format++;
	return format;
}

/* NULL, or why a list of this kind cannot be updated. */
static const char *find_loss(struct update *update)
{
	const struct file_index *index = &update->index;

	if (index->is_signed)
		return "it is signed";
	if (index->has_parts)
		return "it has digests of parts";
	update->sum.format = common_format(index->formats);
	if (update->sum.format == HASHLANE_FORMAT_AUTO)
		return "it mixes formats";
	return index->unwritable;
}

/* Find the format and the algorithms of the list. STATUS_OK or STATUS_USAGE. */
static int take_form(struct update *update, struct cli *cli)
{
	struct file_index *index = &update->index;
	const char *loss, *name;

	if (!index->count && !index->has_parts) {
		message_about(cli, update->list,
			      "has no digest that shows the algorithm");
		return STATUS_USAGE;
	}
	loss = find_loss(update);
	if (loss)
		return refuse(update, cli, loss);
	name = index->first_name;
	update->style = *name == '/'            ? FROM_ROOT :
			!strncmp(name, "./", 2) ? FROM_DOT :
						  PLAIN;
	update->sum.set = index->set;
	if (index->columns) {
		update->sum.set.count = update->sum.set.row_bytes = 0;
		for (size_t i = 0; i < index->columns; i++)
			(void)algorithm_set_add_spec(&update->sum.set,
						     &index->set.specs[i]);
	}
	update->sum.mtime = update->sum.format == HASHLANE_FORMAT_JSON ||
			    index->mtime;
	file_index_complete_set(index);
	return STATUS_OK;
}

/* Open the file that the list's path leads to now; NULL, or what is wrong. */
static const char *open_list(struct update *update)
{
	struct stat st;

	update->lock = open(update->list,
			    O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (update->lock < 0 || fstat(update->lock, &st))
		return message_errno(errno);
	if (!S_ISREG(st.st_mode))
		return hashlane_status_get_text(HASHLANE_NOT_REGULAR);
	identity_of(&update->old, &st);
	return NULL;
}

/*
 * Lock the list against other updates until it is replaced. Not every file
 * system has locks, so the list is also compared before it is replaced.
 */
static const char *lock_list(struct update *update, struct cli *cli)
{
	const char *reason = open_list(update);
	struct identity now;

	while (!reason && !run_state_signal(cli->run)) {
		if (flock(update->lock, LOCK_EX | LOCK_NB) &&
		    errno == EWOULDBLOCK) {
			if (!update->sum.options.quiet)
				message_about(cli, update->list,
					      "is locked by another process; "
					      "waiting");
			while (flock(update->lock, LOCK_EX) && errno == EINTR)
				continue;
		}
		if (!identity_read(&now, update->list))
			return errno ? message_errno(errno) :
				       hashlane_status_get_text(
					       HASHLANE_NOT_REGULAR);
		if (now.device == update->old.device &&
		    now.inode == update->old.inode) {
			update->old = now;
			return NULL;
		}
		/* The list was replaced while another process had the lock. */
		close(update->lock);
		reason = open_list(update);
	}
	return reason;
}

static int read_list(struct update *update, struct cli *cli)
{
	const char *reason = lock_list(update, cli);
	char *base;
	int status;

	if (reason) {
		message_about(cli, update->list, reason);
		return STATUS_USAGE;
	}
	base = listed_path_base(update->base, update->list);
	update->here = base ? listed_path_make(NULL, base) : NULL;
	free(base);
	update->no_memory = !update->here;
	if (update->no_memory)
		return STATUS_FAILED;
	file_index_add_streams(&update->index);
	status = index_list_read(&update->index, update->list, update->here);
	/*
	 * STATUS_USAGE says that the list stays unchanged, whatever the
	 * reason.
	 */
	if (status)
		return STATUS_USAGE;
	status = take_form(update, cli);
	update->no_memory = !status && !file_index_sort(&update->index);
	return status;
}

/* Does any name in the list lead to a file? */
static bool leads_somewhere(const struct file_index *index)
{
	struct stat st;

	for (size_t i = 0; i < index->count; i++)
		if (!stat(index->files[i].path, &st) || errno == ENAMETOOLONG)
			return true;
	return false;
}

/* Refuse a list made in another folder: all files would be added again. */
static int find_folder(struct update *update, struct cli *cli)
{
	bool some;

	update->no_memory = !file_index_enter(&update->index, update->folder,
					      &some);
	if (update->no_memory || leads_somewhere(&update->index))
		return STATUS_OK;
	return refuse(
		update, cli,
		"none of its names leads to a file "
		"(names are relative to the current directory; see --base)");
}

static int run_all(struct update *update, struct cli *cli)
{
	int status = read_list(update, cli);

	if (!status && !update->no_memory)
		status = find_folder(update, cli);
	if (update->no_memory) {
		message_text(cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
		return STATUS_FAILED;
	}
	if (status)
		return status;
	if (update->sum.cached)
		update->sum.caches[0] = cache_open(cli, NULL);
	status = write_list(update, cli);
	cache_close(update->sum.caches[0]);
	return status;
}

static bool is_list(const struct update *update, int fd)
{
	struct stat st, list;

	return !fstat(fd, &st) && !stat(update->list, &list) &&
	       S_ISREG(st.st_mode) && st.st_dev == list.st_dev &&
	       st.st_ino == list.st_ino;
}

/* Refuse a descriptor of this process: it would be written while it is read. */
static int refuse_own(const struct update *update, struct cli *cli)
{
	/* The message must not be written to the list either. */
	if (is_list(update, cli->err.fd))
		cli->err.fd = is_list(update, STDOUT_FILENO) ? -1 :
							       STDOUT_FILENO;
	return refuse(update, cli,
		      "it is standard output, standard error or another "
		      "descriptor of the command");
}

static int check_words(struct update *update, struct cli *cli,
		       char *const *words, int count)
{
	struct stat st;

	if (count != 2)
		return message_usage(cli, "update", "needs LIST and DIR");
	if (update->only_new &&
	    (update->accept_changes || update->accepted_count))
		return message_usage(cli, "--only-new",
				     "reads no files that --accept-changes "
				     "or --accept would accept");
	if (selection_check(&update->selection, cli))
		return STATUS_USAGE;
	update->list = words[0];
	update->folder = words[1];
	if (own_descriptor(update->list) >= 0)
		return refuse_own(update, cli);
	if (!stat(update->folder, &st) && !S_ISDIR(st.st_mode))
		errno = ENOTDIR;
	else if (!stat(update->folder, &st))
		return run_options_choose_isa(&update->sum.options, cli);
	message_about(cli, update->folder, message_errno(errno));
	return STATUS_USAGE;
}

/* Append a FILE of --accept; STATUS_OK or STATUS_FAILED. */
static int add_accepted(struct update *update, struct cli *cli,
			const char *value)
{
	const char **more = realloc(update->accepted, (update->accepted_count +
						       1) * sizeof(*more));

	if (!more) {
		message_text(cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
		return STATUS_FAILED;
	}
	update->accepted = more;
	update->accepted[update->accepted_count++] = value;
	return STATUS_OK;
}

static int take_option(void *context, struct cli *cli, enum option_id id,
		       const char *value)
{
	struct update *update = context;

	if (id == OPTION_ACCEPT)
		return add_accepted(update, cli, value);
	if (id == OPTION_BASE)
		update->base = value;
	update->sum.cached |= id == OPTION_CACHE;
	update->prune |= id == OPTION_PRUNE;
	update->accept_changes |= id == OPTION_ACCEPT_CHANGES;
	update->only_new |= id == OPTION_ONLY_NEW;
	return STATUS_OK;
}

static int run_update(struct cli *cli, const struct command *command, int argc,
		      char **argv)
{
	struct update update = {
		.sum = { .cli = cli, .line_end = '\n' },
		.index = { .cli = cli },
		.list = "",
		.lock = -1,
	};
	bool runs;
	int status;
	struct count_total *count;

	update.index.given = &update.given;
	update.sum.options.algorithms = &update.given;
	update.sum.options.selection = &update.selection;
	selection_init(&update.selection);
	runs = options_take(cli, command, argc, argv, &update.sum.options,
			    take_option, &update, &status);
	if (runs)
		status = check_words(&update, cli, argv + optind,
				     argc - optind);
	if (runs && !status) {
		signals_start(cli, !update.sum.options.quiet);
		count = count_total_start(cli, argv + optind + 1, 1,
					  &update.selection.walk);
		status = run_all(&update, cli);
		count_total_stop(count);
	}
	if (update.lock >= 0)
		close(update.lock);
	file_index_free(&update.index);
	free(update.outcomes);
	free(update.accepted);
	free(update.here);
	selection_free(&update.selection);
	return status;
}

const struct command update_command = {
	.name = "update",
	.bit = IN_UPDATE,
	.summary = "bring a list up to date",
	.usage = usage,
	.about = about,
	.notes = notes,
	.operands = "file",
	.run = run_update,
};
