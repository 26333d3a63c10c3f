/* SPDX-License-Identifier: MIT */
/*
 * fuzz_lists.c - one harness over all readers of lists. The first four bytes
 * choose options, the others are the list. Built with libFuzzer (make fuzz) or
 * with replay_lists.c, which runs it over files.
 */
#define _GNU_SOURCE
#include "entry_log.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	HEAD_BYTES = 4,
	FORMATS = HASHLANE_FORMAT_REPORT + 1,
	WRITTEN = HASHLANE_FORMAT_CSV + 1 /* by the library */
};

static const char *const names[] = {
	NULL,        "list.txt",   "files.sfv",   "SHA256SUMS",
	"files.md5", "x.iso.sha1", "files.csv",   "list.hashdeep",
	"MD5SUMS",   "B3SUMS",     "x.txt.crc32", "CHECKSUMS.asc",
	"x.magnet",  "hashes.txt", "BLAKE2SUMS",  "a.sha512",
};

static const int32_t known[] = {
	HASHLANE_HASH_MD5,  HASHLANE_HASH_SHA256, HASHLANE_HASH_CRC32,
	HASHLANE_HASH_SHA1, HASHLANE_HASH_BLAKE3, HASHLANE_HASH_ED2K,
};

struct choices {
	struct hashlane_list_options options;
	struct hashlane_algorithm_spec specs[2];
	int32_t write_format;
	uint64_t seed;
};

static void choose(struct choices *choices, const uint8_t *head)
{
	memset(choices, 0, sizeof(*choices));
	choices->options.struct_size = sizeof(choices->options);
	/* Half of all lists decide themselves. */
	if (head[0] < 128)
		choices->options.format = head[0] % FORMATS;
	/* The library does not read it. */
	if (choices->options.format == HASHLANE_FORMAT_JSON)
		choices->options.format = HASHLANE_FORMAT_AUTO;
	choices->options.flags = head[1] &
				 (HASHLANE_LIST_NO_GUESS | HASHLANE_LIST_NUL);
	choices->options.name = names[head[1] >> 4];
	choices->specs[0].id = known[head[2] % 6];
	choices->specs[1].id = known[(head[2] % 6 + 1 + head[2] / 6 % 5) % 6];
	choices->options.spec_count = head[2] / 36 % 3;
	if (choices->options.spec_count == 1 && head[1] & 8) {
		choices->options.flags |= HASHLANE_LIST_MD5SUM;
		choices->options.format = HASHLANE_FORMAT_AUTO;
	}
	if (choices->options.spec_count)
		choices->options.specs = choices->specs;
	choices->write_format = head[3] % WRITTEN;
	choices->seed = head[3];
}

/* ---- What is true of every list ---- */

/* Is there a line of a PGP or signify frame? */
static bool is_signed(const struct entry_log *log)
{
	return log->info.flags & HASHLANE_LIST_SIGNED;
}

static bool has_word(const uint8_t *line, size_t bytes, const char *word)
{
	size_t length = strlen(word);

	for (size_t i = 0; i + length <= bytes; i++)
		if (!strncasecmp((const char *)line + i, word, length))
			return true;
	return false;
}

static bool begins(const uint8_t *line, size_t bytes, const char *word)
{
	return bytes >= strlen(word) && !memcmp(line, word, strlen(word));
}

/* What the formats have around entries that are only read. */
static bool may_skip_in(int32_t format, const uint8_t *line, size_t bytes)
{
	static const char *const words[] = { "Generated ", "Find  it",
					     "Count of ",  "Total of ",
					     "Filename ",  "Algorithm ",
					     "CertUtil: ", "----" };

	switch (format) {
	case HASHLANE_FORMAT_DEBIAN:
		return *line == ' ' || *line == '\t' ||
		       memchr(line, ':', bytes);
	case HASHLANE_FORMAT_GENTOO:
		return begins(line, bytes, "IGNORE ") ||
		       begins(line, bytes, "TIMESTAMP ") ||
		       begins(line, bytes, "OPTIONAL ");
	case HASHLANE_FORMAT_ED2K:
	case HASHLANE_FORMAT_MAGNET:
		return !has_word(line, bytes, "ed2k:") &&
		       !has_word(line, bytes, "magnet:");
	case HASHLANE_FORMAT_REPORT:
		for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
			if (begins(line, bytes, words[i]))
				return true;
		return false;
	default:
		return false;
	}
}

/*
 * May a line be skipped? It is empty, a comment, a header of columns or of
 * digests to follow, or of a signature's frame.
 */
static bool may_skip(const struct entry_log *log,
		     const struct choices *choices, const uint8_t *line,
		     size_t bytes)
{
	if (bytes >= 3 && !memcmp(line, "\xef\xbb\xbf", 3)) {
		line += 3;
		bytes -= 3;
	}
	while (bytes && strchr(" \t\r", line[bytes - 1]) && line[bytes - 1])
		bytes--;
	if (!bytes || is_signed(log))
		return true;
	/* SFV has no comments but those with a semicolon. */
	if (*line == '#')
		return choices->options.format != HASHLANE_FORMAT_SFV;
	if (*line == ';')
		return true;
	if (bytes >= 5 && !memcmp(line, "%%%% ", 5))
		return true;
	/* The end of a text of DOS. */
	if (bytes == 1 && *line == 0x1a)
		return true;
	if (may_skip_in(log->info.format, line, bytes))
		return true;
	/* A header of columns names one of names. */
	return (memchr(line, ',', bytes) || memchr(line, ';', bytes) ||
		memchr(line, '\t', bytes)) &&
	       (has_word(line, bytes, "name") ||
		has_word(line, bytes, "path") ||
		has_word(line, bytes, "file"));
}

/* Each line is of an entry, malformed or not, or may be skipped. */
static void check_lines(const struct entry_log *log,
			const struct choices *choices, const uint8_t *text,
			size_t bytes)
{
	uint8_t end = choices->options.flags & HASHLANE_LIST_NUL ? 0 : '\n';
	uint64_t at = 0, line = 1;
	size_t k = 0;

	while (at < bytes) {
		const uint8_t *found = memchr(text + at, end, bytes - at);
		uint64_t next = found ? (uint64_t)(found - text) + 1 : bytes;

		while (k < log->count && log->entries[k].raw_end <= at)
			k++;
		if (k == log->count || log->entries[k].raw_offset >= next)
			entry_log_require(may_skip(
				log, choices, text + at,
				(size_t)((found ? next - 1 : next) - at)));
		else if (log->entries[k].raw_offset >= at)
			entry_log_require(log->entries[k].line == line);
		at = next;
		line++;
	}
}

static void check_places(const struct entry_log *log, size_t bytes)
{
	uint64_t end = 0;

	for (size_t i = 0; i < log->count; i++) {
		const struct logged_entry *entry = &log->entries[i];

		entry_log_require(entry->raw_offset >= end);
		entry_log_require(entry->raw_end <= bytes);
		/* What the list lacks at its end has no bytes. */
		if (entry->raw_offset == bytes) {
			entry_log_require(i + 1 == log->count);
			entry_log_require(entry->status == HASHLANE_FORMAT);
			break;
		}
		entry_log_require(entry->raw_end > entry->raw_offset);
		entry_log_require(entry->raw_bytes <=
				  entry->raw_end - entry->raw_offset);
		end = entry->raw_end;
	}
}

static void check_info(const struct entry_log *log, const uint8_t *text,
		       size_t bytes)
{
	uint64_t entries = 0;

	for (size_t i = 0; i < log->count; i++)
		entries += !log->entries[i].status;
	entry_log_require(log->info.entries == entries);
	entry_log_require(log->info.malformed == log->count - entries);
	entry_log_require(log->status == HASHLANE_END ||
			  log->status == HASHLANE_FORMAT);
	/* Only binary data has no lines. */
	if (log->status == HASHLANE_FORMAT)
		entry_log_require(memchr(text, 0, bytes) ||
				  log->info.encoding == 16);
}

static void check_same(const struct entry_log *log,
		       const struct entry_log *other)
{
	entry_log_require(log->status == other->status);
	entry_log_require(log->count == other->count);
	entry_log_require(log->byte_count == other->byte_count);
	entry_log_require(!log->byte_count ||
			  !memcmp(log->bytes, other->bytes, log->byte_count));
}

/* ---- Written again ---- */

struct sink {
	uint8_t text[1 << 16];
	size_t bytes;
};

static int32_t append(void *context, const void *data, size_t bytes)
{
	struct sink *sink = context;

	if (sizeof(sink->text) - sink->bytes < bytes)
		return HASHLANE_BUFFER;
	memcpy(sink->text + sink->bytes, data, bytes);
	sink->bytes += bytes;
	return HASHLANE_OK;
}

/* False: refused, or there is no more room. */
static bool write_entry(hashlane_list_writer writer,
			const struct entry_log *log,
			const struct logged_entry *entry)
{
	struct hashlane_list_item item = {
		.name = log->bytes + entry->name,
		.name_bytes = entry->name_bytes,
		.flags = entry->flags & HASHLANE_LIST_HAS_SIZE,
		.size_bytes = entry->size_bytes,
		.digests = entry->digest,
		.digests_valid = 1,
	};
	int32_t status = hashlane_list_writer_add(writer, &item, sizeof(item),
						  NULL);

	entry_log_require(!status || status == HASHLANE_UNSUPPORTED ||
			  status == HASHLANE_BUFFER);
	return !status;
}

static void read_again(const struct entry_log *log, const size_t *written,
		       size_t count, const struct sink *sink,
		       const struct hashlane_list_options *options)
{
	struct entry_log again;

	entry_log_read(&again, ENTRIES_MEMORY, sink->text, sink->bytes,
		       options, 0);
	entry_log_require(again.status == HASHLANE_END);
	entry_log_require(again.count == count);
	for (size_t i = 0; i < count; i++) {
		const struct logged_entry *was = &log->entries[written[i]];
		const struct logged_entry *is = &again.entries[i];

		entry_log_require(!is->status);
		entry_log_require(was->name_bytes == is->name_bytes);
		entry_log_require(!memcmp(log->bytes + was->name,
					  again.bytes + is->name,
					  was->name_bytes));
		entry_log_require(is->spec.id == was->spec.id);
		entry_log_require(is->spec.param == was->spec.param);
		entry_log_require(is->digest_bytes == was->digest_bytes);
		entry_log_require(
			!memcmp(is->digest, was->digest, was->digest_bytes));
	}
	entry_log_free(&again);
}

enum { WRITTEN_MAX = 64 };

/* The entries of one algorithm, written in any format, read the same. */
static void write_again(const struct entry_log *log,
			const struct choices *choices)
{
	static struct sink sink;
	struct hashlane_list_writer_options writing =
		HASHLANE_INIT(hashlane_list_writer_options);
	struct hashlane_list_options reading =
		HASHLANE_INIT(hashlane_list_options);
	size_t written[WRITTEN_MAX], count = 0, i = 0;
	struct hashlane_algorithm_spec spec;
	hashlane_list_writer writer;

	while (i < log->count && !log->entries[i].spec.id)
		i++;
	if (i == log->count)
		return;
	spec = log->entries[i].spec;
	sink.bytes = 0;
	writing.format = choices->write_format;
	writing.specs = &spec;
	writing.spec_count = 1;
	writing.write = append;
	writing.write_context = &sink;
	if (choices->seed & 128)
		writing.flags = HASHLANE_WRITE_CRLF;
	if (hashlane_list_writer_create(&writer, &writing, NULL))
		return;
	for (; i < log->count && count < WRITTEN_MAX; i++) {
		const struct logged_entry *entry = &log->entries[i];

		if (entry->spec.id == spec.id &&
		    entry->spec.param == spec.param && entry->name_bytes &&
		    write_entry(writer, log, entry))
			written[count++] = i;
	}
	entry_log_require(!hashlane_list_writer_destroy(writer));
	reading.format = writing.format;
	reading.specs = &spec;
	reading.spec_count = 1;
	read_again(log, written, count, &sink, &reading);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct entry_log log, other;
	struct choices choices;

	if (size < HEAD_BYTES)
		return 0;
	choose(&choices, data);
	data += HEAD_BYTES;
	size -= HEAD_BYTES;
	entry_log_read(&log, ENTRIES_MEMORY, data, size, &choices.options, 0);
	check_places(&log, size);
	check_info(&log, data, size);
	/* Lines of UTF-16 do not end in one byte. */
	if (log.status == HASHLANE_END && log.info.encoding != 16)
		check_lines(&log, &choices, data, size);
	entry_log_read(&other, ENTRIES_READ, data, size, &choices.options,
		       choices.seed);
	check_same(&log, &other);
	entry_log_free(&other);
	entry_log_read(&other, ENTRIES_DESCRIPTOR, data, size,
		       &choices.options, 0);
	check_same(&log, &other);
	entry_log_free(&other);
	write_again(&log, &choices);
	entry_log_free(&log);
	return 0;
}
