/* SPDX-License-Identifier: MIT */
/* gnu_shape.c - the shape of a line that begins with a digest. */
#include "gnu_shape.h"

#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
	unsigned digit = (unsigned char)c - (unsigned)'0';
	unsigned letter = ((unsigned char)c | 0x20u) - (unsigned)'a';

	return (digit < 10) | (letter < 6);
}

size_t hln_gnu_shape_word(const char **word, bool *escaped, const char *text,
			  size_t bytes)
{
	const char *end = text + bytes, *blank, *tab;

	while (text < end && is_blank(*text))
		text++;
	*escaped = text < end && *text == '\\';
	text += *escaped;
	*word = text;
	blank = memchr(text, ' ', (size_t)(end - text));
	if (blank)
		end = blank;
	tab = memchr(text, '\t', (size_t)(end - text));
	return (size_t)((tab ? tab : end) - text);
}

enum hln_gnu_blanks hln_gnu_shape_look(size_t *digits, const char *text,
				       size_t bytes)
{
	const char *word, *name;
	bool escaped;
	size_t length = hln_gnu_shape_word(&word, &escaped, text, bytes);

	*digits = 0;
	if (!length || word + length + 1 >= text + bytes)
		return HLN_GNU_NONE;
	while (*digits < length && is_digit(word[*digits]))
		++*digits;
	if (*digits < length)
		*digits = 0;
	name = word + length + 1;
	return (*name == ' ' || *name == '*') && name[1] ? HLN_GNU_TWO :
							   HLN_GNU_ONE;
}
