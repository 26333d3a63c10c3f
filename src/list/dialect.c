/* SPDX-License-Identifier: MIT */
/* dialect.c - the table of the formats of lists. */
#include "dialect.h"

#include <string.h>

/* If several are equally likely, the first one is taken. */
const struct hln_dialect *const hln_dialects[] = {
	&hln_dialect_gnu,      &hln_dialect_bsd,        &hln_dialect_sfv,
	&hln_dialect_hashdeep, &hln_dialect_ed2k,       &hln_dialect_magnet,
	&hln_dialect_csv,      &hln_dialect_name_first, &hln_dialect_fsum,
	&hln_dialect_sizes,    &hln_dialect_debian,     &hln_dialect_gentoo,
	&hln_dialect_report,
};

const size_t hln_dialect_count = sizeof(hln_dialects) /
				 sizeof(hln_dialects[0]);

const struct hln_dialect *hln_dialect_find(int32_t format)
{
	for (size_t i = 0; i < hln_dialect_count; i++)
		if (hln_dialects[i]->format == format)
			return hln_dialects[i];
	return NULL;
}

static bool is_same(const char *a, const char *lower, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++) {
		bool capital = a[i] >= 'A' && a[i] <= 'Z';

		if ((capital ? a[i] - 'A' + 'a' : a[i]) != lower[i])
			return false;
	}
	return true;
}

bool hln_dialect_has_extension(const struct hln_dialect *dialect,
			       const char *text, size_t bytes)
{
	const char *at = dialect->extensions;

	while (bytes && *at) {
		size_t length = strcspn(at, " ");

		if (length == bytes && is_same(text, at, bytes))
			return true;
		at += length + (at[length] == ' ');
	}
	return false;
}
