/* SPDX-License-Identifier: MIT */
/*
 * run_vectors.c - check the vectors with nothing but the library and libc,
 * for machines that have no more: foreign processors under an emulator.
 * Each row is hashed in one piece, and, with every instruction set that this
 * machine has, streamed and among many.
 * Usage: run_vectors FILE...
 */
#include <hashlane.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 70, LONGEST_MANY = 5000 };

static unsigned passed, failed;
static bool usable[HASHLANE_ISA_NEON + 1];

struct row {
	struct hashlane_algorithm_spec spec;
	uint8_t *data;
	size_t bytes;
	const char *want; /* "-": there is none */
};

static void check(const struct row *row, const char *how,
		  const uint8_t *digest, size_t bytes)
{
	char text[HASHLANE_TEXT_BYTES_MAX] = "";

	(void)hashlane_digest_format(text, sizeof(text), NULL, &row->spec,
				     HASHLANE_TEXT_CANONICAL, digest, bytes);
	if (!strcmp(bytes ? text : "-", row->want)) {
		passed++;
		return;
	}
	failed++;
	printf("FAIL %s, %zu bytes, %s: %s, not %s\n",
	       hashlane_hash_algorithm_name(row->spec.id), row->bytes, how,
	       text, row->want);
}

static void check_stream(const struct row *row, int32_t isa)
{
	struct hashlane_hasher_options options = {
		.struct_size = sizeof(options),
		.specs = &row->spec,
		.spec_count = 1,
		.size_bytes = row->bytes,
		.flags = HASHLANE_HASHER_SIZE_KNOWN,
		.isa = isa,
	};
	uint8_t digest[HASHLANE_DIGEST_BYTES_MAX];
	size_t bytes = 0, step = 1;
	hashlane_hasher hasher;

	if (hashlane_hasher_create(&hasher, &options, NULL)) {
		failed++;
		return;
	}
	for (size_t at = 0; at < row->bytes; step = step * 3 % 100003) {
		size_t n = row->bytes - at < step ? row->bytes - at : step;

		(void)hashlane_hasher_update(hasher, row->data + at, n);
		at += n;
	}
	if (hashlane_hasher_digest(hasher, 0, digest, sizeof(digest), &bytes))
		failed++;
	else
		check(row, "streamed", digest, bytes);
	(void)hashlane_hasher_destroy(hasher);
}

/* Among others of other lengths, so that every kernel has its turn. */
static void check_many(const struct row *row, int32_t isa)
{
	const void *data[MANY];
	size_t sizes[MANY];
	static uint8_t digests[MANY * HASHLANE_DIGEST_BYTES_MAX];
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };

	if (row->bytes > LONGEST_MANY ||
	    hashlane_algorithm_get(&info, row->spec.id))
		return;
	for (size_t count = 1; count <= MANY; count += count / 2 + 1) {
		for (size_t i = 0; i < count; i++) {
			data[i] = row->data;
			sizes[i] = i % 3 ? row->bytes : row->bytes / 2;
		}
		sizes[count - 1] = row->bytes;
		if (hashlane_hash_many(digests, sizeof(digests), &row->spec,
				       data, sizes, count, isa))
			failed++;
		else if (strcmp(row->want, "-") != 0)
			check(row, "among many",
			      digests + (count - 1) * info.digest_bytes,
			      info.digest_bytes);
	}
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
			byte = i % 251;
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

static void run_row(char *line)
{
	const char *name = strtok(line, " \t\r\n");
	const char *input = strtok(NULL, " \t\r\n");
	const char *want = strtok(NULL, " \t\r\n");
	uint8_t digest[HASHLANE_DIGEST_BYTES_MAX];
	struct row row = { .want = want };
	size_t bytes = 0;

	if (!name || *name == '#')
		return;
	if (!want ||
	    hashlane_algorithm_parse(&row.spec, name, strlen(name), NULL)) {
		printf("FAIL unreadable row %s\n", name);
		failed++;
		return;
	}
	row.data = make_input(input, &row.bytes);
	if (!row.data || hashlane_hash(digest, sizeof(digest), &bytes,
				       &row.spec, row.data, row.bytes)) {
		printf("FAIL %s %s\n", name, input);
		failed++;
	} else {
		check(&row, "in one piece", digest, bytes);
		for (int32_t isa = 0; isa <= HASHLANE_ISA_NEON; isa++)
			if (usable[isa]) {
				check_stream(&row, isa);
				check_many(&row, isa);
			}
	}
	free(row.data);
}

int main(int argc, char **argv)
{
	static char line[1 << 16];

	printf("instruction sets:");
	for (int32_t isa = 0; isa <= HASHLANE_ISA_NEON; isa++) {
		usable[isa] = hashlane_isa_check(isa) == HASHLANE_OK;
		if (usable[isa])
			printf(" %s", hashlane_isa_name(isa));
	}
	printf("\n");
	for (int i = 1; i < argc; i++) {
		FILE *file = fopen(argv[i], "r");

		if (!file) {
			perror(argv[i]);
			return 2;
		}
		while (fgets(line, sizeof(line), file))
			run_row(line);
		fclose(file);
	}
	printf("%u passed, %u failed\n", passed, failed);
	return failed || !passed;
}
