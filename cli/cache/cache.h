/* SPDX-License-Identifier: MIT */
/* cache.h - digests of files seen before, in an SQLite database. */
#ifndef CLI_CACHE_H
#define CLI_CACHE_H

#include "../run/algorithm_set.h"
#include "identity.h"

/* Where SQLite keeps what a database is for: "HSLN". */
enum { CACHE_APPLICATION_ID = 0x48534c4e };

struct cache;
struct sqlite3;

/*
 * By what the cache knows a file. Its `device` is made of the file system's own
 * id where it has one: the numbers of devices are given anew with each mount.
 */
struct identity cache_identity(const struct hashlane_lookup_file *file);
/* The same of a path; false: errno says why, 0: it is no regular file. */
bool cache_identity_read(struct identity *out, const char *path);

/*
 * Open a database, NULL: that of the user, made if need be. NULL: it cannot
 * be used, and one warning has been written.
 */
struct cache *cache_open(struct cli *cli, const char *path);

/*
 * Is the file at this path certainly another, or none? Not if the path cannot
 * be followed: the folder may be shut, or its server away.
 */
bool cache_stale(const struct identity *identity, const char *path);

/* Where it lies. */
const char *cache_place(const struct cache *cache);

/* Has it failed since? All calls then do nothing, and one warning was given. */
bool cache_failed(const struct cache *cache);

/*
 * The digests of this very file, a row as hashlane_hash_file lays it out.
 * False: not all of the set's are known. True: `path`, by which the file was
 * found, is what it is remembered by from now on.
 */
bool cache_find(struct cache *cache, uint8_t *digests, uint64_t *valid,
		const struct algorithm_set *set,
		const struct identity *identity, const char *path);

/*
 * Remember a row; `path` is where the file was found. Rows are gathered, and
 * written by cache_flush and now and then.
 */
void cache_put(struct cache *cache, const struct algorithm_set *set,
	       const struct identity *identity, const char *path,
	       const uint8_t *digests, uint64_t valid);

void cache_flush(struct cache *cache);

/* Do not wait for other processes any more. */
void cache_hurry(struct cache *cache);

/* Write what is gathered, and close; NULL is fine. */
void cache_close(struct cache *cache);

/* Remove a database that is closed, and what belongs to it. */
bool cache_remove(const char *path);

/* The user's own; NULL: no memory, or there is no home. To be freed. */
char *cache_default_path(void);

/* One file of the cache. */
struct cache_row {
	struct identity identity;
	const char *path;
	bool intact; /* else the database is damaged here */
	size_t count;
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	const uint8_t *digests[HASHLANE_MAX_ALGORITHMS];
	size_t digest_bytes[HASHLANE_MAX_ALGORITHMS]; /* 0: has none */
};

/* The row of a file; it lives until the next call. False: there is none. */
bool cache_get(struct cache *cache, struct cache_row *row,
	       const struct identity *identity);

/*
 * All rows, until `take` returns false; a row whose path is NULL was never
 * given one. False: the cache failed.
 */
bool cache_each(struct cache *cache,
		bool (*take)(void *context, const struct cache_row *row),
		void *context);

/* Forget some files, all in one; false: the cache failed. */
bool cache_forget(struct cache *cache, const struct identity *identities,
		  size_t count);

/* Is the database sound, as far as SQLite can tell? */
bool cache_check(struct cache *cache);

/* Files and bytes of the database. */
bool cache_size(struct cache *cache, uint64_t *files, uint64_t *bytes);

/* The path from the root, so that another run finds it; false: too long. */
bool cache_whole_path(char *out, size_t room, const char *path);

/* Run statements, which give a code of SQLite's; false: the cache failed. */
bool cache_run(struct cache *cache,
	       int (*function)(struct sqlite3 *db, void *context),
	       void *context);

/* Forget all. */
bool cache_clear(struct cache *cache);

#endif
