/* SPDX-License-Identifier: MIT */
/* cmd_update.c - `hashlane update`: a list brought up to date. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../cache/cache.h"
#include "../run/count_total.h"
#include "../lists/format.h"
#include "../lists/list_edit.h"
#include "../terminal/message.h"
#include "../lists/name_escape.h"
#include "../run/replace_file.h"
#include "../run/run_options.h"
#include "update.h"
#include "../run/run_state.h"
#include "../run/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char help[] =
	"Usage: hashlane update [OPTION]... LIST DIR\n"
	"Bring a list of checksums up to date with the files below DIR: those that\n"
	"are new are hashed and added at its end. What the list says of others\n"
	"stays, byte for byte; files that have changed or are gone are named.\n"
	"LIST is replaced when all is done, in one step.\n"
	"\n"
	"  -a, --algorithm LIST\n"
	"                  the algorithms that digests without a tag are of\n"
	"      --base DIR  names are relative to DIR, not to the current folder;\n"
	"                  DIR list: to the folder of LIST\n"
	"      --prune     remove the entries of files that are gone, unless their\n"
	"                  folder is empty, as one that is not mounted\n"
	"      --accept-changes\n"
	"                  replace the entries of files that have another size or\n"
	"                  time of modification than LIST says\n"
	"      --accept FILE\n"
	"                  replace the entry of FILE, a path from the current\n"
	"                  folder or a name as in LIST, if it has changed,\n"
	"                  whatever LIST says of its size and time; it is hashed;\n"
	"                  may be given again\n"
	"      --cache     ask and keep the cache; see hashlane cache\n"
	"  -j, --jobs N    threads; 0, the default: as many as processors\n"
	"      --sequential\n"
	"                  one file at a time, as with -j1\n"
	"      --drop-cache\n"
	"                  keep nothing in the page cache that was not there\n"
	"      --ctime USE\n"
	"                  whether the status time tells of changes: auto,\n"
	"                  strict or ignore\n"
	"  -q, --quiet     no progress on the terminal, no summary\n"
	"  -h, --help      this help\n"
	"\n"
	"A file is unchanged where LIST has its size and time of modification,\n"
	"as JSON and CSV lists made with\n"
	"--mtime do, or where the cache knows it; all others are hashed.\n"
	"New entries have the format of the list and all of its algorithms; their\n"
	"names are written as the first of the list is. LIST does not name itself.\n"
	"A list to which nothing can be added is left as it is: signed ones, those\n"
	"of several formats or with digests of parts or columns of other tools,\n"
	"those of which no name leads to a file, and those whose algorithm is only\n"
	"guessed by the length of the digests and fits no file.\n"
	"\n"
	"Examples:\n"
	"  hashlane sum --format json --mtime -r photos > photos.json\n"
	"  hashlane update --accept-changes photos.json photos\n"
	"  hashlane update --cache --base list /srv/mirror/SHA256SUMS /srv/mirror\n"
	"\n"
	"Exit status: 0 all went well; 1 a file failed, has changed or is gone, or a\n"
	"line cannot be read; 2 wrong usage, or the list is left as it is.\n";

static const struct hashlane_walk_options walk_options = {
	.struct_size = sizeof(walk_options),
};

static const char changed_meanwhile[] =
	"is left as it is: it changed meanwhile";

/* What the list does not say any more is said here. */
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
		snprintf(line + bytes, sizeof(line) - (size_t)bytes,
			 ", %" PRIu64 " changed", update->changed);
	if (!update->quiet) {
		name_lost(update, cli);
		output_text(&cli->out, line);
		output_line(&cli->out, '\n');
	}
	return STATUS_OK;
}

/* The lines of the old list that do not stay. NULL: none, or no memory. */
static struct list_cut *find_cuts(struct update *update, size_t *count)
{
	struct list_cut *cuts;
	size_t room = 0;

	*count = 0;
	for (size_t i = 0; i < update->index.count; i++)
		if (update->outcomes[i].fate >= REPLACED)
			room += update->index.files[i].span_count;
	cuts = room ? calloc(room, sizeof(*cuts)) : NULL;
	update->no_memory |= room && !cuts;
	for (size_t i = 0; cuts && i < update->index.count; i++) {
		const struct indexed_file *file = &update->index.files[i];
		const struct outcome *outcome = &update->outcomes[i];

		if (outcome->fate < REPLACED)
			continue;
		/* All new lines of a file stand where its first was. */
		cuts[*count].start = outcome->start;
		cuts[*count].end = outcome->end;
		for (size_t k = 0; k < file->span_count; k++)
			cuts[(*count)++].span = file->spans[k];
	}
	return cuts;
}

/* Open the old list, which is what was read; negative: it was told. */
static int open_old(struct update *update, struct cli *cli)
{
	int fd = open(update->list, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct identity now;
	struct stat st;

	if (fd >= 0 && !fstat(fd, &st)) {
		identity_of(&now, &st);
		if (identity_equal(&now, &update->old))
			return fd;
	}
	if (fd >= 0)
		close(fd);
	message_failure(cli, update->list, changed_meanwhile);
	return -1;
}

/* The new list in the place of the old one, or an exit status. */
static int replace_list(struct update *update, struct cli *cli)
{
	struct replacement replacement = { .path = NULL };
	struct output to;
	size_t count;
	struct list_cut *cuts = find_cuts(update, &count);
	struct list_edit edit = {
		.cuts = cuts,
		.cut_count = count,
		.again = update->again.out.fd,
		.added = update->out.out.fd,
		.csv = update->sum.format == FORMAT_CSV,
		.ends_within = update->ends_within,
	};
	int error = 0, status = STATUS_FAILED;

	edit.old = update->no_memory ? -1 : open_old(update, cli);
	if (edit.old >= 0 &&
	    replace_begin(&replacement, cli, update->list, &to)) {
		replacement.expected = &update->old;
		/* It is not what it was: such a file is written in place. */
		replacement.changed = replacement.kept;
		error = replacement.kept ? 0 : list_edit(&edit, to.fd);
		if (error || replacement.kept)
			message_failure(cli, update->list,
					error ? message_errno(error) :
						changed_meanwhile);
		if (error || replacement.kept || run_state_signal(cli->run))
			replace_abandon(&replacement);
		else if (replace_commit(&replacement))
			status = STATUS_OK;
	}
	if ((edit.old < 0 && !update->no_memory) || replacement.changed)
		status = STATUS_USAGE;
	if (edit.old >= 0)
		close(edit.old);
	free(cuts);
	return status;
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

	snprintf(text, sizeof(text), "is left as it is: %s", loss);
	message_about(cli, update->list, text);
	return STATUS_USAGE;
}

/* Lines that go to a file of their own at first. */
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

/* Hash, compare, name what differs. STATUS_OK, or why nothing is written. */
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
		status = replace_list(update, cli);
	if (update->no_memory)
		message_text(cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
	output_close(&update->out.out);
	output_close(&update->again.out);
	return status ? status : summarise(update, cli);
}

/*
 * The format of all that the list holds, FORMAT_AUTO: there is none. Where
 * lines have tags and others do not, new ones get them: a bare digest would be
 * taken for one of another algorithm.
 */
static enum sum_format common_format(uint32_t dialects)
{
	enum list_dialect dialect = LIST_GNU;

	if (dialects == (1U << LIST_GNU | 1U << LIST_BSD))
		return FORMAT_BSD;
	if (dialects & (dialects - 1))
		return FORMAT_AUTO;
	while (dialects >>= 1)
		dialect++;
	return format_of_dialect(dialect);
}

/* NULL, or why a list of this kind cannot be brought up to date. */
static const char *find_loss(struct update *update)
{
	const struct file_index *index = &update->index;

	if (index->is_signed)
		return "it is signed";
	if (index->has_parts)
		return "it has digests of parts";
	update->sum.format = common_format(index->dialects);
	if (update->sum.format == FORMAT_AUTO)
		return "its lines are of several formats";
	return index->unwritable;
}

/* What the list is, and whether lines can be added to it. */
static int take_form(struct update *update, struct cli *cli)
{
	struct file_index *index = &update->index;
	const char *loss, *name;

	if (!index->count && !index->has_parts) {
		message_about(cli, update->list,
			      "holds no digest to learn the algorithm from");
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
	update->sum.mtime = update->sum.format == FORMAT_JSON || index->mtime;
	file_index_complete_set(index);
	return STATUS_OK;
}

/* Open the list, whose path may lead to another file since; what is wrong. */
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
 * Lock the list against others that update it, until it is replaced. Not every
 * file system can: the list is compared before it is replaced as well.
 */
static const char *lock_list(struct update *update, struct cli *cli)
{
	const char *reason = open_list(update);
	struct identity now;

	while (!reason && !run_state_signal(cli->run)) {
		if (flock(update->lock, LOCK_EX | LOCK_NB) &&
		    errno == EWOULDBLOCK) {
			if (!update->quiet)
				message_about(cli, update->list,
					      "waiting for another process "
					      "that has it locked");
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
		/* It was replaced while another process had the lock. */
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
	base = file_index_base(update->base, update->list);
	update->here = base ? file_index_path(NULL, base) : NULL;
	free(base);
	update->no_memory = !update->here;
	if (update->no_memory)
		return STATUS_FAILED;
	file_index_add_streams(&update->index);
	status = file_index_read_list(&update->index, update->list,
				      update->here);
	/* The list stays as it is, whatever the reason. */
	if (status)
		return STATUS_USAGE;
	status = take_form(update, cli);
	file_index_sort(&update->index);
	return status;
}

/* Is one of the files there that the list names? */
static bool leads_somewhere(const struct file_index *index)
{
	struct stat st;

	for (size_t i = 0; i < index->count; i++)
		if (!stat(index->files[i].path, &st) || errno == ENAMETOOLONG)
			return true;
	return false;
}

/* A list that was made in another folder would get all files once more. */
static int find_folder(struct update *update, struct cli *cli)
{
	bool some;

	update->below = file_index_below(&update->index, update->folder,
					 &some);
	update->no_memory = !update->below;
	if (update->no_memory || leads_somewhere(&update->index))
		return STATUS_OK;
	return refuse(
		update, cli,
		"none of the files it names is there "
		"(names are relative to the current folder; see --base)");
}

static int run_all(struct update *update, struct cli *cli)
{
	int status = read_list(update, cli);

	if (!status)
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

/* Through a descriptor it would be written to while it is read. */
static int refuse_own(const struct update *update, struct cli *cli)
{
	/* Not even this is written to it. */
	if (is_list(update, cli->err.fd))
		cli->err.fd = is_list(update, STDOUT_FILENO) ? -1 :
							       STDOUT_FILENO;
	return refuse(update, cli,
		      "it is standard output, standard error or another "
		      "descriptor of the command");
}

static int check_words(struct update *update, struct cli *cli,
		       const struct command *command, char *const *words,
		       int count)
{
	struct stat st;

	if (count != 2)
		return message_usage(cli, command, "update",
				     "needs LIST and DIR");
	update->list = words[0];
	update->folder = words[1];
	if (own_descriptor(update->list) >= 0)
		return refuse_own(update, cli);
	if (!stat(update->folder, &st) && !S_ISDIR(st.st_mode))
		errno = ENOTDIR;
	else if (!stat(update->folder, &st))
		return choose_isa(cli, &update->sum.isa);
	message_about(cli, update->folder, message_errno(errno));
	return STATUS_USAGE;
}

enum { CACHE = 0x100, BASE, PRUNE, ACCEPT_CHANGES, ACCEPT };

static const char shorts[] = ":a:j:qh";
static const struct option options[] = {
	{ "algorithm", required_argument, NULL, 'a' },
	{ "base", required_argument, NULL, BASE },
	{ "cache", no_argument, NULL, CACHE },
	{ "prune", no_argument, NULL, PRUNE },
	{ "accept-changes", no_argument, NULL, ACCEPT_CHANGES },
	{ "accept", required_argument, NULL, ACCEPT },
	{ "jobs", required_argument, NULL, 'j' },
	{ "sequential", no_argument, NULL, OPTION_SEQUENTIAL },
	{ "drop-cache", no_argument, NULL, OPTION_DROP_CACHE },
	{ "ctime", required_argument, NULL, OPTION_CTIME },
	{ "quiet", no_argument, NULL, 'q' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static int take_option(struct update *update, struct cli *cli,
		       const struct command *command, char *const *argv,
		       int got)
{
	int reading = take_reading(&update->sum.reading, cli, command, got);
	const char **more;

	if (reading >= 0)
		return reading;
	switch (got) {
	case 'a':
		return algorithm_set_add(&update->given, cli, command, optarg);
	case CACHE:
		update->sum.cached = true;
		return STATUS_OK;
	case BASE:
		update->base = optarg;
		return STATUS_OK;
	case PRUNE:
		update->prune = true;
		return STATUS_OK;
	case ACCEPT_CHANGES:
		update->accept_changes = true;
		return STATUS_OK;
	case ACCEPT:
		more = realloc(update->accepted,
			       (update->accepted_count + 1) * sizeof(*more));
		if (!more) {
			message_text(cli, hashlane_status_get_text(
						  HASHLANE_NO_MEMORY));
			return STATUS_FAILED;
		}
		update->accepted = more;
		update->accepted[update->accepted_count++] = optarg;
		return STATUS_OK;
	case 'q':
		update->quiet = true;
		return STATUS_OK;
	case 'j':
		if (parse_workers(&update->sum.workers, optarg))
			return STATUS_OK;
		return message_usage(cli, command, optarg,
				     "not a number of jobs (0 to 1024)");
	default:
		return message_option(cli, command, argv, got, shorts);
	}
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
	int got, status = STATUS_OK;
	bool wants_help = false;
	struct count_total *count;

	update.index.given = &update.given;
	while (!status && !wants_help &&
	       (got = getopt_long(argc, argv, shorts, options, NULL)) != -1) {
		wants_help = got == 'h';
		if (!wants_help)
			status = take_option(&update, cli, command, argv, got);
	}
	if (wants_help)
		status = show_help(cli, command);
	else if (!status)
		status = check_words(&update, cli, command, argv + optind,
				     argc - optind);
	if (!status && !wants_help) {
		signals_start(cli, !update.quiet);
		count = count_total_start(cli, argv + optind + 1, 1,
					  &walk_options);
		status = run_all(&update, cli);
		count_total_stop(count);
	}
	if (update.lock >= 0)
		close(update.lock);
	file_index_free(&update.index);
	free(update.outcomes);
	free(update.accepted);
	free(update.below);
	free(update.here);
	return status;
}

const struct command update_command = {
	.name = "update",
	.summary = "bring a list up to date",
	.help = help,
	.run = run_update,
};
