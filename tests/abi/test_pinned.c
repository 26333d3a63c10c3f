/* SPDX-License-Identifier: MIT */
/*
 * test_pinned.c - what is permanent: status codes, algorithm ids and names,
 * formats of lists, verdicts and flags of checks, sizes of structs, by value
 * and not by the header's own constants.
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

/* In the order of ids, from 1. */
static const char *const formats[] = {
	"gnu", "bsd",        "sfv",  "hashdeep", "ed2k",   "magnet", "csv",
	NULL,  "name-first", "fsum", "sizes",    "debian", "gentoo", "report",
};

enum {
	FORMATS = sizeof(formats) / sizeof(formats[0]),
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

static void format_ids(void **state)
{
	static const int32_t none[] = { -1, 0, 8, 15, INT32_MAX, INT32_MIN };
	struct hashlane_format_info info = { .struct_size = sizeof(info) };

	(void)state;
	for (int32_t i = 0; i < FORMATS; i++) {
		int32_t parsed = -1;

		/* JSON is not the library's. */
		if (!formats[i])
			continue;
		assert_status(hashlane_format_get_info(&info, i + 1),
			      HASHLANE_OK);
		assert_int_equal(info.id, i + 1);
		assert_string_equal(info.name, formats[i]);
		assert_status(hashlane_format_parse(&parsed, formats[i],
						    strlen(formats[i])),
			      HASHLANE_OK);
		assert_int_equal(parsed, i + 1);
	}
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		assert_status(hashlane_format_get_info(&info, none[i]),
			      HASHLANE_NOT_FOUND);
	assert_int_equal(HASHLANE_FORMAT_AUTO, 0);
	assert_int_equal(HASHLANE_FORMAT_GNU, 1);
	assert_int_equal(HASHLANE_FORMAT_BSD, 2);
	assert_int_equal(HASHLANE_FORMAT_SFV, 3);
	assert_int_equal(HASHLANE_FORMAT_HASHDEEP, 4);
	assert_int_equal(HASHLANE_FORMAT_ED2K, 5);
	assert_int_equal(HASHLANE_FORMAT_MAGNET, 6);
	assert_int_equal(HASHLANE_FORMAT_CSV, 7);
	assert_int_equal(HASHLANE_FORMAT_JSON, 8);
	assert_int_equal(HASHLANE_FORMAT_NAME_FIRST, 9);
	assert_int_equal(HASHLANE_FORMAT_FSUM, 10);
	assert_int_equal(HASHLANE_FORMAT_SIZES, 11);
	assert_int_equal(HASHLANE_FORMAT_DEBIAN, 12);
	assert_int_equal(HASHLANE_FORMAT_GENTOO, 13);
	assert_int_equal(HASHLANE_FORMAT_REPORT, 14);
}

static void flags_of_lists(void **state)
{
	static const struct {
		uint32_t flag, value;
	} known[] = {
		{ HASHLANE_FORMAT_READS, 1 },
		{ HASHLANE_FORMAT_WRITES, 2 },
		{ HASHLANE_FORMAT_HAS_SIZE, 4 },
		{ HASHLANE_LIST_HAS_SIZE, 1 },
		{ HASHLANE_LIST_HAS_MTIME, 2 },
		{ HASHLANE_LIST_PERCENT, 4 },
		{ HASHLANE_LIST_BESIDE, 8 },
		{ HASHLANE_LIST_NO_GUESS, 1 },
		{ HASHLANE_LIST_NUL, 2 },
		{ HASHLANE_LIST_MD5SUM, 4 },
		{ HASHLANE_LIST_SIGNED, 1 },
		{ HASHLANE_LIST_GUESSED, 2 },
		{ HASHLANE_LIST_CRLF, 4 },
		{ HASHLANE_LIST_MARKED, 8 },
		{ HASHLANE_WRITE_NUL, 1 },
		{ HASHLANE_WRITE_BINARY, 2 },
		{ HASHLANE_WRITE_PARTS, 4 },
		{ HASHLANE_WRITE_MTIME, 8 },
		{ HASHLANE_WRITE_NO_HEADER, 16 },
		{ HASHLANE_WRITE_CRLF, 32 },
		{ HASHLANE_CHECK_NO_GUESS, 1 },
		{ HASHLANE_CHECK_IGNORE_CASE, 2 },
		{ HASHLANE_CHECK_IGNORE_MISSING, 4 },
		{ HASHLANE_CHECK_MD5SUM, 8 },
		{ HASHLANE_CHECK_REQUIRE_SECURE, 16 },
		{ HASHLANE_CHECK_NO_MOVED, 32 },
		{ HASHLANE_CHECK_BASE_IS_LIST, 64 },
		{ HASHLANE_CHECK_STDIN, 128 },
		{ HASHLANE_DUPES_LINKS, 1 },
		{ HASHLANE_READING_BACKSLASH, 1 },
		{ HASHLANE_READING_CR, 2 },
		{ HASHLANE_READING_BLANKS, 4 },
		{ HASHLANE_READING_NFC, 8 },
		{ HASHLANE_READING_NFD, 16 },
		{ HASHLANE_READING_PERCENT, 32 },
		{ HASHLANE_READING_CASE, 64 },
		{ HASHLANE_READING_REFUTED, 128 },
		{ HASHLANE_CHECKED_RANGE, 1 },
		{ HASHLANE_CHECKED_SAME_FILE, 2 },
		{ HASHLANE_INFO_CHECKSUM, 16 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		assert_int_equal(known[i].flag, known[i].value);
}

static void verdicts(void **state)
{
	(void)state;
	assert_int_equal(HASHLANE_VERDICT_OK, 0);
	assert_int_equal(HASHLANE_VERDICT_FAILED, 1);
	assert_int_equal(HASHLANE_VERDICT_MISSING, 2);
	assert_int_equal(HASHLANE_VERDICT_CHANGED, 3);
	assert_int_equal(HASHLANE_VERDICT_UNREADABLE, 4);
	assert_int_equal(HASHLANE_VERDICT_UNKNOWN, 5);
	assert_int_equal(HASHLANE_VERDICT_REFUSED, 6);
	assert_int_equal(HASHLANE_VERDICT_MOVED, 7);
	assert_int_equal(HASHLANE_VERDICT_EXTRA, 8);
	assert_int_equal(HASHLANE_VERDICT_MALFORMED, 9);
	assert_int_equal(HASHLANE_MAX_VERDICTS, 16);
	assert_int_equal(HASHLANE_STRENGTH_NONE, 0);
	assert_int_equal(HASHLANE_STRENGTH_CHECKSUM, 1);
	assert_int_equal(HASHLANE_STRENGTH_BROKEN, 2);
	assert_int_equal(HASHLANE_STRENGTH_SECURE, 3);
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

static void layout_of_lists(void **state)
{
	(void)state;
	assert_int_equal(sizeof(hashlane_list), 8);
	assert_int_equal(sizeof(hashlane_list_writer), 8);
	assert_int_equal(sizeof(hashlane_check), 8);
	if (sizeof(void *) != 8)
		return;
	assert_int_equal(sizeof(struct hashlane_format_info), 48);
	assert_int_equal(sizeof(struct hashlane_list_range), 32);
	assert_int_equal(sizeof(struct hashlane_list_claim), 88);
	assert_int_equal(offsetof(struct hashlane_list_claim, digest), 48);
	assert_int_equal(sizeof(struct hashlane_list_entry), 136);
	assert_int_equal(offsetof(struct hashlane_list_entry, name), 32);
	assert_int_equal(sizeof(struct hashlane_list_options), 56);
	assert_int_equal(sizeof(struct hashlane_list_info), 64);
	assert_int_equal(sizeof(struct hashlane_list_writer_options), 48);
	assert_int_equal(sizeof(struct hashlane_list_item), 64);
	assert_int_equal(sizeof(struct hashlane_check_options), 104);
	assert_int_equal(sizeof(struct hashlane_verdict_digest), 64);
	assert_int_equal(sizeof(struct hashlane_verdict_range), 32);
	assert_int_equal(sizeof(struct hashlane_verdict_row), 176);
	assert_int_equal(offsetof(struct hashlane_verdict_row, name), 56);
	assert_int_equal(sizeof(struct hashlane_check_info), 224);
	assert_int_equal(offsetof(struct hashlane_check_info, counts), 16);
	assert_int_equal(sizeof(struct hashlane_check_list), 72);
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
		cmocka_unit_test(format_ids),
		cmocka_unit_test(flags_of_lists),
		cmocka_unit_test(verdicts),
		cmocka_unit_test(struct_layout),
		cmocka_unit_test(layout_of_lists),
		cmocka_unit_test(versions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
