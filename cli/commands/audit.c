/* SPDX-License-Identifier: MIT */
/* audit.c - a directory against lists and databases. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "audit.h"

#include "../lists/escaped_name.h"
#include "../lists/json_path.h"
#include "../lists/listed_file.h"
#include "../run/file_hasher.h"
#include "../run/run_state.h"
#include "../terminal/message.h"
#include "guessed_algorithm.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum finding {
	FINE,
	NEW,
	GONE,
	MOVED,
	MODIFIED,
	ROTTEN,
	UNREADABLE,
	FINDINGS
};

static const char *const names[FINDINGS] = {
	"ok", "new", "gone", "moved", "modified", "rotten", "unreadable",
};

/* A file that is in no list: new, or the target of a move. */
struct stranger {
	char *path;
	uint64_t size_bytes;
	uint64_t valid;
	uint8_t *digests;
	bool taken;
};

struct run {
	struct audit *audit;
	struct file_index *index;
	struct file_hasher *hasher;
	struct stranger *strangers;
	size_t count, room;
	uint64_t findings[FINDINGS];
	uint64_t left_out;
	/* Algorithms that were not those of the digests' lengths. */
	struct algorithm_set guessed;
	uint64_t guesses[HASHLANE_MAX_ALGORITHMS];
	bool guess_failed; /* a digest of a guessed algorithm fits no file */
	bool slashes; /* a name leads to a file if "\\" is the separator */
	bool no_memory;
};

static void write_text(struct run *run, enum finding finding, const char *name,
		       const char *from)
{
	struct output *out = &run->audit->cli->out;
	bool escaped = name_needs_escape(name) ||
		       (from && name_needs_escape(from));
	char head[16];

	snprintf(head, sizeof(head), "%s%-8s  ", escaped ? "\\" : "",
		 names[finding]);
	output_text(out, head);
	if (from) {
		output_escaped(out, from);
		output_text(out, " -> ");
	}
	output_escaped(out, name);
	output_line(out, '\n');
}

static int set_from(json_t *object, const char *from)
{
	json_t *old = json_object();

	if (old && !json_set_path(old, from))
		return json_object_set_new(object, "from", old);
	json_decref(old);
	return -1;
}

static void write_object(struct run *run, json_t *object, bool complete)
{
	char *text = complete && object ? json_dumps(object, 0) : NULL;

	json_decref(object);
	run->no_memory |= !text;
	if (!text)
		return;
	output_json(&run->audit->cli->out, text, strlen(text));
	output_line(&run->audit->cli->out, '\n');
	free(text);
}

static void report(struct run *run, enum finding finding, const char *name,
		   const char *from)
{
	json_t *object;

	run->findings[finding]++;
	if (finding == FINE)
		return;
	run->audit->cli->failed = true;
	if (!run->audit->options.json) {
		write_text(run, finding, name, from);
		return;
	}
	object = json_pack("{s:s}", "finding", names[finding]);
	write_object(run, object,
		     object && !json_set_path(object, name) &&
			     (!from || !set_from(object, from)));
}

/* Keep a file that is in no list until all files are seen. */
static void keep_stranger(struct run *run, const struct file_result *result)
{
	size_t bytes = run->index->set.row_bytes;
	struct stranger *stranger;

	if (run->count == run->room) {
		size_t room = run->room * 2 + 256;
		struct stranger *more = realloc(run->strangers,
						room * sizeof(*more));

		run->no_memory |= !more;
		if (!more)
			return;
		run->strangers = more;
		run->room = room;
	}
	stranger = &run->strangers[run->count];
	*stranger = (struct stranger){
		.path = strdup(result->path),
		.size_bytes = result->size_bytes,
		.valid = result->digests_valid,
		.digests = malloc(bytes),
	};
	if (stranger->path && stranger->digests) {
		memcpy(stranger->digests, result->digests, bytes);
		run->count++;
		return;
	}
	run->no_memory = true;
	free(stranger->path);
	free(stranger->digests);
}

static void count_guess(struct run *run,
			const struct hashlane_algorithm_spec *spec)
{
	size_t i;

	(void)algorithm_set_add_spec(&run->guessed, spec);
	i = algorithm_set_find(&run->guessed, spec);
	if (i < run->guessed.count)
		run->guesses[i]++;
}

/* A file differs from its entry: was the algorithm guessed wrongly? */
static void take_other(struct run *run, const struct indexed_file *file,
		       const struct file_result *result, const char *name)
{
	struct hashlane_algorithm_spec spec = { 0 };
	enum guess guess = GUESS_NONE;
	char reason[REASON_BYTES_MAX];

	if (file->digest_count == 1 && file->digests->guessed)
		guess = guessed_algorithm_retry(
			&spec, file->digests, result->path,
			run->audit->options.isa, run->audit->cli);
	if (guess == GUESS_CHECKSUM) {
		guessed_algorithm_explain(reason, sizeof(reason),
					  file->digests, &spec);
		message_failure(run->audit->cli, name, reason);
		report(run, UNREADABLE, name, NULL);
	} else if (guess == GUESS_FITS) {
		count_guess(run, &spec);
		report(run, FINE, name, NULL);
	} else {
		run->guess_failed |= file->digest_count &&
				     file->digests->guessed;
		report(run,
		       file->mtime_known &&
				       file->mtime_ns == result->mtime_ns ?
			       ROTTEN :
			       MODIFIED,
		       name, NULL);
	}
}

/* A list that is compared with is not a finding, unless a list names it. */
static bool is_own(struct run *run, uint64_t cookie, const char *path,
		   uint64_t device, uint64_t inode)
{
	return !cookie && file_index_is_source(run->index, device, inode) &&
	       !file_index_find(run->index, path);
}

/* Is it a file that the walk found, and one that is not asked for? */
static bool is_left_out(struct run *run, uint64_t cookie, uint64_t size_bytes,
			int64_t mtime_ns)
{
	return !cookie &&
	       !selection_has(&run->audit->selection, size_bytes, mtime_ns);
}

/* The walk has found the file, and it is left out: so are its entries. */
static void leave_out(struct run *run, struct indexed_file *file)
{
	for (; file; file = file_index_next(run->index, file)) {
		file->seen = file->left_out = true;
		run->left_out++;
	}
}

static void take_entry(struct run *run, struct indexed_file *file,
		       const struct file_result *result, const char *name)
{
	file->seen = true;
	if (file_index_agrees(run->index, file, result->size_bytes,
			      result->digests, result->digests_valid))
		report(run, FINE, name, NULL);
	else
		take_other(run, file, result, name);
}

static void take_unreadable(struct run *run, struct indexed_file *file,
			    const struct file_result *result, const char *name)
{
	char reason[REASON_BYTES_MAX];

	for (; file; file = file_index_next(run->index, file))
		file->seen = true;
	report(run, UNREADABLE, name, NULL);
	message_failure(
		run->audit->cli, name,
		message_reason(reason, result->status, result->os_error));
}

static void take_result(void *context, const struct file_result *result)
{
	struct run *run = context;
	struct indexed_file *file =
		result->cookie ? &run->index->files[result->cookie - 1] :
				 file_index_find(run->index, result->path);
	const char *name = result->cookie ? file->name : result->path;

	if (is_own(run, result->cookie, result->path, result->identity.device,
		   result->identity.inode))
		return;
	if (result->status) {
		take_unreadable(run, file, result, name);
	} else if (is_left_out(run, result->cookie, result->size_bytes,
			       result->mtime_ns)) {
		leave_out(run, file);
	} else if (!file) {
		keep_stranger(run, result);
	} else if (result->cookie) {
		take_entry(run, file, result, name);
	} else {
		take_entry(run, file, result, name);
		while ((file = file_index_next(run->index, file)))
			take_entry(run, file, result, file->name);
	}
}

static enum file_knowledge know(void *context,
				const struct hashlane_lookup_file *asked,
				uint64_t *valid, uint8_t *digests)
{
	(void)digests;
	*valid = 1;
	return is_own(context, asked->cookie, asked->path, asked->device,
		      asked->inode) ||
			       is_left_out(context, asked->cookie,
					   asked->size_bytes,
					   asked->mtime_ns) ?
		       FILE_KNOWN :
		       FILE_HASH;
}

/*
 * Files that the walk does not reach, for instance behind a link to a folder,
 * or that it left out.
 */
static void hash_unseen(struct run *run)
{
	for (size_t i = 0; i < run->index->count && !run->no_memory &&
			   !run_state_signal(run->audit->cli->run);
	     i++) {
		struct indexed_file *file = &run->index->files[i];

		if (file->seen || !file->below)
			continue;
		file->left_out = listed_file_is_left_out(
			run->index, file, &run->audit->selection);
		run->left_out += file->left_out;
		if (!file->left_out && listed_file_is_there(file, NULL))
			file_hasher_add(run->hasher, file->path, i + 1);
	}
}

static void hash_all(struct run *run)
{
	const struct file_hasher_options options = {
		.cli = run->audit->cli,
		.set = &run->index->set,
		.run = &run->audit->options,
		.walk = &run->audit->selection.walk,
		.know = know,
		.take = take_result,
		.context = run,
	};

	run->hasher = file_hasher_create(&options);
	if (!run->hasher) {
		run->no_memory = true;
		return;
	}
	file_hasher_add(run->hasher, run->audit->folder, 0);
	file_hasher_run(run->hasher);
	hash_unseen(run);
	file_hasher_run(run->hasher);
	file_hasher_destroy(run->hasher);
}

static int compare_strangers(const void *a, const void *b)
{
	const struct stranger *x = a, *y = b;

	if (x->size_bytes != y->size_bytes)
		return x->size_bytes < y->size_bytes ? -1 : 1;
	return strcmp(x->path, y->path);
}

static int compare_paths(const void *a, const void *b)
{
	const struct stranger *x = a, *y = b;

	return strcmp(x->path, y->path);
}

/* The index of the first stranger of this size. */
static size_t lower_bound(const struct run *run, uint64_t size_bytes)
{
	size_t low = 0, high = run->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (run->strangers[middle].size_bytes < size_bytes)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A stranger with the content of a file that is gone; NULL: none. */
static struct stranger *find_goal(const struct run *run,
				  const struct indexed_file *file)
{
	size_t i = file->size_known ? lower_bound(run, file->size_bytes) : 0;

	for (; i < run->count; i++) {
		struct stranger *stranger = &run->strangers[i];

		if (file->size_known &&
		    stranger->size_bytes != file->size_bytes)
			return NULL;
		/*
		 * All empty files are equal: an empty file never counts as
		 * moved.
		 */
		if (!stranger->taken && stranger->size_bytes &&
		    file_index_agrees(run->index, file, stranger->size_bytes,
				      stranger->digests, stranger->valid))
			return stranger;
	}
	return NULL;
}

static void report_rest(struct run *run)
{
	if (run->count)
		qsort(run->strangers, run->count, sizeof(*run->strangers),
		      compare_strangers);
	for (size_t i = 0; i < run->index->count; i++) {
		struct indexed_file *file = &run->index->files[i];
		struct stranger *goal;
		int os_error;

		if (file->seen || file->left_out || !file->below)
			continue;
		if (!file_index_is_gone(file->path, &os_error)) {
			message_failure(run->audit->cli, file->name,
					os_error ? message_errno(os_error) :
						   "not a regular file");
			report(run, UNREADABLE, file->name, NULL);
			continue;
		}
		run->slashes |= listed_file_has_slashes(file);
		goal = find_goal(run, file);
		if (goal)
			goal->taken = true;
		report(run, goal ? MOVED : GONE,
		       goal ? goal->path : file->name,
		       goal ? file->name : NULL);
	}
	if (run->count)
		qsort(run->strangers, run->count, sizeof(*run->strangers),
		      compare_paths);
	for (size_t i = 0; i < run->count; i++)
		if (!run->strangers[i].taken)
			report(run, NEW, run->strangers[i].path, NULL);
}

/* Say how the list may have been meant, as a check does. */
static void give_hints(struct run *run)
{
	const uint64_t *found = run->findings;
	struct cli *cli = run->audit->cli;

	if (run->slashes)
		message_text(cli, "some names lead to files if \\ is read as "
				  "/; an audit does not read them so");
	if (found[FINE])
		return;
	if (run->guess_failed)
		message_text(cli, "no file was verified; if the digests are "
				  "of another algorithm than their length "
				  "tells, give it by -a");
	else if (found[GONE] && !found[MODIFIED] && !found[ROTTEN])
		message_text(cli, "no file was verified: all are gone; if "
				  "names are not relative to the current "
				  "directory, use --base");
}

static void summarise_json(struct run *run)
{
	json_t *object = json_object(), *counts = json_object();
	int failed = !object || !counts;

	for (size_t i = 0; i < FINDINGS && !failed; i++)
		failed = json_object_set_new(
			counts, names[i],
			json_integer((json_int_t)run->findings[i]));
	if (!failed && selection_is_used(&run->audit->selection))
		failed = json_object_set_new(
			counts, "left_out",
			json_integer((json_int_t)run->left_out));
	failed = failed || json_object_set(object, "summary", counts);
	json_decref(counts);
	write_object(run, object, !failed);
}

static void summarise(struct run *run)
{
	struct output *out = &run->audit->cli->out;
	char text[64 + ALGORITHM_TEXT_MAX];

	if (run->audit->options.json) {
		summarise_json(run);
		return;
	}
	if (run->audit->options.quiet)
		return;
	for (size_t i = 0; i < FINDINGS; i++) {
		snprintf(text, sizeof(text), "%s%" PRIu64 " %s", i ? ", " : "",
			 run->findings[i], names[i]);
		output_text(out, text);
	}
	if (run->left_out) {
		snprintf(text, sizeof(text), "; %" PRIu64 " left out",
			 run->left_out);
		output_text(out, text);
	}
	for (size_t i = 0; i < run->guessed.count; i++) {
		snprintf(text, sizeof(text), "; %" PRIu64 " guessed as %s",
			 run->guesses[i], run->guessed.algorithms[i].name);
		output_text(out, text);
	}
	output_line(out, '\n');
}

/* With all entries left out, nothing was verified. */
static void check_some(struct run *run)
{
	for (size_t i = 0; i < run->index->count; i++)
		if (run->index->files[i].below &&
		    !run->index->files[i].left_out)
			return;
	run->audit->cli->failed = true;
	message_text(run->audit->cli, "no file was verified: all entries are "
				      "left out");
}

static int refuse(const struct audit *audit)
{
	message_about(audit->cli, audit->folder,
		      "no list or database has files below it (names in "
		      "lists are relative to the current directory; see "
		      "--base)");
	return STATUS_USAGE;
}

int audit_run(struct audit *audit)
{
	struct run run = { .audit = audit, .index = &audit->index };
	bool some;

	run.no_memory = !file_index_sort(&audit->index) ||
			!file_index_enter(&audit->index, audit->folder, &some);
	if (!run.no_memory && !some)
		return refuse(audit);
	file_index_complete_set(&audit->index);
	if (!run.no_memory)
		hash_all(&run);
	if (!run.no_memory && !run_state_signal(audit->cli->run)) {
		report_rest(&run);
		summarise(&run);
		give_hints(&run);
		check_some(&run);
	}
	if (run.no_memory)
		message_text(audit->cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
	for (size_t i = 0; i < run.count; i++) {
		free(run.strangers[i].path);
		free(run.strangers[i].digests);
	}
	free(run.strangers);
	return run.no_memory ? STATUS_FAILED : STATUS_OK;
}
