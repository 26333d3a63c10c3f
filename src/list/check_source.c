/* SPDX-License-Identifier: MIT */
/* check_source.c - the lists of a check, and what is known of them. */
#include "check_source.h"

#include "../os/directory.h"
#include "../os/file.h"
#include "check_entry.h"
#include "check_guess.h"
#include "check_names.h"
#include "list_reader.h"

#include <stdlib.h>
#include <string.h>

enum {
	ADDED_MAX = 64 * 1024,
	STANDARD_INPUT = 0,
	STARVED_MAX = 3 /* reads without memory, then it is not transient */
};

struct hln_check_source {
	struct hln_check_source *next;
	bool is_list;                   /* else the caller adds the entries */
	struct hln_list_reader *reader; /* NULL: the list has ended */
	/* An entry that the reader holds, for lack of memory for a copy. */
	const struct hashlane_list_entry *held;
	struct hln_check_entry *added, **added_end;
	struct hln_check_group *groups;
	char *name;   /* "" */
	char *folder; /* of relative names, or NULL */
	char *beside; /* the list's own, or NULL */
	char *side;   /* the file that "-" means, or NULL */
	/* The list; the path is the name. */
	struct hashlane_input input;
	struct hashlane_list_options options;  /* to read it once more */
	struct hashlane_algorithm_spec *specs; /* of the options, or NULL */
	char *list_name;                       /* of the options, or NULL */
	bool is_repeated;                      /* it can be read once more */
	bool is_standard;                      /* it is standard input */
	uint32_t index;
	uint64_t open;  /* entries without a row so far */
	bool has_ended; /* no entry follows */
	int starved;    /* reads in a row without memory */
	struct hashlane_check_list info;
};

bool hln_check_source_init(struct hln_check_sources *sources,
			   const struct hln_check_names *names,
			   size_t added_bytes_max)
{
	memset(sources, 0, sizeof(*sources));
	sources->names = names;
	sources->blanks = -1;
	sources->added_bytes_max = added_bytes_max;
	return hln_lock_create(&sources->lock);
}

static void destroy(struct hln_check_source *source)
{
	while (source->added) {
		struct hln_check_entry *entry = source->added;

		source->added = entry->next;
		hln_check_entry_destroy(entry);
	}
	hln_check_guess_forget(&source->groups);
	if (source->reader)
		hln_list_reader_close(source->reader);
	free(source->name);
	free(source->folder);
	free(source->specs);
	free(source->list_name);
	free(source->beside);
	free(source->side);
	free(source);
}

void hln_check_source_end(struct hln_check_sources *sources)
{
	hln_check_entry_destroy(sources->taken);
	while (sources->first) {
		struct hln_check_source *source = sources->first;

		sources->first = source->next;
		destroy(source);
	}
	hln_lock_destroy(&sources->lock);
}

/* The directory of a path; *out is NULL for the current one. */
static bool copy_directory(char **out, const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t bytes = slash ? (size_t)(slash - path) + 1 : 0;

	*out = bytes ? malloc(bytes + 1) : NULL;
	if (!*out)
		return !bytes;
	memcpy(*out, path, bytes);
	(*out)[bytes] = 0;
	return true;
}

/* `path`: of the list, or NULL; it need not end in a NUL. */
static struct hln_check_source *create(const struct hln_check_sources *sources,
				       const char *path, size_t path_bytes)
{
	struct hln_check_source *source = malloc(sizeof(*source));
	int32_t status;

	if (!source)
		return NULL;
	*source = (struct hln_check_source){
		.name = malloc(path_bytes + 1),
		.info = { .struct_size = sizeof(source->info) },
	};
	source->added_end = &source->added;
	if (!source->name) {
		free(source);
		return NULL;
	}
	if (path_bytes)
		memcpy(source->name, path, path_bytes);
	source->name[path_bytes] = 0;
	source->info.name = source->name;
	status = hln_check_names_folder(&source->folder, sources->names,
					path ? source->name : NULL);
	if (!status && !copy_directory(&source->beside, source->name))
		status = HASHLANE_NO_MEMORY;
	if (!status && path)
		status = hln_check_names_side(&source->side, source->name);
	if (!status)
		return source;
	destroy(source);
	return NULL;
}

/* With the lock: append a list. */
static int32_t append(struct hln_check_sources *sources,
		      struct hln_check_source *source)
{
	if (sources->closed)
		return HASHLANE_BUSY;
	if (sources->last)
		sources->last->next = source;
	else
		sources->first = source;
	sources->last = source;
	source->index = sources->count++;
	return HASHLANE_OK;
}

/* Keep the options of a list; false: no memory. */
static bool copy_options(struct hln_check_source *source,
			 const struct hashlane_list_options *options)
{
	size_t specs = options->spec_count * sizeof(*options->specs);
	size_t name = options->name ? strlen(options->name) + 1 : 0;

	source->options = *options;
	if (specs) {
		source->specs = malloc(specs);
		if (!source->specs)
			return false;
		memcpy(source->specs, options->specs, specs);
	}
	if (name) {
		source->list_name = malloc(name);
		if (!source->list_name)
			return false;
		memcpy(source->list_name, options->name, name);
	}
	source->options.specs = source->specs;
	source->options.name = source->list_name;
	return true;
}

/*
 * Is a list the file that is standard input, whatever its path? md5sum knows
 * only "-".
 */
static bool is_standard(const struct hln_check_sources *sources,
			const struct hashlane_input *input, const char *path)
{
	struct hln_file_info list, standard;

	if (input->kind == HASHLANE_INPUT_DESCRIPTOR) {
		if (input->descriptor == STANDARD_INPUT)
			return true;
		if (hln_file_info(&list, input->descriptor))
			return false;
	} else if (input->kind != HASHLANE_INPUT_PATH ||
		   hln_file_info_at(&list, -1, path, true)) {
		return false;
	}
	return !(sources->names->flags & HASHLANE_CHECK_MD5SUM) &&
	       !hln_file_info(&standard, STANDARD_INPUT) &&
	       list.device == standard.device && list.inode == standard.inode;
}

int32_t hln_check_source_add_list(struct hln_check_sources *sources,
				  const struct hashlane_input *input,
				  const struct hashlane_list_options *options,
				  struct hashlane_error *error)
{
	bool is_path = input->kind == HASHLANE_INPUT_PATH;
	const char *name = is_path ? input->data : options->name;
	struct hln_check_source *source;
	int32_t status;

	source = create(sources, name,
			is_path ? input->data_bytes :
			name    ? strlen(name) :
				  0);
	if (!source)
		return HASHLANE_NO_MEMORY;
	source->input = *input;
	if (is_path)
		source->input.data = source->name;
	source->is_list = true;
	source->is_standard = is_standard(sources, input, source->name);
	if (!copy_options(source, options)) {
		destroy(source);
		return HASHLANE_NO_MEMORY;
	}
	status = hln_list_reader_open(&source->reader, input, options, error);
	if (!status)
		source->is_repeated =
			hln_list_reader_may_rewind(source->reader);
	if (!status) {
		hln_lock_take(&sources->lock);
		status = append(sources, source);
		hln_lock_give(&sources->lock);
	}
	if (status)
		destroy(source);
	return status;
}

/*
 * Copy an entry. "-" may mean the file beside the list, and then has its name;
 * a list without names means that file, too.
 */
static int32_t copy_entry(struct hln_check_entry **out,
			  const struct hln_check_source *source,
			  const struct hashlane_list_entry *from,
			  size_t claim_bytes, const char *undecoded,
			  const struct hln_list_entry *wide)
{
	struct hashlane_list_entry named = *from;
	struct hln_check_copy copy = {
		.folder = source->folder,
		.claim_bytes = claim_bytes,
		.undecoded = undecoded,
		.wide = wide,
	};
	bool is_dash = !from->status && from->name && from->name_bytes == 1 &&
		       *(const char *)from->name == '-';
	int32_t status;

	if (is_dash && source->side) {
		named.name = copy.path = source->side;
		named.name_bytes = strlen(source->side);
	}
	if (!from->status && from->flags & HASHLANE_LIST_BESIDE)
		copy.folder = source->beside;
	status = hln_check_entry_create(out, &named, &copy);
	if (!status)
		(*out)->is_dash = is_dash && !copy.path;
	return status;
}

static void destroy_chain(struct hln_check_entry *entry)
{
	while (entry) {
		struct hln_check_entry *next = entry->next;

		hln_check_entry_destroy(entry);
		entry = next;
	}
}

/* With the lock: add the copies of entries to a list, all or none. */
static int32_t add_copies(struct hln_check_sources *sources,
			  struct hln_check_source *source,
			  const struct hashlane_list_entry *entries,
			  size_t count)
{
	struct hln_check_entry *first = NULL, **end = &first;
	size_t bytes = 0;

	for (size_t i = 0; i < count; i++) {
		struct hashlane_list_entry from = entries[i];
		int32_t status;

		from.status = HASHLANE_OK;
		status = copy_entry(end, source, &from, from.claim_bytes, NULL,
				    NULL);
		if (status) {
			destroy_chain(first);
			return status;
		}
		bytes += (*end)->memory_bytes;
		end = &(*end)->next;
	}
	if (!first)
		return HASHLANE_OK;
	*source->added_end = first;
	source->added_end = end;
	sources->added_count += count;
	sources->added_bytes += bytes;
	return HASHLANE_OK;
}

/* With the lock: the list to which a call with this name adds, or NULL. */
static struct hln_check_source *
find_open(const struct hln_check_sources *sources, const char *name)
{
	struct hln_check_source *last = sources->last;

	return last && !last->is_list && !strcmp(last->name, name) ? last :
								     NULL;
}

int32_t hln_check_source_add_entries(struct hln_check_sources *sources,
				     const struct hashlane_list_entry *entries,
				     size_t count, const char *name)
{
	struct hln_check_source *source, *made = NULL;
	int32_t status = HASHLANE_OK;

	hln_lock_take(&sources->lock);
	source = find_open(sources, name ? name : "");
	if (sources->closed ||
	    (sources->added_count &&
	     sources->added_count + count > ADDED_MAX) ||
	    sources->added_bytes > sources->added_bytes_max)
		status = HASHLANE_BUSY;
	if (!status && !source) {
		made = create(sources, name, name ? strlen(name) : 0);
		source = made;
		if (!made)
			status = HASHLANE_NO_MEMORY;
	}
	if (!status)
		status = add_copies(sources, source, entries, count);
	if (!status && made)
		status = append(sources, made);
	else if (made)
		destroy(made);
	hln_lock_give(&sources->lock);
	return status;
}

void hln_check_source_cancel(struct hln_check_sources *sources)
{
	hln_lock_take(&sources->lock);
	for (struct hln_check_source *source = sources->first; source;
	     source = source->next)
		if (source->reader)
			hln_list_reader_cancel(source->reader);
	if (sources->again)
		hln_list_reader_cancel(sources->again);
	sources->cancelled = true;
	hln_lock_give(&sources->lock);
}

void hln_check_source_close(struct hln_check_sources *sources)
{
	hln_lock_take(&sources->lock);
	sources->closed = true;
	hln_lock_give(&sources->lock);
}

/* With the lock: note what is known of a list that is read. */
static void update_info(struct hln_check_source *source)
{
	struct hashlane_list_info info = { .struct_size = sizeof(info) };

	hln_list_reader_info(source->reader, &info);
	source->info.format = info.format;
	source->info.flags = info.flags;
}

/* What the caller's reader gave is no entry. */
static int32_t refuse_entry(struct hln_check_entry **out,
			    const struct hashlane_list_entry *from)
{
	const struct hashlane_list_entry bad = {
		.status = HASHLANE_FORMAT,
		.reason = "not an entry: a name, a digest or a range is wrong",
		.format = from->format,
		.line = from->line,
	};
	const struct hln_check_copy copy = { .claim_bytes = 0 };

	return hln_check_entry_create(out, &bad, &copy);
}

/*
 * Memory ran out. _NO_MEMORY: try again; the reader goes on where it was, or
 * it cannot go on.
 */
static int32_t starve(struct hln_check_source *source)
{
	return ++source->starved < STARVED_MAX ? HASHLANE_NO_MEMORY :
						 HASHLANE_OK;
}

/* The name that the reader holds, before it was decoded; or NULL. */
static const char *undecoded_name(const struct hln_check_source *source)
{
	return source->held->flags & HASHLANE_LIST_PERCENT ?
		       hln_list_reader_entry(source->reader)->undecoded :
		       NULL;
}

/* The entry that the reader holds, with all candidates of its digests. */
static const struct hln_list_entry *
wide_entry(const struct hln_check_sources *sources,
	   const struct hln_check_source *source)
{
	return sources->names->flags & HASHLANE_CHECK_NO_GUESS ?
		       NULL :
		       hln_list_reader_entry(source->reader);
}

/*
 * Read the next entry of a list. _BUSY: it has no more for now; _END: there is
 * none, and it is closed.
 */
static int32_t read_next(struct hln_check_sources *sources,
			 struct hln_check_source *source,
			 struct hln_check_entry **out)
{
	const struct hashlane_list_entry *from = source->held;
	struct hln_list_reader *ended = NULL;
	int32_t status = HASHLANE_OK;

	if (!from)
		status = hln_list_reader_next(source->reader, &from);
	if (!status)
		source->held = from;
	if (!status)
		status = copy_entry(out, source, source->held,
				    sizeof(struct hashlane_list_claim),
				    undecoded_name(source),
				    wide_entry(sources, source));
	if (status == HASHLANE_ARGUMENT && source->held)
		status = refuse_entry(out, source->held);
	if (status == HASHLANE_TIMEOUT &&
	    source->input.kind != HASHLANE_INPUT_READ)
		return HASHLANE_BUSY;
	if (status == HASHLANE_NO_MEMORY && starve(source))
		return status;
	if (!status) {
		source->held = NULL;
		source->starved = 0;
	}
	hln_lock_take(&sources->lock);
	update_info(source);
	if (status) {
		source->has_ended = true;
		if (status != HASHLANE_END) {
			source->info.status = status;
		}
		status = HASHLANE_END;
		/* Its descriptor and its memory are free for others. */
		ended = source->reader;
		source->reader = NULL;
		sources->blanks = hln_list_reader_blanks(ended);
	}
	hln_lock_give(&sources->lock);
	if (ended)
		hln_list_reader_close(ended);
	return status;
}

/* The next entry that the caller added to a list. */
static int32_t take_added(struct hln_check_sources *sources,
			  struct hln_check_source *source,
			  struct hln_check_entry **out)
{
	struct hln_check_entry *entry;
	int32_t status = HASHLANE_OK;

	hln_lock_take(&sources->lock);
	entry = source->added;
	if (entry) {
		source->added = entry->next;
		entry->next = NULL;
		if (!source->added)
			source->added_end = &source->added;
		sources->added_count--;
		sources->added_bytes -= entry->memory_bytes;
		source->info.format = entry->format;
		*out = entry;
	} else if (source->next || sources->closed) {
		source->has_ended = true;
		status = HASHLANE_END;
	} else {
		status = HASHLANE_TIMEOUT;
	}
	hln_lock_give(&sources->lock);
	return status;
}

/* The list that is read now; NULL: none, *status says why. */
static struct hln_check_source *current(struct hln_check_sources *sources,
					int32_t *status)
{
	struct hln_check_source *source;

	hln_lock_take(&sources->lock);
	source = sources->reading;
	if (!source)
		source = sources->first;
	while (source && source->has_ended && source->next) {
		if (source->next->reader)
			hln_list_reader_continue(source->next->reader,
						 sources->blanks);
		source = source->next;
	}
	sources->reading = source;
	if (source && source->has_ended)
		source = NULL;
	*status = sources->closed ? HASHLANE_END : HASHLANE_TIMEOUT;
	hln_lock_give(&sources->lock);
	return source;
}

/* Give each claim with candidates its group. */
static int32_t attach_groups(struct hln_check_source *source,
			     struct hln_check_entry *entry, uint32_t flags)
{
	if (flags & HASHLANE_CHECK_NO_GUESS)
		return HASHLANE_OK;
	for (size_t i = 0; i < entry->claim_count; i++) {
		struct hln_check_claim *claim = &entry->claims[i];

		if (claim->spec_count < 2 || !claim->digest || claim->group)
			continue;
		claim->group = hln_check_guess_group(
			&source->groups, entry->section, &source->options,
			claim->specs, claim->spec_count, claim->named,
			claim->digest_bytes);
		if (!claim->group)
			return HASHLANE_NO_MEMORY;
	}
	return HASHLANE_OK;
}

int32_t hln_check_source_next(struct hln_check_sources *sources,
			      struct hln_check_entry **out, int wait_ms)
{
	struct hln_check_entry *entry = sources->taken;
	struct hln_check_source *source;
	int32_t status = HASHLANE_OK;

	/* An entry for whose groups there was no memory. */
	while (!entry) {
		source = current(sources, &status);
		if (!source)
			return status;
		if (wait_ms < 0 && source->reader && !source->held &&
		    hln_list_reader_would_wait(source->reader))
			return HASHLANE_BUSY;
		if (source->reader)
			hln_list_reader_set_wait(source->reader,
						 wait_ms < 0 ? 0 : wait_ms);
		status = source->is_list ? read_next(sources, source, &entry) :
					   take_added(sources, source, &entry);
		if (status == HASHLANE_END)
			continue;
		if (status)
			return status;
		entry->source = source;
		hln_lock_take(&sources->lock);
		source->open++;
		if (entry->verdict == HASHLANE_VERDICT_MALFORMED) {
			source->info.malformed++;
		} else {
			source->info.entries++;
			sources->info.entries++;
		}
		hln_lock_give(&sources->lock);
	}
	sources->taken = entry;
	if (attach_groups(entry->source, entry, sources->names->flags))
		return HASHLANE_NO_MEMORY;
	sources->taken = NULL;
	*out = entry;
	return HASHLANE_OK;
}

/* With the lock: an algorithm has verified an entry. */
static void add_spec(struct hln_check_sources *sources,
		     const struct hashlane_algorithm_spec *spec)
{
	for (size_t i = 0; i < sources->spec_count; i++)
		if (sources->specs[i].id == spec->id &&
		    sources->specs[i].param == spec->param)
			return;
	if (sources->spec_count < HASHLANE_MAX_ALGORITHMS)
		sources->specs[sources->spec_count++] = *spec;
}

/* With the lock: note the algorithm of the list's bare digests. */
static void note_guess(struct hln_check_source *source,
		       const struct hln_check_entry *entry)
{
	for (size_t i = 0; i < entry->claim_count; i++) {
		const struct hln_check_claim *claim = &entry->claims[i];

		if (claim->guessed && claim->outcome == HLN_CHECK_FIT)
			source->info.guessed = claim->found;
	}
}

/* With the lock. `head` is the first entry of the same file. */
static void count_one(struct hln_check_sources *sources,
		      const struct hln_check_entry *entry,
		      const struct hln_check_entry *head)
{
	struct hln_check_source *source = entry->source;

	sources->info.counts[entry->verdict]++;
	sources->doubtful |= hln_check_entry_is_doubtful(head);
	if (entry->verdict == HASHLANE_VERDICT_OK) {
		sources->info.strengths[entry->strength]++;
		/* Only the size verifies an empty file without a digest. */
		if (entry->strongest >= 0)
			add_spec(sources,
				 &entry->claims[entry->strongest].found);
	}
	for (size_t i = 0; i < entry->claim_count; i++)
		sources->info.unknown_digests += !entry->claims[i].spec_count;
	if (!source)
		return;
	source->open--;
	if (entry->verdict == HASHLANE_VERDICT_OK) {
		note_guess(source, entry);
		source->info.readings |= head->reading;
	}
}

void hln_check_source_count(struct hln_check_sources *sources,
			    const struct hln_check_entry *entry)
{
	hln_lock_take(&sources->lock);
	for (const struct hln_check_entry *head = entry; entry;
	     entry = entry->same)
		count_one(sources, entry, head);
	hln_lock_give(&sources->lock);
}

void hln_check_source_leave_out(struct hln_check_sources *sources,
				const struct hln_check_entry *entry)
{
	hln_lock_take(&sources->lock);
	entry->source->open--;
	sources->info.left_out++;
	hln_lock_give(&sources->lock);
}

/* With the lock: was every entry of every list verified? */
static bool is_verified(const struct hln_check_sources *sources,
			bool ignores_missing)
{
	const uint64_t *counts = sources->info.counts;

	if (!counts[HASHLANE_VERDICT_OK])
		return false;
	for (int32_t i = 0; i < HASHLANE_MAX_VERDICTS; i++)
		if (counts[i] && i != HASHLANE_VERDICT_OK &&
		    i != HASHLANE_VERDICT_EXTRA &&
		    !(i == HASHLANE_VERDICT_MISSING && ignores_missing &&
		      !sources->doubtful))
			return false;
	for (const struct hln_check_source *source = sources->first; source;
	     source = source->next)
		if (source->info.status || !source->info.entries ||
		    source->info.readings & HASHLANE_READING_REFUTED)
			return false;
	return true;
}

void hln_check_source_get_info(struct hashlane_check_info *out,
			       struct hln_check_sources *sources,
			       bool complete, bool ignores_missing)
{
	hln_lock_take(&sources->lock);
	*out = sources->info;
	out->complete = complete;
	out->verified = complete && is_verified(sources, ignores_missing);
	hln_lock_give(&sources->lock);
}

int32_t hln_check_source_get_list(struct hashlane_check_list *out,
				  struct hln_check_sources *sources,
				  uint32_t list)
{
	const struct hln_check_source *source;

	hln_lock_take(&sources->lock);
	source = sources->first;
	while (source && source->index != list)
		source = source->next;
	if (source) {
		*out = source->info;
		out->complete = source->has_ended && !source->open;
	}
	hln_lock_give(&sources->lock);
	return source ? HASHLANE_OK : HASHLANE_NOT_FOUND;
}

size_t hln_check_source_get_specs(
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS],
	struct hln_check_sources *sources)
{
	size_t count;

	hln_lock_take(&sources->lock);
	count = sources->spec_count;
	memcpy(specs, sources->specs, count * sizeof(*specs));
	hln_lock_give(&sources->lock);
	return count;
}

uint32_t hln_check_source_index(const struct hln_check_source *source)
{
	return source->index;
}

bool hln_check_source_is_standard(const struct hln_check_source *source)
{
	return source->is_standard;
}

/* ---- Once more ---- */

bool hln_check_source_is_repeated(const struct hln_check_source *source)
{
	return source->is_repeated;
}

bool hln_check_source_goes_on(struct hln_check_sources *sources)
{
	const struct hln_check_source *source;

	hln_lock_take(&sources->lock);
	source = sources->first;
	while (source &&
	       (!source->is_list || source->is_repeated || source->has_ended))
		source = source->next;
	hln_lock_give(&sources->lock);
	return source;
}

uint32_t hln_check_source_known(struct hln_check_sources *sources)
{
	uint32_t count;

	hln_lock_take(&sources->lock);
	count = sources->count;
	hln_lock_give(&sources->lock);
	return count;
}

void hln_check_source_refute(struct hln_check_sources *sources,
			     struct hln_check_source *source)
{
	hln_lock_take(&sources->lock);
	source->info.readings |= HASHLANE_READING_REFUTED;
	hln_lock_give(&sources->lock);
}

const char *hln_check_source_folder(const struct hln_check_source *source)
{
	return source->folder;
}

/* The reader that reads once more is the one to cancel; false: it is late. */
static bool set_again(struct hln_check_sources *sources,
		      struct hln_list_reader *reader)
{
	bool cancelled;

	hln_lock_take(&sources->lock);
	sources->again = reader;
	cancelled = sources->cancelled;
	hln_lock_give(&sources->lock);
	return !cancelled;
}

/* Report the name of an entry, as copy_entry understands it. */
static bool report_name(const struct hln_check_source *source,
			hln_check_source_name *report, void *context,
			const struct hashlane_list_entry *entry)
{
	if (entry->name_bytes == 1 && *(const char *)entry->name == '-' &&
	    source->side)
		return report(context, NULL, source->side,
			      strlen(source->side));
	return report(context,
		      entry->flags & HASHLANE_LIST_BESIDE ? source->beside :
							    source->folder,
		      entry->name, entry->name_bytes);
}

static int32_t read_again(struct hln_check_sources *sources,
			  struct hln_check_source *source,
			  hln_check_source_name *report, void *context)
{
	const struct hashlane_list_entry *entry;
	struct hln_list_reader *reader;
	bool goes_on = true;
	int32_t status = hln_list_reader_open(&reader, &source->input,
					      &source->options, NULL);

	if (status)
		return status;
	if (!set_again(sources, reader))
		status = HASHLANE_CANCELLED;
	while (!status && goes_on) {
		status = hln_list_reader_next(reader, &entry);
		if (!status && !entry->status && entry->name)
			goes_on = report_name(source, report, context, entry);
	}
	(void)set_again(sources, NULL);
	hln_list_reader_close(reader);
	return status == HASHLANE_END ? HASHLANE_OK : status;
}

int32_t hln_check_source_each_name(struct hln_check_sources *sources,
				   hln_check_source_name *report,
				   void *context)
{
	struct hln_check_source *source;
	int32_t status = HASHLANE_OK;

	hln_lock_take(&sources->lock);
	source = sources->first;
	while (source && !status) {
		for (const struct hln_check_entry *entry = source->added;
		     entry; entry = entry->next)
			(void)report(context, NULL, entry->path,
				     strlen(entry->path));
		hln_lock_give(&sources->lock);
		if (hln_check_source_is_repeated(source))
			status = read_again(sources, source, report, context);
		hln_lock_take(&sources->lock);
		source = source->next;
	}
	hln_lock_give(&sources->lock);
	return status;
}
