/* SPDX-License-Identifier: MIT */
/*
 * lookup_list.h - a job's questions about files, and the lists that they are
 * in; see lookup.h. The lists are under the job's lock.
 */
#ifndef HLN_LOOKUP_LIST_H
#define HLN_LOOKUP_LIST_H

#include "../../include/hashlane.h"

#include <stdbool.h>

struct hln_open_file;

/* Entries that nothing else has, and what is asked about them. */
struct hln_question {
	struct hln_question *next;
	struct hashlane_lookup lookup;
	struct hashlane_lookup_file *files;
	uint64_t *valid; /* the answer */
	uint8_t *digests;
	size_t count;    /* entries, and what they are about: files */
	uintptr_t taker; /* the thread that has it */
	struct hln_open_file *entries[];
};

struct hln_lookups {
	hashlane_lookup_fn *ask; /* NULL: they wait in `asked` */
	void *context;
	bool wanted; /* the job asks at all */
	/* All that follows is under the job's lock. */
	struct hln_question *asked, **asked_end, *handed;
	struct hln_question *settled, **settled_end;
	size_t unanswered; /* in asked and handed */
	size_t takers;     /* threads that wait for a question */
	uint64_t last_id;
};

/* Free a question and its entries. */
void hln_lookup_list_free(struct hln_question *question);
void hln_lookup_list_free_all(struct hln_question *list);

void hln_lookup_list_put(struct hln_question **list,
			 struct hln_question ***end,
			 struct hln_question *question);
/* The first; NULL: there is none. */
struct hln_question *hln_lookup_list_pop(struct hln_question **list);

/*
 * Is there a question that no thread waits for? A caller that waits for
 * something else may wait for ever.
 */
bool hln_lookup_list_is_due(const struct hln_lookups *lookups);

#endif
