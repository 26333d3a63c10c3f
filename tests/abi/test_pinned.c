/* SPDX-License-Identifier: MIT */
/*
 * test_pinned.c - what is permanent: status codes, algorithm ids and names,
 * sizes of structs, by value and not by the header's own constants.
 */
#include "../support/check.h"

#include <stdio.h>
#include <string.h>

static const struct {
	int32_t code;
	const char *name;
} statuses[] = {
	{ 0, "OK" },           { 1, "ARGUMENT" },    { 2, "HANDLE" },
	{ 3, "ABI" },          { 4, "NO_MEMORY" },   { 5, "NOT_FOUND" },
	{ 6, "ACCESS" },       { 7, "NOT_REGULAR" }, { 8, "IO" },
	{ 9, "CHANGED" },      { 10, "CANCELLED" },  { 11, "TIMEOUT" },
	{ 12, "BUSY" },        { 13, "FORKED" },     { 14, "BUFFER" },
	{ 15, "UNSUPPORTED" }, { 16, "ALGORITHM" },  { 17, "UTF8" },
	{ 18, "FORMAT" },      { 19, "MISMATCH" },   { 20, "END" },
};

/* In the order of ids, from 1. */
static const struct {
	const char *name;
	uint32_t digest_bytes;
	int32_t text_form;
} algorithms[] = {
	{ "crc32", 4, 1 },
	{ "crc32c", 4, 1 },
	{ "crc64nvme", 8, 1 },
	{ "md4", 16, 1 },
	{ "md5", 16, 1 },
	{ "sha1", 20, 1 },
	{ "sha224", 28, 1 },
	{ "sha256", 32, 1 },
	{ "sha384", 48, 1 },
	{ "sha512", 64, 1 },
	{ "sha512-256", 32, 1 },
	{ "sha3-224", 28, 1 },
	{ "sha3-256", 32, 1 },
	{ "sha3-384", 48, 1 },
	{ "sha3-512", 64, 1 },
	{ "blake2b", 64, 1 },
	{ "blake2s", 32, 1 },
	{ "blake3", 32, 1 },
	{ "xxh64", 8, 1 },
	{ "xxh3-64", 8, 1 },
	{ "xxh3-128", 16, 1 },
	{ "tiger", 24, 1 },
	{ "tth", 24, 2 },
	{ "ed2k", 16, 1 },
	{ "ed2k-blue", 16, 1 },
	{ "aich", 20, 2 },
	{ "bt2-pieces-root", 32, 1 },
	{ "s3-etag", 24, 1 },
	{ "dropbox", 32, 1 },
	{ "glacier", 32, 1 },
	{ "quickxor", 20, 3 },
	{ "git-blob", 20, 1 },
	{ "git-blob-sha256", 32, 1 },
	{ "swhid", 20, 1 },
	{ "oci", 32, 1 },
	{ "fs-verity", 32, 1 },
};

enum {
	STATUSES = sizeof(statuses) / sizeof(statuses[0]),
	ALGORITHMS = sizeof(algorithms) / sizeof(algorithms[0])
};

static const int32_t unknown[] = { -1, 37, 1000, INT32_MAX, INT32_MIN };

static void assert_text(const char *text)
{
	assert_non_null(text);
	assert_true(*text != 0);
	assert_string_not_equal(text, "unknown");
}

static void status_codes(void **state)
{
	(void)state;
	for (int32_t i = 0; i < STATUSES; i++) {
		assert_int_equal(statuses[i].code, i);
		assert_string_equal(hashlane_status_get_name(i),
				    statuses[i].name);
		assert_text(hashlane_status_get_text(i));
		assert_text(hashlane_status_get_hint(i));
	}
	for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++) {
		assert_string_equal(hashlane_status_get_name(unknown[i]),
				    "unknown");
		assert_string_equal(hashlane_status_get_text(unknown[i]),
				    "unknown");
		assert_string_equal(hashlane_status_get_hint(unknown[i]),
				    "unknown");
	}
	assert_string_equal(hashlane_status_get_name(STATUSES), "unknown");
	/* The header's constants are those values. */
	assert_int_equal(HASHLANE_HANDLE, 2);
	assert_int_equal(HASHLANE_NOT_REGULAR, 7);
	assert_int_equal(HASHLANE_BUSY, 12);
	assert_int_equal(HASHLANE_FORMAT, 18);
	assert_int_equal(HASHLANE_END, 20);
}

static void algorithm_ids(void **state)
{
	(void)state;
	assert_int_equal(hashlane_algorithm_get_count(), ALGORITHMS);
	for (size_t i = 0; i < ALGORITHMS; i++) {
		struct hashlane_algorithm_info info = { .struct_size =
								sizeof(info) };
		int32_t id = (int32_t)i + 1;

		assert_string_equal(hashlane_algorithm_get_name(id),
				    algorithms[i].name);
		assert_status(hashlane_algorithm_get_at(&info, i),
			      HASHLANE_OK);
		assert_int_equal(info.id, id);
		assert_string_equal(info.name, algorithms[i].name);
		assert_int_equal(info.digest_bytes,
				 algorithms[i].digest_bytes);
		assert_int_equal(info.text_form, algorithms[i].text_form);
		assert_int_equal(spec_of(algorithms[i].name).id, id);
	}
	for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
		assert_string_equal(hashlane_algorithm_get_name(unknown[i]),
				    "unknown");
	assert_string_equal(hashlane_algorithm_get_name(0), "unknown");
	assert_int_equal(HASHLANE_HASH_MD5, 5);
	assert_int_equal(HASHLANE_HASH_XXH3_128, 21);
	assert_int_equal(HASHLANE_HASH_FS_VERITY, 36);
}

/* What an algorithm says of itself holds together. */
static void algorithm_facts(void **state)
{
	const uint32_t known = 1 | 2 | 4 | 8 | 16;

	(void)state;
	for (int32_t id = 1; id <= ALGORITHMS; id++) {
		struct hashlane_algorithm_info info = { .struct_size =
								sizeof(info) };
		bool param;

		assert_status(hashlane_algorithm_get_info(&info, id),
			      HASHLANE_OK);
		param = info.flags & HASHLANE_INFO_PARAM;
		assert_int_equal(info.struct_size, sizeof(info));
		assert_int_equal(info.flags & ~known, 0);
		assert_in_range(info.digest_bytes, 4,
				HASHLANE_MAX_DIGEST_BYTES);
		assert_true(info.block_bytes >= 1);
		assert_true(info.text_bytes < HASHLANE_MAX_TEXT_BYTES);
		assert_non_null(info.text_prefix);
		assert_text(info.source);
		assert_int_equal(param, *info.param_name != 0);
		assert_int_equal(param, info.param_default != 0);
		if (!param)
			continue;
		assert_true(info.param_min > 0);
		assert_in_range(info.param_default, info.param_min,
				info.param_max);
	}
}

static void instruction_sets(void **state)
{
	static const char *const names[] = { "auto", "scalar", "sse2", "ssse3",
					     "avx2", "avx512", "neon" };

	(void)state;
	for (int32_t isa = 0; isa < 7; isa++) {
		int32_t parsed = -1;
		int32_t usable = hashlane_isa_check(isa);

		assert_string_equal(hashlane_isa_get_name(isa), names[isa]);
		assert_status(hashlane_isa_parse(&parsed, names[isa],
						 strlen(names[isa])),
			      HASHLANE_OK);
		assert_int_equal(parsed, isa);
		assert_true(usable == HASHLANE_OK ||
			    usable == HASHLANE_UNSUPPORTED);
	}
	assert_status(hashlane_isa_check(HASHLANE_ISA_AUTO), HASHLANE_OK);
	assert_status(hashlane_isa_check(HASHLANE_ISA_SCALAR), HASHLANE_OK);
	for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++) {
		assert_string_equal(hashlane_isa_get_name(unknown[i]),
				    "unknown");
		assert_status(hashlane_isa_check(unknown[i]),
			      HASHLANE_ARGUMENT);
	}
}

/* The layout that bindings without a C compiler write by hand. */
static void struct_layout(void **state)
{
	(void)state;
	assert_int_equal(sizeof(struct hashlane_algorithm_spec), 16);
	assert_int_equal(offsetof(struct hashlane_algorithm_spec, param), 8);
	assert_int_equal(sizeof(struct hashlane_file_result), 64);
	assert_int_equal(offsetof(struct hashlane_file_result, size_bytes), 8);
	assert_int_equal(offsetof(struct hashlane_file_result, mtime_ns), 16);
	assert_int_equal(offsetof(struct hashlane_file_result, digests_valid),
			 32);
	assert_int_equal(sizeof(hashlane_hasher), 8);
	if (sizeof(void *) == 8) {
		assert_int_equal(sizeof(struct hashlane_error), 256);
		assert_int_equal(offsetof(struct hashlane_error, message), 24);
		assert_int_equal(sizeof(struct hashlane_hasher_options), 48);
		assert_int_equal(sizeof(struct hashlane_files_options), 40);
		assert_int_equal(sizeof(struct hashlane_input), 128);
	}
}

static void versions(void **state)
{
	char text[32];

	(void)state;
	snprintf(text, sizeof(text), "%d.%d.%d", HASHLANE_VERSION_MAJOR,
		 HASHLANE_VERSION_MINOR, HASHLANE_VERSION_PATCH);
	assert_string_equal(HASHLANE_VERSION, text);
	assert_string_equal(hashlane_library_get_version(), text);
	assert_int_equal(hashlane_library_get_abi_version(),
			 HASHLANE_ABI_VERSION);
	assert_text(hashlane_library_get_compiler());
	assert_status(hashlane_library_check_abi(HASHLANE_ABI_VERSION),
		      HASHLANE_OK);
	assert_status(hashlane_library_check_abi(HASHLANE_ABI_VERSION + 1),
		      HASHLANE_ABI);
	assert_status(
		hashlane_library_check_abi(HASHLANE_ABI_VERSION + 0x10000),
		HASHLANE_ABI);
	assert_status(hashlane_library_check_abi(0), HASHLANE_ABI);
	assert_status(hashlane_library_check_abi(UINT32_MAX), HASHLANE_ABI);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(status_codes),
		cmocka_unit_test(algorithm_ids),
		cmocka_unit_test(algorithm_facts),
		cmocka_unit_test(instruction_sets),
		cmocka_unit_test(struct_layout),
		cmocka_unit_test(versions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
