/* SPDX-License-Identifier: MIT */
/* cmd_cache_clear.c - `hashlane cache clear`: empty the cache, or remove it. */
#define _GNU_SOURCE
#include "cmd_cache_clear.h"

#include "../cache/cache.h"
#include "../terminal/message.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static int take_number(void *number, int columns, char **texts, char **names)
{
	(void)columns;
	(void)names;
	if (texts[0])
		*(long *)number = strtol(texts[0], NULL, 10);
	return 0;
}

/*
 * NULL, or why a database must not be removed. Removing one that is in use may
 * corrupt it: https://sqlite.org/howtocorrupt.html
 */
static const char *find_owner(const char *path)
{
	const char *reason = NULL;
	long application = 0, tables = 0;
	sqlite3 *db = NULL;
	int result = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL);

	if (!result)
		result = sqlite3_exec(db, "PRAGMA application_id", take_number,
				      &application, NULL);
	if (!result)
		result = sqlite3_exec(db, "SELECT count(*) FROM sqlite_schema",
				      take_number, &tables, NULL);
	if (!result && tables && application != CACHE_APPLICATION_ID)
		reason =
			"is not removed: it is the database of another program";
	if (!result)
		result = sqlite3_exec(db, "BEGIN IMMEDIATE; ROLLBACK", NULL,
				      NULL, NULL);
	if (result == SQLITE_BUSY || result == SQLITE_LOCKED)
		reason =
			"is not removed: another process writes to it; try again later";
	sqlite3_close(db);
	return reason;
}

/* A cache that cannot be opened is removed as well. */
int cache_clear_user(struct cli *cli)
{
	/*
	 * Suppress messages: why the cache cannot be used does not matter
	 * here.
	 */
	struct cli silent = {
		.program = cli->program,
		.out = { .fd = -1 },
		.err = { .fd = -1 },
		.run = cli->run,
		.screen = cli->screen,
		.signals = cli->signals,
	};
	char *path = cache_default_path();
	const char *reason = NULL;
	struct cache *cache;
	bool cleared;

	if (!path) {
		message_text(cli, "no cache: set HOME or XDG_CACHE_HOME");
		return STATUS_FAILED;
	}
	cache = cache_open(&silent, NULL);
	cleared = cache && cache_clear(cache);
	cache_close(cache);
	output_close(&silent.err);
	if (!cleared)
		reason = find_owner(path);
	if (!cleared && !reason && !cache_remove(path))
		reason = message_errno(errno);
	if (reason)
		message_failure(cli, path, reason);
	free(path);
	return reason ? STATUS_FAILED : STATUS_OK;
}
