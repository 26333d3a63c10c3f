/* SPDX-License-Identifier: MIT */
/* unicode_oracle.h - what is UTF-8 and UTF-16, by iconv. */
#ifndef UNICODE_ORACLE_H
#define UNICODE_ORACLE_H

#include <stddef.h>
#include <stdint.h>

/* Ask iconv for the UTF-8 of every code point; once, before all else. */
void unicode_oracle_make(void);
void unicode_oracle_free(void);

/* The UTF-8 of a code point: its bytes, 0 if it has none (surrogates). */
size_t oracle_utf8_form(uint8_t form[4], uint32_t character);

/* Length of the longest valid beginning, by the forms iconv wrote. */
size_t oracle_utf8_valid(const uint8_t *text, size_t bytes);

/* The same by iconv's reading of the text. */
size_t oracle_utf8_read(const uint8_t *text, size_t bytes);

/*
 * UTF-16 in native order as UTF-8. Returns how many units are right; *bytes
 * gets the length of what they are, at most `room`, in out.
 */
size_t oracle_utf16(uint8_t *out, size_t room, size_t *bytes,
		    const uint16_t *text, size_t units);

#endif
