/* SPDX-License-Identifier: MIT */
/* text.c - converts bytes to hex, base32 and base64 (RFC 4648) and back. */
#include "text.h"

#include "../../include/hashlane.h"
#include "bytes.h"

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

/* A byte in each of the 8 bytes of a word. */
static uint64_t each(uint64_t byte)
{
	return byte * 0x0101010101010101u;
}

/* The 8 digits of a word are hexadecimal; *value is that of 4 bytes. */
static bool decode_word(uint32_t *value, uint64_t word)
{
	uint64_t low = word & each(0x7f), letter = low | each(0x20), digits,
		 letters;

	/* Bit 7 of each byte is that of a carry: no byte has more than 0x7f. */
	digits = (low + each(0x80 - '0')) & ~(low + each(0x7f - '9'));
	letters = (letter + each(0x80 - 'a')) & ~(letter + each(0x7f - 'f'));
	if (((digits | letters) & ~word & each(0x80)) != each(0x80))
		return false;
	word = (word & each(0x0f)) + (word >> 6 & each(1)) * 9;
	word = (word << 4 | word >> 8) & 0x00ff00ff00ff00ffu;
	word = (word | word >> 8) & 0x0000ffff0000ffffu;
	*value = (uint32_t)(word | word >> 16);
	return true;
}

/* Lists have mostly hexadecimal digits. There is no branch for letters. */
bool hln_text_decode_hex(uint8_t *out, size_t bytes, const char *text)
{
	uint8_t last[8];
	uint32_t value;

	for (; bytes >= 4; bytes -= 4, out += 4, text += 8) {
		if (!decode_word(&value, hln_load64_le((const void *)text)))
			return false;
		hln_store32_le(out, value);
	}
	if (!bytes)
		return true;
	memset(last, '0', sizeof(last));
	memcpy(last, text, 2 * bytes);
	if (!decode_word(&value, hln_load64_le(last)))
		return false;
	hln_store32_le(last, value);
	memcpy(out, last, bytes);
	return true;
}

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
	well = f->bits == 4 ? hln_text_decode_hex(decoded, bytes, text) :
			      decode_digits(decoded, f, text, digits);
	for (size_t i = digits; i < length; i++)
		well &= text[i] == '=';
	if (well && bytes)
		memcpy(out, decoded, bytes);
	return well;
}
