/* SPDX-License-Identifier: MIT */
/* side_digest.h - a list that is a digest and nothing else. */
#ifndef HLN_SIDE_DIGEST_H
#define HLN_SIDE_DIGEST_H

#include "list_reader.h"

/*
 * Read the only line of a list such as "a.iso.sha256": a digest of the file
 * that has the list's name without its extension.
 */
enum hln_parsed hln_side_digest_read(struct hln_list_reader *reader,
				     const char *text, size_t bytes);

#endif
