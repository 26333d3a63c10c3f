/* SPDX-License-Identifier: MIT */
/* unicode_oracle.c - what is UTF-8 and UTF-16, by iconv. */
#include "unicode_oracle.h"

#include "../../src/base/bytes.h"
#include "check.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

enum { CHARACTERS = 0x110000, LEADS_4 = 8 /* f0..f7 */ };

/* One bit for each form of a length that iconv wrote, by its bytes. */
static uint8_t *forms[5];
static iconv_t read_utf8, read_utf16, write_utf8;

static uint32_t form_key(const uint8_t *form, size_t bytes)
{
	uint32_t key = 0;

	for (size_t i = 0; i < bytes; i++)
		key = key << 8 | form[i];
	return bytes == 4 ? key - 0xf0000000 : key;
}

size_t oracle_utf8_form(uint8_t form[4], uint32_t character)
{
	uint8_t wide[4];
	char *in = (char *)wide, *out = (char *)form;
	size_t in_bytes = 4, out_bytes = 4;

	hln_store32_le(wide, character);
	(void)iconv(write_utf8, NULL, NULL, NULL, NULL);
	if (iconv(write_utf8, &in, &in_bytes, &out, &out_bytes) == (size_t)-1)
		return 0;
	return 4 - out_bytes;
}

static iconv_t open_iconv(const char *to, const char *from)
{
	iconv_t conversion = iconv_open(to, from);

	assert_true(conversion != (iconv_t)-1);
	return conversion;
}

void unicode_oracle_make(void)
{
	const size_t sizes[] = { 0, 1 << 5, 1 << 13, 1 << 21, LEADS_4 << 21 };
	size_t count = 0;

	read_utf8 = open_iconv("UTF-32LE", "UTF-8");
	read_utf16 = open_iconv("UTF-8",
				HLN_BIG_ENDIAN ? "UTF-16BE" : "UTF-16LE");
	write_utf8 = open_iconv("UTF-8", "UTF-32LE");
	for (size_t n = 1; n <= 4; n++) {
		forms[n] = calloc(sizes[n], 1);
		assert_non_null(forms[n]);
	}
	for (uint32_t c = 0; c < CHARACTERS; c++) {
		uint8_t form[4];
		size_t n = oracle_utf8_form(form, c);
		uint32_t key = form_key(form, n);

		if (!n)
			continue;
		forms[n][key / 8] |= (uint8_t)(1 << key % 8);
		count++;
	}
	/* All but the surrogates. */
	assert_int_equal(count, CHARACTERS - 2048);
}

void unicode_oracle_free(void)
{
	for (size_t n = 1; n <= 4; n++)
		free(forms[n]);
	iconv_close(read_utf8);
	iconv_close(read_utf16);
	iconv_close(write_utf8);
}

static size_t form_bytes(const uint8_t *text, size_t bytes)
{
	for (size_t n = 1; n <= 4 && n <= bytes; n++) {
		uint32_t key = form_key(text, n);

		if (n == 4 && (text[0] < 0xf0 || text[0] >= 0xf0 + LEADS_4))
			break;
		if (forms[n][key / 8] >> key % 8 & 1)
			return n;
	}
	return 0;
}

size_t oracle_utf8_valid(const uint8_t *text, size_t bytes)
{
	size_t at = 0, n;

	while (at < bytes && (n = form_bytes(text + at, bytes - at)) != 0)
		at += n;
	return at;
}

/* How far iconv comes. */
static size_t convert(iconv_t conversion, const void *text, size_t bytes,
		      uint8_t *out, size_t room, size_t *out_bytes)
{
	char *in = (char *)(uintptr_t)text, *to = (char *)out;
	size_t left = bytes, room_left = room;

	(void)iconv(conversion, NULL, NULL, NULL, NULL);
	if (iconv(conversion, &in, &left, &to, &room_left) == (size_t)-1)
		assert_true(errno == EILSEQ || errno == EINVAL);
	*out_bytes = room - room_left;
	return bytes - left;
}

size_t oracle_utf8_read(const uint8_t *text, size_t bytes)
{
	size_t written;
	uint8_t *out = malloc(4 * bytes + 4);
	size_t at;

	assert_non_null(out);
	at = convert(read_utf8, text, bytes, out, 4 * bytes + 4, &written);
	free(out);
	return at;
}

size_t oracle_utf16(uint8_t *out, size_t room, size_t *bytes,
		    const uint16_t *text, size_t units)
{
	return convert(read_utf16, text, 2 * units, out, room, bytes) / 2;
}
