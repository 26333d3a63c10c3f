/* SPDX-License-Identifier: MIT */
/* printable.c - which bytes of a text can be written to a terminal. */
#include "printable.h"

#include <stdbool.h>
#include <stdio.h>

/* Table 3-7 of the Unicode standard: no surrogates, no overlong forms. */
size_t utf8_read(const char *start, size_t bytes, uint32_t *character)
{
	const unsigned char *text = (const unsigned char *)start;
	unsigned first = text[0];
	size_t n = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	uint32_t least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t x = n == 1 ? first : first & (0x7fu >> n);

	if ((first >= 0x80 && first < 0xc2) || first > 0xf4 || n > bytes)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
		x = x << 6 | (text[i] & 0x3f);
	}
	if (x < least[n] || x > 0x10ffff || (x >= 0xd800 && x < 0xe000))
		return 0;
	*character = x;
	return n;
}

/*
 * No controls, no ends of lines and paragraphs, and none of the characters
 * that have Unicode's property Bidi_Control.
 */
static bool is_printable(uint32_t character)
{
	return character >= 0x20 && !(character >= 0x7f && character < 0xa0) &&
	       character != 0x061c && character != 0x200e &&
	       character != 0x200f &&
	       !(character >= 0x2028 && character <= 0x202e) &&
	       !(character >= 0x2066 && character <= 0x2069);
}

size_t printable_bytes(const char *text, size_t bytes)
{
	uint32_t character;
	size_t n = utf8_read(text, bytes, &character);

	return n && is_printable(character) ? n : 0;
}

size_t printable_run(const char *text, size_t bytes)
{
	size_t run = 0, n;

	while (run < bytes && (n = printable_bytes(text + run, bytes - run)))
		run += n;
	return run;
}

void printable_escape(char out[ESCAPE_BYTES], char byte)
{
	static const char controls[] = "\n\r\t", letters[] = "nrt";

	for (size_t i = 0; i < sizeof(letters) - 1; i++)
		if (byte == controls[i]) {
			snprintf(out, ESCAPE_BYTES, "\\%c", letters[i]);
			return;
		}
	snprintf(out, ESCAPE_BYTES, "\\%03o", (unsigned char)byte);
}

size_t printable_columns(const char *text)
{
	/* U+1100 is E1 84 80. */
	unsigned char first = (unsigned char)text[0];
	unsigned char second = first == 0xe1 ? (unsigned char)text[1] : 0;

	return first > 0xe1 || second >= 0x84 ? 2 : 1;
}
