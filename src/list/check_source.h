/* SPDX-License-Identifier: MIT */
/*
 * check_source.h - the lists of a check in their order, those that it reads and
 * those whose entries the caller adds; and what is known of them.
 */
#ifndef HLN_CHECK_SOURCE_H
#define HLN_CHECK_SOURCE_H

#include "../../include/hashlane.h"
#include "../os/thread.h"

#include <stdbool.h>

struct hln_check_entry;
struct hln_check_names;
struct hln_check_source;

struct hln_check_sources {
	hln_lock lock;
	const struct hln_check_names *names;
	int blanks; /* of the list before, see hln_list_reader_blanks */
	struct hln_check_source *first, *last;
	struct hln_check_source *reading; /* the list that is read now */
	struct hln_check_entry *taken;    /* from it, but not complete */
	struct hln_list_reader *again;    /* reads a list once more */
	bool cancelled;
	uint32_t count;
	bool closed;
	size_t added_count, added_bytes; /* entries that wait to be read */
	size_t added_bytes_max;
	struct hashlane_check_info info; /* without the bytes */
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	size_t spec_count; /* by which entries were verified */
	bool doubtful;     /* see hln_check_entry_is_doubtful */
};

/* False: no lock can be had. */
bool hln_check_source_init(struct hln_check_sources *sources,
			   const struct hln_check_names *names,
			   size_t added_bytes_max);
void hln_check_source_end(struct hln_check_sources *sources);

/* See hashlane_check_add_list; the arguments were checked. */
int32_t hln_check_source_add_list(struct hln_check_sources *sources,
				  const struct hashlane_input *input,
				  const struct hashlane_list_options *options,
				  struct hashlane_error *error);
/* See hashlane_check_add_entries; the elements are of the known size. */
int32_t hln_check_source_add_entries(struct hln_check_sources *sources,
				     const struct hashlane_list_entry *entries,
				     size_t count, const char *name);
void hln_check_source_close(struct hln_check_sources *sources);
/* A thread that waits for a list is woken. By any thread. */
void hln_check_source_cancel(struct hln_check_sources *sources);

/*
 * The next entry, by one thread at a time; it is the caller's. HASHLANE_OK;
 * _TIMEOUT: there is no list for now; _BUSY: the list did not answer within the
 * time; _END: there are no more; _NO_MEMORY: try again.
 *
 * wait_ms  how long to wait for a list that has no more for now; -1: it is not
 *          asked
 */
int32_t hln_check_source_next(struct hln_check_sources *sources,
			      struct hln_check_entry **out, int wait_ms);

/* Count an entry, and all of the same file, whose rows are returned. */
void hln_check_source_count(struct hln_check_sources *sources,
			    const struct hln_check_entry *entry);
/* Count an entry that the rules leave out. */
void hln_check_source_leave_out(struct hln_check_sources *sources,
				const struct hln_check_entry *entry);
/* `complete`: all verdicts were returned. */
void hln_check_source_get_info(struct hashlane_check_info *out,
			       struct hln_check_sources *sources,
			       bool complete, bool ignores_missing);
int32_t hln_check_source_get_list(struct hashlane_check_list *out,
				  struct hln_check_sources *sources,
				  uint32_t list);
/* Returns how many there are. */
size_t hln_check_source_get_specs(
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS],
	struct hln_check_sources *sources);

/* An entry that is named in a list; false: no more are of interest. */
typedef bool hln_check_source_name(void *context, const char *folder,
				   const char *name, size_t bytes);

/*
 * Report the name of each entry of the lists that can be read a second time,
 * and of the added entries that were not taken yet. HASHLANE_OK, _NO_MEMORY,
 * _CANCELLED, or why a list cannot be read.
 *
 * report  with the folder of relative names, or NULL; it calls nothing here
 */
int32_t hln_check_source_each_name(struct hln_check_sources *sources,
				   hln_check_source_name *report,
				   void *context);

/* Does hln_check_source_each_name report the names of a list? */
bool hln_check_source_is_repeated(const struct hln_check_source *source);

/* May a list that is read only once have more entries? */
bool hln_check_source_goes_on(struct hln_check_sources *sources);

/* How many lists there are. */
uint32_t hln_check_source_known(struct hln_check_sources *sources);

/* A list names a file that a reading of another name was read as. */
void hln_check_source_refute(struct hln_check_sources *sources,
			     struct hln_check_source *source);

/* The directory of relative names; NULL: the current one. */
const char *hln_check_source_folder(const struct hln_check_source *source);

uint32_t hln_check_source_index(const struct hln_check_source *source);
/* Is a list read from standard input, by whatever path? */
bool hln_check_source_is_standard(const struct hln_check_source *source);

#endif
