/* SPDX-License-Identifier: MIT */
/*
 * example_engine.c - digests of all files below some directories, hashed by
 * all processors, printed as they are done.
 */
#include <hashlane.h>
#include <stdio.h>
#include <string.h>

static const struct hashlane_algorithm_spec specs[] = {
	{ .id = HASHLANE_HASH_SHA256 },
	{ .id = HASHLANE_HASH_CRC32 },
};

static void print_row(const struct hashlane_results *results, uint32_t i)
{
	struct hashlane_row row = { .struct_size = sizeof(row) };

	hashlane_results_get_row(&row, results, i);
	if (row.status) {
		fprintf(stderr, "%.*s: %.*s\n", (int)row.path_bytes, row.path,
			(int)row.message_bytes, row.message);
		return;
	}
	for (size_t k = 0; k < 2; k++) {
		char text[HASHLANE_MAX_TEXT_BYTES];
		const uint8_t *digest;
		size_t bytes;

		hashlane_results_get_digest(&digest, &bytes, results, i, k);
		hashlane_digest_format(text, sizeof(text), NULL, &specs[k],
				       HASHLANE_TEXT_CANONICAL, digest, bytes);
		printf("%s  ", text);
	}
	printf("%.*s\n", (int)row.path_bytes, row.path);
}

/* Blocks of rows, each as soon as it is complete. */
static int print_job(hashlane_job job)
{
	const struct hashlane_results *results;
	int32_t status;

	while (!(status = hashlane_job_next(&results, job, -1))) {
		for (uint32_t i = 0; i < hashlane_results_get_count(results);
		     i++)
			print_row(results, i);
		hashlane_results_destroy(results);
	}
	return status == HASHLANE_END ? 0 : 1;
}

int main(int argc, char **argv)
{
	const struct hashlane_walk_options walk = {
		.struct_size = sizeof(walk),
	};
	struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = 2,
		.walk = &walk,
		.flags = HASHLANE_JOB_STREAM | HASHLANE_JOB_OPEN,
		.order = HASHLANE_ORDER_INPUT,
	};
	hashlane_engine engine;
	hashlane_job job;
	int failed = 1;

	if (hashlane_engine_create(&engine, NULL, NULL))
		return 1;
	if (!hashlane_job_create(&job, engine, &options, NULL)) {
		for (int i = 1; i < argc; i++) {
			const struct hashlane_input input = {
				.kind = HASHLANE_INPUT_PATH,
				.data = argv[i],
				.data_bytes = strlen(argv[i]),
			};

			hashlane_job_add(job, &input, sizeof(input), 1, -1);
		}
		hashlane_job_close(job);
		failed = print_job(job);
		hashlane_job_destroy(job);
	}
	hashlane_engine_destroy(engine);
	return failed;
}
