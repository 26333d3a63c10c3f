/* SPDX-License-Identifier: MIT */
/* file_index.h - entries of lists and databases, found by path. */
#ifndef CLI_FILE_INDEX_H
#define CLI_FILE_INDEX_H

#include "../cache/identity.h"
#include "../run/algorithm_set.h"
#include "file_places.h"

/* A digest of an entry. */
struct list_digest {
	struct hashlane_algorithm_spec spec;
	uint8_t bytes[HASHLANE_MAX_DIGEST_BYTES];
	size_t byte_count;
	bool guessed;  /* the algorithm, by the length */
	uint8_t guess; /* if it is: which of the index's guesses */
};

enum {
	FILE_INDEX_SOURCES_MAX = 64,
	FILE_INDEX_GUESSES_MAX = 32,
	FILE_INDEX_CANDIDATES_MAX = 16
};

/* The algorithms that a bare digest may have, the most likely one first. */
struct list_guess {
	struct hashlane_algorithm_spec specs[FILE_INDEX_CANDIDATES_MAX];
	size_t count;
};

/* Where a record lies in its list, the end of its line included. */
struct line_span {
	uint64_t start;
	uint64_t end;
};

/* All entries of one name, spelled in one way. */
struct indexed_file {
	char *path; /* from the root, see listed_path_make */
	char *name; /* as it was written */
	size_t order;
	bool size_known, mtime_known;
	bool seen;     /* for the caller */
	bool left_out; /* for the caller */
	bool below;    /* the folder of file_index_enter */
	struct file_place place;
	size_t twin; /* 1 + the next of the same place; 0: none */
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
	size_t *slots; /* 1 + the first file of a place; 0: none */
	size_t slot_count;
	struct file_folder folder; /* of the last path */
	/* Set by file_index_enter. */
	const char *entered; /* the folder as it was given */
	char *below;         /* from the root, as the entries spell it */
	char *real;          /* without symbolic links */
	struct list_guess guesses[FILE_INDEX_GUESSES_MAX];
	size_t guess_count;
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

/* Sort by path, and join the entries of each name. False: no memory. */
bool file_index_sort(struct file_index *index);

/*
 * Set which existing folder a run is about, and `below` of each file in it,
 * whichever way its name goes. *some: there are such files. The text lives as
 * long as the index. False: no memory.
 */
bool file_index_enter(struct file_index *index, const char *folder,
		      bool *some);

/*
 * The path of a file below that folder, to be freed. NULL: it is not below, or
 * no memory.
 */
char *file_index_inside(const struct file_index *index,
			const struct indexed_file *file);

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

/*
 * Find the entries of a path, in whatever way it is written: the first of those
 * that mean it. NULL: there are none, or no memory.
 */
struct indexed_file *file_index_find(struct file_index *index,
				     const char *path);

/* The next one that means the same name by another spelling; NULL: none. */
struct indexed_file *file_index_next(const struct file_index *index,
				     const struct indexed_file *file);

/* The number of a guess, for list_digest.guess. False: there are too many. */
bool file_index_add_guess(struct file_index *index, uint8_t *number,
			  const struct hashlane_algorithm_spec *specs,
			  size_t count);

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
