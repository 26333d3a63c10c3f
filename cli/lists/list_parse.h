/* SPDX-License-Identifier: MIT */
/* list_parse.h - what the readers of the dialects of lists share. */
#ifndef CLI_LIST_PARSE_H
#define CLI_LIST_PARSE_H

#include "list.h"
#include "list_lines.h"

/* Fields of a hashdeep or CSV header at most. */
enum { LIST_COLUMNS_MAX = HASHLANE_MAX_ALGORITHMS + 8 };

enum list_column_kind {
	COLUMN_OTHER,
	COLUMN_NAME,
	COLUMN_NAME_BASE64,
	COLUMN_SIZE,
	COLUMN_MTIME,
	COLUMN_STATUS,
	COLUMN_DIGEST
};

/* What the fields of the lines that follow a header are. */
struct list_columns {
	size_t count; /* 0: no header yet */
	bool begun;   /* of hashdeep: the line before was its first */
	bool refused; /* it names too many columns, or no algorithm known */
	enum list_column_kind kinds[LIST_COLUMNS_MAX];
	struct hashlane_algorithm_spec specs[LIST_COLUMNS_MAX];
};

/* A tag met before; what is looked up for each line takes its time. */
struct list_tag {
	char text[ALGORITHM_TEXT_MAX];
	size_t bytes; /* 0: none */
	struct hashlane_algorithm_spec spec;
};

enum { LIST_TAGS = 8 };

/* How far the reader is in a list signed by PGP (RFC 9580, 7). */
enum list_signature {
	SIGNATURE_NONE,
	SIGNATURE_HEAD,  /* in the headers of the text */
	SIGNATURE_TEXT,  /* in the text */
	SIGNATURE_ARMOR, /* in the signature's headers */
	SIGNATURE_DATA,
	SIGNATURE_OVER
};

struct list {
	struct list_lines lines;
	struct list_options options;
	char *base; /* as in the options; NULL: the current folder */
	/* The algorithm that the list's file name tells; id 0: none. */
	struct hashlane_algorithm_spec named;
	/* Its digests have one space behind them (BSD md5 -r); -1: unknown. */
	int single_space;
	bool is_stdin;
	char *cut; /* where a carriage return was; NULL: there was none */
	struct list_tag tags[LIST_TAGS];
	size_t next_tag; /* to be taken for another */
	bool guessed;
	bool any;       /* entries so far */
	bool bad;       /* lines that could not be read so far */
	bool is_sfv;    /* by its name, or the words of its first line */
	bool named_sfv; /* by its name */
	bool all_sfv;   /* all its lines may be SFV's; known if surveyed */
	bool opens_with_semicolon;       /* as "; MD5 checksums by ..." */
	bool surveyed;                   /* what dialects it has is known */
	uint64_t sfv_lines, other_lines; /* that may be SFV's, and not */
	uint64_t elsewhere; /* of those, lines of a file in another dialect */
	/* Lines that were taken for comments before any entry; 0: none. */
	uint64_t doubtful, doubtful_semicolon;
	bool surveying;  /* read for its dialects, comments are none of them */
	uint64_t header; /* the line of the last header of CSV; 0: none */
	bool tagged;     /* the line is BSD's, but of no digest known */
	unsigned dialects; /* bit d: of the whole list, if surveyed */
	enum list_signature signature;
	const char *unwritable; /* see list_unwritable; NULL: nothing */
	struct list_columns hashdeep;
	struct list_columns csv;
	uint8_t *parts; /* digests of the parts of the entry */
	size_t part_bytes;
	size_t part_room;
	struct list_entry entry;
	char reason[160];
};

enum parsed {
	PARSED_NOT,     /* not of this dialect; the text is as it was */
	PARSED_ENTRY,   /* the text may be changed, the name points into it */
	PARSED_BAD,     /* of this dialect, but the reason says why not */
	PARSED_NOTHING, /* a comment or header */
	PARSED_MORE     /* the record goes on in the next line */
};

/*
 * The readers. `text` is a line without its end, `bytes` long and NUL-ended,
 * with no NUL within.
 */
enum parsed list_parse_gnu(struct list *list, char *text, size_t bytes);
enum parsed list_parse_bsd(struct list *list, char *text, size_t bytes);
enum parsed list_parse_sfv(struct list *list, char *text, size_t bytes);
enum parsed list_parse_hashdeep(struct list *list, char *text, size_t bytes);
enum parsed list_parse_ed2k_link(struct list *list, char *text, size_t bytes);
enum parsed list_parse_magnet(struct list *list, char *text, size_t bytes);
enum parsed list_parse_json(struct list *list, char *text, size_t bytes);
enum parsed list_parse_csv(struct list *list, char *text, size_t bytes);

/* The same; here alone NULs may be within, and there is no reason. */
enum parsed list_parse_md5sum(struct list *list, char *text, size_t bytes);

/*
 * The name behind the digest and a blank: a second blank or an asterisk goes
 * before it, except in lists of BSD's md5 -r, which are all that way or not
 * (a name could start with a blank). NULL: none.
 */
char *list_gnu_name(struct list *list, char *at);

/* Set the reason; returns PARSED_BAD. */
enum parsed list_bad(struct list *list, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The same, should no other dialect fit; returns PARSED_NOT. */
enum parsed list_doubt(struct list *list, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Undo the escapes of GNU and BSD lines in place; false: there is another. */
bool list_unescape(char *name);

/* Undo percent-encoding in place; false: it holds a NUL. */
bool list_decode_percent(char *text);

/* Undo base64 in place; false: it is none, or holds a NUL. */
bool list_decode_base64(char *text);

/* A decimal number that fills the text. */
bool list_number(uint64_t *out, const char *text, size_t bytes);

/* The algorithm a tool calls so; false: unknown. */
bool list_algorithm(struct hashlane_algorithm_spec *out, const char *text,
		    size_t bytes);

/* A digest in any of its forms; false: it is none of this algorithm. */
bool list_digest(struct list_digest *out,
		 const struct hashlane_algorithm_spec *spec, const char *text,
		 size_t bytes);

/* Add a digest to the entry; false: it is none, or there are too many. */
bool list_add_digest(struct list *list,
		     const struct hashlane_algorithm_spec *spec,
		     const char *text, size_t bytes);

/*
 * A digest of which nothing on its line tells the algorithm, added to the
 * entry. PARSED_NOT: it is none, or there is no telling of what.
 */
enum parsed list_add_bare(struct list *list, const char *text, size_t bytes);

/* The algorithm that the name of a list tells; id 0: none. */
struct hashlane_algorithm_spec list_named_algorithm(const char *path);

/* Begin the parts of an algorithm, whose digests follow. False: too many. */
bool list_begin_parts(struct list *list,
		      const struct hashlane_algorithm_spec *spec,
		      uint64_t part_bytes);

/* The next part's digest; false: it is none, or no memory. */
bool list_add_part(struct list *list, const char *text, size_t bytes);

/* Bytes of the name, should the line be SFV's; 0: it is not. */
size_t list_sfv_name(const char *text, size_t bytes);

/* Is there anything by this name, as the list has it? */
bool list_names_file(const struct list *list, const char *name);

/* Remember why no line can be added to the list. */
void list_foreign(struct list *list, const char *reason);

/* What a field of a header names. */
enum list_column_kind list_column(struct hashlane_algorithm_spec *spec,
				  const char *name, size_t bytes);

#endif
