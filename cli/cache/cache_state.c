/* SPDX-License-Identifier: MIT */
/* cache_state.c - the states of long files in the cache, for the next run. */
#define _GNU_SOURCE
#include "cache_state.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* A larger value is no state of hashlane. */
enum { STATE_BYTES_MAX = 1 << 20 };

struct call {
	const struct identity *identity;
	const char *path;
	void *state;
	size_t bytes;
	uint64_t count;
};

static int prepare(sqlite3 *db, sqlite3_stmt **statement, const char *text,
		   const struct identity *identity)
{
	int code = sqlite3_prepare_v2(db, text, -1, statement, NULL);

	if (code != SQLITE_OK || !identity)
		return code;
	sqlite3_bind_int64(*statement, 1, (int64_t)identity->device);
	sqlite3_bind_int64(*statement, 2, (int64_t)identity->inode);
	return code;
}

/* Read columns 0 to 2. */
static void read_identity(struct identity *identity, sqlite3_stmt *row)
{
	identity->size_bytes = (uint64_t)sqlite3_column_int64(row, 0);
	identity->mtime_ns = sqlite3_column_int64(row, 1);
	identity->ctime_ns = sqlite3_column_int64(row, 2);
}

static int find(sqlite3 *db, void *context)
{
	struct call *call = context;
	struct identity found = *call->identity;
	sqlite3_stmt *statement = NULL;
	int code = prepare(db, &statement,
			   "SELECT size, mtime, ctime, state FROM state"
			   " WHERE device=?1 AND inode=?2"
			   " AND (mount=?3 OR path=?4)",
			   call->identity);

	if (code == SQLITE_OK) {
		sqlite3_bind_int64(statement, 3,
				   (int64_t)call->identity->mount);
		sqlite3_bind_blob(statement, 4, call->path,
				  (int)strlen(call->path), SQLITE_STATIC);
		code = sqlite3_step(statement);
	}
	if (code == SQLITE_ROW) {
		size_t bytes = (size_t)sqlite3_column_bytes(statement, 3);
		const void *state = sqlite3_column_blob(statement, 3);

		read_identity(&found, statement);
		if (state && bytes <= STATE_BYTES_MAX &&
		    identity_equal(&found, call->identity) &&
		    (call->state = malloc(bytes))) {
			memcpy(call->state, state, bytes);
			call->bytes = bytes;
		}
	}
	sqlite3_finalize(statement);
	return code;
}

void *cache_state_find(struct cache *cache, const struct identity *identity,
		       const char *path, size_t *bytes)
{
	char whole[8192];
	struct call call = { .identity = identity, .path = whole };

	if (cache_whole_path(whole, sizeof(whole), path))
		(void)cache_run(cache, find, &call);
	*bytes = call.bytes;
	return call.state;
}

static int put(sqlite3 *db, void *context)
{
	const struct call *call = context;
	const struct identity *identity = call->identity;
	sqlite3_stmt *statement = NULL;
	int code = prepare(db, &statement,
			   "INSERT OR REPLACE INTO state VALUES"
			   "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
			   identity);

	if (code == SQLITE_OK) {
		sqlite3_bind_int64(statement, 3,
				   (int64_t)identity->size_bytes);
		sqlite3_bind_int64(statement, 4, identity->mtime_ns);
		sqlite3_bind_int64(statement, 5, identity->ctime_ns);
		sqlite3_bind_blob(statement, 6, call->path,
				  (int)strlen(call->path), SQLITE_STATIC);
		sqlite3_bind_blob(statement, 7, call->state, (int)call->bytes,
				  SQLITE_STATIC);
		sqlite3_bind_int64(statement, 8, (int64_t)identity->mount);
		code = sqlite3_step(statement);
	}
	sqlite3_finalize(statement);
	return code;
}

void cache_state_put(struct cache *cache, const struct identity *identity,
		     const char *path, const void *state, size_t bytes)
{
	char whole[8192];
	struct call call = {
		.identity = identity,
		.path = whole,
		.state = (void *)(uintptr_t)state,
		.bytes = bytes,
	};

	if (bytes <= STATE_BYTES_MAX &&
	    cache_whole_path(whole, sizeof(whole), path))
		(void)cache_run(cache, put, &call);
}

static int drop(sqlite3 *db, void *context)
{
	const struct call *call = context;
	sqlite3_stmt *statement = NULL;
	int code = prepare(db, &statement,
			   "DELETE FROM state WHERE device=?1 AND inode=?2",
			   call->identity);

	if (code == SQLITE_OK)
		code = sqlite3_step(statement);
	sqlite3_finalize(statement);
	return code;
}

void cache_state_drop(struct cache *cache, const struct identity *identity)
{
	struct call call = { .identity = identity };

	(void)cache_run(cache, drop, &call);
}

static int count(sqlite3 *db, void *context)
{
	struct call *call = context;
	sqlite3_stmt *statement = NULL;
	int code = prepare(db, &statement, "SELECT count(*) FROM state", NULL);

	if (code == SQLITE_OK)
		code = sqlite3_step(statement);
	if (code == SQLITE_ROW)
		call->count = (uint64_t)sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return code;
}

bool cache_state_count(struct cache *cache, uint64_t *number)
{
	struct call call = { .count = 0 };
	bool counted = cache_run(cache, count, &call);

	*number = call.count;
	return counted;
}

/* Is the row that of a file that is gone or has changed? */
static bool is_stale(sqlite3_stmt *row)
{
	size_t bytes = (size_t)sqlite3_column_bytes(row, 3);
	const char *text = sqlite3_column_blob(row, 3);
	char *path = text ? strndup(text, bytes) : NULL;
	struct identity kept = {
		.device = (uint64_t)sqlite3_column_int64(row, 4),
		.inode = (uint64_t)sqlite3_column_int64(row, 5),
	};
	bool stale;

	read_identity(&kept, row);
	stale = !path || cache_stale(&kept, path);
	free(path);
	return stale;
}

static int prune(sqlite3 *db, void *context)
{
	sqlite3_stmt *rows = NULL;
	int code = prepare(db, &rows,
			   "SELECT size, mtime, ctime, path, device, inode"
			   " FROM state",
			   NULL);

	(void)context;
	while (code == SQLITE_OK || code == SQLITE_ROW) {
		struct identity stale;
		struct call call = { .identity = &stale };

		code = sqlite3_step(rows);
		if (code != SQLITE_ROW || !is_stale(rows))
			continue;
		stale.device = (uint64_t)sqlite3_column_int64(rows, 4);
		stale.inode = (uint64_t)sqlite3_column_int64(rows, 5);
		code = drop(db, &call);
		code = code == SQLITE_DONE ? SQLITE_ROW : code;
	}
	sqlite3_finalize(rows);
	return code;
}

bool cache_state_prune(struct cache *cache)
{
	return cache_run(cache, prune, NULL);
}
