/* SPDX-License-Identifier: MIT */
/* text.h - converts bytes to hex, base32 and base64 (RFC 4648) and back. */
#ifndef HLN_TEXT_H
#define HLN_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * `form` is HASHLANE_TEXT_HEX, _BASE32 or _BASE64. With any other form, the
 * length is 0, nothing is written and the decoding fails.
 */

/* Return how many characters hln_text_encode writes for `bytes` bytes. */
size_t hln_text_length(int32_t form, size_t bytes);

/*
 * Write lower-case hex, upper-case base32 without padding or base64 with
 * padding, without a NUL.
 */
void hln_text_encode(char *out, int32_t form, const uint8_t *in, size_t bytes);

/*
 * Decode text of exactly `bytes` bytes, at most HASHLANE_MAX_DIGEST_BYTES. Hex
 * and base32 may be in either case. Base32 and base64 may have all of their
 * padding or none. The bits after the last byte must be zero. For any other
 * text the function returns false and writes nothing.
 */
bool hln_text_decode(uint8_t *out, size_t bytes, int32_t form,
		     const char *text, size_t length);

/*
 * The same for 2 * bytes characters of hex and any number of bytes. For any
 * other text the function returns false, and may have written some bytes.
 */
bool hln_text_decode_hex(uint8_t *out, size_t bytes, const char *text);

#endif
