/* SPDX-License-Identifier: MIT */
/*
 * test_name_readings.c - which names a name of a list may stand for, and that
 * none of them leads anywhere else. check_name_readings.py has an oracle for
 * all readings of random names.
 */
#include "../../src/list/name_reading.h"
#include "../../src/list/unicode.h"
#include "../support/check.h"
#include "../support/guard_pages.h"
#include "../support/random_source.h"

#include <stdio.h>
#include <string.h>

enum {
	BACKSLASH = HASHLANE_READING_BACKSLASH,
	CR = HASHLANE_READING_CR,
	BLANKS = HASHLANE_READING_BLANKS,
	NFC = HASHLANE_READING_NFC,
	NFD = HASHLANE_READING_NFD,
	PERCENT = HASHLANE_READING_PERCENT,
	ROOM = 1024,
	READINGS_MAX = 72
};

enum { ROWS_MAX = 12 };

struct row {
	uint32_t done;
	const char *name;
};

struct readings {
	const char *name;
	enum hln_name_encoding percent;
	struct row rows[ROWS_MAX]; /* up to the one without a name */
};

static void check_readings(const struct readings *readings)
{
	const char *name = readings->name;
	const struct row *rows = readings->rows;
	struct hln_name_reading reading;
	char buffer[ROOM];

	hln_name_reading_begin(&reading, name, strlen(name), readings->percent,
			       buffer, sizeof(buffer));
	for (; rows->name; rows++) {
		if (!hln_name_reading_next(&reading)) {
			printf("%s: no reading %s\n", name, rows->name);
			fail();
		}
		assert_string_equal(reading.name, rows->name);
		assert_int_equal(reading.bytes, strlen(rows->name));
		assert_int_equal(reading.done, rows->done);
	}
	if (hln_name_reading_next(&reading)) {
		printf("%s: one more reading: %s\n", name, reading.name);
		fail();
	}
	assert_false(hln_name_reading_next(&reading));
}

static void check_all(const struct readings *all, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_readings(&all[i]);
}

static void what_a_name_may_mean(void **state)
{
	static const struct readings all[] = {
		{ "a.txt", HLN_NAME_PLAIN, { { 0, "a.txt" } } },
		{ "100%25", HLN_NAME_PLAIN, { { 0, "100%25" } } },
		{ "sub\\d.txt",
		  HLN_NAME_PLAIN,
		  { { 0, "sub\\d.txt" }, { BACKSLASH, "sub/d.txt" } } },
		{ ".\\sub\\d.txt\r",
		  HLN_NAME_PLAIN,
		  { { 0, ".\\sub\\d.txt\r" },
		    { BACKSLASH, "./sub/d.txt\r" },
		    { CR, ".\\sub\\d.txt" },
		    { BACKSLASH | CR, "./sub/d.txt" } } },
		{ "  a b\t",
		  HLN_NAME_PLAIN,
		  { { 0, "  a b\t" }, { BLANKS, "a b" } } },
		{ " a \r\r",
		  HLN_NAME_PLAIN,
		  { { 0, " a \r\r" },
		    { CR, " a " },
		    { BLANKS, "a \r\r" },
		    { CR | BLANKS, "a" } } },
		{ "caf\u00e9",
		  HLN_NAME_PLAIN,
		  { { 0, "caf\u00e9" }, { NFD, "cafe\u0301" } } },
		{ "cafe\u0301",
		  HLN_NAME_PLAIN,
		  { { 0, "cafe\u0301" }, { NFC, "caf\u00e9" } } },
		/* A mix of both forms; one form for both. */
		{ "\u00e9e\u0301",
		  HLN_NAME_PLAIN,
		  { { 0, "\u00e9e\u0301" },
		    { NFC, "\u00e9\u00e9" },
		    { NFD, "e\u0301e\u0301" } } },
		{ "\u2126",
		  HLN_NAME_PLAIN,
		  { { 0, "\u2126" }, { NFC, "\u03a9" } } },
		{ "s\\\u00fc",
		  HLN_NAME_PLAIN,
		  { { 0, "s\\\u00fc" },
		    { BACKSLASH, "s/\u00fc" },
		    { NFD, "s\\u\u0308" },
		    { BACKSLASH | NFD, "s/u\u0308" } } },
		/* Latin-1 has no form. */
		{ "\xfc ",
		  HLN_NAME_PLAIN,
		  { { 0, "\xfc " }, { BLANKS, "\xfc" } } },
	};

	(void)state;
	check_all(all, sizeof(all) / sizeof(all[0]));
}

static void percent_signs(void **state)
{
	static const struct readings all[] = {
		/* RFC 8493, 2.1.3. */
		{ "data/100%25.txt",
		  HLN_NAME_BAGIT,
		  { { 0, "data/100%.txt" }, { PERCENT, "data/100%25.txt" } } },
		{ "data/Icon%0D",
		  HLN_NAME_BAGIT,
		  { { 0, "data/Icon\r" }, { PERCENT, "data/Icon%0D" } } },
		{ "data/a%0a%20",
		  HLN_NAME_BAGIT,
		  { { 0, "data/a\n%20" },
		    { PERCENT, "data/a%0a%20" },
		    { PERCENT, "data/a\n " } } },
		{ "data/a%20b",
		  HLN_NAME_BAGIT,
		  { { 0, "data/a%20b" }, { PERCENT, "data/a b" } } },
		{ "a%20b%zz%2",
		  HLN_NAME_LINK,
		  { { 0, "a b%zz%2" }, { PERCENT, "a%20b%zz%2" } } },
		/* Once only. */
		{ "%2541",
		  HLN_NAME_LINK,
		  { { 0, "%41" }, { PERCENT, "%2541" } } },
		/* A separator stays inside its component. */
		{ "a%2Fb", HLN_NAME_LINK, { { PERCENT, "a%2Fb" } } },
		{ "a%5cb\\c",
		  HLN_NAME_LINK,
		  { { 0, "a\\b\\c" },
		    { PERCENT, "a%5cb\\c" },
		    { BACKSLASH, "a\\b/c" },
		    { BACKSLASH | PERCENT, "a%5cb/c" } } },
		{ "a\\b", HLN_NAME_DECODED, { { 0, "a\\b" } } },
		/* Encoded blanks belong to the name. */
		{ " a%20",
		  HLN_NAME_LINK,
		  { { 0, " a " },
		    { PERCENT, " a%20" },
		    { BLANKS, "a " },
		    { BLANKS | PERCENT, "a%20" } } },
		{ "e%CC%81",
		  HLN_NAME_LINK,
		  { { 0, "e\u0301" },
		    { PERCENT, "e%CC%81" },
		    { NFC, "\u00e9" } } },
		{ "a%00b", HLN_NAME_LINK, { { PERCENT, "a%00b" } } },
		{ "%2e%2E/a", HLN_NAME_LINK, { { PERCENT, "%2e%2E/a" } } },
		{ "%43:/a", HLN_NAME_LINK, { { PERCENT, "%43:/a" } } },
		{ "C:%5Ca", HLN_NAME_LINK, { { PERCENT, "C:%5Ca" } } },
		{ "%43:a",
		  HLN_NAME_LINK,
		  { { 0, "C:a" }, { PERCENT, "%43:a" } } },
		{ "c%3A%5Ca", HLN_NAME_LINK, { { PERCENT, "c%3A%5Ca" } } },
		{ "c%3Aa",
		  HLN_NAME_LINK,
		  { { 0, "c:a" }, { PERCENT, "c%3Aa" } } },
		{ "%5C%5Ch", HLN_NAME_LINK, { { PERCENT, "%5C%5Ch" } } },
	};

	(void)state;
	check_all(all, sizeof(all) / sizeof(all[0]));
}

static void what_is_refused(void **state)
{
	static const struct readings all[] = {
		{ "", HLN_NAME_PLAIN, { { 0, NULL } } },
		{ " \t", HLN_NAME_PLAIN, { { 0, " \t" } } },
		{ "..\\a", HLN_NAME_PLAIN, { { 0, "..\\a" } } },
		{ "a\\..", HLN_NAME_PLAIN, { { 0, "a\\.." } } },
		{ "../a\\..", HLN_NAME_PLAIN, { { 0, "../a\\.." } } },
		{ ".. ", HLN_NAME_PLAIN, { { 0, ".. " } } },
		{ "a/..\r", HLN_NAME_PLAIN, { { 0, "a/..\r" } } },
		{ " ..\\a",
		  HLN_NAME_PLAIN,
		  { { 0, " ..\\a" }, { BACKSLASH, " ../a" } } },
		{ "\\a", HLN_NAME_PLAIN, { { 0, "\\a" } } },
		{ " /a", HLN_NAME_PLAIN, { { 0, " /a" } } },
		{ " \\a",
		  HLN_NAME_PLAIN,
		  { { 0, " \\a" }, { BACKSLASH, " /a" } } },
		{ "\\\\host\\a", HLN_NAME_PLAIN, { { 0, "\\\\host\\a" } } },
		{ "/\\host", HLN_NAME_PLAIN, { { 0, "/\\host" } } },
		{ " C:/a", HLN_NAME_PLAIN, { { 0, " C:/a" } } },
		{ " C:\\a",
		  HLN_NAME_PLAIN,
		  { { 0, " C:\\a" }, { BACKSLASH, " C:/a" } } },
		{ " C:", HLN_NAME_PLAIN, { { 0, " C:" } } },
		{ " C:a",
		  HLN_NAME_PLAIN,
		  { { 0, " C:a" }, { BLANKS, "C:a" } } },
		/* What the name has already is not added. */
		{ "../a\\b",
		  HLN_NAME_PLAIN,
		  { { 0, "../a\\b" }, { BACKSLASH, "../a/b" } } },
		{ "/a\\b",
		  HLN_NAME_PLAIN,
		  { { 0, "/a\\b" }, { BACKSLASH, "/a/b" } } },
		{ "C:\\b",
		  HLN_NAME_PLAIN,
		  { { 0, "C:\\b" }, { BACKSLASH, "C:/b" } } },
		{ "...\\..a",
		  HLN_NAME_PLAIN,
		  { { 0, "...\\..a" }, { BACKSLASH, ".../..a" } } },
	};

	(void)state;
	check_all(all, sizeof(all) / sizeof(all[0]));
}

/* The buffer ends at a guard page; too small a one loses readings only. */
static void buffers(void **state)
{
	static const char name[] = "\u0390\\\u1e69 \r";
	struct guarded_memory memory = guarded_memory_make(ROOM);
	size_t bytes = sizeof(name) - 1, most = 0;

	(void)state;
	for (size_t room = 0; room <= hln_name_reading_room(bytes); room++) {
		struct hln_name_reading reading;
		char *buffer = (char *)memory.end - room;
		size_t count = 0;

		hln_name_reading_begin(&reading, name, bytes, HLN_NAME_PLAIN,
				       buffer, room);
		while (hln_name_reading_next(&reading)) {
			assert_ptr_equal(reading.name, buffer);
			assert_true(reading.bytes < room);
			assert_int_equal(reading.name[reading.bytes], 0);
			count++;
		}
		assert_true(count >= most);
		most = count;
		assert_true(room > bytes || count < 12);
	}
	/* With CR, without it, or without the blank as well. */
	assert_int_equal(most, 3 * 2 * 2);
	guarded_memory_free(&memory);
}

/* ---- Properties of random names ---- */

static size_t random_name(char *out, struct random_source *random)
{
	static const char *const pieces[] = {
		"a",   "b",    "C",      "/",       "\\",   ".",    "..",
		"../", "..\\", " ",      "\t",      "\r",   ":",    "C:",
		"%",   "%2F",  "%2e",    "%5C",     "%00",  "%0D",  "%25",
		"%20", "%3a",  "\u00e9", "e\u0301", "\xe9", "\xff", "\xcc\x81",
		"//",  "\\\\", "\u2126", "\u0390",  "%CC",
	};
	size_t count = 1 + random_below(random, 10), bytes = 0;

	while (count--) {
		const char *piece = pieces[random_below(
			random, sizeof(pieces) / sizeof(pieces[0]))];

		memcpy(out + bytes, piece, strlen(piece));
		bytes += strlen(piece);
	}
	out[bytes] = 0;
	return bytes;
}

/* Components that are "..", with each of these characters as a separator. */
static size_t parents(const char *name, const char *separators)
{
	size_t count = 0, length;

	for (;; name += length + 1) {
		length = strcspn(name, separators);
		if (length == 2 && !memcmp(name, "..", 2))
			count++;
		if (!name[length])
			return count;
	}
}

static void check_safe(const char *reading, size_t bytes, const char *name)
{
	assert_int_equal(strlen(reading), bytes);
	assert_true(bytes > 0);
	assert_true(parents(reading, "/") <= parents(name, "/"));
	assert_true(parents(reading, "/\\") <= parents(name, "/\\"));
	for (size_t i = 1; i <= 2; i++) {
		assert_true(strspn(reading, "/") < i ||
			    strspn(name, "/") >= i);
		assert_true(strspn(reading, "/\\") < i ||
			    strspn(name, "/\\") >= i);
	}
	if (reading[1] == ':' && strchr("abC", reading[0]) &&
	    strchr("/\\", reading[2]))
		assert_true(strchr("abC", name[0]) && name[1] == ':');
}

static size_t count_of(const char *text, char c)
{
	size_t count = 0;

	for (; *text; text++)
		count += *text == c;
	return count;
}

/* What a reading says was done to it. */
static void check_done(const struct hln_name_reading *reading,
		       const char *name, enum hln_name_encoding percent)
{
	const char *text = reading->name;
	char last = text[reading->bytes - 1], form[ROOM];
	uint32_t done = reading->done;
	size_t bytes = 0;

	if (!done && percent <= HLN_NAME_DECODED)
		assert_string_equal(text, name);
	assert_true(percent > HLN_NAME_DECODED || !(done & PERCENT));
	assert_true(percent != HLN_NAME_DECODED || !(done & BACKSLASH));
	if (percent != HLN_NAME_LINK) {
		assert_true(!(done & BACKSLASH) || percent ||
			    !strchr(text, '\\'));
		assert_true(!(done & CR) || percent || last != '\r');
		assert_true(!(done & BLANKS) || percent ||
			    !(strchr(" \t", text[0]) || strchr(" \t", last)));
	}
	/* No separator was decoded. */
	assert_int_equal(count_of(text, '/'),
			 count_of(name, '/') + (done & BACKSLASH ?
							count_of(name, '\\') :
							0));
	if (done & NFD)
		assert_true(hln_unicode_decomposed(text, reading->bytes));
	if (done & NFC) {
		assert_status(hln_unicode_compose(form, &bytes, ROOM, text,
						  reading->bytes),
			      HASHLANE_OK);
		assert_int_equal(bytes, reading->bytes);
		assert_memory_equal(form, text, bytes);
	}
	assert_true(strlen(text) <= HLN_UNICODE_GROWTH * strlen(name));
}

static void random_names(void **state)
{
	static char seen[READINGS_MAX][ROOM];
	struct random_source random = random_from_environment("names");
	size_t total = 0;

	(void)state;
	for (int i = 0; i < 50000; i++) {
		struct hln_name_reading reading;
		enum hln_name_encoding percent = (enum hln_name_encoding)
			random_below(&random, HLN_NAME_LINK + 1);
		char name[ROOM], buffer[ROOM];
		size_t count = 0, bytes = random_name(name, &random);
		bool slashes = percent <= HLN_NAME_DECODED;

		hln_name_reading_begin(&reading, name, bytes, percent, buffer,
				       sizeof(buffer));
		while (hln_name_reading_next(&reading)) {
			check_safe(reading.name, reading.bytes, name);
			check_done(&reading, name, percent);
			assert_true(count < READINGS_MAX);
			for (size_t k = 0; k < count; k++)
				assert_string_not_equal(seen[k], reading.name);
			strcpy(seen[count++], reading.name);
		}
		/* The exact name is always there. */
		assert_true(count > 0);
		assert_true(!slashes || !strcmp(seen[0], name));
		total += count;
	}
	printf("%zu readings\n", total);
	assert_true(total > 100000);
}

static bool same_but_case(const char *a, const char *b)
{
	bool same = hln_name_reading_same_but_case(a, strlen(a), b, strlen(b));

	assert_int_equal(same, hln_name_reading_same_but_case(b, strlen(b), a,
							      strlen(a)));
	return same;
}

static void names_in_another_case(void **state)
{
	(void)state;
	assert_true(same_but_case("readme.txt", "README.TXT"));
	assert_true(same_but_case("\u00dcber", "u\u0308BER"));
	assert_false(same_but_case("a", "a"));
	assert_false(same_but_case("\u00fc", "u\u0308"));
	assert_false(same_but_case("a", "b"));
	assert_false(same_but_case("stra\u00dfe", "STRASSE"));
	assert_false(same_but_case("a", "aa"));
	/* Not UTF-8: the letters of ASCII. */
	assert_true(same_but_case("\xfc.TXT", "\xfc.txt"));
	assert_false(same_but_case("\xfc", "\xfc"));
	assert_false(same_but_case("\xfc", "\xdc"));
	assert_false(same_but_case("\xfcX", "\xfcxy"));
	assert_false(same_but_case("\xfc@", "\xfc`"));
	assert_false(same_but_case("\xfc[", "\xfc{"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_name_may_mean),
		cmocka_unit_test(percent_signs),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(buffers),
		cmocka_unit_test(random_names),
		cmocka_unit_test(names_in_another_case),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
