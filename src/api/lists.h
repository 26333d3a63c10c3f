/* SPDX-License-Identifier: MIT */
/* lists.h - checks of the arguments that open a list. */
#ifndef HLN_LISTS_H
#define HLN_LISTS_H

#include "../../include/hashlane.h"

/*
 * Copy the input of a list to *known. HASHLANE_OK, or a status with its error.
 */
int32_t hln_lists_check_input(struct hashlane_input *known,
			      const struct hashlane_input *input,
			      size_t input_bytes,
			      struct hashlane_error *error);

/* The same with options, which may be NULL. */
int32_t hln_lists_check_options(struct hashlane_list_options *known,
				const struct hashlane_list_options *options,
				struct hashlane_error *error);

#endif
