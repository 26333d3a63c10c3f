/* SPDX-License-Identifier: MIT */
/* spec.c - algorithm specs and digests as text, both ways. */
#include "spec.h"

#include "../base/bytes.h"
#include "../base/text.h"
#include "../lane/hex.h"

#include <string.h>

enum { NAME_MAX_BYTES = 32, DECIMAL_MAX = 20 };

/* Powers of two first, largest first: the format looks for those. */
static const struct unit {
	const char *name;
	uint64_t bytes;
} units[] = {
	{ "GiB", (uint64_t)1 << 30 },
	{ "MiB", (uint64_t)1 << 20 },
	{ "KiB", (uint64_t)1 << 10 },
	{ "GB", 1000000000 },
	{ "MB", 1000000 },
	{ "kB", 1000 },
};

enum { UNITS = sizeof(units) / sizeof(units[0]), BINARY_UNITS = 3 };

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Fold a name: lower case, without '-', '_' and '/'. 0: too long. */
static size_t fold(char out[NAME_MAX_BYTES], const char *name, size_t bytes)
{
	size_t n = 0;

	for (size_t i = 0; i < bytes; i++) {
		if (name[i] == '-' || name[i] == '_' || name[i] == '/')
			continue;
		if (n == NAME_MAX_BYTES)
			return 0;
		out[n++] = lower(name[i]);
	}
	return n;
}

static bool same_name(const char *folded, size_t bytes, const char *name,
		      size_t name_bytes)
{
	char other[NAME_MAX_BYTES];

	return fold(other, name, name_bytes) == bytes &&
	       !memcmp(folded, other, bytes);
}

static const struct hln_algorithm *find_name(const char *name, size_t bytes)
{
	char folded[NAME_MAX_BYTES];
	size_t n = fold(folded, name, bytes);

	if (!n)
		return NULL;
	for (size_t i = 0; i < hln_algorithm_count; i++) {
		const struct hln_algorithm *row = &hln_algorithms[i];
		const char *alias = row->aliases ? row->aliases : "";

		if (same_name(folded, n, row->name, strlen(row->name)))
			return row;
		while (*alias) {
			size_t length = strcspn(alias, " ");

			if (same_name(folded, n, alias, length))
				return row;
			alias += length + (alias[length] == ' ');
		}
	}
	return NULL;
}

bool hln_spec_parse_size(uint64_t *size, const char *text, size_t bytes)
{
	uint64_t x = 0;
	size_t i = 0;

	for (; i < bytes && text[i] >= '0' && text[i] <= '9'; i++) {
		uint64_t digit = (uint64_t)(text[i] - '0');

		if (x > (UINT64_MAX - digit) / 10)
			return false;
		x = x * 10 + digit;
	}
	if (!i)
		return false;
	if (i == bytes) {
		*size = x;
		return true;
	}
	for (size_t u = 0; u < UNITS; u++) {
		if (strlen(units[u].name) != bytes - i ||
		    memcmp(units[u].name, text + i, bytes - i) != 0)
			continue;
		if (x > UINT64_MAX / units[u].bytes)
			return false;
		*size = x * units[u].bytes;
		return true;
	}
	return false;
}

int32_t hln_spec_parse(struct hashlane_algorithm_spec *spec, const char *text,
		       size_t bytes, size_t *at)
{
	const char *colon = bytes ? memchr(text, ':', bytes) : NULL;
	size_t name_bytes = colon ? (size_t)(colon - text) : bytes;
	const struct hln_algorithm *row = find_name(text, name_bytes);
	uint64_t param = 0;

	*at = 0;
	if (!row)
		return HASHLANE_ALGORITHM;
	if (colon) {
		const char *key = colon + 1;
		size_t rest = bytes - name_bytes - 1;
		size_t key_bytes;

		*at = name_bytes + 1;
		if (!row->param_name)
			return HASHLANE_ALGORITHM;
		key_bytes = strlen(row->param_name);
		if (rest <= key_bytes || key[key_bytes] != '=' ||
		    memcmp(key, row->param_name, key_bytes) != 0)
			return HASHLANE_ALGORITHM;
		*at += key_bytes + 1;
		if (!hln_spec_parse_size(&param, key + key_bytes + 1,
					 rest - key_bytes - 1) ||
		    param < row->param_min || param > row->param_max)
			return HASHLANE_ALGORITHM;
		if (param == row->param_default)
			param = 0;
	}
	spec->id = row->id;
	spec->flags = 0;
	spec->param = param;
	return HASHLANE_OK;
}

static size_t format_decimal(char *text, uint64_t x)
{
	char digits[DECIMAL_MAX];
	size_t n = 0;

	do {
		digits[n++] = (char)('0' + x % 10);
		x /= 10;
	} while (x);
	for (size_t i = 0; i < n; i++)
		text[i] = digits[n - 1 - i];
	return n;
}

static size_t append(char *text, size_t at, const char *more)
{
	size_t bytes = strlen(more);

	memcpy(text + at, more, bytes);
	return at + bytes;
}

size_t hln_spec_format(char text[HLN_SPEC_TEXT_MAX],
		       const struct hln_algorithm *algorithm, uint64_t param)
{
	size_t n = append(text, 0, algorithm->name);

	if (algorithm->param_name && param != algorithm->param_default) {
		const char *unit = "";

		n = append(text, n, ":");
		n = append(text, n, algorithm->param_name);
		n = append(text, n, "=");
		for (size_t u = 0; u < BINARY_UNITS; u++) {
			if (param % units[u].bytes)
				continue;
			unit = units[u].name;
			param /= units[u].bytes;
			break;
		}
		n += format_decimal(text + n, param);
		n = append(text, n, unit);
	}
	text[n] = 0;
	return n;
}

/* Levenshtein distance of two folded names. */
static size_t distance(const char *a, size_t a_bytes, const char *b,
		       size_t b_bytes)
{
	size_t row[NAME_MAX_BYTES + 1];

	for (size_t j = 0; j <= b_bytes; j++)
		row[j] = j;
	for (size_t i = 1; i <= a_bytes; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b_bytes; j++) {
			size_t change = diagonal + (a[i - 1] != b[j - 1]);
			size_t least = row[j] < row[j - 1] ? row[j] :
							     row[j - 1];

			diagonal = row[j];
			row[j] = change < least + 1 ? change : least + 1;
		}
	}
	return row[b_bytes];
}

/* How far a known name is from the folded one, for suggestions. */
static size_t name_distance(const char *folded, size_t bytes,
			    const struct hln_algorithm *row)
{
	char other[NAME_MAX_BYTES];
	size_t n = fold(other, row->name, strlen(row->name));

	/* A beginning, such as "sha" or "xxh", counts as near. */
	if (n > bytes && bytes > 1 && !memcmp(folded, other, bytes))
		return 1;
	return distance(folded, bytes, other, n);
}

void hln_spec_suggest(char out[HLN_SUGGESTIONS_MAX], const char *name,
		      size_t bytes)
{
	char folded[NAME_MAX_BYTES];
	const char *colon = bytes ? memchr(name, ':', bytes) : NULL;
	size_t n = fold(folded, name, colon ? (size_t)(colon - name) : bytes);
	size_t best = n < 4 ? 1 : 2, length = 0;

	out[0] = 0;
	if (!n)
		return;
	for (size_t i = 0; i < hln_algorithm_count; i++) {
		size_t d = name_distance(folded, n, &hln_algorithms[i]);

		if (d < best)
			best = d;
	}
	for (size_t i = 0; i < hln_algorithm_count; i++) {
		const char *near = hln_algorithms[i].name;

		if (name_distance(folded, n, &hln_algorithms[i]) > best ||
		    length + strlen(near) + 3 > HLN_SUGGESTIONS_MAX)
			continue;
		if (length)
			length = append(out, length, ", ");
		length = append(out, length, near);
		out[length] = 0;
	}
}

size_t hln_spec_format_digest(char text[HASHLANE_MAX_TEXT_BYTES],
			      const struct hln_algorithm *algorithm,
			      int32_t form, const uint8_t *digest)
{
	bool canonical = form == HASHLANE_TEXT_CANONICAL;
	size_t bytes = algorithm->digest_bytes;
	uint64_t count = 0;
	size_t n = 0;

	if (canonical) {
		form = algorithm->text_form;
		bytes -= algorithm->suffix_bytes;
		if (algorithm->text_prefix)
			n = append(text, n, algorithm->text_prefix);
	}
	if (form == HASHLANE_TEXT_HEX)
		hln_hex(text + n, digest, bytes);
	else
		hln_text_encode(text + n, form, digest, bytes);
	n += hln_text_length(form, bytes);
	if (canonical)
		for (size_t i = 0; i < algorithm->suffix_bytes; i++)
			count = count << 8 | digest[bytes + i];
	if (count) {
		text[n++] = '-';
		n += format_decimal(text + n, count);
	}
	text[n] = 0;
	return n;
}

size_t hln_spec_digest_text_max(const struct hln_algorithm *algorithm)
{
	size_t n = hln_text_length(algorithm->text_form,
				   algorithm->digest_bytes -
					   algorithm->suffix_bytes);

	if (algorithm->text_prefix)
		n += strlen(algorithm->text_prefix);
	return n + (algorithm->suffix_bytes ? 1 + DECIMAL_MAX : 0);
}

/* Split a "-<decimal>" off the end of the text; no '-': 0, and all is left. */
static bool split_count(uint64_t *count, const char *text, size_t *bytes)
{
	size_t at = *bytes;

	*count = 0;
	while (at && text[at - 1] != '-')
		at--;
	if (!at)
		return true;
	if (!hln_spec_parse_size(count, text + at, *bytes - at) || !*count ||
	    text[at] == '0' || text[*bytes - 1] > '9')
		return false;
	*bytes = at - 1;
	return true;
}

int32_t hln_spec_parse_digest(uint8_t digest[HASHLANE_MAX_DIGEST_BYTES],
			      const struct hln_algorithm *algorithm,
			      int32_t form, const char *text, size_t bytes)
{
	const char *prefix = algorithm->text_prefix;
	size_t digest_bytes = algorithm->digest_bytes;
	uint64_t count = 0;

	if (form != HASHLANE_TEXT_CANONICAL)
		return hln_text_decode(digest, digest_bytes, form, text,
				       bytes) ?
			       HASHLANE_OK :
			       HASHLANE_FORMAT;
	if (prefix && bytes >= strlen(prefix) &&
	    !memcmp(text, prefix, strlen(prefix))) {
		text += strlen(prefix);
		bytes -= strlen(prefix);
	}
	if (algorithm->suffix_bytes && !split_count(&count, text, &bytes))
		return HASHLANE_FORMAT;
	digest_bytes -= algorithm->suffix_bytes;
	if (!hln_text_decode(digest, digest_bytes, algorithm->text_form, text,
			     bytes))
		return HASHLANE_FORMAT;
	if (algorithm->suffix_bytes)
		hln_store64_be(digest + digest_bytes, count);
	return HASHLANE_OK;
}
