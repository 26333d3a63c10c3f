/* SPDX-License-Identifier: MIT */
/* cmd_cache_import.c - `hashlane cache import`: learn digests from lists. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "cmd_cache_import.h"

#include "../lists/list_source.h"
#include "../run/run_state.h"
#include "../run/signals.h"
#include "../terminal/message.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct import {
	struct cli *cli;
	struct cache *cache;
	const struct algorithm_set *given;
	const char *list;
	int64_t written_ns; /* when the list was; 0: not known */
	uint64_t learnt, doubtful;
	/* The digests of an entry as a row of a set. */
	struct algorithm_set set;
	uint8_t row[HASHLANE_MAX_ALGORITHMS * HASHLANE_MAX_DIGEST_BYTES];
};

/*
 * Is the file unchanged since the list was made? It has the time of
 * modification that the list says or, if the list says none, is older than it.
 */
static bool is_unchanged(const struct import *import,
			 const struct hashlane_list_entry *entry,
			 const struct identity *identity)
{
	bool sized = entry->flags & HASHLANE_LIST_HAS_SIZE;

	if (sized && entry->size_bytes != identity->size_bytes)
		return false;
	if (entry->flags & HASHLANE_LIST_HAS_MTIME)
		return sized && entry->mtime_ns == identity->mtime_ns;
	return import->written_ns &&
	       identity_settled(identity, import->written_ns);
}

static void tell_bad(struct import *import, uint64_t line, const char *reason)
{
	char text[REASON_BYTES_MAX];

	snprintf(text, sizeof(text), "line %" PRIu64 ": %s", line, reason);
	message_failure(import->cli, import->list, text);
}

/*
 * The cache trusts what it imports, so no algorithm is guessed. False: one is
 * not known, or the digests are of a range.
 */
static bool is_certain(struct import *import,
		       const struct hashlane_list_entry *entry)
{
	size_t unknown = 0;
	char text[96];

	for (size_t i = 0; i < entry->claim_count; i++) {
		const struct hashlane_list_claim *claim = &entry->claims[i];

		if (claim->range_count)
			return false;
		unknown += !claim->spec_count;
		if (claim->spec_count <= 1 || claim->part_bytes)
			continue;
		snprintf(text, sizeof(text),
			 "cannot tell the algorithm from %zu digits (use -a)",
			 claim->text_bytes);
		tell_bad(import, entry->line, text);
		return false;
	}
	if (!unknown || unknown < entry->claim_count)
		return true;
	tell_bad(import, entry->line, "a digest of an unknown algorithm");
	return false;
}

/* Write the digests of an entry as a row of the set; the mask of valid ones. */
static uint64_t take_digests(struct import *import,
			     const struct hashlane_list_entry *entry)
{
	struct algorithm_set *set = &import->set;
	uint64_t valid = 0;

	set->count = set->row_bytes = 0;
	for (size_t i = 0; i < entry->claim_count; i++) {
		const struct hashlane_list_claim *claim = &entry->claims[i];
		size_t at = set->count;

		/* A list that says ED2K does not say whether red or blue. */
		if (claim->part_bytes || !claim->spec_count ||
		    !claim->digest || claim->specs->id == HASHLANE_HASH_ED2K ||
		    algorithm_set_add_spec(set, claim->specs) ||
		    at == set->count ||
		    set->algorithms[at].digest_bytes != claim->digest_bytes)
			continue;
		memcpy(import->row + set->algorithms[at].offset, claim->digest,
		       claim->digest_bytes);
		valid |= (uint64_t)1 << at;
	}
	return valid;
}

static void take_entry(struct import *import,
		       const struct hashlane_list_entry *entry)
{
	int64_t now_ns = identity_clock();
	struct identity identity;
	uint64_t valid;

	if (entry->status) {
		tell_bad(import, entry->line, entry->reason);
		return;
	}
	if (!is_certain(import, entry))
		return;
	if (!cache_identity_read(&identity, entry->name) ||
	    !is_unchanged(import, entry, &identity) ||
	    !identity_settled(&identity, now_ns)) {
		import->doubtful++;
		return;
	}
	valid = take_digests(import, entry);
	if (!import->set.count)
		return;
	cache_put(import->cache, &import->set, &identity, entry->name,
		  import->row, valid);
	import->learnt++;
}

/* When the list was written, by its time of modification; 0: not known. */
static int64_t written_ns(const char *list)
{
	struct identity written;
	struct stat st;

	if ((strcmp(list, "-") != 0 ? stat(list, &st) :
				      fstat(STDIN_FILENO, &st)) ||
	    !S_ISREG(st.st_mode))
		return 0;
	identity_of(&written, &st);
	return written.mtime_ns;
}

static void read_entries(struct import *import, hashlane_list list)
{
	struct hashlane_list_entry entry = { .struct_size = sizeof(entry) };
	int32_t got = HASHLANE_OK;

	while (!run_state_signal(import->cli->run) &&
	       !(got = hashlane_list_next(&entry, list)))
		take_entry(import, &entry);
	if (got && got != HASHLANE_END)
		message_failure(import->cli, import->list,
				got == HASHLANE_FORMAT ?
					"is a binary file, not a list of "
					"checksums" :
					hashlane_status_get_text(got));
}

/* STATUS_OK or STATUS_USAGE. */
static int read_list(struct import *import)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	struct list_source source;
	hashlane_list list;
	int32_t opened = HASHLANE_NO_MEMORY;

	import->written_ns = written_ns(import->list);
	if (list_source_open(&source, import->list, import->given, 0))
		opened = hashlane_list_open(&list, &source.input,
					    sizeof(source.input),
					    &source.options, &error);
	error.status = opened;
	if (opened) {
		message_about(import->cli, import->list,
			      list_source_reason(&error));
	} else {
		read_entries(import, list);
		(void)hashlane_list_close(list);
	}
	list_source_close(&source);
	return opened ? STATUS_USAGE : STATUS_OK;
}

int cache_import(struct cli *cli, struct cache *cache,
		 const struct algorithm_set *given, char *const *lists,
		 int list_count)
{
	struct import import = {
		.cli = cli,
		.cache = cache,
		.given = given,
	};
	char line[128];
	int status = STATUS_OK;
	bool done;

	for (int i = 0;
	     i < list_count && !status && !run_state_signal(cli->run); i++) {
		import.list = lists[i];
		status = read_list(&import);
	}
	cache_flush(cache);
	if (status || cache_failed(cache))
		return status ? status : STATUS_FAILED;
	done = signals_commit(cli->signals);
	snprintf(line, sizeof(line),
		 "%s%" PRIu64 " learnt, %" PRIu64 " gone or changed",
		 done ? "" : "not finished: ", import.learnt, import.doubtful);
	if (!done) {
		message_text(cli, line);
		return STATUS_FAILED;
	}
	output_text(&cli->out, line);
	output_line(&cli->out, '\n');
	return STATUS_OK;
}
