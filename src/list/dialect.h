/* SPDX-License-Identifier: MIT */
/*
 * dialect.h - the formats of lists. Each has a file of its own with its reader
 * and its writer, and one row in the table of dialect.c.
 */
#ifndef HLN_DIALECT_H
#define HLN_DIALECT_H

#include "../../include/hashlane.h"

#include <stdbool.h>

struct hln_list_reader;
struct hln_list_writer;

/* The result of reading a line in a dialect. */
enum hln_parsed {
	HLN_PARSED_NOT,   /* not of this dialect; the text is unchanged */
	HLN_PARSED_ENTRY, /* the text may be changed; the name points into
			     * it */
	HLN_PARSED_BAD,   /* of this dialect, but malformed: see the reason */
	HLN_PARSED_NOTHING, /* a header */
	HLN_PARSED_MORE,    /* a quote is open: the record continues up to
			     * another line with a '"' */
	HLN_PARSED_WRAPPED, /* the next line may belong to the entry: it is
			     * read again with it, unless there is none */
	HLN_PARSED_BEFORE   /* the last line, behind a newline, does not belong
			     * to the entry: it is read again without it */
};

/*
 * How much a line looks like one of a dialect, for the vote. The list's dialect
 * is the one with the largest sum over its first lines.
 */
enum hln_likeness {
	HLN_LIKE_NOT = 0,
	HLN_LIKE_WEAK = 1, /* another dialect is more likely */
	HLN_LIKE_FAIR = 2, /* other dialects may read it as well */
	HLN_LIKE_SURE = 4  /* no other dialect writes such a line */
};

struct hln_dialect {
	int32_t format; /* HASHLANE_FORMAT_* */
	const char *name;
	const char *extensions; /* separated by blanks, in lower case */
	const char *algorithms; /* of a new list where the user names none */
	const char *refuses;    /* the names that it cannot hold; "" */
	uint32_t flags;         /* HASHLANE_FORMAT_READS and so on */
	char comment;           /* '#', ';' or 0: no comments */
	bool has_header; /* a first line that is sure decides the list */

	/* Changes nothing; the text is `bytes` long and NUL-terminated. */
	enum hln_likeness (*likeness)(const struct hln_list_reader *reader,
				      const char *text, size_t bytes);
	/*
	 * May be NULL. Of the vote: no dialect is more likely for the line.
	 * Remember in the reader what the lines of the list have.
	 */
	void (*count)(struct hln_list_reader *reader, const char *text,
		      size_t bytes);
	/*
	 * Read a line without its end. It is `bytes` long, NUL-terminated and
	 * holds no NUL. The entry was cleared before. The line may end in a CR
	 * if most lines of the list do not: it belongs to a name at the line's
	 * end, and is ignored behind anything else.
	 */
	enum hln_parsed (*read)(struct hln_list_reader *reader, char *text,
				size_t bytes);

	/* NULL, or why the dialect cannot hold this algorithm. */
	const char *(*refuses_spec)(
		const struct hashlane_algorithm_spec *spec);
	/* NULL, or why it cannot hold this item: its name, a missing digest. */
	const char *(*refuses_item)(const struct hln_list_writer *writer,
				    const struct hashlane_list_item *item);
	/* Write the lines before the first item; NULL: there are none. */
	void (*begin)(struct hln_list_writer *writer);
	/* Write the lines of an item that is not refused. */
	void (*write)(struct hln_list_writer *writer,
		      const struct hashlane_list_item *item);
};

/* One row for each format, in the order of their ids. */
extern const struct hln_dialect *const hln_dialects[];
extern const size_t hln_dialect_count;

/* NULL for an unknown id. */
const struct hln_dialect *hln_dialect_find(int32_t format);

/* Do its files have this extension, in either case? */
bool hln_dialect_has_extension(const struct hln_dialect *dialect,
			       const char *text, size_t bytes);

extern const struct hln_dialect hln_dialect_gnu, hln_dialect_bsd,
	hln_dialect_sfv, hln_dialect_hashdeep, hln_dialect_ed2k,
	hln_dialect_magnet, hln_dialect_csv, hln_dialect_name_first,
	hln_dialect_fsum, hln_dialect_sizes, hln_dialect_debian,
	hln_dialect_gentoo, hln_dialect_report;

#endif
