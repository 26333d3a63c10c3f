/* SPDX-License-Identifier: MIT */
/*
 * test_check.c - files checked by lists, by the public calls. The verdicts are
 * compared as text, one line a row:
 *
 *   VERDICT NAME [(DETAIL)] [OFFSET+LENGTH of a bad range]
 *
 * The digests of the lists come from the oracles, those of the first test from
 * coreutils.
 */
#define _GNU_SOURCE
#include "../support/check_texts.h"
#include "../support/oracle.h"

#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MD5_A "0cc175b9c0f1b6a831c399e269772661"

enum { FILE_MAX = 32 << 20 };

/* ---- Files and lists ---- */

static void write_file(const char *name, const void *data, size_t bytes)
{
	free(temp_tree_write(&tree, name, data, bytes));
}

/* ---- Checks ---- */

static void put_row(const struct hashlane_verdict_row *row)
{
	put(&got, "%s %s", verdict_words[row->verdict], row->name);
	if (*row->detail)
		put(&got, " (%s)", row->detail);
	for (size_t i = 0; i < row->range_count; i++)
		put(&got, " %" PRIu64 "+%" PRIu64, row->ranges[i].offset,
		    row->ranges[i].length);
	put(&got, "\n");
}

/* Take all verdicts; returns the status behind the last. */
static int32_t take_all(hashlane_check check)
{
	return take_rows(check, -1, put_row);
}

/* Check the list of the text; the check is left for questions. */
static hashlane_check run_with(const struct hashlane_check_options *options,
			       const char *name)
{
	hashlane_check check = create_check(options);

	add_list(check, name);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_status(take_all(check), HASHLANE_END);
	return check;
}

/* ---- Tests ---- */

/* A list by md5sum itself: the verdicts are in its order. */
static void test_gnu_list(void **state)
{
	hashlane_check check;
	char command[1024], *gone;
	struct hashlane_check_info info;
	FILE *pipe;

	(void)state;
	write_text("a", "alpha");
	write_text("b", "beta");
	write_text("c", "gamma");
	snprintf(command, sizeof(command), "cd %s && md5sum a b c",
		 tree.folder);
	/* md5sum writes the list. */
	pipe = popen(command, "r"); /* NOLINT(cert-env33-c) */
	assert_non_null(pipe);
	list.filled = fread(list.bytes, 1, TEXT_BYTES, pipe);
	assert_int_equal(pclose(pipe), 0);
	assert_int_equal(list.filled, 3 * 36);
	check = run_with(NULL, "MD5SUMS");
	expect("OK a\nOK b\nOK c\n");
	info = info_of(check);
	assert_true(info.complete && info.verified);
	assert_int_equal(info.counts[HASHLANE_VERDICT_OK], 3);
	assert_int_equal(info.strengths[HASHLANE_STRENGTH_BROKEN], 3);
	assert_int_equal(info.entries, 3);
	assert_int_equal(info.bytes_done, 14);
	assert_int_equal(info.bytes_total, 14);
	destroy_check(check);

	write_text("a", "Alpha");
	gone = temp_tree_path(&tree, "b");
	assert_int_equal(unlink(gone), 0);
	free(gone);
	check = run_with(NULL, "MD5SUMS");
	expect("FAILED a (md5)\nMISSING b\nOK c\n");
	info = info_of(check);
	assert_true(info.complete && !info.verified);
	destroy_check(check);
}

/* A list of bare digests whose algorithm is not that of md5sum's length. */
static void test_guess(void **state)
{
	hashlane_check check;

	(void)state;
	write_text("a", "alpha");
	write_text("b", "be");
	write_text("c", "gamma rays");
	put(&list, "%s  a\n%s  b\n%s  c\n%s  d\n", hex("blake3", "alpha"),
	    hex("blake3", "be"), hex("blake3", "gamma rays"),
	    hex("blake3", "delta"));
	check = run_with(NULL, "sums.txt");
	expect("OK a (blake3)\nOK b (blake3)\nOK c (blake3)\nMISSING d\n");
	assert_int_equal(list_of(check, 0).guessed.id, HASHLANE_HASH_BLAKE3);
	assert_true(list_of(check, 0).flags & HASHLANE_LIST_GUESSED);
	destroy_check(check);
}

/* An edited list: one algorithm belongs to the list. */
static void test_guess_other(void **state)
{
	hashlane_check check;

	(void)state;
	write_text("a", "a");
	write_text("b", "beta");
	write_text("c", "gamma");
	write_text("d", "delta");
	put(&list, "%s  a\n%s  b\n%s  c\n%s  d\n", hex("sha256", "a"),
	    hex("sha3-256", "beta"), hex("sha256", "GAMMA"),
	    hex("sha256", "delta"));
	check = run_with(NULL, "sums.txt");
	assert_non_null(strstr(got.bytes,
			       "OK a\nUNKNOWN b (fits sha3-256, but other "
			       "digests of this length are of another "
			       "algorithm; give -a)\nFAILED c (by none of "
			       "sha256,"));
	assert_non_null(strstr(got.bytes, ")\nOK d\n"));
	assert_false(info_of(check).verified);
	destroy_check(check);
}

/* The name of a list gives the algorithm, but condemns no file. */
static void test_wrong_name(void **state)
{
	struct hashlane_check_options options = { .flags = 0 };
	hashlane_check check;

	(void)state;
	write_text("a", "alpha");
	write_text("b", "beta");
	write_text("c", "gamma");
	put(&list, "%s  a\n%s  b\n%s  c\n%s  d\n", hex("sha256", "alpha"),
	    hex("blake3", "beta"), hex("blake3", "GAMMA"),
	    hex("sha256", "delta"));
	check = run_with(NULL, "SHA256SUMS");
	expect("OK a\nUNKNOWN b (fits blake3, but the list's name means "
	       "sha256; give -a)\nFAILED c (sha256)\nMISSING d\n");
	assert_int_equal(list_of(check, 0).guessed.id, 0);
	assert_false(list_of(check, 0).flags & HASHLANE_LIST_GUESSED);
	destroy_check(check);
	options.flags = HASHLANE_CHECK_NO_GUESS;
	check = run_with(&options, "SHA256SUMS");
	expect("OK a\nFAILED b (sha256)\nFAILED c (sha256)\nMISSING d\n");
	destroy_check(check);

	/* A name that means several algorithms. */
	clear_text(&list);
	put(&list, "%s  a\n%s  b\n", hex("sha512-256", "alpha"),
	    hex("blake3", "beta"));
	check = run_with(NULL, "SHASUMS");
	expect("OK a (sha512-256)\n"
	       "UNKNOWN b (fits blake3, but other digests of this length are "
	       "of another algorithm; give -a)\n");
	destroy_check(check);

	/* A checksum that the name gives is what is wanted. */
	clear_text(&list);
	put(&list, "%s  a\n%s  b\n", hex("xxh3-128", "alpha"),
	    hex("md5", "beta"));
	check = run_with(NULL, "x.xxh3-128");
	expect("OK a\nUNKNOWN b (fits md5, but the list's name means "
	       "xxh3-128; give -a)\n");
	destroy_check(check);
}

/* MD4 and ED2K are alike for small files; a large one tells which it is. */
static void test_guess_narrows(void **state)
{
	enum { LARGE = 9728000 + 5 };
	uint8_t *large = calloc(1, LARGE);
	hashlane_check check;

	(void)state;
	assert_non_null(large);
	memcpy(large, "large", 5);
	write_text("small", "alpha");
	write_file("large", large, LARGE);
	write_file("last", large, LARGE);
	put(&list, "%s  small\n%s  large\n%s  last\n", hex("md4", "alpha"),
	    hex_of("ed2k", large, LARGE), hex_of("md4", large, LARGE));
	check = run_with(NULL, "sums.txt");
	expect("OK small (md4)\nOK large (ed2k)\n"
	       "UNKNOWN last (fits md4, but other digests of this length are "
	       "of another algorithm; give -a)\n");
	assert_int_equal(list_of(check, 0).guessed.id, HASHLANE_HASH_ED2K);
	destroy_check(check);
	free(large);
}

/* Files that fit nothing, and files that are missing, settle nothing. */
static void test_guess_missed(void **state)
{
	hashlane_check check;
	char name[16];

	(void)state;
	for (int i = 0; i < 20; i++) {
		snprintf(name, sizeof(name), "f%02d", i);
		if (i != 3)
			write_text(name, name);
		put(&list, "%s  %s\n", hex("blake3", i < 12 ? "other" : name),
		    name);
	}
	check = run_with(NULL, "sums.txt");
	for (int i = 0; i < 20; i++) {
		char wanted[64];

		snprintf(wanted, sizeof(wanted),
			 i == 3 ? "MISSING f%02d\n" :
			 i < 12 ? "FAILED f%02d (by none of" :
				  "OK f%02d (blake3)\n",
			 i);
		assert_non_null(strstr(got.bytes, wanted));
	}
	destroy_check(check);
}

/* A file can be made for any checksum: it proves nothing of 32 digits. */
static void test_guess_checksum(void **state)
{
	struct hashlane_check_options options = { .flags = 0 };
	hashlane_check check;

	(void)state;
	write_text("a", "alpha");
	write_text("b", "beta");
	put(&list, "%s  a\n%s  b\n", hex("xxh3-128", "alpha"),
	    hex("md5", "beta"));
	check = run_with(NULL, "sums.txt");
	expect("UNKNOWN a (fits xxh3-128; give -a xxh3-128)\nOK b\n");
	destroy_check(check);

	/* Of 16 digits all candidates are checksums: one for each list. */
	clear_text(&list);
	write_text("c", "c");
	put(&list, "%s  a\n%s  b\n%s  c\n", hex("xxh64", "alpha"),
	    hex("xxh64", "beta"), hex("xxh3-64", "c"));
	check = run_with(NULL, "sums.txt");
	assert_int_equal(info_of(check).counts[HASHLANE_VERDICT_OK], 1);
	assert_int_equal(info_of(check).counts[HASHLANE_VERDICT_UNKNOWN], 2);
	clear_text(&got);
	destroy_check(check);

	options.flags = HASHLANE_CHECK_NO_GUESS;
	check = run_with(&options, "sums.txt");
	assert_int_equal(info_of(check).counts[HASHLANE_VERDICT_OK], 0);
	clear_text(&got);
	destroy_check(check);
}

/* Algorithms that the caller gives are what is wanted, checksums too. */
static void test_given(void **state)
{
	struct hashlane_algorithm_spec specs[2] = { spec_of("md5"),
						    spec_of("xxh3-128") };
	struct hashlane_list_options options = {
		.struct_size = sizeof(options),
		.specs = specs,
		.spec_count = 2,
	};
	struct hashlane_input input = { .kind = HASHLANE_INPUT_MEMORY };

	(void)state;
	write_text("a", "alpha");
	for (size_t i = 0; i < 2; i++) {
		hashlane_check check = create_check(NULL);

		clear_text(&list);
		put(&list, "%s  a\n", hex(i ? "md5" : "xxh3-128", "alpha"));
		input.data = list.bytes;
		input.data_bytes = list.filled;
		assert_status(hashlane_check_add_list(check, &input,
						      sizeof(input), &options,
						      NULL),
			      HASHLANE_OK);
		assert_status(hashlane_check_close(check), HASHLANE_OK);
		assert_status(take_all(check), HASHLANE_END);
		expect(i ? "OK a\n" : "OK a (xxh3-128)\n");
		assert_int_equal(
			info_of(check)
				.strengths[i ? HASHLANE_STRENGTH_BROKEN :
					       HASHLANE_STRENGTH_CHECKSUM],
			1);
		destroy_check(check);
	}
}

/* Tags of unknown algorithms are counted and named. */
static void test_unknown(void **state)
{
	hashlane_check check;

	(void)state;
	write_text("a", "alpha");
	write_text("b", "beta");
	put(&list, "SNEFRU256 (a) = %s\nSHA256 (b) = %s\nSNEFRU256 (b) = %s\n",
	    hex("sha256", "alpha"), hex("sha256", "beta"),
	    hex("sha256", "beta"));
	check = run_with(NULL, "sums.txt");
	expect("UNKNOWN a (SNEFRU256: unknown algorithm)\nOK b\n"
	       "UNKNOWN b (SNEFRU256: unknown algorithm)\n");
	assert_int_equal(info_of(check).unknown_digests, 2);
	destroy_check(check);
}

/* The lines of one file are read together, and come together. */
static void test_joined(void **state)
{
	const struct hashlane_verdicts *verdicts;
	struct hashlane_verdict_row row = { .struct_size = sizeof(row) };
	hashlane_check check = create_check(NULL);

	(void)state;
	write_text("a", "alpha");
	write_text("b", "beta");
	put(&list, "MD5 (a) = %s\nMD5 (b) = %s\n", hex("md5", "alpha"),
	    hex("md5", "beta"));
	add_list(check, "first");
	put(&got, "SHA1 (a) = %s\nSHA1 (b) = %s\n", hex("sha1", "alpha"),
	    hex("sha1", "other"));
	memcpy(list.bytes + 2048, got.bytes, got.filled);
	list.bytes += 2048;
	list.filled = got.filled;
	add_list(check, "second");
	list.bytes -= 2048;
	clear_text(&got);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_status(hashlane_check_next(&verdicts, check, -1), HASHLANE_OK);
	assert_int_equal(hashlane_verdicts_get_count(verdicts), 4);
	for (uint32_t i = 0; i < 4; i++) {
		assert_status(hashlane_verdicts_get_row(&row, verdicts, i),
			      HASHLANE_OK);
		assert_int_equal(row.list, i % 2);
		assert_int_equal(row.flags,
				 i % 2 ? HASHLANE_CHECKED_SAME_FILE : 0);
		assert_int_equal(row.line, i / 2 + 1);
		put_row(&row);
	}
	hashlane_verdicts_destroy(verdicts);
	expect("OK a\nOK a\nOK b\nFAILED b (sha1)\n");
	/* Each file was read once. */
	assert_int_equal(info_of(check).bytes_done, 9);
	assert_status(take_all(check), HASHLANE_END);
	destroy_check(check);
}

/* ED2K has two forms, which differ for files of whole chunks. */
static void test_ed2k(void **state)
{
	enum { CHUNK = 9728000 };
	uint8_t *data = calloc(1, CHUNK);
	hashlane_check check;

	(void)state;
	assert_non_null(data);
	write_file("f", data, CHUNK);
	put(&list, "ED2K (f) = %s\n", hex_of("ed2k", data, CHUNK));
	check = run_with(NULL, "sums");
	expect("OK f (ed2k red)\n");
	destroy_check(check);
	clear_text(&list);
	put(&list, "ED2K (f) = %s\n", hex_of("ed2k-blue", data, CHUNK));
	check = run_with(NULL, "sums");
	expect("OK f (ed2k blue)\n");
	destroy_check(check);
	data[CHUNK / 2] = 1;
	write_file("f", data, CHUNK);
	check = run_with(NULL, "sums");
	expect("FAILED f (ed2k)\n");
	destroy_check(check);
	free(data);
}

static void check_etag(const char *etag, const char *wanted)
{
	hashlane_check check;

	clear_text(&list);
	put(&list, "%s  obj.bin\n", etag);
	check = run_with(NULL, "etags.s3-etag");
	expect(wanted);
	destroy_check(check);
}

/* The size of the parts of an upload follows from their number. */
static void test_etags(void **state)
{
	enum { MIB = 1 << 20, SIZE = 12 * MIB };
	uint8_t *data = malloc(SIZE), digest[32], again[16];
	hashlane_check check;
	char etag[64];

	(void)state;
	assert_non_null(data);
	for (size_t i = 0; i < SIZE; i++)
		data[i] = (uint8_t)(i % 251);
	write_file("obj.bin", data, SIZE);
	oracle_s3_etag(digest, data, SIZE, (size_t)5 * MIB);
	for (size_t i = 0; i < 16; i++)
		sprintf(etag + 2 * i, "%02x", digest[i]);
	sprintf(etag + 32, "-3");
	check_etag(etag, "OK obj.bin (s3-etag:part=5MiB)\n");
	/* 8 MiB are usual, and do not fit; 7 MiB give two parts as well. */
	oracle_s3_etag(digest, data, SIZE, (size_t)7 * MIB);
	for (size_t i = 0; i < 16; i++)
		sprintf(etag + 2 * i, "%02x", digest[i]);
	sprintf(etag + 32, "-2");
	check_etag(etag, "UNKNOWN obj.bin (the size of the parts is unknown; "
			 "give -a s3-etag:part=SIZE)\n");
	/* The list has the size. */
	clear_text(&list);
	put(&list, "S3-ETAG:part=7MiB (obj.bin) = %s\n", etag);
	put(&list, "S3-ETAG:part=8MiB (obj.bin) = %s\n", etag);
	check = run_with(NULL, "sums");
	expect("OK obj.bin\nFAILED obj.bin (s3-etag)\n");
	destroy_check(check);
	/* No usual size gives nine parts. */
	etag[33] = '9';
	check_etag(etag, "UNKNOWN obj.bin (the size of the parts is unknown; "
			 "give -a s3-etag:part=SIZE)\n");
	/* A file in one part has two ETags. */
	check_etag(hex_of("md5", data, SIZE), "OK obj.bin\n");
	oracle_md5(digest, data, SIZE);
	oracle_md5(again, digest, 16);
	for (size_t i = 0; i < 16; i++)
		sprintf(etag + 2 * i, "%02x", again[i]);
	sprintf(etag + 32, "-1");
	check_etag(etag, "OK obj.bin\n");
	data[5] ^= 1;
	write_file("obj.bin", data, SIZE);
	check_etag(etag, "FAILED obj.bin (s3-etag)\n");
	free(data);
}

/* A name must not lead out of the root. */
static void test_root(void **state)
{
	struct hashlane_check_options options = { .flags = 0 };
	char *below = temp_tree_path(&tree, "below");
	char *out = temp_tree_path(&tree, "below/out");
	char wanted[1024];
	hashlane_check check;

	(void)state;
	assert_int_equal(mkdir(below, 0700), 0);
	write_text("secret", "alpha");
	write_text("below/a", "alpha");
	assert_int_equal(symlink("../secret", out), 0);
	put(&list, "MD5 (a) = %s\nMD5 (../secret) = %s\nMD5 (out) = %s\n",
	    hex("md5", "alpha"), hex("md5", "alpha"), hex("md5", "alpha"));
	options.base = options.root = below;
	check = run_with(&options, "sums");
	snprintf(wanted, sizeof(wanted),
		 "OK a\nREFUSED ../secret (is outside of %s)\n"
		 "REFUSED out (is outside of %s)\n",
		 below, below);
	expect(wanted);
	destroy_check(check);
	free(below);
	free(out);
}

/* What is not verified by a strong enough algorithm is unknown. */
static void test_required(void **state)
{
	struct hashlane_algorithm_spec sha256 = spec_of("sha256");
	struct hashlane_check_options options = {
		.flags = HASHLANE_CHECK_REQUIRE_SECURE,
	};
	hashlane_check check;

	(void)state;
	write_text("a", "alpha");
	write_text("b", "beta");
	put(&list, "MD5 (a) = %s\nSHA512 (b) = %s\n", hex("md5", "alpha"),
	    hex("sha512", "beta"));
	check = run_with(&options, "sums");
	expect("UNKNOWN a (only md5 fits)\nOK b\n");
	assert_int_equal(info_of(check).strengths[HASHLANE_STRENGTH_SECURE],
			 1);
	destroy_check(check);
	options.flags = 0;
	options.require = &sha256;
	options.require_count = 1;
	check = run_with(&options, "sums");
	expect("UNKNOWN a (only md5 fits)\nUNKNOWN b (only sha512 fits)\n");
	destroy_check(check);
}

/* What is required of a file may be in another entry that names it. */
static void test_required_of_a_file(void **state)
{
	const struct hashlane_check_options options = {
		.flags = HASHLANE_CHECK_REQUIRE_SECURE,
	};
	hashlane_check check;

	(void)state;
	write_text("a", "alpha");
	write_text("b", "beta");
	put(&list, "MD5 (a) = %s\nSHA256 (a) = %s\nSHA1 (a) = %s\n",
	    hex("md5", "alpha"), hex("sha256", "alpha"), hex("sha1", "alpha"));
	check = run_with(&options, "sums");
	expect("OK a\nOK a\nOK a\n");
	assert_int_equal(info_of(check).strengths[HASHLANE_STRENGTH_SECURE],
			 1);
	assert_int_equal(info_of(check).verified, 1);
	destroy_check(check);
	/* It does not fit, or is one of another file. */
	clear_text(&list);
	put(&list, "MD5 (a) = %s\nSHA256 (a) = %s\n", hex("md5", "alpha"),
	    hex("sha256", "beta"));
	check = run_with(&options, "sums");
	expect("UNKNOWN a (only md5 fits)\nFAILED a (sha256)\n");
	destroy_check(check);
	clear_text(&list);
	put(&list, "MD5 (a) = %s\nSHA256 (b) = %s\n", hex("md5", "alpha"),
	    hex("sha256", "beta"));
	check = run_with(&options, "sums");
	expect("UNKNOWN a (only md5 fits)\nOK b\n");
	destroy_check(check);
	/* It does not say what an algorithm is that is not known. */
	clear_text(&list);
	put(&list, "MD9 (a) = 00\nSHA256 (a) = %s\n", hex("sha256", "alpha"));
	check = run_with(&options, "sums");
	expect("UNKNOWN a (MD9: unknown algorithm)\nOK a\n");
	destroy_check(check);
}

/* Malformed lines have rows in their places; missing files may have none. */
static void test_other_rows(void **state)
{
	struct hashlane_check_options options = {
		.flags = HASHLANE_CHECK_IGNORE_MISSING,
	};
	struct hashlane_check_info info;
	hashlane_check check;
	char *folder = temp_tree_path(&tree, "folder");

	(void)state;
	assert_int_equal(mkdir(folder, 0700), 0);
	free(folder);
	write_text("a", "alpha");
	put(&list, "%s  a\nnot a line\n%s  b\n%s  folder\n",
	    hex("md5", "alpha"), hex("md5", "beta"), hex("md5", "gamma"));
	check = run_with(&options, "MD5SUMS");
	assert_non_null(strstr(got.bytes, "OK a\nMALFORMED  ("));
	assert_non_null(
		strstr(got.bytes, "\nUNREADABLE folder (is a directory)\n"));
	assert_null(strstr(got.bytes, "MISSING"));
	info = info_of(check);
	assert_int_equal(info.counts[HASHLANE_VERDICT_MISSING], 1);
	assert_int_equal(info.counts[HASHLANE_VERDICT_MALFORMED], 1);
	assert_int_equal(list_of(check, 0).malformed, 1);
	assert_int_equal(list_of(check, 0).entries, 3);
	destroy_check(check);
}

static void run_path(const char *path,
		     const struct hashlane_check_options *options)
{
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_PATH,
		.data = path,
		.data_bytes = strlen(path),
	};
	hashlane_check check = create_check(options);

	assert_status(hashlane_check_add_list(check, &input, sizeof(input),
					      NULL, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_status(take_all(check), HASHLANE_END);
	destroy_check(check);
}

/* Names are relative to the list; "-" is the file that the list is about. */
static void test_side_file(void **state)
{
	struct hashlane_check_options options = {
		.flags = HASHLANE_CHECK_BASE_IS_LIST,
		.base = "/nowhere",
	};
	char text[1024], *path;

	(void)state;
	write_text("a.iso", "alpha");
	write_text("b.iso", "beta");
	snprintf(text, sizeof(text), "%s  -\n%s  b.iso\n", hex("md5", "alpha"),
		 hex("md5", "beta"));
	write_text("a.iso.md5", text);
	path = temp_tree_path(&tree, "a.iso.md5");
	run_path(path, &options);
	snprintf(text, sizeof(text), "OK %s/a.iso\nOK b.iso\n", tree.folder);
	expect(text);
	free(path);
	/* A digest and nothing else, whatever the base is. */
	options.flags = 0;
	snprintf(text, sizeof(text), "%s\n", hex("sha256", "alpha"));
	write_text("a.iso.sha256", text);
	path = temp_tree_path(&tree, "a.iso.sha256");
	run_path(path, &options);
	expect("OK a.iso\n");
	write_text("a.iso", "beta");
	run_path(path, &options);
	expect("FAILED a.iso (sha256)\n");
	free(path);
	/* Two digests are no such list. */
	write_text("b.iso.md5", MD5_A "\n" MD5_A "\n");
	path = temp_tree_path(&tree, "b.iso.md5");
	run_path(path, &options);
	expect("FAILED b.iso (md5)\n"
	       "MALFORMED  (not a line of a list of digests)\n");
	free(path);
}

/* Rules and sizes leave out entries, and count them. */
static void test_left_out(void **state)
{
	static const char *const exclude[] = { "*.tmp", "skip/" };
	struct hashlane_walk_options rules = {
		.struct_size = sizeof(rules),
		.exclude = exclude,
		.exclude_count = 2,
	};
	struct hashlane_check_options options = {
		.rules = &rules,
		.min_bytes = 3,
	};
	char *folder = temp_tree_path(&tree, "skip");
	hashlane_check check;

	(void)state;
	assert_int_equal(mkdir(folder, 0700), 0);
	free(folder);
	write_text("a", "alpha");
	write_text("b.tmp", "beta");
	write_text("c", "c");
	write_text("skip/d", "delta");
	put(&list, "%s  a\n%s  b.tmp\n%s  c\n%s  skip/d\n",
	    hex("md5", "alpha"), hex("md5", "x"), hex("md5", "x"),
	    hex("md5", "x"));
	check = run_with(&options, "MD5SUMS");
	expect("OK a\n");
	assert_int_equal(info_of(check).left_out, 3);
	assert_true(info_of(check).verified);
	destroy_check(check);
}

/* ---- Entries of the caller ---- */

/* An entry with one digest; the memory lives until the next call. */
static struct hashlane_list_entry *entry_of(const char *name,
					    const char *algorithm,
					    const void *data, size_t bytes)
{
	static struct hashlane_list_entry entry;
	static struct hashlane_list_claim claim;
	static struct hashlane_algorithm_spec spec;
	static uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];

	spec = spec_of(algorithm);
	claim = (struct hashlane_list_claim){
		.specs = &spec,
		.spec_count = 1,
		.digest = digest,
		.digest_bytes = oracle_digest(digest, &spec, data, bytes),
	};
	entry = (struct hashlane_list_entry){
		.struct_size = sizeof(entry),
		.name = name,
		.name_bytes = strlen(name),
		.claims = &claim,
		.claim_count = 1,
		.claim_bytes = sizeof(claim),
	};
	return &entry;
}

static void push(hashlane_check check, struct hashlane_list_entry *entry,
		 const char *name)
{
	assert_status(hashlane_check_add_entries(check, entry, sizeof(*entry),
						 1, name),
		      HASHLANE_OK);
}

static void test_entries(void **state)
{
	const struct hashlane_verdicts *verdicts;
	struct hashlane_verdict_row row = { .struct_size = sizeof(row) };
	struct hashlane_list_entry *entry;
	hashlane_check check = create_check(NULL);

	(void)state;
	write_text("a", "alpha");
	write_text("b", "beta");
	assert_status(hashlane_check_next(&verdicts, check, 0),
		      HASHLANE_TIMEOUT);
	entry = entry_of("a", "sha1", "alpha", 5);
	entry->cookie = 77;
	entry->line = 5;
	push(check, entry, "first.json");
	assert_status(hashlane_check_next(&verdicts, check, -1), HASHLANE_OK);
	assert_status(hashlane_verdicts_get_row(&row, verdicts, 0),
		      HASHLANE_OK);
	assert_int_equal(row.verdict, HASHLANE_VERDICT_OK);
	assert_int_equal(row.cookie, 77);
	assert_int_equal(row.line, 5);
	assert_int_equal(row.digest_count, 1);
	assert_int_equal(row.digests[0].fits, 1);
	assert_memory_equal(row.digests[0].expected, row.digests[0].computed,
			    20);
	hashlane_verdicts_destroy(verdicts);
	/* With a limit of time or without one: nothing comes. */
	assert_status(hashlane_check_next(&verdicts, check, -1),
		      HASHLANE_TIMEOUT);
	entry = entry_of("b", "sha1", "beta", 4);
	entry->flags = HASHLANE_LIST_HAS_SIZE;
	entry->size_bytes = 5;
	push(check, entry, "first.json");
	push(check, entry_of("missing", "sha1", "", 0), "second.json");
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_status(hashlane_check_add_entries(check, entry, sizeof(*entry),
						 1, "second.json"),
		      HASHLANE_BUSY);
	assert_status(take_all(check), HASHLANE_END);
	expect("FAILED b (has 4 bytes instead of 5)\nMISSING missing\n");
	assert_int_equal(list_of(check, 0).entries, 2);
	assert_string_equal(list_of(check, 1).name, "second.json");
	assert_true(list_of(check, 1).complete);
	destroy_check(check);
}

/* Without a digest, only an empty file is verified: by its size. */
static void test_sizes_only(void **state)
{
	struct hashlane_algorithm_spec specs[2];
	struct hashlane_list_entry *entry;
	hashlane_check check = create_check(NULL);
	size_t count;

	(void)state;
	write_text("empty", "");
	write_text("a", "alpha");
	entry = entry_of("empty", "md5", "", 0);
	entry->claim_count = 0;
	push(check, entry, NULL);
	entry->flags = HASHLANE_LIST_HAS_SIZE;
	push(check, entry, NULL);
	entry->name = "a";
	entry->name_bytes = 1;
	push(check, entry, NULL);
	entry->size_bytes = 5;
	push(check, entry, NULL);
	entry->name = "b";
	push(check, entry, NULL);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_status(take_all(check), HASHLANE_END);
	expect("UNKNOWN empty (the list has no digest)\nOK empty\n"
	       "FAILED a (has 5 bytes instead of 0)\n"
	       "UNKNOWN a (the list has no digest)\nMISSING b\n");
	assert_status(hashlane_check_get_specs(specs, 2, &count, check),
		      HASHLANE_OK);
	assert_int_equal(count, 0);
	destroy_check(check);
}

/* What is no file, and what cannot be read, is not verified by a size. */
static void test_sizes_of_others(void **state)
{
	struct hashlane_algorithm_spec md5 = spec_of("md5");
	const struct hashlane_check_options options[] = {
		{ .flags = 0 },
		{ .flags = HASHLANE_CHECK_REQUIRE_SECURE },
		{ .require = &md5, .require_count = 1 },
	};
	/* The size of a file of the system is 0. */
	static const char *const names[] = {
		"/dev/null", "/dev/zero", "/proc/self/status",
		"folder",    "fifo",      "empty"
	};
	char *folder = temp_tree_path(&tree, "folder");
	char *fifo = temp_tree_path(&tree, "fifo");

	(void)state;
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	write_text("empty", "");
	free(folder);
	free(fifo);
	for (size_t k = 0; k < 3; k++) {
		hashlane_check check = create_check(&options[k]);
		struct hashlane_list_entry *entry = entry_of("empty", "md5",
							     "", 0);

		entry->claim_count = 0;
		entry->flags = HASHLANE_LIST_HAS_SIZE;
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
			entry->name = names[i];
			entry->name_bytes = strlen(names[i]);
			push(check, entry, NULL);
		}
		/* Another size of a folder says as little. */
		entry->name = "folder";
		entry->name_bytes = 6;
		entry->size_bytes = 1;
		push(check, entry, NULL);
		assert_status(hashlane_check_close(check), HASHLANE_OK);
		assert_status(take_all(check), HASHLANE_END);
		assert_null(strstr(got.bytes, "OK /"));
		assert_non_null(strstr(got.bytes, "FAILED /proc/self/status"));
		assert_non_null(strstr(got.bytes, "UNREADABLE /dev/null"));
		assert_non_null(strstr(got.bytes, "UNREADABLE /dev/zero"));
		assert_non_null(strstr(got.bytes, "UNREADABLE fifo"));
		assert_int_equal(
			info_of(check).counts[HASHLANE_VERDICT_UNREADABLE], 5);
		assert_non_null(
			strstr(got.bytes,
			       k ? "UNKNOWN empty (the list has no digest)" :
				   "OK empty\n"));
		clear_text(&got);
		destroy_check(check);
	}
}

/*
 * Digests with so many candidates that not all are tried: what was not compared
 * does not count as verified, though the other digests fit.
 */
static void test_too_many_candidates(void **state)
{
	enum { CLAIMS = 4, COUNT = HASHLANE_MAX_ALGORITHMS };
	static struct hashlane_algorithm_spec specs[CLAIMS][COUNT];
	struct hashlane_list_claim claims[CLAIMS];
	struct hashlane_list_entry *entry = entry_of("a", "s3-etag", "alpha",
						     5);
	uint8_t wrong[HASHLANE_MAX_DIGEST_BYTES] = { 1, 2, 3 };
	hashlane_check check = create_check(NULL);

	(void)state;
	write_text("a", "alpha");
	for (size_t i = 0; i < CLAIMS; i++) {
		for (size_t k = 0; k < COUNT; k++)
			specs[i][k] = (struct hashlane_algorithm_spec){
				.id = HASHLANE_HASH_S3_ETAG,
				.param = (uint64_t)(5 + i * COUNT + k) << 20,
			};
		claims[i] = *entry->claims;
		claims[i].specs = specs[i];
		claims[i].spec_count = COUNT;
	}
	entry->claims = claims;
	entry->claim_count = CLAIMS - 1;
	push(check, entry, NULL);
	claims[CLAIMS - 1].digest = wrong;
	entry->claim_count = CLAIMS;
	push(check, entry, NULL);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_status(take_all(check), HASHLANE_END);
	expect("OK a\nUNKNOWN a (a digest of 24 bytes: too many algorithms "
	       "for one read; give -a)\n");
	assert_false(info_of(check).verified);
	destroy_check(check);
}

/* Within a callback of the engine, nothing is waited for. */
struct nested {
	hashlane_check check;
	_Atomic(int32_t) status;
};

static void call_within(void *context, const struct hashlane_event *events,
			size_t event_bytes, size_t count)
{
	struct nested *nested = context;
	const struct hashlane_verdicts *verdicts;

	(void)events;
	(void)event_bytes;
	(void)count;
	if (nested->status != HASHLANE_ARGUMENT)
		return;
	nested->status = hashlane_check_next(&verdicts, nested->check, -1);
	if (!nested->status)
		hashlane_verdicts_destroy(verdicts);
	(void)hashlane_check_destroy(nested->check);
}

static void test_in_callback(void **state)
{
	struct nested nested = { .status = HASHLANE_ARGUMENT };
	struct hashlane_algorithm_spec md5 = spec_of("md5");
	struct hashlane_input input = { .kind = HASHLANE_INPUT_MEMORY,
					.data = "x",
					.data_bytes = 1 };
	struct hashlane_job_options options = {
		.struct_size = sizeof(options),
		.specs = &md5,
		.spec_count = 1,
		.inputs = &input,
		.input_bytes = sizeof(input),
		.input_count = 1,
		.event = call_within,
		.event_context = &nested,
		.events = HASHLANE_EVENT_DONE,
	};
	const struct hashlane_verdicts *verdicts;
	char *fifo = temp_tree_path(&tree, "fifo");
	struct hashlane_check_options streams = {
		.flags = HASHLANE_CHECK_MD5SUM,
	};
	hashlane_job job;

	(void)state;
	/* Nothing is written to the FIFO: its verdict never comes. */
	assert_int_equal(mkfifo(fifo, 0600), 0);
	nested.check = create_check(&streams);
	push(nested.check, entry_of("fifo", "md5", "", 0), NULL);
	assert_status(hashlane_check_close(nested.check), HASHLANE_OK);
	/* The read of the FIFO has begun. */
	assert_status(hashlane_check_next(&verdicts, nested.check, 0),
		      HASHLANE_TIMEOUT);
	assert_status(hashlane_job_create(&job, engine, &options, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_job_wait(job, -1), HASHLANE_OK);
	while (nested.status == HASHLANE_ARGUMENT)
		sched_yield();
	assert_int_equal(nested.status, HASHLANE_BUSY);
	assert_status(hashlane_job_destroy(job), HASHLANE_OK);
	/* The thread of the engine that waits for the FIFO stops. */
	assert_status(hashlane_engine_wait(engine, -1), HASHLANE_OK);
	free(fifo);
}

/* What makes no sense is refused, and nothing is added. */
static void test_bad_entries(void **state)
{
	struct hashlane_list_entry entries[2];
	struct hashlane_list_claim claim;
	hashlane_check check = create_check(NULL);

	(void)state;
	entries[0] = entries[1] = *entry_of("a", "sha1", "alpha", 5);
	claim = *entries[1].claims;
	entries[1].claims = &claim;
	claim.digest_bytes = 19;
	assert_status(hashlane_check_add_entries(check, entries,
						 sizeof(entries[0]), 2, NULL),
		      HASHLANE_ARGUMENT);
	claim.digest_bytes = 20;
	entries[1].name = "a\0b";
	entries[1].name_bytes = 3;
	assert_status(hashlane_check_add_entries(check, entries,
						 sizeof(entries[0]), 2, NULL),
		      HASHLANE_ARGUMENT);
	entries[1].name_bytes = 0;
	assert_status(hashlane_check_add_entries(check, entries,
						 sizeof(entries[0]), 2, NULL),
		      HASHLANE_ARGUMENT);
	entries[1].name_bytes = 1;
	entries[1].claim_bytes = sizeof(claim) - 1;
	assert_status(hashlane_check_add_entries(check, entries,
						 sizeof(entries[0]), 2, NULL),
		      HASHLANE_ABI);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_status(take_all(check), HASHLANE_END);
	expect("");
	assert_int_equal(info_of(check).entries, 0);
	assert_false(info_of(check).verified);
	destroy_check(check);
}

/* A caller that adds entries without end is told to take verdicts. */
static void test_many_entries(void **state)
{
	enum { COUNT = 300000 };
	const struct hashlane_verdicts *verdicts;
	struct hashlane_list_entry *entry = entry_of("a", "md5", "alpha", 5);
	hashlane_check check = create_check(NULL);
	uint64_t rows = 0, added = 0;
	bool was_busy = false;
	int32_t status = HASHLANE_OK;

	(void)state;
	write_text("a", "alpha");
	while (status != HASHLANE_END) {
		if (added < COUNT) {
			entry->cookie = added;
			status = hashlane_check_add_entries(
				check, entry, sizeof(*entry), 1, NULL);
			added += !status;
			if (!status)
				continue;
			assert_int_equal(status, HASHLANE_BUSY);
			was_busy = true;
		} else {
			assert_status(hashlane_check_close(check),
				      HASHLANE_OK);
		}
		status = hashlane_check_next(&verdicts, check,
					     added < COUNT ? 0 : -1);
		if (status)
			continue;
		for (uint32_t i = 0; i < hashlane_verdicts_get_count(verdicts);
		     i++) {
			struct hashlane_verdict_row row = {
				.struct_size = sizeof(row),
			};

			hashlane_verdicts_get_row(&row, verdicts, i);
			assert_int_equal(row.verdict, HASHLANE_VERDICT_OK);
			assert_int_equal(row.cookie, rows++);
		}
		hashlane_verdicts_destroy(verdicts);
	}
	assert_true(was_busy);
	assert_int_equal(rows, COUNT);
	destroy_check(check);
}

/* Digests of ranges: of one file, and of several one after the other. */
static void test_ranges(void **state)
{
	struct hashlane_list_range ranges[2] = {
		{ .offset = 2, .length = 3 },
		{ .name = "b", .name_bytes = 1, .offset = 1, .length = 2 },
	};
	struct hashlane_list_entry *entry;
	struct hashlane_list_claim *claim;
	hashlane_check check = create_check(NULL);

	(void)state;
	write_text("a", "alphabet");
	write_text("b", "beta");
	entry = entry_of("a", "sha1", "pha", 3);
	claim = (struct hashlane_list_claim *)(uintptr_t)entry->claims;
	claim->ranges = ranges;
	claim->range_count = 1;
	push(check, entry, NULL);
	entry = entry_of("a", "sha1", "phaet", 5);
	claim->ranges = ranges;
	claim->range_count = 2;
	push(check, entry, NULL);
	entry = entry_of("a", "sha1", "phaeT", 5);
	claim->ranges = ranges;
	claim->range_count = 2;
	push(check, entry, NULL);
	/* No byte, at the end of the file. */
	ranges[0].offset = 8;
	ranges[0].length = 0;
	entry = entry_of("a", "sha1", "", 0);
	claim->ranges = ranges;
	claim->range_count = 1;
	push(check, entry, NULL);
	ranges[0].offset = 9;
	entry = entry_of("a", "sha1", "", 0);
	claim->ranges = ranges;
	claim->range_count = 1;
	push(check, entry, NULL);
	ranges[0].offset = 8;
	ranges[0].length = 1;
	entry = entry_of("a", "sha1", "", 0);
	claim->ranges = ranges;
	claim->range_count = 1;
	push(check, entry, NULL);
	ranges[1].length = 4;
	entry = entry_of("a", "sha1", "", 0);
	ranges[0].offset = 0;
	claim->ranges = ranges;
	claim->range_count = 2;
	push(check, entry, NULL);
	ranges[1].name = "missing";
	ranges[1].name_bytes = 7;
	push(check, entry, NULL);
	/* All of the bytes are of another file, but this one is named. */
	ranges[1].name = "b";
	ranges[1].name_bytes = 1;
	ranges[1].offset = 0;
	entry = entry_of("gone", "sha1", "beta", 4);
	claim->ranges = &ranges[1];
	claim->range_count = 1;
	push(check, entry, NULL);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_status(take_all(check), HASHLANE_END);
	expect("OK a\nOK a\nFAILED a (sha1)\nOK a\n"
	       "FAILED a (the file ends at 8)\n"
	       "FAILED a (the file ends at 8)\n"
	       "FAILED a (the file ends at 4)\nMISSING a\nMISSING gone\n");
	destroy_check(check);
}

/*
 * Digests of parts that are not those of the file, or cannot be compared, make
 * no entry OK.
 */
static void test_parts_of_nothing(void **state)
{
	static const uint8_t junk[16] = { 1, 2, 3 };
	const struct hashlane_algorithm_spec crc32 = spec_of("crc32");
	const struct hashlane_algorithm_spec ed2k = spec_of("ed2k");
	struct hashlane_list_claim claims[2] = {
		{ .specs = &crc32,
		  .spec_count = 1,
		  .digest = junk,
		  .part_bytes = 5 },
	};
	struct hashlane_list_entry entry = *entry_of("empty", "ed2k", "", 0);
	hashlane_check check = create_check(NULL);

	(void)state;
	write_text("empty", "");
	write_text("f", "hello");
	for (size_t bytes = 4; bytes <= sizeof(junk); bytes += 4) {
		claims[0].digest_bytes = bytes;
		entry.claims = claims;
		push(check, &entry, NULL);
	}
	/* The whole file fits, but not all of its digests were compared. */
	entry = *entry_of("f", "md5", "hello", 5);
	claims[0].specs = &ed2k;
	claims[0].digest_bytes = sizeof(junk);
	claims[0].part_bytes = 1000;
	claims[1] = *entry.claims;
	entry.claims = claims;
	entry.claim_count = 2;
	push(check, &entry, NULL);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_status(take_all(check), HASHLANE_END);
	expect("FAILED empty\nFAILED empty\nFAILED empty\nFAILED empty\n"
	       "UNKNOWN f (digests of parts of this size are not compared)\n");
	destroy_check(check);
}

/* The digests of parts say which bytes are bad. */
static void test_parts(void **state)
{
	enum { CHUNK = 9728000, SIZE = 3 * CHUNK + 7 };
	uint8_t *data = calloc(1, SIZE), parts[4 * 16];
	struct hashlane_algorithm_spec ed2k = spec_of("ed2k");
	struct hashlane_list_claim claims[2] = {
		{ .specs = &ed2k,
		  .spec_count = 1,
		  .digest = parts,
		  .digest_bytes = sizeof(parts),
		  .part_bytes = CHUNK },
	};
	struct hashlane_list_entry entry = *entry_of("f", "ed2k", "", 0);
	hashlane_check check = create_check(NULL);

	(void)state;
	assert_non_null(data);
	for (size_t i = 0; i < 4; i++) {
		data[i * CHUNK] = (uint8_t)i;
		oracle_md4(parts + 16 * i, data + i * CHUNK,
			   i < 3 ? CHUNK : SIZE - 3 * CHUNK);
	}
	entry.claims = claims;
	write_file("f", data, SIZE);
	push(check, &entry, NULL);
	/* The list names more parts than the file has. */
	write_file("short", data, 3 * CHUNK);
	entry.name = "short";
	entry.name_bytes = 5;
	push(check, &entry, NULL);
	data[CHUNK + 5] = 1;
	data[2 * CHUNK + 5] = 1;
	write_file("bad", data, SIZE);
	entry.name = "bad";
	entry.name_bytes = 3;
	push(check, &entry, NULL);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_status(take_all(check), HASHLANE_END);
	expect("OK f\nFAILED short\nFAILED bad 9728000+19456000\n");
	destroy_check(check);
	free(data);
}

/* ---- Streams ---- */

/* As md5sum: "-" is standard input, and a FIFO is read. */
static void test_streams(void **state)
{
	struct hashlane_check_options options = {
		.flags = HASHLANE_CHECK_MD5SUM,
		.base = "",
	};
	char *fifo = temp_tree_path(&tree, "fifo");
	int ends[2], before = dup(0);
	hashlane_check check;
	pid_t writer;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "alpha", 5), 5);
	close(ends[1]);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	writer = fork();
	if (!writer) {
		int fd = open(fifo, O_WRONLY);

		_exit(write(fd, "beta", 4) != 4);
	}
	dup2(ends[0], 0);
	close(ends[0]);
	put(&list, "%s  -\n%s  %s\n%s  -\n", hex("md5", "alpha"),
	    hex("md5", "beta"), fifo, hex("md5", ""));
	check = run_with(&options, NULL);
	clear_text(&list);
	put(&list, "OK -\nOK %s\nOK -\n", fifo);
	expect(list.bytes);
	destroy_check(check);
	/* Without the flag there is no such file. */
	clear_text(&list);
	put(&list, "%s  -\n", hex("md5", ""));
	check = run_with(NULL, NULL);
	expect("MISSING -\n");
	destroy_check(check);
	assert_int_equal(waitpid(writer, NULL, 0), writer);
	dup2(before, 0);
	close(before);
	free(fifo);
}

/* ---- Ends ---- */

/* A list that ends in an error does not end the others. */
static int32_t fail_to_read(void *context, void *buffer, size_t room,
			    size_t *got_bytes)
{
	int *calls = context;

	if ((*calls)++)
		return HASHLANE_IO;
	*got_bytes = list.filled < room ? list.filled : room;
	memcpy(buffer, list.bytes, *got_bytes);
	return HASHLANE_OK;
}

static void test_broken_list(void **state)
{
	int calls = 0;
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_READ,
		.read = fail_to_read,
		.read_context = &calls,
	};
	hashlane_check check = create_check(NULL);

	(void)state;
	write_text("a", "alpha");
	put(&list, "%s  a\n", hex("md5", "alpha"));
	assert_status(hashlane_check_add_list(check, &input, sizeof(input),
					      NULL, NULL),
		      HASHLANE_OK);
	add_list(check, "MD5SUMS");
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_status(take_all(check), HASHLANE_END);
	assert_non_null(strstr(got.bytes, "OK a\n"));
	assert_int_equal(list_of(check, 0).status, HASHLANE_IO);
	assert_int_equal(list_of(check, 1).status, HASHLANE_OK);
	assert_true(list_of(check, 1).complete);
	assert_false(info_of(check).verified);
	destroy_check(check);
}

/* A list longer than the window, polled without waiting. */
static void test_long_list(void **state)
{
	enum { LINES = 200000 };
	const struct hashlane_verdicts *verdicts;
	struct hashlane_input input = { .kind = HASHLANE_INPUT_PATH };
	char *path = temp_tree_path(&tree, "MD5SUMS"), name[16];
	FILE *file = fopen(path, "w");
	const char *digest = hex("md5", "alpha");
	hashlane_check check = create_check(NULL);
	uint64_t rows = 0;
	int32_t status;

	(void)state;
	assert_non_null(file);
	for (int i = 0; i < LINES; i++) {
		snprintf(name, sizeof(name), "%d", i % 1000);
		if (i < 1000)
			write_text(name, i == 500 ? "x" : "alpha");
		fprintf(file, "%s  %s\n", digest, name);
	}
	fclose(file);
	input.data = path;
	input.data_bytes = strlen(path);
	assert_status(hashlane_check_add_list(check, &input, sizeof(input),
					      NULL, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	while ((status = hashlane_check_next(&verdicts, check, 0)) !=
	       HASHLANE_END) {
		if (status) {
			assert_int_equal(status, HASHLANE_TIMEOUT);
			continue;
		}
		rows += hashlane_verdicts_get_count(verdicts);
		hashlane_verdicts_destroy(verdicts);
	}
	assert_int_equal(rows, LINES);
	assert_int_equal(info_of(check).counts[HASHLANE_VERDICT_FAILED],
			 LINES / 1000);
	assert_int_equal(info_of(check).counts[HASHLANE_VERDICT_OK],
			 LINES - LINES / 1000);
	destroy_check(check);
	free(path);
}

struct ender {
	hashlane_check check;
	bool destroys;
	int64_t rows_before; /* verdicts that come first */
};

static _Atomic(int64_t) rows_taken;

static void *end_check(void *argument)
{
	const struct ender *ender = argument;

	while (rows_taken < ender->rows_before)
		sched_yield();
	assert_status(ender->destroys ? hashlane_check_destroy(ender->check) :
					hashlane_check_cancel(ender->check),
		      HASHLANE_OK);
	return NULL;
}

/* Another thread ends a check whose thread takes verdicts, or waits. */
static void test_ended(void **state)
{
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	for (int i = 0; i < 1000; i++) {
		char name[16];

		snprintf(name, sizeof(name), "%d", i);
		write_text(name, name);
		put(&list, "%s  %s\n", hex("sha256", name), name);
	}
	for (int round = 0; round < 60; round++) {
		const struct hashlane_verdicts *verdicts;
		/* The last list is a pipe that does not end. */
		struct hashlane_input input = {
			.kind = HASHLANE_INPUT_DESCRIPTOR,
			.descriptor = ends[0],
		};
		struct ender ender = {
			.check = create_check(NULL),
			.destroys = round % 2,
			.rows_before = round * 20,
		};
		pthread_t thread;
		int32_t status;

		if (ender.rows_before > 1000)
			ender.rows_before = 1000;
		add_list(ender.check, "sums.txt");
		assert_status(hashlane_check_add_list(ender.check, &input,
						      sizeof(input), NULL,
						      NULL),
			      HASHLANE_OK);
		rows_taken = 0;
		assert_int_equal(
			pthread_create(&thread, NULL, end_check, &ender), 0);
		while (!(status = hashlane_check_next(&verdicts, ender.check,
						      -1))) {
			rows_taken += hashlane_verdicts_get_count(verdicts);
			hashlane_verdicts_destroy(verdicts);
		}
		assert_true(status == HASHLANE_CANCELLED ||
			    (ender.destroys && status == HASHLANE_HANDLE));
		pthread_join(thread, NULL);
		if (!ender.destroys)
			destroy_check(ender.check);
	}
	close(ends[0]);
	close(ends[1]);
}

/* The engine is destroyed: the check is cancelled. */
static void test_no_engine(void **state)
{
	struct hashlane_check_options options = {
		.struct_size = sizeof(options),
		.base = tree.folder,
	};
	hashlane_engine short_lived;
	hashlane_check check;

	(void)state;
	write_text("a", "alpha");
	put(&list, "%s  a\n", hex("md5", "alpha"));
	assert_status(hashlane_engine_create(&short_lived, NULL, NULL),
		      HASHLANE_OK);
	assert_status(
		hashlane_check_create(&check, short_lived, &options, NULL),
		HASHLANE_OK);
	add_list(check, "MD5SUMS");
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_status(hashlane_engine_destroy(short_lived), HASHLANE_OK);
	assert_status(take_all(check), HASHLANE_CANCELLED);
	expect("");
	destroy_check(check);
	assert_status(
		hashlane_check_create(&check, short_lived, &options, NULL),
		HASHLANE_HANDLE);
}

/* A child of the process has no use of its parent's check. */
static void test_forked(void **state)
{
	hashlane_check check = create_check(NULL);
	const struct hashlane_verdicts *verdicts;
	int status;
	pid_t child;

	(void)state;
	child = fork();
	if (!child)
		_exit(hashlane_check_next(&verdicts, check, 0) !=
			      HASHLANE_FORKED ||
		      hashlane_check_destroy(check) != HASHLANE_FORKED);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	destroy_check(check);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_gnu_list, begin_check),
		cmocka_unit_test_setup(test_guess, begin_check),
		cmocka_unit_test_setup(test_guess_other, begin_check),
		cmocka_unit_test_setup(test_wrong_name, begin_check),
		cmocka_unit_test_setup(test_guess_narrows, begin_check),
		cmocka_unit_test_setup(test_guess_missed, begin_check),
		cmocka_unit_test_setup(test_guess_checksum, begin_check),
		cmocka_unit_test_setup(test_given, begin_check),
		cmocka_unit_test_setup(test_unknown, begin_check),
		cmocka_unit_test_setup(test_joined, begin_check),
		cmocka_unit_test_setup(test_ed2k, begin_check),
		cmocka_unit_test_setup(test_etags, begin_check),
		cmocka_unit_test_setup(test_root, begin_check),
		cmocka_unit_test_setup(test_required, begin_check),
		cmocka_unit_test_setup(test_required_of_a_file, begin_check),
		cmocka_unit_test_setup(test_other_rows, begin_check),
		cmocka_unit_test_setup(test_side_file, begin_check),
		cmocka_unit_test_setup(test_left_out, begin_check),
		cmocka_unit_test_setup(test_entries, begin_check),
		cmocka_unit_test_setup(test_sizes_only, begin_check),
		cmocka_unit_test_setup(test_sizes_of_others, begin_check),
		cmocka_unit_test_setup(test_too_many_candidates, begin_check),
		cmocka_unit_test_setup(test_in_callback, begin_check),
		cmocka_unit_test_setup(test_bad_entries, begin_check),
		cmocka_unit_test_setup(test_many_entries, begin_check),
		cmocka_unit_test_setup(test_ranges, begin_check),
		cmocka_unit_test_setup(test_parts, begin_check),
		cmocka_unit_test_setup(test_parts_of_nothing, begin_check),
		cmocka_unit_test_setup(test_streams, begin_check),
		cmocka_unit_test_setup(test_broken_list, begin_check),
		cmocka_unit_test_setup(test_long_list, begin_check),
		cmocka_unit_test_setup(test_ended, begin_check),
		cmocka_unit_test_setup(test_no_engine, begin_check),
		cmocka_unit_test_setup(test_forked, begin_check),
	};

	return cmocka_run_group_tests_name("check", tests, begin_checks,
					   end_checks);
}
