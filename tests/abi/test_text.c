/* SPDX-License-Identifier: MIT */
/*
 * test_text.c - specs and digests as text: round trips in every form, what
 * is accepted, what is refused, buffers of every capacity.
 */
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/random_source.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static int32_t parse(struct hashlane_algorithm_spec *spec, const char *text)
{
	return hashlane_algorithm_parse(spec, text, strlen(text), NULL);
}

static void names_are_found_in_any_spelling(void **state)
{
	static const struct {
		const char *text;
		int32_t id;
		uint64_t param;
	} rows[] = {
		{ "md5", HASHLANE_HASH_MD5, 0 },
		{ "MD5", HASHLANE_HASH_MD5, 0 },
		{ "SHA-256", HASHLANE_HASH_SHA256, 0 },
		{ "sha_1", HASHLANE_HASH_SHA1, 0 },
		{ "sha3_256", HASHLANE_HASH_SHA3_256, 0 },
		{ "SHA3-512", HASHLANE_HASH_SHA3_512, 0 },
		{ "SHA512-256", HASHLANE_HASH_SHA512_256, 0 },
		{ "Bt2_Pieces_Root", HASHLANE_HASH_BT2_PIECES_ROOT, 0 },
		{ "s3-etag", HASHLANE_HASH_S3_ETAG, 0 },
		{ "s3etag:part=8MiB", HASHLANE_HASH_S3_ETAG, 0 },
		{ "s3-etag:part=8388608", HASHLANE_HASH_S3_ETAG, 0 },
		{ "s3-etag:part=5MiB", HASHLANE_HASH_S3_ETAG, 5242880 },
		{ "s3-etag:part=16MB", HASHLANE_HASH_S3_ETAG, 16000000 },
		{ "s3-etag:part=64kB", HASHLANE_HASH_S3_ETAG, 64000 },
		{ "s3-etag:part=1KiB", HASHLANE_HASH_S3_ETAG, 1024 },
		{ "s3-etag:part=5GiB", HASHLANE_HASH_S3_ETAG,
		  5 * ((uint64_t)1 << 30) },
		{ "s3-etag:part=1GB", HASHLANE_HASH_S3_ETAG, 1000000000 },
		{ "s3-etag:part=0005242880", HASHLANE_HASH_S3_ETAG, 5242880 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct hashlane_algorithm_spec spec = { -1, 99, 99 };

		if (parse(&spec, rows[i].text))
			fail_msg("%s is not found", rows[i].text);
		assert_int_equal(spec.id, rows[i].id);
		assert_int_equal(spec.flags, 0);
		assert_int_equal(spec.param, rows[i].param);
	}
}

static void wrong_names_are_refused(void **state)
{
	static const char *const rows[] = {
		"",
		" ",
		"-",
		"--",
		"_",
		":",
		"=",
		"md",
		"md55",
		" md5",
		"md5 ",
		"md5,sha1",
		"md5:",
		"md5:part=8MiB",
		"unknown",
		"s3-etag:",
		"s3-etag:part",
		"s3-etag:part=",
		"s3-etag:=8MiB",
		"s3-etag:parts=8MiB",
		"s3-etag:part=8MiBs",
		"s3-etag:part=8 MiB",
		"s3-etag:part= 8MiB",
		"s3-etag:part=-8",
		"s3-etag:part=+8000",
		"s3-etag:part=1e6",
		"s3-etag:part=0x1000",
		"s3-etag:part=0",
		"s3-etag:part=1023",
		"s3-etag:part=5368709121",
		"s3-etag:part=6GiB",
		"s3-etag:part=18446744073709551616",
		"s3-etag:part=99999999999999999999999999999999999999",
		"s3-etag:part=17179869184GiB",
		"s3-etag:part=8MiB:part=8MiB",
		"s3-etag:part=8MiB,md5",
		"sha256:8MiB",
		"m\303\244d5",
		"\xff\xfe",
	};
	struct hashlane_algorithm_spec spec;
	char long_name[5000];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		mark_untouched(&spec, sizeof(spec));
		if (parse(&spec, rows[i]) != HASHLANE_ALGORITHM)
			fail_msg("'%s' is not refused", rows[i]);
		assert_true(is_untouched(&spec, sizeof(spec)));
	}
	memset(long_name, 'a', sizeof(long_name));
	assert_status(hashlane_algorithm_parse(&spec, long_name,
					       sizeof(long_name), NULL),
		      HASHLANE_ALGORITHM);
	/* A NUL is a character like any other. */
	assert_status(hashlane_algorithm_parse(&spec, "md5", 4, NULL),
		      HASHLANE_ALGORITHM);
	/* The text ends where its length says. */
	assert_status(hashlane_algorithm_parse(&spec, "md5garbage", 3, NULL),
		      HASHLANE_OK);
}

/* The message of a failed look-up. */
static const char *message_of(struct hashlane_error *error, const char *text,
			      size_t bytes)
{
	struct hashlane_algorithm_spec spec;

	memset(error, 0, sizeof(*error));
	error->struct_size = sizeof(*error);
	assert_status(hashlane_algorithm_parse(&spec, text, bytes, error),
		      HASHLANE_ALGORITHM);
	assert_int_equal(error->status, HASHLANE_ALGORITHM);
	assert_int_equal(error->os_error, 0);
	assert_non_null(memchr(error->message, 0, sizeof(error->message)));
	assert_true(error->message[0] != 0);
	return error->message;
}

static void near_names_are_listed(void **state)
{
	static const struct {
		const char *text;
		const char *near;
	} rows[] = {
		{ "sha265", "sha256" },
		{ "sha25", "sha256" },
		{ "md6", "md5" },
		{ "mdfive", NULL },
		{ "blake", "blake3" },
		{ "crc", "crc32" },
		{ "ed2", "ed2k" },
		{ "tthh", "tth" },
		{ "xxh128", NULL },
		{ "git-blop", "git-blob" },
		{ "s3-etags:part=8MiB", "s3-etag" },
		{ "completely-else", NULL },
	};
	struct hashlane_error error;
	struct hashlane_algorithm_spec spec;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *message;

		if (!parse(&spec, rows[i].text))
			continue;
		message = message_of(&error, rows[i].text,
				     strlen(rows[i].text));
		if (rows[i].near && !strstr(message, rows[i].near))
			fail_msg("'%s' does not name %s", message,
				 rows[i].near);
		if (!rows[i].near)
			assert_null(strstr(message, "did you mean"));
	}
	/* The parameter is what is wrong, and its place is told. */
	message_of(&error, "s3-etag:part=7", 14);
	assert_int_equal(error.offset, 13);
	message_of(&error, "s3-etag:size=7", 14);
	assert_int_equal(error.offset, 8);
	message_of(&error, "md5:part=7", 10);
	assert_int_equal(error.offset, 4);
}

static void messages_are_printable_and_cut(void **state)
{
	struct hashlane_error error;
	char junk[1000];

	(void)state;
	for (size_t bytes = 0; bytes <= sizeof(junk); bytes += 7) {
		const char *message;

		for (size_t i = 0; i < bytes; i++)
			junk[i] = (char)(unsigned char)(i * 37 + bytes);
		message = message_of(&error, junk, bytes);
		for (const char *c = message; *c; c++)
			assert_true(isprint((unsigned char)*c));
	}
}

/* Format at every capacity: BUFFER and untouched, or the whole text. */
static void check_spec_buffers(const struct hashlane_algorithm_spec *spec)
{
	char whole[64], text[64];
	size_t bytes = 99;

	assert_status(
		hashlane_algorithm_format(whole, sizeof(whole), &bytes, spec),
		HASHLANE_OK);
	assert_int_equal(bytes, strlen(whole));
	for (size_t capacity = 0; capacity <= bytes; capacity++) {
		size_t needed = 0;

		mark_untouched(text, sizeof(text));
		assert_status(hashlane_algorithm_format(capacity ? text : NULL,
							capacity, &needed,
							spec),
			      HASHLANE_BUFFER);
		assert_true(is_untouched(text, sizeof(text)));
		assert_int_equal(needed, bytes);
	}
	assert_status(hashlane_algorithm_format(text, bytes + 1, NULL, spec),
		      HASHLANE_OK);
	assert_string_equal(text, whole);
	assert_true(is_untouched(text + bytes + 1, sizeof(text) - bytes - 1));
}

static void specs_round_trip(void **state)
{
	struct random_source random = random_from_environment("test_text");
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	size_t count = algorithms_all(specs);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct hashlane_algorithm_spec again;

		check_spec_buffers(&specs[i]);
		assert_int_equal(parse(&again, algorithm_text(&specs[i])), 0);
		assert_memory_equal(&again, &specs[i], sizeof(again));
	}
	for (int i = 0; i < 5000; i++) {
		struct hashlane_algorithm_spec spec = spec_of("s3-etag"),
					       again;
		struct hashlane_algorithm_info info = algorithm_info(spec.id);

		spec.param = info.param_min +
			     random_below(&random,
					  info.param_max - info.param_min + 1);
		if (i % 2)
			spec.param = spec.param >> 10 << 10;
		if (spec.param < info.param_min)
			continue;
		assert_int_equal(parse(&again, algorithm_text(&spec)), 0);
		if (again.param == 0)
			again.param = info.param_default;
		assert_int_equal(again.param, spec.param);
	}
}

static void spec_text_is_the_shortest(void **state)
{
	const struct hashlane_algorithm_spec same = { HASHLANE_HASH_S3_ETAG, 0,
						      8388608 };
	const struct hashlane_algorithm_spec parts = { HASHLANE_HASH_S3_ETAG,
						       0, 16777216 };
	const struct hashlane_algorithm_spec odd = { HASHLANE_HASH_S3_ETAG, 0,
						     5000001 };

	(void)state;
	assert_string_equal(algorithm_text(&same), "s3-etag");
	assert_string_equal(algorithm_text(&parts), "s3-etag:part=16MiB");
	assert_string_equal(algorithm_text(&odd), "s3-etag:part=5000001");
}

/* A digest that the algorithm can have. */
static size_t random_digest(struct random_source *random, uint8_t *digest,
			    const struct hashlane_algorithm_spec *spec)
{
	size_t bytes = algorithm_info(spec->id).digest_bytes;

	random_fill(random, digest, bytes);
	/* A count of parts: 0 (none), or from 2. */
	if (spec->id == HASHLANE_HASH_S3_ETAG) {
		memset(digest + 16, 0, 8);
		if (random_below(random, 4)) {
			digest[23] = 2 + (uint8_t)random_below(random, 250);
			digest[20] = (uint8_t)random_below(random, 250);
		}
	}
	return bytes;
}

static void check_digest_buffers(const struct hashlane_algorithm_spec *spec,
				 int32_t form, const uint8_t *digest,
				 size_t digest_bytes, const char *whole)
{
	size_t bytes = strlen(whole);
	char text[HASHLANE_MAX_TEXT_BYTES];
	uint8_t again[HASHLANE_MAX_DIGEST_BYTES];

	for (size_t capacity = 0; capacity <= bytes; capacity += 3) {
		size_t needed = 0;

		mark_untouched(text, sizeof(text));
		assert_status(hashlane_digest_format(capacity ? text : NULL,
						     capacity, &needed, spec,
						     form, digest,
						     digest_bytes),
			      HASHLANE_BUFFER);
		assert_true(is_untouched(text, sizeof(text)));
		assert_int_equal(needed, bytes);
	}
	for (size_t capacity = 0; capacity < digest_bytes; capacity++) {
		size_t needed = 0;

		mark_untouched(again, sizeof(again));
		assert_status(hashlane_digest_parse(capacity ? again : NULL,
						    capacity, &needed, spec,
						    form, whole, bytes),
			      HASHLANE_BUFFER);
		assert_true(is_untouched(again, sizeof(again)));
		assert_int_equal(needed, digest_bytes);
	}
}

static void assert_parses(const struct hashlane_algorithm_spec *spec,
			  int32_t form, const char *text,
			  const uint8_t *digest, size_t digest_bytes)
{
	uint8_t again[HASHLANE_MAX_DIGEST_BYTES];
	size_t n = 99;

	if (hashlane_digest_parse(again, sizeof(again), &n, spec, form, text,
				  strlen(text)))
		fail_msg("%s, form %d: '%s' is refused", algorithm_text(spec),
			 (int)form, text);
	assert_true(same_bytes(text, again, n, digest, digest_bytes));
}

static void assert_refused(const struct hashlane_algorithm_spec *spec,
			   int32_t form, const char *text, size_t bytes)
{
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	size_t n = 99;

	mark_untouched(digest, sizeof(digest));
	if (hashlane_digest_parse(digest, sizeof(digest), &n, spec, form, text,
				  bytes) != HASHLANE_FORMAT)
		fail_msg("%s, form %d: '%s' is not refused",
			 algorithm_text(spec), (int)form, text);
	assert_true(is_untouched(digest, sizeof(digest)));
	assert_int_equal(n, 99);
}

static void swap_case(char *text)
{
	for (; *text; text++)
		*text = (char)(islower((unsigned char)*text) ?
				       toupper((unsigned char)*text) :
				       tolower((unsigned char)*text));
}

/* Text of one digest in one form, bent in every way that is wrong. */
static void check_wrong_text(const struct hashlane_algorithm_spec *spec,
			     int32_t form, const char *whole)
{
	char text[HASHLANE_MAX_TEXT_BYTES + 2];
	size_t bytes = strlen(whole);

	/* A single "=" may be left out. */
	if (whole[bytes - 1] != '=' || whole[bytes - 2] == '=')
		assert_refused(spec, form, whole, bytes - 1);
	assert_refused(spec, form, "", 0);
	snprintf(text, sizeof(text), "%s ", whole);
	assert_refused(spec, form, text, bytes + 1);
	snprintf(text, sizeof(text), " %s", whole);
	assert_refused(spec, form, text, bytes + 1);
	snprintf(text, sizeof(text), "%sa", whole);
	assert_refused(spec, form, text, bytes + 1);
	/* The NUL behind it is no part of it. */
	assert_refused(spec, form, whole, bytes + 1);
	for (size_t at = 0; at < bytes; at += 5) {
		static const char wrong[] = { '!', '\0', '\x80', '\xff',
					      '@', '`',  '\n' };

		for (size_t i = 0; i < sizeof(wrong); i++) {
			memcpy(text, whole, bytes + 1);
			text[at] = wrong[i];
			assert_refused(spec, form, text, bytes);
		}
	}
}

/* Forms with or without padding, in either case where that is no matter. */
static void check_lenient(const struct hashlane_algorithm_spec *spec,
			  int32_t form, const char *whole,
			  const uint8_t *digest, size_t digest_bytes)
{
	char text[HASHLANE_MAX_TEXT_BYTES];
	size_t bytes = strlen(whole);

	memcpy(text, whole, bytes + 1);
	if (form == HASHLANE_TEXT_BASE64) {
		while (bytes && text[bytes - 1] == '=')
			text[--bytes] = 0;
		assert_parses(spec, form, text, digest, digest_bytes);
		return;
	}
	swap_case(text);
	assert_parses(spec, form, text, digest, digest_bytes);
	if (form != HASHLANE_TEXT_BASE32)
		return;
	while (bytes % 8)
		text[bytes++] = '=';
	text[bytes] = 0;
	assert_parses(spec, form, text, digest, digest_bytes);
}

static void digests_round_trip_in_every_form(void **state)
{
	struct random_source random = random_from_environment("test_text");
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	size_t count = algorithms_all(specs);

	(void)state;
	for (size_t i = 0; i < count * 4; i++) {
		const struct hashlane_algorithm_spec *spec = &specs[i / 4];
		int32_t form = (int32_t)(i % 4);
		struct hashlane_algorithm_info info = algorithm_info(spec->id);
		bool canonical = form == HASHLANE_TEXT_CANONICAL;
		uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
		size_t bytes = random_digest(&random, digest, spec), n = 99;
		char text[HASHLANE_MAX_TEXT_BYTES];

		assert_status(hashlane_digest_format(text, sizeof(text), &n,
						     spec, form, digest,
						     bytes),
			      HASHLANE_OK);
		assert_int_equal(n, strlen(text));
		if (canonical)
			assert_true(n <= info.text_bytes);
		assert_parses(spec, form, text, digest, bytes);
		check_digest_buffers(spec, form, digest, bytes, text);
		if (!*info.text_prefix && spec->id != HASHLANE_HASH_S3_ETAG)
			check_wrong_text(spec, form, text);
		if (!canonical)
			check_lenient(spec, form, text, digest, bytes);
		if (canonical && *info.text_prefix)
			assert_parses(spec, form,
				      text + strlen(info.text_prefix), digest,
				      bytes);
	}
}

/* The text may be written over the digest, wherever in it that lies. */
static void text_over_its_digest(void **state)
{
	struct random_source random = random_from_environment("test_text");
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	size_t count = algorithms_all(specs);

	(void)state;
	for (size_t i = 0; i < count * 4; i++) {
		const struct hashlane_algorithm_spec *spec = &specs[i / 4];
		int32_t form = (int32_t)(i % 4);
		uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
		size_t bytes = random_digest(&random, digest, spec), n;
		char wanted[HASHLANE_MAX_TEXT_BYTES];

		assert_status(hashlane_digest_format(wanted, sizeof(wanted),
						     &n, spec, form, digest,
						     bytes),
			      HASHLANE_OK);
		for (size_t at = 0; at <= n + 1; at++) {
			char text[2 * HASHLANE_MAX_TEXT_BYTES];

			memcpy(text + at, digest, bytes);
			assert_status(hashlane_digest_format(
					      text, sizeof(text), NULL, spec,
					      form, (const uint8_t *)text + at,
					      bytes),
				      HASHLANE_OK);
			assert_string_equal(text, wanted);
		}
	}
}

/* Bits behind the last byte: one digest would have several texts. */
static void stray_bits_are_refused(void **state)
{
	const struct hashlane_algorithm_spec md5 = spec_of("md5");
	const struct hashlane_algorithm_spec tth = spec_of("tth");

	(void)state;
	/* 16 bytes are 26 characters of base32 with 2 bits to spare. */
	assert_refused(&md5, HASHLANE_TEXT_BASE32,
		       "AAAAAAAAAAAAAAAAAAAAAAAAAB", 26);
	assert_refused(&md5, HASHLANE_TEXT_BASE64,
		       "AAAAAAAAAAAAAAAAAAAAAB==", 24);
	assert_refused(&md5, HASHLANE_TEXT_BASE64,
		       "AAAAAAAAAAAAAAAAAAAAAA=", 23);
	assert_refused(&md5, HASHLANE_TEXT_BASE64,
		       "AAAAAAAAAAAAAAAAAAAAAA===", 25);
	assert_refused(&tth, HASHLANE_TEXT_CANONICAL,
		       "LWPNACQDBZRYXW3VHJVCJ64QBZNGHOHHHZWCLNR", 39);
	assert_refused(&tth, HASHLANE_TEXT_CANONICAL,
		       "1WPNACQDBZRYXW3VHJVCJ64QBZNGHOHHHZWCLNQ", 39);
}

static void prefixes_and_counts(void **state)
{
	static const char *const wrong[] = {
		"1b7e7e1eace11b19e7278799ea294024-",
		"1b7e7e1eace11b19e7278799ea294024-0",
		"1b7e7e1eace11b19e7278799ea294024-02",
		"1b7e7e1eace11b19e7278799ea294024--2",
		"1b7e7e1eace11b19e7278799ea294024-+2",
		"1b7e7e1eace11b19e7278799ea294024-2 ",
		"1b7e7e1eace11b19e7278799ea294024-2KiB",
		"1b7e7e1eace11b19e7278799ea294024-2a",
		"1b7e7e1eace11b19e7278799ea294024-18446744073709551616",
		"1b7e7e1eace11b19e7278799ea29402-2",
		"-2",
		"-",
	};
	const struct hashlane_algorithm_spec etag = spec_of("s3-etag");
	const struct hashlane_algorithm_spec oci = spec_of("oci");
	const struct hashlane_algorithm_spec swhid = spec_of("swhid");
	const char *hex = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
	char text[100];

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_refused(&etag, HASHLANE_TEXT_CANONICAL, wrong[i],
			       strlen(wrong[i]));
	snprintf(text, sizeof(text), "swh:1:rev:%s", hex);
	assert_refused(&swhid, HASHLANE_TEXT_CANONICAL, text, strlen(text));
	snprintf(text, sizeof(text), "swh:1:cnt:swh:1:cnt:%s", hex);
	assert_refused(&swhid, HASHLANE_TEXT_CANONICAL, text, strlen(text));
	assert_refused(&swhid, HASHLANE_TEXT_CANONICAL, "swh:1:cnt:", 10);
	/* Bare forms have no prefix. */
	snprintf(text, sizeof(text), "swh:1:cnt:%s", hex);
	assert_refused(&swhid, HASHLANE_TEXT_HEX, text, strlen(text));
	assert_refused(&oci, HASHLANE_TEXT_CANONICAL, "sha256:", 7);
	assert_refused(&oci, HASHLANE_TEXT_CANONICAL, "sha512:00", 9);
}

/* A digest that does not exist has no text. */
static void undefined_digest(void **state)
{
	const struct hashlane_algorithm_spec root = spec_of("bt2-pieces-root");
	char text[4] = "xyz";
	size_t n = 99;

	(void)state;
	for (int32_t form = 0; form <= HASHLANE_TEXT_BASE64; form++) {
		assert_status(hashlane_digest_format(text, sizeof(text), &n,
						     &root, form, NULL, 0),
			      HASHLANE_OK);
		assert_int_equal(n, 0);
		assert_string_equal(text, "");
	}
}

static int32_t parse_set(struct hashlane_algorithm_spec *specs, size_t *count,
			 const char *text, struct hashlane_error *error)
{
	return hashlane_algorithms_parse(specs, HASHLANE_MAX_ALGORITHMS, count,
					 text, strlen(text), error);
}

static void sets_of_algorithms(void **state)
{
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS], one;
	size_t count = 0;

	(void)state;
	assert_status(parse_set(specs, &count, "ed2k,crc32,md5", NULL),
		      HASHLANE_OK);
	assert_int_equal(count, 3);
	assert_int_equal(specs[0].id, HASHLANE_HASH_ED2K);
	assert_int_equal(specs[1].id, HASHLANE_HASH_CRC32);
	assert_int_equal(specs[2].id, HASHLANE_HASH_MD5);
	/* Blanks, and what is there already. */
	assert_status(parse_set(specs, &count,
				" MD5 , s3-etag:part=5MiB,md5, s3-etag", NULL),
		      HASHLANE_OK);
	assert_int_equal(count, 3);
	assert_int_equal(specs[1].param, 5 << 20);
	assert_int_equal(specs[2].param, 0);
	assert_status(parse_set(specs, &count, "tth,all", NULL), HASHLANE_OK);
	assert_int_equal(count, hashlane_algorithm_get_count());
	assert_int_equal(specs[0].id, HASHLANE_HASH_TTH);
	assert_int_equal(specs[1].id, 1);
	/* Room for none, for one too few, for all. */
	count = 0;
	assert_status(hashlane_algorithms_parse(NULL, 0, &count, "md5,sha1", 8,
						NULL),
		      HASHLANE_BUFFER);
	assert_int_equal(count, 2);
	mark_untouched(&one, sizeof(one));
	assert_status(
		hashlane_algorithms_parse(&one, 1, NULL, "md5,sha1", 8, NULL),
		HASHLANE_BUFFER);
	assert_true(is_untouched(&one, sizeof(one)));
	assert_status(
		hashlane_algorithms_parse(&one, 1, NULL, "md5,sha1", 3, NULL),
		HASHLANE_OK);
	assert_int_equal(one.id, HASHLANE_HASH_MD5);
}

static void sets_that_are_wrong(void **state)
{
	static const struct {
		const char *text;
		uint64_t offset;
		const char *in_message;
	} wrong[] = {
		{ "", 0, "unknown algorithm ''" },
		{ ",", 0, "unknown algorithm ''" },
		{ "md5,", 4, "unknown algorithm ''" },
		{ "md5,,sha1", 4, "unknown algorithm ''" },
		{ "md5, shaa1", 5, "did you mean sha1" },
		{ "crc32,s3-etag:part=1", 19, "bad algorithm parameter '1'" },
		{ "md5;sha1", 0, "unknown algorithm 'md5;sha1'" },
		{ "md5,ALL", 4, "unknown algorithm 'ALL'" },
	};
	char many[2000] = "";
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	size_t count = 4242, used = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct hashlane_error error = { .struct_size = sizeof(error) };

		mark_untouched(specs, sizeof(specs));
		assert_status(parse_set(specs, &count, wrong[i].text, &error),
			      HASHLANE_ALGORITHM);
		assert_true(is_untouched(specs, sizeof(specs)));
		assert_int_equal(count, 4242);
		assert_int_equal(error.offset, wrong[i].offset);
		if (!strstr(error.message, wrong[i].in_message))
			fail_msg("'%s': %s", wrong[i].text, error.message);
	}
	for (int i = 0; i <= HASHLANE_MAX_ALGORITHMS; i++)
		used += (size_t)snprintf(many + used, sizeof(many) - used,
					 "%ss3-etag:part=%d", i ? "," : "",
					 2000 + i);
	assert_status(parse_set(specs, &count, many, NULL), HASHLANE_ARGUMENT);
}

static void sets_as_text_and_in_rows(void **state)
{
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	size_t count, bytes = 0, row = 0;
	size_t offsets[HASHLANE_MAX_ALGORITHMS + 1], wanted = 0;
	char text[2000];

	(void)state;
	assert_status(parse_set(specs, &count, "all,s3-etag:part=2000", NULL),
		      HASHLANE_OK);
	assert_status(
		hashlane_algorithms_format(NULL, 0, &bytes, specs, count),
		HASHLANE_BUFFER);
	assert_true(bytes > 200);
	assert_status(
		hashlane_algorithms_format(text, bytes, &bytes, specs, count),
		HASHLANE_BUFFER);
	assert_status(hashlane_algorithms_format(text, bytes + 1, &bytes,
						 specs, count),
		      HASHLANE_OK);
	assert_int_equal(strlen(text), bytes);
	assert_int_equal(strncmp(text, "crc32,crc32c,", 13), 0);
	assert_string_equal(text + bytes - 17, "s3-etag:part=2000");
	/* Digests one after the other, each of its size. */
	assert_status(hashlane_algorithms_get_layout(&row, offsets, count,
						     specs, count),
		      HASHLANE_BUFFER);
	assert_status(hashlane_algorithms_get_layout(&row, offsets, count + 1,
						     specs, count),
		      HASHLANE_OK);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(offsets[i], wanted);
		wanted += algorithm_info(specs[i].id).digest_bytes;
	}
	assert_int_equal(offsets[count], wanted);
	assert_int_equal(row, wanted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found_in_any_spelling),
		cmocka_unit_test(wrong_names_are_refused),
		cmocka_unit_test(near_names_are_listed),
		cmocka_unit_test(messages_are_printable_and_cut),
		cmocka_unit_test(specs_round_trip),
		cmocka_unit_test(spec_text_is_the_shortest),
		cmocka_unit_test(digests_round_trip_in_every_form),
		cmocka_unit_test(text_over_its_digest),
		cmocka_unit_test(stray_bits_are_refused),
		cmocka_unit_test(prefixes_and_counts),
		cmocka_unit_test(undefined_digest),
		cmocka_unit_test(sets_of_algorithms),
		cmocka_unit_test(sets_that_are_wrong),
		cmocka_unit_test(sets_as_text_and_in_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
