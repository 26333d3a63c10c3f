/* SPDX-License-Identifier: MIT */
/* link_text.c - texts with links of ed2k and magnet within their lines. */
#include "link_text.h"

#include "list_reader.h"

#include <string.h>

enum { WORD_LEAST = 32 };

static char to_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool begins(const char *text, const char *word)
{
	while (*word && to_lower(*text) == *word) {
		text++;
		word++;
	}
	return !*word;
}

const char *hln_link_text_find(const char *text, const char *word)
{
	const char first[] = { word[0], (char)(word[0] - 'a' + 'A'), 0 };

	while ((text = strpbrk(text, first))) {
		if (begins(text, word))
			return text;
		text++;
	}
	return NULL;
}

void hln_link_text_count(struct hln_list_reader *reader, const char *text,
			 size_t bytes)
{
	struct hln_links *links = hln_list_reader_links(reader);

	(void)bytes;
	if (begins(text, "ed2k:") || begins(text, "magnet:"))
		links->whole++;
	else
		links->within++;
}

bool hln_link_text_is_list(const struct hln_list_reader *reader)
{
	return hln_list_reader_is_list_of(reader, HASHLANE_FORMAT_ED2K) ||
	       hln_list_reader_is_list_of(reader, HASHLANE_FORMAT_MAGNET);
}

/* Has it a word with as many letters and digits as a digest has? */
static bool has_long_word(const char *text)
{
	size_t length = 0;

	for (; *text; text++) {
		char c = to_lower(*text);

		length = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ?
				 length + 1 :
				 0;
		if (length == WORD_LEAST)
			return true;
	}
	return false;
}

bool hln_link_text_is_prose(struct hln_list_reader *reader, const char *text)
{
	const struct hln_links *links = hln_list_reader_links(reader);

	return links->within && !links->whole &&
	       hln_link_text_is_list(reader) &&
	       !hln_link_text_find(text, "ed2k:") &&
	       !hln_link_text_find(text, "magnet:") && !has_long_word(text);
}
