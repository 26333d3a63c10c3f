/* SPDX-License-Identifier: MIT */
/* dupes.h - a search for identical files; see hashlane_dupes. */
#ifndef HLN_DUPES_H
#define HLN_DUPES_H

#include "../../include/hashlane.h"

#include <stddef.h>
#include <stdint.h>

struct hln_dupes;

/* The options were checked; `digest_bytes` are those of their algorithm. NULL:
 * no memory. */
struct hln_dupes *
hln_dupes_create(const struct hashlane_dupes_options *options,
		 size_t digest_bytes);
void hln_dupes_destroy(struct hln_dupes *dupes);

/* The functions of the header; the arguments were checked. */
int32_t hln_dupes_add(struct hln_dupes *dupes, const char *start,
		      const struct hashlane_walk_entry *entries, size_t count);
int32_t hln_dupes_begin_pass(struct hln_dupes *dupes,
			     struct hashlane_dupes_pass *out);
/* The next input of the pass. HASHLANE_OK or HASHLANE_END. */
int32_t hln_dupes_next_input(struct hln_dupes *dupes,
			     struct hashlane_input *out);
int32_t hln_dupes_settle(struct hln_dupes *dupes, uint64_t cookie,
			 int32_t status, uint64_t size_bytes,
			 const uint8_t *digest, size_t digest_bytes);
int32_t hln_dupes_get_group(const struct hln_dupes *dupes,
			    struct hashlane_dupes_group *out, uint64_t group);
void hln_dupes_get_info(const struct hln_dupes *dupes,
			struct hashlane_dupes_info *out);

#endif
