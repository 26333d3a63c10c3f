/* SPDX-License-Identifier: MIT */
/*
 * test_list_writers.c - writers of lists by the public calls: the lines of
 * each format against text from the formats' own tools, and what is refused.
 */
#define _GNU_SOURCE
#include "../support/check.h"
#include "../support/engine_jobs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SINK_BYTES = 1 << 16, SPECS = 8, ROW_BYTES = 512 };

/* By md5sum, sha1sum, sha256sum and rhash, of "abc". */
#define MD5         "900150983cd24fb0d6963f7d28e17f72"
#define SHA1        "a9993e364706816aba3e25717850c26c9cd0d89d"
#define SHA1_BASE32 "VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5"
#define SHA256                             \
	"ba7816bf8f01cfea414140de5dae2223" \
	"b00361a396177a9cb410ff61f20015ad"
#define TTH  "ASD4UJSEH5M47PDYB46KBTSQTSGDKLBHYXOMUIA"
#define ED2K "a448017aaf21d8525fc10ae87aa6729d"

/* What a writer wrote. */
struct sink {
	char text[SINK_BYTES];
	size_t bytes;
	size_t calls;
	int32_t status;            /* to be returned; nothing is kept then */
	hashlane_list_writer self; /* to be called again, or 0 */
	int32_t nested[2];         /* what these calls returned */
};

static int32_t keep(void *context, const void *data, size_t bytes)
{
	struct sink *sink = context;
	struct hashlane_list_item item = { .name = "x", .name_bytes = 1 };

	sink->calls++;
	if (sink->self) {
		sink->nested[0] = hashlane_list_writer_add(sink->self, &item,
							   sizeof(item), NULL);
		sink->nested[1] = hashlane_list_writer_destroy(sink->self);
	}
	if (sink->status)
		return sink->status;
	assert_true(bytes > 0 && bytes < SINK_BYTES - sink->bytes);
	memcpy(sink->text + sink->bytes, data, bytes);
	sink->bytes += bytes;
	sink->text[sink->bytes] = 0;
	return HASHLANE_OK;
}

/* A writer, and the digests of "abc" in its layout. */
struct fixture {
	struct sink sink;
	struct hashlane_algorithm_spec specs[SPECS];
	struct hashlane_list_writer_options options;
	uint8_t row[ROW_BYTES];
	hashlane_list_writer writer;
	struct hashlane_error error;
};

static int32_t open_writer(struct fixture *f, int32_t format,
			   const char *algorithms, uint32_t flags)
{
	size_t count, offsets[SPECS + 1];

	memset(f, 0, sizeof(*f));
	f->error.struct_size = sizeof(f->error);
	assert_int_equal(hashlane_algorithms_parse(f->specs, SPECS, &count,
						   algorithms,
						   strlen(algorithms), NULL),
			 HASHLANE_OK);
	assert_int_equal(hashlane_algorithms_get_layout(
				 NULL, offsets, SPECS + 1, f->specs, count),
			 HASHLANE_OK);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(hashlane_hash(f->row + offsets[i],
					       ROW_BYTES - offsets[i], NULL,
					       &f->specs[i], "abc", 3),
				 HASHLANE_OK);
	f->options = (struct hashlane_list_writer_options){
		.struct_size = sizeof(f->options),
		.format = format,
		.flags = flags,
		.specs = f->specs,
		.spec_count = count,
		.write = keep,
		.write_context = &f->sink,
	};
	errno = CHECK_ERRNO;
	return hashlane_list_writer_create(&f->writer, &f->options, &f->error);
}

static struct fixture *open_good(int32_t format, const char *algorithms,
				 uint32_t flags)
{
	struct fixture *f = malloc(sizeof(*f));

	assert_non_null(f);
	assert_status(open_writer(f, format, algorithms, flags), HASHLANE_OK);
	return f;
}

static void close_writer(struct fixture *f)
{
	assert_status(hashlane_list_writer_destroy(f->writer), HASHLANE_OK);
	assert_status(hashlane_list_writer_destroy(f->writer),
		      HASHLANE_HANDLE);
	free(f);
}

/* All digests of "abc", and its size. */
static struct hashlane_list_item item_of(const struct fixture *f,
					 const char *name)
{
	return (struct hashlane_list_item){
		.name = name,
		.name_bytes = strlen(name),
		.flags = HASHLANE_LIST_HAS_SIZE | HASHLANE_LIST_HAS_MTIME,
		.size_bytes = 3,
		.mtime_ns = 1700000000000000001,
		.digests = f->row,
		.digests_valid = ((uint64_t)1 << f->options.spec_count) - 1,
	};
}

static int32_t add_item(struct fixture *f,
			const struct hashlane_list_item *item)
{
	return hashlane_list_writer_add(f->writer, item, sizeof(*item),
					&f->error);
}

static int32_t add_name(struct fixture *f, const char *name)
{
	struct hashlane_list_item item = item_of(f, name);

	return add_item(f, &item);
}

/* What was written since the last call. */
static void expect(struct fixture *f, const char *text)
{
	assert_string_equal(f->sink.text, text);
	f->sink.text[0] = 0;
	f->sink.bytes = 0;
}

/* ---- The formats ---- */

static void lines_of_csv(void **state)
{
	struct fixture *f = open_good(HASHLANE_FORMAT_CSV, "md5,sha1", 0);
	struct hashlane_list_item item;

	(void)state;
	expect(f, "path,path_b64,size,status,md5,sha1\r\n");
	assert_status(add_name(f, "plain"), HASHLANE_OK);
	expect(f, "plain,,3,ok," MD5 "," SHA1 "\r\n");
	assert_status(add_name(f, "a,b"), HASHLANE_OK);
	expect(f, "\"a,b\",,3,ok," MD5 "," SHA1 "\r\n");
	assert_status(add_name(f, "say \"\"\r\n\""), HASHLANE_OK);
	expect(f, "\"say \"\"\"\"\r\n\"\"\",,3,ok," MD5 "," SHA1 "\r\n");
	assert_status(add_name(f, "a\rb"), HASHLANE_OK);
	expect(f, "\"a\rb\",,3,ok," MD5 "," SHA1 "\r\n");
	/* By base64 of coreutils; the second one spans two blocks. */
	assert_status(add_name(f, "\xff"), HASHLANE_OK);
	expect(f, ",/w==,3,ok," MD5 "," SHA1 "\r\n");
	assert_status(add_name(f, "0123456789012345678901234567890123456789"
				  "01234567\xfe"),
		      HASHLANE_OK);
	expect(f, ",MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAx"
		  "MjM0NTY3/g==,3,ok," MD5 "," SHA1 "\r\n");
	item = item_of(f, "gone");
	item.status = HASHLANE_NOT_FOUND;
	assert_status(add_item(f, &item), HASHLANE_OK);
	expect(f, "gone,,,NOT_FOUND,,\r\n");
	item = item_of(f, "part");
	item.digests_valid = 2;
	item.flags = 0;
	assert_status(add_item(f, &item), HASHLANE_OK);
	expect(f, "part,,,ok,," SHA1 "\r\n");
	close_writer(f);
}

static void times_of_csv(void **state)
{
	struct fixture *f = open_good(HASHLANE_FORMAT_CSV, "md5",
				      HASHLANE_WRITE_MTIME);
	struct hashlane_list_item item;

	(void)state;
	expect(f, "path,path_b64,size,mtime_ns,status,md5\r\n");
	item = item_of(f, "x");
	assert_status(add_item(f, &item), HASHLANE_OK);
	expect(f, "x,,3,1700000000000000001,ok," MD5 "\r\n");
	item.mtime_ns = -1;
	assert_status(add_item(f, &item), HASHLANE_OK);
	expect(f, "x,,3,-1,ok," MD5 "\r\n");
	item.mtime_ns = INT64_MIN;
	assert_status(add_item(f, &item), HASHLANE_OK);
	expect(f, "x,,3,-9223372036854775808,ok," MD5 "\r\n");
	item.flags = HASHLANE_LIST_HAS_SIZE;
	item.size_bytes = UINT64_MAX;
	assert_status(add_item(f, &item), HASHLANE_OK);
	expect(f, "x,,18446744073709551615,,ok," MD5 "\r\n");
	close_writer(f);
}

static void lines_of_hashdeep(void **state)
{
	struct fixture *f = open_good(HASHLANE_FORMAT_HASHDEEP, "md5,sha256",
				      0);

	(void)state;
	expect(f, "%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n##\n");
	assert_status(add_name(f, "a,\"b\" \r c"), HASHLANE_OK);
	expect(f, "3," MD5 "," SHA256 ",a,\"b\" \r c\n");
	assert_status(add_name(f, "# 1,2"), HASHLANE_OK);
	expect(f, "3," MD5 "," SHA256 ",# 1,2\n");
	close_writer(f);
	f = open_good(HASHLANE_FORMAT_HASHDEEP, "md5",
		      HASHLANE_WRITE_NO_HEADER | HASHLANE_WRITE_CRLF);
	expect(f, "");
	assert_status(add_name(f, "x"), HASHLANE_OK);
	expect(f, "3," MD5 ",x\r\n");
	close_writer(f);
}

static void lines_of_ed2k(void **state)
{
	struct fixture *f = open_good(HASHLANE_FORMAT_ED2K, "ed2k,aich", 0);
	struct hashlane_list_item item;

	(void)state;
	expect(f, "");
	assert_status(add_name(f, "d/a b|%\xc3\xa9~"), HASHLANE_OK);
	expect(f, "ed2k://|file|d/a%20b%7C%25%C3%A9~|3|" ED2K "|h=" SHA1_BASE32
		  "|/\n");
	item = item_of(f, "x");
	item.digests_valid = 1;
	assert_status(add_item(f, &item), HASHLANE_OK);
	expect(f, "ed2k://|file|x|3|" ED2K "|/\n");
	item.digests_valid = 2;
	assert_status(add_item(f, &item), HASHLANE_UNSUPPORTED);
	item = item_of(f, "x");
	item.flags = 0;
	assert_status(add_item(f, &item), HASHLANE_UNSUPPORTED);
	expect(f, "");
	close_writer(f);
}

static void parts_of_ed2k(void **state)
{
	static const uint8_t digests[32] = { 0x01, [15] = 0x0f, [16] = 0xa0 };
	static const char start[] = "ed2k://|file|x|3|" ED2K "|";
	static const char parts[] = "p=0100000000000000000000000000000f:"
				    "a0000000000000000000000000000000|";
	struct hashlane_parts of[2] = {
		{ .struct_size = sizeof(of[0]) },
		{ .struct_size = sizeof(of[0]),
		  .digests = digests,
		  .digest_bytes = 16,
		  .count = 2,
		  .part_bytes = 9728000 },
	};
	char text[256];

	(void)state;
	for (int with = 0; with < 2; with++) {
		struct fixture *f = open_good(HASHLANE_FORMAT_ED2K,
					      "aich,ed2k",
					      with ? HASHLANE_WRITE_PARTS : 0);
		struct hashlane_list_item item = item_of(f, "x");

		item.parts = of;
		assert_status(add_item(f, &item), HASHLANE_OK);
		snprintf(text, sizeof(text), "%s%sh=" SHA1_BASE32 "|/\n",
			 start, with ? parts : "");
		expect(f, text);
		close_writer(f);
	}
}

/* A link whose parts are of another kind would be cut off. */
static void wrong_parts_of_ed2k(void **state)
{
	static const uint8_t digests[32];
	struct hashlane_parts parts = {
		.struct_size = sizeof(parts),
		.digests = digests,
		.digest_bytes = 20,
		.count = 1,
		.part_bytes = 9728000,
	};
	struct fixture *f = open_good(HASHLANE_FORMAT_ED2K, "ed2k",
				      HASHLANE_WRITE_PARTS);
	struct hashlane_list_item item = item_of(f, "x");

	(void)state;
	item.parts = &parts;
	assert_status(add_item(f, &item), HASHLANE_UNSUPPORTED);
	parts.digest_bytes = 16;
	parts.part_bytes = 1 << 20;
	assert_status(add_item(f, &item), HASHLANE_UNSUPPORTED);
	expect(f, "");
	parts.part_bytes = 9728000;
	assert_status(add_item(f, &item), HASHLANE_OK);
	close_writer(f);
}

static void lines_of_magnet(void **state)
{
	struct fixture *f = open_good(HASHLANE_FORMAT_MAGNET,
				      "tth,ed2k,sha1,md5", 0);
	struct hashlane_list_item item;

	(void)state;
	expect(f, "");
	assert_status(add_name(f, "a+b&c d"), HASHLANE_OK);
	expect(f, "magnet:?xl=3&dn=a%2Bb%26c%20d&xt=urn:tree:tiger:" TTH
		  "&xt=urn:ed2k:" ED2K "&xt=urn:sha1:" SHA1_BASE32
		  "&xt=urn:md5:" MD5 "\n");
	item = item_of(f, "x");
	item.flags = 0;
	item.digests_valid = 8;
	assert_status(add_item(f, &item), HASHLANE_OK);
	expect(f, "magnet:?dn=x&xt=urn:md5:" MD5 "\n");
	item.digests_valid = 0;
	assert_status(add_item(f, &item), HASHLANE_UNSUPPORTED);
	expect(f, "");
	close_writer(f);
	/* A link that has both kinds says which is which. */
	f = open_good(HASHLANE_FORMAT_MAGNET, "ed2k-blue", HASHLANE_WRITE_NUL);
	assert_status(add_name(f, "x"), HASHLANE_OK);
	assert_int_equal(f->sink.bytes, strlen(f->sink.text) + 1);
	expect(f, "magnet:?xl=3&dn=x&xt=urn:ed2k:" ED2K);
	close_writer(f);
	f = open_good(HASHLANE_FORMAT_MAGNET, "ed2k-blue,ed2k", 0);
	assert_status(add_name(f, "x"), HASHLANE_OK);
	expect(f, "magnet:?xl=3&dn=x&xt=urn:ed2k-blue:" ED2K
		  "&xt=urn:ed2k:" ED2K "\n");
	close_writer(f);
}

#define BLAKE3                             \
	"6437b3ac38465133ffb63b75273a8db5" \
	"48c558465d79db03fd359c6cd5bd9d85"

/* Which format a list without one has, and what it says of its digests. */
static void automatic_formats(void **state)
{
	static const struct {
		int32_t format;
		uint32_t flags;
		const char *algorithms, *header, *lines;
	} rows[] = {
		{ HASHLANE_FORMAT_AUTO, 0, "sha256", "", SHA256 "  x\n" },
		{ HASHLANE_FORMAT_AUTO, HASHLANE_WRITE_BINARY, "md5", "",
		  MD5 " *x\n" },
		{ HASHLANE_FORMAT_AUTO, 0, "blake3", "",
		  "BLAKE3 (x) = " BLAKE3 "\n" },
		{ HASHLANE_FORMAT_AUTO, 0, "md5,sha1", "",
		  "MD5 (x) = " MD5 "\nSHA1 (x) = " SHA1 "\n" },
		{ HASHLANE_FORMAT_GNU, 0, "blake3", "# blake3\n",
		  BLAKE3 "  x\n" },
		{ HASHLANE_FORMAT_GNU, HASHLANE_WRITE_NO_HEADER, "blake3", "",
		  BLAKE3 "  x\n" },
		{ HASHLANE_FORMAT_GNU, 0, "md5,sha256", "",
		  MD5 "  x\n" SHA256 "  x\n" },
		{ HASHLANE_FORMAT_GNU, 0, "sha256,blake3", "# sha256\n",
		  SHA256 "  x\n# blake3\n" BLAKE3 "  x\n" },
		{ HASHLANE_FORMAT_GNU,
		  HASHLANE_WRITE_NO_HEADER | HASHLANE_WRITE_CRLF,
		  "sha256,blake3", "",
		  "# sha256\r\n" SHA256 "  x\r\n# blake3\r\n" BLAKE3
		  "  x\r\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct fixture *f = open_good(
			rows[i].format, rows[i].algorithms, rows[i].flags);

		expect(f, rows[i].header);
		assert_status(add_name(f, "x"), HASHLANE_OK);
		expect(f, rows[i].lines);
		close_writer(f);
	}
}

/* A section that the sink did not get begins again. */
static void sections_of_gnu(void **state)
{
	struct fixture *f = open_good(HASHLANE_FORMAT_GNU, "blake3,md5", 0);
	struct hashlane_list_item item = item_of(f, "x");

	(void)state;
	expect(f, "# blake3\n");
	item.digests_valid = 2;
	assert_status(add_item(f, &item), HASHLANE_OK);
	expect(f, "# md5\n" MD5 "  x\n");
	assert_status(add_item(f, &item), HASHLANE_OK);
	expect(f, MD5 "  x\n");
	item.digests_valid = 1;
	f->sink.status = HASHLANE_IO;
	assert_status(add_item(f, &item), HASHLANE_IO);
	f->sink.status = HASHLANE_OK;
	assert_status(add_item(f, &item), HASHLANE_OK);
	expect(f, "# blake3\n" BLAKE3 "  x\n");
	item.digests_valid = 0;
	assert_status(add_item(f, &item), HASHLANE_UNSUPPORTED);
	close_writer(f);
}

/* ---- What is refused ---- */

static void names_that_hashdeep_refuses(void **state)
{
	static const char *const refused[] = {
		"a\nb",
		"\n",
		"a\r",
		"x offset 0-3",
		"x offset 512-1023",
		" offset 0-0",
	};
	static const char *const kept[] = {
		"a\rb",
		"x offset 0-",
		"x offset a-b",
		"x offset 0-3.txt",
		"x offset",
		"offset 0-3",
		"%%%% HASHDEEP-1.0",
		"## ",
	};
	struct fixture *f = open_good(HASHLANE_FORMAT_HASHDEEP, "md5",
				      HASHLANE_WRITE_NO_HEADER);
	struct hashlane_list_item item;
	char text[128];

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		assert_status(add_name(f, refused[i]), HASHLANE_UNSUPPORTED);
	assert_int_equal(f->sink.calls, 0);
	assert_int_equal(f->error.status, HASHLANE_UNSUPPORTED);
	assert_true(f->error.message[0]);
	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++) {
		assert_status(add_name(f, kept[i]), HASHLANE_OK);
		snprintf(text, sizeof(text), "3," MD5 ",%s\n", kept[i]);
		expect(f, text);
	}
	item = item_of(f, "x");
	item.digests_valid = 0;
	assert_status(add_item(f, &item), HASHLANE_UNSUPPORTED);
	item = item_of(f, "x");
	item.flags = HASHLANE_LIST_HAS_MTIME;
	assert_status(add_item(f, &item), HASHLANE_UNSUPPORTED);
	item = item_of(f, "x");
	item.status = HASHLANE_ACCESS;
	assert_status(add_item(f, &item), HASHLANE_UNSUPPORTED);
	assert_non_null(strstr(f->error.message, "failure"));
	expect(f, "");
	close_writer(f);
}

static void algorithms_that_are_refused(void **state)
{
	static const struct {
		int32_t format;
		const char *algorithms;
		uint32_t flags;
		int32_t status;
	} rows[] = {
		{ HASHLANE_FORMAT_ED2K, "ed2k,md5", 0, HASHLANE_UNSUPPORTED },
		{ HASHLANE_FORMAT_ED2K, "ed2k-blue,aich", 0, HASHLANE_OK },
		{ HASHLANE_FORMAT_JSON, "md5", 0, HASHLANE_UNSUPPORTED },
		{ HASHLANE_FORMAT_NAME_FIRST, "md5", 0, HASHLANE_UNSUPPORTED },
		{ HASHLANE_FORMAT_REPORT + 1, "md5", 0, HASHLANE_ARGUMENT },
		{ -1, "md5", 0, HASHLANE_ARGUMENT },
		{ HASHLANE_FORMAT_CSV, "md5", 64, HASHLANE_ARGUMENT },
		{ HASHLANE_FORMAT_CSV, "md5", HASHLANE_WRITE_NUL,
		  HASHLANE_UNSUPPORTED },
		{ HASHLANE_FORMAT_HASHDEEP, "md5", HASHLANE_WRITE_NUL,
		  HASHLANE_UNSUPPORTED },
		{ HASHLANE_FORMAT_ED2K, "ed2k", HASHLANE_WRITE_NUL,
		  HASHLANE_OK },
		{ HASHLANE_FORMAT_ED2K, "ed2k",
		  HASHLANE_WRITE_NUL | HASHLANE_WRITE_CRLF,
		  HASHLANE_ARGUMENT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct fixture *f = malloc(sizeof(*f));

		assert_non_null(f);
		assert_status(open_writer(f, rows[i].format,
					  rows[i].algorithms, rows[i].flags),
			      rows[i].status);
		if (!rows[i].status) {
			close_writer(f);
			continue;
		}
		assert_int_equal(f->error.status, rows[i].status);
		assert_int_equal(f->writer, 0);
		/* The one that is refused, by its place and name. */
		if (!i) {
			assert_int_equal(f->error.offset, 1);
			assert_non_null(
				strstr(f->error.message, "md5: the format "));
		}
		free(f);
	}
}

/* ---- The sink ---- */

static void whole_lines_or_none(void **state)
{
	struct fixture *f = open_good(HASHLANE_FORMAT_CSV, "md5", 0);
	char name[5000];

	(void)state;
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = 0;
	assert_int_equal(f->sink.calls, 1);
	assert_status(add_name(f, name), HASHLANE_OK);
	assert_int_equal(f->sink.calls, 2);
	f->sink.status = HASHLANE_IO;
	assert_status(add_name(f, "lost"), HASHLANE_IO);
	assert_int_equal(f->sink.calls, 3);
	f->sink.status = -77;
	assert_status(add_name(f, "lost"), -77);
	f->sink.status = HASHLANE_OK;
	f->sink.bytes = 0;
	/* Nothing is left of what was not taken. */
	assert_status(add_name(f, "x"), HASHLANE_OK);
	expect(f, "x,,3,ok," MD5 "\r\n");
	close_writer(f);
}

static void a_header_that_fails(void **state)
{
	struct fixture *f = open_good(HASHLANE_FORMAT_CSV, "md5", 0);
	hashlane_list_writer writer = 0;

	(void)state;
	f->sink.status = HASHLANE_BUFFER;
	assert_status(
		hashlane_list_writer_create(&writer, &f->options, &f->error),
		HASHLANE_BUFFER);
	assert_int_equal(writer, 0);
	f->options.flags = HASHLANE_WRITE_NO_HEADER;
	assert_status(
		hashlane_list_writer_create(&writer, &f->options, &f->error),
		HASHLANE_OK);
	assert_status(hashlane_list_writer_destroy(writer), HASHLANE_OK);
	close_writer(f);
}

static void a_sink_that_calls_back(void **state)
{
	struct fixture *f = open_good(HASHLANE_FORMAT_CSV, "md5", 0);

	(void)state;
	f->sink.self = f->writer;
	f->sink.nested[0] = f->sink.nested[1] = -1;
	assert_status(add_name(f, "x"), HASHLANE_OK);
	assert_int_equal(f->sink.nested[0], HASHLANE_BUSY);
	assert_int_equal(f->sink.nested[1], HASHLANE_BUSY);
	f->sink.self = 0;
	assert_status(add_name(f, "y"), HASHLANE_OK);
	close_writer(f);
}

static void a_writer_of_another_process(void **state)
{
	struct fixture *f = open_good(HASHLANE_FORMAT_CSV, "md5", 0);
	int result;
	pid_t child = fork();

	(void)state;
	if (!child)
		_exit(add_name(f, "x") == HASHLANE_FORKED &&
				      hashlane_list_writer_destroy(
					      f->writer) == HASHLANE_FORKED ?
			      0 :
			      1);
	assert_int_equal(waitpid(child, &result, 0), child);
	assert_int_equal(result, 0);
	close_writer(f);
}

static void arguments_of_items(void **state)
{
	struct fixture *f = open_good(HASHLANE_FORMAT_CSV, "md5",
				      HASHLANE_WRITE_NO_HEADER);
	struct {
		struct hashlane_list_item item;
		uint64_t more;
	} wide;
	struct hashlane_list_item item = item_of(f, "x");
	struct hashlane_parts parts = { .struct_size = sizeof(parts) };

	(void)state;
	assert_status(hashlane_list_writer_add(f->writer, NULL, sizeof(item),
					       &f->error),
		      HASHLANE_ARGUMENT);
	assert_status(hashlane_list_writer_add(f->writer, &item,
					       sizeof(item) - 1, &f->error),
		      HASHLANE_ABI);
	wide.item = item;
	wide.more = 1;
	assert_status(hashlane_list_writer_add(f->writer, &wide.item,
					       sizeof(wide), &f->error),
		      HASHLANE_ABI);
	wide.more = 0;
	assert_status(hashlane_list_writer_add(f->writer, &wide.item,
					       sizeof(wide), NULL),
		      HASHLANE_OK);
	expect(f, "x,,3,ok," MD5 "\r\n");
	item.name_bytes = 0;
	assert_status(add_item(f, &item), HASHLANE_ARGUMENT);
	item = item_of(f, "x");
	item.name = NULL;
	assert_status(add_item(f, &item), HASHLANE_ARGUMENT);
	item = item_of(f, "x");
	item.name = "a\0b";
	item.name_bytes = 3;
	assert_status(add_item(f, &item), HASHLANE_ARGUMENT);
	item = item_of(f, "x");
	item.flags = 4;
	assert_status(add_item(f, &item), HASHLANE_ARGUMENT);
	item = item_of(f, "x");
	item.digests = NULL;
	assert_status(add_item(f, &item), HASHLANE_ARGUMENT);
	item = item_of(f, "x");
	item.parts = &parts;
	parts.struct_size--;
	assert_status(add_item(f, &item), HASHLANE_ABI);
	parts.struct_size++;
	parts.count = 1;
	assert_status(add_item(f, &item), HASHLANE_ARGUMENT);
	parts.digests = f->row;
	parts.digest_bytes = HASHLANE_MAX_DIGEST_BYTES + 1;
	assert_status(add_item(f, &item), HASHLANE_ARGUMENT);
	expect(f, "");
	close_writer(f);
}

/* ---- Results ---- */

static const struct hashlane_results *
results_of(hashlane_engine engine, const struct fixture *f,
	   const struct hashlane_input *inputs, size_t count, uint32_t flags)
{
	struct hashlane_job_options options =
		HASHLANE_INIT(hashlane_job_options);
	const struct hashlane_results *results;
	hashlane_job job;

	options.specs = f->specs;
	options.spec_count = f->options.spec_count;
	options.inputs = inputs;
	options.input_bytes = sizeof(*inputs);
	options.input_count = count;
	options.flags = flags;
	options.order = HASHLANE_ORDER_INPUT;
	job = job_of(engine, &options);
	assert_int_equal(hashlane_job_next(&results, job, -1), HASHLANE_OK);
	assert_int_equal(hashlane_results_get_count(results), count);
	end_job(engine, job);
	return results;
}

static int abc_file(void)
{
	int fd = memfd_create("abc", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, "abc", 3, 0), 3);
	return fd;
}

static void rows_of_results(void **state)
{
	int fd = abc_file();
	struct hashlane_input inputs[] = {
		descriptor_input(fd, "a"),
		descriptor_input(fd, "b\n"),
		path_input("/no/such/file"),
		descriptor_input(fd, "c"),
	};
	struct fixture *f = open_good(HASHLANE_FORMAT_HASHDEEP, "md5,sha256",
				      HASHLANE_WRITE_NO_HEADER);
	struct fixture *other = open_good(HASHLANE_FORMAT_CSV, "sha256,md5",
					  0);
	hashlane_engine engine = engine_of(1, 0);
	const struct hashlane_results *results = results_of(engine, f, inputs,
							    4, 0);
	uint64_t refused = 99;

	(void)state;
	assert_status(hashlane_list_writer_add_results(f->writer, results,
						       &refused, &f->error),
		      HASHLANE_UNSUPPORTED);
	assert_int_equal(refused, 2);
	assert_int_equal(f->error.status, HASHLANE_UNSUPPORTED);
	assert_non_null(strstr(f->error.message, "line's end"));
	expect(f, "3," MD5 "," SHA256 ",a\n3," MD5 "," SHA256 ",c\n");
	assert_status(hashlane_list_writer_add_results(other->writer, results,
						       NULL, &f->error),
		      HASHLANE_ARGUMENT);
	f->sink.status = HASHLANE_IO;
	assert_status(hashlane_list_writer_add_results(f->writer, results,
						       &refused, &f->error),
		      HASHLANE_IO);
	assert_int_equal(refused, 0);
	hashlane_results_destroy(results);
	/* A failure alone is no fault of the format. */
	results = results_of(engine, f, inputs + 2, 1, 0);
	f->sink.status = HASHLANE_OK;
	assert_status(hashlane_list_writer_add_results(f->writer, results,
						       &refused, NULL),
		      HASHLANE_OK);
	assert_int_equal(refused, 1);
	hashlane_results_destroy(results);
	expect(f, "");
	close_writer(f);
	close_writer(other);
	end_engine(engine);
	close(fd);
}

static void parts_of_results(void **state)
{
	int fd = abc_file();
	struct hashlane_input input = descriptor_input(fd, "x");
	struct fixture *f = open_good(HASHLANE_FORMAT_ED2K, "aich,ed2k",
				      HASHLANE_WRITE_PARTS);
	hashlane_engine engine = engine_of(1, 0);
	const struct hashlane_results *results =
		results_of(engine, f, &input, 1, HASHLANE_JOB_PARTS);

	(void)state;
	assert_status(hashlane_list_writer_add_results(f->writer, results,
						       NULL, NULL),
		      HASHLANE_OK);
	/* The one part is the file. */
	expect(f,
	       "ed2k://|file|x|3|" ED2K "|p=" ED2K "|h=" SHA1_BASE32 "|/\n");
	hashlane_results_destroy(results);
	close_writer(f);
	end_engine(engine);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_of_csv),
		cmocka_unit_test(times_of_csv),
		cmocka_unit_test(lines_of_hashdeep),
		cmocka_unit_test(lines_of_ed2k),
		cmocka_unit_test(parts_of_ed2k),
		cmocka_unit_test(wrong_parts_of_ed2k),
		cmocka_unit_test(lines_of_magnet),
		cmocka_unit_test(automatic_formats),
		cmocka_unit_test(sections_of_gnu),
		cmocka_unit_test(names_that_hashdeep_refuses),
		cmocka_unit_test(algorithms_that_are_refused),
		cmocka_unit_test(whole_lines_or_none),
		cmocka_unit_test(a_header_that_fails),
		cmocka_unit_test(a_sink_that_calls_back),
		cmocka_unit_test(a_writer_of_another_process),
		cmocka_unit_test(arguments_of_items),
		cmocka_unit_test(rows_of_results),
		cmocka_unit_test(parts_of_results),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
