/* SPDX-License-Identifier: MIT */
/*
 * test_lists.c - lists of digests by the public calls. What a list says is
 * compared as text, one line an entry:
 *
 *   LINE FORMAT name=NAME [size=N] ALGORITHMS:DIGEST...
 *   LINE malformed: REASON
 */
#define _GNU_SOURCE
#include "../support/check.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MD5_A "0cc175b9c0f1b6a831c399e269772661"
#define MD5_B "92eb5ffee6ae2fec3ad71c777531578f"
#define SHA256_A \
	"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
#define SHA512_A                                                           \
	"1f40fc92da241694750979ee6cf582f2d5d7d28e18335de05abc54d0560e0f53" \
	"02860c652bf08d560252aa5e74210546f369fbbbce8c12cfc7957b2652fe9a75"

enum { OUT_BYTES = 1 << 16 };

static char out[OUT_BYTES];
static size_t out_bytes;

static __attribute__((format(printf, 1, 2))) void put(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	out_bytes += (size_t)vsnprintf(out + out_bytes, OUT_BYTES - out_bytes,
				       format, arguments);
	va_end(arguments);
	assert_true(out_bytes < OUT_BYTES);
}

/* Text with controls as \xNN. */
static void put_bytes(const char *text, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		if ((unsigned char)text[i] < 0x20)
			put("\\x%02x", (unsigned char)text[i]);
		else
			put("%c", text[i]);
}

static void put_claim(const struct hashlane_list_claim *claim)
{
	put(" ");
	for (size_t i = 0; i < claim->spec_count; i++) {
		char text[64];

		assert_int_equal(hashlane_algorithm_format(text, sizeof(text),
							   NULL,
							   &claim->specs[i]),
				 HASHLANE_OK);
		put("%s%s", i ? "," : "", text);
	}
	if (!claim->spec_count)
		put("?%.*s", (int)claim->tag_bytes, claim->tag);
	if (claim->spec_count && !claim->part_bytes) {
		struct hashlane_algorithm_info known = {
			.struct_size = sizeof(known),
		};

		assert_int_equal(hashlane_algorithm_get_info(
					 &known, claim->specs[0].id),
				 HASHLANE_OK);
		assert_int_equal(claim->digest_bytes, known.digest_bytes);
	}
	put(":");
	for (size_t i = 0; i < claim->digest_bytes; i++)
		put("%02x", claim->digest[i]);
	if (!claim->digest)
		put("'%.*s'", (int)claim->text_bytes, claim->text);
	if (claim->part_bytes)
		put("/%llu", (unsigned long long)claim->part_bytes);
}

static void put_entry(const struct hashlane_list_entry *entry)
{
	struct hashlane_format_info info = { .struct_size = sizeof(info) };
	const char *claims = (const char *)entry->claims;

	put("%llu ", (unsigned long long)entry->line);
	if (entry->status) {
		assert_int_equal(entry->status, HASHLANE_FORMAT);
		assert_null(entry->name);
		assert_int_equal(entry->claim_count, 0);
		put("malformed: %s\n", entry->reason);
		return;
	}
	assert_string_equal(entry->reason, "");
	if (hashlane_format_get_info(&info, entry->format))
		info.name = "json";
	put("%s name=", info.name);
	put_bytes(entry->name, entry->name_bytes);
	assert_int_equal(((const char *)entry->name)[entry->name_bytes], 0);
	assert_null(memchr(entry->name, 0, entry->name_bytes));
	if (entry->section)
		put(" section=%u", entry->section);
	if (entry->flags & HASHLANE_LIST_HAS_SIZE)
		put(" size=%llu", (unsigned long long)entry->size_bytes);
	for (size_t i = 0; i < entry->claim_count; i++)
		put_claim((const void *)(claims + i * entry->claim_bytes));
	put("\n");
}

static struct hashlane_list_options with(const char *name, uint32_t flags)
{
	return (struct hashlane_list_options){
		.struct_size = sizeof(struct hashlane_list_options),
		.name = name,
		.flags = flags,
	};
}

static hashlane_list open_memory(const void *text, size_t bytes,
				 const struct hashlane_list_options *options)
{
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = text,
		.data_bytes = bytes,
	};
	hashlane_list list = 0;

	assert_int_equal(hashlane_list_open(&list, &input, sizeof(input),
					    options, NULL),
			 HASHLANE_OK);
	return list;
}

/* Read a list to its end. */
static int32_t read_all(hashlane_list list, const char *text)
{
	struct hashlane_list_entry entry = { .struct_size = sizeof(entry) };
	uint64_t end = 0;
	int32_t status;

	out[out_bytes = 0] = 0;
	for (;;) {
		status = hashlane_list_next(&entry, list);
		if (status)
			return status;
		put_entry(&entry);
		/* The raw bytes are those at the offset. */
		assert_true(entry.raw_offset >= end);
		end = entry.raw_end;
		if (text && entry.raw_bytes)
			assert_memory_equal(entry.raw, text + entry.raw_offset,
					    entry.raw_bytes);
	}
}

static struct hashlane_list_info info;

static void expect_with(const void *text, size_t bytes,
			const struct hashlane_list_options *options,
			const char *expected)
{
	hashlane_list list = open_memory(text, bytes, options);

	assert_int_equal(read_all(list, text), HASHLANE_END);
	assert_string_equal(out, expected);
	info.struct_size = sizeof(info);
	assert_int_equal(hashlane_list_get_info(&info, list), HASHLANE_OK);
	assert_int_equal(hashlane_list_close(list), HASHLANE_OK);
}

/* Of a list of this name, or none: NULL. */
static void expect(const char *name, const char *text, const char *expected)
{
	struct hashlane_list_options options = with(name, 0);

	expect_with(text, strlen(text), &options, expected);
}

static void gnu_lines(void **state)
{
	(void)state;
	expect("a.md5",
	       MD5_A "  a\n" MD5_B " *b c\n"
		     "\\" MD5_A "  a\\nb\\\\c\\r\n"
		     "\n  " MD5_B "  ./x/../b \n",
	       "1 gnu name=a md5:" MD5_A "\n2 gnu name=b c md5:" MD5_B
	       "\n3 gnu name=a\\x0ab\\c\\x0d md5:" MD5_A
	       "\n5 gnu name=./x/../b  md5:" MD5_B "\n");
	assert_int_equal(info.format, HASHLANE_FORMAT_GNU);
	assert_int_equal(info.entries, 4);
	assert_int_equal(info.flags, 0);
	expect("a.md5", "\\" MD5_A "  a\\tb\n",
	       "1 malformed: an unknown escape in the name\n");
}

static void candidates(void **state)
{
	(void)state;
	expect(NULL, MD5_A "  a\n",
	       "1 gnu name=a md5,md4,ed2k,xxh3-128:" MD5_A "\n");
	assert_int_equal(info.flags, HASHLANE_LIST_GUESSED);
	expect(NULL, "e8b7be43  a\n", "1 gnu name=a crc32,crc32c:e8b7be43\n");
	expect(NULL, SHA256_A "  a\n",
	       "1 gnu name=a sha256,blake3,blake2s,sha3-256,sha512-256,"
	       "dropbox,fs-verity:" SHA256_A "\n");
	expect(NULL, SHA512_A " *a\n",
	       "1 gnu name=a sha512,blake2b,sha3-512:" SHA512_A "\n");
	/* 39 digits of base32 are those of TTH. */
	expect(NULL, "czquwh3iyxbf5l3bgyugzhassmxu647ip2ike4y  a\n",
	       "1 gnu name=a tth:"
	       "16614b1f68c5c25eaf6136286c9c12932f4f73e87e90a273\n");
	/* Nothing has ten digits. */
	expect(NULL, "0123456789  a\n",
	       "1 malformed: not a line of a list of digests\n");
}

/* The list's name narrows the candidates, if the length fits. */
static void names_of_lists(void **state)
{
	static const struct {
		const char *name, *algorithms;
	} of_64[] = {
		{ "SHA256SUMS", "sha256" },
		{ "dir.md5/b3sums.txt", "blake3" },
		{ "x.iso.sha256", "sha256" },
		{ "blake3.pdf.sha256", "sha256" },
		{ "SHASUMS256.txt", "sha256" },
		{ "x_1.0_sha256_checksums.txt", "sha256" },
		{ "sha3-256.txt", "sha3-256" },
		{ "CHECKSUM.sha3", "sha3-256" },
		{ "BLAKE2SUMS", "blake2s" },
		{ "SHASUMS", "sha256,sha512-256" },
		{ "x.md5", "sha256,blake3,blake2s,sha3-256,sha512-256,dropbox,"
			   "fs-verity" },
	};
	char expected[256];

	(void)state;
	for (size_t i = 0; i < sizeof(of_64) / sizeof(of_64[0]); i++) {
		snprintf(expected, sizeof(expected),
			 "1 gnu name=a %s:" SHA256_A "\n",
			 of_64[i].algorithms);
		expect(of_64[i].name, SHA256_A "  a\n", expected);
	}
	expect("BLAKE2SUMS", SHA512_A "  a\n",
	       "1 gnu name=a blake2b:" SHA512_A "\n");
	expect("SHA512SUMS", MD5_A "  a\n",
	       "1 gnu name=a md5,md4,ed2k,xxh3-128:" MD5_A "\n");
	expect("x.s3-etag", MD5_A "-2  a\n\"" MD5_B "-12\"  b\n",
	       "1 gnu name=a s3-etag:" MD5_A "0000000000000002\n"
	       "2 gnu name=b s3-etag:" MD5_B "000000000000000c\n");
}

/* Comments that name an algorithm begin a section. */
static void sections(void **state)
{
	(void)state;
	expect("stage3.DIGESTS",
	       "# BLAKE2B HASH\n" SHA512_A "  a\n"
	       "# SHA512 HASH\n" SHA512_A "  a\n"
	       "# WHIRLPOOL HASH\n" SHA512_A "  a\n",
	       "2 gnu name=a section=1 blake2b:" SHA512_A "\n"
	       "4 gnu name=a section=2 sha512:" SHA512_A "\n"
	       "6 gnu name=a section=3 ?WHIRLPOOL:" SHA512_A "\n");
	expect(NULL, "; MD5 checksums\n" MD5_A "  a\n",
	       "2 gnu name=a section=1 md5:" MD5_A "\n");
	/* A file's name and prose say nothing. */
	expect(NULL,
	       "# md4-1.0.tar: 12 bytes\n# was md4, is md5 now\n" MD5_A
	       "  a\n",
	       "3 gnu name=a md5,md4,ed2k,xxh3-128:" MD5_A "\n");
	/* An algorithm of another length does not apply. */
	expect(NULL, "# SHA256\n" MD5_A "  a\n",
	       "2 gnu name=a section=1 md5,md4,ed2k,xxh3-128:" MD5_A "\n");
}

static void given_algorithms(void **state)
{
	static const struct hashlane_algorithm_spec specs[] = {
		{ .id = HASHLANE_HASH_BLAKE3 },
		{ .id = HASHLANE_HASH_MD4 },
		{ .id = HASHLANE_HASH_MD5 },
		{ .id = HASHLANE_HASH_TTH },
	};
	struct hashlane_list_options options = with("x.md5", 0);
	static const char text[] = SHA256_A
		"  a\n" MD5_A "  a\n" SHA512_A "  a\n"
		"16614b1f68c5c25eaf6136286c9c12932f4f73e87e90a273  a\n"
		"SHA256 (a) = " SHA256_A "\n";

	(void)state;
	options.specs = specs;
	options.spec_count = 4;
	expect_with(text, strlen(text), &options,
		    "1 gnu name=a blake3:" SHA256_A "\n"
		    "2 gnu name=a md4,md5:" MD5_A "\n"
		    "3 malformed: no digest of an algorithm given\n"
		    "4 gnu name=a tth:"
		    "16614b1f68c5c25eaf6136286c9c12932f4f73e87e90a273\n"
		    "5 bsd name=a sha256:" SHA256_A "\n");
	options.spec_count = 2;
	expect_with(text, strlen(SHA256_A MD5_A) + 8, &options,
		    "1 gnu name=a blake3:" SHA256_A "\n"
		    "2 gnu name=a md4:" MD5_A "\n");
}

static void no_guess(void **state)
{
	struct hashlane_list_options options = with("SHA256SUMS",
						    HASHLANE_LIST_NO_GUESS);
	static const struct hashlane_algorithm_spec spec = {
		.id = HASHLANE_HASH_SHA256,
	};
	static const char text[] = SHA256_A "  a\nMD5 (a) = " MD5_A "\n";

	(void)state;
	expect_with(text, strlen(text), &options,
		    "1 malformed: only the length of the digest gives its "
		    "algorithm; give the algorithm\n"
		    "2 bsd name=a md5:" MD5_A "\n");
	options.specs = &spec;
	options.spec_count = 1;
	expect_with(text, strlen(text), &options,
		    "1 gnu name=a sha256:" SHA256_A "\n"
		    "2 bsd name=a md5:" MD5_A "\n");
}

static void bsd_lines(void **state)
{
	(void)state;
	expect(NULL,
	       "MD5 (a) = " MD5_A "\n"
	       "SHA2-256(a(b) = c)= " SHA256_A "\n"
	       "\\MD5 (a\\\\b\\n) = " MD5_A "\n"
	       "SHA256 (a)=" SHA256_A " \n"
	       "TTH (a) = czquwh3iyxbf5l3bgyugzhassmxu647ip2ike4y\n"
	       "MD5 (a) = DMF1ucDxtqgxw5niaXcmYQ==\n",
	       "1 bsd name=a md5:" MD5_A "\n"
	       "2 bsd name=a(b) = c sha256:" SHA256_A "\n"
	       "3 bsd name=a\\b\\x0a md5:" MD5_A "\n"
	       "4 bsd name=a sha256:" SHA256_A "\n"
	       "5 bsd name=a tth:"
	       "16614b1f68c5c25eaf6136286c9c12932f4f73e87e90a273\n"
	       "6 bsd name=a md5:" MD5_A "\n");
}

/* An unknown tag is an unknown algorithm, whatever its digest's length. */
static void unknown_tags(void **state)
{
	(void)state;
	expect(NULL,
	       "XXH32 (a) = 32d153ff\nXXH32 (b) = 8adcd3f6\n"
	       "HMAC-SHA256(a)= " SHA256_A "\nBLAKE2b-256 (a) = " SHA256_A
	       "\nRMD160 (a b) = xyz\n",
	       "1 bsd name=a ?XXH32:32d153ff\n2 bsd name=b ?XXH32:8adcd3f6\n"
	       "3 bsd name=a ?HMAC-SHA256:" SHA256_A
	       "\n4 bsd name=a ?BLAKE2b-256:" SHA256_A
	       "\n5 bsd name=a b ?RMD160:'xyz'\n");
	assert_int_equal(info.format, HASHLANE_FORMAT_BSD);
	/* It stays one among lines of md5sum. */
	expect(NULL, MD5_A "  a\nXXH32 (a) = 32d153ff\n",
	       "1 gnu name=a md5,md4,ed2k,xxh3-128:" MD5_A
	       "\n2 bsd name=a ?XXH32:32d153ff\n");
	/* A known one with a digest that is none of it is malformed. */
	expect(NULL, "MD5 (b) = " MD5_A "\nMD5 (a) = 12345678\n",
	       "1 bsd name=b md5:" MD5_A
	       "\n2 malformed: not a digest of md5\n");
}

/* In SFV, "#" begins a name, and names may look like anything. */
static void sfv_lines(void **state)
{
	(void)state;
	expect("album.sfv", "#1 song.mp3 2CBA70B5\n02 song.mp3 09607E6E\n",
	       "1 sfv name=#1 song.mp3 crc32:2cba70b5\n"
	       "2 sfv name=02 song.mp3 crc32:09607e6e\n");
	assert_int_equal(info.format, HASHLANE_FORMAT_SFV);
	expect(NULL, "#1 song.mp3 2CBA70B5\n",
	       "1 sfv name=#1 song.mp3 crc32:2cba70b5\n");
	expect("files.sfv",
	       "20240101 photo.jpg 13BF6894\ncafebabe 46EA081F\n" MD5_A
	       " FBDB2615\n" MD5_A "  x FBDB2615\nMD5 (a) = FBDB2615\n"
	       "CRC32 (a) = FBDB2615\nx,path,md5 FBDB2615\n",
	       "1 sfv name=20240101 photo.jpg crc32:13bf6894\n"
	       "2 sfv name=cafebabe crc32:46ea081f\n"
	       "3 sfv name=" MD5_A " crc32:fbdb2615\n"
	       "4 sfv name=" MD5_A "  x crc32:fbdb2615\n"
	       "5 sfv name=MD5 (a) = crc32:fbdb2615\n"
	       "6 sfv name=CRC32 (a) = crc32:fbdb2615\n"
	       "7 sfv name=x,path,md5 crc32:fbdb2615\n");
	/* Without an extension, a date and a short name are no digests. */
	expect(NULL, "20240101 photo.jpg 13BF6894\ncafebabe 46EA081F\n",
	       "1 sfv name=20240101 photo.jpg crc32:13bf6894\n"
	       "2 sfv name=cafebabe crc32:46ea081f\n");
	expect("list.txt", MD5_A " FBDB2615\n",
	       "1 gnu name=FBDB2615 md5,md4,ed2k,xxh3-128:" MD5_A "\n");
	expect(NULL, "[Group] 01 [13BF6894].mkv 13BF6894\n{a} 46EA081F\n",
	       "1 sfv name=[Group] 01 [13BF6894].mkv crc32:13bf6894\n"
	       "2 sfv name={a} crc32:46ea081f\n");
}

static void sfv_comments(void **state)
{
	(void)state;
	expect(NULL,
	       "; Generated by cksfv v1.3.15 on 2026-11-29 at 16:12.03\n"
	       ";\n;            3  16:12.03 2026-11-29 a 12345678\n"
	       "a 352441C2\n; more\n" MD5_A " 352441C2\n",
	       "4 sfv name=a crc32:352441c2\n"
	       "6 sfv name=" MD5_A " crc32:352441c2\n");
	/* A name that begins so is not skipped in silence. */
	expect("a.sfv", ";a 352441C2\nb 352441C2\n# 352441C2x\n",
	       "1 malformed: a comment that reads like the line of a file\n"
	       "2 sfv name=b crc32:352441c2\n"
	       "3 malformed: the list's format has no comments with '#'\n");
}

static void comments(void **state)
{
	(void)state;
	expect(NULL,
	       "# made 20240101\n#\n" MD5_A "  a\n#" MD5_B "  b\n"
	       "#MD5 (a) = " MD5_A "\n",
	       "3 gnu name=a md5,md4,ed2k,xxh3-128:" MD5_A "\n");
	/* The list has lines of SFV: the first may be one. */
	expect(NULL, "#1 song 20240101\n" MD5_A "  a\nb.mp3 12345678\n",
	       "1 sfv name=#1 song crc32:20240101\n"
	       "2 gnu name=a md5,md4,ed2k,xxh3-128:" MD5_A "\n"
	       "3 sfv name=b.mp3 crc32:12345678\n");
	expect(NULL, MD5_A "  a\n; no\n",
	       "1 gnu name=a md5,md4,ed2k,xxh3-128:" MD5_A "\n"
	       "2 malformed: the list's format has no comments with ';'\n");
	expect(NULL, "; head\n;\n" MD5_A "  a\n;no\n",
	       "3 gnu name=a md5,md4,ed2k,xxh3-128:" MD5_A "\n"
	       "4 malformed: the list's format has no comments with ';'\n");
	expect(NULL,
	       "ed2k://|file|a|3|" MD5_A "|/\n# no\n"
	       "ed2k://|file|b|3|" MD5_A "|/\n",
	       "1 ed2k name=a size=3 ed2k:" MD5_A "\n"
	       "2 malformed: the list's format has no comments with '#'\n"
	       "3 ed2k name=b size=3 ed2k:" MD5_A "\n");
}

/* The list decides before the line. */
static void headers(void **state)
{
	(void)state;
	expect(NULL, MD5_A "  good\n" MD5_B "  x,path,md5\n",
	       "1 gnu name=good md5,md4,ed2k,xxh3-128:" MD5_A "\n"
	       "2 gnu name=x,path,md5 md5,md4,ed2k,xxh3-128:" MD5_B "\n");
	expect(NULL, MD5_B "  x,path,md5\n",
	       "1 gnu name=x,path,md5 md5,md4,ed2k,xxh3-128:" MD5_B "\n");
	expect(NULL, "MD5 (a,path,md5) = " MD5_B "\na,path,md5 12345678\n",
	       "1 bsd name=a,path,md5 md5:" MD5_B "\n"
	       "2 sfv name=a,path,md5 crc32:12345678\n");
	expect(NULL, "path,md5\n\"a\nb\"\"\"," MD5_A "\r\n\"a," MD5_B "\n",
	       "2 csv name=a\\x0ab\" section=1 md5:" MD5_A "\n"
	       "4 malformed: a quote that has no end\n");
	expect(NULL,
	       "%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n## x\n"
	       "3," MD5_A ",a\n#1," MD5_A ",a\n",
	       "4 hashdeep name=a section=1 size=3 md5:" MD5_A "\n"
	       "5 malformed: the list's format has no comments with '#'\n");
	assert_int_equal(info.format, HASHLANE_FORMAT_HASHDEEP);
}

static void blanks(void **state)
{
	(void)state;
	/* BSD md5 -r: the name begins behind one blank. */
	expect("x.md5",
	       MD5_A " a\n" MD5_B "  b\n" MD5_B " *b\n" MD5_A " c\n" MD5_A
		     " d\n",
	       "1 gnu name=a md5:" MD5_A "\n2 gnu name= b md5:" MD5_B
	       "\n3 gnu name=*b md5:" MD5_B "\n4 gnu name=c md5:" MD5_A
	       "\n5 gnu name=d md5:" MD5_A "\n");
	expect("x.md5",
	       MD5_A "  a\n" MD5_B "    b\n" MD5_B " *b\n" MD5_A " c\n" MD5_A
		     "\td\n",
	       "1 gnu name=a md5:" MD5_A "\n2 gnu name=  b md5:" MD5_B
	       "\n3 gnu name=b md5:" MD5_B "\n4 gnu name=c md5:" MD5_A
	       "\n5 gnu name=d md5:" MD5_A "\n");
	expect("x.md5", MD5_A "\n",
	       "1 malformed: not a line of a list of "
	       "digests\n");
}

static void line_ends(void **state)
{
	(void)state;
	expect("x.md5", MD5_A "  a\r\n\r\n" MD5_B "  b\r\n" MD5_B "  c\n",
	       "1 gnu name=a md5:" MD5_A "\n3 gnu name=b md5:" MD5_B
	       "\n4 gnu name=c md5:" MD5_B "\n");
	assert_int_equal(info.flags, HASHLANE_LIST_CRLF);
	/* Where other lines have none, it belongs to the name. */
	expect("x.md5", MD5_A "  a\n" MD5_B "  b\r\n" MD5_B "  c",
	       "1 gnu name=a md5:" MD5_A "\n2 gnu name=b\\x0d md5:" MD5_B
	       "\n3 gnu name=c md5:" MD5_B "\n");
	expect(NULL,
	       "MD5 (a) = " MD5_A "\r\nMD5 (b) = " MD5_B "\n"
	       "MD5 (c) = " MD5_B "\nc 12345678\r\n",
	       "1 bsd name=a md5:" MD5_A "\n2 bsd name=b md5:" MD5_B
	       "\n3 bsd name=c md5:" MD5_B "\n4 sfv name=c crc32:12345678\n");
}

static void encodings(void **state)
{
	/* A surrogate pair, and a unit whose low byte is a newline. */
	static const char little[] = "\xff\xfe"
				     "e\0"
				     "8\0"
				     "b\0"
				     "7\0"
				     "b\0"
				     "e\0"
				     "4\0"
				     "3\0"
				     " \0"
				     " \0"
				     "\xac\x20"
				     "\x3d\xd8\x00\xde"
				     "\x0a\x0a"
				     "\r\0"
				     "\n\0"
				     "e\0"
				     "8\0"
				     "b\0"
				     "7\0"
				     "b\0"
				     "e\0"
				     "4\0"
				     "3\0"
				     " \0"
				     " \0"
				     "\x00\xd8";
	static const char big[] = "\xfe\xff"
				  "\0e"
				  "\0"
				  "8"
				  "\0b"
				  "\0"
				  "7"
				  "\0b"
				  "\0e"
				  "\0"
				  "4"
				  "\0"
				  "3"
				  "\0 "
				  "\0 "
				  "\x0a\x0a"
				  "\0\n";
	struct hashlane_list_options options = with("x.crc32", 0);

	(void)state;
	expect("x.md5", "\xef\xbb\xbf" MD5_A "  a\n",
	       "1 gnu name=a md5:" MD5_A "\n");
	assert_int_equal(info.flags, HASHLANE_LIST_MARKED);
	expect_with(little, sizeof(little) - 1, &options,
		    "1 gnu name=\xe2\x82\xac\xf0\x9f\x98\x80\xe0\xa8\x8a"
		    " crc32:e8b7be43\n"
		    "2 gnu name=\xed\xa0\x80 crc32:e8b7be43\n");
	assert_int_equal(info.encoding, 16);
	expect_with(big, sizeof(big) - 1, &options,
		    "1 gnu name=\xe0\xa8\x8a crc32:e8b7be43\n");
	assert_int_equal(info.flags, HASHLANE_LIST_MARKED);
}

/* The number of entries in front of a status that ends the list. */
static int32_t read_bytes(const void *text, size_t bytes, uint32_t flags)
{
	struct hashlane_list_options options = with(NULL, flags);
	hashlane_list list = open_memory(text, bytes, &options);
	int32_t status = read_all(list, text);

	assert_int_equal(hashlane_list_close(list), HASHLANE_OK);
	return status;
}

static void binary(void **state)
{
	static const char text[] = "MD5 (a) = " MD5_A "\nx\0y\n";
	static const char nul[] = MD5_A "  a\nb\\\0"
					"MD5 (c) = " MD5_B;

	(void)state;
	assert_int_equal(read_bytes("\x7f"
				    "ELF\0\n",
				    6, 0),
			 HASHLANE_FORMAT);
	assert_string_equal(out, "");
	assert_int_equal(read_bytes(text, sizeof(text) - 1, 0), HASHLANE_END);
	assert_string_equal(out, "1 bsd name=a md5:" MD5_A
				 "\n2 malformed: holds a NUL byte (lines may "
				 "end in one: see the options)\n");
	assert_int_equal(read_bytes(nul, sizeof(nul) - 1, HASHLANE_LIST_NUL),
			 HASHLANE_END);
	assert_string_equal(out,
			    "1 gnu name=a\\x0ab\\ md5,md4,ed2k,xxh3-128:" MD5_A
			    "\n2 bsd name=c md5:" MD5_B "\n");
	assert_int_equal(read_bytes("", 0, 0), HASHLANE_END);
	assert_int_equal(read_bytes("\n\r\n\n", 4, 0), HASHLANE_END);
	assert_string_equal(out, "");
}

#define SIGNED "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n"
#define SIGNATURE                                                        \
	"-----BEGIN PGP SIGNATURE-----\nVersion: x\n\niQIzBAEB\n=AbCd\n" \
	"-----END PGP SIGNATURE-----\n"

static void signed_lists(void **state)
{
	(void)state;
	expect("SHA256SUMS.asc",
	       SIGNED "# a: 3 bytes\n" SHA256_A "  a\n- -x\n" SIGNATURE,
	       "5 gnu name=a sha256:" SHA256_A
	       "\n6 malformed: not a line of a list of digests\n");
	assert_int_equal(info.flags, HASHLANE_LIST_SIGNED);
	assert_string_equal(info.unwritable, "it is signed");
	/* Text outside of the signature's body is no entry. */
	expect("x.sha256",
	       SHA256_A "  evil\n" SIGNED SHA256_A "  a\n" SIGNATURE
			"\n" SHA256_A "  evil\n" SIGNED SHA256_A
			"  b\n" SIGNATURE,
	       "1 malformed: outside of the signed text\n"
	       "5 gnu name=a sha256:" SHA256_A
	       "\n13 malformed: outside of the signed text\n"
	       "17 gnu name=b sha256:" SHA256_A "\n");
	/* A body that is cut off. */
	expect("x.sha256", SIGNED SHA256_A "  a\n",
	       "4 gnu name=a sha256:" SHA256_A
	       "\n4 malformed: the signed text has no end\n");
	expect("x.sha256",
	       SIGNED SHA256_A "  a\n-----BEGIN PGP SIGNATURE-----\n",
	       "4 gnu name=a sha256:" SHA256_A
	       "\n5 malformed: the signed text has no end\n");
	/* An escape of a line that begins with a dash; CR LF. */
	expect(NULL,
	       "-----BEGIN PGP SIGNED MESSAGE-----\r\n\r\n"
	       "- -a 12345678\r\n"
	       "-----BEGIN PGP SIGNATURE-----\r\n"
	       "\r\nAAAA\r\n-----END PGP SIGNATURE-----\r\n",
	       "3 sfv name=-a crc32:12345678\n");
	/* A signature of other text. */
	expect("x.sha256",
	       SHA256_A "  a\n"
			"-----BEGIN PGP SIGNATURE-----\n",
	       "1 gnu name=a sha256:" SHA256_A
	       "\n2 malformed: not a line of a list of digests\n");
	expect("SHA256.sig",
	       "untrusted comment: verify with openbsd-75-base.pub\n"
	       "RWRGj1pRpprAfn9RdEYvh6XW4Q8WNFUcJO6TS3gjxh3zzv0UzfvgdXlYb"
	       "jBZU2nEUOBqoTNRrsu6VJz6u3wyBxNIPuU2nR0yCgQ=\n"
	       "SHA256 (a) = " SHA256_A "\n",
	       "3 bsd name=a sha256:" SHA256_A "\n");
	assert_int_equal(info.flags, HASHLANE_LIST_SIGNED);
	expect(NULL, "untrusted comment: x\nMD5 (a) = " MD5_A "\n",
	       "1 malformed: not a line of a list of digests\n"
	       "2 bsd name=a md5:" MD5_A "\n");
}

/* A reader of a caller. */
static int32_t parse_json(void *context, struct hashlane_list_entry *entry,
			  const char *line, size_t bytes)
{
	static struct hashlane_list_claim claim;
	static const struct hashlane_algorithm_spec spec = {
		.id = HASHLANE_HASH_CRC32,
	};
	static const uint8_t digest[4] = { 1, 2, 3, 4 };

	++*(int *)context;
	assert_int_equal(strlen(line), bytes);
	if (!strcmp(line, "["))
		return HASHLANE_OK;
	if (!strcmp(line, "{bad"))
		return HASHLANE_FORMAT;
	if (strncmp(line, "{\"", 2) != 0)
		return HASHLANE_NOT_FOUND;
	claim = (struct hashlane_list_claim){
		.specs = &spec,
		.spec_count = 1,
		.digest = digest,
		.digest_bytes = 4,
	};
	entry->name = "json";
	entry->name_bytes = 4;
	entry->claims = &claim;
	entry->claim_count = 1;
	return HASHLANE_OK;
}

static void lines_of_json(void **state)
{
	struct hashlane_list_options options = with(NULL, 0);
	static const char text[] = "[\n{\"a\"}\n{bad\n{x} 12345678\n" MD5_A
				   "  a\n";
	int calls = 0;

	(void)state;
	options.parse = parse_json;
	options.parse_context = &calls;
	expect_with(text, strlen(text), &options,
		    "2 json name=json crc32:01020304\n"
		    "3 malformed: malformed JSON\n"
		    "4 sfv name={x} crc32:12345678\n"
		    "5 gnu name=a md5,md4,ed2k,xxh3-128:" MD5_A "\n");
	assert_int_equal(calls, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gnu_lines),
		cmocka_unit_test(candidates),
		cmocka_unit_test(names_of_lists),
		cmocka_unit_test(sections),
		cmocka_unit_test(given_algorithms),
		cmocka_unit_test(no_guess),
		cmocka_unit_test(bsd_lines),
		cmocka_unit_test(unknown_tags),
		cmocka_unit_test(sfv_lines),
		cmocka_unit_test(sfv_comments),
		cmocka_unit_test(comments),
		cmocka_unit_test(headers),
		cmocka_unit_test(blanks),
		cmocka_unit_test(line_ends),
		cmocka_unit_test(encodings),
		cmocka_unit_test(binary),
		cmocka_unit_test(signed_lists),
		cmocka_unit_test(lines_of_json),
	};

	return cmocka_run_group_tests_name("lists", tests, NULL, NULL);
}
