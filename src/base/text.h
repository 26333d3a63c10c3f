/* SPDX-License-Identifier: MIT */
/* text.h - bytes as hex, base32 and base64 (RFC 4648), both ways. */
#ifndef HLN_TEXT_H
#define HLN_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * `form` is HASHLANE_TEXT_HEX, _BASE32 or _BASE64. Any other form has a
 * length of 0, writes nothing and decodes nothing.
 */

/* Characters that hln_text_encode writes for `bytes` bytes. */
size_t hln_text_length(int32_t form, size_t bytes);

/* Lower-case hex, upper-case base32 without padding, padded base64; no NUL. */
void hln_text_encode(char *out, int32_t form, const uint8_t *in, size_t bytes);

/*
 * Read text of exactly `bytes` bytes, at most HASHLANE_MAX_DIGEST_BYTES: hex
 * and base32 in either case, base32 and base64 with all of their padding or
 * none. False, and nothing written, for anything else, bits set behind the
 * last byte included.
 */
bool hln_text_decode(uint8_t *out, size_t bytes, int32_t form,
		     const char *text, size_t length);

#endif
