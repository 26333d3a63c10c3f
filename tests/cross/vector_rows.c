/* SPDX-License-Identifier: MIT */
/* vector_rows.c - rows of tests/vectors, with nothing but libc. */
#include "vector_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

unsigned passed, failed;

void check_that(const struct row *row, const char *how, bool well)
{
	if (well) {
		passed++;
		return;
	}
	failed++;
	printf("FAIL %s, %zu bytes, %s\n",
	       hashlane_algorithm_get_name(row->spec.id), row->bytes, how);
}

void check(const struct row *row, const char *how, const uint8_t *digest,
	   size_t bytes)
{
	char text[HASHLANE_MAX_TEXT_BYTES] = "";

	(void)hashlane_digest_format(text, sizeof(text), NULL, &row->spec,
				     HASHLANE_TEXT_CANONICAL, digest, bytes);
	if (!strcmp(bytes ? text : "-", row->want)) {
		passed++;
		return;
	}
	failed++;
	printf("FAIL %s, %zu bytes, %s: %s, not %s\n",
	       hashlane_algorithm_get_name(row->spec.id), row->bytes, how,
	       text, row->want);
}

static unsigned hex_byte(const char *text)
{
	char digits[3] = { text[0], text[1], 0 };

	return (unsigned)strtoul(digits, NULL, 16);
}

/* "text:", "hex:", "cycle251:LENGTH", "repeat:BYTE:COUNT"; NULL: unknown. */
static uint8_t *make_input(const char *input, size_t *bytes)
{
	const char *rest = strchr(input, ':');
	unsigned byte = 0;
	uint8_t *data;

	if (!rest++)
		return NULL;
	*bytes = strlen(rest);
	if (!strncmp(input, "cycle251:", 9))
		*bytes = (size_t)strtoull(rest, NULL, 10);
	else if (!strncmp(input, "repeat:", 7))
		*bytes = (size_t)strtoull(rest + 3, NULL, 10);
	else if (!strncmp(input, "hex:", 4))
		*bytes /= 2;
	else if (strncmp(input, "text:", 5) != 0)
		return NULL;
	data = malloc(*bytes + 1);
	if (!data)
		return NULL;
	for (size_t i = 0; i < *bytes; i++) {
		if (*input == 'c')
			byte = (unsigned)(i % 251);
		else if (*input == 't')
			byte = (unsigned char)rest[i];
		else if (*input == 'r' && i == 0)
			byte = hex_byte(rest);
		else if (*input == 'h')
			byte = hex_byte(rest + 2 * i);
		data[i] = (uint8_t)byte;
	}
	return data;
}

bool read_row(struct row *row, char *line)
{
	const char *name = strtok(line, " \t\r\n");
	const char *input = strtok(NULL, " \t\r\n");
	const char *want = strtok(NULL, " \t\r\n");

	if (!name || *name == '#')
		return false;
	row->data = NULL;
	if (want && strlen(want) < sizeof(row->want) &&
	    !hashlane_algorithm_parse(&row->spec, name, strlen(name), NULL))
		row->data = make_input(input, &row->bytes);
	if (row->data) {
		strcpy(row->want, want);
		return true;
	}
	printf("FAIL unreadable row %s\n", name);
	failed++;
	return false;
}
