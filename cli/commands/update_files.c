/* SPDX-License-Identifier: MIT */
/* update_files.c - files below a folder beside what a list says of them. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "../lists/format.h"
#include "../lists/listed_file.h"
#include "../lists/listed_path.h"
#include "../run/file_hasher.h"
#include "../terminal/message.h"
#include "sum_report.h"
#include "update_guess.h"

#include <stdlib.h>
#include <string.h>
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
	char *whole = listed_path_make(update->index.below,
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

/* A match may prove an algorithm that was guessed by the length of digests. */
static void note_guesses(struct update *update,
			 const struct indexed_file *file,
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
			update_guess_note(update, file, digest,
					  result->size_bytes);
	}
}

/* The entry of a FILE of --accept: a path, or a name as listed; NULL: none. */
static struct indexed_file *find_accepted(struct update *update,
					  const char *name)
{
	struct file_index *index = &update->index;
	char *path = listed_path_make(NULL, name);
	struct indexed_file *file = path ? file_index_find(index, path) : NULL;

	free(path);
	for (size_t i = 0; i < index->count && !file; i++)
		if (!strcmp(index->files[i].name, name))
			file = &index->files[i];
	return file && file->below ? file : NULL;
}

static void accept(struct update *update)
{
	for (size_t i = 0; i < update->accepted_count; i++) {
		const char *name = update->accepted[i];
		struct indexed_file *file = find_accepted(update, name);

		if (!file)
			message_failure(
				&update->out, name,
				"has no entry below the directory; it is not "
				"accepted");
		for (; file; file = file_index_next(&update->index, file))
			outcome_of(update, file)->accepted = true;
	}
}

/* The number of bytes of lines so far. */
static off_t written_to(const struct cli *lines)
{
	return lseek(lines->out.fd, 0, SEEK_END);
}

/* Count what the lines of an item say, which were written. */
static void tally_item(struct update *update, const struct algorithm_set *set,
		       const struct item *item)
{
	for (size_t i = 0; i < set->count; i++)
		if (item->digests_valid >> i & 1)
			list_tally_add(
				&update->news, item->name, set->specs[i].id,
				item->digests + set->algorithms[i].offset,
				set->algorithms[i].digest_bytes);
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
		if (written)
			tally_item(update, &sum->set, &item);
		output_flush(&update->again.out);
		outcome->end = (uint64_t)written_to(&update->again);
		format_end(sum);
	}
	free(row);
	free(sum);
	return written;
}

/* An entry that is not read: only its size can tell that it does not hold. */
static void take_unread(struct update *update, const struct indexed_file *file,
			const struct file_result *result)
{
	struct outcome *outcome = outcome_of(update, file);

	update->kept++;
	if (!file->size_known || file->size_bytes == result->size_bytes)
		return;
	outcome->fate = CHANGED;
	outcome->dated = true;
	update->changed++;
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

	if (update->only_new) {
		take_unread(update, file, result);
		return;
	}
	note_guesses(update, file, result);
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
	update->sum.written = false;
	report_item(&update->sum, &item);
	if (update->sum.written)
		tally_item(update, &update->sum.set, &item);
	update->hashed += !result->known;
	update->kept += result->known;
	update->added++;
}

/* A file that the walk found, and that is left out by its size or time. */
static bool is_left_out(struct update *update, uint64_t cookie,
			uint64_t size_bytes, int64_t mtime_ns)
{
	return !cookie &&
	       !selection_has(&update->selection, size_bytes, mtime_ns);
}

/* The entries of a file are seen; those after the first are `next` of it. */
static void see(struct update *update, struct indexed_file *file,
		bool left_out)
{
	for (; file; file = file_index_next(&update->index, file)) {
		file->seen = true;
		file->left_out = left_out;
		update->left_out += left_out;
		update->kept += left_out;
	}
}

static void take_failure(struct update *update, struct indexed_file *file,
			 const struct file_result *result)
{
	char reason[REASON_BYTES_MAX];

	message_failure(
		&update->out, result->cookie ? file->name : result->path,
		message_reason(reason, result->status, result->os_error));
	if (result->cookie)
		file->seen = true;
	else
		see(update, file, false);
	update->kept += file != NULL;
}

static void take_found(struct update *update, const struct file_result *result)
{
	char *whole = whole_path(update, result->path);

	if (whole)
		take_new(update, name_of(update, whole), result);
	free(whole);
}

static void take_result(void *context, const struct file_result *result)
{
	struct update *update = context;
	struct indexed_file *file =
		result->cookie ? &update->index.files[result->cookie - 1] :
				 file_index_find(&update->index, result->path);

	if (!result->cookie &&
	    file_index_is_source(&update->index, result->identity.device,
				 result->identity.inode))
		return;
	update->found += !result->cookie && !result->status;
	if (result->status) {
		take_failure(update, file, result);
	} else if (is_left_out(update, result->cookie, result->size_bytes,
			       result->mtime_ns)) {
		see(update, file, true);
	} else if (!file) {
		take_found(update, result);
	} else if (result->cookie) {
		file->seen = true;
		take_known(update, file, result);
	} else {
		see(update, file, false);
		for (; file; file = file_index_next(&update->index, file))
			take_known(update, file, result);
	}
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

/* Do the entries of a file agree with its size and time? */
static enum file_knowledge
know_listed(struct update *update, const struct indexed_file *file,
	    const struct hashlane_lookup_file *asked, uint64_t *valid,
	    uint8_t *digests)
{
	const struct indexed_file *at = file;
	bool unchanged = file != NULL;

	for (; at; at = file_index_next(&update->index, at)) {
		/* After --accept, neither the list nor the cache is trusted. */
		if (outcome_of(update, at)->accepted)
			return FILE_HASH;
		unchanged &= is_unchanged(update, at, asked);
	}
	if (file && update->only_new)
		return FILE_KNOWN;
	if (!unchanged)
		return FILE_ASK;
	*valid = row_of(&update->index.set, digests, file);
	return FILE_KNOWN;
}

/* Remember which devices there are, for update_settle. */
static void note_device(struct update *update,
			const struct hashlane_lookup_file *asked)
{
	uint64_t device = cache_identity(asked).device;

	for (size_t i = 0; i < update->device_count; i++)
		if (update->devices[i] == device)
			return;
	if (update->device_count < UPDATE_DEVICES_MAX)
		update->devices[update->device_count++] = device;
}

/* Do not read files whose entries are right, or the list itself. */
static enum file_knowledge know(void *context,
				const struct hashlane_lookup_file *asked,
				uint64_t *valid, uint8_t *digests)
{
	struct update *update = context;

	*valid = 1;
	note_device(update, asked);
	if (asked->cookie)
		return FILE_HASH;
	if (file_index_is_source(&update->index, asked->device,
				 asked->inode) ||
	    is_left_out(update, 0, asked->size_bytes, asked->mtime_ns))
		return FILE_KNOWN;
	return know_listed(update,
			   file_index_find(&update->index, asked->path), asked,
			   valid, digests);
}

/* An entry that the walk did not reach. */
static void add_unseen(struct update *update, struct indexed_file *file,
		       size_t i)
{
	struct file_result result = { .cookie = i + 1, .path = file->name };

	file->left_out = listed_file_is_left_out(&update->index, file,
						 &update->selection);
	if (file->left_out) {
		update->left_out++;
		update->kept++;
		return;
	}
	if (!listed_file_is_there(file, &result.size_bytes))
		return;
	if (!update->only_new) {
		file_hasher_add(update->sum.hasher, file->path, i + 1);
		return;
	}
	file->seen = true;
	take_unread(update, file, &result);
}

/*
 * Files that the walk does not reach, for instance behind a link to a folder.
 */
static void add_all_unseen(struct update *update)
{
	for (size_t i = 0; i < update->index.count; i++) {
		struct indexed_file *file = &update->index.files[i];

		if (!file->below)
			update->kept++;
		else if (!file->seen && !sum_stopped(&update->sum))
			add_unseen(update, file, i);
	}
}

/* The device of each entry's directory, as long as nothing has happened. */
static void note_devices(struct update *update)
{
	for (size_t i = 0; i < update->index.count; i++) {
		const struct indexed_file *file = &update->index.files[i];
		struct outcome *outcome = &update->outcomes[i];

		outcome->device = file->place.device;
		outcome->device_known = file->place.there;
		if (!file->place.there && file->below)
			outcome->device_known = file_places_device(
				&outcome->device, file->path);
	}
}

void update_hash(struct update *update)
{
	const struct file_hasher_options options = {
		.cli = &update->out,
		.set = &update->index.set,
		.run = &update->sum.options,
		.walk = &update->selection.walk,
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
	note_devices(update);
	file_hasher_add(update->sum.hasher, update->folder, 0);
	file_hasher_run(update->sum.hasher);
	add_all_unseen(update);
	file_hasher_run(update->sum.hasher);
	file_hasher_destroy(update->sum.hasher);
	format_end(&update->sum);
}
