/* SPDX-License-Identifier: MIT */
/* ed2k_link.h - the digest of an ed2k link, which magnet links have too. */
#ifndef HLN_ED2K_LINK_H
#define HLN_ED2K_LINK_H

#include "list_reader.h"

/*
 * Add an ed2k digest of either kind. size_bytes is the size of the file; NULL:
 * unknown. False: the text is no such digest.
 */
bool hln_ed2k_link_add(struct hln_list_reader *reader, const char *text,
		       size_t bytes, const uint64_t *size_bytes);

#endif
