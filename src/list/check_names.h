/* SPDX-License-Identifier: MIT */
/* check_names.h - which file a name in a list means. */
#ifndef HLN_CHECK_NAMES_H
#define HLN_CHECK_NAMES_H

#include "../../include/hashlane.h"
#include "file_keys.h"

#include <stdbool.h>

struct hln_check_entry;
struct hln_check_source;
struct hln_check_sources;

struct hln_check_names {
	uint32_t flags; /* HASHLANE_CHECK_* */
	char *base;     /* NULL: the current directory */
	char *folder;   /* the current directory, if there is a root */
	char *root;     /* its real path; NULL: none */
	/*
	 * Files that belong to a name. The number is 0 if an entry of a list
	 * that cannot be read twice has their exact name; else it is a hash of
	 * the path whose reading they are, and odd if the file was read.
	 */
	struct hln_file_keys owned;
	/* Lists whose names were known before a reading was used. */
	uint32_t listed;
};

/*
 * Take base and root of the options. *os_error: errno of what failed with the
 * root, or 0. HASHLANE_OK, _NO_MEMORY, _NOT_FOUND, _ACCESS, _NOT_REGULAR or
 * _IO.
 */
int32_t hln_check_names_init(struct hln_check_names *names,
			     const struct hashlane_check_options *options,
			     int *os_error);
void hln_check_names_end(struct hln_check_names *names);

/*
 * The directory of the relative names in a list, to be freed; *out is NULL for
 * the current one. `list` is the list's path, or NULL. HASHLANE_OK or
 * HASHLANE_NO_MEMORY.
 */
int32_t hln_check_names_folder(char **out, const struct hln_check_names *names,
			       const char *list);

/*
 * The file that "-" means in a list: "dir/a" for the list "dir/a.md5", to be
 * freed; *out is NULL if the list's path does not end in an algorithm, or there
 * is no such file. HASHLANE_OK or HASHLANE_NO_MEMORY.
 */
int32_t hln_check_names_side(char **out, const char *list);

/*
 * Does a path lead out of the root, by ".." or through links? HASHLANE_OK or
 * HASHLANE_NO_MEMORY.
 */
int32_t hln_check_names_refuses(bool *refuses,
				const struct hln_check_names *names,
				const char *path);

/*
 * Which file a path leads to below the root, found without any link: a file
 * that is opened by the path later has this identity, or the path has changed.
 * Without a root, both are 0: any file. If there is none, no file has the
 * identity. HASHLANE_OK or HASHLANE_NO_MEMORY.
 */
int32_t hln_check_names_identify(uint64_t *device, uint64_t *inode,
				 const struct hln_check_names *names,
				 const char *path);

/*
 * Remember that an entry of a list that is read only once has this exact path,
 * if nobody has. *refuted: a reading of another name was read as this file.
 * HASHLANE_OK or HASHLANE_NO_MEMORY.
 */
int32_t hln_check_names_note(struct hln_check_names *names,
			     const struct hln_check_entry *entry,
			     bool *refuted);

/*
 * Find other readings of the names of entries whose files are missing: the
 * entries from `first` to the end of the window for which
 * hln_check_names_wants holds. An entry that has one gets `other` and
 * `reading`, and is read again. `names_tried` is set in each. The lists may be
 * read a second time. HASHLANE_OK or HASHLANE_NO_MEMORY: the call may be
 * repeated.
 */
int32_t hln_check_names_resolve(struct hln_check_names *names,
				struct hln_check_sources *sources,
				struct hln_check_entry *first);

/* Does an entry have a reading that was not read? */
bool hln_check_names_holds(const struct hln_check_entry *entry);

/*
 * Such an entry waits no longer. False: the file is not to be read, since an
 * entry has its exact name by now, or `is_early`: one may have it.
 */
bool hln_check_names_confirm(struct hln_check_names *names,
			     struct hln_check_entry *entry, bool is_early);

/* Is an entry MISSING, and have other readings not been tried? */
bool hln_check_names_wants(const struct hln_check_names *names,
			   const struct hln_check_entry *entry);

#endif
