/* SPDX-License-Identifier: MIT */
/* check_detail.h - the text of a verdict, and its rows. */
#ifndef HLN_CHECK_DETAIL_H
#define HLN_CHECK_DETAIL_H

#include "check_entry.h"
#include "verdicts.h"

/* Add the sizes of the rows of an entry and of all of the same file. */
void hln_check_detail_measure(struct hln_verdicts_size *size,
			      const struct hln_check_entry *entry);

/* Add these rows. */
void hln_check_detail_write(struct hln_verdicts *verdicts,
			    const struct hln_check_entry *entry);

#endif
