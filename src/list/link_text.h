/* SPDX-License-Identifier: MIT */
/*
 * link_text.h - texts, such as pages of the web, with links of ed2k and magnet
 * within their lines.
 */
#ifndef HLN_LINK_TEXT_H
#define HLN_LINK_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hln_list_reader;

struct hln_links {
	uint64_t whole;  /* lines that begin with a link */
	uint64_t within; /* lines with a link behind something else */
};

/* Count a line of the vote that has a link. */
void hln_link_text_count(struct hln_list_reader *reader, const char *text,
			 size_t bytes);

/* Where the word begins, in either case; NULL: nowhere. `word` is lower. */
const char *hln_link_text_find(const char *text, const char *word);

/* May a link be within a line of this list? */
bool hln_link_text_is_list(const struct hln_list_reader *reader);

/*
 * Is it a line between links in a list that is a text? It holds neither the
 * scheme of a link nor a word as long as a digest, which may be left of one.
 */
bool hln_link_text_is_prose(struct hln_list_reader *reader, const char *text);

#endif
