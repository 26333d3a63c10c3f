/* SPDX-License-Identifier: MIT */
/* vectors.c - the rows of a folder of vectors. */
#define _POSIX_C_SOURCE 200809L
#include "vectors.h"

#include "check.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_BYTES = 16384, ROW_MAX = 512, FILES_MAX = 256 };

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

static bool read_hex(uint8_t *out, const char *text, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++) {
		int high = hex_digit(text[2 * i]);
		int low = high < 0 ? -1 : hex_digit(text[2 * i + 1]);

		if (low < 0)
			return false;
		out[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

static uint8_t *allocate(size_t bytes)
{
	uint8_t *data = malloc(bytes ? bytes : 1);

	assert_non_null(data);
	return data;
}

/* Byte i is i mod 251; the first period is doubled until all is filled. */
static void fill_cycle(uint8_t *data, size_t bytes)
{
	size_t filled = bytes < 251 ? bytes : 251;

	for (size_t i = 0; i < filled; i++)
		data[i] = (uint8_t)i;
	while (filled < bytes) {
		size_t more = bytes - filled < filled ? bytes - filled :
							filled;

		memcpy(data + filled, data, more);
		filled += more;
	}
}

/* "repeat:BYTE:COUNT" and "cycle251:LENGTH", without the name. */
static bool read_pattern(struct vector *vector, const char *text, bool repeat)
{
	uint8_t byte = 0;
	char *end;

	if (repeat) {
		if (!read_hex(&byte, text, 1) || text[2] != ':')
			return false;
		text += 3;
	}
	vector->data_bytes = strtoul(text, &end, 10);
	if (end == text || *end)
		return false;
	vector->data = allocate(vector->data_bytes);
	if (repeat)
		memset(vector->data, byte, vector->data_bytes);
	else
		fill_cycle(vector->data, vector->data_bytes);
	return true;
}

static bool read_input(struct vector *vector, const char *spec)
{
	const char *rest = strchr(spec, ':');

	if (!rest)
		return false;
	rest++;
	if (!strncmp(spec, "text:", 5)) {
		vector->data_bytes = strlen(rest);
		vector->data = allocate(vector->data_bytes);
		memcpy(vector->data, rest, vector->data_bytes);
		return true;
	}
	if (!strncmp(spec, "hex:", 4)) {
		vector->data_bytes = strlen(rest) / 2;
		vector->data = allocate(vector->data_bytes);
		return strlen(rest) % 2 == 0 &&
		       read_hex(vector->data, rest, vector->data_bytes);
	}
	if (!strncmp(spec, "cycle251:", 9))
		return read_pattern(vector, rest, false);
	return !strncmp(spec, "repeat:", 7) &&
	       read_pattern(vector, rest, true);
}

/* Run one line; 0: no row, 1: well, -1: not. */
static int run_line(char *line, const char *name, unsigned number,
		    bool (*run)(const struct vector *, void *), void *context)
{
	struct vector vector = { .digest = "" };
	char *algorithm, *spec, *digest, *save = NULL;
	char row[ROW_MAX];
	bool well;

	line[strcspn(line, "#\n")] = 0;
	algorithm = strtok_r(line, " \t", &save);
	if (!algorithm)
		return 0;
	spec = strtok_r(NULL, " \t", &save);
	digest = strtok_r(NULL, " \t", &save);
	snprintf(row, sizeof(row), "%s:%u: %s %.80s", name, number, algorithm,
		 spec ? spec : "");
	vector.row = row;
	well = digest && !strtok_r(NULL, " \t", &save) &&
	       !hashlane_algorithm_parse(&vector.spec, algorithm,
					 strlen(algorithm), NULL) &&
	       read_input(&vector, spec);
	if (!well) {
		print_error("%s: malformed row\n", row);
	} else {
		if (strcmp(digest, "-") != 0)
			vector.digest = digest;
		well = run(&vector, context);
	}
	free(vector.data);
	return well ? 1 : -1;
}

static void run_file(const char *folder, const char *name, size_t *rows,
		     size_t *failures,
		     bool (*run)(const struct vector *, void *), void *context)
{
	static char line[LINE_MAX_BYTES];
	char path[4096];
	unsigned number = 0;
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "r");
	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		int done;

		if (!strchr(line, '\n'))
			fail_msg("%s:%u: line too long", name, number + 1);
		done = run_line(line, name, ++number, run, context);
		*rows += done != 0;
		*failures += done < 0;
	}
	fclose(file);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

size_t vectors_each(const char *folder,
		    bool (*run)(const struct vector *vector, void *context),
		    void *context)
{
	size_t rows = 0, failures = 0, count = 0;
	char *names[FILES_MAX];
	struct dirent *entry;
	DIR *dir = opendir(folder);

	if (!dir)
		fail_msg("cannot open %s", folder);
	while ((entry = readdir(dir))) {
		size_t bytes = strlen(entry->d_name);

		if (bytes < 4 ||
		    strcmp(entry->d_name + bytes - 4, ".txt") != 0)
			continue;
		assert_true(count < FILES_MAX);
		names[count++] = strdup(entry->d_name);
	}
	closedir(dir);
	qsort(names, count, sizeof(names[0]), compare_names);
	for (size_t i = 0; i < count; i++) {
		run_file(folder, names[i], &rows, &failures, run, context);
		free(names[i]);
	}
	if (failures)
		fail_msg("%zu of %zu rows failed", failures, rows);
	return rows;
}
