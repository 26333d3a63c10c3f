/* SPDX-License-Identifier: MIT */
/* cache.c - digests of files seen before, in an SQLite database. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "cache.h"

#include "../terminal/message.h"
#include "cache_value.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * BUSY_MS: how long to wait for other processes, which write for moments only.
 * FINDS: how many lookups share a read transaction; a longer one would keep the
 * write-ahead log from being merged. WAITING: the bytes of rows that wait to be
 * written.
 */
enum {
	BUSY_MS = 5000,
	RETRY_MS = 5,
	FINDS = 1024,
	WAITING_BYTES = 256 * 1024
};

enum { SCHEMA_VERSION = 3 };

static const char make_schema[] =
	"BEGIN IMMEDIATE;"
	"CREATE TABLE IF NOT EXISTS file(device INTEGER, inode INTEGER,"
	" size INTEGER, mtime INTEGER, ctime INTEGER, value BLOB,"
	" PRIMARY KEY(device, inode)) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS place(device INTEGER, inode INTEGER,"
	" path BLOB, mount INTEGER, PRIMARY KEY(device, inode))"
	" WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS state(device INTEGER, inode INTEGER,"
	" size INTEGER, mtime INTEGER, ctime INTEGER, path BLOB, state BLOB,"
	" mount INTEGER, PRIMARY KEY(device, inode)) WITHOUT ROWID;"
	"PRAGMA application_id=1213418574;"
	"PRAGMA user_version=3;"
	"COMMIT";

/* Older versions knew files by other numbers: none of their rows is found. */
static const char drop_schema[] = "BEGIN IMMEDIATE;"
				  "DROP TABLE IF EXISTS file;"
				  "DROP TABLE IF EXISTS place;"
				  "DROP TABLE IF EXISTS state;"
				  "COMMIT";

static const char find_text[] =
	"SELECT size, mtime, ctime, value, path, mount"
	" FROM file LEFT JOIN place USING(device, inode)"
	" WHERE device=?1 AND inode=?2";
static const char put_text[] = "INSERT OR REPLACE INTO file VALUES"
			       "(?1, ?2, ?3, ?4, ?5, ?6)";
static const char place_text[] = "INSERT OR REPLACE INTO place VALUES"
				 "(?1, ?2, ?3, ?4)";

/* A row that is not written yet, followed by its value and its path. */
struct waiting {
	struct identity identity;
	size_t value_bytes; /* 0: only its path is new */
	size_t path_bytes;  /* with the NUL */
};

struct cache {
	struct cli *cli;
	sqlite3 *db; /* NULL: it failed */
	char *place;
	sqlite3_stmt *find, *put, *put_place;
	bool reading;
	unsigned finds; /* in this transaction */
	size_t waiting_bytes;
	uint8_t value[CACHE_VALUE_MAX];
	uint8_t waiting[WAITING_BYTES];
};

struct identity cache_identity(const struct hashlane_lookup_file *file)
{
	struct identity identity = {
		.device = file->device,
		.inode = file->inode,
		.size_bytes = file->size_bytes,
		.mtime_ns = file->mtime_ns,
		.ctime_ns = file->ctime_ns,
		.mount = file->device,
	};
	uint64_t halves[2];

	memcpy(halves, file->file_system, sizeof(halves));
	if (file->flags & HASHLANE_LOOKUP_STABLE)
		identity.device = halves[0] ^
				  (halves[1] << 1 | halves[1] >> 63);
	return identity;
}

bool cache_identity_read(struct identity *out, const char *path)
{
	struct hashlane_lookup_file file;
	int32_t status;

	/* errno is set as by stat. */
	if (!identity_read(out, path))
		return false;
	status = hashlane_lookup_read(&file, sizeof(file), path);
	if (!status)
		*out = cache_identity(&file);
	else
		errno = status == HASHLANE_NOT_REGULAR ? 0 :
			status == HASHLANE_NOT_FOUND   ? ENOENT :
							 EIO;
	return !status;
}

bool cache_stale(const struct identity *identity, const char *path)
{
	struct identity now;

	if (cache_identity_read(&now, path))
		return !identity_equal(&now, identity);
	return !errno || errno == ENOENT || errno == ENOTDIR;
}

const char *cache_place(const struct cache *cache)
{
	return cache->place;
}

bool cache_failed(const struct cache *cache)
{
	return !cache->db;
}

static void disconnect(struct cache *cache)
{
	sqlite3_finalize(cache->find);
	sqlite3_finalize(cache->put);
	sqlite3_finalize(cache->put_place);
	sqlite3_close_v2(cache->db);
	cache->find = cache->put = cache->put_place = NULL;
	cache->db = NULL;
}

/* Warn once, and go on without the cache. */
static void give_up(struct cache *cache, const char *why)
{
	char text[REASON_BYTES_MAX];

	snprintf(text, sizeof(text), "is not used: %s", why);
	disconnect(cache);
	message_about(cache->cli, cache->place, text);
}

/* True: all is well. */
static bool check(struct cache *cache, int code)
{
	int error;

	if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE)
		return true;
	/* The system's reason, where SQLite has met one; not errno. */
	error = code == SQLITE_IOERR || code == SQLITE_CANTOPEN ?
			sqlite3_system_errno(cache->db) :
			0;
	give_up(cache,
		error ? message_errno(error) : sqlite3_errmsg(cache->db));
	return false;
}

static bool execute(struct cache *cache, const char *text)
{
	return cache->db &&
	       check(cache, sqlite3_exec(cache->db, text, NULL, NULL, NULL));
}

/* The number that a statement returns. */
static bool ask_number(struct cache *cache, const char *text, int64_t *number)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(cache->db, text, -1, &statement, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_step(statement);
	if (code == SQLITE_ROW)
		*number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return check(cache, code);
}

/* Create all folders of a path. */
static void make_folders(char *path)
{
	for (char *at = path + 1; *at; at++) {
		if (*at != '/')
			continue;
		*at = 0;
		(void)mkdir(path, 0700);
		*at = '/';
	}
}

char *cache_default_path(void)
{
	const char *folder = getenv("XDG_CACHE_HOME"), *below = "";
	char *path;

	/* "If [it] is not set or empty"; "relative: ignore": XDG 0.8. */
	if (!folder || *folder != '/') {
		folder = getenv("HOME");
		below = "/.cache";
	}
	if (!folder || *folder != '/')
		return NULL;
	if (asprintf(&path, "%s%s/hashlane/cache.db", folder, below) < 0)
		return NULL;
	return path;
}

/* Is it a database of hashlane, or a new one? */
static bool set_schema(struct cache *cache)
{
	int64_t application = 0, version = 0, tables = 0;

	/*
	 * Read all three in one transaction: another process may be creating
	 * it.
	 */
	if (!execute(cache, "BEGIN") ||
	    !ask_number(cache, "PRAGMA application_id", &application) ||
	    !ask_number(cache, "PRAGMA user_version", &version) ||
	    !ask_number(cache, "SELECT count(*) FROM sqlite_schema",
			&tables) ||
	    !execute(cache, "COMMIT"))
		return false;
	if (!application && !version && !tables)
		return execute(cache, make_schema);
	if (application == CACHE_APPLICATION_ID && version > 0 &&
	    version < SCHEMA_VERSION)
		return execute(cache, drop_schema) &&
		       execute(cache, make_schema);
	if (application == CACHE_APPLICATION_ID && version == SCHEMA_VERSION)
		return true;
	give_up(cache, application == CACHE_APPLICATION_ID &&
				       version > SCHEMA_VERSION ?
			       "a newer version of hashlane made it" :
			       "it is the database of another program");
	return false;
}

static bool prepare(struct cache *cache, sqlite3_stmt **statement,
		    const char *text)
{
	return check(cache, sqlite3_prepare_v3(cache->db, text, -1,
					       SQLITE_PREPARE_PERSISTENT,
					       statement, NULL));
}

/*
 * Switch to the write-ahead log. SQLite does not wait here if another process
 * does the same or ends at this moment, so this tries again.
 */
static bool set_journal(struct cache *cache)
{
	int64_t until_ns = identity_clock() + BUSY_MS * INT64_C(1000000);
	int code;

	do {
		code = sqlite3_exec(cache->db, "PRAGMA journal_mode=WAL", NULL,
				    NULL, NULL);
		if (code == SQLITE_BUSY)
			(void)sqlite3_sleep(RETRY_MS);
	} while (code == SQLITE_BUSY && identity_clock() < until_ns);
	return check(cache, code);
}

static bool connect_to(struct cache *cache)
{
	int code = sqlite3_open_v2(cache->place, &cache->db,
				   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
					   SQLITE_OPEN_NOMUTEX,
				   NULL);

	if (!cache->db) {
		message_about(cache->cli, cache->place,
			      hashlane_status_get_text(HASHLANE_NO_MEMORY));
		return false;
	}
	if (!check(cache, code))
		return false;
	(void)sqlite3_busy_timeout(cache->db, BUSY_MS);
	(void)sqlite3_db_config(cache->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	if (sqlite3_db_readonly(cache->db, "main") == 1) {
		give_up(cache, strerror(EROFS));
		return false;
	}
	/*
	 * SQLite then detects a damaged database before its rows are trusted.
	 */
	return execute(cache, "PRAGMA cell_size_check=ON;"
			      "PRAGMA trusted_schema=OFF;"
			      "PRAGMA mmap_size=0;"
			      "PRAGMA cache_size=-8192") &&
	       set_journal(cache) &&
	       execute(cache, "PRAGMA synchronous=NORMAL") &&
	       set_schema(cache) && prepare(cache, &cache->find, find_text) &&
	       prepare(cache, &cache->put, put_text) &&
	       prepare(cache, &cache->put_place, place_text);
}

struct cache *cache_open(struct cli *cli, const char *path)
{
	struct cache *cache = calloc(1, sizeof(*cache));

	if (cache) {
		cache->cli = cli;
		cache->place = path ? strdup(path) : cache_default_path();
	}
	if (!cache || !cache->place) {
		message_text(cli,
			     cache && !path ?
				     "no cache: set HOME or XDG_CACHE_HOME" :
				     "no cache: out of memory");
		free(cache);
		return NULL;
	}
	if (!path)
		make_folders(cache->place);
	if (connect_to(cache))
		return cache;
	free(cache->place);
	free(cache);
	return NULL;
}

static void end_reading(struct cache *cache)
{
	if (cache->reading)
		(void)execute(cache, "COMMIT");
	cache->reading = false;
	cache->finds = 0;
}

bool cache_run(struct cache *cache,
	       int (*function)(sqlite3 *db, void *context), void *context)
{
	if (!cache->db)
		return false;
	end_reading(cache);
	return cache->db && check(cache, function(cache->db, context));
}

/* Find the row of an inode; false: there is none, or the cache failed. */
static bool read_row(struct cache *cache, struct identity *identity,
		     const void **value, size_t *value_bytes)
{
	int code;

	sqlite3_bind_int64(cache->find, 1, (int64_t)identity->device);
	sqlite3_bind_int64(cache->find, 2, (int64_t)identity->inode);
	code = sqlite3_step(cache->find);
	if (code != SQLITE_ROW) {
		(void)check(cache, code);
		return false;
	}
	identity->size_bytes = (uint64_t)sqlite3_column_int64(cache->find, 0);
	identity->mtime_ns = sqlite3_column_int64(cache->find, 1);
	identity->ctime_ns = sqlite3_column_int64(cache->find, 2);
	*value = sqlite3_column_blob(cache->find, 3);
	*value_bytes = (size_t)sqlite3_column_bytes(cache->find, 3);
	return true;
}

bool cache_whole_path(char *out, size_t room, const char *path)
{
	size_t bytes = 0;

	if (*path != '/') {
		if (!getcwd(out, room))
			return false;
		bytes = strlen(out);
		if (bytes + 1 >= room)
			return false;
		out[bytes++] = '/';
	}
	if (strlen(path) >= room - bytes)
		return false;
	memcpy(out + bytes, path, strlen(path) + 1);
	return true;
}

/*
 * Does the current row come from the same mount? Two copies of a file system
 * have the same id, and may have files with the same times.
 */
static bool is_mounted_alike(struct cache *cache,
			     const struct identity *identity)
{
	return (uint64_t)sqlite3_column_int64(cache->find, 5) ==
	       identity->mount;
}

/* Is this the path of the current row? */
static bool is_recorded(struct cache *cache, const char *path)
{
	const void *recorded = sqlite3_column_blob(cache->find, 4);
	size_t bytes = (size_t)sqlite3_column_bytes(cache->find, 4);

	return recorded && bytes == strlen(path) &&
	       !memcmp(recorded, path, bytes);
}

/* Room for a waiting row, with a value of any size. */
static uint8_t *make_room(struct cache *cache, const struct waiting *row)
{
	if (WAITING_BYTES - cache->waiting_bytes <
	    sizeof(*row) + CACHE_VALUE_MAX + row->path_bytes)
		cache_flush(cache);
	return cache->waiting + cache->waiting_bytes;
}

/* The value was written in place already. */
static void add_waiting(struct cache *cache, const struct waiting *row,
			const char *path)
{
	uint8_t *to = cache->waiting + cache->waiting_bytes;

	memcpy(to, row, sizeof(*row));
	memcpy(to + sizeof(*row) + row->value_bytes, path, row->path_bytes);
	cache->waiting_bytes += sizeof(*row) + row->value_bytes +
				row->path_bytes;
}

static void put_path(struct cache *cache, const struct identity *identity,
		     const char *path)
{
	const struct waiting row = {
		.identity = *identity,
		.path_bytes = strlen(path) + 1,
	};

	(void)make_room(cache, &row);
	add_waiting(cache, &row, path);
}

bool cache_find(struct cache *cache, uint8_t *digests, uint64_t *valid,
		const struct algorithm_set *set,
		const struct identity *identity, const char *path)
{
	struct identity found = *identity;
	char whole[8192] = "";
	const void *value;
	size_t bytes;
	bool known = false, damaged = false, recorded = false, alike = false;

	if (cache->finds++ == FINDS)
		end_reading(cache);
	if (!cache->reading)
		cache->reading = execute(cache, "BEGIN");
	if (!cache->db)
		return false;
	if (read_row(cache, &found, &value, &bytes) &&
	    identity_equal(&found, identity)) {
		alike = is_mounted_alike(cache, identity);
		recorded = cache_whole_path(whole, sizeof(whole), path) &&
			   is_recorded(cache, whole);
		damaged = !cache_value_intact(value, bytes, identity);
		known = !damaged && (alike || recorded) &&
			cache_value_take(digests, valid, set, value, bytes);
	}
	if (damaged)
		give_up(cache, "it is damaged (remove it with "
			       "hashlane cache clear)");
	else if (cache->db)
		sqlite3_reset(cache->find);
	/* The file may not be found by its old path any more. */
	if (known && !(alike && recorded) && *whole)
		put_path(cache, identity, whole);
	return known;
}

static bool write_place(struct cache *cache, const struct waiting *row,
			const char *path)
{
	sqlite3_bind_int64(cache->put_place, 1, (int64_t)row->identity.device);
	sqlite3_bind_int64(cache->put_place, 2, (int64_t)row->identity.inode);
	sqlite3_bind_blob(cache->put_place, 3, path, (int)row->path_bytes - 1,
			  SQLITE_STATIC);
	sqlite3_bind_int64(cache->put_place, 4, (int64_t)row->identity.mount);
	if (!check(cache, sqlite3_step(cache->put_place)))
		return false;
	sqlite3_reset(cache->put_place);
	return true;
}

/* Write a waiting row, merged with the table's row of the same file. */
static bool write_row(struct cache *cache, const struct waiting *row,
		      const uint8_t *value, const char *path)
{
	struct identity found = row->identity;
	size_t bytes = row->value_bytes, old_bytes;
	const void *old;

	if (!bytes)
		return write_place(cache, row, path);
	memcpy(cache->value, value, bytes);
	if (read_row(cache, &found, &old, &old_bytes) &&
	    identity_equal(&found, &row->identity) &&
	    cache_value_intact(old, old_bytes, &found))
		bytes = cache_value_merge(cache->value, bytes, old, old_bytes,
					  &found);
	if (!cache->db)
		return false;
	sqlite3_reset(cache->find);
	sqlite3_bind_int64(cache->put, 1, (int64_t)row->identity.device);
	sqlite3_bind_int64(cache->put, 2, (int64_t)row->identity.inode);
	sqlite3_bind_int64(cache->put, 3, (int64_t)row->identity.size_bytes);
	sqlite3_bind_int64(cache->put, 4, row->identity.mtime_ns);
	sqlite3_bind_int64(cache->put, 5, row->identity.ctime_ns);
	sqlite3_bind_blob(cache->put, 6, cache->value, (int)bytes,
			  SQLITE_STATIC);
	if (!check(cache, sqlite3_step(cache->put)))
		return false;
	sqlite3_reset(cache->put);
	return write_place(cache, row, path);
}

void cache_flush(struct cache *cache)
{
	size_t at = 0, end = cache->waiting_bytes;

	if (!cache->db || !end)
		return;
	cache->waiting_bytes = 0;
	end_reading(cache);
	if (!execute(cache, "BEGIN IMMEDIATE"))
		return;
	while (at < end) {
		struct waiting row;
		const uint8_t *value;

		memcpy(&row, cache->waiting + at, sizeof(row));
		value = cache->waiting + at + sizeof(row);
		if (!write_row(cache, &row, value,
			       (const char *)value + row.value_bytes))
			return;
		at += sizeof(row) + row.value_bytes + row.path_bytes;
	}
	(void)execute(cache, "COMMIT");
}

void cache_put(struct cache *cache, const struct algorithm_set *set,
	       const struct identity *identity, const char *path,
	       const uint8_t *digests, uint64_t valid)
{
	struct waiting row = { .identity = *identity };
	char whole[8192];
	uint8_t *to;

	if (!cache->db || !cache_whole_path(whole, sizeof(whole), path))
		return;
	row.path_bytes = strlen(whole) + 1;
	to = make_room(cache, &row);
	row.value_bytes = cache_value_make(to + sizeof(row), set, identity,
					   digests, valid);
	add_waiting(cache, &row, whole);
}

void cache_hurry(struct cache *cache)
{
	if (cache->db)
		(void)sqlite3_busy_timeout(cache->db, 0);
}

void cache_close(struct cache *cache)
{
	if (!cache)
		return;
	cache_flush(cache);
	disconnect(cache);
	free(cache->place);
	free(cache);
}

bool cache_remove(const char *path)
{
	/* Remove the log first: a new database must not find an old log. */
	static const char *const tails[] = { "-wal", "-shm", "" };
	char *name;
	bool done = true;

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		if (asprintf(&name, "%s%s", path, tails[i]) < 0)
			return false;
		done = (!unlink(name) || errno == ENOENT) && done;
		free(name);
	}
	return done;
}

bool cache_get(struct cache *cache, struct cache_row *row,
	       const struct identity *identity)
{
	const void *value;
	size_t bytes;
	bool found;

	if (!cache->db)
		return false;
	*row = (struct cache_row){ .identity = *identity };
	found = read_row(cache, &row->identity, &value, &bytes) &&
		identity_equal(&row->identity, identity) &&
		bytes <= CACHE_VALUE_MAX;
	if (found) {
		/*
		 * The bytes of the statement are valid only until the next
		 * step.
		 */
		memcpy(cache->value, value, bytes);
		cache_value_read(row, cache->value, bytes);
	}
	if (cache->db)
		sqlite3_reset(cache->find);
	return found;
}

bool cache_each(struct cache *cache,
		bool (*take)(void *context, const struct cache_row *row),
		void *context)
{
	static const char text[] =
		"SELECT file.device, file.inode, size, mtime, ctime, value,"
		" path FROM file LEFT JOIN place USING(device, inode)";
	sqlite3_stmt *rows = NULL;
	char *path = NULL;
	int code;

	cache_flush(cache);
	if (!cache->db || !check(cache, sqlite3_prepare_v2(cache->db, text, -1,
							   &rows, NULL)))
		return false;
	while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
		struct cache_row row = { .path = NULL };
		size_t bytes = (size_t)sqlite3_column_bytes(rows, 6);

		row.identity.device = (uint64_t)sqlite3_column_int64(rows, 0);
		row.identity.inode = (uint64_t)sqlite3_column_int64(rows, 1);
		row.identity.size_bytes = (uint64_t)sqlite3_column_int64(rows,
									 2);
		row.identity.mtime_ns = sqlite3_column_int64(rows, 3);
		row.identity.ctime_ns = sqlite3_column_int64(rows, 4);
		cache_value_read(&row, sqlite3_column_blob(rows, 5),
				 (size_t)sqlite3_column_bytes(rows, 5));
		free(path);
		path = bytes ? strndup(sqlite3_column_blob(rows, 6), bytes) :
			       NULL;
		row.path = path;
		if (!take(context, &row)) {
			code = SQLITE_DONE;
			break;
		}
	}
	free(path);
	sqlite3_finalize(rows);
	return check(cache, code);
}

bool cache_forget(struct cache *cache, const struct identity *identities,
		  size_t count)
{
	static const char *const texts[] = {
		"DELETE FROM file WHERE device=?1 AND inode=?2",
		"DELETE FROM place WHERE device=?1 AND inode=?2",
	};

	end_reading(cache);
	if (!execute(cache, "BEGIN IMMEDIATE"))
		return false;
	for (size_t t = 0; t < sizeof(texts) / sizeof(texts[0]); t++) {
		sqlite3_stmt *statement = NULL;
		int code = sqlite3_prepare_v2(cache->db, texts[t], -1,
					      &statement, NULL);

		for (size_t i = 0;
		     i < count && (code == SQLITE_OK || code == SQLITE_DONE);
		     i++) {
			sqlite3_bind_int64(statement, 1,
					   (int64_t)identities[i].device);
			sqlite3_bind_int64(statement, 2,
					   (int64_t)identities[i].inode);
			code = sqlite3_step(statement);
			sqlite3_reset(statement);
		}
		sqlite3_finalize(statement);
		if (!check(cache, code))
			return false;
	}
	return execute(cache, "COMMIT");
}

bool cache_check(struct cache *cache)
{
	sqlite3_stmt *statement = NULL;
	bool sound = false;

	end_reading(cache);
	if (cache->db &&
	    sqlite3_prepare_v2(cache->db, "PRAGMA integrity_check(1)", -1,
			       &statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		sound = !strcmp(
			(const char *)sqlite3_column_text(statement, 0), "ok");
	sqlite3_finalize(statement);
	return sound;
}

bool cache_size(struct cache *cache, uint64_t *files, uint64_t *bytes)
{
	int64_t count = 0, pages = 0, page_bytes = 0;

	end_reading(cache);
	if (!cache->db ||
	    !ask_number(cache, "SELECT count(*) FROM file", &count) ||
	    !ask_number(cache, "PRAGMA page_count", &pages) ||
	    !ask_number(cache, "PRAGMA page_size", &page_bytes))
		return false;
	*files = (uint64_t)count;
	*bytes = (uint64_t)(pages * page_bytes);
	return true;
}

bool cache_clear(struct cache *cache)
{
	end_reading(cache);
	return execute(cache, "BEGIN IMMEDIATE;"
			      "DELETE FROM file;"
			      "DELETE FROM place;"
			      "DELETE FROM state;"
			      "COMMIT;"
			      "VACUUM");
}
