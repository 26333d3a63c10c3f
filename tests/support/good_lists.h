/* SPDX-License-Identifier: MIT */
/* good_lists.h - lists, writers and checks for good_arguments.h. */
#ifndef GOOD_LISTS_H
#define GOOD_LISTS_H

#include "good_arguments.h"

/* Open what a call on a list, a writer, a check or verdicts needs. */
void live_create_lists(struct live *live, const char *export);
void live_destroy_lists(struct live *live);

/* The handle of this type, "hashlane_list" and so on; 0: of another kind. */
uint64_t live_list_handle(const struct live *live, const char *type);

/*
 * A struct of this type that a call on lists reads, with inner[] for what it
 * points to; 0 bytes: another type.
 */
size_t list_struct(void *out, const char *type, void *inner);

/* The size of an element of an array of lists; 0: another array. */
size_t list_element(const char *export, const char *name);

#endif
