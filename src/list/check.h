/* SPDX-License-Identifier: MIT */
/* check.h - a check: lists in, verdicts out. */
#ifndef HLN_CHECK_H
#define HLN_CHECK_H

#include "../../include/hashlane.h"

#include <stdbool.h>

struct hln_check;

/*
 * What a caller above knows of walks: is a name left out by the rules of the
 * options? The context lives as long as the check.
 */
struct hln_check_rules {
	bool (*leaves_out)(void *context, const char *name);
	void (*release)(void *context);
	void *context; /* NULL: there are no rules */
};

/*
 * With one reference. The options were checked; the rules are the check's, also
 * on failure. See hashlane_check_create.
 */
int32_t hln_check_create(struct hln_check **out, hashlane_engine engine,
			 const struct hashlane_check_options *options,
			 const struct hln_check_rules *rules, int *os_error);
void hln_check_hold(struct hln_check *check);
void hln_check_release(struct hln_check *check);

/* The functions of the header; the arguments were checked. */
int32_t hln_check_add_list(struct hln_check *check,
			   const struct hashlane_input *input,
			   const struct hashlane_list_options *options,
			   struct hashlane_error *error);
int32_t hln_check_add_entries(struct hln_check *check,
			      const struct hashlane_list_entry *entries,
			      size_t count, const char *name);
void hln_check_close(struct hln_check *check);
int32_t hln_check_next(struct hln_check *check,
		       const struct hashlane_verdicts **out,
		       int64_t timeout_ms);
void hln_check_cancel(struct hln_check *check);
void hln_check_get_info(struct hashlane_check_info *out,
			struct hln_check *check);
int32_t hln_check_get_list(struct hashlane_check_list *out,
			   struct hln_check *check, uint32_t list);
size_t hln_check_get_specs(
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS],
	struct hln_check *check);

#endif
