/* SPDX-License-Identifier: MIT */
/*
 * unicode.h - the normal forms of names in UTF-8, and comparisons that ignore
 * form or case. File systems differ in the form that they store: NFC is
 * composed, NFD is decomposed (Unicode Standard Annex 15).
 *
 * Nothing here takes memory from the heap. The time grows with the length of
 * the text, whatever it holds.
 */
#ifndef HLN_UNICODE_H
#define HLN_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* No output is longer than so many times the text's bytes. */
enum { HLN_UNICODE_GROWTH = 3 };

/*
 * Is the text well-formed UTF-8? A NUL is a character like any other;
 * surrogates, characters above U+10FFFF and overlong forms are wrong.
 */
bool hln_unicode_valid(const char *text, size_t bytes);

/*
 * Write the text in NFD.
 *
 * out    `room` bytes that do not overlap the text; unspecified after an error
 * out_bytes  written on success
 * room   HLN_UNICODE_GROWTH times `bytes` is enough for any text
 * Returns HASHLANE_OK; HASHLANE_UTF8: the text is not well-formed and has no
 * normal form; HASHLANE_BUFFER: there is too little room.
 */
int32_t hln_unicode_decompose(char *out, size_t *out_bytes, size_t room,
			      const char *text, size_t bytes);

/*
 * Write the text in NFC; otherwise as hln_unicode_decompose, whose result needs
 * the room on the way.
 */
int32_t hln_unicode_compose(char *out, size_t *out_bytes, size_t room,
			    const char *text, size_t bytes);

/*
 * Write the text in NFD with each character's simple case folding. Texts that
 * differ only in form or case have the same key. Otherwise as
 * hln_unicode_decompose.
 */
int32_t hln_unicode_fold_key(char *out, size_t *out_bytes, size_t room,
			     const char *text, size_t bytes);

/* Is the text well-formed and in NFD? */
bool hln_unicode_decomposed(const char *text, size_t bytes);

/*
 * Are the texts the same but for their normal form? A text that is not
 * well-formed equals only itself.
 */
bool hln_unicode_nfd_equal(const char *a, size_t a_bytes, const char *b,
			   size_t b_bytes);

/*
 * Do the texts have the same fold key? A text that is not well-formed equals
 * only itself.
 */
bool hln_unicode_fold_equal(const char *a, size_t a_bytes, const char *b,
			    size_t b_bytes);

#endif
