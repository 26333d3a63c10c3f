/* SPDX-License-Identifier: MIT */
/*
 * test_check_names.c - which files the names of a list mean, by the public
 * calls. The rows of a check are compared as text, one line a row:
 *
 *   VERDICT NAME[ -> FILE, if it is another one][ (DETAIL)]
 *
 * The digests of the lists come from the oracles.
 */
#define _GNU_SOURCE
#include "../support/check_texts.h"
#include "../support/engine_jobs.h"
#include "../support/oracle.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	BACKSLASH = HASHLANE_READING_BACKSLASH,
	BLANKS = HASHLANE_READING_BLANKS,
	NFC = HASHLANE_READING_NFC,
	NFD = HASHLANE_READING_NFD,
	CASE = HASHLANE_READING_CASE
};

#define E_NFC "\xc3\xa9"
#define E_NFD "e\xcc\x81"

/* ---- Files and lists ---- */

static void make_link(const char *name, const char *target)
{
	char *path = temp_tree_path(&tree, name);

	assert_int_equal(symlink(target, path), 0);
	free(path);
}

/* ---- Checks ---- */

/* Add a list. The text is the check's until the end of the test. */
static void add_text(hashlane_check check, const char *name, const char *text,
		     size_t bytes)
{
	struct hashlane_list_options options = {
		.struct_size = sizeof(options),
		.name = name,
	};
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = text,
		.data_bytes = bytes,
	};

	assert_status(hashlane_check_add_list(check, &input, sizeof(input),
					      &options, NULL),
		      HASHLANE_OK);
}

static const char *below_tree(const char *path)
{
	size_t bytes = strlen(tree.folder);

	return !strncmp(path, tree.folder, bytes) && path[bytes] == '/' ?
		       path + bytes + 1 :
		       path;
}

static void put_row(const struct hashlane_verdict_row *row)
{
	const char *path = below_tree(row->path);

	put(&got, "%s %s", verdict_words[row->verdict], row->name);
	if (strcmp(path, row->name) != 0)
		put(&got, " -> %s", path);
	/* A path that is told as it was opened, or asked for. */
	if (*row->detail) {
		const char *at = strstr(row->detail, tree.folder);

		put(&got, " (%s)",
		    at ? at + strlen(tree.folder) + 1 : row->detail);
	}
	put(&got, "\n");
	if (row->reading)
		assert_int_not_equal(row->verdict, HASHLANE_VERDICT_MISSING);
	else
		assert_string_equal(path + strlen(path) - row->name_bytes,
				    row->name);
}

/* What a test does with each row. */
static void (*each_row)(const struct hashlane_verdict_row *row) = put_row;

static int32_t take_some(hashlane_check check, int64_t timeout_ms)
{
	return take_rows(check, timeout_ms, each_row);
}

static void finish(hashlane_check check)
{
	assert_status(hashlane_check_close(check), HASHLANE_OK);
	assert_int_equal(take_some(check, -1), HASHLANE_END);
}

/* Check the list; returns its readings. */
static uint32_t run_with(const struct hashlane_check_options *options,
			 const char *name)
{
	hashlane_check check = create_check(options);
	uint32_t readings;

	add_text(check, name, list.bytes, list.filled);
	finish(check);
	readings = list_of(check, 0).readings;
	destroy_check(check);
	return readings;
}

static uint32_t run(void)
{
	return run_with(NULL, "MD5SUMS");
}

/* Compare the rows; the next list begins. */
static void expect_rows(const char *wanted)
{
	expect(wanted);
	clear_text(&list);
}

static void push(hashlane_check check, const char *name, const char *content)
{
	const struct hashlane_algorithm_spec spec = spec_of("md5");
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	const struct hashlane_list_claim claim = {
		.specs = &spec,
		.spec_count = 1,
		.digest = digest,
		.digest_bytes = oracle_digest(digest, &spec,
					      (const uint8_t *)content,
					      strlen(content)),
	};
	const struct hashlane_list_entry entry = {
		.struct_size = sizeof(entry),
		.name = name,
		.name_bytes = strlen(name),
		.claims = &claim,
		.claim_count = 1,
		.claim_bytes = sizeof(claim),
	};

	assert_status(hashlane_check_add_entries(check, &entry, sizeof(entry),
						 1, "pushed"),
		      HASHLANE_OK);
}

/* ---- Readings ---- */

/* Lists from Windows, of four formats. */
static void test_backslashes(void **state)
{
	(void)state;
	make_folder("sub");
	write_text("sub/d.txt", "delta");
	put(&list, "%s *sub\\d.txt\r\n", hex("md5", "delta"));
	assert_int_equal(run(), BACKSLASH);
	expect_rows("OK sub\\d.txt -> sub/d.txt\n");
	put(&list, "\\%s *sub\\\\d.txt\r\n", hex("md5", "delta"));
	assert_int_equal(run(), BACKSLASH);
	expect_rows("OK sub\\d.txt -> sub/d.txt\n");
	put(&list, "sub\\d.txt %s\r\n", hex("crc32", "delta"));
	assert_int_equal(run_with(NULL, "win.sfv"), BACKSLASH);
	expect_rows("OK sub\\d.txt -> sub/d.txt\n");
	put(&list,
	    "%%%%%%%% HASHDEEP-1.0\r\n%%%%%%%% size,md5,sha256,filename\r\n"
	    "## Invoked from: C:\\x\r\n## C:\\x> hashdeep64.exe -r -l .\r\n"
	    "##\r\n5,%s,%s,.\\sub\\d.txt\r\n",
	    hex("md5", "delta"), hex("sha256", "delta"));
	assert_int_equal(run_with(NULL, "win.hashdeep"), BACKSLASH);
	expect_rows("OK .\\sub\\d.txt -> ./sub/d.txt\n");
}

static void test_blanks(void **state)
{
	(void)state;
	write_text("a.txt", "alpha");
	write_text("b.txt", "beta");
	put(&list, "%s a.txt\n%s  b.txt\n", hex("md5", "alpha"),
	    hex("md5", "beta"));
	assert_int_equal(run(), BLANKS);
	expect_rows("OK a.txt\nOK  b.txt -> b.txt\n");
	put(&list, "%s    a.txt\n", hex("md5", "alpha"));
	assert_int_equal(run(), BLANKS);
	expect_rows("OK   a.txt -> a.txt\n");
	put(&list, "%s\t\ta.txt\n", hex("md5", "alpha"));
	assert_int_equal(run(), BLANKS);
	expect_rows("OK \ta.txt -> a.txt\n");
	put_line("alpha", "a.txt ");
	assert_int_equal(run(), BLANKS);
	expect_rows("OK a.txt  -> a.txt\n");
	/* One line of several has a CR. */
	put_line("beta", "b.txt");
	put_line("beta", "b.txt");
	put_line("alpha", "a.txt\r");
	assert_int_equal(run(), HASHLANE_READING_CR);
	expect_rows("OK b.txt\nOK b.txt\nOK a.txt\r -> a.txt\n");
}

static void test_forms(void **state)
{
	(void)state;
	write_text("caf" E_NFD ".txt", "coffee");
	put_line("coffee", "caf" E_NFC ".txt");
	assert_int_equal(run(), NFD);
	expect_rows("OK caf" E_NFC ".txt -> caf" E_NFD ".txt\n");
	write_text("th" E_NFC, "tea");
	put_line("tea", "th" E_NFD);
	assert_int_equal(run(), NFC);
	expect_rows("OK th" E_NFD " -> th" E_NFC "\n");
	/* No form of the whole name is there. */
	make_folder("x" E_NFD);
	make_folder("x" E_NFD "/" E_NFC);
	write_text("x" E_NFD "/" E_NFC "/" E_NFD E_NFC, "deep");
	put_line("deep", "x" E_NFC "\\" E_NFD "/" E_NFC E_NFC " ");
	assert_int_equal(run(), NFC | NFD | BACKSLASH | BLANKS);
	expect_rows("OK x" E_NFC "\\" E_NFD "/" E_NFC E_NFC "  -> x" E_NFD
		    "/" E_NFC "/" E_NFD E_NFC "\n");
	/* Another encoding is not another form. */
	write_text("\xc3\xbc", "u");
	put_line("u", "\xfc");
	assert_int_equal(run(), 0);
	expect_rows("MISSING \xfc\n");
}

static void test_case(void **state)
{
	static const struct hashlane_check_options ignore = {
		.flags = HASHLANE_CHECK_IGNORE_CASE,
	};

	(void)state;
	make_folder("Sub");
	write_text("README.TXT", "read");
	write_text("Sub/\xc3\x9c.txt", "me");
	put_line("read", "readme.txt");
	put_line("me", "SUB\\u\xcc\x88.TXT");
	assert_int_equal(run(), 0);
	expect_rows("MISSING readme.txt "
		    "(README.TXT is there: letters differ in case)\n"
		    "MISSING SUB\\u\xcc\x88.TXT "
		    "(Sub/\xc3\x9c.txt is there: letters differ in case)\n");
	put_line("read", "readme.txt");
	put_line("me", "SUB\\u\xcc\x88.TXT");
	put_line("you", "Readme.Txt");
	assert_int_equal(run_with(&ignore, "MD5SUMS"), CASE | BACKSLASH);
	expect_rows("OK readme.txt -> README.TXT\n"
		    "OK SUB\\u\xcc\x88.TXT -> Sub/\xc3\x9c.txt\n"
		    "MISSING Readme.Txt\n");
	/* The file in the same case comes first. */
	write_text("readme.TXT", "other");
	put_line("other", "readme.TXT ");
	assert_int_equal(run_with(&ignore, "MD5SUMS"), BLANKS);
	expect_rows("OK readme.TXT  -> readme.TXT\n");
	/* One of two is named, so the other is meant. */
	put_line("read", "readme.txt");
	put_line("other", "readme.TXT");
	assert_int_equal(run_with(&ignore, "MD5SUMS"), CASE);
	expect_rows("OK readme.txt -> README.TXT\nOK readme.TXT\n");
}

/* ---- What is no reading ---- */

static void test_no_guess(void **state)
{
	static const struct hashlane_check_options options[] = {
		{ .flags = HASHLANE_CHECK_NO_GUESS },
		{ .flags = HASHLANE_CHECK_MD5SUM },
	};

	(void)state;
	make_folder("sub");
	write_text("sub/d", "delta");
	for (size_t i = 0; i < 2; i++) {
		put(&list, "%s  sub\\d\n", hex("md5", "delta"));
		assert_int_equal(run_with(&options[i], "MD5SUMS"), 0);
		expect_rows("MISSING sub\\d\n");
	}
}

/* Content that has changed is no missing file to be ignored. */
static void test_ignore_missing(void **state)
{
	static const struct hashlane_check_options ignore = {
		.flags = HASHLANE_CHECK_IGNORE_MISSING,
	};

	(void)state;
	make_folder("sub");
	write_text("a", "alpha");
	write_text("sub/d", "delta");
	for (int i = 0; i < 3; i++) {
		bool intact = !i;
		hashlane_check check = create_check(&ignore);
		struct hashlane_check_info info = {
			.struct_size = sizeof(info),
		};

		put_line("alpha", "a");
		put_line("gone", "gone");
		put_line("delta", "sub\\d");
		/* Two lines about one file. */
		if (i == 2)
			put_line("delta", "sub\\d");
		add_text(check, "MD5SUMS", list.bytes, list.filled);
		finish(check);
		assert_status(hashlane_check_get_info(&info, check),
			      HASHLANE_OK);
		assert_int_equal(info.verified, intact);
		assert_int_equal(info.counts[HASHLANE_VERDICT_MISSING], 1 + i);
		destroy_check(check);
		expect_rows(
			intact ? "OK a\nOK sub\\d -> sub/d\n" :
			i == 1 ? "OK a\nMISSING sub\\d (sub/d is there with "
				 "other content)\n" :
				 "OK a\nMISSING sub\\d (sub/d is there with "
				 "other content)\nMISSING sub\\d (sub/d is "
				 "there with other content)\n");
		write_text("sub/d", "DELTA");
	}
}

/* Another file is not condemned, and its digests are there. */
static void test_other_content(void **state)
{
	(void)state;
	make_folder("sub");
	write_text("sub/d", "delta");
	put_line("epsilon", "sub\\d");
	assert_int_equal(run(), 0);
	expect_rows("MISSING sub\\d (sub/d is there with other content)\n");
	put(&list, "%s  sub\\d\n", hex("sha256", "delta"));
	put(&list, "%s  sub\\d\n", hex("sha256", "epsilon"));
	(void)run_with(NULL, "SHA256SUMS");
	expect_rows("MISSING sub\\d (sub/d is there with other content)\n"
		    "MISSING sub\\d (sub/d is there with other content)\n");
}

/* A name that is there, whatever it leads to, means itself. */
static void test_exact(void **state)
{
	(void)state;
	make_folder("sub");
	write_text("sub/a", "alpha");
	write_text("sub/b", "beta");
	write_text("sub/c", "gamma");
	write_text("sub\\a", "other");
	make_link("sub\\b", "nowhere");
	make_link("sub\\c", "sub\\c");
	put_line("alpha", "sub\\a");
	put_line("beta", "sub\\b");
	put_line("gamma", "sub\\c");
	assert_int_equal(run(), 0);
	expect_rows(
		"FAILED sub\\a (md5)\nMISSING sub\\b\nUNREADABLE sub\\c\n");
	/* It cannot be known whether it is there. */
	make_folder("sub/d");
	write_text("sub/d/e", "delta");
	make_link("sub\\d", "sub\\d");
	put_line("delta", "sub\\d/e");
	assert_int_equal(run(), 0);
	expect_rows("UNREADABLE sub\\d/e\n");
}

/* Each file of whose exact name there is an entry is only that one's. */
static void test_named(void **state)
{
	hashlane_check check;
	char other[64];

	(void)state;
	make_folder("sub");
	make_folder("own");
	make_link("link", "own");
	write_text("sub/d", "delta");
	write_text("own/e", "delta");
	/* The entry with the exact name comes later, or in another list. */
	put_line("delta", "sub\\d");
	put_line("delta", "sub/d");
	assert_int_equal(run(), 0);
	expect_rows("MISSING sub\\d\nOK sub/d\n");
	put_line("delta", "sub\\d");
	snprintf(other, sizeof(other), "%s  sub/d\n", hex("md5", "delta"));
	check = create_check(NULL);
	add_text(check, "MD5SUMS", list.bytes, list.filled);
	add_text(check, "b.md5", other, strlen(other));
	finish(check);
	expect_rows("MISSING sub\\d\nOK sub/d\n");
	destroy_check(check);
	/* Its name is written in another way, or leads through a link. */
	put_line("delta", "sub\\d");
	put_line("delta", "own\\e");
	put_line("delta", ".//own/..//sub/d");
	put_line("delta", "link/e");
	assert_int_equal(run(), 0);
	expect_rows("MISSING sub\\d\nMISSING own\\e\nOK .//own/..//sub/d\n"
		    "OK link/e\n");
	/* Whatever is wrong with it. */
	put_line("delta", "sub\\d");
	put_line("epsilon", "sub/d");
	assert_int_equal(run(), 0);
	expect_rows("MISSING sub\\d\nFAILED sub/d (md5)\n");
}

/* Two links to one file are two files. */
static void test_hard_links(void **state)
{
	char *from, *to;

	(void)state;
	make_folder("one");
	make_folder("two");
	from = temp_tree_write(&tree, "one/x", "same", 4);
	to = temp_tree_path(&tree, "two/x");
	assert_int_equal(link(from, to), 0);
	free(from);
	free(to);
	put_line("same", "one\\x");
	put_line("same", "two\\x");
	put_line("same", "two\\x ");
	(void)run();
	expect_rows(
		"OK one\\x -> one/x\nOK two\\x -> two/x\nMISSING two\\x \n");
}

/* A file serves one name, in all lists and at any distance. */
static void test_serves_one(void **state)
{
	hashlane_check check;

	(void)state;
	make_folder("sub");
	make_link("link", "sub");
	write_text("sub/d", "delta");
	put_line("delta", "sub\\d ");
	put_line("delta", "sub\\d");
	put_line("delta", "link\\d");
	(void)run();
	expect_rows("OK sub\\d  -> sub/d\nMISSING sub\\d\nMISSING link\\d\n");
	/* The first has it, though its content is another one. */
	put_line("epsilon", "sub\\d ");
	put_line("delta", "sub\\d");
	(void)run();
	expect_rows("MISSING sub\\d  (sub/d is there with other content)\n"
		    "MISSING sub\\d\n");
	/* The same name in several lists, and lines that are not joined. */
	put_line("delta", "sub\\d");
	check = create_check(NULL);
	add_text(check, "MD5SUMS", list.bytes, list.filled);
	add_text(check, "b.md5", list.bytes, list.filled);
	push(check, "./sub\\d", "delta");
	finish(check);
	expect_rows("OK sub\\d -> sub/d\nOK sub\\d -> sub/d\n"
		    "OK ./sub\\d -> ./sub/d\n");
	assert_int_equal(list_of(check, 0).readings, BACKSLASH);
	assert_int_equal(list_of(check, 1).readings, BACKSLASH);
	destroy_check(check);
	/* One call after the other. */
	check = create_check(NULL);
	push(check, "sub\\d", "delta");
	while (!got.filled)
		assert_int_equal(take_some(check, 10), HASHLANE_TIMEOUT);
	push(check, "sub\\d ", "delta");
	push(check, "sub\\d", "delta");
	finish(check);
	expect_rows(
		"OK sub\\d -> sub/d\nMISSING sub\\d \nOK sub\\d -> sub/d\n");
	destroy_check(check);
}

/* No reading leads out of the base or the root. */
static void test_outside(void **state)
{
	struct hashlane_check_options options = { 0 };
	char *base, *root, name[1024];

	(void)state;
	make_folder("base");
	make_folder("base/in");
	make_folder("out");
	make_link("base/up", "..");
	make_link("base/away", "../out");
	make_link("base/in/file", "../../out/f");
	write_text("out/f", "foreign");
	write_text("base/f", "own");
	base = temp_tree_path(&tree, "base");
	root = temp_tree_path(&tree, "base/in");
	options.base = base;
	put_line("foreign", "up\\out\\f");
	put_line("foreign", "away\\f");
	put_line("foreign", "in\\file");
	put_line("foreign", "..\\out\\f");
	put_line("foreign", "../out/f ");
	snprintf(name, sizeof(name), "%s/out/f ", tree.folder);
	put_line("foreign", name);
	put_line("own", "f ");
	(void)run_with(&options, "MD5SUMS");
	snprintf(name, sizeof(name),
		 "MISSING up\\out\\f -> base/up\\out\\f\n"
		 "MISSING away\\f -> base/away\\f\n"
		 "MISSING in\\file -> base/in\\file\n"
		 "MISSING ..\\out\\f -> base/..\\out\\f\n"
		 "MISSING ../out/f  -> base/../out/f \n"
		 "MISSING %s/out/f  -> out/f \n"
		 "OK f  -> base/f\n",
		 tree.folder);
	expect_rows(name);
	options.root = root;
	put_line("own", "in/x\\..\\..\\f");
	put_line("own", "f ");
	(void)run_with(&options, "MD5SUMS");
	clear_text(&list);
	assert_null(strstr(got.bytes, "OK"));
	clear_text(&got);
	write_text("base/in/g", "inner");
	put_line("inner", "in/g ");
	(void)run_with(&options, "MD5SUMS");
	expect_rows("OK in/g  -> base/in/g\n");
	free(base);
	free(root);
}

/* An encoded slash is no separator. */
static void test_links(void **state)
{
	static const char *const names[] = {
		"a%2Fb", "..%2F..%2Fa/b", "%2e%2e/a/b",
		"a%5Cb", "a/b%20",        "%61/b",
	};

	(void)state;
	make_folder("a");
	write_text("a/b", "alpha");
	for (size_t i = 0; i < 5; i++) {
		put(&list, "ed2k://|file|%s|5|%s|/\n", names[i],
		    hex("ed2k", "alpha"));
		put(&list, "magnet:?dn=%s&xt=urn:md5:%s\n", names[i],
		    hex("md5", "alpha"));
	}
	assert_int_equal(run_with(NULL, "links"), 0);
	expect_rows("MISSING a%2Fb\nMISSING a%2Fb\nMISSING ..%2F..%2Fa/b\n"
		    "MISSING ..%2F..%2Fa/b\nMISSING %2e%2e/a/b\n"
		    "MISSING %2e%2e/a/b\nMISSING a\\b\nMISSING a\\b\n"
		    "MISSING a/b \nMISSING a/b \n");
	put(&list, "ed2k://|file|%%61/b|5|%s|/\n", hex("ed2k", "alpha"));
	put(&list, "ed2k://|file|a/b |5|%s|/\n", hex("ed2k", "alpha"));
	assert_int_equal(run_with(NULL, "links"), 0);
	expect_rows("OK a/b\nMISSING a/b \n");
	put(&list, "ed2k://|file|a/b |5|%s|/\n", hex("ed2k", "alpha"));
	put(&list, "magnet:?dn=a/b+&xt=urn:md5:%s\n", hex("md5", "alpha"));
	assert_int_equal(run_with(NULL, "links"), BLANKS);
	expect_rows("OK a/b  -> a/b\nOK a/b  -> a/b\n");
	/* Some write links without encoding their names. */
	write_text("100%25", "per cent");
	write_text("%2f", "slash");
	put(&list, "ed2k://|file|100%%25|8|%s|/\n", hex("ed2k", "per cent"));
	put(&list, "magnet:?dn=100%%25&xt=urn:md5:%s\n",
	    hex("md5", "per cent"));
	put(&list, "ed2k://|file|%%2f|5|%s|/\n", hex("ed2k", "slash"));
	assert_int_equal(run_with(NULL, "links"), HASHLANE_READING_PERCENT);
	expect_rows("OK 100% -> 100%25\nOK 100% -> 100%25\nOK %2f\n");
	write_text("100%", "hundred");
	put(&list, "ed2k://|file|100%%25|7|%s|/\n", hex("ed2k", "hundred"));
	assert_int_equal(run_with(NULL, "links"), 0);
	expect_rows("OK 100%\n");
}

/* A file that a reading leads to is in the list. */
static void test_extra(void **state)
{
	struct hashlane_check_options options = { .extra = tree.folder };

	(void)state;
	make_folder("sub");
	write_text("sub/d", "delta");
	put_line("delta", "sub\\d");
	assert_int_equal(run_with(&options, "MD5SUMS"), BACKSLASH);
	expect_rows("OK sub\\d -> sub/d\n");
}

/*
 * Files that another reading may mean, but that are not read, are not ignored
 * as missing ones.
 */
static void test_ignored_in_doubt(void **state)
{
	const struct hashlane_check_options options = {
		.flags = HASHLANE_CHECK_IGNORE_MISSING,
	};
	hashlane_check check;

	(void)state;
	write_text("a", "alpha");
	write_text("readme", "other");
	make_link("loop", "loop");
	put_line("alpha", "a");
	put_line("alpha", "none");
	check = create_check(&options);
	add_text(check, "MD5SUMS", list.bytes, list.filled);
	finish(check);
	assert_int_equal(info_of(check).verified, 1);
	destroy_check(check);
	expect_rows("OK a\n");
	put_line("alpha", "a");
	put_line("alpha", "README");
	put_line("alpha", "loop\\b");
	check = create_check(&options);
	add_text(check, "MD5SUMS", list.bytes, list.filled);
	finish(check);
	assert_int_equal(info_of(check).verified, 0);
	destroy_check(check);
	expect_rows(
		"OK a\n"
		"MISSING README (readme is there: letters differ in case)\n"
		"MISSING loop\\b (other readings of the name are not known: "
		"ELOOP: too many symbolic links)\n");
}

/* ---- Lists that are read once, and long ones ---- */

/* A pipe: the names that came before are known. */
static void test_pipe(void **state)
{
	struct hashlane_input input = { .kind = HASHLANE_INPUT_DESCRIPTOR };
	int ends[2];
	hashlane_check check;

	(void)state;
	make_folder("sub");
	write_text("sub/a", "alpha");
	write_text("sub/b", "beta");
	put_line("alpha", "sub/a");
	put_line("alpha", "sub\\a");
	put_line("beta", "sub\\b");
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], list.bytes, list.filled),
			 (ssize_t)list.filled);
	close(ends[1]);
	input.descriptor = ends[0];
	check = create_check(NULL);
	assert_status(hashlane_check_add_list(check, &input, sizeof(input),
					      NULL, NULL),
		      HASHLANE_OK);
	finish(check);
	expect_rows("OK sub/a\nMISSING sub\\a\nOK sub\\b -> sub/b\n");
	assert_int_equal(list_of(check, 0).readings, BACKSLASH);
	destroy_check(check);
	close(ends[0]);
}

static bool is_verified(hashlane_check check)
{
	struct hashlane_check_info info = { .struct_size = sizeof(info) };

	assert_status(hashlane_check_get_info(&info, check), HASHLANE_OK);
	return info.verified == 1;
}

/* Added entries that wait are known as well. */
static void test_pushed(void **state)
{
	hashlane_check check = create_check(NULL);

	(void)state;
	make_folder("sub");
	write_text("sub/a", "alpha");
	push(check, "sub\\a", "alpha");
	push(check, "sub/a", "alpha");
	finish(check);
	expect_rows("MISSING sub\\a\nOK sub/a\n");
	destroy_check(check);
}

static uint64_t counts[HASHLANE_MAX_VERDICTS];

static void count_row(const struct hashlane_verdict_row *row)
{
	counts[row->verdict]++;
}

/* The list, which can be read only once. */
static int32_t read_list(void *context, void *buffer, size_t room,
			 size_t *got_bytes)
{
	size_t *at = context;
	size_t left = list.filled - *at;

	*got_bytes = left < room ? left : room;
	memcpy(buffer, list.bytes + *at, *got_bytes);
	*at += *got_bytes;
	return HASHLANE_OK;
}

/*
 * A list that is longer than what is remembered of it: a file whose own name
 * comes at its end serves no other name, and is not known to be another's.
 */
static void test_long_stream(void **state)
{
	size_t at = 0;
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_READ,
		.read = read_list,
		.read_context = &at,
	};
	char name[32];
	hashlane_check check = create_check(NULL);

	(void)state;
	make_folder("sub");
	write_text("sub/a", "alpha");
	put_line("alpha", "sub\\a");
	for (int i = 0; i < 150000; i++) {
		(void)snprintf(name, sizeof(name), "n%d", i);
		put_line("alpha", name);
	}
	put_line("alpha", "sub/a");
	assert_status(hashlane_check_add_list(check, &input, sizeof(input),
					      NULL, NULL),
		      HASHLANE_OK);
	memset(counts, 0, sizeof(counts));
	each_row = count_row;
	finish(check);
	each_row = put_row;
	assert_int_equal(counts[HASHLANE_VERDICT_OK], 1);
	assert_int_equal(counts[HASHLANE_VERDICT_MISSING], 150001);
	assert_int_equal(list_of(check, 0).readings, 0);
	destroy_check(check);
}

/* A file's own name comes after the verdict about another name. */
static void test_refuted(void **state)
{
	hashlane_check check = create_check(NULL);

	(void)state;
	make_folder("sub");
	write_text("sub/a", "alpha");
	push(check, "sub\\a", "alpha");
	assert_int_equal(take_some(check, 0), HASHLANE_TIMEOUT);
	while (!got.filled)
		assert_int_equal(take_some(check, 10), HASHLANE_TIMEOUT);
	push(check, "sub/a", "alpha");
	finish(check);
	expect_rows("OK sub\\a -> sub/a\nOK sub/a\n");
	assert_false(is_verified(check));
	assert_int_equal(list_of(check, 0).readings,
			 BACKSLASH | HASHLANE_READING_REFUTED);
	destroy_check(check);

	check = create_check(NULL);
	push(check, "sub\\a", "alpha");
	while (!got.filled)
		assert_int_equal(take_some(check, 10), HASHLANE_TIMEOUT);
	put_line("alpha", "sub/a");
	add_text(check, "later", list.bytes, list.filled);
	finish(check);
	expect_rows("OK sub\\a -> sub/a\nOK sub/a\n");
	assert_false(is_verified(check));
	assert_int_equal(list_of(check, 0).readings, BACKSLASH);
	assert_int_equal(list_of(check, 1).readings, HASHLANE_READING_REFUTED);
	destroy_check(check);
}

/*
 * Names of which nothing is there, below a directory with many files. A
 * listing for each would take hours.
 */
static void test_many_missing(void **state)
{
	enum { FILES = 5000, NAMES = 100000 };
	const char *digest = hex("md5", "alpha");
	char name[32];

	(void)state;
	make_folder("d");
	for (int i = 0; i < FILES; i++) {
		sprintf(name, "d/f%d", i);
		write_text(name, "alpha");
	}
	for (int i = 0; i < NAMES; i++)
		put(&list, "%s  d/n%d\n", digest, i);
	put(&list, "%s  D/F7 \n", digest);
	memset(counts, 0, sizeof(counts));
	each_row = count_row;
	(void)run();
	each_row = put_row;
	assert_int_equal(counts[HASHLANE_VERDICT_MISSING], NAMES + 1);
}

/*
 * More entries have another reading than may wait for the end of a list that is
 * read once. The first of them are not read: no file is known to be missing.
 */
static void test_ignored_too_early(void **state)
{
	enum { NAMES = 20000, FILES = 10 };
	const struct hashlane_engine_options small = {
		.struct_size = sizeof(small),
		.workers = 2,
		.budget_bytes = 8 << 20,
	};
	const struct hashlane_check_options options = {
		.struct_size = sizeof(options),
		.base = tree.folder,
		.flags = HASHLANE_CHECK_IGNORE_MISSING,
	};
	size_t at = 0;
	const struct hashlane_input input = {
		.kind = HASHLANE_INPUT_READ,
		.read = read_list,
		.read_context = &at,
	};
	hashlane_engine other;
	hashlane_check check;
	char name[32];

	(void)state;
	make_folder("d");
	for (int i = 0; i < FILES; i++) {
		sprintf(name, "d/f%d", i);
		write_text(name, name);
		put(&list, "%s  d\\f%d\n", hex("md5", name), i);
	}
	put_line("ok", "ok");
	write_text("ok", "ok");
	for (int i = 0; i < NAMES; i++)
		put(&list, "%s  d/none%d\n", hex("md5", "none"), i);
	assert_status(hashlane_engine_create(&other, &small, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_check_create(&check, other, &options, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_check_add_list(check, &input, sizeof(input),
					      NULL, NULL),
		      HASHLANE_OK);
	memset(counts, 0, sizeof(counts));
	each_row = count_row;
	finish(check);
	each_row = put_row;
	assert_int_equal(counts[HASHLANE_VERDICT_OK] +
				 counts[HASHLANE_VERDICT_MISSING],
			 FILES + 1);
	assert_in_range(counts[HASHLANE_VERDICT_MISSING], 1, FILES);
	assert_int_equal(info_of(check).verified, 0);
	destroy_check(check);
	end_engine(other);
}

/* Every name of a long list is read in another way. */
static void test_many_readings(void **state)
{
	enum { NAMES = 70000, FILES = 100 };
	char name[64];
	hashlane_check check;

	(void)state;
	make_folder("d");
	for (int i = 0; i < FILES; i++) {
		sprintf(name, "d/f%d", i);
		write_text(name, name);
	}
	for (int i = 0; i < NAMES; i++) {
		sprintf(name, "d/f%d", i % FILES);
		put(&list, "%s  d\\f%d%s\n", hex("md5", name), i % FILES,
		    i / FILES % 2 ? "" : " ");
	}
	/* The last line names one of the files. */
	put(&list, "%s  d/f0\n", hex("md5", "d/f0"));
	memset(counts, 0, sizeof(counts));
	each_row = count_row;
	check = create_check(NULL);
	add_text(check, "MD5SUMS", list.bytes, list.filled);
	finish(check);
	each_row = put_row;
	assert_int_equal(counts[HASHLANE_VERDICT_MISSING],
			 NAMES / 2 + NAMES / FILES / 2);
	assert_int_equal(counts[HASHLANE_VERDICT_OK],
			 NAMES / 2 - NAMES / FILES / 2 + 1);
	destroy_check(check);
}

/* ---- Any trees and any names ---- */

static uint32_t random_state;

static uint32_t next_random(uint32_t below)
{
	random_state = random_state * 1664525 + 1013904223;
	return (random_state >> 8) % below;
}

/* The files that are OK, by their real paths, and for which names. */
enum { OK_MAX = 256 };
static struct {
	char *file, *name;
	uint32_t reading;
} verified[OK_MAX];
static size_t verified_count;
static uint64_t verified_readings;

/* There is room for it. */
static char *append(char *name, const char *piece)
{
	memcpy(name + strlen(name), piece, strlen(piece) + 1);
	return name;
}

/* A name without "." and doubled slashes. */
static char *plain_name(const char *name)
{
	char *copy = strdup(name), *plain = calloc(1, strlen(name) + 2), *next;

	for (char *at = strtok_r(copy, "/", &next); at;
	     at = strtok_r(NULL, "/", &next))
		if (strcmp(at, ".") != 0)
			append(append(plain, "/"), at);
	free(copy);
	return plain;
}

/* A file that is OK has the content of which its name has the digest. */
static void check_row(const struct hashlane_verdict_row *row)
{
	char bytes[64] = { 0 }, *real, *name;
	FILE *file;

	assert_int_not_equal(row->verdict, HASHLANE_VERDICT_MALFORMED);
	if (row->reading)
		assert_int_equal(row->verdict, HASHLANE_VERDICT_OK);
	if (row->verdict != HASHLANE_VERDICT_OK)
		return;
	verified_readings += row->reading != 0;
	file = fopen(row->path, "r");
	assert_non_null(file);
	(void)!fread(bytes, 1, sizeof(bytes) - 1, file);
	fclose(file);
	assert_string_equal(hex("md5", bytes), row->digests->text);
	real = realpath(row->path, NULL);
	assert_non_null(real);
	name = plain_name(row->name);
	assert_memory_equal(real, tree.folder, strlen(tree.folder));
	for (size_t i = 0; i < verified_count; i++)
		if (!strcmp(verified[i].file, real) &&
		    (verified[i].reading || row->reading) &&
		    strcmp(verified[i].name, name) != 0)
			fail_msg("%s is OK as %s and as %s", real,
				 verified[i].name, name);
	assert_true(verified_count < OK_MAX);
	verified[verified_count].file = real;
	verified[verified_count].reading = row->reading;
	verified[verified_count++].name = name;
}

/* Append a piece of a name in one of its forms. */
static void put_piece(char *name, uint32_t piece, uint32_t form)
{
	static const char *const pieces[][4] = {
		{ "a", "a", "A", "a" },
		{ E_NFC, E_NFD, "\xc3\x89", "E\xcc\x81" },
		{ "/", "\\", "/", "//" },
		{ "b", "b", "B", "b" },
		{ ".", ".", ".", "." },
		{ " ", " ", "\t", "\r" },
		{ "\xff", "\xff", "\xff", "\xfe" },
	};

	append(name, pieces[piece][form]);
}

/*
 * A name of pieces. The same seed gives the same pieces, of which `odd` in 8
 * are in another form.
 */
static void put_name(char *name, uint32_t seed, uint32_t odd)
{
	uint32_t before = random_state, count;

	random_state = seed * 2654435761u;
	count = 1 + next_random(5);
	*name = 0;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t piece = next_random(7), after = random_state;

		random_state = before;
		put_piece(name, piece,
			  next_random(8) < odd ? next_random(4) : 0);
		before = random_state;
		random_state = after;
	}
	random_state = before;
	if (next_random(8) < odd)
		append(name, " ");
}

/* Write a file where the name leads, if it can be one. */
static void make_file(const char *name, const char *content)
{
	char *path = temp_tree_path(&tree, name), *slash = strrchr(path, '/');
	FILE *file;

	if (strstr(name, "..") || *name == '/') {
		free(path);
		return;
	}
	*slash = 0;
	(void)mkdir(path, 0700);
	*slash = '/';
	file = fopen(path, "wx");
	if (file) {
		fputs(content, file);
		fclose(file);
	}
	free(path);
}

static void run_random(uint32_t seed)
{
	struct hashlane_check_options options = {
		.flags = seed % 2 ? HASHLANE_CHECK_IGNORE_CASE : 0,
	};
	char name[128], content[16];

	begin_check(NULL);
	random_state = seed;
	for (int i = 0; i < 30; i++) {
		uint32_t which = next_random(40);

		put_name(name, which, next_random(2));
		sprintf(content, "%u", which % 5);
		make_file(name, content);
	}
	for (int i = 0; i < 32; i++) {
		uint32_t which = next_random(40);

		put_name(name, which, next_random(6));
		sprintf(content, "%u",
			next_random(4) ? which % 5 : next_random(5));
		put(&list, "MD5 (%s) = %s\n", name, hex("md5", content));
	}
	each_row = check_row;
	(void)run_with(&options, "list");
	each_row = put_row;
	while (verified_count) {
		free(verified[--verified_count].file);
		free(verified[verified_count].name);
	}
}

static void test_random(void **state)
{
	(void)state;
	verified_readings = 0;
	for (uint32_t seed = 0; seed < 250; seed++)
		run_random(seed);
	/* It was not in vain. */
	assert_true(verified_readings > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_backslashes, begin_check),
		cmocka_unit_test_setup(test_blanks, begin_check),
		cmocka_unit_test_setup(test_forms, begin_check),
		cmocka_unit_test_setup(test_case, begin_check),
		cmocka_unit_test_setup(test_no_guess, begin_check),
		cmocka_unit_test_setup(test_ignore_missing, begin_check),
		cmocka_unit_test_setup(test_other_content, begin_check),
		cmocka_unit_test_setup(test_exact, begin_check),
		cmocka_unit_test_setup(test_named, begin_check),
		cmocka_unit_test_setup(test_hard_links, begin_check),
		cmocka_unit_test_setup(test_serves_one, begin_check),
		cmocka_unit_test_setup(test_outside, begin_check),
		cmocka_unit_test_setup(test_links, begin_check),
		cmocka_unit_test_setup(test_extra, begin_check),
		cmocka_unit_test_setup(test_pipe, begin_check),
		cmocka_unit_test_setup(test_pushed, begin_check),
		cmocka_unit_test_setup(test_long_stream, begin_check),
		cmocka_unit_test_setup(test_refuted, begin_check),
		cmocka_unit_test_setup(test_many_missing, begin_check),
		cmocka_unit_test_setup(test_ignored_in_doubt, begin_check),
		cmocka_unit_test_setup(test_ignored_too_early, begin_check),
		cmocka_unit_test_setup(test_many_readings, begin_check),
		cmocka_unit_test_setup(test_random, begin_check),
	};

	return cmocka_run_group_tests_name("check_names", tests, begin_checks,
					   end_checks);
}
