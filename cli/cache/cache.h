/* SPDX-License-Identifier: MIT */
/* cache.h - digests of files seen before, in an SQLite database. */
#ifndef CLI_CACHE_H
#define CLI_CACHE_H

#include "../run/algorithm_set.h"
#include "identity.h"

/* SQLite's application id of the database: "HSLN". */
enum { CACHE_APPLICATION_ID = 0x48534c4e };

struct cache;
struct sqlite3;

/*
 * How the cache recognises a file. `device` is made from the id of the file
 * system if it has one, since device numbers change with each mount.
 */
struct identity cache_identity(const struct hashlane_lookup_file *file);
/* The same of a path; false: errno says why, 0: it is no regular file. */
bool cache_identity_read(struct identity *out, const char *path);

/*
 * Open a database, created if needed; the NULL path is the cache of the user.
 * Returns NULL, after one warning, if it cannot be used.
 */
struct cache *cache_open(struct cli *cli, const char *path);

/*
 * Is the file at this path certainly gone or another one? Not if the path
 * cannot be followed: the folder may be unreadable, or its server may not
 * answer.
 */
bool cache_stale(const struct identity *identity, const char *path);

/* The path of the database. */
const char *cache_place(const struct cache *cache);

/* Has the cache failed? Then one warning was written, and calls do nothing. */
bool cache_failed(const struct cache *cache);

/*
 * Find the digests of a file, as a row as hashlane_hash_file lays it out.
 * False: not all digests of the set are known. True: the file is remembered by
 * `path` from now on.
 */
bool cache_find(struct cache *cache, uint8_t *digests, uint64_t *valid,
		const struct algorithm_set *set,
		const struct identity *identity, const char *path);

/*
 * Remember a row of a file found at `path`. Rows are written in batches, and by
 * cache_flush.
 */
void cache_put(struct cache *cache, const struct algorithm_set *set,
	       const struct identity *identity, const char *path,
	       const uint8_t *digests, uint64_t valid);

void cache_flush(struct cache *cache);

/* From now on, do not wait for other processes. */
void cache_hurry(struct cache *cache);

/* Write waiting rows, and close; NULL is fine. */
void cache_close(struct cache *cache);

/* Remove a closed database and its log. */
bool cache_remove(const char *path);

/*
 * The path of the user's cache, to be freed; NULL: no memory or no home
 * folder.
 */
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
 * Call `take` for all rows until it returns false. The path of a row may be
 * NULL: it has none. False: the cache failed.
 */
bool cache_each(struct cache *cache,
		bool (*take)(void *context, const struct cache_row *row),
		void *context);

/* Forget files in one transaction; false: the cache failed. */
bool cache_forget(struct cache *cache, const struct identity *identities,
		  size_t count);

/* Is the database sound, as far as SQLite can tell? */
bool cache_check(struct cache *cache);

/* Files and bytes of the database. */
bool cache_size(struct cache *cache, uint64_t *files, uint64_t *bytes);

/* The absolute path, so that another run finds it; false: it is too long. */
bool cache_whole_path(char *out, size_t room, const char *path);

/* Run statements, which give a code of SQLite's; false: the cache failed. */
bool cache_run(struct cache *cache,
	       int (*function)(struct sqlite3 *db, void *context),
	       void *context);

/* Forget all. */
bool cache_clear(struct cache *cache);

#endif
