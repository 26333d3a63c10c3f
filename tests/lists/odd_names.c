/* SPDX-License-Identifier: MIT */
/* odd_names.c - names of files that lines of lists stumble over. */
#define _GNU_SOURCE
#include "odd_names.h"

#include "../support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * "@md5@" and so on is the digest of the file "good", "@size@" its size: such
 * a name is, or holds, a line that verifies another file.
 */
static const char *const patterns[] = {
	/* Ordinary ones. */
	"good",
	"ordinary.txt",
	"sub/folder/data.bin",
	"two words.iso",
	/* Signs of comments. */
	"#",
	"#1 song.mp3",
	"# comment",
	"x#y",
	"##",
	"## x",
	";",
	"; comment",
	";x",
	"; good @crc32@",
	"#good @crc32@",
	/* Digests of each length, and of another file. */
	"cafebabe",
	"00112233",
	"0123456789abcdef",
	"d41d8cd98f00b204e9800998ecf8427e",
	"D41D8CD98F00B204E9800998ECF8427E",
	"da39a3ee5e6b4b0d3255bfef95601890afd80709",
	"0123456789abcdef0123456789abcdef0123456789abcdef",
	"d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f",
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	"@sha384@",
	"@sha512@",
	"lwpnacqdbzryxw3vhjvcj64qbznghohhhzwclnq",
	"@crc32@",
	"@md5@",
	"@sha256@",
	"@sha1@ ",
	/* Names that end, or begin, in digits. */
	"20240101 photo.jpg",
	"photo 20240101",
	"x 352441C2",
	"x @crc32@",
	"x @md5@",
	"x  @sha1@",
	"x  @sha256@",
	"x: @sha256@",
	"x:@crc32@",
	"00000000 00000000",
	"x 352441C",
	"x 352441C2 ",
	/* Lines of md5sum. */
	"@md5@  good",
	"@md5@ *good",
	"@md5@ good",
	"\\@md5@  good",
	"@sha256@  good",
	"@sha256@ *good",
	"@crc32@  good",
	" @md5@  good",
	"@md5@\tgood",
	"@md5@ ?MD5*good",
	"@md5@ @size@ *good",
	/* Lines of cksfv. */
	"good @crc32@",
	"good @crc32@ @md5@",
	"good  @crc32@",
	/* Lines with tags. */
	"MD5 (good) = @md5@",
	"MD5 (x) = ",
	"MD5 (x",
	"MD5 (x)",
	"MD5",
	"CRC32 (good) = @crc32@",
	"XXH32 (good) = 12345678",
	"SHA512/256 (x) = 0",
	"MD5(good)= @md5@",
	")=",
	") = x",
	")= ",
	") = @md5@",
	"x) = @crc32@",
	"x)= @crc32@",
	"(",
	")",
	"(x)",
	"x)",
	"good) = @md5@",
	/* Records and headers of CSV. */
	"x,path,md5",
	"x,name,sha1",
	"x,filename,md5",
	"path,path_b64,size,status,md5",
	"path,md5",
	"good,,@size@,ok,@md5@",
	"good,@md5@",
	",",
	",,,,",
	"a,b",
	"\"quoted\"",
	"say \"x\", y",
	"\"",
	"\"\"",
	"\",\"",
	"a;b",
	"\"open, x",
	"path,sha256",
	/* Lines and headers of hashdeep. */
	"%%%% HASHDEEP-1.0",
	"%%%% size,md5,sha256,filename",
	"@size@,@md5@,good",
	"@size@,@md5@,@sha256@,good",
	"good offset 0-3",
	"good offset 0-4",
	"x offset 0-3",
	"x offset 0-0",
	" offset 0-3",
	"x offset 4-3",
	"size,md5,filename",
	/* The frame of a signed list. */
	"-----BEGIN PGP SIGNED MESSAGE-----",
	"-----BEGIN PGP SIGNATURE-----",
	"-----END PGP SIGNATURE-----",
	"Hash: SHA256",
	"- x",
	"untrusted comment: x",
	/* Links. */
	"magnet:?xl=@size@&dn=good&xt=urn:md5:@md5@",
	"magnet:?dn=x",
	"ed2k://|file|good|@size@|@ed2k@|x",
	"ed2k:|file|x|",
	"file:x",
	/* JSON. */
	"{\"path\": \"good\", \"digests\": {\"md5\": \"@md5@\"}}",
	"{",
	"}",
	"[",
	"]",
	"[]",
	"{}",
	"[{\"Path\":\"good\"}",
	"null",
	/* Blanks and asterisks. */
	" lead",
	"  lead",
	"trail",
	"trail ",
	"trail  ",
	"two  within",
	" ",
	"  ",
	"tab\twithin",
	"\tlead",
	"trail\t",
	"\t",
	"*",
	"*x",
	"* x",
	" *x",
	" * ",
	"?MD5*x",
	"?SHA256*good",
	"\302\240nbsp",
	"nbsp\302\240",
	/* Ends of lines, and lines behind them. */
	"\n",
	"x\ny",
	"\nx",
	"x\n",
	"x\n@md5@  good",
	"x\n@md5@  good\n",
	"x\nMD5 (good) = @md5@",
	"x\ngood @crc32@",
	"x\ngood @crc32@\n;",
	"x\r\ngood,,@size@,ok,@md5@\r\n",
	"x\n@size@,@md5@,@sha256@,good",
	"x\n# y",
	"x\n\n",
	"\r",
	"x",
	"x\r",
	"x\r\r",
	"x\r\ny",
	"\rx",
	"x\ry",
	"x\n-----BEGIN PGP SIGNATURE-----",
	"x\302\205y",
	"x\342\200\250y",
	/* Other controls. */
	"\001",
	"\010\010x",
	"\013",
	"\014",
	"\x1b[31mred\x1b[0m",
	"\x1a",
	"\x7f",
	/* Byte order marks. */
	"\xef\xbb\xbf",
	"\xef\xbb\xbfgood",
	"\xff\xfe",
	"\xfe\xffx",
	"x\xef\xbb\xbf",
	/* Options. */
	"--help",
	"--",
	"-c",
	"-x",
	"--tag",
	/* Backslashes and escapes. */
	"back\\slash",
	"back/slash",
	"\\",
	"\\\\",
	"\\n",
	"x\\",
	"\\x",
	"x\\r",
	"\\\\x\\y",
	"C:\\x",
	"\\\n",
	"\\x41",
	/* Percent signs and other signs of addresses. */
	"%41",
	"A",
	"%2F",
	"%",
	"%%",
	"100%",
	"100%25",
	"%0A",
	"%0D",
	"%00",
	"%zz",
	"..%2Fgood",
	"%2e%2e%2fgood",
	"a+b",
	"a&b=c",
	"a?b#c",
	"a=b",
	"&dn=good",
	"dn=x",
	"&#10;",
	"&amp;",
	"<x>",
	/* Quotes and signs of shells. */
	"'",
	"'x'",
	"`x`",
	"$(x)",
	"$'x\\n'",
	"~",
	"a:b",
	":",
	"C:x",
	"|",
	"a|b",
	"|h=x|",
	"x|",
	"<",
	"[x]",
	"[20230415] Event",
	"=",
	"= x",
	/* UTF-8, and what is none. */
	"\xff",
	"latin1 \xe9",
	"\xc3",
	"\xc3(",
	"\xed\xa0\x80",
	"\xc0\x80",
	"caf\xc3\xa9",
	"cafe\xcc\x81",
	"\xf0\x9f\x98\x80",
	"\xe2\x80\xae",
	"\xe2\x84\xab",
	"\xc3\x85",
	"A\xcc\x8a",
	"Case",
	"case",
	/* Lists' own names. */
	"SHA256SUMS",
	"x.md5",
	"MD5SUMS:",
	"DIST good @size@ MD5 @md5@",
	"./dot",
	"folder//two",
	"...",
};

/* Filled with one byte each, as long as a name may be. */
static const char fillers[] = { 'n', '\n', '\xff', '%', '\\', ' ', ',', '"' };

enum {
	PATTERN_COUNT = sizeof(patterns) / sizeof(patterns[0]),
	FILE_COUNT = PATTERN_COUNT + sizeof(fillers)
};

static struct odd_file files[FILE_COUNT];
static size_t file_count;

/* A digest of the file "good", or its size, behind the name so far. */
static void expand(char *name, size_t room, const char *what, size_t bytes)
{
	struct hashlane_algorithm_spec spec = { 0 };
	const struct odd_file *good = &files[ODD_GOOD];
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
	size_t digest_bytes, used = strlen(name);

	if (bytes == 4 && !memcmp(what, "size", 4)) {
		snprintf(name + used, room - used, "%zu", good->content_bytes);
		return;
	}
	assert_status(hashlane_algorithm_parse(&spec, what, bytes, NULL),
		      HASHLANE_OK);
	assert_status(hashlane_hash(digest, sizeof(digest), &digest_bytes,
				    &spec, good->content, good->content_bytes),
		      HASHLANE_OK);
	assert_status(hashlane_digest_format(name + used, room - used, NULL,
					     &spec, HASHLANE_TEXT_HEX, digest,
					     digest_bytes),
		      HASHLANE_OK);
}

static void make_name(struct odd_file *file, const char *pattern)
{
	const char *end;

	while (*pattern) {
		size_t used = strlen(file->name);

		if (*pattern != '@') {
			file->name[used] = *pattern++;
			continue;
		}
		end = strchr(++pattern, '@');
		expand(file->name, sizeof(file->name), pattern,
		       (size_t)(end - pattern));
		pattern = end + 1;
	}
	file->name_bytes = strlen(file->name);
}

/* A name with " offset 0-3" has a file as long as the range it names. */
static size_t length_of(const struct odd_file *file, size_t index)
{
	const char *offset = strstr(file->name, " offset ");
	unsigned long first, last;
	char *end;

	if (!offset)
		return 4 + index % 57;
	first = strtoul(offset + 8, &end, 10);
	last = strtoul(end + 1, NULL, 10);
	return last > first ? last - first + 1 : 4;
}

static void make_file(size_t index, const char *pattern, char filler)
{
	struct odd_file *file = &files[index];

	if (pattern) {
		make_name(file, pattern);
	} else {
		memset(file->name, filler, 255);
		file->name_bytes = 255;
	}
	file->content_bytes = length_of(file, index);
	/* The first bytes are the index's: no two contents are alike. */
	for (size_t i = 0; i < file->content_bytes; i++)
		file->content[i] = (uint8_t)(i < 2 ? index >> (8 * i) :
						     index * 7 + i * 13);
	for (size_t i = 0; i < index; i++)
		if (!strcmp(files[i].name, file->name))
			fail_msg("two files of the name %s", file->name);
}

const struct odd_file *odd_files(size_t *count)
{
	while (file_count < FILE_COUNT) {
		size_t i = file_count++;

		make_file(i, i < PATTERN_COUNT ? patterns[i] : NULL,
			  i < PATTERN_COUNT ? 0 : fillers[i - PATTERN_COUNT]);
	}
	*count = FILE_COUNT;
	return files;
}

size_t odd_file_find(const void *name, size_t bytes)
{
	size_t i = 0;

	while (i < FILE_COUNT && (files[i].name_bytes != bytes ||
				  memcmp(files[i].name, name, bytes) != 0))
		i++;
	return i;
}

static void path_of(char *path, size_t room, const char *folder,
		    const struct odd_file *file)
{
	int bytes = snprintf(path, room, "%s/%s", folder, file->name);

	assert_true(bytes > 0 && (size_t)bytes < room);
}

void odd_file_write(const char *folder, const struct odd_file *file,
		    const void *data, size_t bytes)
{
	static long writes;
	struct timespec times[2] = { 0 };
	char path[1024];
	FILE *out;

	path_of(path, sizeof(path), folder, file);
	out = fopen(path, "wb");
	if (!out) {
		/* Its directory may not be there yet. */
		for (char *at = path + strlen(folder) + 1; *at; at++) {
			if (*at != '/')
				continue;
			*at = 0;
			(void)mkdir(path, 0755);
			*at = '/';
		}
		out = fopen(path, "wb");
	}
	if (!out)
		fail_msg("cannot write %s", path);
	assert_int_equal(fwrite(data, 1, bytes, out), bytes);
	assert_int_equal(fflush(out), 0);
	/* A file that was written just now may be read twice, after a wait. */
	for (size_t i = 0; i < 2; i++)
		times[i].tv_sec = 1600000000 + ++writes;
	assert_int_equal(futimens(fileno(out), times), 0);
	assert_int_equal(fclose(out), 0);
}

void odd_file_remove(const char *folder, const struct odd_file *file)
{
	char path[1024];

	path_of(path, sizeof(path), folder, file);
	assert_int_equal(unlink(path), 0);
}

void odd_files_write(const char *folder)
{
	size_t count;

	(void)odd_files(&count);
	for (size_t i = 0; i < count; i++)
		odd_file_write(folder, &files[i], files[i].content,
			       files[i].content_bytes);
}
