/* SPDX-License-Identifier: MIT */
/* file_index.h - entries of lists and databases, found by path. */
#ifndef CLI_FILE_INDEX_H
#define CLI_FILE_INDEX_H

#include "../cache/identity.h"
#include "../run/algorithm_set.h"

/* A digest of an entry. */
struct list_digest {
	struct hashlane_algorithm_spec spec;
	uint8_t bytes[HASHLANE_MAX_DIGEST_BYTES];
	size_t byte_count;
	bool guessed; /* the algorithm, by the length */
};

enum { FILE_INDEX_SOURCES_MAX = 64 };

/* Where a record lies in its list, the end of its line included. */
struct line_span {
	uint64_t start;
	uint64_t end;
};

/* All entries of one file. */
struct indexed_file {
	char *path; /* from the root, see file_index_path */
	char *name; /* as it was written */
	size_t order;
	bool size_known, mtime_known;
	bool seen; /* for the caller */
	uint64_t size_bytes;
	int64_t mtime_ns;
	struct list_digest *digests;
	size_t digest_count;
	struct line_span *spans; /* of lines in lists, in order */
	size_t span_count;
};

/* Start as { .cli = ... }. After filling it, call file_index_sort. */
struct file_index {
	struct cli *cli;
	const struct algorithm_set *given; /* of -a; NULL: none */
	struct algorithm_set set;          /* all algorithms of all entries */
	struct indexed_file *files;        /* by path, once sorted */
	size_t count, room;
	uint64_t bad_lines;
	bool has_parts; /* digests of parts or ranges, not kept here */
	bool is_signed; /* by PGP; the signature is not verified */
	bool mtime;     /* the last header of CSV has that column */
	size_t columns; /* how many of the set are in the last header */
	/* Why no line can be added; NULL: one can. */
	const char *unwritable;
	char *first_name; /* of the first line; NULL: none */
	uint32_t formats; /* bit f: entries are of HASHLANE_FORMAT_ f */
	struct identity sources[FILE_INDEX_SOURCES_MAX]; /* what was read */
	size_t source_count;
};

/*
 * The absolute path of a name relative to `base` (NULL: the current folder),
 * without "." and doubled slashes. To be freed; NULL: no memory.
 */
char *file_index_path(const char *base, const char *name);

/*
 * The folder that names in a list are relative to, by the value of --base: NULL
 * is the current folder, "list" the folder of the list. To be freed; NULL: no
 * memory.
 */
char *file_index_base(const char *option, const char *list);

/* Add an entry of a file, still without digests; NULL: no memory. */
struct indexed_file *file_index_add_file(struct file_index *index,
					 const char *name, const char *base);

/* Add a digest to an entry; false: no memory. */
bool file_index_add_digest(struct file_index *index, struct indexed_file *file,
			   const struct list_digest *digest);

/* Remember a file that was read: it is compared with nothing. */
void file_index_add_source(struct file_index *index, const char *path);

/* Read a database of hashlane. STATUS_OK or STATUS_FAILED. */
int file_index_read_database(struct file_index *index, const char *path);

/* Is it a database? */
bool file_index_is_database(const char *path);

/* Sort, and join the entries of each file. */
void file_index_sort(struct file_index *index);

/*
 * The absolute path of an existing folder as the entries spell it: they may
 * reach it through symbolic links. To be freed; NULL: no memory. *some: are
 * there entries of files below the folder?
 */
char *file_index_below(const struct file_index *index, const char *folder,
		       bool *some);

/*
 * Is the file gone? If its folder cannot be read, it is not, and *os_error says
 * why; if there is something else at the path, *os_error is 0.
 */
bool file_index_is_gone(const char *path, int *os_error);

/*
 * Treat the files that standard output and standard error lead to as sources:
 * files that the command writes are not compared.
 */
void file_index_add_streams(struct file_index *index);

/* Is this one of the files that were read? */
bool file_index_is_source(const struct file_index *index, uint64_t device,
			  uint64_t inode);

/* Find the entries of a path; NULL: there are none. */
struct indexed_file *file_index_find(const struct file_index *index,
				     const char *path);

/*
 * Does a row of digests match all entries of the file? An ED2K digest may be
 * red or blue. False: there are no entries.
 */
bool file_index_agrees(const struct file_index *index,
		       const struct indexed_file *file, uint64_t size_bytes,
		       const uint8_t *digests, uint64_t valid);

/* Add the algorithms that file_index_agrees needs beyond the listed ones. */
void file_index_complete_set(struct file_index *index);

void file_index_free(struct file_index *index);

#endif
