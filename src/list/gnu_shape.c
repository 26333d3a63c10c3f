/* SPDX-License-Identifier: MIT */
/* gnu_shape.c - what a line looks like that begins with a digest. */
#include "gnu_shape.h"

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

size_t hln_gnu_shape_word(const char **word, const char *text, bool *escaped)
{
	size_t bytes = 0;

	while (is_blank(*text))
		text++;
	*escaped = *text == '\\';
	text += *escaped;
	while (text[bytes] && !is_blank(text[bytes]))
		bytes++;
	*word = text;
	return bytes;
}

enum hln_gnu_blanks hln_gnu_shape_look(size_t *digits, const char *text,
				       size_t bytes)
{
	const char *word, *name;
	bool escaped;
	size_t length = hln_gnu_shape_word(&word, text, &escaped);

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
