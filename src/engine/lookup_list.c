/* SPDX-License-Identifier: MIT */
/* lookup_list.c - a job's questions about files, and their lists. */
#include "lookup_list.h"

#include "open_file.h"

#include <stdlib.h>

static void free_entry(struct hln_open_file *entry)
{
	hln_open_file_destroy(entry);
	free(entry);
}

void hln_lookup_list_free(struct hln_question *question)
{
	for (size_t i = 0; i < question->count; i++)
		free_entry(question->entries[i]);
	free(question->files);
	free(question->valid);
	free(question->digests);
	free(question);
}

void hln_lookup_list_put(struct hln_question **list,
			 struct hln_question ***end,
			 struct hln_question *question)
{
	question->next = NULL;
	if (!*list)
		*end = list;
	**end = question;
	*end = &question->next;
}

struct hln_question *hln_lookup_list_pop(struct hln_question **list)
{
	struct hln_question *question = *list;

	if (question)
		*list = question->next;
	return question;
}

void hln_lookup_list_free_all(struct hln_question *question)
{
	while (question)
		hln_lookup_list_free(hln_lookup_list_pop(&question));
}

bool hln_lookup_list_is_due(const struct hln_lookups *lookups)
{
	uintptr_t self = hln_thread_self();

	if (!lookups->asked || lookups->takers)
		return false;
	/* Another thread that has one comes back for the next. */
	for (const struct hln_question *one = lookups->handed; one;
	     one = one->next)
		if (one->taker != self)
			return false;
	return true;
}
