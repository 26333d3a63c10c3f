/* SPDX-License-Identifier: MIT */
/* list.h - lists of digests, read in any dialect, one entry at a time. */
#ifndef CLI_LIST_H
#define CLI_LIST_H

#include "../run/algorithm_set.h"

/*
 * Bytes of a line, in a CSV list of a record: enough for the parts of a file
 * of some terabytes. Longer ones are skipped, and told as bad.
 */
enum { LIST_LINE_MAX = 64 << 20 };

struct list_digest {
	struct hashlane_algorithm_spec spec;
	uint8_t bytes[HASHLANE_MAX_DIGEST_BYTES];
	size_t byte_count;
	bool guessed; /* the algorithm, by the length */
};

/* Digests of parts, in order; see hashlane_results_get_parts. */
struct list_parts {
	struct hashlane_algorithm_spec spec;
	uint64_t part_bytes;
	size_t digest_bytes; /* of one */
	size_t count;
	const uint8_t *digests;
};

enum list_dialect {
	LIST_GNU,
	LIST_BSD,
	LIST_SFV,
	LIST_HASHDEEP,
	LIST_ED2K_LINK,
	LIST_MAGNET,
	LIST_JSON,
	LIST_CSV
};

/* What a line says of a file. It lives until the next is read. */
struct list_entry {
	enum list_dialect dialect;
	uint64_t line;    /* its first, from 1 */
	uint64_t start;   /* of the record, bytes from that of the list */
	uint64_t end;     /* behind the end of its line */
	const char *name; /* as it was before it was escaped, NUL-terminated */
	bool size_known;  /* of the file, or the range */
	bool mtime_known;
	bool is_range; /* hashdeep -p: the digests are of a range */
	uint64_t size_bytes;
	int64_t mtime_ns;
	uint64_t offset; /* of the range */
	/*
	 * LIST_BAD: the file that a comment reads like a line of; NULL: none.
	 * It may be one that was made a comment by accident.
	 */
	const char *commented;
	size_t digest_count;
	size_t part_count;
	struct list_digest digests[HASHLANE_MAX_ALGORITHMS];
	struct list_parts parts[HASHLANE_MAX_ALGORITHMS];
};

struct list_options {
	/* The algorithms a line without a tag may be of; NULL: any. */
	const struct algorithm_set *given;
	/*
	 * Not NULL: read as md5sum and its like do, GNU and BSD lines of this
	 * algorithm only.
	 */
	const struct hashlane_algorithm_spec *only;
	const char *base; /* names are relative to it; NULL: current folder */
	bool certain; /* the length of a digest does not tell its algorithm */
	int *single_space; /* what holds from list to list; NULL: nothing */
	bool nul;          /* lines end in NUL, and nothing is escaped */
};

enum list_outcome {
	LIST_ENTRY,
	LIST_BAD,    /* this line; the reason says why, others may follow */
	LIST_BINARY, /* no list of digests at all; nothing follows */
	LIST_END,
	LIST_BROKEN /* errno says why; nothing follows */
};

struct list;

/* Open it, "-" for standard input; NULL: errno says why. */
struct list *list_open(const char *path, const struct list_options *options);

/*
 * The next entry. `reason` is set on LIST_BAD and LIST_BINARY, and lives until
 * the next is read.
 */
enum list_outcome list_next(struct list *list, const struct list_entry **entry,
			    const char **reason);

/* The number of the line read last, from 1. */
uint64_t list_line(const struct list *list);

/* Was an algorithm taken for granted by the length of a digest? */
bool list_guessed(const struct list *list);

/* The descriptor it is read from. */
int list_descriptor(const struct list *list);

/*
 * NULL, or why no line can be added to the list as read so far: what it has
 * beside the digests could not be given, or it is signed.
 */
const char *list_unwritable(const struct list *list);

/* Is it signed? The signature is not verified. */
bool list_is_signed(const struct list *list);

/*
 * The algorithms of the columns of the last header of this dialect, hashdeep
 * or CSV, in order. *mtime: is there one of times of modification?
 */
void list_header_set(const struct list *list, enum list_dialect dialect,
		     struct algorithm_set *set, bool *mtime);

void list_close(struct list *list);

#endif
