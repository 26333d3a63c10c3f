/* SPDX-License-Identifier: MIT */
/*
 * name_search.h - finds the files that names of a list may stand for. Names are
 * searched for together, so that each directory is listed once for all of them.
 */
#ifndef HLN_NAME_SEARCH_H
#define HLN_NAME_SEARCH_H

#include "name_reading.h"

/* A file that a reading of a name leads to. */
struct hln_name_found {
	struct hln_name_found *next;
	char *path;
	uint32_t reading; /* HASHLANE_READING_* */
	bool excluded;    /* for the caller; false */
};

/* A name whose file does not exist. */
struct hln_name_wanted {
	const char *path;    /* it begins with the folder, up to a "/" */
	size_t folder_bytes; /* 0: the current one */
	const char *name;    /* as the list has it, NUL-terminated */
	enum hln_name_encoding encoding;
	/* Those with fewer changes first; letters in another case last. */
	struct hln_name_found *found;
	int os_error; /* why not all could be looked for; 0 before the call */
	unsigned searches; /* private, 0 */
};

/*
 * Find the regular files of each name; `found` is NULL before the call. A name
 * of which a reading leads to a file is not searched for in another case, or
 * with several normal forms. HASHLANE_OK or HASHLANE_NO_MEMORY, and then
 * `found` is incomplete. Free it in both cases.
 */
int32_t hln_name_search_run(struct hln_name_wanted *wanted, size_t count);
void hln_name_search_free(struct hln_name_wanted *wanted, size_t count);

/* A hash that names have in common that differ only in form or case. */
uint64_t hln_name_search_hash(const char *name, size_t bytes);

#endif
