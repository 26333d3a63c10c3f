/* SPDX-License-Identifier: MIT */
/* list_state.h - the state of a reader, for the modules that share it. */
#ifndef HLN_LIST_STATE_H
#define HLN_LIST_STATE_H

#include "hashdeep_piece.h"
#include "link_text.h"
#include "list_candidates.h"
#include "list_frame.h"
#include "list_lines.h"
#include "list_reader.h"
#include "list_tags.h"
#include "name_first.h"
#include "sfv.h"

enum { HLN_DIRECTORY_MAX = 1024, HLN_FORMATS = HASHLANE_FORMAT_REPORT + 1 };

/* The result of the vote of the first lines. */
struct hln_list_vote {
	const struct hln_dialect *dialect; /* NULL: no line is of any */
	bool decided;     /* by an option, a header or the list's extension */
	uint32_t formats; /* bit f: a line that is no comment is like f */
	bool crlf;        /* lines end in CR LF */
	bool crcrlf;      /* lines end in CR CR LF: text mode, twice */
	bool first_crlf;  /* the first one does */
	bool marked;      /* the list begins with a byte order mark */
	bool semicolons;  /* the first line is a comment with ";" */
	bool one_blank;   /* GNU: one character before the names, not two */
	bool pieces;      /* hashdeep: each line is that of a piece */
	struct hln_name_first name_first;
	struct hln_sfv sfv;
	struct hln_links links;
	enum hln_frame_kind frame;
};

struct hln_list_reader {
	struct hln_list_lines lines;
	struct hashlane_list_options options; /* its pointers are the reader's
					       * own */
	struct hashlane_algorithm_spec given[HASHLANE_MAX_ALGORITHMS];
	char *name; /* the list's file name, or NULL */
	char *side; /* the name that a list without names means, or NULL */
	bool from_stdin;
	bool looked; /* the vote was taken */
	struct hln_list_vote vote;
	struct hln_list_frame frame;
	struct hln_list_candidates candidates;
	struct hln_list_tags tags;
	struct hln_list_columns columns[3]; /* hashdeep, CSV, Debian */
	char directory[HLN_DIRECTORY_MAX];  /* Debian: of the files below */
	uint32_t section;
	const char *doubt;  /* why a dialect cannot read the line; NULL */
	bool at_start;      /* a header may stand in this line */
	bool at_end;        /* no line can be added to this one */
	bool guessed;       /* a digest had several candidates */
	uint32_t formats;   /* bit f: an entry of f was read */
	int32_t end_status; /* why nothing follows; HASHLANE_OK */
	bool open_reported; /* the cut frame was reported */
	uint64_t entries, malformed;
	const char *unwritable;            /* NULL: a line can be added */
	int one_blank;                     /* md5sum: -1: not known yet */
	int blank_before;                  /* the same of the list before */
	struct hln_hashdeep_pieces pieces; /* of the section */
	struct hln_list_text text, ahead;
	struct hln_list_entry entry;
};

#endif
