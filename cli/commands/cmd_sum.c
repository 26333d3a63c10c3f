/* SPDX-License-Identifier: MIT */
/* cmd_sum.c - `hashlane sum`: digests of files. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../lists/format.h"
#include "../cache/cache.h"
#include "../run/count_total.h"
#include "../run/file_hasher.h"
#include "../terminal/message.h"
#include "../run/name_list.h"
#include "../run/replace_file.h"
#include "../run/run_options.h"
#include "sum.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char help[] =
	"Usage: hashlane sum [OPTION]... [--] PATH...\n"
	"Write digests of files; PATH - is standard input. A PATH that is a FIFO is\n"
	"read to its end.\n"
	"\n"
	"  -a, --algorithm LIST   algorithms, separated by commas, or all\n"
	"                         (default sha256; see hashlane algorithms)\n"
	"  -r, --recursive        walk directories; links met are not followed\n"
	"  -j, --jobs N           threads; 0, the default, as many as there are\n"
	"                         processors to use; 1 reads one file at a time\n"
	"      --sequential       one file at a time, with any number of threads\n"
	"      --drop-cache       keep nothing in the page cache that was not there;\n"
	"                         the first byte of a file decides\n"
	"      --ctime USE        whether the status time tells of changes: auto,\n"
	"                         strict or ignore\n"
	"      --memory SIZE      of the buffers, such as 8MiB; at least 4MiB, the\n"
	"                         default 40MiB; the program itself comes on top\n"
	"      --files-from FILE  read more names from FILE, one a line; FILE - is\n"
	"                         standard input, a name - is a file's name\n"
	"  -0, --null             names in that FILE end in NUL, not in newline\n"
	"  -z, --zero             lines written end in NUL, and no name is escaped\n"
	"      --format FORMAT    gnu   DIGEST  NAME (default, one algorithm)\n"
	"                         bsd   TAG (NAME) = DIGEST (default, several)\n"
	"                         sfv, hashdeep, ed2k and magnet (links)\n"
	"                         json  one object a line\n"
	"                         csv   a record a file, as RFC 4180 has them\n"
	"  -o, --output FILE      write to FILE, which is replaced as a whole when\n"
	"                         all is done, and is not hashed itself; FILE - is\n"
	"                         standard output; pipes and devices are written in\n"
	"                         place\n"
	"      --absolute         write names from the root on\n"
	"      --relative-to DIR  write names as they are seen from DIR\n"
	"      --mtime            with json and csv: when files were changed last\n"
	"      --part-hashes      with json and ed2k, of files: digests of parts as\n"
	"                         well, by which a damaged range is found (ed2k,\n"
	"                         aich, tth, bt2-pieces-root, s3-etag, dropbox,\n"
	"                         glacier)\n"
	"\n"
	"Of directories (-r):\n"
	"      --include GLOB     only files that match one of these, written as in\n"
	"                         .gitignore: without a slash compared with the\n"
	"                         last name, else with the path below PATH, ** being\n"
	"                         any folders; a later '!GLOB' takes back\n"
	"      --exclude GLOB     leave out such files and directories; 'GLOB/' is\n"
	"                         directories only\n"
	"      --no-hidden        leave out names that start with a dot\n"
	"      --follow           follow symbolic links met\n"
	"      --one-file-system  stay on the file system of PATH\n"
	"\n"
	"      --cache            do not hash again what did not change since it\n"
	"                         was hashed with --cache: the same file, size and\n"
	"                         times; see hashlane cache\n"
	"      --no-cache         no cache, the default\n"
	"      --refresh          hash all, and renew the cache\n"
	"      --checkpoint FILE  keep what is done in FILE until all is: after a\n"
	"                         crash the same command goes on from there\n"
	"\n"
	"  -q, --quiet            no progress on the terminal\n"
	"  -h, --help             this help\n"
	"\n"
	"Results come in the order of the names, a directory's in the order of\n"
	"their bytes. In a gnu or bsd line a name with a backslash, a newline or\n"
	"a carriage return is escaped and the line starts with a backslash.\n"
	"\n"
	"Examples:\n"
	"  hashlane sum -a md5,sha1 -r photos\n"
	"  hashlane sum --cache -r /srv -o SHA256SUMS\n"
	"  find . -name '*.iso' -print0 | hashlane sum -0 --files-from -\n"
	"\n"
	"Exit status: 0 all went well; 1 a file failed; 2 wrong usage; 130\n"
	"interrupted.\n";

enum {
	FILES_FROM = 0x100,
	FORMAT,
	MEMORY,
	PART_HASHES,
	ABSOLUTE,
	RELATIVE_TO,
	MTIME,
	INCLUDE,
	EXCLUDE,
	NO_HIDDEN,
	FOLLOW,
	ONE_FILE_SYSTEM,
	CACHE,
	NO_CACHE,
	REFRESH,
	CHECKPOINT
};

static const char shorts[] = ":a:r0zj:o:qh";
static const struct option options[] = {
	{ "algorithm", required_argument, NULL, 'a' },
	{ "recursive", no_argument, NULL, 'r' },
	{ "null", no_argument, NULL, '0' },
	{ "zero", no_argument, NULL, 'z' },
	{ "jobs", required_argument, NULL, 'j' },
	{ "sequential", no_argument, NULL, OPTION_SEQUENTIAL },
	{ "drop-cache", no_argument, NULL, OPTION_DROP_CACHE },
	{ "ctime", required_argument, NULL, OPTION_CTIME },
	{ "memory", required_argument, NULL, MEMORY },
	{ "files-from", required_argument, NULL, FILES_FROM },
	{ "format", required_argument, NULL, FORMAT },
	{ "part-hashes", no_argument, NULL, PART_HASHES },
	{ "output", required_argument, NULL, 'o' },
	{ "absolute", no_argument, NULL, ABSOLUTE },
	{ "relative-to", required_argument, NULL, RELATIVE_TO },
	{ "mtime", no_argument, NULL, MTIME },
	{ "include", required_argument, NULL, INCLUDE },
	{ "exclude", required_argument, NULL, EXCLUDE },
	{ "no-hidden", no_argument, NULL, NO_HIDDEN },
	{ "follow", no_argument, NULL, FOLLOW },
	{ "one-file-system", no_argument, NULL, ONE_FILE_SYSTEM },
	{ "cache", no_argument, NULL, CACHE },
	{ "no-cache", no_argument, NULL, NO_CACHE },
	{ "refresh", no_argument, NULL, REFRESH },
	{ "checkpoint", required_argument, NULL, CHECKPOINT },
	{ "quiet", no_argument, NULL, 'q' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

/* One more glob, in an array that grows. STATUS_OK or STATUS_FAILED. */
static int add_glob(struct sum *sum, const char *const **globs, size_t *count)
{
	const char **more = realloc((void *)(uintptr_t)*globs,
				    (*count + 1) * sizeof(*more));

	if (!more) {
		message_text(sum->cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
		return STATUS_FAILED;
	}
	more[(*count)++] = optarg;
	*globs = more;
	return STATUS_OK;
}

/* How names are written; STATUS_OK or STATUS_USAGE. */
static int take_folder(struct sum *sum, bool absolute)
{
	free(sum->relative_to);
	sum->relative_to = NULL;
	sum->absolute = absolute;
	if (!sum->folder)
		sum->folder = getcwd(NULL, 0);
	if (!absolute)
		sum->relative_to = realpath(optarg, NULL);
	if (sum->folder && (absolute || sum->relative_to))
		return STATUS_OK;
	message_about(sum->cli, absolute ? "." : optarg, message_errno(errno));
	return STATUS_USAGE;
}

/* What is of directories, and of names. */
static int take_walk_option(struct sum *sum, const struct command *command,
			    char *const *argv, int got)
{
	switch (got) {
	case ABSOLUTE:
		return take_folder(sum, true);
	case RELATIVE_TO:
		return take_folder(sum, false);
	case INCLUDE:
		return add_glob(sum, &sum->walk.include,
				&sum->walk.include_count);
	case EXCLUDE:
		return add_glob(sum, &sum->walk.exclude,
				&sum->walk.exclude_count);
	case NO_HIDDEN:
		sum->walk.flags |= HASHLANE_WALK_NO_HIDDEN;
		return STATUS_OK;
	case FOLLOW:
		sum->walk.flags |= HASHLANE_WALK_FOLLOW;
		return STATUS_OK;
	case ONE_FILE_SYSTEM:
		sum->walk.flags |= HASHLANE_WALK_ONE_FILE_SYSTEM;
		return STATUS_OK;
	default:
		return message_option(sum->cli, command, argv, got, shorts);
	}
}

/* What is of caches; others are those of walks. */
static int take_cache_option(struct sum *sum, const struct command *command,
			     char *const *argv, int got)
{
	switch (got) {
	case CACHE:
		sum->cached = true;
		return STATUS_OK;
	case NO_CACHE:
		sum->cached = sum->refresh = false;
		return STATUS_OK;
	case REFRESH:
		sum->cached = sum->refresh = true;
		return STATUS_OK;
	case CHECKPOINT:
		sum->checkpoint = optarg;
		return STATUS_OK;
	case 'q':
		sum->quiet = true;
		return STATUS_OK;
	default:
		return take_walk_option(sum, command, argv, got);
	}
}

/* One option; STATUS_OK or STATUS_USAGE. */
static int take_option(struct sum *sum, const struct command *command,
		       char *const *argv, int got)
{
	int reading = take_reading(&sum->reading, sum->cli, command, got);

	if (reading >= 0)
		return reading;
	switch (got) {
	case 'a':
		return algorithm_set_add(&sum->set, sum->cli, command, optarg);
	case 'r':
		sum->recursive = true;
		return STATUS_OK;
	case '0':
		sum->nul_names = true;
		return STATUS_OK;
	case 'z':
		sum->line_end = '\0';
		return STATUS_OK;
	case 'j':
		if (parse_workers(&sum->workers, optarg))
			return STATUS_OK;
		return message_usage(sum->cli, command, optarg,
				     "not a number of jobs (0 to 1024)");
	case MEMORY:
		if (parse_memory(&sum->memory_bytes, optarg))
			return STATUS_OK;
		return message_usage(sum->cli, command, optarg,
				     "not a size from 4MiB on");
	case FILES_FROM:
		sum->names_from = optarg;
		return STATUS_OK;
	case PART_HASHES:
		sum->part_hashes = true;
		return STATUS_OK;
	case 'o':
		sum->output = optarg;
		return STATUS_OK;
	case MTIME:
		sum->mtime = true;
		return STATUS_OK;
	case FORMAT:
		if (format_parse(&sum->format, optarg))
			return STATUS_OK;
		return message_usage(sum->cli, command, optarg,
				     "not a format (gnu, bsd, sfv, hashdeep, "
				     "ed2k, magnet, json, csv)");
	default:
		return take_cache_option(sum, command, argv, got);
	}
}

/* Part hashes are for JSON and ed2k, and not for standard input. */
static int check_part_hashes(struct sum *sum, const struct command *command,
			     char *const *paths, int path_count)
{
	if (sum->part_hashes && sum->format != FORMAT_JSON &&
	    sum->format != FORMAT_ED2K)
		return message_usage(sum->cli, command, "--part-hashes",
				     "only with --format json or ed2k");
	for (int i = 0; i < path_count && sum->part_hashes; i++)
		if (!strcmp(paths[i], "-"))
			return message_usage(sum->cli, command,
					     "--part-hashes",
					     "not of standard input");
	return STATUS_OK;
}

/* What a format cannot do. */
static int check_format(struct sum *sum, const struct command *command)
{
	if (!sum->line_end &&
	    (sum->format == FORMAT_SFV || sum->format == FORMAT_HASHDEEP ||
	     sum->format == FORMAT_CSV))
		return message_usage(sum->cli, command, "-z",
				     "not with sfv, hashdeep and csv");
	if (sum->mtime && sum->format != FORMAT_JSON &&
	    sum->format != FORMAT_CSV)
		return message_usage(sum->cli, command, "--mtime",
				     "only with --format json or csv");
	for (size_t i = 0; i < sum->set.count; i++) {
		const char *reason = format_refuses(sum->format,
						    &sum->set.specs[i]);

		if (reason)
			return message_usage(sum->cli, command,
					     sum->set.algorithms[i].name,
					     reason);
	}
	return STATUS_OK;
}

/* What the options leave open, and what they leave out. */
/* A pattern that can match nothing. STATUS_OK or STATUS_USAGE. */
static int check_patterns(struct sum *sum, const struct command *command)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	hashlane_walk walk;

	if (!hashlane_walk_open(&walk, ".", &sum->walk, &error)) {
		(void)hashlane_walk_close(walk);
		return STATUS_OK;
	}
	return message_usage(sum->cli, command, "GLOB", error.message);
}

static int complete(struct sum *sum, const struct command *command,
		    char *const *paths, int path_count)
{
	int status = STATUS_OK;

	if (!path_count && !sum->names_from)
		return message_usage(sum->cli, command, "sum",
				     "no PATH given (- is standard input)");
	for (int i = 0; i < path_count && sum->names_from; i++)
		if (!strcmp(sum->names_from, "-") && !strcmp(paths[i], "-"))
			return message_usage(
				sum->cli, command, "-",
				"both a list of names and a file to hash");
	status = check_part_hashes(sum, command, paths, path_count);
	if (!status)
		status = check_patterns(sum, command);
	if (!status && !sum->set.count)
		status = algorithm_set_add(&sum->set, sum->cli, command,
					   format_algorithms(sum->format));
	if (sum->format == FORMAT_AUTO)
		sum->format = sum->set.count > 1 ? FORMAT_BSD : FORMAT_GNU;
	if (!status)
		status = check_format(sum, command);
	return status ? status : choose_isa(sum->cli, &sum->isa);
}

static void report_bad_name(struct sum *sum, const struct name_list *list,
			    const char *reason)
{
	char text[REASON_BYTES_MAX];

	snprintf(text, sizeof(text), "%s %" PRIu64 ": %s",
		 sum->nul_names ? "name" : "line", list->line, reason);
	message_failure(sum->cli, sum->names_from, text);
}

static void take_result(void *context, const struct file_result *result)
{
	struct sum *sum = context;
	char reason[REASON_BYTES_MAX];
	struct item item = {
		.name = result->path,
		.status = result->status,
		.size_bytes = result->size_bytes,
		.mtime_ns = sum->mtime ? result->mtime_ns : 0,
		.digests_valid = result->digests_valid,
		.digests = result->digests,
		.results = result->results,
		.row = result->row,
	};

	if (item.status)
		item.reason = sum_reason(reason, sum, &item, result->os_error);
	report_item(sum, &item);
}

static int add_listed(struct sum *sum)
{
	struct name_list list;
	enum name_outcome outcome;
	const char *reason;

	if (!name_list_open(&list, sum->names_from, sum->nul_names)) {
		message_about(sum->cli, sum->names_from, message_errno(errno));
		return STATUS_USAGE;
	}
	if (!strcmp(sum->names_from, "-"))
		watch_types(sum->cli->watch, STDIN_FILENO);
	do {
		outcome = name_list_next(&list, &reason);
		if (outcome == NAME_READ)
			file_hasher_add(sum->hasher, list.name, 0);
		else if (outcome == NAME_BAD)
			report_bad_name(sum, &list, reason);
		else if (outcome == NAME_BROKEN)
			message_failure(sum->cli, sum->names_from,
					message_errno(errno));
	} while (outcome <= NAME_BAD && !sum_stopped(sum));
	watch_typed(sum->cli->watch);
	name_list_close(&list);
	return STATUS_OK;
}

/*
 * A pipe that is named is read as a stream; by md5sum's name any device is.
 * False: it is no such thing.
 */
static bool sum_device(struct sum *sum, const char *path)
{
	struct stat st;
	int fd;

	if (stat(path, &st) || S_ISREG(st.st_mode) || S_ISDIR(st.st_mode) ||
	    (!sum->like_md5sum && (!S_ISFIFO(st.st_mode) || sum->part_hashes)))
		return false;
	file_hasher_run(sum->hasher);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0) {
		message_failure(sum->cli, path, message_errno(errno));
		return true;
	}
	sum_stream(sum, path, fd);
	close(fd);
	return true;
}

static int hash_all(struct sum *sum, char *const *paths, int path_count)
{
	const struct file_hasher_options hasher = {
		.cli = sum->cli,
		.set = &sum->set,
		.workers = sum->workers,
		.isa = sum->isa,
		.memory_bytes = sum->memory_bytes,
		.job_flags = sum->part_hashes ? HASHLANE_JOB_PARTS : 0,
		.reading = sum->reading,
		.walk = sum->recursive ? &sum->walk : NULL,
		.caches = { sum->caches[0], sum->caches[1] },
		/* Of parts they know nothing. */
		.refresh = sum->refresh || sum->part_hashes,
		.take = take_result,
		.context = sum,
	};
	int status = STATUS_OK;

	sum->hasher = file_hasher_create(&hasher);
	if (!sum->hasher) {
		message_text(sum->cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
		return STATUS_FAILED;
	}
	format_begin(sum);
	sum->begun = true;
	for (int i = 0; i < path_count && !sum_stopped(sum); i++) {
		if (!strcmp(paths[i], "-")) {
			file_hasher_run(sum->hasher);
			sum_stream(sum, "-", STDIN_FILENO);
		} else if (!sum_device(sum, paths[i])) {
			file_hasher_add(sum->hasher, paths[i], 0);
		}
	}
	if (sum->names_from && !sum_stopped(sum))
		status = add_listed(sum);
	if (!sum_stopped(sum))
		file_hasher_run(sum->hasher);
	output_flush(&sum->cli->out);
	file_hasher_destroy(sum->hasher);
	sum->hasher = NULL;
	return status;
}

/* A cache that fails is done without; a checkpoint was asked for. */
static int open_caches(struct sum *sum)
{
	if (sum->checkpoint) {
		sum->caches[0] = cache_open(sum->cli, sum->checkpoint);
		if (!sum->caches[0])
			return STATUS_USAGE;
	}
	if (sum->cached)
		sum->caches[1] = cache_open(sum->cli, NULL);
	return STATUS_OK;
}

/* With all done and written, a checkpoint has served. */
static int close_caches(struct sum *sum, int status)
{
	bool done;

	output_flush(&sum->cli->out);
	done = !status && !sum_stopped(sum);
	for (size_t i = 0; i < 2; i++) {
		if (sum->caches[i] && watch_signal(sum->cli->watch))
			cache_hurry(sum->caches[i]);
		cache_close(sum->caches[i]);
	}
	if (sum->checkpoint && done && !cache_remove(sum->checkpoint))
		message_failure(sum->cli, sum->checkpoint,
				message_errno(errno));
	return status;
}

/* Not to be replaced, or left out, where it was asked for by its name. */
static int check_names(struct sum *sum, char *const *paths, int path_count)
{
	struct stat st;

	/* A run that writes to no file asks nothing of its names. */
	if (!sum->own_list && !sum->error_file && !sum->checkpoint)
		return STATUS_OK;
	for (int i = 0; i < path_count; i++) {
		if (!strcmp(paths[i], "-") || stat(paths[i], &st) ||
		    ((!sum->own_list || st.st_dev != sum->own_list->st_dev ||
		      st.st_ino != sum->own_list->st_ino) &&
		     !sum_writes(sum, paths[i])))
			continue;
		message_about(sum->cli, paths[i],
			      "is to be hashed, and is the output as well");
		return STATUS_USAGE;
	}
	return STATUS_OK;
}

/* A regular file that a descriptor leads to, and the last part of its name. */
struct stream_file {
	struct stat st;
	char path[4096];
	const char *name;
};

static bool find_stream_file(struct stream_file *file, int fd)
{
	char self[64], *slash;
	ssize_t n;

	snprintf(self, sizeof(self), "/proc/self/fd/%d", fd);
	n = readlink(self, file->path, sizeof(file->path) - 1);
	file->path[n > 0 ? n : 0] = 0;
	slash = strrchr(file->path, '/');
	file->name = slash ? slash + 1 : file->path;
	return n > 0 && !fstat(fd, &file->st) && S_ISREG(file->st.st_mode);
}

/* The file that standard output is, is not hashed while it is written. */
static int hash_to_output(struct sum *sum, char *const *paths, int path_count)
{
	struct stream_file file;
	int status = STATUS_OK;

	if (!sum->like_md5sum && find_stream_file(&file, sum->cli->out.fd)) {
		sum->own_list = &file.st;
		sum->own_name = file.name;
	}
	if (!sum->like_md5sum)
		status = check_names(sum, paths, path_count);
	if (!status)
		status = hash_all(sum, paths, path_count);
	sum->own_list = NULL;
	return status;
}

/* A list that was there is not lost to names that lead nowhere. */
static bool is_worth(const struct sum *sum,
		     const struct replacement *replacement, bool was_there)
{
	return sum->written || !sum->cli->failed || !was_there ||
	       replacement->kept;
}

int sum_run(struct sum *sum, char *const *paths, int path_count)
{
	struct cli *cli = sum->cli;
	/* What goes to the file is no standard output. */
	struct cli file = { .err = { .fd = STDERR_FILENO,
				     .watch = cli->err.watch },
			    .program = cli->program,
			    .watch = cli->watch };
	struct replacement replacement;
	struct stat old;
	int status;

	if (!sum->output || !strcmp(sum->output, "-") ||
	    own_descriptor(sum->output) == STDOUT_FILENO)
		return hash_to_output(sum, paths, path_count);
	if (!stat(sum->output, &old) && S_ISREG(old.st_mode)) {
		sum->own_list = &old;
		sum->own_name = strrchr(sum->output, '/');
		sum->own_name = sum->own_name ? sum->own_name + 1 :
						sum->output;
	}
	status = check_names(sum, paths, path_count);
	if (status ||
	    !replace_begin(&replacement, cli, sum->output, &file.out)) {
		sum->own_list = NULL;
		return STATUS_USAGE;
	}
	sum->cli = &file;
	status = hash_all(sum, paths, path_count);
	if (!status && !is_worth(sum, &replacement, sum->own_list)) {
		message_failure(cli, sum->output,
				"is left as it is: no file could be hashed");
		status = STATUS_FAILED;
	}
	sum->cli = cli;
	sum->own_list = NULL;
	cli->failed |= file.failed;
	if (status || file.out.os_error)
		replace_abandon(&replacement);
	else if (!replace_commit(&replacement))
		status = STATUS_FAILED;
	if (file.out.os_error)
		message_failure(cli, sum->output,
				message_errno(file.out.os_error));
	return status;
}

/* Counted on the way, where that tells all there is to do. */
static int run_counted(struct sum *sum, char *const *paths, int path_count)
{
	struct stream_file errors;
	struct count_total *count = NULL;
	int status;

	if (!sum->names_from)
		count = count_total_start(sum->cli->watch, paths, path_count,
					  sum->recursive ? &sum->walk : NULL);
	if (find_stream_file(&errors, sum->cli->err.fd)) {
		sum->error_file = &errors.st;
		sum->error_name = errors.name;
	}
	status = sum_run(sum, paths, path_count);
	sum->error_file = NULL;
	count_total_stop(count);
	return close_caches(sum, status);
}

static int run_sum(struct cli *cli, const struct command *command, int argc,
		   char **argv)
{
	struct sum sum = {
		.cli = cli,
		.line_end = '\n',
		.walk = { .struct_size = sizeof(sum.walk) },
	};
	int status = STATUS_OK, got = 0;

	while (!status && got != 'h' &&
	       (got = getopt_long(argc, argv, shorts, options, NULL)) != -1)
		status = got == 'h' ? show_help(cli, command) :
				      take_option(&sum, command, argv, got);
	if (!status && got != 'h')
		status = complete(&sum, command, argv + optind, argc - optind);
	if (!status && got != 'h') {
		watch_start(cli, !sum.quiet);
		status = open_caches(&sum);
		if (!status)
			status = run_counted(&sum, argv + optind,
					     argc - optind);
	}
	free((void *)(uintptr_t)sum.walk.include);
	free((void *)(uintptr_t)sum.walk.exclude);
	free(sum.folder);
	free(sum.relative_to);
	return status;
}

const struct command sum_command = {
	.name = "sum",
	.summary = "digests of files",
	.help = help,
	.run = run_sum,
};
