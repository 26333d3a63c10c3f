/* SPDX-License-Identifier: MIT */
/*
 * list_reader.h - reads a list of any format: the first lines decide its
 * dialect, then each line is read in it. docs/LISTS.md has the decision table.
 */
#ifndef HLN_LIST_READER_H
#define HLN_LIST_READER_H

#include "dialect.h"
#include "list_entry.h"

/* Fields of a hashdeep or CSV header at most. */
enum { HLN_COLUMNS_MAX = HASHLANE_MAX_ALGORITHMS + 8 };

enum hln_list_column {
	HLN_LIST_COLUMN_OTHER,
	HLN_LIST_COLUMN_NAME,
	HLN_LIST_COLUMN_NAME_BASE64,
	HLN_LIST_COLUMN_SIZE,
	HLN_LIST_COLUMN_MTIME,
	HLN_LIST_COLUMN_STATUS,
	HLN_LIST_COLUMN_DIGEST,
	HLN_LIST_COLUMN_UNKNOWN_DIGEST,
	HLN_LIST_COLUMN_BARE_DIGEST, /* its algorithm is in the column ALGORITHM */
	HLN_LIST_COLUMN_ALGORITHM
};

/* The fields of the lines below a header. */
struct hln_list_columns {
	size_t count;   /* 0: no header yet */
	bool begun;     /* hashdeep: the line before was "HASHDEEP-1.0" */
	char separator; /* CSV: between fields */
	enum hln_list_column kinds[HLN_COLUMNS_MAX];
	struct hashlane_algorithm_spec specs[HLN_COLUMNS_MAX];
	char tags[HLN_COLUMNS_MAX][32];
};

struct hln_list_reader;
struct hln_name_first;
struct hln_sfv;
struct hln_links;

/* As hashlane_list_open, whose arguments the caller has checked. */
int32_t hln_list_reader_open(struct hln_list_reader **out,
			     const struct hashlane_input *input,
			     const struct hashlane_list_options *options,
			     struct hashlane_error *error);

/*
 * As hashlane_list_next: OK, END, FORMAT, IO, NO_MEMORY, CANCELLED, or what a
 * READ returned.
 */
int32_t hln_list_reader_next(struct hln_list_reader *reader,
			     const struct hashlane_list_entry **entry);

/*
 * May the next entry have to be waited for: is the list a function, or a pipe
 * that has no more for now?
 */
bool hln_list_reader_would_wait(const struct hln_list_reader *reader);

/*
 * How long hln_list_reader_next waits for a pipe or a terminal that has no more
 * for now, in milliseconds: then it returns HASHLANE_TIMEOUT, and may be called
 * again. -1, as at first: without a limit.
 */
void hln_list_reader_set_wait(struct hln_list_reader *reader, int wait_ms);

void hln_list_reader_info(const struct hln_list_reader *reader,
			  struct hashlane_list_info *out);

/*
 * Begin again at the first line. False: the list cannot be read twice (a pipe,
 * a function).
 */
bool hln_list_reader_rewind(struct hln_list_reader *reader);
/* Would that succeed? */
bool hln_list_reader_may_rewind(const struct hln_list_reader *reader);

void hln_list_reader_close(struct hln_list_reader *reader);

/* A call that is under way ends soon, with CANCELLED. Any thread may call. */
void hln_list_reader_cancel(struct hln_list_reader *reader);

/* ---- For the dialects ---- */

/* The entry that is being built. */
struct hln_list_entry *hln_list_reader_entry(struct hln_list_reader *reader);

/* The options that the list was opened with. */
const struct hashlane_list_options *
hln_list_reader_options(const struct hln_list_reader *reader);

/* The columns of the last header of a dialect (hashdeep, CSV). */
struct hln_list_columns *
hln_list_reader_columns(struct hln_list_reader *reader, int32_t format);

/* May a header stand here? It is the first line, or follows another header. */
bool hln_list_reader_at_start(const struct hln_list_reader *reader);

/* Is this the format of the list, by its first lines? */
bool hln_list_reader_is_list_of(const struct hln_list_reader *reader,
				int32_t format);

/* Begin a section: bare digests may have another algorithm from here on. */
void hln_list_reader_begin_section(struct hln_list_reader *reader);

/*
 * Add a digest of which nothing on its line gives the algorithm. NOT: it is
 * none; BAD: the algorithms given exclude it.
 */
enum hln_parsed hln_list_reader_add_bare(struct hln_list_reader *reader,
					 const char *text, size_t bytes);

/* May the text be such a digest? */
bool hln_list_reader_is_bare(const struct hln_list_reader *reader,
			     const char *text, size_t bytes);

/*
 * What the list said of the blanks before names, as md5sum reads them: 1: one,
 * 0: two, -1: nothing.
 */
int hln_list_reader_blanks(const struct hln_list_reader *reader);

/*
 * The list follows another one, as on the command line of md5sum: what that one
 * said of the blanks before names holds for this one.
 */
void hln_list_reader_continue(struct hln_list_reader *reader, int blanks);

/* GNU: is there one character before the names of this list, not two? */
bool hln_list_reader_has_one_blank(const struct hln_list_reader *reader);

/* hashdeep: is each line that the vote saw that of a piece? */
bool hln_list_reader_has_pieces(const struct hln_list_reader *reader);

/*
 * May another line be added to this one? Else the entry ends here: a dialect
 * returns no WRAPPED.
 */
bool hln_list_reader_may_continue(const struct hln_list_reader *reader);

/*
 * The directory of the files that this stanza of Debian's lists, which may
 * follow them; "" if none is given. It is found where a stanza begins. False:
 * it cannot be read now, and nor can the line.
 */
const char *hln_list_reader_directory(const struct hln_list_reader *reader);
bool hln_list_reader_find_directory(struct hln_list_reader *reader);

/* What the lines of SFV in this list have. */
struct hln_sfv *hln_list_reader_sfv(struct hln_list_reader *reader);

/* Where the links of this list are. */
struct hln_links *hln_list_reader_links(struct hln_list_reader *reader);

/* What the lines of this list have whose names come first. */
struct hln_name_first *
hln_list_reader_name_first(struct hln_list_reader *reader);

/* Find the algorithm that a tool calls so; false: unknown. */
bool hln_list_reader_find_tag(struct hln_list_reader *reader,
			      struct hashlane_algorithm_spec *spec,
			      const char *text, size_t bytes);

/*
 * Add a digest with the tag of its algorithm. ENTRY; BAD: it is no digest of
 * that one; NOT: the algorithm is unknown, and this cannot be a digest.
 */
enum hln_parsed hln_list_reader_add_tagged(struct hln_list_reader *reader,
					   const char *tag, size_t tag_bytes,
					   const char *digest,
					   size_t digest_bytes);

/* As find_tag, without remembering it. */
bool hln_list_reader_know_tag(const struct hln_list_reader *reader,
			      struct hashlane_algorithm_spec *spec,
			      const char *text, size_t bytes);

/* Remember why no line can be added to the list; the text is static. */
void hln_list_reader_foreign(struct hln_list_reader *reader,
			     const char *reason);

/* Set the reason of a malformed line; returns HLN_PARSED_BAD. */
enum hln_parsed hln_list_reader_bad(struct hln_list_reader *reader,
				    const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
