/* SPDX-License-Identifier: MIT */
/* list_decode.c - numbers, and names in percent-encoding and base64. */
#include "list_parse.h"

#include <string.h>

bool list_number(uint64_t *out, const char *text, size_t bytes)
{
	uint64_t n = 0;

	if (!bytes)
		return false;
	for (size_t i = 0; i < bytes; i++) {
		uint64_t digit = (uint64_t)(unsigned char)text[i] - '0';

		if (digit > 9 || n > (UINT64_MAX - digit) / 10)
			return false;
		n = n * 10 + digit;
	}
	*out = n;
	return true;
}

/* The value of a hexadecimal digit; -1: it is none. */
static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A percent sign without two digits stands for itself, as browsers have it. */
bool list_decode_percent(char *text)
{
	char *to = text;

	while (*text) {
		int high = -1, low = -1;

		if (*text == '%')
			high = hex_value(text[1]);
		if (high >= 0)
			low = hex_value(text[2]);
		if (low < 0) {
			*to++ = *text++;
			continue;
		}
		if (!high && !low)
			return false;
		*to++ = (char)(high << 4 | low);
		text += 3;
	}
	*to = 0;
	return true;
}

static int base64_value(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *found = c ? strchr(digits, c) : NULL;

	return found ? (int)(found - digits) : -1;
}

bool list_decode_base64(char *text)
{
	size_t bytes = strlen(text), filled = 0;
	uint32_t bits = 0;
	unsigned count = 0;

	for (int i = 0; i < 2 && bytes && text[bytes - 1] == '='; i++)
		bytes--;
	if (bytes % 4 == 1)
		return false;
	for (size_t i = 0; i < bytes; i++) {
		int value = base64_value(text[i]);

		if (value < 0)
			return false;
		bits = bits << 6 | (uint32_t)value;
		count += 6;
		if (count < 8)
			continue;
		count -= 8;
		text[filled] = (char)(bits >> count & 0xff);
		if (!text[filled++])
			return false;
	}
	text[filled] = 0;
	return true;
}
