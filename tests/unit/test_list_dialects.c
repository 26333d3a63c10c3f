/* SPDX-License-Identifier: MIT */
/*
 * test_list_dialects.c - lists of hashdeep, CSV, ed2k and magnet by the public
 * calls: what they say, and that odd names come back as they were written.
 */
#define _GNU_SOURCE
#include "../support/algorithms.h"
#include "../support/check.h"
#include "../support/list_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MD5_A         "0cc175b9c0f1b6a831c399e269772661"
#define MD5_B         "92eb5ffee6ae2fec3ad71c777531578f"
#define MD5_EMPTY     "d41d8cd98f00b204e9800998ecf8427e"
#define SHA1_A        "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"
#define SHA1_A_BASE32 "Q336IN72UWT7ZYK5DXOLT2XK5I3XMZ5Y"
#define SHA256_A \
	"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
#define WHIRLPOOL                                                          \
	"0000000000000000000000000000000000000000000000000000000000000000" \
	"0000000000000000000000000000000000000000000000000000000000000007"

static struct hashlane_list_info info;

/* A list of this name; NULL: without a name. */
static void expect(const char *name, const char *list, const char *expected)
{
	struct hashlane_list_options options = {
		.struct_size = sizeof(options),
		.name = name,
	};

	assert_string_equal(list_text(list, strlen(list), &options, &info),
			    expected);
}

/* ---- hashdeep ---- */

#define HASHDEEP "%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n"

static void hashdeep_lists(void **state)
{
	(void)state;
	/* By hashdeep 4.4. */
	expect(NULL,
	       HASHDEEP "## Invoked from: /data\n"
			"## # hashdeep -c md5,sha256 x\n## \n"
			"1," MD5_A "," SHA256_A ",a,\"b\", c \n"
			"1," MD5_A "," SHA256_A ",# x\n",
	       "6 hashdeep name=a,\"b\", c  section=1 size=1 md5:" MD5_A
	       " sha256:" SHA256_A "\n"
	       "7 hashdeep name=# x section=1 size=1 md5:" MD5_A
	       " sha256:" SHA256_A "\n");
	assert_int_equal(info.format, HASHLANE_FORMAT_HASHDEEP);
	assert_null(info.unwritable);
	/* By its Windows version. */
	expect(NULL,
	       "%%%% HASHDEEP-1.0\r\n%%%% size,md5,filename\r\n## \r\n"
	       "1," MD5_A ",C:\\a\r\n",
	       "4 hashdeep name=C:\\a section=1 size=1 md5:" MD5_A "\n");
	/* Lists put together have other columns. */
	expect(NULL,
	       HASHDEEP "1," MD5_A "," SHA256_A ",x\n"
			"%%%% HASHDEEP-1.1\n%%%% size,sha1,filename\n"
			"1," SHA1_A ",x\n",
	       "3 hashdeep name=x section=1 size=1 md5:" MD5_A
	       " sha256:" SHA256_A "\n"
	       "6 hashdeep name=x section=2 size=1 sha1:" SHA1_A "\n");
}

static void pieces_of_hashdeep(void **state)
{
	(void)state;
	/* By hashdeep -p512: an empty file has one piece of 0 bytes. */
	expect(NULL,
	       "%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n"
	       "0," MD5_EMPTY ",empty offset 0-0\n"
	       "1," MD5_A ",one offset 0-0\n"
	       "512," MD5_A ",x offset 1 offset 0-511\n"
	       "512," MD5_A ",x offset 1 offset 512-1023\n",
	       "3 hashdeep name=empty section=1 size=0 md5:" MD5_EMPTY "\n"
	       "4 hashdeep name=one section=1 size=1 md5:" MD5_A "@0+1\n"
	       "5 hashdeep name=x offset 1 section=1 md5:" MD5_A "@0+512\n"
	       "6 hashdeep name=x offset 1 section=1 size=1024 md5:" MD5_A
	       "@512+512\n");
	/* Of two files at a time; then pieces are missing. */
	expect(NULL,
	       "%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n"
	       "4," MD5_A ",a offset 0-3\n"
	       "4," MD5_A ",b offset 0-3\n"
	       "4," MD5_A ",a offset 4-7\n"
	       "2," MD5_A ",b offset 4-5\n"
	       "4," MD5_A ",c offset 0-3\n"
	       "4," MD5_A ",c offset 8-11\n"
	       "3," MD5_A ",c offset 12-14\n"
	       "4," MD5_A ",d offset 4-7\n",
	       "3 hashdeep name=a section=1 md5:" MD5_A "@0+4\n"
	       "4 hashdeep name=b section=1 md5:" MD5_A "@0+4\n"
	       "5 hashdeep name=a section=1 size=8 md5:" MD5_A "@4+4\n"
	       "6 hashdeep name=b section=1 size=6 md5:" MD5_A "@4+2\n"
	       "7 hashdeep name=c section=1 size=4 md5:" MD5_A "@0+4\n"
	       "8 malformed: the piece before this one is missing\n"
	       "9 malformed: the piece before this one is missing\n"
	       "10 malformed: the piece before this one is missing\n");
	/*
	 * hashdeep -p writes each name so. Where one line has another name,
	 * the list is one of whole files, and this one is called so.
	 */
	expect(NULL,
	       "%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n"
	       "1," MD5_A ",f offset 0-0\n"
	       "6," MD5_B ",f\n",
	       "3 hashdeep name=f offset 0-0 section=1 size=1 md5:" MD5_A "\n"
	       "4 hashdeep name=f section=1 size=6 md5:" MD5_B "\n");
	expect(NULL,
	       "%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n"
	       "1," MD5_A ",f offset 0-0\n"
	       "6," MD5_B ",f offset 0-0\n",
	       "3 hashdeep name=f offset 0-0 section=1 size=1 md5:" MD5_A "\n"
	       "4 hashdeep name=f offset 0-0 section=1 size=6 md5:" MD5_B
	       "\n");
	/* A file may be called so: then its size is another. */
	expect(NULL,
	       "%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n"
	       "2," MD5_A ",x offset 0-0\n"
	       "0," MD5_A ",x offset 1-1\n"
	       "0," MD5_A ",x offset 1-0\n"
	       "1," MD5_A ",x offset 1-0\n"
	       "1," MD5_A ", offset 0-0\n"
	       "1," MD5_A ",x offset 0-0x\n"
	       "0," MD5_A ",x offset 0-18446744073709551615\n"
	       "1," MD5_A ",x offset 0-18446744073709551616\n",
	       "3 hashdeep name=x offset 0-0 section=1 size=2 md5:" MD5_A "\n"
	       "4 hashdeep name=x offset 1-1 section=1 size=0 md5:" MD5_A "\n"
	       "5 hashdeep name=x offset 1-0 section=1 size=0 md5:" MD5_A "\n"
	       "6 hashdeep name=x offset 1-0 section=1 size=1 md5:" MD5_A "\n"
	       "7 hashdeep name= offset 0-0 section=1 size=1 md5:" MD5_A "\n"
	       "8 hashdeep name=x offset 0-0x section=1 size=1 md5:" MD5_A "\n"
	       "9 hashdeep name=x offset 0-18446744073709551615 section=1 "
	       "size=0 md5:" MD5_A "\n"
	       "10 hashdeep name=x offset 0-18446744073709551616 section=1 "
	       "size=1 md5:" MD5_A "\n");
}

static void malformed_hashdeep(void **state)
{
	(void)state;
	expect("x.hashdeep",
	       HASHDEEP "1," MD5_A "," MD5_A ",x\n"
			"1," MD5_A "\n"
			"# comment\n"
			"#," MD5_A "," SHA256_A ",x\n"
			"%%%% size,md5,filename\n"
			"1," MD5_A "," SHA256_A ",\n"
			"99999999999999999999," MD5_A "," SHA256_A ",x\n",
	       "3 malformed: no digest of sha256, as the header has it\n"
	       "4 malformed: no digest of md5, as the header has it\n"
	       "5 malformed: a comment that reads like the line of a file\n"
	       "6 malformed: a comment that reads like the line of a file\n"
	       "7 malformed: a header of hashdeep where none can stand\n"
	       "8 malformed: the name is empty\n"
	       "9 malformed: not a line of a list of digests\n");
	expect("x.hashdeep",
	       "%%%% HASHDEEP-1.0\n%%%% size,filename,md5\n1,x," MD5_A "\n",
	       "2 malformed: the columns of this header are not those of "
	       "hashdeep\n"
	       "3 malformed: not a line of a list of digests\n");
	/* Nothing stands between the two headers, and the first column is
	 * known. */
	expect("x.hashdeep",
	       "%%%% HASHDEEP-1.0\nx\n%%%% size,md5,filename\n"
	       "%%%% HASHDEEP-1.0\n%%%% md5,sha1,filename\n",
	       "2 malformed: not a line of a list of digests\n"
	       "3 malformed: a header of hashdeep where none can stand\n"
	       "5 malformed: the columns of this header are not those of "
	       "hashdeep\n");
	/* What has no header is no list of hashdeep. */
	expect("x.hashdeep", "1," MD5_A ",x\n",
	       "1 malformed: not a line of a list of digests\n");
}

static void unknown_columns_of_hashdeep(void **state)
{
	(void)state;
	expect(NULL,
	       "%%%% HASHDEEP-1.0\n%%%% size,md5,whirlpool,new,filename\n"
	       "1," MD5_A "," WHIRLPOOL ",zz,x\n",
	       "3 hashdeep name=x section=1 size=1 md5:" MD5_A
	       " ?whirlpool:" WHIRLPOOL " ?new:'zz'\n");
	assert_non_null(info.unwritable);
	expect(NULL,
	       "%%%% HASHDEEP-1.0\n%%%% size,md5,size,name,filename\n"
	       "1," MD5_A ",yy,zz,x\n",
	       "3 hashdeep name=x section=1 size=1 md5:" MD5_A
	       " ?size:'yy' ?name:'zz'\n");
	/* As long as a digest known: the name decides. */
	expect(NULL,
	       "%%%% HASHDEEP-1.0\n%%%% size,ripemd128,filename\n"
	       "1," MD5_A ",x\n",
	       "3 hashdeep name=x section=1 size=1 ?ripemd128:" MD5_A "\n");
}

/* ---- CSV ---- */

static void csv_of_hashlane(void **state)
{
	(void)state;
	expect(NULL,
	       "path,path_b64,size,mtime_ns,status,md5,sha1\r\n"
	       "\"a,\"\"b\"\"\r\nc\",,1,-5,ok," MD5_A ",\r\n"
	       ",/w==,,,ok,," SHA1_A "\r\n"
	       "x,,,,NOT_FOUND,,\r\n"
	       "y,,0,7,ok,,\r\n",
	       "2 csv name=a,\"b\"\\x0d\\x0ac section=1 size=1 mtime=-5 "
	       "md5:" MD5_A "\n"
	       "4 csv name=\xff section=1 sha1:" SHA1_A "\n"
	       "5 malformed: was not hashed (NOT_FOUND)\n"
	       "6 malformed: a record without a digest\n");
	assert_int_equal(info.format, HASHLANE_FORMAT_CSV);
	assert_int_equal(info.header_mtime, 1);
	assert_null(info.unwritable);
	/* An empty file has no digest of this algorithm. */
	expect(NULL,
	       "path,path_b64,size,status,bt2-pieces-root\n"
	       "x,,0,ok,\ny,,1,ok,\n",
	       "2 csv name=x section=1 size=0\n"
	       "3 malformed: a record without a digest\n");
	/* What a later version may write. */
	expect(NULL, "path,path_b64,size,status,md5,new\nx,,1,ok,,zz\n",
	       "2 csv name=x section=1 size=1 ?new:'zz'\n");
	assert_null(info.unwritable);
	/* Lists put together. */
	expect(NULL,
	       "path,path_b64,size,status,md5\na,,1,ok," MD5_A "\n"
	       "path,path_b64,size,status,sha1\na,,1,ok," SHA1_A "\n",
	       "2 csv name=a section=1 size=1 md5:" MD5_A "\n"
	       "4 csv name=a section=2 size=1 sha1:" SHA1_A "\n");
}

static void csv_of_others(void **state)
{
	(void)state;
	/* HashMyFiles */
	expect(NULL,
	       "Filename,MD5,RIPEMD160,Full Path,Modified Time\r\n"
	       "a.txt," MD5_A ",0007,C:\\x\\a.txt,01.01.2024\r\n",
	       "2 csv name=a.txt section=1 md5:" MD5_A " ?RIPEMD160:0007\n");
	assert_non_null(info.unwritable);
	/* Get-FileHash | Export-Csv */
	expect(NULL,
	       "\"Algorithm\",\"Hash\",\"Path\"\r\n"
	       "\"MD5\",\"0CC175B9C0F1B6A831C399E269772661\",\"C:\\a\"\r\n"
	       "\"MACTripleDES\",\"0007\",\"b\"\r\n",
	       "2 csv name=C:\\a section=1 md5:" MD5_A "\n"
	       "3 csv name=b section=1 ?MACTripleDES:0007\n");
	/* Nothing but the length tells. */
	expect(NULL, "Path,Hash\na," SHA1_A "\n",
	       "2 csv name=a section=1 sha1,git-blob,quickxor:" SHA1_A "\n");
	/* pandas; and "path" is longer than "name". */
	expect(NULL, ",name,md5,path\n0,a," MD5_A ",d/a\n",
	       "2 csv name=d/a section=1 md5:" MD5_A "\n");
}

static void headings_of_digests(void **state)
{
	static const char *const headings[] = {
		"md5sum",      "MD5 Hash",      "MD5_Hash",     "md5(hex)",
		"HashMD5",     "checksum_md5",  "md5 value",    "filemd5",
		"File MD5",    "file_md5",      "md5 checksum", "MD5 of file",
		"MD-5 digest", "MD5 File Hash", "md5 (base64)",
	};
	char text[512];

	(void)state;
	for (size_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
		snprintf(text, sizeof(text),
			 "file,%s,sha256\na," MD5_A "," SHA256_A "\n",
			 headings[i]);
		expect("l.csv", text,
		       "2 csv name=a section=1 md5:" MD5_A " sha256:" SHA256_A
		       "\n");
	}
	expect("l.csv",
	       "file,SHA-1 hash,sha1sum,md9 hash\na," SHA1_A "," SHA1_A
	       "," MD5_A "\n",
	       "2 csv name=a section=1 sha1:" SHA1_A " sha1:" SHA1_A
	       " ?md9 hash:" MD5_A "\n");
}

/* Nothing that looks like a digest is skipped. */
static void columns_of_digests(void **state)
{
	(void)state;
	expect("l.csv", "file,file hash,sha256\na," MD5_A "," SHA256_A "\n",
	       "2 csv name=a section=1 md5,md4,ed2k,xxh3-128:" MD5_A
	       " sha256:" SHA256_A "\n");
	expect("l.csv", "file,Hash Value,Hash Algorithm\na," MD5_A ",MD5\n",
	       "2 csv name=a section=1 md5:" MD5_A "\n");
	/* A heading that is not understood, above digests. */
	expect("l.csv",
	       "file,fingerprint,sha256\na," MD5_A "," SHA256_A "\n"
	       "\"b\",," SHA256_A "\nc," MD5_B "," SHA256_A "\n",
	       "2 csv name=a section=1 ?fingerprint:" MD5_A " sha256:" SHA256_A
	       "\n"
	       "3 csv name=b section=1 sha256:" SHA256_A "\n"
	       "4 csv name=c section=1 ?fingerprint:" MD5_B " sha256:" SHA256_A
	       "\n");
	expect("l.csv", "file,prüf,md5\na,0123abcd," MD5_A "\n",
	       "2 csv name=a section=1 ?prüf:0123abcd md5:" MD5_A "\n");
	/* Dates, numbers and cells of several lengths are none. */
	expect("l.csv",
	       "file,date,id,note,kind,md5\n"
	       "a,20240131,0123456789,abcdef01," MD5_A ",," MD5_A "\n"
	       "b,20240131,0123456789,abcdef,x," MD5_B "\n",
	       "2 malformed: not a line of a list of digests\n"
	       "3 csv name=b section=1 md5:" MD5_B "\n");
	expect("l.csv",
	       "file,profile,size of file,hashed,md5\n"
	       "a,x,y,yes," MD5_A "\n",
	       "2 csv name=a section=1 md5:" MD5_A "\n");
}

static void malformed_csv(void **state)
{
	(void)state;
	expect("x.csv",
	       "path,md5\n"
	       "a," MD5_A ",\n"
	       "a,\n"
	       "a,xyz\n"
	       "," MD5_A "\n"
	       "#," MD5_A "\n"
	       "# a\n"
	       "a\"b," MD5_A "\n"
	       "path,sha1\n",
	       "2 malformed: not a line of a list of digests\n"
	       "3 malformed: a record without a digest\n"
	       "4 malformed: a bad field 2 (md5) in the record\n"
	       "5 malformed: a record without a path\n"
	       "6 csv name=# section=1 md5:" MD5_A "\n"
	       "7 malformed: the list's format has no comments with '#'\n"
	       "8 malformed: not a line of a list of digests\n"
	       "9 malformed: a bad field 2 (md5) in the record\n");
	expect("x.csv",
	       "path,path_b64,size,mtime_ns,status,md5\n"
	       "x,,1,9223372036854775807,ok," MD5_A "\n"
	       "x,,1,9223372036854775808,ok," MD5_A "\n"
	       "x,,1,-,ok," MD5_A "\n",
	       "2 csv name=x section=1 size=1 mtime=9223372036854775807 md5:" MD5_A
	       "\n"
	       "3 malformed: a bad field 4 (mtime_ns) in the record\n"
	       "4 malformed: a bad field 4 (mtime_ns) in the record\n");
	/* Nor below a header within a list of another format. */
	expect(NULL,
	       MD5_A "  a\n" MD5_A "  b\n"
		     "path,path_b64,size,status,md5\n"
		     "#c,,1,ok," MD5_A "\n"
		     "; c,,1,ok," MD5_A "\n"
		     "# no\n",
	       "1 gnu name=a md5,md4,ed2k,xxh3-128:" MD5_A "\n"
	       "2 gnu name=b md5,md4,ed2k,xxh3-128:" MD5_A "\n"
	       "4 csv name=#c section=1 size=1 md5:" MD5_A "\n"
	       "5 csv name=; c section=1 size=1 md5:" MD5_A "\n"
	       "6 malformed: no record of the columns above it\n");
	/* Above the header there may be comments. */
	expect("x.csv", "# x\n\n# y\npath,md5\na," MD5_A "\n",
	       "5 csv name=a section=1 md5:" MD5_A "\n");
	expect("x.csv", MD5_A "  a\n# x\n",
	       "1 gnu name=a md5,md4,ed2k,xxh3-128:" MD5_A "\n"
	       "2 malformed: the list's format has no comments with '#'\n");
	/* One line's end may be another. */
	expect("x.csv",
	       "path,md5\n\"a\",\"" MD5_A "\"\r\nb," MD5_B "\r\n"
	       "a," MD5_A "\na," MD5_A "\na," MD5_A "\n",
	       "2 csv name=a section=1 md5:" MD5_A "\n"
	       "3 csv name=b section=1 md5:" MD5_B "\n"
	       "4 csv name=a section=1 md5:" MD5_A "\n"
	       "5 csv name=a section=1 md5:" MD5_A "\n"
	       "6 csv name=a section=1 md5:" MD5_A "\n");
	expect("x.csv", "#x 12345678\npath,md5\na," MD5_A "\n",
	       "1 malformed: the list's format has no comments with '#'\n"
	       "2 malformed: not a line of a list of digests\n"
	       "3 malformed: not a line of a list of digests\n");
	/* The lines below a quote without an end are not lost. */
	expect("x.csv", "path,md5\n\"a," MD5_A "\nb," MD5_B "\nc,\n",
	       "2 malformed: a quote that has no end\n"
	       "3 csv name=b section=1 md5:" MD5_B "\n"
	       "4 malformed: a record without a digest\n");
	expect("x.csv",
	       "path,path_b64,size,status,md5\nx,eA==,1,ok," MD5_A "\n"
	       ",eA=,1,ok," MD5_A "\n,AA==,1,ok," MD5_A "\n"
	       "x,,-1,ok," MD5_A "\n",
	       "2 malformed: two names\n"
	       "3 malformed: a bad path_b64\n"
	       "4 malformed: a bad path_b64\n"
	       "5 malformed: a bad field 3 (size) in the record\n");
}

/*
 * Lines of other dialects whose names look like headers of CSV, and a header
 * where none can stand.
 */
static void headers_that_are_none(void **state)
{
	static const char *const first[] = {
		MD5_A "  x,path,md5",
		MD5_A " *x,name,sha1",
		"\\" MD5_A "  x,filename,md5\\n",
		"MD5 (x,path,md5) = " MD5_A,
		SHA1_A_BASE32 "  x,path,md5",
		"abcdefab  x,path,md5",
	};
	char list[512];

	(void)state;
	for (size_t i = 0; i < sizeof(first) / sizeof(*first); i++) {
		const char *text;

		snprintf(list, sizeof(list), "%s\n", first[i]);
		text = list_text(list, strlen(list), NULL, &info);
		assert_int_equal(info.entries, 1);
		assert_int_equal(info.malformed, 0);
		assert_null(strstr(text, "csv"));
		snprintf(list, sizeof(list), "%s\npath,md5\nx," MD5_A "\n",
			 first[i]);
		list_text(list, strlen(list), NULL, &info);
		assert_int_equal(info.entries, 1);
		assert_int_equal(info.malformed, 2);
	}
	expect("x.sfv", "md5,path,x 12345678\n",
	       "1 sfv name=md5,path,x crc32:12345678\n");
	expect(NULL, "md5,path,x 12345678\n",
	       "1 sfv name=md5,path,x crc32:12345678\n");
	expect("x.csv", "md5,path,x 12345678\n",
	       "1 sfv name=md5,path,x crc32:12345678\n");
	/* A record that might be a header directly below one. */
	expect(NULL, "Algorithm,Path,Hash\nmd5,path," MD5_A "\n",
	       "2 csv name=path section=1 md5:" MD5_A "\n");
}

/* ---- Links ---- */

#define ED2K "a448017aaf21d8525fc10ae87aa6729d"
#define LINK "ed2k://|file|"

static void ed2k_links(void **state)
{
	(void)state;
	expect(NULL,
	       LINK "a%20b/%c3%a9|3|" ED2K "|h=" SHA1_A_BASE32 "|/\n"
		    "ED2K://|FILE|100%|3|" ED2K "|/\r\n" LINK "x|3|" ED2K
		    "|p=" ED2K "|\n",
	       "1 ed2k name=a b/\xc3\xa9 size=3 percent ed2k:" ED2K
	       " aich:" SHA1_A "\n"
	       "2 ed2k name=100% size=3 percent ed2k:" ED2K "\n"
	       "3 ed2k name=x size=3 percent ed2k:" ED2K " ed2k:" ED2K
	       "/9728000\n");
	assert_int_equal(info.format, HASHLANE_FORMAT_ED2K);
	assert_null(info.unwritable);
	expect(NULL, LINK "x|3|" ED2K "|s=http://h/x|/|sources,1.2.3.4:5|/\n",
	       "1 ed2k name=x size=3 percent ed2k:" ED2K "\n");
	assert_non_null(info.unwritable);
	/* What would lead elsewhere is not decoded. */
	expect(NULL,
	       LINK "a%2Fb%20|3|" ED2K "|/\n" LINK "..%2f..%2fx|3|" ED2K
		    "|/\n" LINK "%2e%2e/x|3|" ED2K "|/\n" LINK "%2Fetc|3|" ED2K
		    "|/\n" LINK "..%5cx|3|" ED2K "|/\n",
	       "1 ed2k name=a%2Fb%20 size=3 ed2k:" ED2K "\n"
	       "2 ed2k name=..%2f..%2fx size=3 ed2k:" ED2K "\n"
	       "3 ed2k name=%2e%2e/x size=3 ed2k:" ED2K "\n"
	       "4 ed2k name=%2Fetc size=3 ed2k:" ED2K "\n"
	       "5 ed2k name=..%5cx size=3 ed2k:" ED2K "\n");
	/* Only of whole parts there are two digests. */
	expect(NULL,
	       LINK "x|9728000|" ED2K "|p=" ED2K ":" ED2K "|/\n" LINK
		    "x|19456000|" ED2K "|p=" ED2K ":" ED2K "|/\n" LINK
		    "x|9728001|" ED2K "|/\n" LINK "x|0|" ED2K "|/\n",
	       "1 ed2k name=x size=9728000 percent ed2k,ed2k-blue:" ED2K
	       " ed2k:" ED2K ED2K "/9728000\n"
	       "2 ed2k name=x size=19456000 percent ed2k,ed2k-blue:" ED2K
	       " ed2k:" ED2K ED2K "/9728000\n"
	       "3 ed2k name=x size=9728001 percent ed2k:" ED2K "\n"
	       "4 ed2k name=x size=0 percent ed2k:" ED2K "\n");
}

static void options_of_ed2k(void **state)
{
	static const char list[] = LINK "x|9728000|" ED2K "|/\n";
	struct hashlane_algorithm_spec blue = {
		.id = HASHLANE_HASH_ED2K_BLUE
	};
	struct hashlane_list_options options = {
		.struct_size = sizeof(options),
		.flags = HASHLANE_LIST_NO_GUESS,
	};

	(void)state;
	assert_string_equal(list_text(list, sizeof(list) - 1, &options, NULL),
			    "1 ed2k name=x size=9728000 percent ed2k:" ED2K
			    "\n");
	options.specs = &blue;
	options.spec_count = 1;
	options.flags = 0;
	assert_string_equal(
		list_text(list, sizeof(list) - 1, &options, NULL),
		"1 ed2k name=x size=9728000 percent ed2k-blue:" ED2K "\n");
}

static void malformed_links(void **state)
{
	(void)state;
	expect(NULL,
	       LINK "x|3|" ED2K "\n" LINK "x|3|\n" LINK "x|y|" ED2K "|/\n" LINK
		    "x|3|" MD5_A "0|/\n" LINK "x%00|3|" ED2K "|/\n" LINK
		    "|3|" ED2K "|/\n" LINK "x|3|" ED2K "|h=abc|/\n" LINK
		    "x|3|" ED2K "|p=" ED2K ":" ED2K "|/\n" LINK
		    "x|9728001|" ED2K "|p=" ED2K "|/\n" LINK "x|3|" ED2K
		    "|/ " LINK "y|3|" ED2K "|/\n" LINK "x|3|" ED2K "|/" LINK
		    "y|3|" ED2K "|/\n" LINK "x|3|" ED2K "|/ z\n"
		    "ed2k://|server|1.2.3.4|5|/\n" LINK "x|3|" ED2K "|/\n",
	       "1 malformed: a link that is cut off\n"
	       "2 malformed: a link that is cut off\n"
	       "3 malformed: a bad field 2 in the link\n"
	       "4 malformed: a bad field 3 in the link\n"
	       "5 malformed: a NUL in the name\n"
	       "6 malformed: a bad field 1 in the link\n"
	       "7 malformed: a bad field 4 in the link\n"
	       "8 malformed: a bad field 4 in the link\n"
	       "9 malformed: a bad field 4 in the link\n"
	       "10 malformed: two links on one line\n"
	       "11 malformed: two links on one line\n"
	       "12 malformed: text behind the link\n"
	       "13 malformed: a link that names no file\n"
	       "14 ed2k name=x size=3 percent ed2k:" ED2K "\n");
}

#define MAGNET "magnet:?"

static void magnet_links(void **state)
{
	(void)state;
	/* By rhash --magnet. */
	expect(NULL,
	       MAGNET "xl=1&dn=a%2bb%20c&xt=urn:sha1:"
		      "q336in72uwt7zyk5dxolt2xk5i3xmz5y&xt=urn:md5:" MD5_A
		      "&xt=urn:tree:tiger:"
		      "asd4ujseh5m47pdyb46kbtsqtsgdklbhyxomuia\n",
	       "1 magnet name=a+b c size=1 percent sha1:" SHA1_A " md5:" MD5_A
	       " tth:"
	       "0487ca26443f59cfbc780f3ca0ce509c8c352c27c5dcca20\n");
}

/* Each byte at which a link can be cut off behind its first digest. */
static void cut_magnets(void **state)
{
	static const char link[] = MAGNET
		"dn=x&xt=urn:md5:" MD5_A "&xt=urn:sha1:" SHA1_A_BASE32
		"&xl=1&xt=urn:tree:tiger:"
		"ASD4UJSEH5M47PDYB46KBTSQTSGDKLBHYXOMUIA";
	const size_t first = strlen(MAGNET "dn=x&xt=urn:md5:" MD5_A);
	char text[sizeof(link)];

	(void)state;
	for (size_t bytes = first; bytes < sizeof(link); bytes++) {
		/*
		 * Behind a parameter and its "&", the link is complete. 32
		 * letters are TTH in base64, of another file.
		 */
		bool whole = !link[bytes] || link[bytes] == '&' ||
			     link[bytes - 1] == '&' ||
			     bytes == sizeof(link) - 1 - 39 + 32;

		snprintf(text, sizeof(text), "%.*s", (int)bytes, link);
		(void)list_text(text, bytes, NULL, &info);
		if (info.malformed == whole || info.entries != whole)
			fail_msg("%s", text);
	}
	expect(NULL, MAGNET "dn=x&xt=urn:md5:" MD5_A "&xt=\n",
	       "1 malformed: a bad field 'xt' in the link\n");
	expect(NULL, MAGNET "dn=x&xt=urn:md5:" MD5_A "&xt=u\n",
	       "1 malformed: a bad field 'xt' in the link\n");
	/* A digest in a field that is not known is not passed over. */
	expect(NULL, MAGNET "dn=x&xt=urn:md5:" MD5_A "&xt=md5:" MD5_B "\n",
	       "1 malformed: a bad field 'xt' in the link\n");
	expect(NULL,
	       MAGNET "dn=x&xt=urn:md5:" MD5_A "&amp;xt=urn:md5:" MD5_B "\n",
	       "1 malformed: a bad field 'am' in the link\n");
	expect(NULL, MAGNET "dn=x&xt=urn:md5:" MD5_A "&xt=urn:sh\n",
	       "1 malformed: a bad field 'xt' in the link\n");
	expect(NULL, MAGNET "dn=x&xt=urn:md5:" MD5_A "&xt=urn:sh:1\n",
	       "1 magnet name=x percent md5:" MD5_A " ?sh:'1'\n");
}

static void other_magnets(void **state)
{
	(void)state;
	/* The size may stand behind a digest that depends on it. */
	expect(NULL,
	       MAGNET "xt=urn:ed2k:" ED2K "&dn=a+b&xl=3\r\n"
		      "MAGNET:?XT.1=urn:ed2k:" ED2K "&xt.2=urn:md5:" MD5_A
		      "&dn=x\n" MAGNET "dn=x&xl=9728000&xt=urn:ed2k:" ED2K
		      "\n",
	       "1 magnet name=a b size=3 percent ed2k:" ED2K "\n"
	       "2 magnet name=x percent ed2k,ed2k-blue:" ED2K " md5:" MD5_A
	       "\n"
	       "3 magnet name=x size=9728000 percent ed2k,ed2k-blue:" ED2K
	       "\n");
	assert_null(info.unwritable);
	expect(NULL,
	       MAGNET "dn=x&xt=urn:btih:" SHA1_A "&xt=urn:btmh:1220" SHA256_A
		      "&tr=udp://t\n",
	       "1 magnet name=x percent ?btih:" SHA1_A " ?btmh:1220" SHA256_A
	       "\n");
	assert_non_null(info.unwritable);
	expect(NULL,
	       MAGNET
	       "dn=x&xt=urn:bitprint:" SHA1_A_BASE32
	       ".ASD4UJSEH5M47PDYB46KBTSQTSGDKLBHYXOMUIA&xt=urn:oci:sha256:" SHA256_A
	       "\n",
	       "1 magnet name=x percent sha1:" SHA1_A
	       " tth:0487ca26443f59cfbc780f3ca0ce509c8c352c27c5dcca20 oci:" SHA256_A
	       "\n");
	expect(NULL,
	       MAGNET "dn=x\n" MAGNET "xt=urn:md5:" MD5_A "\n" MAGNET
		      "dn=x&dn=y&xt=urn:md5:" MD5_A "\n" MAGNET
		      "dn=x&xt=urn:md5:abc\n" MAGNET
		      "dn=x&xl=-1&xt=urn:md5:" MD5_A "\n" MAGNET
		      "dn=%00&xt=urn:md5:" MD5_A "\n" MAGNET
		      "dn=x&xt=urn:bitprint:" SHA1_A "\n" MAGNET
		      "dn=x&xt=urn:md5:" MD5_A " " MAGNET "dn=y\n",
	       "1 malformed: a link without a digest\n"
	       "2 malformed: a link without a name (dn)\n"
	       "3 malformed: a bad field 'dn' in the link\n"
	       "4 malformed: a bad field 'xt' in the link\n"
	       "5 malformed: a bad field 'xl' in the link\n"
	       "6 malformed: a bad field 'dn' in the link\n"
	       "7 malformed: a bad field 'xt' in the link\n"
	       "8 malformed: two links on one line\n");
}

/* ---- Odd names ---- */

enum { LIST_BYTES = 1 << 16, ROW_BYTES = 256 };

struct memory {
	char text[LIST_BYTES];
	size_t bytes;
};

static int32_t keep(void *context, const void *data, size_t bytes)
{
	struct memory *memory = context;

	assert_true(bytes < LIST_BYTES - memory->bytes);
	memcpy(memory->text + memory->bytes, data, bytes);
	memory->bytes += bytes;
	return HASHLANE_OK;
}

static const char *const odd_names[] = {
	"x",
	" x",
	"x ",
	" ",
	"\t",
	"-",
	".",
	"..x",
	"~",
	"*x",
	"*",
	"#",
	"# x",
	"#x",
	"##",
	"## x",
	";",
	"; x",
	";x",
	"%",
	"%41",
	"%2F",
	"%00",
	"100%",
	"+",
	"a+b",
	"&",
	"=",
	"?",
	"|",
	"a|b",
	"||",
	"\"",
	"\"\"",
	"\"x\"",
	"a\"b",
	"\"a,b\"",
	"\"a",
	"a\"",
	",",
	",,",
	"a,b",
	",a",
	"a,",
	"'",
	"\\",
	"\\n",
	"\\x",
	"a\\b",
	"..\\x",
	"a\\..",
	"a\\..\\b",
	"\\\\x\\y",
	"C:",
	"C:\\x",
	"%2e%2e",
	"..%2Fx",
	"\n",
	"a\nb",
	"a\n",
	"\na",
	"\r",
	"a\r",
	"\ra",
	"a\rb",
	"\r\n",
	"a\r\nb",
	"a\r\n",
	"\n\n",
	"\"\n\"",
	"a\",\"b",
	"a\"\nb",
	"\x01",
	"\x1b[0m",
	"\x7f",
	"\xc3\xa9",
	"e\xcc\x81",
	"\xff",
	"\xfe\xff",
	"\xff\xfe",
	"\xff,\"\n",
	"\xef\xbb\xbf",
	"\xef\xbb\xbfx",
	"\xed\xa0\x80",
	"\xe2\x80\xa8",
	"\xc2\x85",
	"\xc2\xa0",
	"\xe3\x80\x80",
	MD5_A,
	(MD5_A "  x"),
	(MD5_A " *x"),
	(MD5_A " x"),
	("\\" MD5_A "  x"),
	("x " MD5_A),
	("MD5 (x) = " MD5_A),
	("x) = " MD5_A),
	"(x",
	")",
	") = ",
	")=",
	"x 12345678",
	"12345678",
	"12345678 x",
	("1," MD5_A ",x"),
	"%%%% HASHDEEP-1.0",
	"%%%% size,md5,filename",
	"%%%% ",
	"path",
	"path,md5",
	"path,path_b64,size,status,md5",
	("x,,3,ok," MD5_A),
	"x offset 0-2",
	"x offset 0-0",
	"x offset 5-1",
	" offset 0-2",
	(LINK "x|3|" ED2K "|/"),
	"ed2k://",
	(MAGNET "xl=1"),
	"magnet:",
	"urn:",
	"ok",
	"md5",
	"sha256",
	"-----BEGIN PGP SIGNED MESSAGE-----",
	"-----BEGIN PGP SIGNATURE-----",
	"a\n-----BEGIN PGP SIGNED MESSAGE-----\nb",
	"a\n-----BEGIN PGP SIGNATURE-----\nb",
	("a\n" MD5_A "  x\nb"),
	"a\n%%%% HASHDEEP-1.0\nb",
	"a\npath,path_b64,size,status,md5\nb",
	"untrusted comment: x",
	"- x",
	"{",
	"{}",
	"[",
	"]",
	"}",
	"{\"path\": \"x\"}",
	"<x>",
	"<?xml",
	"a\n{\nb",
	"0",
	"00000000",
	"1",
	"x\tb",
	"; Generated by WIN-SFV32",
	"# hashlane",
	"a\n# b\nc",
	"a\n; b\nc",
	"a\n\nb",
};

enum { ODD_NAMES = sizeof(odd_names) / sizeof(*odd_names) };

/* Write items of these names; returns how many the format held. */
static size_t write_list(struct memory *memory, bool *held, int32_t format,
			 const struct hashlane_algorithm_spec *spec,
			 uint32_t flags, const char *const *names,
			 size_t count)
{
	struct hashlane_list_writer_options options =
		HASHLANE_INIT(hashlane_list_writer_options);
	uint8_t row[ROW_BYTES];
	hashlane_list_writer writer;
	size_t all = 0;

	memory->bytes = 0;
	options.format = format;
	options.flags = flags;
	options.specs = spec;
	options.spec_count = 1;
	options.write = keep;
	options.write_context = memory;
	assert_status(hashlane_list_writer_create(&writer, &options, NULL),
		      HASHLANE_OK);
	for (size_t i = 0; i < count; i++) {
		struct hashlane_list_item item = {
			.name = names[i],
			.name_bytes = strlen(names[i]),
			.flags = HASHLANE_LIST_HAS_SIZE,
			.size_bytes = 3,
			.digests = row,
			.digests_valid = 1,
		};
		int32_t status;

		/* Every file has a digest of its own. */
		assert_int_equal(hashlane_hash(row, sizeof(row), NULL, spec,
					       names[i], item.name_bytes),
				 HASHLANE_OK);
		status = hashlane_list_writer_add(writer, &item, sizeof(item),
						  NULL);
		held[i] = !status;
		all += held[i];
		if (status)
			assert_int_equal(status, HASHLANE_UNSUPPORTED);
	}
	assert_status(hashlane_list_writer_destroy(writer), HASHLANE_OK);
	return all;
}

static void check_claim(const struct hashlane_list_entry *entry,
			const struct hashlane_algorithm_spec *spec,
			const char *name)
{
	const struct hashlane_list_claim *claim = entry->claims;
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	size_t bytes;

	assert_int_equal(entry->claim_count, 1);
	assert_true(claim->spec_count >= 1);
	/* Of these sizes both kinds are the same. */
	assert_int_equal(claim->specs[0].id,
			 spec->id == HASHLANE_HASH_ED2K_BLUE ?
				 HASHLANE_HASH_ED2K :
				 spec->id);
	assert_int_equal(claim->range_count, 0);
	assert_int_equal(hashlane_hash(digest, sizeof(digest), &bytes, spec,
				       name, strlen(name)),
			 HASHLANE_OK);
	assert_true(same_bytes(name, claim->digest, claim->digest_bytes,
			       digest, bytes));
}

/* The names that were held come back, in their order, and nothing else. */
static void read_list(const struct memory *memory, const bool *held,
		      int32_t format,
		      const struct hashlane_algorithm_spec *spec,
		      const char *list_name, const char *const *names,
		      size_t count)
{
	struct hashlane_input input = {
		.kind = HASHLANE_INPUT_MEMORY,
		.data = memory->text,
		.data_bytes = memory->bytes,
	};
	struct hashlane_list_options options = {
		.struct_size = sizeof(options),
		.name = list_name,
	};
	struct hashlane_list_entry entry = { .struct_size = sizeof(entry) };
	hashlane_list list;

	assert_status(hashlane_list_open(&list, &input, sizeof(input),
					 &options, NULL),
		      HASHLANE_OK);
	for (size_t i = 0; i < count; i++) {
		if (!held[i])
			continue;
		assert_status(hashlane_list_next(&entry, list), HASHLANE_OK);
		if (entry.status || entry.format != format ||
		    entry.name_bytes != strlen(names[i]) ||
		    memcmp(entry.name, names[i], entry.name_bytes) != 0)
			fail_msg("format %d, list %s, name '%s': '%s' %s, "
				 "format %d",
				 format, list_name ? list_name : "-", names[i],
				 entry.name ? (const char *)entry.name : "",
				 entry.reason, entry.format);
		check_claim(&entry, spec, names[i]);
	}
	assert_status(hashlane_list_next(&entry, list), HASHLANE_END);
	assert_status(hashlane_list_close(list), HASHLANE_OK);
}

static void check_names(int32_t format, const char *algorithm,
			const char *list_name, uint32_t flags,
			size_t least_held)
{
	struct hashlane_algorithm_spec spec = spec_of(algorithm);
	struct memory *memory = malloc(sizeof(*memory));
	bool held[ODD_NAMES];

	assert_non_null(memory);
	assert_true(write_list(memory, held, format, &spec, flags, odd_names,
			       ODD_NAMES) >= least_held);
	read_list(memory, held, format, &spec, list_name, odd_names,
		  ODD_NAMES);
	read_list(memory, held, format, &spec, NULL, odd_names, ODD_NAMES);
	for (size_t i = 0; i < ODD_NAMES; i++) {
		const char *const two[] = { odd_names[i],
					    odd_names[(i + 1) % ODD_NAMES] };

		for (size_t count = 1; count <= 2; count++) {
			write_list(memory, held, format, &spec, flags, two,
				   count);
			read_list(memory, held, format, &spec, list_name, two,
				  count);
			read_list(memory, held, format, &spec, NULL, two,
				  count);
		}
	}
	free(memory);
}

static void odd_names_in_hashdeep(void **state)
{
	(void)state;
	check_names(HASHLANE_FORMAT_HASHDEEP, "md5", "x.hashdeep", 0,
		    ODD_NAMES - 30);
	check_names(HASHLANE_FORMAT_HASHDEEP, "quickxor", NULL,
		    HASHLANE_WRITE_CRLF, ODD_NAMES - 30);
}

static void odd_names_in_csv(void **state)
{
	(void)state;
	check_names(HASHLANE_FORMAT_CSV, "md5", "x.csv", 0, ODD_NAMES);
	check_names(HASHLANE_FORMAT_CSV, "quickxor", NULL,
		    HASHLANE_WRITE_MTIME, ODD_NAMES);
}

static void odd_names_in_links(void **state)
{
	(void)state;
	check_names(HASHLANE_FORMAT_ED2K, "ed2k", "x.ed2k", 0, ODD_NAMES);
	check_names(HASHLANE_FORMAT_ED2K, "ed2k-blue", NULL,
		    HASHLANE_WRITE_CRLF, ODD_NAMES);
	check_names(HASHLANE_FORMAT_MAGNET, "tth", "x.magnet", 0, ODD_NAMES);
	check_names(HASHLANE_FORMAT_MAGNET, "quickxor", NULL,
		    HASHLANE_WRITE_CRLF, ODD_NAMES);
}

/* ---- Algorithms ---- */

/*
 * A list of any algorithm says itself what its digests are: no length and no
 * name is asked.
 */
static void check_algorithm(const struct hashlane_algorithm_spec *spec,
			    int32_t format, bool bare)
{
	struct hashlane_list_options options = {
		.struct_size = sizeof(options),
		.flags = HASHLANE_LIST_NO_GUESS,
	};
	struct memory *memory = malloc(sizeof(*memory));
	char expected[512], name[64];
	const char *text;
	bool held[2];

	assert_non_null(memory);
	assert_int_equal(write_list(memory, held, format, spec, 0,
				    (const char *const[]){ "x", "y z" }, 2),
			 2);
	if (bare)
		options.flags = 0;
	text = list_text(memory->text, memory->bytes, &options, &info);
	if (info.entries != 2 || info.malformed)
		fail_msg("format %d: %s", format, text);
	assert_int_equal(
		hashlane_algorithm_format(name, sizeof(name), NULL, spec),
		HASHLANE_OK);
	/* A link has one name for both kinds. */
	if (format == HASHLANE_FORMAT_MAGNET && !strcmp(name, "ed2k-blue"))
		strcpy(name, "ed2k");
	/* The first of the candidates is md5sum's. */
	snprintf(expected, sizeof(expected), " %s%c", name, bare ? ',' : ':');
	if (!strstr(text, expected) ||
	    !strstr(strstr(text, expected) + 1, expected))
		fail_msg("format %d, no '%s' in:\n%s", format, expected, text);
	free(memory);
}

static void every_algorithm(void **state)
{
	static const char *const md5sums[] = { "md5",    "sha1",   "sha224",
					       "sha256", "sha384", "sha512" };
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	size_t count = algorithms_all(specs);

	(void)state;
	specs[count++] = spec_of("s3-etag:part=5MiB");
	for (size_t i = 0; i < count; i++) {
		bool bare = false;

		for (size_t k = 0; k < sizeof(md5sums) / sizeof(*md5sums); k++)
			bare |= spec_of(md5sums[k]).id == specs[i].id;
		check_algorithm(&specs[i], HASHLANE_FORMAT_AUTO, bare);
		check_algorithm(&specs[i], HASHLANE_FORMAT_GNU, bare);
		check_algorithm(&specs[i], HASHLANE_FORMAT_BSD, false);
		check_algorithm(&specs[i], HASHLANE_FORMAT_CSV, false);
		check_algorithm(&specs[i], HASHLANE_FORMAT_HASHDEEP, false);
		check_algorithm(&specs[i], HASHLANE_FORMAT_MAGNET, false);
	}
}

/* ---- What is said of formats ---- */

/* The algorithm is one that the format can hold. */
static bool is_written(int32_t format, const char *algorithm)
{
	struct hashlane_algorithm_spec spec = spec_of(algorithm);
	struct hashlane_list_writer_options options =
		HASHLANE_INIT(hashlane_list_writer_options);
	struct memory *memory = malloc(sizeof(*memory));
	hashlane_list_writer writer = 0;
	int32_t status;

	assert_non_null(memory);
	memory->bytes = 0;
	options.format = format;
	options.specs = &spec;
	options.spec_count = 1;
	options.write = keep;
	options.write_context = memory;
	status = hashlane_list_writer_create(&writer, &options, NULL);
	if (!status)
		assert_status(hashlane_list_writer_destroy(writer),
			      HASHLANE_OK);
	else
		assert_int_equal(status, HASHLANE_UNSUPPORTED);
	free(memory);
	return !status;
}

/* Its flags are what a list of it does, written by other tools. */
static void flags_of_formats(void **state)
{
	static const struct {
		int32_t format;
		const char *algorithm, *list;
	} rows[] = {
		{ HASHLANE_FORMAT_GNU, "md5", MD5_A "  a\n" },
		{ HASHLANE_FORMAT_BSD, "md5", "MD5 (a) = " MD5_A "\n" },
		{ HASHLANE_FORMAT_SFV, "crc32", "a e8b7be43\n" },
		{ HASHLANE_FORMAT_HASHDEEP, "md5",
		  "%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n1," MD5_A
		  ",a\n" },
		{ HASHLANE_FORMAT_ED2K, "ed2k", LINK "a|3|" ED2K "|/\n" },
		{ HASHLANE_FORMAT_MAGNET, "md5",
		  MAGNET "xl=1&dn=a&xt=urn:md5:" MD5_A "\n" },
		{ HASHLANE_FORMAT_CSV, "md5",
		  "path,size,md5\na,1," MD5_A "\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct hashlane_format_info format = {
			.struct_size = sizeof(format),
		};
		const char *text = list_text(
			rows[i].list, strlen(rows[i].list), NULL, &info);
		uint32_t wanted = 0;

		if (info.entries == 1 && !info.malformed &&
		    info.format == rows[i].format)
			wanted |= HASHLANE_FORMAT_READS;
		if (is_written(rows[i].format, rows[i].algorithm))
			wanted |= HASHLANE_FORMAT_WRITES;
		if (strstr(text, " size="))
			wanted |= HASHLANE_FORMAT_HAS_SIZE;
		assert_status(
			hashlane_format_get_info(&format, rows[i].format),
			HASHLANE_OK);
		if (format.flags != wanted)
			fail_msg("%s: flags %u, not %u", format.name,
				 format.flags, wanted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hashdeep_lists),
		cmocka_unit_test(pieces_of_hashdeep),
		cmocka_unit_test(malformed_hashdeep),
		cmocka_unit_test(unknown_columns_of_hashdeep),
		cmocka_unit_test(csv_of_hashlane),
		cmocka_unit_test(csv_of_others),
		cmocka_unit_test(headings_of_digests),
		cmocka_unit_test(columns_of_digests),
		cmocka_unit_test(malformed_csv),
		cmocka_unit_test(headers_that_are_none),
		cmocka_unit_test(ed2k_links),
		cmocka_unit_test(options_of_ed2k),
		cmocka_unit_test(malformed_links),
		cmocka_unit_test(magnet_links),
		cmocka_unit_test(cut_magnets),
		cmocka_unit_test(other_magnets),
		cmocka_unit_test(odd_names_in_hashdeep),
		cmocka_unit_test(odd_names_in_csv),
		cmocka_unit_test(odd_names_in_links),
		cmocka_unit_test(every_algorithm),
		cmocka_unit_test(flags_of_formats),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
