/* SPDX-License-Identifier: MIT */
/* cmd_cache_import.c - `hashlane cache import`: learn digests from lists. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "cmd_cache_import.h"

#include "../lists/list.h"
#include "../run/run_state.h"
#include "../run/signals.h"
#include "../terminal/message.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct import {
	struct cli *cli;
	struct cache *cache;
	struct list_options options;
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
			 const struct list_entry *entry,
			 const struct identity *identity)
{
	if (entry->size_known && entry->size_bytes != identity->size_bytes)
		return false;
	if (entry->mtime_known)
		return entry->size_known &&
		       entry->mtime_ns == identity->mtime_ns;
	return import->written_ns &&
	       identity_settled(identity, import->written_ns);
}

static void take_entry(struct import *import, const struct list_entry *entry)
{
	struct algorithm_set *set = &import->set;
	uint64_t valid = 0;
	int64_t now_ns = identity_clock();
	struct identity identity;

	if (entry->is_range)
		return;
	if (!cache_identity_read(&identity, entry->name) ||
	    !is_unchanged(import, entry, &identity) ||
	    !identity_settled(&identity, now_ns)) {
		import->doubtful++;
		return;
	}
	set->count = set->row_bytes = 0;
	for (size_t i = 0; i < entry->digest_count; i++) {
		const struct list_digest *digest = &entry->digests[i];
		size_t at = set->count;

		/* A list that says ED2K does not say whether red or blue. */
		if (digest->spec.id == HASHLANE_HASH_ED2K ||
		    algorithm_set_add_spec(set, &digest->spec) ||
		    at == set->count ||
		    set->algorithms[at].digest_bytes != digest->byte_count)
			continue;
		memcpy(import->row + set->algorithms[at].offset, digest->bytes,
		       digest->byte_count);
		valid |= (uint64_t)1 << at;
	}
	if (!set->count)
		return;
	cache_put(import->cache, set, &identity, entry->name, import->row,
		  valid);
	import->learnt++;
}

static void tell_bad(struct import *import, uint64_t line, const char *reason)
{
	char text[REASON_BYTES_MAX];

	snprintf(text, sizeof(text), "line %" PRIu64 ": %s", line, reason);
	message_failure(import->cli, import->list, text);
}

/* STATUS_OK or STATUS_USAGE. */
static int read_list(struct import *import)
{
	struct list *list = list_open(import->list, &import->options);
	const struct list_entry *entry;
	const char *reason;
	enum list_outcome outcome;
	struct identity written;
	struct stat st;

	if (!list) {
		message_about(import->cli, import->list, message_errno(errno));
		return STATUS_USAGE;
	}
	import->written_ns = 0;
	if (!fstat(list_descriptor(list), &st) && S_ISREG(st.st_mode)) {
		identity_of(&written, &st);
		import->written_ns = written.mtime_ns;
	}
	do {
		outcome = list_next(list, &entry, &reason);
		if (outcome == LIST_ENTRY)
			take_entry(import, entry);
		else if (outcome == LIST_BAD)
			tell_bad(import, list_line(list), reason);
		else if (outcome != LIST_END)
			message_failure(import->cli, import->list,
					outcome == LIST_BINARY ?
						reason :
						message_errno(errno));
	} while (outcome <= LIST_BAD && !run_state_signal(import->cli->run));
	list_close(list);
	return STATUS_OK;
}

int cache_import(struct cli *cli, struct cache *cache,
		 const struct algorithm_set *given, char *const *lists,
		 int list_count)
{
	struct import import = {
		.cli = cli,
		.cache = cache,
		/*
		 * The cache trusts what it imports, so no algorithm is
		 * guessed.
		 */
		.options = { .given = given, .certain = true },
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
