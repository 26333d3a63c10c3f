/* SPDX-License-Identifier: MIT */
/* cmd_cache_verify.c - `hashlane cache verify`: hash again and compare. */
#include "cmd_cache_verify.h"

#include "../run/file_hasher.h"
#include "../run/run_state.h"
#include "../run/signals.h"
#include "../terminal/message.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct verify {
	struct cli *cli;
	struct cache *cache;
	struct run_options options;
	struct algorithm_set set; /* all that some row has */
	struct file_hasher *hasher;
	bool no_memory;
	uint64_t good, stale;
	struct identity *wrong; /* to be forgotten */
	size_t wrong_count;
};

static bool add_algorithms(void *context, const struct cache_row *row)
{
	struct verify *verify = context;

	for (size_t i = 0; i < row->count; i++)
		/*
		 * A later version may have stored algorithms unknown to this
		 * one.
		 */
		(void)algorithm_set_add_spec(&verify->set, &row->specs[i]);
	return !run_state_signal(verify->cli->run);
}

/* Is the file still where and what it was? */
static bool is_current(const struct cache_row *row)
{
	struct identity now;

	return row->intact && row->path &&
	       cache_identity_read(&now, row->path) &&
	       identity_equal(&now, &row->identity);
}

static bool add_row(void *context, const struct cache_row *row)
{
	struct verify *verify = context;
	struct identity *identity;

	if (!is_current(row)) {
		verify->stale++;
		return true;
	}
	identity = malloc(sizeof(*identity));
	if (!identity) {
		verify->no_memory = true;
		return false;
	}
	*identity = row->identity;
	file_hasher_add(verify->hasher, row->path, (uintptr_t)identity);
	return !run_state_signal(verify->cli->run);
}

/* Do all digests of the row match those of the file? */
static bool agrees(const struct verify *verify, const struct cache_row *row,
		   const struct file_result *result)
{
	const struct algorithm_set *set = &verify->set;

	for (size_t i = 0; i < row->count; i++)
		for (size_t k = 0; k < set->count; k++) {
			bool valid = result->digests_valid >> k & 1;

			if (row->specs[i].id != set->specs[k].id ||
			    row->specs[i].param != set->specs[k].param)
				continue;
			if (valid != (row->digest_bytes[i] != 0) ||
			    memcmp(row->digests[i],
				   result->digests + set->algorithms[k].offset,
				   row->digest_bytes[i]) != 0)
				return false;
		}
	return true;
}

static void take_wrong(struct verify *verify, const char *path,
		       const struct identity *identity)
{
	size_t bytes = (verify->wrong_count + 1) * sizeof(*identity);
	struct identity *more = realloc(verify->wrong, bytes);

	message_failure(
		verify->cli, path,
		"differs from the cache, with the same size and times: "
		"its entry is forgotten");
	verify->no_memory |= !more;
	if (!more)
		return;
	verify->wrong = more;
	verify->wrong[verify->wrong_count++] = *identity;
}

static void take_result(void *context, const struct file_result *result)
{
	struct verify *verify = context;
	struct identity *identity = (void *)(uintptr_t)result->cookie;
	struct identity now;
	struct cache_row row;

	if (result->status || !cache_identity_read(&now, result->path) ||
	    !identity_equal(&now, identity) ||
	    !cache_get(verify->cache, &row, identity)) {
		verify->stale++;
	} else if (agrees(verify, &row, result)) {
		verify->good++;
	} else {
		take_wrong(verify, result->path, identity);
	}
	free(identity);
}

static void hash_all(struct verify *verify)
{
	const struct file_hasher_options options = {
		.cli = verify->cli,
		.set = &verify->set,
		.run = &verify->options,
		.take = take_result,
		.context = verify,
	};

	verify->hasher = file_hasher_create(&options);
	if (!verify->hasher) {
		verify->no_memory = true;
		return;
	}
	(void)cache_each(verify->cache, add_row, verify);
	file_hasher_run(verify->hasher);
	file_hasher_destroy(verify->hasher);
}

int cache_verify(struct cli *cli, struct cache *cache,
		 struct run_options options)
{
	struct verify verify = {
		.cli = cli,
		.cache = cache,
		.options = options,
	};
	char line[160];
	bool done;

	if (run_options_choose_isa(&verify.options, cli))
		return STATUS_USAGE;
	if (!cache_check(cache)) {
		message_failure(
			cli, cache_place(cache),
			"is damaged (remove it with hashlane cache clear)");
		return STATUS_FAILED;
	}
	if (!cache_each(cache, add_algorithms, &verify))
		return STATUS_FAILED;
	if (verify.set.count)
		hash_all(&verify);
	if (verify.wrong_count)
		(void)cache_forget(cache, verify.wrong, verify.wrong_count);
	free(verify.wrong);
	if (verify.no_memory) {
		message_text(cli,
			     hashlane_status_get_text(HASHLANE_NO_MEMORY));
		return STATUS_FAILED;
	}
	done = signals_commit(cli->signals);
	snprintf(line, sizeof(line),
		 "%s%" PRIu64 " files match, %" PRIu64
		 " gone or changed, %zu wrong",
		 done ? "" : "not finished: ", verify.good, verify.stale,
		 verify.wrong_count);
	if (!done) {
		message_text(cli, line);
		return STATUS_FAILED;
	}
	output_text(&cli->out, line);
	output_line(&cli->out, '\n');
	return verify.wrong_count ? STATUS_FAILED : STATUS_OK;
}
