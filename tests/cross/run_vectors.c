/* SPDX-License-Identifier: MIT */
/*
 * run_vectors.c - check the vectors with nothing but the library and libc,
 * for machines that have no more: foreign processors under an emulator.
 * Each row is hashed in one piece, and, with every instruction set that this
 * machine has, streamed and among many.
 * Usage: run_vectors FILE...
 */
#include "vector_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 70, LONGEST_MANY = 5000 };

static bool usable[HASHLANE_ISA_NEON + 1];

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
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
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
	if (hashlane_hasher_get_digest(hasher, 0, digest, sizeof(digest),
				       &bytes))
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
	static uint8_t digests[MANY * HASHLANE_MAX_DIGEST_BYTES];
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };

	if (row->bytes > LONGEST_MANY ||
	    hashlane_algorithm_get_info(&info, row->spec.id))
		return;
	for (size_t count = 1; count <= MANY; count += count / 2 + 1) {
		for (size_t i = 0; i < count; i++) {
			data[i] = row->data;
			sizes[i] = i % 3 ? row->bytes : row->bytes / 2;
		}
		sizes[count - 1] = row->bytes;
		if (hashlane_hash_many(digests, sizeof(digests), NULL,
				       &row->spec, data, sizes, count, isa))
			failed++;
		else if (strcmp(row->want, "-") != 0)
			check(row, "among many",
			      digests + (count - 1) * info.digest_bytes,
			      info.digest_bytes);
	}
}

static void run_row(char *line)
{
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	struct row row;
	size_t bytes = 0;

	if (!read_row(&row, line))
		return;
	if (hashlane_hash(digest, sizeof(digest), &bytes, &row.spec, row.data,
			  row.bytes)) {
		check_that(&row, "in one piece", false);
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
			printf(" %s", hashlane_isa_get_name(isa));
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
