/* SPDX-License-Identifier: MIT */
/*
 * test_unicode_names.c - normal forms by the examples of the Unicode Standard,
 * room that ends early, and comparisons. check_unicode.py compares every
 * character and random texts with Python and Perl.
 */
#include "../../src/list/unicode.h"
#include "../support/check.h"
#include "../support/guard_pages.h"
#include "../support/random_source.h"

#include <stdio.h>
#include <string.h>

enum { ROOM = 256 };

typedef int32_t form_fn(char *out, size_t *out_bytes, size_t room,
			const char *text, size_t bytes);

static void check_form(form_fn *form, const char *text, const char *wanted)
{
	char out[ROOM];
	size_t bytes = 0;

	assert_status(form(out, &bytes, sizeof(out), text, strlen(text)),
		      HASHLANE_OK);
	assert_true(same_bytes(text, (const uint8_t *)out, bytes,
			       (const uint8_t *)wanted, strlen(wanted)));
}

/* Figures 3 to 5 and table 1 of Unicode Standard Annex 15; section 3.12. */
static void examples_of_the_standard(void **state)
{
	static const char *const rows[][3] = {
		/* text, NFD, NFC */
		{ "\u212b", "A\u030a", "\u00c5" },
		{ "\u2126", "\u03a9", "\u03a9" },
		{ "\u00c5", "A\u030a", "\u00c5" },
		{ "\u00f4", "o\u0302", "\u00f4" },
		{ "\u1e69", "s\u0323\u0307", "\u1e69" },
		{ "\u1e0b\u0323", "d\u0323\u0307", "\u1e0d\u0307" },
		{ "q\u0307\u0323", "q\u0323\u0307", "q\u0323\u0307" },
		{ "\ufb01", "\ufb01", "\ufb01" },
		{ "2\u2075", "2\u2075", "2\u2075" },
		{ "\u1e9b\u0323", "\u017f\u0323\u0307", "\u1e9b\u0323" },
		{ "\ud4db", "\u1111\u1171\u11b6", "\ud4db" },
		{ "\u1111\u1171", "\u1111\u1171", "\ud4cc" },
		{ "\ud4cc\u11b6", "\u1111\u1171\u11b6", "\ud4db" },
		{ "\ud4cc\u11a7", "\u1111\u1171\u11a7", "\ud4cc\u11a7" },
		/* Excluded from composition, and four parts. */
		{ "\u0958", "\u0915\u093c", "\u0915\u093c" },
		{ "\u1f82", "\u03b1\u0313\u0300\u0345", "\u1f82" },
		/* A mark of the same class blocks the next; others do not. */
		{ "a\u0346\u0301", "a\u0346\u0301", "a\u0346\u0301" },
		{ "a\u0315\u0300\u0301", "a\u0300\u0301\u0315",
		  "\u00e0\u0301\u0315" },
		/* No starter in front. */
		{ "\u0301a\u0301", "\u0301a\u0301", "\u0301\u00e1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		check_form(hln_unicode_decompose, rows[i][0], rows[i][1]);
		check_form(hln_unicode_compose, rows[i][0], rows[i][2]);
		assert_int_equal(
			hln_unicode_decomposed(rows[i][0], strlen(rows[i][0])),
			!strcmp(rows[i][0], rows[i][1]));
		for (int k = 1; k < 3; k++)
			assert_true(hln_unicode_nfd_equal(
				rows[i][0], strlen(rows[i][0]), rows[i][k],
				strlen(rows[i][k])));
	}
}

/* CaseFolding.txt: C, S; F and T are not used. */
static void simple_folds(void **state)
{
	static const char *const rows[][2] = {
		{ "README.TXT", "readme.txt" },
		{ "\u00dc\u00c9", "u\u0308e\u0301" },
		{ "\u1e9e", "\u00df" }, /* S */
		{ "\u00df", "\u00df" }, /* F: ss */
		{ "\u03a3\u03c2", "\u03c3\u03c3" },
		{ "\u0130", "i\u0307" }, /* by its decomposition */
		{ "\u0131", "\u0131" },
		{ "\u1f88", "\u03b1\u0313\u03b9" },
		{ "\uab70\u13f8", "\u13a0\u13f0" },
		{ "\U00010400", "\U00010428" },
		{ "\u212a", "k" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		check_form(hln_unicode_fold_key, rows[i][0], rows[i][1]);
		assert_true(hln_unicode_fold_equal(
			rows[i][0], strlen(rows[i][0]), rows[i][1],
			strlen(rows[i][1])));
	}
}

/* Table 3-7: the borders of each row, and one beyond. */
static void what_is_well_formed(void **state)
{
	static const char *const right[] = {
		"",
		"\x7f",
		"\xc2\x80",
		"\xdf\xbf",
		"\xe0\xa0\x80",
		"\xed\x9f\xbf",
		"\xee\x80\x80",
		"\xef\xbf\xbf",
		"\xf0\x90\x80\x80",
		"\xf4\x8f\xbf\xbf",
	};
	static const char *const wrong[] = {
		"\x80",
		"\xbf",
		"\xc0\x80",
		"\xc1\xbf",
		"\xc2",
		"\xc2\x7f",
		"\xc2\xc0",
		"\xe0\x9f\xbf",
		"\xe0\xa0",
		"\xed\xa0\x80",
		"\xed\xbf\xbf",
		"\xf0\x8f\xbf\xbf",
		"\xf0\x90\x80",
		"\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80",
		"\xff",
	};
	char out[ROOM], text[16];
	size_t bytes;

	(void)state;
	for (size_t i = 0; i < sizeof(right) / sizeof(right[0]); i++)
		assert_true(hln_unicode_valid(right[i], strlen(right[i])));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		int length = snprintf(text, sizeof(text), "a%sz", wrong[i]);

		bytes = 99;
		assert_false(hln_unicode_valid(wrong[i], strlen(wrong[i])));
		assert_false(hln_unicode_valid(text, (size_t)length));
		assert_status(hln_unicode_decompose(out, &bytes, sizeof(out),
						    text, (size_t)length),
			      HASHLANE_UTF8);
		assert_status(hln_unicode_compose(out, &bytes, sizeof(out),
						  text, (size_t)length),
			      HASHLANE_UTF8);
		assert_status(hln_unicode_fold_key(out, &bytes, sizeof(out),
						   text, (size_t)length),
			      HASHLANE_UTF8);
		assert_int_equal(bytes, 99);
		assert_false(hln_unicode_decomposed(text, (size_t)length));
	}
	/* A NUL is a character. */
	assert_true(hln_unicode_valid("a\0b", 3));
	assert_status(
		hln_unicode_compose(out, &bytes, sizeof(out), "e\u0301\0b", 5),
		HASHLANE_OK);
	assert_int_equal(bytes, 4);
	assert_memory_equal(out, "\u00e9\0b", 4);
}

/* Text and output end at a guard page; each room below the need is refused. */
static void room_ends(void **state)
{
	static const char text[] = "\u0390\u0323o\u0302\u0323\ud4db\u1e69";
	struct guarded_memory in = guarded_memory_make(ROOM);
	struct guarded_memory out = guarded_memory_make(ROOM);
	form_fn *const forms[] = { hln_unicode_decompose, hln_unicode_compose,
				   hln_unicode_fold_key };
	size_t bytes = sizeof(text) - 1, need = 0, filled;
	char *given = (char *)in.end - bytes;

	(void)state;
	memcpy(given, text, bytes);
	assert_status(hln_unicode_decompose((char *)out.end - ROOM, &need,
					    ROOM, given, bytes),
		      HASHLANE_OK);
	assert_true(need > bytes && need <= HLN_UNICODE_GROWTH * bytes);
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		for (size_t room = 0; room <= need; room++) {
			filled = 99;
			assert_status(forms[i]((char *)out.end - room, &filled,
					       room, given, bytes),
				      room < need ? HASHLANE_BUFFER :
						    HASHLANE_OK);
			assert_true(room < need ? filled == 99 :
						  filled <= need);
		}
	guarded_memory_free(&in);
	guarded_memory_free(&out);
}

static bool equal_forms(const char *a, const char *b)
{
	bool same = hln_unicode_nfd_equal(a, strlen(a), b, strlen(b));

	assert_int_equal(same,
			 hln_unicode_nfd_equal(b, strlen(b), a, strlen(a)));
	return same;
}

static bool equal_folds(const char *a, const char *b)
{
	bool same = hln_unicode_fold_equal(a, strlen(a), b, strlen(b));

	assert_int_equal(same,
			 hln_unicode_fold_equal(b, strlen(b), a, strlen(a)));
	return same;
}

static void comparisons(void **state)
{
	(void)state;
	/* A mix of forms. */
	assert_true(equal_forms("\u00e9-e\u0301", "e\u0301-\u00e9"));
	assert_false(equal_forms("\u00e9", "e"));
	assert_false(equal_forms("\u00e9", "e\u0301\u0301"));
	assert_false(equal_forms("\u00e9", "\u00c9"));
	assert_false(equal_forms("", "a"));
	assert_true(equal_forms("", ""));
	assert_true(equal_folds("\u00c9.TXT", "e\u0301.txt"));
	assert_false(equal_folds("\u00c9.TXT", "e.txt"));
	assert_false(equal_folds("a", "ab"));
	/* What is not well-formed equals itself alone. */
	assert_true(equal_forms("\xe9", "\xe9"));
	assert_true(equal_folds("\xe9", "\xe9"));
	assert_false(equal_forms("\xe9", "\xe8"));
	assert_false(equal_folds("A\xe9", "a\xe9"));
	assert_false(equal_folds("a", "a\xe9"));
}

/* A run of marks as long as the text takes about as long as any other text. */
static void long_runs(void **state)
{
	enum { BYTES = 1 << 20 };
	static char text[BYTES], form[BYTES], again[BYTES];
	struct random_source random = random_from_environment("runs");
	/* Of the classes 230, 220, 202, 1, 240 and 216. */
	static const char *const marks[] = { "\u0301", "\u0323", "\u0327",
					     "\u0338", "\u0345", "\u031b" };
	size_t bytes = 0;

	(void)state;
	text[0] = text[1] = 'o';
	for (size_t at = 2; at < BYTES; at += 2)
		memcpy(text + at, marks[random_below(&random, 6)], 2);
	assert_status(hln_unicode_decompose(form, &bytes, BYTES, text, BYTES),
		      HASHLANE_OK);
	assert_int_equal(bytes, BYTES);
	assert_true(hln_unicode_nfd_equal(text, BYTES, form, BYTES));
	assert_true(hln_unicode_decomposed(form, BYTES));
	assert_false(hln_unicode_decomposed(text, BYTES));
	assert_status(hln_unicode_compose(again, &bytes, BYTES, text, BYTES),
		      HASHLANE_OK);
	assert_true(bytes < BYTES);
	assert_true(hln_unicode_nfd_equal(again, bytes, text, BYTES));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(examples_of_the_standard),
		cmocka_unit_test(simple_folds),
		cmocka_unit_test(what_is_well_formed),
		cmocka_unit_test(room_ends),
		cmocka_unit_test(comparisons),
		cmocka_unit_test(long_runs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
