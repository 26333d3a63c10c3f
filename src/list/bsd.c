/* SPDX-License-Identifier: MIT */
/* bsd.c - "TAG (NAME) = DIGEST", also as OpenSSL and rhash write it. */
#include "list_reader.h"
#include "list_writer.h"
#include "name_escape.h"

#include <string.h>

/* The parts of a line. */
struct line {
	const char *tag;
	size_t tag_bytes;
	size_t open, close; /* offsets of the parentheses */
	const char *digest;
	size_t digest_bytes;
	bool escaped;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static const char *find_last(const char *text, const char *end, char c)
{
	while (end > text)
		if (*--end == c)
			return end;
	return NULL;
}

/* The ")" of the last ") = DIGEST"; NULL: none. */
static const char *find_close(const char *text, const char *end)
{
	const char *equals = find_last(text, end, '=');

	/* Base64 ends in equals signs too. */
	while (equals) {
		const char *at = equals;

		while (at > text && is_blank(at[-1]))
			at--;
		if (at > text && at[-1] == ')')
			return at - 1;
		equals = find_last(text, equals, '=');
	}
	return NULL;
}

/* Characters of tags: "SHA512/256", "HMAC-MD5", "S3-ETAG:part=5MiB". */
static bool is_tag(const char *text, size_t bytes)
{
	static const char signs[] = "-_/:=.+";

	for (size_t i = 0; i < bytes; i++) {
		bool letter = (text[i] | 0x20) >= 'a' &&
			      (text[i] | 0x20) <= 'z';
		bool digit = text[i] >= '0' && text[i] <= '9';

		if (!letter && !digit && (!i || !strchr(signs, text[i])))
			return false;
	}
	return bytes;
}

/* Is the line of this shape, whatever the tag and the digest are? */
static bool split(struct line *line, const char *text, size_t bytes)
{
	const char *end = text + bytes, *open, *close, *tag = text;

	while (is_blank(*tag))
		tag++;
	line->escaped = *tag == '\\';
	tag += line->escaped;
	open = memchr(tag, '(', (size_t)(end - tag));
	if (!open)
		return false;
	line->tag = tag;
	line->tag_bytes = (size_t)(open - tag);
	while (line->tag_bytes && tag[line->tag_bytes - 1] == ' ')
		line->tag_bytes--;
	if (!is_tag(tag, line->tag_bytes))
		return false;
	close = find_close(open + 1, end);
	if (!close)
		return false;
	line->open = (size_t)(open - text);
	line->close = (size_t)(close - text);
	line->digest =
		(const char *)memchr(close, '=', (size_t)(end - close)) + 1;
	while (is_blank(*line->digest))
		line->digest++;
	while (end > line->digest && (is_blank(end[-1]) || end[-1] == '\r'))
		end--;
	line->digest_bytes = (size_t)(end - line->digest);
	/* A digest holds no blank, and neither does what stands for one. */
	return line->digest_bytes &&
	       !memchr(line->digest, ' ', line->digest_bytes) &&
	       !memchr(line->digest, '\t', line->digest_bytes);
}

static enum hln_likeness likeness(const struct hln_list_reader *reader,
				  const char *text, size_t bytes)
{
	struct hashlane_algorithm_spec spec;
	struct line line;

	if (!split(&line, text, bytes))
		return HLN_LIKE_NOT;
	if (hln_list_reader_know_tag(reader, &spec, line.tag, line.tag_bytes))
		return hln_list_entry_fits(&spec, line.digest,
					   line.digest_bytes) ?
			       HLN_LIKE_SURE :
			       HLN_LIKE_WEAK;
	return HLN_LIKE_FAIR;
}

static enum hln_parsed read_line(struct hln_list_reader *reader, char *text,
				 size_t bytes)
{
	struct hln_list_entry *entry = hln_list_reader_entry(reader);
	enum hln_parsed parsed;
	struct line line;
	char *name;
	bool nul;

	if (!split(&line, text, bytes))
		return HLN_PARSED_NOT;
	nul = hln_list_reader_options(reader)->flags & HASHLANE_LIST_NUL;
	if (nul && line.escaped)
		return HLN_PARSED_NOT;
	parsed = hln_list_reader_add_tagged(reader, line.tag, line.tag_bytes,
					    line.digest, line.digest_bytes);
	if (parsed != HLN_PARSED_ENTRY)
		return parsed;
	name = text + line.open + 1;
	text[line.close] = 0;
	entry->known.name = name;
	entry->known.name_bytes = line.close - line.open - 1;
	if (!line.escaped)
		return HLN_PARSED_ENTRY;
	if (!hln_name_escape_undo(name))
		return hln_list_reader_bad(reader,
					   "an unknown escape in the name");
	entry->known.name_bytes = strlen(name);
	return HLN_PARSED_ENTRY;
}

static const char *refuses_item(const struct hln_list_writer *writer,
				const struct hashlane_list_item *item)
{
	return hln_list_writer_has_digest(writer, item, 0) ?
		       NULL :
		       "bsd cannot hold a file without a digest";
}

static void write_item(struct hln_list_writer *writer,
		       const struct hashlane_list_item *item)
{
	bool escaped = !(writer->options.flags & HASHLANE_WRITE_NUL) &&
		       hln_name_escape_needed(item->name, item->name_bytes);

	for (size_t i = 0; i < writer->options.spec_count; i++) {
		if (!hln_list_writer_has_digest(writer, item, i))
			continue;
		if (escaped)
			hln_list_writer_put_text(writer, "\\");
		hln_list_writer_put_text(writer, writer->tags[i]);
		hln_list_writer_put_text(writer, " (");
		if (escaped)
			hln_name_escape_put(writer, item->name,
					    item->name_bytes);
		else
			hln_list_writer_put(writer, item->name,
					    item->name_bytes);
		hln_list_writer_put_text(writer, ") = ");
		(void)hln_list_writer_put_digest(writer, item, i,
						 HASHLANE_TEXT_CANONICAL);
		hln_list_writer_end_line(writer);
	}
}

const struct hln_dialect hln_dialect_bsd = {
	.format = HASHLANE_FORMAT_BSD,
	.name = "bsd",
	.extensions = "",
	.algorithms = "sha256",
	.refuses = "",
	.flags = HASHLANE_FORMAT_READS | HASHLANE_FORMAT_WRITES,
	.comment = '#',
	.likeness = likeness,
	.read = read_line,
	.refuses_item = refuses_item,
	.write = write_item,
};
