/* SPDX-License-Identifier: MIT */
/* cmd_update.c - `hashlane update`: a list brought up to date. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "absolute_path.h"
#include "cache.h"
#include "count.h"
#include "feed.h"
#include "format.h"
#include "known.h"
#include "message.h"
#include "replace_file.h"
#include "run_options.h"
#include "sum.h"
#include "file_tree.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
	"Usage: hashlane update [OPTION]... LIST DIR\n"
	"Bring a list of checksums up to date with the files below DIR: those that\n"
	"are new or have changed are hashed, those that are gone leave the list,\n"
	"the rest is kept. LIST is replaced when all is done, in one step.\n"
	"\n"
	"  -a, --algorithm LIST\n"
	"                  the algorithms that digests without a tag are of\n"
	"      --base DIR  names are relative to DIR, not to the current folder;\n"
	"                  DIR list: to the folder of LIST\n"
	"      --cache     ask and keep the cache; see hashlane cache\n"
	"  -j, --jobs N    threads; 0, the default: as many as processors\n"
	"  -q, --quiet     no progress on the terminal, no summary\n"
	"  -h, --help      this help\n"
	"\n"
	"A file is unchanged where LIST has its size and time of modification,\n"
	"as JSON and CSV lists made with\n"
	"--mtime do, or where the cache knows it; all others are hashed.\n"
	"The new list has the format of the old one and all of its algorithms;\n"
	"new names are written as the first of the list is. Entries outside DIR\n"
	"stay, comments do not, and LIST does not name itself.\n"
	"A list of which something would be lost, as it has lines that cannot be\n"
	"read, digests of parts or several formats, is left as it is.\n"
	"\n"
	"Examples:\n"
	"  hashlane sum --format json --mtime -r photos > photos.json\n"
	"  hashlane update photos.json photos\n"
	"  hashlane update --cache --base list /srv/mirror/SHA256SUMS /srv/mirror\n"
	"\n"
	"Exit status: 0 all went well; 1 a file failed; 2 wrong usage.\n";

/* How the names of the list are written. */
enum style { FROM_ROOT, FROM_DOT, PLAIN };

static const struct hashlane_walk_options walk_options = {
	.struct_size = sizeof(walk_options),
};

struct update {
	struct sum sum; /* what reports need, and the options */
	struct cli out; /* the run, with the new list for standard output */
	struct known known;
	struct algorithm_set given;
	const char *list, *folder;
	const char *base; /* as it was given, or NULL */
	char *here;       /* what names are relative to, from the root */
	char *below;      /* DIR from the root, as the list has it */
	enum style style;
	bool quiet, no_memory;
	bool would_lose; /* what the list has, and its format cannot hold */
	struct replacement replacement;
	uint64_t kept, hashed;
};

/* The name of a file as the list would have it. */
static const char *name_of(const struct update *update, char *whole)
{
	size_t bytes = strlen(update->here);
	char *name;

	if (update->style == FROM_ROOT || strncmp(whole, update->here, bytes))
		return whole;
	/* The root is its own slash. */
	name = whole + bytes - (bytes == 1);
	if (*name != '/')
		return whole;
	if (update->style == PLAIN)
		return name + 1;
	*--name = '.';
	return name;
}

/* A path of the walk from the root; NULL: no memory. To be freed. */
static char *whole_path(struct update *update, const char *path)
{
	const char *below = path + strlen(update->folder);
	char *whole = known_path(update->below, below + strspn(below, "/"));

	update->no_memory |= !whole;
	return whole;
}

/* The row of digests that is said of a file; returns which it has. */
static uint64_t row_of(const struct algorithm_set *set, uint8_t *row,
		       const struct known_file *file)
{
	uint64_t valid = 0;

	for (size_t i = 0; i < set->count; i++)
		for (size_t k = 0; k < file->digest_count; k++) {
			const struct list_digest *digest = &file->digests[k];

			if (digest->spec.id != set->specs[i].id ||
			    digest->spec.param != set->specs[i].param ||
			    digest->byte_count !=
				    set->algorithms[i].digest_bytes)
				continue;
			memcpy(row + set->algorithms[i].offset, digest->bytes,
			       digest->byte_count);
			valid |= (uint64_t)1 << i;
		}
	return valid;
}

/* The algorithms that are said of a file; formats with columns need all. */
static void take_algorithms(struct sum *sum, const struct known_file *file)
{
	if (sum->format == FORMAT_CSV || sum->format == FORMAT_HASHDEEP)
		return;
	sum->set.count = sum->set.row_bytes = 0;
	for (size_t i = 0; i < file->digest_count; i++)
		(void)algorithm_set_add_spec(&sum->set,
					     &file->digests[i].spec);
}

/* Write what is said of a file as it is, with the digests it has. */
static void write_known(struct update *update, const struct known_file *file)
{
	struct sum *sum = malloc(sizeof(*sum));
	uint8_t *row = calloc(HASHLANE_ALGORITHMS_MAX,
			      HASHLANE_DIGEST_BYTES_MAX);
	struct item item = {
		.name = file->name,
		.size_bytes = file->size_bytes,
		.size_unknown = !file->size_known,
		.mtime_ns = file->mtime_known ? file->mtime_ns : 0,
		.digests = row,
	};

	if (sum && row) {
		*sum = update->sum;
		take_algorithms(sum, file);
		item.digests_valid = row_of(&sum->set, row, file);
		update->would_lose |= !report_listed(sum, &item);
		update->kept++;
	} else {
		update->no_memory = true;
	}
	free(row);
	free(sum);
}

static void take_result(void *context, const struct feed_result *result)
{
	struct update *update = context;
	char *whole = whole_path(update, result->path);
	struct known_file *file;
	char reason[REASON_BYTES_MAX];
	struct item item = {
		.status = result->status,
		.size_bytes = result->size_bytes,
		.mtime_ns = result->mtime_ns,
		.digests_valid = result->digests_valid,
		.digests = result->digests,
		.results = result->results,
		.row = result->row,
	};

	if (!whole)
		return;
	file = known_find(&update->known, whole);
	item.name = file ? file->name : name_of(update, whole);
	if (file)
		file->seen = true;
	if (item.status) {
		message_failure(
			&update->out, result->path,
			message_reason(reason, item.status, result->os_error));
		/* It is there: what was known is not thrown away. */
		if (file)
			write_known(update, file);
	} else {
		report_item(&update->sum, &item);
		if (result->known)
			update->kept++;
		else
			update->hashed++;
	}
	free(whole);
}

static bool is_unchanged(const struct update *update,
			 const struct known_file *file,
			 const struct identity *identity)
{
	uint8_t row[HASHLANE_ALGORITHMS_MAX * HASHLANE_DIGEST_BYTES_MAX];
	size_t count = update->sum.set.count;
	uint64_t all = count < 64 ? ((uint64_t)1 << count) - 1 : UINT64_MAX;

	return file->size_known && file->mtime_known &&
	       file->size_bytes == identity->size_bytes &&
	       file->mtime_ns == identity->mtime_ns &&
	       row_of(&update->sum.set, row, file) == all;
}

/* One the list has right goes in between, in its place in the order. */
static void add_file(struct update *update, const char *path,
		     const struct identity *identity)
{
	uint8_t row[HASHLANE_ALGORITHMS_MAX * HASHLANE_DIGEST_BYTES_MAX];
	char *whole = whole_path(update, path);
	struct known_file *file;
	uint64_t valid;

	if (!whole)
		return;
	file = known_find(&update->known, whole);
	free(whole);
	if (file && is_unchanged(update, file, identity)) {
		valid = row_of(&update->sum.set, row, file);
		feed_add_known(update->sum.feed, path, identity, row, valid);
	} else {
		feed_add(update->sum.feed, path, identity, 0);
	}
}

static bool is_own(const struct update *update, const struct stat *st)
{
	struct stat new;

	return known_is_source(&update->known, st) ||
	       (!fstat(update->out.out.fd, &new) && st->st_ino == new.st_ino &&
		st->st_dev == new.st_dev);
}

static bool take_entry(void *context, const struct tree_entry *entry)
{
	struct update *update = context;
	struct identity identity;

	if (!entry->st) {
		feed_add_failure(update->sum.feed, entry->path,
				 entry->os_error, 0);
	} else if (!is_own(update, entry->st)) {
		identity_of(&identity, entry->st);
		add_file(update, entry->path, &identity);
	}
	return !update->no_memory && !sum_stopped(&update->sum);
}

static void write_others(struct update *update)
{
	for (size_t i = 0; i < update->known.count; i++)
		if (!is_below(update->below, update->known.files[i].path))
			write_known(update, &update->known.files[i]);
}

/* A folder that could not be read: what was known of it is not gone. */
static void write_unseen(struct update *update)
{
	for (size_t i = 0; i < update->known.count; i++) {
		struct known_file *file = &update->known.files[i];
		struct stat st;

		if (is_below(update->below, file->path) && !file->seen &&
		    lstat(file->path, &st) && errno != ENOENT &&
		    errno != ENOTDIR)
			write_known(update, file);
	}
}

static void hash_all(struct update *update)
{
	const struct feed_options options = {
		.cli = &update->out,
		.set = &update->sum.set,
		.workers = update->sum.workers,
		.isa = update->sum.isa,
		.caches = { update->sum.caches[0] },
		.take = take_result,
		.context = update,
	};

	update->sum.feed = feed_create(&options);
	if (!update->sum.feed) {
		update->no_memory = true;
		return;
	}
	format_begin(&update->sum);
	update->sum.begun = true;
	write_others(update);
	tree_walk_ahead(update->folder, &walk_options, take_entry, update);
	feed_run(update->sum.feed);
	feed_destroy(update->sum.feed);
	write_unseen(update);
}

static int summarise(struct update *update, struct cli *cli)
{
	uint64_t gone = 0;
	char line[128];

	for (size_t i = 0; i < update->known.count; i++)
		gone += is_below(update->below, update->known.files[i].path) &&
			!update->known.files[i].seen;
	snprintf(line, sizeof(line),
		 "%" PRIu64 " kept, %" PRIu64 " hashed, %" PRIu64 " gone",
		 update->kept, update->hashed, gone);
	if (!update->quiet) {
		output_text(&cli->out, line);
		output_line(&cli->out, '\n');
	}
	return STATUS_OK;
}

/* The new list in the place of the old one, or not. */
static int write_list(struct update *update, struct cli *cli)
{
	update->out = (struct cli){
		.err = { .fd = cli->err.fd, .watch = cli->err.watch },
		.watch = cli->watch,
		.program = cli->program,
	};
	if (!replace_begin(&update->replacement, cli, update->list,
			   &update->out.out))
		return STATUS_FAILED;
	update->sum.cli = &update->out;
	hash_all(update);
	cli->failed |= update->out.failed;
	if (update->no_memory || watch_signal(cli->watch)) {
		replace_abandon(&update->replacement);
		if (update->no_memory)
			message_text(cli, hashlane_error_string(
						  HASHLANE_NO_MEMORY));
		return STATUS_FAILED;
	}
	if (update->would_lose) {
		replace_abandon(&update->replacement);
		message_failure(cli, update->list,
				"is left as it is: entries of it cannot be "
				"kept in its format");
		return STATUS_FAILED;
	}
	if (!replace_commit(&update->replacement))
		return STATUS_FAILED;
	return summarise(update, cli);
}

/*
 * The format of all that the list holds, FORMAT_AUTO: there is none. Where
 * lines have tags and others do not, all get them: a bare digest would be
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

/* NULL, or why something of the list would be lost. */
static const char *find_loss(struct update *update)
{
	const struct known *known = &update->known;

	if (known->bad_lines)
		return "is left as it is: lines of it cannot be read";
	if (known->has_parts)
		return "is left as it is: it has digests of parts, which "
		       "would be lost";
	update->sum.format = common_format(known->dialects);
	return update->sum.format == FORMAT_AUTO ?
		       "is left as it is: its lines are of several formats" :
		       NULL;
}

/* What the list is, and that nothing of it would be lost. */
static int take_form(struct update *update, struct cli *cli)
{
	const struct known *known = &update->known;
	const char *loss = find_loss(update), *name;

	if (loss) {
		message_failure(cli, update->list, loss);
		return STATUS_FAILED;
	}
	if (!known->count) {
		message_about(cli, update->list,
			      "holds no digest to learn the algorithm from");
		return STATUS_USAGE;
	}
	name = known->first_name;
	update->style = *name == '/'            ? FROM_ROOT :
			!strncmp(name, "./", 2) ? FROM_DOT :
						  PLAIN;
	update->sum.set = known->set;
	update->sum.mtime = update->sum.format == FORMAT_JSON ||
			    update->sum.format == FORMAT_CSV;
	return STATUS_OK;
}

static int read_list(struct update *update, struct cli *cli)
{
	struct identity identity;
	char *base;
	int status;

	if (!identity_read(&identity, update->list)) {
		message_about(
			cli, update->list,
			errno ? strerror(errno) :
				hashlane_error_string(HASHLANE_NOT_REGULAR));
		return STATUS_USAGE;
	}
	base = known_base(update->base, update->list);
	update->here = base ? known_path(NULL, base) : NULL;
	free(base);
	update->no_memory = !update->here;
	if (update->no_memory)
		return STATUS_FAILED;
	status = known_read_list(&update->known, update->list, update->here);
	if (!status)
		status = take_form(update, cli);
	known_sort(&update->known);
	return status;
}

/* Is one of the files there that the list names? */
static bool leads_somewhere(const struct known *known)
{
	struct stat st;

	for (size_t i = 0; i < known->count; i++)
		if (!lstat(known->files[i].path, &st))
			return true;
	return false;
}

/* A list that was made in another folder would get all files once more. */
static int find_folder(struct update *update, struct cli *cli)
{
	bool some;

	update->below = known_below(&update->known, update->folder, &some);
	update->no_memory = !update->below;
	if (update->no_memory || some || leads_somewhere(&update->known))
		return STATUS_OK;
	message_about(
		cli, update->list,
		"is left as it is: none of the files it names is there "
		"(names are relative to the current folder; see --base)");
	return STATUS_USAGE;
}

static int run_all(struct update *update, struct cli *cli)
{
	int status = read_list(update, cli);

	if (!status)
		status = find_folder(update, cli);
	if (update->no_memory) {
		message_text(cli, hashlane_error_string(HASHLANE_NO_MEMORY));
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
	if (!stat(update->folder, &st) && !S_ISDIR(st.st_mode))
		errno = ENOTDIR;
	else if (!stat(update->folder, &st))
		return choose_isa(cli, &update->sum.isa);
	message_about(cli, update->folder, strerror(errno));
	return STATUS_USAGE;
}

static int run_update(struct cli *cli, const struct command *command, int argc,
		      char **argv)
{
	enum { CACHE = 0x100, BASE };
	static const char shorts[] = ":a:j:qh";
	static const struct option options[] = {
		{ "algorithm", required_argument, NULL, 'a' },
		{ "base", required_argument, NULL, BASE },
		{ "cache", no_argument, NULL, CACHE },
		{ "jobs", required_argument, NULL, 'j' },
		{ "quiet", no_argument, NULL, 'q' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct update update = {
		.sum = { .cli = cli, .line_end = '\n' },
		.known = { .cli = cli },
	};
	struct count *count;
	int got, status;

	update.known.given = &update.given;
	while ((got = getopt_long(argc, argv, shorts, options, NULL)) != -1) {
		if (got == 'h')
			return show_help(cli, command);
		if (got == 'a' &&
		    algorithm_set_add(&update.given, cli, command, optarg))
			return STATUS_USAGE;
		if (got == 'a')
			continue;
		if (got == CACHE)
			update.sum.cached = true;
		else if (got == BASE)
			update.base = optarg;
		else if (got == 'q')
			update.quiet = true;
		else if (got != 'j')
			return message_option(cli, command, argv, got, shorts);
		else if (!parse_workers(&update.sum.workers, optarg))
			return message_usage(
				cli, command, optarg,
				"not a number of jobs (0 to 1024)");
	}
	status = check_words(&update, cli, command, argv + optind,
			     argc - optind);
	if (status)
		return status;
	watch_start(cli, !update.quiet);
	count = count_start(cli->watch, argv + optind + 1, 1, &walk_options);
	status = run_all(&update, cli);
	count_stop(count);
	known_free(&update.known);
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
