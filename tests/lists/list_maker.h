/* SPDX-License-Identifier: MIT */
/*
 * list_maker.h - lists of the files of odd_names.h in memory, written by the
 * library's writers, or here in the formats that it only reads, and read back.
 */
#ifndef LIST_MAKER_H
#define LIST_MAKER_H

#include "../../include/hashlane.h"

#include <stdbool.h>
#include <stddef.h>

/* A way to write a list. */
struct list_variant {
	const char *label;
	int32_t format;
	uint32_t flags;         /* HASHLANE_WRITE_* */
	const char *algorithms; /* separated by commas */
	const char *name;       /* that such a list has */
	bool takes_all;         /* no name is refused */
};

const struct list_variant *list_variants(size_t *count);

enum { LIST_FILES_MAX = 8 };

/* A list that was written, and what it should say. */
struct made_list {
	const struct list_variant *variant;
	const char *name;             /* as the reader gets it, or NULL */
	size_t files[LIST_FILES_MAX]; /* that it has lines of, in order */
	size_t count;
	char *text;
	size_t bytes, room;
};

/*
 * Write the lines of some files; those that the format refuses are left out of
 * the list. True: all were written. `crlf` is ignored where lines end in NUL.
 */
bool list_make(struct made_list *list, const struct list_variant *variant,
	       const size_t *files, size_t count, bool crlf);
void list_free(struct made_list *list);

/* The options that the list must be read with. */
struct hashlane_list_options list_options_of(const struct made_list *list);

/*
 * Read the list; names, sizes and digests must be those of its files. False:
 * they are not, and what differs was printed.
 */
bool list_reads_back(const struct made_list *list);

/* The text with controls as escapes; the caller frees it. */
char *list_printable(const char *text, size_t bytes);

#endif
