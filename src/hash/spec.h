/* SPDX-License-Identifier: MIT */
/* spec.h - algorithm specs and digests as text, both ways. */
#ifndef HLN_SPEC_H
#define HLN_SPEC_H

#include "registry.h"

enum {
	HLN_SPEC_TEXT_MAX = 64,   /* any spec as text, with its NUL */
	HLN_SUGGESTIONS_MAX = 128 /* near names, with the NUL */
};

/*
 * Read "name" or "name:param=size". HASHLANE_OK, or HASHLANE_ALGORITHM with
 * the offset of what is wrong in *at (the name: 0).
 */
int32_t hln_spec_parse(struct hashlane_algorithm_spec *spec, const char *text,
		       size_t bytes, size_t *at);

/* A decimal count of bytes with an optional unit; false when it is none. */
bool hln_spec_parse_size(uint64_t *size, const char *text, size_t bytes);

/* Write a resolved spec; returns the length, without the NUL. */
size_t hln_spec_format(char text[HLN_SPEC_TEXT_MAX],
		       const struct hln_algorithm *algorithm, uint64_t param);

/* Names near an unknown one, separated by ", "; "" when none is. */
void hln_spec_suggest(char out[HLN_SUGGESTIONS_MAX], const char *name,
		      size_t bytes);

/* Canonical text of a digest; returns the length, without the NUL. */
size_t hln_spec_format_digest(char text[HASHLANE_MAX_TEXT_BYTES],
			      const struct hln_algorithm *algorithm,
			      int32_t form, const uint8_t *digest);

/* HASHLANE_OK or HASHLANE_FORMAT. */
int32_t hln_spec_parse_digest(uint8_t digest[HASHLANE_MAX_DIGEST_BYTES],
			      const struct hln_algorithm *algorithm,
			      int32_t form, const char *text, size_t bytes);

/* The longest canonical text of an algorithm, without the NUL. */
size_t hln_spec_digest_text_max(const struct hln_algorithm *algorithm);

#endif
