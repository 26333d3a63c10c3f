/* SPDX-License-Identifier: MIT */
/*
 * unicode_forms.c - for check_unicode.py: reads texts in hexadecimal, a line
 * each, and writes a line with their NFD, NFC and fold key, or "-" for a text
 * that is not UTF-8.
 */
#include "../../src/list/unicode.h"

#include "../../include/hashlane.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 4096 };

typedef int32_t form_fn(char *out, size_t *out_bytes, size_t room,
			const char *text, size_t bytes);

static void write_hex(const char *text, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		printf("%02x", (unsigned)(unsigned char)text[i]);
}

static void write_form(form_fn *form, const char *text, size_t bytes)
{
	static char out[HLN_UNICODE_GROWTH * TEXT_MAX];
	size_t filled = 0;
	int32_t status = form(out, &filled, HLN_UNICODE_GROWTH * bytes, text,
			      bytes);

	if (status == HASHLANE_UTF8)
		putchar('-');
	else if (status != HASHLANE_OK)
		exit(2);
	write_hex(out, filled);
}

int main(void)
{
	static char line[2 * TEXT_MAX + 2], text[TEXT_MAX];

	while (fgets(line, sizeof(line), stdin)) {
		size_t bytes = 0;

		while (line[2 * bytes] != '\n') {
			char digits[3] = { line[2 * bytes],
					   line[2 * bytes + 1], 0 };

			text[bytes++] = (char)strtoul(digits, NULL, 16);
		}
		write_form(hln_unicode_decompose, text, bytes);
		putchar(' ');
		write_form(hln_unicode_compose, text, bytes);
		putchar(' ');
		write_form(hln_unicode_fold_key, text, bytes);
		putchar('\n');
	}
	return 0;
}
