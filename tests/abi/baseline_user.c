/* SPDX-License-Identifier: MIT */
/*
 * baseline_user.c - a program of the baseline's day: compiled with the frozen
 * header, linked with the frozen names, run with today's library. Usage:
 * baseline_user FILE (its content: "abc")
 */
#include "baseline_user.h"

#include <hashlane.h>
#include <stdio.h>
#include <string.h>

#define MD5_ABC "900150983cd24fb0d6963f7d28e17f72"

static const struct hashlane_algorithm_spec md5 = { HASHLANE_HASH_MD5, 0, 0 };
static int failed;

static void check(int good, const char *what)
{
	if (!good) {
		fprintf(stderr, "baseline_user: %s\n", what);
		failed = 1;
	}
}

static int is_abc(const uint8_t *digest)
{
	char text[HASHLANE_MAX_TEXT_BYTES];

	return !hashlane_digest_format(text, sizeof(text), NULL, &md5,
				       HASHLANE_TEXT_HEX, digest, 16) &&
	       !strcmp(text, MD5_ABC);
}

static void memory(void)
{
	static const int32_t offsets[] = { 0, 3 };
	const struct hashlane_column column = {
		.struct_size = sizeof(column),
		.rows = 1,
		.offsets = offsets,
		.data = (const uint8_t *)"abc",
		.data_bytes = 3,
		.layout = HASHLANE_LAYOUT_OFFSETS32,
	};
	const struct hashlane_hasher_options options = {
		.struct_size = sizeof(options),
		.specs = &md5,
		.spec_count = 1,
	};
	hashlane_hasher hasher;
	uint8_t digest[16] = { 0 };

	check(!hashlane_hash(digest, 16, NULL, &md5, "abc", 3) &&
		      is_abc(digest),
	      "hashlane_hash");
	memset(digest, 0, sizeof(digest));
	check(!hashlane_hash_column(digest, 16, NULL, NULL, NULL, &md5,
				    &column, HASHLANE_OUTPUT_BINARY,
				    HASHLANE_ISA_AUTO) &&
		      is_abc(digest),
	      "hashlane_hash_column");
	memset(digest, 0, sizeof(digest));
	check(!hashlane_hasher_create(&hasher, &options, NULL) &&
		      !hashlane_hasher_update(hasher, "abc", 3) &&
		      !hashlane_hasher_get_digest(hasher, 0, digest, 16,
						  NULL) &&
		      !hashlane_hasher_destroy(hasher) && is_abc(digest),
	      "a hasher");
}

/* Structs that the library fills, of the size they had. */
static void information(void)
{
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };
	struct hashlane_kernel_info kernel = { .struct_size = sizeof(kernel) };
	struct hashlane_error error = { .struct_size = sizeof(error) };
	struct hashlane_algorithm_spec spec;

	check(!hashlane_algorithm_get_info(&info, HASHLANE_HASH_MD5) &&
		      !strcmp(info.name, "md5") && info.digest_bytes == 16,
	      "hashlane_algorithm_get_info");
	check(!hashlane_kernel_get_at(&kernel, 0, HASHLANE_ISA_SCALAR) &&
		      !strcmp(kernel.isa, "scalar"),
	      "hashlane_kernel_get_at");
	check(hashlane_algorithm_parse(&spec, "md6", 3, &error) ==
			      HASHLANE_ALGORITHM &&
		      error.status == HASHLANE_ALGORITHM && error.message[0],
	      "hashlane_algorithm_parse");
}

static void files(const char *path)
{
	const struct hashlane_files_options options = {
		.struct_size = sizeof(options),
		.specs = &md5,
		.spec_count = 1,
	};
	struct hashlane_file_result result;
	uint8_t digest[16] = { 0 };

	check(!hashlane_hash_files(&result, digest, 16, &path, 1, &options,
				   NULL) &&
		      !result.status && result.size_bytes == 3 &&
		      is_abc(digest),
	      "hashlane_hash_files");
}

static void job(const char *path)
{
	struct hashlane_engine_memory use = { .struct_size = sizeof(use) };
	struct hashlane_row row = { .struct_size = sizeof(row) };
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_PATH,
		.data = path,
		.data_bytes = strlen(path),
	};
	const struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = &md5,
		.spec_count = 1,
		.inputs = &input,
		.input_bytes = sizeof(input),
		.input_count = 1,
	};
	const struct hashlane_engine_options engine_options = {
		.struct_size = sizeof(engine_options),
		.budget_bytes = 8 << 20,
	};
	const struct hashlane_results *results = NULL;
	struct hashlane_progress progress;
	const uint8_t *digest;
	hashlane_engine engine;
	hashlane_job made;
	size_t bytes;

	if (hashlane_engine_create(&engine, &engine_options, NULL) ||
	    hashlane_job_create(&made, engine, &options, NULL)) {
		check(0, "no job");
		return;
	}
	check(!hashlane_job_next(&results, made, -1) &&
		      hashlane_results_get_count(results) == 1 &&
		      !hashlane_results_get_row(&row, results, 0) &&
		      row.size_bytes == 3 &&
		      !hashlane_results_get_digest(&digest, &bytes, results, 0,
						   0) &&
		      bytes == 16 && is_abc(digest),
	      "the results of a job");
	check(!hashlane_job_get_progress(&progress, sizeof(progress), made) &&
		      progress.state == HASHLANE_STATE_DONE &&
		      progress.bytes_done == 3,
	      "the progress of a job");
	check(!hashlane_engine_get_memory(&use, engine) &&
		      use.budget_bytes == 8 << 20,
	      "the memory of an engine");
	hashlane_results_destroy(results);
	check(!hashlane_job_destroy(made) && !hashlane_engine_destroy(engine),
	      "the end of an engine");
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	check(!hashlane_library_check_abi(HASHLANE_ABI_VERSION),
	      "hashlane_library_check_abi");
	for (size_t i = 0; i < function_count; i++)
		check(all_functions[i].address != NULL, all_functions[i].name);
	memory();
	information();
	files(argv[1]);
	job(argv[1]);
	printf("baseline %s: %zu functions, library %s: %s\n",
	       HASHLANE_VERSION, function_count,
	       hashlane_library_get_version(), failed ? "FAILED" : "ok");
	return failed;
}
