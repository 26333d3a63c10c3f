/* SPDX-License-Identifier: MIT */
/*
 * list_candidates.h - bare digests: which algorithms a digest may have if
 * nothing on its line gives one. docs/LISTS.md has the rules.
 */
#ifndef HLN_LIST_CANDIDATES_H
#define HLN_LIST_CANDIDATES_H

#include "dialect.h"
#include "list_entry.h"

enum {
	HLN_CANDIDATES_MAX = 8, /* of one length */
	HLN_CANDIDATE_ROWS = 16,
	HLN_HINTS_MAX = 24,
	HLN_DIGEST_TEXT_MAX = HASHLANE_MAX_TEXT_BYTES
};

/* The algorithms of digests of one length and form. */
struct hln_candidate_row {
	size_t digits; /* characters of the digest; 0: the row is empty */
	size_t count;
	/*
	 * If the list's name gives the algorithm, these and the others of the
	 * length: the name may be wrong. Else 0.
	 */
	size_t wide_count;
	uint32_t digest_bytes;
	bool plain; /* the digests are hexadecimal and nothing else */
	int32_t form;
	struct hashlane_algorithm_spec specs[HLN_CANDIDATES_MAX];
};

/* An algorithm that a text names: the list's file name or a comment. */
struct hln_hint {
	struct hashlane_algorithm_spec spec;
	unsigned group; /* hints of one word; the first group is the best */
};

struct hln_list_candidates {
	const struct hashlane_algorithm_spec *given;
	size_t given_count;
	bool no_guess;
	struct hln_hint hints[HLN_HINTS_MAX];
	size_t hint_count;
	bool named; /* the list's name is one that means the first hints */
	/* Of the last comment that names one algorithm. */
	struct hashlane_algorithm_spec section; /* id 0: none */
	bool section_named;   /* the comment is nothing but that name */
	char section_tag[32]; /* of an algorithm that is unknown; "" */
	/* Rows that were built for hexadecimal digests. */
	struct hln_candidate_row rows[HLN_CANDIDATE_ROWS];
	size_t row_count;
	/* The row of the last digest of another form. */
	struct hln_candidate_row other;
};

/* `name` is the list's file name or NULL. */
void hln_list_candidates_begin(struct hln_list_candidates *candidates,
			       const struct hashlane_list_options *options,
			       const char *name);

/* Begin the list again. */
void hln_list_candidates_rewind(struct hln_list_candidates *candidates);

/* Does the comment name one algorithm? Then a section begins. */
bool hln_list_candidates_comment(struct hln_list_candidates *candidates,
				 const char *text, size_t bytes);

/* Is the text like a digest, accepted or not? It changes nothing. */
bool hln_list_candidates_fit(const struct hln_list_candidates *candidates,
			     const char *text, size_t bytes);

/*
 * Add a bare digest to an entry. NOT: it is none; if it looks like one,
 * *reason says why not. BAD: it is one that is not accepted.
 * *guessed is set if there is more than one candidate.
 */
enum hln_parsed hln_list_candidates_add(struct hln_list_candidates *candidates,
					struct hln_list_entry *entry,
					bool *guessed, const char **reason,
					const char *text, size_t bytes);

#endif
