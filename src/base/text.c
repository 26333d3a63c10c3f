/* SPDX-License-Identifier: MIT */
/* text.c - converts bytes to hex, base32 and base64 (RFC 4648) and back. */
#include "text.h"

#include "../../include/hashlane.h"

#include <string.h>

struct form {
	const char *digits;
	unsigned bits;  /* bits of a digit */
	unsigned group; /* padding fills up to a multiple of these digits */
	bool padded;    /* the encoder writes padding */
};

static const struct form *find_form(int32_t form)
{
	static const struct form hex = { "0123456789abcdef", 4, 1, false };
	static const struct form base32 = { "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
					    5, 8, false };
	static const struct form base64 = {
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789+/",
		6, 4, true
	};

	switch (form) {
	case HASHLANE_TEXT_HEX:
		return &hex;
	case HASHLANE_TEXT_BASE32:
		return &base32;
	case HASHLANE_TEXT_BASE64:
		return &base64;
	default:
		return NULL;
	}
}

static size_t count_digits(const struct form *form, size_t bytes)
{
	return (8 * bytes + form->bits - 1) / form->bits;
}

static size_t count_padded(const struct form *form, size_t bytes)
{
	return (count_digits(form, bytes) + form->group - 1) / form->group *
	       form->group;
}

size_t hln_text_length(int32_t form, size_t bytes)
{
	const struct form *f = find_form(form);

	if (!f)
		return 0;
	return f->padded ? count_padded(f, bytes) : count_digits(f, bytes);
}

void hln_text_encode(char *out, int32_t form, const uint8_t *in, size_t bytes)
{
	const struct form *f = find_form(form);
	size_t length = hln_text_length(form, bytes), n = 0;
	uint32_t pending = 0; /* its low `held` bits are still to be written */
	unsigned held = 0, mask;

	if (!f)
		return;
	mask = (1u << f->bits) - 1;
	for (size_t i = 0; i < bytes; i++) {
		pending = pending << 8 | in[i];
		held += 8;
		while (held >= f->bits) {
			held -= f->bits;
			out[n++] = f->digits[pending >> held & mask];
		}
	}
	if (held)
		out[n++] = f->digits[pending << (f->bits - held) & mask];
	while (n < length)
		out[n++] = '=';
}

/* Return the value of a digit, or a number that no digit has. */
static unsigned digit_value(const struct form *form, char c)
{
	bool lower = c >= 'a' && c <= 'z';
	bool upper = c >= 'A' && c <= 'Z';
	unsigned letter = (unsigned)(lower ? c - 'a' : c - 'A');
	unsigned none = 64;

	switch (form->bits) {
	case 5:
		if (lower || upper)
			return letter;
		return c >= '2' && c <= '7' ? (unsigned)(c - '2') + 26 : none;
	default:
		if (lower || upper)
			return lower ? 26 + letter : letter;
		if (c >= '0' && c <= '9')
			return (unsigned)(c - '0') + 52;
		return c == '+' ? 62 : c == '/' ? 63 : none;
	}
}

/*
 * The value of each hexadecimal digit, plus 16; 0 for other characters. The
 * processor cannot predict which digits are letters, so there is no branch.
 */
static const uint8_t hex_values[256] = {
	['0'] = 16, ['1'] = 17, ['2'] = 18, ['3'] = 19, ['4'] = 20, ['5'] = 21,
	['6'] = 22, ['7'] = 23, ['8'] = 24, ['9'] = 25, ['a'] = 26, ['b'] = 27,
	['c'] = 28, ['d'] = 29, ['e'] = 30, ['f'] = 31, ['A'] = 26, ['B'] = 27,
	['C'] = 28, ['D'] = 29, ['E'] = 30, ['F'] = 31,
};

/* Lists have mostly hex. */
static bool decode_hex(uint8_t *out, size_t bytes, const char *text)
{
	unsigned all = 16;

	for (size_t i = 0; i < bytes; i++) {
		unsigned high = hex_values[(unsigned char)text[2 * i]];
		unsigned low = hex_values[(unsigned char)text[2 * i + 1]];

		all &= high & low;
		out[i] = (uint8_t)(high << 4 | (low & 15));
	}
	return all;
}

/* Decode base32 or base64, without the padding. */
static bool decode_digits(uint8_t *out, const struct form *form,
			  const char *text, size_t digits)
{
	uint32_t pending = 0;
	unsigned held = 0;

	for (size_t i = 0; i < digits; i++) {
		unsigned value = digit_value(form, text[i]);

		if (value >> form->bits)
			return false;
		pending = pending << form->bits | value;
		held += form->bits;
		if (held < 8)
			continue;
		held -= 8;
		*out++ = (uint8_t)(pending >> held);
	}
	return !(pending & ((1u << held) - 1));
}

bool hln_text_decode(uint8_t *out, size_t bytes, int32_t form,
		     const char *text, size_t length)
{
	const struct form *f = find_form(form);
	uint8_t decoded[HASHLANE_MAX_DIGEST_BYTES];
	size_t digits;
	bool well;

	if (!f || bytes > sizeof(decoded))
		return false;
	digits = count_digits(f, bytes);
	if (length != digits && length != count_padded(f, bytes))
		return false;
	well = f->bits == 4 ? decode_hex(decoded, bytes, text) :
			      decode_digits(decoded, f, text, digits);
	for (size_t i = digits; i < length; i++)
		well &= text[i] == '=';
	if (well && bytes)
		memcpy(out, decoded, bytes);
	return well;
}
