/* SPDX-License-Identifier: MIT */
/* list_maker.c - lists in memory, written by the library and read back. */
#include "list_maker.h"

#include "../support/check.h"
#include "../support/engine_jobs.h"
#include "odd_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct list_variant variants[] = {
	{ "gnu md5", HASHLANE_FORMAT_GNU, 0, "md5", "files.md5", true },
	{ "gnu sha256", HASHLANE_FORMAT_GNU, 0, "sha256", "SHA256SUMS", true },
	{ "gnu sha1 *", HASHLANE_FORMAT_GNU, HASHLANE_WRITE_BINARY, "sha1",
	  "files.sha1", true },
	{ "gnu nul", HASHLANE_FORMAT_GNU, HASHLANE_WRITE_NUL, "md5", "x.md5",
	  true },
	{ "auto sha512", HASHLANE_FORMAT_AUTO, 0, "sha512", "SHA512SUMS",
	  true },
	{ "auto blake3", HASHLANE_FORMAT_AUTO, 0, "blake3", "B3SUMS", true },
	{ "bsd", HASHLANE_FORMAT_BSD, 0, "sha1", "CHECKSUM", true },
	{ "bsd several", HASHLANE_FORMAT_BSD, 0, "md5,sha256,crc32,tth",
	  "list.txt", true },
	{ "bsd nul", HASHLANE_FORMAT_BSD, HASHLANE_WRITE_NUL, "xxh3-64",
	  "list.txt", true },
	{ "sfv", HASHLANE_FORMAT_SFV, 0, "crc32", "files.sfv", false },
	{ "hashdeep", HASHLANE_FORMAT_HASHDEEP, 0, "md5,sha256",
	  "files.hashdeep", false },
	{ "ed2k", HASHLANE_FORMAT_ED2K, 0, "ed2k,aich", "links.txt", true },
	{ "magnet", HASHLANE_FORMAT_MAGNET, 0, "tth,sha1,md5", "links.magnet",
	  true },
	{ "csv", HASHLANE_FORMAT_CSV, 0, "sha256", "files.csv", true },
	{ "csv times", HASHLANE_FORMAT_CSV, HASHLANE_WRITE_MTIME, "md5,crc32",
	  "files.csv", true },
	/* As other tools write them. */
	{ "rhash", HASHLANE_FORMAT_NAME_FIRST, 0, "crc32,md5", "list.txt",
	  false },
	{ "sfvmd5", HASHLANE_FORMAT_NAME_FIRST, 0, "md5", "files.sfvmd5",
	  false },
	{ "fsum", HASHLANE_FORMAT_FSUM, 0, "sha256", "list.txt", false },
	{ "md5deep -z", HASHLANE_FORMAT_SIZES, 0, "md5", "list.txt", false },
	{ "Debian", HASHLANE_FORMAT_DEBIAN, 0, "sha256", "Release", false },
	{ "Gentoo", HASHLANE_FORMAT_GENTOO, 0, "md5,sha256", "Manifest",
	  true },
};

enum { VARIANT_COUNT = sizeof(variants) / sizeof(variants[0]) };

const struct list_variant *list_variants(size_t *count)
{
	*count = VARIANT_COUNT;
	return variants;
}

/* The algorithms of a variant, and a row of each file, computed once. */
struct rows {
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	size_t spec_count, row_bytes;
	size_t offsets[HASHLANE_MAX_ALGORITHMS];
	size_t digest_bytes[HASHLANE_MAX_ALGORITHMS];
	uint8_t *digests;
};

static struct rows all_rows[VARIANT_COUNT];

static void parse_algorithms(struct rows *rows, const char *text)
{
	while (*text) {
		size_t bytes = strcspn(text, ",");
		struct hashlane_algorithm_spec *spec =
			&rows->specs[rows->spec_count++];

		assert_status(
			hashlane_algorithm_parse(spec, text, bytes, NULL),
			HASHLANE_OK);
		text += bytes + (text[bytes] == ',');
	}
	assert_status(
		hashlane_algorithms_get_layout(&rows->row_bytes, rows->offsets,
					       HASHLANE_MAX_ALGORITHMS,
					       rows->specs, rows->spec_count),
		HASHLANE_OK);
}

static const struct rows *rows_of(const struct list_variant *variant)
{
	struct rows *rows = &all_rows[variant - variants];
	const struct odd_file *files;
	size_t count;

	if (rows->digests)
		return rows;
	files = odd_files(&count);
	parse_algorithms(rows, variant->algorithms);
	/* Kept until the process ends. */
	rows->digests = calloc(count, rows->row_bytes);
	assert_non_null(rows->digests);
	for (size_t i = 0; i < count; i++) {
		uint8_t *row = rows->digests + i * rows->row_bytes;

		for (size_t k = 0; k < rows->spec_count; k++)
			assert_status(hashlane_hash(row + rows->offsets[k],
						    rows->row_bytes -
							    rows->offsets[k],
						    &rows->digest_bytes[k],
						    &rows->specs[k],
						    files[i].content,
						    files[i].content_bytes),
				      HASHLANE_OK);
	}
	return rows;
}

static int32_t append(void *context, const void *data, size_t bytes)
{
	struct made_list *list = context;

	if (list->room - list->bytes < bytes) {
		size_t room = 2 * (list->bytes + bytes) + 256;
		char *text = realloc(list->text, room);

		if (!text)
			return HASHLANE_NO_MEMORY;
		list->text = text;
		list->room = room;
	}
	memcpy(list->text + list->bytes, data, bytes);
	list->bytes += bytes;
	return HASHLANE_OK;
}

/* False: refused. */
static bool add_file(hashlane_list_writer writer, const struct rows *rows,
		     size_t index)
{
	const struct odd_file *file = odd_files(&(size_t){ 0 }) + index;
	struct hashlane_list_item item = {
		.name = file->name,
		.name_bytes = file->name_bytes,
		.flags = HASHLANE_LIST_HAS_SIZE | HASHLANE_LIST_HAS_MTIME,
		.size_bytes = file->content_bytes,
		.mtime_ns = INT64_C(1700000000000000000) + (int64_t)index,
		.digests = rows->digests + index * rows->row_bytes,
		.digests_valid = (UINT64_C(1) << rows->spec_count) - 1,
	};
	int32_t status;

	status = hashlane_list_writer_add(writer, &item, sizeof(item), NULL);
	if (status != HASHLANE_UNSUPPORTED)
		assert_status(status, HASHLANE_OK);
	return !status;
}

/* ---- Formats that the library only reads ---- */

static void put_text(struct made_list *list, const char *text)
{
	assert_status(append(list, text, strlen(text)), HASHLANE_OK);
}

static void put_digest(struct made_list *list, const struct rows *rows,
		       size_t index, size_t k)
{
	char text[HASHLANE_MAX_TEXT_BYTES];

	assert_status(hashlane_digest_format(
			      text, sizeof(text), NULL, &rows->specs[k],
			      HASHLANE_TEXT_HEX,
			      rows->digests + index * rows->row_bytes +
				      rows->offsets[k],
			      rows->digest_bytes[k]),
		      HASHLANE_OK);
	put_text(list, text);
}

static void put_size(struct made_list *list, const char *format, size_t size)
{
	char text[32];

	snprintf(text, sizeof(text), format, size);
	put_text(list, text);
}

/* Blanks, controls and backslashes as "\xHH" (GLEP 74). */
static void put_escaped(struct made_list *list, const char *name)
{
	char text[8];

	for (; *name; name++) {
		bool plain = *name > ' ' && *name != 0x7f && *name != '\\';

		snprintf(text, sizeof(text),
			 plain || *name < 0 ? "%c" : "\\x%02x", *name);
		put_text(list, text);
	}
}

/* A line without its end, as the tool writes it. */
static void put_line(struct made_list *list, const struct rows *rows,
		     size_t index)
{
	const struct odd_file *file = odd_files(&(size_t){ 0 }) + index;

	switch (list->variant->format) {
	case HASHLANE_FORMAT_NAME_FIRST:
		put_text(list, file->name);
		for (size_t k = 0; k < rows->spec_count; k++) {
			put_text(list, rows->spec_count > 1 ? "  " : " ");
			put_digest(list, rows, index, k);
		}
		break;
	case HASHLANE_FORMAT_FSUM:
		put_digest(list, rows, index, 0);
		put_text(list, " ?SHA256*");
		put_text(list, file->name);
		break;
	case HASHLANE_FORMAT_SIZES:
		put_size(list, "%10zu  ", file->content_bytes);
		put_digest(list, rows, index, 0);
		put_text(list, "  ");
		put_text(list, file->name);
		break;
	case HASHLANE_FORMAT_DEBIAN:
		put_text(list, " ");
		put_digest(list, rows, index, 0);
		put_size(list, " %8zu ", file->content_bytes);
		put_text(list, file->name);
		break;
	default:
		put_text(list, "DATA ");
		put_escaped(list, file->name);
		put_size(list, " %zu MD5 ", file->content_bytes);
		put_digest(list, rows, index, 0);
		put_text(list, " SHA256 ");
		put_digest(list, rows, index, 1);
		break;
	}
}

/* Is there nothing but blanks, or a word as long as a checksum? */
static bool has_digest_word(const char *name)
{
	bool found = !name[strspn(name, " \t")];

	while (*name) {
		size_t bytes = strcspn(name, " \t");

		found |= bytes >= 8 &&
			 strspn(name, "0123456789abcdefABCDEF") >= bytes;
		found |= bytes == 39;
		name += bytes + (name[bytes] != 0);
	}
	return found;
}

/* Can the format hold the name? Most of them escape nothing. */
static bool can_hold(const struct list_variant *variant, const char *name)
{
	switch (variant->format) {
	case HASHLANE_FORMAT_GENTOO:
		return true;
	case HASHLANE_FORMAT_DEBIAN:
		return !strpbrk(name, " \t\r\n");
	case HASHLANE_FORMAT_NAME_FIRST:
		/* Words that may be digests, and what others begin with. */
		return !strpbrk(name, "\n;%:,(\\") &&
		       (unsigned char)*name < 0xef && !has_digest_word(name);
	default:
		return !strpbrk(name, "\n") && name[strlen(name) - 1] != '\r';
	}
}

static void make_as_tool(struct made_list *list, const struct rows *rows,
			 const size_t *files, size_t count, bool crlf)
{
	const struct odd_file *all = odd_files(&(size_t){ 0 });
	const char *end = crlf ? "\r\n" : "\n";

	if (list->variant->format == HASHLANE_FORMAT_DEBIAN) {
		put_text(list, "Suite: x");
		put_text(list, end);
		put_text(list, "SHA256:");
		put_text(list, end);
	}
	for (size_t i = 0; i < count; i++) {
		if (!can_hold(list->variant, all[files[i]].name))
			continue;
		put_line(list, rows, files[i]);
		put_text(list, end);
		list->files[list->count++] = files[i];
	}
}

bool list_make(struct made_list *list, const struct list_variant *variant,
	       const size_t *files, size_t count, bool crlf)
{
	const struct rows *rows = rows_of(variant);
	struct hashlane_list_writer_options options =
		HASHLANE_INIT(hashlane_list_writer_options);
	hashlane_list_writer writer;

	memset(list, 0, sizeof(*list));
	list->variant = variant;
	list->name = variant->name;
	if (variant->format > HASHLANE_FORMAT_JSON) {
		make_as_tool(list, rows, files, count, crlf);
		return list->count == count;
	}
	options.format = variant->format;
	options.flags = variant->flags;
	if (crlf && !(variant->flags & HASHLANE_WRITE_NUL))
		options.flags |= HASHLANE_WRITE_CRLF;
	options.specs = rows->specs;
	options.spec_count = rows->spec_count;
	options.write = append;
	options.write_context = list;
	assert_status(hashlane_list_writer_create(&writer, &options, NULL),
		      HASHLANE_OK);
	for (size_t i = 0; i < count; i++) {
		size_t before = list->bytes;

		if (add_file(writer, rows, files[i]))
			list->files[list->count++] = files[i];
		else
			assert_int_equal(list->bytes, before);
	}
	assert_status(hashlane_list_writer_destroy(writer), HASHLANE_OK);
	return list->count == count;
}

void list_free(struct made_list *list)
{
	free(list->text);
	list->text = NULL;
}

struct hashlane_list_options list_options_of(const struct made_list *list)
{
	struct hashlane_list_options options =
		HASHLANE_INIT(hashlane_list_options);

	if (list->variant->flags & HASHLANE_WRITE_NUL)
		options.flags |= HASHLANE_LIST_NUL;
	options.name = list->name;
	return options;
}

char *list_printable(const char *text, size_t bytes)
{
	char *out = malloc(4 * bytes + 1), *to = out;

	assert_non_null(out);
	for (size_t i = 0; i < bytes; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c == '\n')
			to += sprintf(to, "\\n\n");
		else if (c < 32 || c > 126)
			to += sprintf(to, "\\x%02x", c);
		else
			*to++ = (char)c;
	}
	*to = 0;
	return out;
}

/* Does a claim of the entry say this of the file? */
static bool has_digest(const struct hashlane_list_entry *entry,
		       const struct hashlane_algorithm_spec *spec,
		       const uint8_t *digest, size_t bytes)
{
	for (size_t i = 0; i < entry->claim_count; i++) {
		const struct hashlane_list_claim *claim =
			(const void *)((const char *)entry->claims +
				       i * entry->claim_bytes);

		if (claim->digest_bytes != bytes || claim->range_count ||
		    claim->part_bytes || !claim->digest ||
		    memcmp(claim->digest, digest, bytes) != 0)
			continue;
		for (size_t k = 0; k < claim->spec_count; k++)
			if (claim->specs[k].id == spec->id)
				return true;
	}
	return false;
}

/* An entry is that of the file; else what differs. */
static const char *compare(const struct hashlane_list_entry *entry,
			   const struct rows *rows, size_t index,
			   uint64_t seen)
{
	const struct odd_file *file = odd_files(&(size_t){ 0 }) + index;
	const uint8_t *row = rows->digests + index * rows->row_bytes;

	if (entry->status)
		return entry->reason;
	if (entry->name_bytes != file->name_bytes ||
	    memcmp(entry->name, file->name, file->name_bytes + 1) != 0)
		return "the name";
	if (entry->flags & HASHLANE_LIST_HAS_SIZE &&
	    entry->size_bytes != file->content_bytes)
		return "the size";
	/* Formats of one digest a line have several lines. */
	for (size_t k = 0; k < rows->spec_count; k++) {
		if (entry->claim_count == 1 && rows->spec_count > 1 &&
		    k != seen)
			continue;
		if (!has_digest(entry, &rows->specs[k], row + rows->offsets[k],
				rows->digest_bytes[k]))
			return "the digest";
	}
	return NULL;
}

static bool report(const struct made_list *list, size_t at, const char *what)
{
	char *text = list_printable(list->text, list->bytes);

	fprintf(stderr, "%s list '%s', file %zu: %s\n%s\n",
		list->variant->label, list->name ? list->name : "", at, what,
		text);
	free(text);
	return false;
}

bool list_reads_back(const struct made_list *list)
{
	const struct rows *rows = rows_of(list->variant);
	struct hashlane_list_options options = list_options_of(list);
	struct hashlane_input input = memory_input(list->text, list->bytes);
	struct hashlane_list_entry entry = HASHLANE_INIT(hashlane_list_entry);
	hashlane_list reader;
	size_t lines_each = 1, lines = 0, wanted;
	const char *differs = NULL;
	int32_t status = HASHLANE_OK;

	if (list->variant->format == HASHLANE_FORMAT_BSD)
		lines_each = rows->spec_count;
	wanted = list->count * lines_each;
	assert_status(hashlane_list_open(&reader, &input, sizeof(input),
					 &options, NULL),
		      HASHLANE_OK);
	while (!differs) {
		entry.struct_size = sizeof(entry);
		status = hashlane_list_next(&entry, reader);
		if (status)
			break;
		if (lines == wanted)
			differs = "an entry too many";
		else
			differs = compare(&entry, rows,
					  list->files[lines / lines_each],
					  lines % lines_each);
		lines += !differs;
	}
	if (!differs && status != HASHLANE_END)
		differs = hashlane_status_get_name(status);
	if (!differs && lines != wanted)
		differs = "an entry is missing";
	if (differs)
		report(list, lines / lines_each, differs);
	assert_status(hashlane_list_close(reader), HASHLANE_OK);
	return !differs;
}
