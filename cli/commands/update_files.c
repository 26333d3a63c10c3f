/* SPDX-License-Identifier: MIT */
/* update_files.c - files below a folder beside what a list says of them. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../lists/format.h"
#include "../run/absolute_path.h"
#include "../run/file_hasher.h"
#include "../terminal/message.h"
#include "sum_report.h"
#include "update.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* The name of a file in the style of the list. */
static const char *name_of(const struct update *update, char *whole)
{
	size_t bytes = strlen(update->here);
	char *name;

	if (update->style == FROM_ROOT || strncmp(whole, update->here, bytes))
		return whole;
	/* The root already ends in a slash. */
	name = whole + bytes - (bytes == 1);
	if (*name != '/')
		return whole;
	if (update->style == PLAIN)
		return name + 1;
	*--name = '.';
	return name;
}

/* The absolute path of a path of the walk; NULL: no memory. To be freed. */
static char *whole_path(struct update *update, const char *path)
{
	const char *below = path + strlen(update->folder);
	char *whole = file_index_path(update->below,
				      below + strspn(below, "/"));

	update->no_memory |= !whole;
	return whole;
}

static struct outcome *outcome_of(const struct update *update,
				  const struct indexed_file *file)
{
	return &update->outcomes[file - update->index.files];
}

/* Write the digests of an entry as a row; returns the mask of valid ones. */
static uint64_t row_of(const struct algorithm_set *set, uint8_t *row,
		       const struct indexed_file *file)
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

/* A match proves an algorithm that was guessed by the length of digests. */
static void prove(struct update *update, const struct indexed_file *file,
		  const struct file_result *result)
{
	const struct algorithm_set *set = &update->index.set;

	for (size_t k = 0; k < file->digest_count; k++) {
		const struct list_digest *digest = &file->digests[k];
		size_t i = algorithm_set_find(set, &digest->spec);

		if (digest->guessed && i < set->count &&
		    result->digests_valid >> i & 1 &&
		    !memcmp(result->digests + set->algorithms[i].offset,
			    digest->bytes, digest->byte_count))
			update->proven |= (uint64_t)1 << i;
	}
}

/* Digits of a guessed algorithm that no file proves; 0: there is none. */
static size_t open_guess(const struct update *update)
{
	const struct algorithm_set *set = &update->index.set;

	for (size_t k = 0; k < update->index.count; k++) {
		const struct indexed_file *file = &update->index.files[k];

		for (size_t d = 0; d < file->digest_count; d++) {
			size_t i = algorithm_set_find(set,
						      &file->digests[d].spec);

			if (file->digests[d].guessed &&
			    !(i < set->count && update->proven >> i & 1))
				return 2 * file->digests[d].byte_count;
		}
	}
	return 0;
}

/* The listed spelling of a path that leads over links; NULL: none. */
static char *over_links(const struct update *update, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *last = slash ? slash + 1 : path;
	char *folder = slash ? strndup(path, (size_t)(last - path)) :
			       strdup(".");
	char *real = folder ? realpath(folder, NULL) : NULL;
	char *start = realpath(update->folder, NULL);
	char *below = NULL, *found = NULL;

	if (real && start && is_below(start, real) &&
	    asprintf(&below, "%s/%s", real + strlen(start), last) < 0)
		below = NULL;
	if (below)
		found = file_index_path(update->below,
					below + strspn(below, "/"));
	free(below);
	free(start);
	free(real);
	free(folder);
	return found;
}

/* The entry of a FILE of --accept: a path, or a name as listed; NULL: none. */
static struct indexed_file *find_accepted(struct update *update,
					  const char *name)
{
	struct file_index *index = &update->index;
	char *path = file_index_path(NULL, name);
	struct indexed_file *file = path ? file_index_find(index, path) : NULL;

	free(path);
	path = file ? NULL : over_links(update, name);
	if (path)
		file = file_index_find(index, path);
	free(path);
	for (size_t i = 0; i < index->count && !file; i++)
		if (!strcmp(index->files[i].name, name))
			file = &index->files[i];
	return file && is_below(update->below, file->path) ? file : NULL;
}

static void accept(struct update *update)
{
	for (size_t i = 0; i < update->accepted_count; i++) {
		const char *name = update->accepted[i];
		struct indexed_file *file = find_accepted(update, name);

		if (file)
			outcome_of(update, file)->accepted = true;
		else
			message_failure(
				&update->out, name,
				"has no entry below the directory; it is not "
				"accepted");
	}
}

/* The number of bytes of lines so far. */
static off_t written_to(const struct cli *lines)
{
	return lseek(lines->out.fd, 0, SEEK_END);
}

/* Write new lines of a file, with the algorithms of its old lines. */
static bool write_again(struct update *update, const struct indexed_file *file,
			const struct file_result *result)
{
	const struct algorithm_set *all = &update->index.set;
	struct outcome *outcome = outcome_of(update, file);
	struct sum *sum = malloc(sizeof(*sum));
	uint8_t *row = calloc(HASHLANE_MAX_ALGORITHMS,
			      HASHLANE_MAX_DIGEST_BYTES);
	struct item item = {
		.name = file->name,
		.size_bytes = result->size_bytes,
		.mtime_ns = result->mtime_ns,
		.digests = row,
	};
	bool written = false;

	update->no_memory |= !sum || !row;
	if (sum && row) {
		*sum = update->sum;
		sum->writer = (struct list_output){ 0 };
		sum->begun = false;
		if (sum->format != HASHLANE_FORMAT_CSV &&
		    sum->format != HASHLANE_FORMAT_HASHDEEP) {
			sum->set.count = sum->set.row_bytes = 0;
			for (size_t k = 0; k < file->digest_count; k++)
				(void)algorithm_set_add_spec(
					&sum->set, &file->digests[k].spec);
		}
		for (size_t k = 0; k < sum->set.count; k++) {
			size_t i = algorithm_set_find(all, &sum->set.specs[k]);

			if (i == all->count ||
			    !(result->digests_valid >> i & 1))
				continue;
			memcpy(row + sum->set.algorithms[k].offset,
			       result->digests + all->algorithms[i].offset,
			       all->algorithms[i].digest_bytes);
			item.digests_valid |= (uint64_t)1 << k;
		}
		sum->cli = &update->again;
		outcome->start = (uint64_t)written_to(&update->again);
		written = report_listed(sum, &item);
		output_flush(&update->again.out);
		outcome->end = (uint64_t)written_to(&update->again);
		format_end(sum);
	}
	free(row);
	free(sum);
	return written;
}

/* Take the result of a file that the list names. */
static void take_known(struct update *update, const struct indexed_file *file,
		       const struct file_result *result)
{
	bool grown = file->size_known &&
		     file->size_bytes != result->size_bytes;
	bool touched = file->mtime_known && file->mtime_ns != result->mtime_ns;
	bool same = file_index_agrees(&update->index, file, result->size_bytes,
				      result->digests, result->digests_valid);
	struct outcome *outcome = outcome_of(update, file);

	prove(update, file, result);
	if (result->known)
		update->kept++;
	else
		update->hashed++;
	if (same &&
	    !(touched && (update->accept_changes || outcome->accepted)))
		return;
	if (same || (update->accept_changes && (grown || touched)) ||
	    outcome->accepted) {
		outcome->fate = REPLACED;
		if (write_again(update, file, result)) {
			update->changed += !same;
			return;
		}
	}
	outcome->fate = same ? KEPT : CHANGED;
	outcome->rotten = file->mtime_known && !grown && !touched;
	outcome->dated = grown || touched;
	update->changed += !same;
}

static void take_new(struct update *update, const char *name,
		     const struct file_result *result)
{
	const struct item item = {
		.name = name,
		.size_bytes = result->size_bytes,
		.mtime_ns = result->mtime_ns,
		.digests_valid = result->digests_valid,
		.digests = result->digests,
		.results = result->results,
		.row = result->row,
	};

	update->ends_within |= strpbrk(name, "\r\n") != NULL;
	report_item(&update->sum, &item);
	update->hashed += !result->known;
	update->kept += result->known;
	update->added++;
}

static void take_result(void *context, const struct file_result *result)
{
	struct update *update = context;
	struct indexed_file *file = NULL;
	char reason[REASON_BYTES_MAX], *whole = NULL;

	if (!result->cookie &&
	    file_index_is_source(&update->index, result->identity.device,
				 result->identity.inode))
		return;
	if (result->cookie) {
		file = &update->index.files[result->cookie - 1];
	} else {
		whole = whole_path(update, result->path);
		if (!whole)
			return;
		file = file_index_find(&update->index, whole);
		update->found += !result->status;
	}
	if (file)
		file->seen = true;
	if (result->status) {
		message_failure(&update->out,
				file && !whole ? file->name : result->path,
				message_reason(reason, result->status,
					       result->os_error));
		update->kept += file != NULL;
	} else if (file) {
		take_known(update, file, result);
	} else if (whole) {
		take_new(update, name_of(update, whole), result);
	}
	free(whole);
}

static bool is_unchanged(const struct update *update,
			 const struct indexed_file *file,
			 const struct hashlane_lookup_file *now)
{
	uint8_t row[HASHLANE_MAX_ALGORITHMS * HASHLANE_MAX_DIGEST_BYTES];
	size_t count = update->sum.set.count;
	uint64_t all = count < 64 ? ((uint64_t)1 << count) - 1 : UINT64_MAX;

	return file->size_known && file->mtime_known &&
	       file->size_bytes == now->size_bytes &&
	       file->mtime_ns == now->mtime_ns &&
	       row_of(&update->sum.set, row, file) == all;
}

/* Do not read files whose entries are right, or the list itself. */
static enum file_knowledge know(void *context,
				const struct hashlane_lookup_file *asked,
				uint64_t *valid, uint8_t *digests)
{
	struct update *update = context;
	struct indexed_file *file;
	char *whole;

	*valid = 1;
	if (asked->cookie)
		return FILE_HASH;
	if (file_index_is_source(&update->index, asked->device, asked->inode))
		return FILE_KNOWN;
	whole = whole_path(update, asked->path);
	file = whole ? file_index_find(&update->index, whole) : NULL;
	free(whole);
	/* After --accept, neither the list nor the cache is trusted. */
	if (file && outcome_of(update, file)->accepted)
		return FILE_HASH;
	if (!file || !is_unchanged(update, file, asked))
		return FILE_ASK;
	*valid = row_of(&update->index.set, digests, file);
	return FILE_KNOWN;
}

/*
 * Files that the walk does not reach, for instance behind a link to a folder.
 */
static void add_unseen(struct update *update)
{
	for (size_t i = 0; i < update->index.count; i++) {
		const struct indexed_file *file = &update->index.files[i];
		struct stat st;

		if (!is_below(update->below, file->path))
			update->kept++;
		else if (!file->seen && !sum_stopped(&update->sum) &&
			 !stat(file->path, &st) && S_ISREG(st.st_mode))
			file_hasher_add(update->sum.hasher, file->path, i + 1);
	}
}

static const struct hashlane_walk_options walk = {
	.struct_size = sizeof(walk),
};

void update_hash(struct update *update)
{
	const struct file_hasher_options options = {
		.cli = &update->out,
		.set = &update->index.set,
		.run = &update->sum.options,
		.walk = &walk,
		.caches = { update->sum.caches[0] },
		.know = know,
		.take = take_result,
		.context = update,
	};

	update->sum.hasher = file_hasher_create(&options);
	if (!update->sum.hasher) {
		update->no_memory = true;
		return;
	}
	/* The header of the format is in the list already. */
	update->sum.goes_on = true;
	accept(update);
	file_hasher_add(update->sum.hasher, update->folder, 0);
	file_hasher_run(update->sum.hasher);
	add_unseen(update);
	file_hasher_run(update->sum.hasher);
	file_hasher_destroy(update->sum.hasher);
	format_end(&update->sum);
}

static bool is_empty(const char *folder)
{
	DIR *stream = opendir(folder);
	struct dirent *entry;
	bool empty = true;

	/* If the folder cannot be read, assume that it is empty. */
	if (!stream)
		return errno != ENOTDIR;
	while (empty && (entry = readdir(stream)))
		empty = !strcmp(entry->d_name, ".") ||
			!strcmp(entry->d_name, "..");
	closedir(stream);
	return empty;
}

/* Is the folder of the path empty, as a folder that is not mounted? */
static bool is_unmounted(const char *path)
{
	char *folder = strdup(path), *slash;
	bool empty = true;
	struct stat st;

	while (folder && (slash = strrchr(folder, '/')) && slash != folder) {
		*slash = 0;
		if (stat(folder, &st)) {
			/*
			 * A link may lead to a file system that is not
			 * mounted.
			 */
			if (!lstat(folder, &st))
				break;
			continue;
		}
		empty = is_empty(folder);
		break;
	}
	if (folder && (!slash || slash == folder))
		empty = false;
	free(folder);
	return empty;
}

/* Is there a file whose name differs only in case? */
static bool has_similar_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = strndup(path, (size_t)(slash - path) + 1);
	DIR *stream = folder ? opendir(folder) : NULL;
	struct dirent *entry;
	bool similar = false;

	while (stream && !similar && (entry = readdir(stream)))
		similar = !strcasecmp(entry->d_name, slash + 1);
	if (stream)
		closedir(stream);
	free(folder);
	return similar;
}

/* Is there a file by this name with slashes for backslashes? */
static bool has_other_name(const char *path)
{
	char *other = strchr(path, '\\') ? strdup(path) : NULL;
	bool there = false;
	struct stat st;

	for (char *at = other; at && *at; at++)
		if (*at == '\\')
			*at = '/';
	there = other && !stat(other, &st) && !S_ISDIR(st.st_mode);
	free(other);
	return there;
}

/* Settle an entry below the folder whose file the walk did not find. */
static void settle_unseen(struct update *update, struct indexed_file *file)
{
	bool gone = false;
	struct stat st;

	if (has_other_name(file->path))
		update->loss = "its names have backslashes instead of slashes";
	if (!lstat(file->path, &st)) {
		update->kept++;
		message_failure(&update->out, file->name,
				stat(file->path, &st) ? message_errno(errno) :
							"not a regular file");
		return;
	}
	if (errno != ENOENT && errno != ENOTDIR) {
		update->kept++;
		message_failure(&update->out, file->name,
				message_errno(errno));
		return;
	}
	gone = errno == ENOENT;
	update->gone++;
	if (!update->prune)
		message_failure(
			&update->out, file->name,
			"is gone; its entry stays (--prune removes it)");
	else if (!gone || !update->found || is_unmounted(file->path))
		message_failure(
			&update->out, file->name,
			"is gone, and so is its directory or all in it: "
			"its entry stays");
	else if (has_similar_name(file->path))
		message_failure(&update->out, file->name,
				"is gone, but there is a file whose name "
				"differs only in case: its entry stays");
	else
		outcome_of(update, file)->fate = REMOVED;
}

void update_settle(struct update *update)
{
	size_t digits = open_guess(update);

	if (digits && (update->added || update->changed)) {
		snprintf(update->reason, sizeof(update->reason),
			 "cannot tell the algorithm from %zu digits (use -a)",
			 digits);
		update->loss = update->reason;
		return;
	}
	for (size_t i = 0; i < update->index.count; i++) {
		struct indexed_file *file = &update->index.files[i];

		if (!is_below(update->below, file->path))
			continue;
		if (!file->seen)
			settle_unseen(update, file);
		else if (update->outcomes[i].fate == CHANGED)
			message_failure(
				&update->out, file->name,
				update->outcomes[i].rotten ?
					"has changed, but not its time of "
					"modification; its digest stays (see "
					"--accept)" :
				update->outcomes[i].dated ?
					"has changed; its digest stays (see "
					"--accept-changes and --accept)" :
					"has changed; its digest stays (see "
					"--accept)");
	}
}
