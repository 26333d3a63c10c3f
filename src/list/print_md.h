/* SPDX-License-Identifier: MIT */
/*
 * print_md.h - "NAME: DIGEST" as "gpg --print-md" writes it: the digest is in
 * groups of digits, which go on in the next lines.
 */
#ifndef HLN_PRINT_MD_H
#define HLN_PRINT_MD_H

#include "list_reader.h"

/* May the line be one of these, or one that another goes on in? */
bool hln_print_md_is_like(const char *text, size_t bytes);

/* Read an entry of several lines. WRAPPED and BEFORE as in dialect.h. */
enum hln_parsed hln_print_md_read(struct hln_list_reader *reader, char *text,
				  size_t bytes);

#endif
