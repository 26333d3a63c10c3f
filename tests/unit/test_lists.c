/* SPDX-License-Identifier: MIT */
/*
 * test_lists.c - lists of digests by the public calls. What a list says is
 * compared as text, one line an entry:
 *
 *   LINE FORMAT name=NAME [size=N] [beside] ALGORITHMS:DIGEST...
 *   LINE malformed: REASON
 */
#define _GNU_SOURCE
#include "../../src/list/list_reader.h"
#include "../support/check.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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
	if (entry->flags & HASHLANE_LIST_BESIDE)
		put(" beside");
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
		{ "x_1.0_sha256_checksums.txt",
		  "sha256,blake3,blake2s,sha3-256,sha512-256,dropbox,"
		  "fs-verity" },
		/* What is listed may be called so: this is only a hint. */
		{ "sha3-256.txt", "sha3-256,sha256,blake3,blake2s,sha512-256,"
				  "dropbox,fs-verity" },
		{ "blake3-1.5.0.txt",
		  "blake3,sha256,blake2s,sha3-256,sha512-256,dropbox,"
		  "fs-verity" },
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
	expect(NULL, "; MD4 checksums\n" MD5_A "  a\n",
	       "2 gnu name=a section=1 md4,md5,ed2k,xxh3-128:" MD5_A "\n");
	expect(NULL, "# md4\n" MD5_A "  a\n",
	       "2 gnu name=a section=1 md4:" MD5_A "\n");
	/* A comment holds up to the next header. */
	expect(NULL,
	       "# md4\n" MD5_A "  a\n" MD5_A "  b\n"
	       "%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n" MD5_A "  c\n",
	       "2 gnu name=a section=1 md4:" MD5_A "\n"
	       "3 gnu name=b section=1 md4:" MD5_A "\n"
	       "6 gnu name=c section=2 md5,md4,ed2k,xxh3-128:" MD5_A "\n");
	/* A file's name and prose say nothing. */
	expect(NULL,
	       "# md4-1.0.tar: 12 bytes\n# was md4, is md5 now\n" MD5_A
	       "  a\n",
	       "3 gnu name=a md5,md4,ed2k,xxh3-128:" MD5_A "\n");
	expect(NULL,
	       "# not of the tool that has md4 as its default\n" MD5_A "  a\n",
	       "2 gnu name=a md5,md4,ed2k,xxh3-128:" MD5_A "\n");
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
	expect(NULL, "MD5 () = " MD5_A "\n",
	       "1 malformed: the name is empty\n");
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
	/* The extension, or the heading, decides against the vote. */
	expect("files.sfv", MD5_A " FBDB2615\n",
	       "1 sfv name=" MD5_A " crc32:fbdb2615\n");
	expect("FILES.SFV", MD5_A "  x FBDB2615\n",
	       "1 sfv name=" MD5_A "  x crc32:fbdb2615\n");
	expect(NULL, "; Generated by cksfv v1.3.15\n" MD5_A "  x FBDB2615\n",
	       "2 sfv name=" MD5_A "  x crc32:fbdb2615\n");
	/* Without an extension, a date and a short name are no digests. */
	expect(NULL, "20240101 photo.jpg 13BF6894\ncafebabe 46EA081F\n",
	       "1 sfv name=20240101 photo.jpg crc32:13bf6894\n"
	       "2 sfv name=cafebabe crc32:46ea081f\n");
	/* So is a name that is a digest, but not among lines of md5 -r. */
	expect("list.txt", MD5_A " FBDB2615\r\n",
	       "1 sfv name=" MD5_A " crc32:fbdb2615\n");
	expect("list.md5", MD5_A " a.txt\n" MD5_A " FBDB2615\n",
	       "1 gnu name=a.txt md5:" MD5_A "\n2 gnu name=FBDB2615 md5:" MD5_A
	       "\n");
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
	/* What may be a file's line is not passed over. */
	expect(NULL, MD5_A "  a\n#b 12345678\n# b 20240101\n# b 1234abcd\n",
	       "1 gnu name=a md5,md4,ed2k,xxh3-128:" MD5_A "\n"
	       "2 malformed: a comment that reads like the line of a file\n"
	       "4 malformed: a comment that reads like the line of a file\n");
	/* Two dates in comments weigh less than two digests. */
	expect(NULL, "# a 20240101\n# b 20240102\ne8b7be43  c\n",
	       "3 gnu name=c crc32,crc32c:e8b7be43\n");
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

/* A comment that holds a newline is several lines. */
static void comments_between_nuls(void **state)
{
	static const char text[] = "# sums\0# sums\n" MD5_A "  a\0" MD5_B
				   "  b\nc";
	struct hashlane_list_options options = with(NULL, HASHLANE_LIST_NUL);

	(void)state;
	expect_with(text, sizeof(text), &options,
		    "2 malformed: a comment that holds a newline\n"
		    "3 gnu name=b\\x0ac md5,md4,ed2k,xxh3-128:" MD5_B "\n");
}

/* Other words may be the line of a file. */
static void headers_of_pgp(void **state)
{
	(void)state;
	expect(NULL,
	       "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n"
	       "b: 12345678\n\n" MD5_A "  a\n"
	       "-----BEGIN PGP SIGNATURE-----\nVersion: x\nb: 12345678\n\n"
	       "iQ==\n-----END PGP SIGNATURE-----\n",
	       "3 malformed: not a header of a signed text\n"
	       "5 gnu name=a md5,md4,ed2k,xxh3-128:" MD5_A "\n"
	       "8 malformed: not a header of a signed text\n");
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
	       "5 malformed: a comment that reads like the line of a file\n");
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
	/* A digest and no name: the file beside the list, or none. */
	expect("x.md5", MD5_A "\n", "1 gnu name=x beside md5:" MD5_A "\n");
	expect("list", MD5_A "\n",
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
	/* A backslash before such a line is no mark of an escape. */
	assert_int_equal(
		read_bytes("\\" MD5_A "  a\\nb", 39, HASHLANE_LIST_NUL),
		HASHLANE_END);
	assert_string_equal(out,
			    "1 malformed: not a line of a list of digests\n");
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
	expect(NULL, "untrusted comment: x\nRW (a) = 12345678\n",
	       "1 malformed: not a line of a list of digests\n"
	       "2 bsd name=a ?RW:12345678\n");
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

/* No line of a list that is given as JSON is read in another format. */
static void given_as_json(void **state)
{
	struct hashlane_list_options options = with(NULL, 0);
	static const char text[] = "{\"a\"}\n" MD5_A "  a\na: " MD5_A "\n";
	int calls = 0;

	(void)state;
	options.format = HASHLANE_FORMAT_JSON;
	options.parse = parse_json;
	options.parse_context = &calls;
	expect_with(text, strlen(text), &options,
		    "1 json name=json crc32:01020304\n"
		    "2 malformed: not a line of a list of digests\n"
		    "3 malformed: not a line of a list of digests\n");
}

/* A list with one entry whose name begins as JSON does. */
struct braces {
	const char *list_name, *above, *format, *below;
};

static void expect_brace(const struct braces *braces, const char *name)
{
	struct hashlane_list_options options = with(braces->list_name, 0);
	char line[80], list[200], expected[48];
	int calls = 0;
	hashlane_list opened;

	options.parse = parse_json;
	options.parse_context = &calls;
	snprintf(line, sizeof(line), braces->format, name);
	snprintf(list, sizeof(list), "%s%s%s\n", braces->above, line,
		 braces->below);
	snprintf(expected, sizeof(expected), " name=%s ", name);
	opened = open_memory(list, strlen(list), &options);
	assert_int_equal(read_all(opened, list), HASHLANE_END);
	info.struct_size = sizeof(info);
	assert_int_equal(hashlane_list_get_info(&info, opened), HASHLANE_OK);
	assert_int_equal(hashlane_list_close(opened), HASHLANE_OK);
	if (!strstr(out, expected) || info.malformed)
		fail_msg("%s is read as %s", list, out);
	assert_int_equal(info.entries, 1);
	assert_int_equal(calls, 0);
}

static void names_like_json(void **state)
{
	static const char *const names[] = { "{x}", "{", "}",  "[x]",
					     "[",   "]", "{}", "[{}]" };
	static const struct braces cases[] = {
		{ NULL, "; Generated by WIN-SFV32 v1.1a on 2004-01-01\n; \n",
		  "%s 01020304", "" },
		{ NULL, "; Generated by cksfv v1.3.14\n", "%s 01020304", "" },
		{ NULL, "; made by a tool\n", "%s 01020304", "" },
		{ NULL, "", "%s 01020304", "" },
		{ "x.sfv", "; made by a tool\n", "%s 01020304",
		  "\n; the end" },
		{ NULL, "path,crc32\n", "%s,01020304", "" },
		{ "x.csv", "path,crc32\n", "%s,01020304", "" },
		{ NULL, "", "CRC32 (%s) = 01020304", "" },
		{ NULL, "# made by a tool\n", "CRC32 (%s) = 01020304", "" },
		{ NULL, "", MD5_A "  %s", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
			expect_brace(&cases[i], names[k]);
}

/* ---- Inputs ---- */

/* More than a block: lines whose number is in the name. */
enum { MANY = 60000, MANY_BYTES = MANY * 64 };

static char many[MANY_BYTES];
static size_t many_bytes;

static void make_many(void)
{
	many_bytes = 0;
	for (int i = 0; i < MANY; i++)
		many_bytes += (size_t)snprintf(
			many + many_bytes, MANY_BYTES - many_bytes,
			"%08x%024x  file %d\n", i, 0, i);
}

/* All lines come, in order. */
static void expect_many(hashlane_list list, const char *offsets_in)
{
	struct hashlane_list_entry entry = { .struct_size = sizeof(entry) };
	char name[32];

	for (int i = 0; i < MANY; i++) {
		assert_int_equal(hashlane_list_next(&entry, list),
				 HASHLANE_OK);
		snprintf(name, sizeof(name), "file %d", i);
		assert_string_equal(entry.name, name);
		assert_int_equal(entry.line, i + 1);
		assert_int_equal(entry.claims[0].digest[3], i & 0xff);
		assert_memory_equal(entry.raw, offsets_in + entry.raw_offset,
				    entry.raw_bytes);
	}
	assert_int_equal(hashlane_list_next(&entry, list), HASHLANE_END);
	assert_int_equal(hashlane_list_next(&entry, list), HASHLANE_END);
	assert_int_equal(hashlane_list_close(list), HASHLANE_OK);
}

static hashlane_list open_input(const struct hashlane_input *input)
{
	hashlane_list list = 0;

	assert_int_equal(
		hashlane_list_open(&list, input, sizeof(*input), NULL, NULL),
		HASHLANE_OK);
	return list;
}

static void files(void **state)
{
	char path[] = "/tmp/test_lists_XXXXXX";
	int fd = mkstemp(path);
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_DESCRIPTOR,
		.descriptor = fd,
	};

	(void)state;
	make_many();
	assert_int_equal(write(fd, many, many_bytes), many_bytes);
	/* By offset: the position does not count. */
	expect_many(open_input(&input), many);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), many_bytes);
	close(fd);
	input.kind = HASHLANE_INPUT_PATH;
	input.data = path;
	input.data_bytes = strlen(path);
	expect_many(open_input(&input), many);
	unlink(path);
}

/* What another process does to a list while it is read. */
enum change { CUT, LONGER, OVERWRITTEN, REPLACED };

static void change_list(enum change change, const char *path)
{
	static const struct timespec times[2] = { { .tv_sec = 1 },
						  { .tv_sec = 1 } };
	char other[64];
	int fd = open(path, O_WRONLY | O_APPEND);

	assert_true(fd >= 0);
	if (change == CUT)
		assert_int_equal(ftruncate(fd, 40000 * 43), 0);
	if (change == LONGER)
		assert_int_equal(write(fd, MD5_A "  z\n", 36), 36);
	if (change == OVERWRITTEN)
		assert_int_equal(futimens(fd, times), 0);
	close(fd);
	if (change != REPLACED)
		return;
	snprintf(other, sizeof(other), "%s.other", path);
	fd = open(other, O_WRONLY | O_CREAT, 0600);
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(rename(other, path), 0);
}

/* The end of a list that changes is not that of the list. */
static void changed_lists(void **state)
{
	struct hashlane_list_entry entry = { .struct_size = sizeof(entry) };

	(void)state;
	make_many();
	for (int change = CUT; change <= REPLACED; change++) {
		char path[] = "/tmp/test_lists_XXXXXX";
		int fd = mkstemp(path), count = 0;
		struct hashlane_input input = {
			.kind = HASHLANE_INPUT_PATH,
			.data = path,
			.data_bytes = strlen(path),
		};
		hashlane_list list;
		int32_t status;

		assert_int_equal(write(fd, many, many_bytes), many_bytes);
		close(fd);
		list = open_input(&input);
		assert_int_equal(hashlane_list_next(&entry, list), 0);
		change_list((enum change)change, path);
		do {
			status = hashlane_list_next(&entry, list);
			count++;
		} while (!status);
		assert_int_equal(status, change == REPLACED ?
						 HASHLANE_END :
						 HASHLANE_CHANGED);
		assert_int_equal(hashlane_list_next(&entry, list), status);
		if (change == CUT)
			assert_true(count < MANY);
		else
			assert_int_equal(count, MANY + (change == LONGER));
		assert_int_equal(hashlane_list_close(list), HASHLANE_OK);
		unlink(path);
	}
}

static void *fill_pipe(void *argument)
{
	int fd = *(int *)argument;
	size_t at = 0;

	while (at < many_bytes) {
		size_t bytes = many_bytes - at < 777 ? many_bytes - at : 777;
		ssize_t n = write(fd, many + at, bytes);

		if (n < 0)
			break;
		at += (size_t)n;
	}
	close(fd);
	return NULL;
}

static void pipes(void **state)
{
	struct hashlane_input input = { .kind = HASHLANE_INPUT_DESCRIPTOR };
	pthread_t thread;
	int ends[2];

	(void)state;
	make_many();
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(pthread_create(&thread, NULL, fill_pipe, &ends[1]),
			 0);
	input.descriptor = ends[0];
	expect_many(open_input(&input), many);
	pthread_join(thread, NULL);
	close(ends[0]);
}

/* A source that returns a few bytes at a time, and perhaps a status. */
struct source {
	size_t at, step;
	int32_t status; /* instead of the end */
};

static int32_t read_source(void *context, void *buffer, size_t room,
			   size_t *got)
{
	struct source *source = context;
	size_t bytes = source->step < room ? source->step : room;

	if (bytes > many_bytes - source->at)
		bytes = many_bytes - source->at;
	memcpy(buffer, many + source->at, bytes);
	source->at += bytes;
	*got = bytes;
	return bytes ? HASHLANE_OK : source->status;
}

static void functions(void **state)
{
	static const size_t steps[] = { 7, 4096, 65537, MANY_BYTES };
	struct hashlane_list_entry entry = { .struct_size = sizeof(entry) };
	struct source source;
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_READ,
		.read = read_source,
		.read_context = &source,
	};
	hashlane_list list;

	(void)state;
	make_many();
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		source = (struct source){ .step = steps[i] };
		expect_many(open_input(&input), many);
	}
	/* The line that is complete comes before the failure. */
	many_bytes = 50;
	source = (struct source){ .step = 5, .status = HASHLANE_ACCESS };
	list = open_input(&input);
	assert_int_equal(hashlane_list_next(&entry, list), HASHLANE_OK);
	assert_string_equal(entry.name, "file 0");
	for (int i = 0; i < 2; i++)
		assert_int_equal(hashlane_list_next(&entry, list),
				 HASHLANE_ACCESS);
	assert_int_equal(hashlane_list_close(list), HASHLANE_OK);
}

/* The next piece of a file is looked for in what a source has not given yet. */
static void pieces_of_functions(void **state)
{
	static const size_t steps[] = { MANY_BYTES, 1, 7, 4096 };
	struct source source;
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_READ,
		.read = read_source,
		.read_context = &source,
	};
	static char first[OUT_BYTES];
	hashlane_list list;

	(void)state;
	many_bytes = (size_t)snprintf(many, MANY_BYTES,
				      "%%%%%%%% HASHDEEP-1.0\n"
				      "%%%%%%%% size,md5,filename\n");
	for (int i = 0; i < 300; i++)
		many_bytes += (size_t)snprintf(
			many + many_bytes, MANY_BYTES - many_bytes,
			"4," MD5_A ",file %d offset %d-%d\n", i % 3, i / 3 * 4,
			i / 3 * 4 + 3);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		source = (struct source){ .step = steps[i] };
		list = open_input(&input);
		assert_int_equal(read_all(list, NULL), HASHLANE_END);
		assert_int_equal(hashlane_list_close(list), HASHLANE_OK);
		if (!i)
			memcpy(first, out, sizeof(out));
		assert_string_equal(out, first);
	}
	assert_null(strstr(out, "malformed"));
	assert_non_null(strstr(out, "297 hashdeep name=file 0 section=1 md5"));
	assert_non_null(
		strstr(out, "300 hashdeep name=file 0 section=1 size=400"));
	/* The source fails before the next piece is known. */
	source = (struct source){ .step = 7, .status = HASHLANE_ACCESS };
	many_bytes -= 20;
	list = open_input(&input);
	assert_int_equal(read_all(list, NULL), HASHLANE_ACCESS);
	assert_int_equal(hashlane_list_close(list), HASHLANE_OK);
}

/* A list that repeats one byte, then a line. */
struct long_line {
	uint64_t bytes, at;
};

static int32_t read_long(void *context, void *buffer, size_t room, size_t *got)
{
	static const char last[] = "\n" MD5_A "  a\n";
	struct long_line *line = context;
	uint64_t left = line->bytes - line->at;

	if (line->at < line->bytes) {
		*got = left < room ? (size_t)left : room;
		memset(buffer, 'x', *got);
	} else {
		*got = line->at == line->bytes ? sizeof(last) - 1 : 0;
		memcpy(buffer, last, *got);
	}
	line->at += *got;
	return HASHLANE_OK;
}

static void long_lines(void **state)
{
	struct long_line line;
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_READ,
		.read = read_long,
		.read_context = &line,
	};
	hashlane_list list;

	(void)state;
	line = (struct long_line){ .bytes = (64 << 20) + 1 };
	list = open_input(&input);
	assert_int_equal(read_all(list, NULL), HASHLANE_END);
	assert_string_equal(out,
			    "1 malformed: longer than 64 MiB\n"
			    "2 gnu name=a md5,md4,ed2k,xxh3-128:" MD5_A "\n");
	assert_int_equal(hashlane_list_close(list), HASHLANE_OK);
	line = (struct long_line){ .bytes = 1 << 21 };
	list = open_input(&input);
	assert_int_equal(read_all(list, NULL), HASHLANE_END);
	assert_string_equal(out,
			    "1 malformed: not a line of a list of digests\n"
			    "2 gnu name=a md5,md4,ed2k,xxh3-128:" MD5_A "\n");
	assert_int_equal(hashlane_list_close(list), HASHLANE_OK);
}

/* ---- Calls ---- */

static void bad_arguments(void **state)
{
	struct hashlane_error error = { .struct_size = sizeof(error) };
	struct hashlane_list_options options = with(NULL, 0);
	struct hashlane_list_entry entry = { .struct_size = sizeof(entry) };
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_PATH,
		.data = "/nowhere/x",
		.data_bytes = 10,
	};
	hashlane_list list = 0;

	(void)state;
	assert_status(
		hashlane_list_open(&list, &input, sizeof(input), NULL, &error),
		HASHLANE_NOT_FOUND);
	assert_int_equal(error.os_error, ENOENT);
	input.data = "/tmp";
	input.data_bytes = 4;
	assert_status(
		hashlane_list_open(&list, &input, sizeof(input), NULL, &error),
		HASHLANE_NOT_REGULAR);
	assert_status(hashlane_list_open(&list, &input, 8, NULL, NULL),
		      HASHLANE_ABI);
	input.kind = HASHLANE_INPUT_STREAM;
	assert_status(
		hashlane_list_open(&list, &input, sizeof(input), NULL, NULL),
		HASHLANE_ARGUMENT);
	input.kind = HASHLANE_INPUT_MEMORY;
	options.flags = 1u << 30;
	assert_status(hashlane_list_open(&list, &input, sizeof(input),
					 &options, NULL),
		      HASHLANE_ARGUMENT);
	options.flags = HASHLANE_LIST_MD5SUM;
	assert_status(hashlane_list_open(&list, &input, sizeof(input),
					 &options, NULL),
		      HASHLANE_ARGUMENT);
	options.flags = 0;
	options.format = 99;
	assert_status(hashlane_list_open(&list, &input, sizeof(input),
					 &options, NULL),
		      HASHLANE_ARGUMENT);
	assert_int_equal(list, 0);
	list = open_memory("", 0, NULL);
	entry.struct_size = 8;
	assert_status(hashlane_list_next(&entry, list), HASHLANE_ABI);
	assert_status(hashlane_list_next(NULL, list), HASHLANE_ARGUMENT);
	assert_status(hashlane_list_get_info(NULL, list), HASHLANE_ARGUMENT);
	assert_status(hashlane_list_close(list), HASHLANE_OK);
	entry.struct_size = sizeof(entry);
	assert_status(hashlane_list_next(&entry, list), HASHLANE_HANDLE);
	assert_status(hashlane_list_close(list), HASHLANE_HANDLE);
}

/* An option has a list read in one format, and in no other. */
static void one_format(void **state)
{
	struct hashlane_list_options options = with(NULL, 0);
	static const char text[] = MD5_A "  a 12345678\nMD5 (a) = " MD5_A "\n";

	(void)state;
	options.format = HASHLANE_FORMAT_SFV;
	expect_with(text, strlen(text), &options,
		    "1 sfv name=" MD5_A "  a crc32:12345678\n"
		    "2 malformed: not a line of a list of digests\n");
	options.format = HASHLANE_FORMAT_BSD;
	expect_with(text, strlen(text), &options,
		    "1 malformed: not a line of a list of digests\n"
		    "2 bsd name=a md5:" MD5_A "\n");
}

static void formats(void **state)
{
	struct hashlane_format_info format = {
		.struct_size = sizeof(format),
	};
	int32_t id = 0;

	(void)state;
	for (int32_t i = HASHLANE_FORMAT_GNU; i <= HASHLANE_FORMAT_REPORT;
	     i++) {
		if (i == HASHLANE_FORMAT_JSON)
			continue;
		assert_status(hashlane_format_get_info(&format, i),
			      HASHLANE_OK);
		assert_int_equal(format.id, i);
		assert_true(format.flags & HASHLANE_FORMAT_READS);
		assert_status(hashlane_format_parse(&id, format.name,
						    strlen(format.name)),
			      HASHLANE_OK);
		assert_int_equal(id, i);
	}
	assert_status(hashlane_format_get_info(&format, 99),
		      HASHLANE_NOT_FOUND);
	assert_status(hashlane_format_parse(&id, "x/FILES.SFV", 11),
		      HASHLANE_OK);
	assert_int_equal(id, HASHLANE_FORMAT_SFV);
	assert_status(hashlane_format_parse(&id, "BSD", 3), HASHLANE_OK);
	assert_int_equal(id, HASHLANE_FORMAT_BSD);
	assert_status(hashlane_format_parse(&id, "x.sfv/y", 7),
		      HASHLANE_NOT_FOUND);
	assert_status(hashlane_format_parse(&id, "", 0), HASHLANE_NOT_FOUND);
	assert_int_equal(id, HASHLANE_FORMAT_BSD);
}

static void header_specs(void **state)
{
	static const char text[] = "path,md5,sha256\na," MD5_A "," SHA256_A
				   "\n";
	struct hashlane_algorithm_spec specs[2];
	hashlane_list list = open_memory(text, strlen(text), NULL);
	size_t count = 9;

	(void)state;
	assert_status(hashlane_list_get_specs(NULL, 0, &count, list),
		      HASHLANE_OK);
	assert_int_equal(count, 0);
	assert_int_equal(read_all(list, text), HASHLANE_END);
	assert_status(hashlane_list_get_specs(specs, 1, &count, list),
		      HASHLANE_BUFFER);
	assert_int_equal(count, 2);
	assert_status(hashlane_list_get_specs(specs, 2, &count, list),
		      HASHLANE_OK);
	assert_int_equal(specs[0].id, HASHLANE_HASH_MD5);
	assert_int_equal(specs[1].id, HASHLANE_HASH_SHA256);
	assert_status(hashlane_list_close(list), HASHLANE_OK);
}

struct call {
	hashlane_list list;
	int32_t status;
};

static void *next_entry(void *argument)
{
	struct hashlane_list_entry entry = { .struct_size = sizeof(entry) };
	struct call *call = argument;

	call->status = hashlane_list_next(&entry, call->list);
	return NULL;
}

/* A call that waits for a pipe ends when its list is closed. */
static void closed_meanwhile(void **state)
{
	struct hashlane_input input = { .kind = HASHLANE_INPUT_DESCRIPTOR };
	struct hashlane_list_info unused = { .struct_size = sizeof(unused) };
	struct call call;
	pthread_t thread;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	input.descriptor = ends[0];
	call.list = open_input(&input);
	assert_int_equal(pthread_create(&thread, NULL, next_entry, &call), 0);
	while (hashlane_list_get_info(&unused, call.list) != HASHLANE_BUSY)
		usleep(100);
	assert_int_equal(hashlane_list_close(call.list), HASHLANE_OK);
	pthread_join(thread, NULL);
	assert_int_equal(call.status, HASHLANE_CANCELLED);
	close(ends[0]);
	close(ends[1]);
}

static void in_a_child(void **state)
{
	struct hashlane_list_entry entry = { .struct_size = sizeof(entry) };
	hashlane_list list = open_memory("x\n", 2, NULL);
	pid_t child;
	int end;

	(void)state;
	child = fork();
	if (!child)
		_exit(hashlane_list_next(&entry, list) != HASHLANE_FORKED ||
		      hashlane_list_close(list) != HASHLANE_FORKED);
	assert_int_equal(waitpid(child, &end, 0), child);
	assert_int_equal(end, 0);
	assert_int_equal(hashlane_list_close(list), HASHLANE_OK);
}

/* A list that can be read twice says the same twice. */
static void read_twice(void **state)
{
	static const char text[] = "# SHA256\n" SHA256_A "  a\n" SIGNED
				   "%%%% HASHDEEP-1.0\n"
				   "%%%% size,md5,filename\n3," MD5_A ",a\n";
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = text,
		.data_bytes = strlen(text),
	};
	const struct hashlane_list_entry *entry;
	struct hln_list_reader *reader = NULL;
	char first[1024];
	int32_t status;

	(void)state;
	assert_int_equal(hln_list_reader_open(&reader, &input, NULL, NULL),
			 HASHLANE_OK);
	for (int i = 0; i < 2; i++) {
		struct hashlane_list_info known;

		out[out_bytes = 0] = 0;
		while (!(status = hln_list_reader_next(reader, &entry)))
			put_entry(entry);
		assert_int_equal(status, HASHLANE_END);
		hln_list_reader_info(reader, &known);
		assert_int_equal(known.entries, 1);
		assert_int_equal(known.malformed, 3);
		if (i)
			assert_string_equal(out, first);
		else
			strcpy(first, out);
		assert_true(hln_list_reader_rewind(reader));
	}
	hln_list_reader_close(reader);
}

/* ---- Against md5sum ---- */

enum { LINES_MAX = 2000, LINE_BYTES = 128 };

static char lines[LINES_MAX][LINE_BYTES];
static size_t line_count;

/* Lines of every kind. */
static void make_lines(void)
{
	static const char *const starts[] = { "",   " ", "\t\\", "\\",    "#",
					      "\r", "x", "MD5",  "\\MD5 " };
	static const char *const digests[] = {
		MD5_A,
		"0CC175B9c0f1b6a831c399e269772661",
		MD5_A "0",
		"0cc175b9c0f1b6a831c399e26977266",
		"(/a) = " MD5_A,
		"(/a\\n)=" MD5_A,
		" (/a)  =\t" MD5_A " ",
		"(/a)= " MD5_A "x",
		""
	};
	static const char *const rests[] = {
		"  /a",   " /a", " */a",    "   /a",  "  ",
		" ",      " *",  "\t/a",    "\t\t/a", "  /-",
		"",       "x",   "  /a\\b", "  /a\\", "  /a ",
		"  /a\r", "\r",  "  /#",    "  /a)",  "  /a\\n\\r\\\\"
	};

	line_count = 0;
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		for (size_t j = 0; j < sizeof(digests) / sizeof(digests[0]);
		     j++)
			for (size_t k = 0;
			     k < sizeof(rests) / sizeof(rests[0]); k++)
				snprintf(lines[line_count++], LINE_BYTES,
					 "%s%s%s\n", starts[i], digests[j],
					 rests[k]);
}

/* The numbers of the lines that md5sum -c cannot read, one list a line. */
static void ask_md5sum(bool *bad, const char *folder)
{
	char command[256], line[512];
	FILE *answers;

	snprintf(
		command, sizeof(command),
		"cd %s && for i in $(seq 0 %zu); do LC_ALL=C md5sum -c --warn "
		"$i 2>&1; done",
		folder, line_count - 1);
	/* The shell runs md5sum. */
	answers = popen(command, "r"); /* NOLINT(cert-env33-c) */
	assert_non_null(answers);
	while (fgets(line, sizeof(line), answers)) {
		static const char start[] = "md5sum: ";
		unsigned long i;

		if (!strstr(line, ": improperly formatted MD5") ||
		    strncmp(line, start, sizeof(start) - 1) != 0)
			continue;
		i = strtoul(line + sizeof(start) - 1, NULL, 10);
		if (i < line_count)
			bad[i] = true;
	}
	pclose(answers);
}

static void like_md5sum(void **state)
{
	static const struct hashlane_algorithm_spec md5 = {
		.id = HASHLANE_HASH_MD5,
	};
	struct hashlane_list_options options = with("x", HASHLANE_LIST_MD5SUM);
	char folder[] = "/tmp/test_lists_XXXXXX", path[64];
	static bool bad[LINES_MAX];
	size_t bads = 0;

	(void)state;
	options.specs = &md5;
	options.spec_count = 1;
	make_lines();
	assert_non_null(mkdtemp(folder));
	for (size_t i = 0; i < line_count; i++) {
		FILE *file;

		snprintf(path, sizeof(path), "%s/%zu", folder, i);
		file = fopen(path, "w");
		assert_non_null(file);
		fputs(lines[i], file);
		fclose(file);
	}
	ask_md5sum(bad, folder);
	for (size_t i = 0; i < line_count; i++) {
		struct hashlane_list_entry entry = {
			.struct_size = sizeof(entry),
		};
		hashlane_list list = open_memory(lines[i], strlen(lines[i]),
						 &options);
		int32_t status = hashlane_list_next(&entry, list);

		if (bad[i] != (!status && entry.status))
			fail_msg("md5sum differs: %s", lines[i]);
		bads += bad[i];
		assert_int_equal(hashlane_list_close(list), HASHLANE_OK);
		snprintf(path, sizeof(path), "%s/%zu", folder, i);
		unlink(path);
	}
	rmdir(folder);
	/* md5sum was there, and reads some of them. */
	assert_in_range(bads, line_count / 4, line_count - line_count / 20);
}

/* All lines have one blank before their names, or two. */
static void blanks_like_md5sum(void **state)
{
	static const struct hashlane_algorithm_spec md5 = {
		.id = HASHLANE_HASH_MD5,
	};
	struct hashlane_list_options options = with("-", HASHLANE_LIST_MD5SUM);
	static const char text[] = MD5_A " a\n" MD5_A "  b\n" MD5_A " -\n";
	static const char other[] = MD5_A "  a\n" MD5_A " b\n#x\n\n";

	(void)state;
	options.specs = &md5;
	options.spec_count = 1;
	expect_with(text, strlen(text), &options,
		    "1 gnu name=a md5:" MD5_A "\n2 gnu name= b md5:" MD5_A
		    "\n3 malformed: improperly formatted\n");
	expect_with(other, strlen(other), &options,
		    "1 gnu name=a md5:" MD5_A
		    "\n2 malformed: improperly formatted\n");
}

/* ---- Anything ---- */

static uint32_t random_state;

static uint32_t next_random(uint32_t below)
{
	random_state = random_state * 1664525 + 1013904223;
	return (uint32_t)((uint64_t)random_state * below >> 32);
}

/* Pieces of lists of all formats. */
static const char *const pieces[] = { MD5_A,
				      SHA256_A,
				      "12345678",
				      "  ",
				      " *",
				      " ",
				      "\\",
				      "\n",
				      "\r\n",
				      "\n",
				      "\n",
				      "#",
				      ";",
				      "; ",
				      "MD5 (",
				      ") = ",
				      "SHA256 (",
				      "XXH32(",
				      "a",
				      "b.txt",
				      ",",
				      "\"",
				      "path,",
				      "md5",
				      "sha256,",
				      "size,",
				      "filename",
				      "%%%% HASHDEEP-1.0\n",
				      "%%%% size,md5,filename\n",
				      "ed2k://|file|",
				      "|",
				      "|/",
				      "magnet:?",
				      "xt=urn:sha1:",
				      "&dn=",
				      "%41",
				      "=",
				      "{",
				      "[",
				      "-----BEGIN PGP SIGNED MESSAGE-----\n",
				      "\n\n",
				      "-----BEGIN PGP SIGNATURE-----\n",
				      "-----END PGP SIGNATURE-----\n",
				      "- ",
				      "\xef\xbb\xbf",
				      "\xff\xfe",
				      "\xfe\xff",
				      "\t",
				      "sha256:",
				      "swh:1:cnt:",
				      "-2",
				      "; Generated by cksfv",
				      " HASH\n",
				      "untrusted comment: ",
				      "3",
				      "0",
				      "path,path_b64,size,status,md5\n",
				      "YQ==",
				      ",ok,",
				      "é",
				      "h=",
				      "p=" };

static void anything(void **state)
{
	static const char *const names[] = { NULL, "a.sfv", "a.md5", "a.csv",
					     "SHA256SUMS" };
	static char text[4096];

	(void)state;
	random_state = 1;
	for (int i = 0; i < 20000; i++) {
		struct hashlane_list_options options =
			with(names[next_random(5)], next_random(4));
		size_t bytes = 0, count = next_random(60);
		hashlane_list list;
		char *copy;

		for (size_t j = 0; j < count; j++) {
			const char *piece = pieces[next_random(
				sizeof(pieces) / sizeof(pieces[0]))];
			size_t length = strlen(piece);

			if (!next_random(20)) {
				text[bytes++] = (char)next_random(256);
				continue;
			}
			memcpy(text + bytes, piece, length);
			bytes += length;
		}
		/* Exactly as long, so that a read beyond is found. */
		copy = malloc(bytes ? bytes : 1);
		assert_non_null(copy);
		memcpy(copy, text, bytes);
		list = open_memory(copy, bytes, &options);
		(void)read_all(list, copy);
		assert_int_equal(hashlane_list_close(list), HASHLANE_OK);
		free(copy);
	}
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
		cmocka_unit_test(comments_between_nuls),
		cmocka_unit_test(headers_of_pgp),
		cmocka_unit_test(headers),
		cmocka_unit_test(blanks),
		cmocka_unit_test(line_ends),
		cmocka_unit_test(encodings),
		cmocka_unit_test(binary),
		cmocka_unit_test(signed_lists),
		cmocka_unit_test(lines_of_json),
		cmocka_unit_test(given_as_json),
		cmocka_unit_test(names_like_json),
		cmocka_unit_test(files),
		cmocka_unit_test(changed_lists),
		cmocka_unit_test(pipes),
		cmocka_unit_test(functions),
		cmocka_unit_test(pieces_of_functions),
		cmocka_unit_test(long_lines),
		cmocka_unit_test(bad_arguments),
		cmocka_unit_test(one_format),
		cmocka_unit_test(formats),
		cmocka_unit_test(header_specs),
		cmocka_unit_test(closed_meanwhile),
		cmocka_unit_test(in_a_child),
		cmocka_unit_test(read_twice),
		cmocka_unit_test(like_md5sum),
		cmocka_unit_test(blanks_like_md5sum),
		cmocka_unit_test(anything),
	};

	return cmocka_run_group_tests_name("lists", tests, NULL, NULL);
}
