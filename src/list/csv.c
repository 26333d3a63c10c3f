/* SPDX-License-Identifier: MIT */
/*
 * csv.c - a record for each file below a header, as RFC 4180 has it. The
 * header of hashlane is "path,path_b64,size,mtime_ns,status" and the names of
 * algorithms; a name that is not UTF-8 is in the second column. Other headers
 * are read if they have a column of names and one of digests.
 */
#include "columns.h"
#include "csv_header.h"
#include "list_writer.h"
#include "name_base64.h"

#include <string.h>

/* Digits of a CRC32, and of a digest that is no checksum. */
enum { CRC_DIGITS = 8, DIGITS_SURE = 32 };

/* ---- Records ---- */

/*
 * Use the record as a header, if it is one and may stand here; otherwise the
 * result of its parsing stays.
 */
static enum hln_parsed read_header(struct hln_list_reader *reader,
				   const struct hln_csv_field *fields,
				   size_t count, bool own_only,
				   enum hln_parsed parsed, char separator)
{
	struct hln_list_columns columns = { .separator = separator };
	enum hln_csv_header header = hln_csv_header_take(&columns, fields,
							 count);

	/* hashlane writes commas. */
	if (header == HLN_CSV_HEADER_OWN && separator != ',')
		header = HLN_CSV_HEADER_FOREIGN;
	if (header == HLN_CSV_HEADER_NONE ||
	    (header == HLN_CSV_HEADER_FOREIGN &&
	     (own_only || !hln_list_reader_at_start(reader) ||
	      !hln_list_reader_is_list_of(reader, HASHLANE_FORMAT_CSV))))
		return parsed;
	if (header == HLN_CSV_HEADER_FOREIGN) {
		if (!hln_csv_header_look(&columns, reader)) {
			hln_list_reader_entry(reader)->no_memory = true;
			return HLN_PARSED_BAD;
		}
		hln_list_reader_foreign(reader,
					"it has columns of another tool");
	}
	*hln_list_reader_columns(reader, HASHLANE_FORMAT_CSV) = columns;
	/* The columns of hashdeep end here. */
	hln_list_reader_columns(reader, HASHLANE_FORMAT_HASHDEEP)->count = 0;
	hln_list_reader_begin_section(reader);
	return HLN_PARSED_NOTHING;
}

static bool take_mtime(struct hashlane_list_entry *known,
		       const struct hln_csv_field *field)
{
	bool negative = field->bytes && *field->text == '-';
	uint64_t ns;

	if (!hln_columns_number(&ns, field->text + negative,
				field->bytes - negative) ||
	    ns > INT64_MAX)
		return false;
	known->mtime_ns = negative ? -(int64_t)ns : (int64_t)ns;
	known->flags |= HASHLANE_LIST_HAS_MTIME;
	return true;
}

/* A digest whose algorithm another column of the record names, or nothing. */
static bool take_bare(struct hln_list_reader *reader,
		      const struct hln_list_columns *columns,
		      const struct hln_csv_field *fields,
		      const struct hln_csv_field *digest)
{
	struct hln_list_entry *entry = hln_list_reader_entry(reader);
	struct hashlane_algorithm_spec spec;
	const struct hln_csv_field *tag = NULL;

	for (size_t i = 0; i < columns->count; i++)
		if (columns->kinds[i] == HLN_LIST_COLUMN_ALGORITHM &&
		    fields[i].bytes)
			tag = &fields[i];
	if (!tag)
		return hln_list_reader_add_bare(reader, digest->text,
						digest->bytes) ==
		       HLN_PARSED_ENTRY;
	if (hln_list_reader_find_tag(reader, &spec, tag->text, tag->bytes))
		return hln_list_entry_add(entry, &spec, tag->text, tag->bytes,
					  digest->text, digest->bytes);
	return hln_list_entry_add_unknown(entry, tag->text, tag->bytes,
					  digest->text, digest->bytes);
}

/* All fields but the name and the status; nothing in the text is changed. */
static bool take_field(struct hln_list_reader *reader,
		       const struct hln_list_columns *columns,
		       const struct hln_csv_field *fields, size_t i)
{
	struct hln_list_entry *entry = hln_list_reader_entry(reader);
	const struct hln_csv_field *field = &fields[i];
	const char *tag = columns->tags[i];

	if (!field->bytes)
		return true;
	switch (columns->kinds[i]) {
	case HLN_LIST_COLUMN_SIZE:
		entry->known.flags |= HASHLANE_LIST_HAS_SIZE;
		return hln_columns_number(&entry->known.size_bytes,
					  field->text, field->bytes);
	case HLN_LIST_COLUMN_MTIME:
		return take_mtime(&entry->known, field);
	case HLN_LIST_COLUMN_DIGEST:
		return hln_list_entry_add(entry, &columns->specs[i], tag,
					  strlen(tag), field->text,
					  field->bytes);
	case HLN_LIST_COLUMN_UNKNOWN_DIGEST:
		return hln_list_entry_add_unknown(entry, tag, strlen(tag),
						  field->text, field->bytes);
	case HLN_LIST_COLUMN_BARE_DIGEST:
		return take_bare(reader, columns, fields, field);
	default:
		return true;
	}
}

/* Has a file without bytes no digest in any of the columns? */
static bool may_lack_digests(const struct hln_list_columns *columns,
			     const struct hashlane_list_entry *known)
{
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };

	if (!(known->flags & HASHLANE_LIST_HAS_SIZE) || known->size_bytes)
		return false;
	for (size_t i = 0; i < columns->count; i++)
		if (columns->kinds[i] == HLN_LIST_COLUMN_DIGEST &&
		    !hashlane_algorithm_get_info(&info,
						 columns->specs[i].id) &&
		    info.flags & HASHLANE_INFO_NO_EMPTY)
			return true;
	return false;
}

static bool is_ok(const char *status, size_t bytes)
{
	return bytes == 2 && (status[0] | 0x20) == 'o' &&
	       (status[1] | 0x20) == 'k';
}

static enum hln_parsed take_name(struct hln_list_reader *reader,
				 const struct hln_list_columns *columns,
				 const struct hln_csv_field *fields)
{
	struct hashlane_list_entry *known =
		&hln_list_reader_entry(reader)->known;

	for (size_t i = 0; i < columns->count; i++) {
		enum hln_list_column kind = columns->kinds[i];
		size_t bytes;
		char *text;

		if (!fields[i].bytes || (kind != HLN_LIST_COLUMN_NAME &&
					 kind != HLN_LIST_COLUMN_NAME_BASE64 &&
					 kind != HLN_LIST_COLUMN_STATUS))
			continue;
		text = hln_csv_fields_end(&fields[i], &bytes);
		if (kind == HLN_LIST_COLUMN_STATUS) {
			if (is_ok(text, bytes))
				continue;
			return hln_list_reader_bad(
				reader, "was not hashed (%.40s)", text);
		}
		if (known->name)
			return hln_list_reader_bad(reader, "two names");
		if (kind == HLN_LIST_COLUMN_NAME_BASE64 &&
		    !hln_name_base64_undo(text, &bytes))
			return hln_list_reader_bad(reader, "a bad path_b64");
		known->name = text;
		known->name_bytes = bytes;
	}
	if (!known->name)
		return hln_list_reader_bad(reader, "a record without a path");
	if (!known->claim_count && !may_lack_digests(columns, known))
		return hln_list_reader_bad(reader,
					   "a record without a digest");
	return HLN_PARSED_ENTRY;
}

/* The fields of a record, as many as there are columns. */
static enum hln_parsed read_record(struct hln_list_reader *reader,
				   const struct hln_list_columns *columns,
				   const struct hln_csv_field *fields)
{
	for (size_t i = 0; i < columns->count; i++)
		if (!take_field(reader, columns, fields, i))
			return hln_list_reader_bad(
				reader, "a bad field %zu (%s) in the record",
				i + 1, columns->tags[i]);
	return take_name(reader, columns, fields);
}

/* Is it worth the time to look for a header of hashlane among the records? */
static bool begins_own(const struct hln_csv_field *fields, size_t count)
{
	return count > 1 && fields[1].bytes == 8 &&
	       !memcmp(fields[1].text, "path_b64", 8);
}

/* Other separators than a comma are those of other countries and of tables. */
static const char separators[] = ",;\t";

/* A header with any separator; otherwise it stays what it was parsed as. */
static enum hln_parsed read_any_header(struct hln_list_reader *reader,
				       char *text, size_t bytes,
				       enum hln_parsed parsed)
{
	struct hln_csv_field fields[HLN_COLUMNS_MAX];
	enum hln_parsed header = parsed;
	size_t count;

	for (const char *at = separators; *at && header == parsed; at++)
		if (hln_csv_fields_split(fields, &count, text, bytes, *at) ==
		    HLN_CSV_WHOLE)
			header = read_header(reader, fields, count, false,
					     parsed, *at);
	return header;
}

/* "NAME,SIZE,CRC32," or "NAME,SIZE,CRC32,DIRECTORY,": cfv has no header. */
static bool is_of_cfv(const struct hln_csv_field *fields, size_t count)
{
	uint64_t size;

	return (count == 4 || count == 5) && fields[0].bytes &&
	       !fields[count - 1].bytes && !fields[count - 1].quoted &&
	       hln_columns_number(&size, fields[1].text, fields[1].bytes) &&
	       fields[2].bytes == CRC_DIGITS &&
	       hln_csv_header_is_digest(fields[2].text, CRC_DIGITS);
}

static enum hln_parsed read_of_cfv(struct hln_list_reader *reader,
				   const struct hln_csv_field *fields,
				   size_t count)
{
	static const struct hashlane_algorithm_spec crc32 = {
		.id = HASHLANE_HASH_CRC32,
	};
	struct hln_list_entry *entry = hln_list_reader_entry(reader);
	struct hashlane_list_entry *known = &entry->known;
	const char *directory;
	size_t bytes;

	hln_list_reader_foreign(reader, "it has columns of another tool");
	(void)hln_columns_number(&known->size_bytes, fields[1].text,
				 fields[1].bytes);
	known->flags |= HASHLANE_LIST_HAS_SIZE;
	if (!hln_list_entry_add(entry, &crc32, NULL, 0, fields[2].text,
				fields[2].bytes))
		return HLN_PARSED_NOT;
	known->name = hln_csv_fields_end(&fields[0], &known->name_bytes);
	if (count < 5 || !fields[3].bytes)
		return HLN_PARSED_ENTRY;
	directory = hln_csv_fields_end(&fields[3], &bytes);
	(void)hln_list_entry_join(entry, directory, bytes, known->name,
				  known->name_bytes);
	return HLN_PARSED_ENTRY;
}

/* A line without a header above it. */
static enum hln_parsed read_first(struct hln_list_reader *reader, char *text,
				  size_t bytes)
{
	struct hln_csv_field fields[HLN_COLUMNS_MAX];
	enum hln_parsed parsed;
	size_t count;

	/* Most lists have neither a header nor separators. */
	if (!strpbrk(text, separators))
		return HLN_PARSED_NOT;
	parsed = read_any_header(reader, text, bytes, HLN_PARSED_NOT);
	if (parsed != HLN_PARSED_NOT ||
	    !hln_list_reader_is_list_of(reader, HASHLANE_FORMAT_CSV) ||
	    hln_csv_fields_split(fields, &count, text, bytes, ',') !=
		    HLN_CSV_WHOLE ||
	    !is_of_cfv(fields, count))
		return parsed;
	return read_of_cfv(reader, fields, count);
}

static enum hln_parsed read_line(struct hln_list_reader *reader, char *text,
				 size_t bytes)
{
	const struct hln_list_columns *columns =
		hln_list_reader_columns(reader, HASHLANE_FORMAT_CSV);
	char separator = columns->separator;
	struct hln_csv_field fields[HLN_COLUMNS_MAX];
	enum hln_parsed parsed = HLN_PARSED_NOT;
	enum hln_csv_split end;
	size_t count;

	if (!columns->count)
		parsed = read_first(reader, text, bytes);
	if (parsed != HLN_PARSED_NOT)
		return parsed;
	/* Comments may stand above the header, and nowhere else. */
	if (*text == '#' && !columns->count &&
	    hln_list_reader_at_start(reader) &&
	    !hln_dialect_sfv.likeness(reader, text, bytes))
		return HLN_PARSED_NOTHING;
	if (!columns->count)
		return HLN_PARSED_NOT;
	end = hln_csv_fields_split(fields, &count, text, bytes, separator);
	if (end == HLN_CSV_OPEN)
		return hln_list_reader_options(reader)->flags &
				       HASHLANE_LIST_NUL ?
			       hln_list_reader_bad(reader, "a quote that has "
							   "no end") :
			       HLN_PARSED_MORE;
	if (end == HLN_CSV_WHOLE && begins_own(fields, count))
		parsed = read_header(reader, fields, count, true, parsed,
				     separator);
	if (parsed != HLN_PARSED_NOT)
		return parsed;
	if (end == HLN_CSV_WHOLE && count == columns->count)
		parsed = read_record(reader, columns, fields);
	else
		(void)hln_list_reader_bad(reader,
					  "no record of the %zu columns",
					  columns->count);
	if (parsed == HLN_PARSED_ENTRY || end != HLN_CSV_WHOLE)
		return parsed;
	return read_any_header(reader, text, bytes, parsed);
}

/* ---- Likeness ---- */

/* Has the record a field that may be a digest of so many digits at least? */
static bool has_digest(const struct hln_csv_field *fields, size_t count,
		       size_t least)
{
	for (size_t i = 0; i < count; i++)
		if (fields[i].bytes >= least &&
		    hln_csv_header_is_digest(fields[i].text, fields[i].bytes))
			return true;
	return false;
}

static enum hln_likeness like_with(const char *text, size_t bytes,
				   char separator)
{
	struct hln_csv_field fields[HLN_COLUMNS_MAX];
	struct hln_list_columns columns;
	size_t count;

	/* The fields are not written to. */
	if (!memchr(text, separator, bytes) ||
	    hln_csv_fields_split(fields, &count, (char *)(uintptr_t)text,
				 bytes, separator) != HLN_CSV_WHOLE)
		return HLN_LIKE_NOT;
	switch (hln_csv_header_take(&columns, fields, count)) {
	case HLN_CSV_HEADER_OWN:
		/* It is written with commas. */
		return separator == ',' ? HLN_LIKE_SURE : HLN_LIKE_FAIR;
	case HLN_CSV_HEADER_FOREIGN:
		for (size_t i = 0; i < count; i++)
			if (columns.kinds[i] == HLN_LIST_COLUMN_OTHER)
				return HLN_LIKE_FAIR;
		return HLN_LIKE_SURE;
	default:
		if (separator == ',')
			return has_digest(fields, count, CRC_DIGITS) ?
				       HLN_LIKE_FAIR :
				       HLN_LIKE_NOT;
		/* "DIGEST<tab>NAME" is of others. */
		return count > 2 && has_digest(fields, count, DIGITS_SURE) ?
			       HLN_LIKE_FAIR :
			       HLN_LIKE_NOT;
	}
}

static enum hln_likeness likeness(const struct hln_list_reader *reader,
				  const char *text, size_t bytes)
{
	enum hln_likeness most = HLN_LIKE_NOT;

	(void)reader;
	for (const char *at = separators; *at; at++) {
		enum hln_likeness like = like_with(text, bytes, *at);

		most = like > most ? like : most;
	}
	return most;
}

/* ---- Writing ---- */

static void put_field(struct hln_list_writer *writer, const char *text,
		      size_t bytes)
{
	size_t plain = 0;
	bool quoted = false;

	for (size_t i = 0; i < bytes && !quoted; i++)
		quoted = strchr(",\"\r\n", text[i]);
	if (!quoted) {
		hln_list_writer_put(writer, text, bytes);
		return;
	}
	hln_list_writer_put(writer, "\"", 1);
	for (size_t i = 0; i < bytes; i++) {
		if (text[i] != '"')
			continue;
		hln_list_writer_put(writer, text + plain, i + 1 - plain);
		plain = i;
	}
	hln_list_writer_put(writer, text + plain, bytes - plain);
	hln_list_writer_put(writer, "\"", 1);
}

static void end_record(struct hln_list_writer *writer)
{
	/* RFC 4180 has no other end. */
	hln_list_writer_put(writer, "\r\n", 2);
}

static void begin(struct hln_list_writer *writer)
{
	bool mtime = writer->options.flags & HASHLANE_WRITE_MTIME;
	char text[HLN_TAG_BYTES];

	hln_list_writer_put_text(writer,
				 mtime ? "path,path_b64,size,mtime_ns,status" :
					 "path,path_b64,size,status");
	for (size_t i = 0; i < writer->options.spec_count; i++) {
		if (hashlane_algorithm_format(text, sizeof(text), NULL,
					      &writer->specs[i]))
			text[0] = 0;
		hln_list_writer_put(writer, ",", 1);
		hln_list_writer_put_text(writer, text);
	}
	end_record(writer);
}

static void put_mtime(struct hln_list_writer *writer,
		      const struct hashlane_list_item *item)
{
	int64_t ns = item->mtime_ns;

	hln_list_writer_put(writer, ",", 1);
	if (!(item->flags & HASHLANE_LIST_HAS_MTIME))
		return;
	if (ns < 0)
		hln_list_writer_put(writer, "-", 1);
	hln_list_writer_put_number(writer,
				   ns < 0 ? -(uint64_t)ns : (uint64_t)ns);
}

static void write_item(struct hln_list_writer *writer,
		       const struct hashlane_list_item *item)
{
	if (!hashlane_string_check(NULL, item->name, item->name_bytes)) {
		put_field(writer, item->name, item->name_bytes);
		hln_list_writer_put(writer, ",", 1);
	} else {
		hln_list_writer_put(writer, ",", 1);
		hln_name_base64_put(writer, item->name, item->name_bytes);
	}
	hln_list_writer_put(writer, ",", 1);
	if (!item->status && item->flags & HASHLANE_LIST_HAS_SIZE)
		hln_list_writer_put_number(writer, item->size_bytes);
	if (writer->options.flags & HASHLANE_WRITE_MTIME)
		put_mtime(writer, item);
	hln_list_writer_put(writer, ",", 1);
	hln_list_writer_put_text(
		writer,
		item->status ? hashlane_status_get_name(item->status) : "ok");
	for (size_t i = 0; i < writer->options.spec_count; i++) {
		hln_list_writer_put(writer, ",", 1);
		hln_list_writer_put_digest(writer, item, i,
					   HASHLANE_TEXT_CANONICAL);
	}
	end_record(writer);
}

static const char *refuses_item(const struct hln_list_writer *writer,
				const struct hashlane_list_item *item)
{
	(void)writer;
	(void)item;
	return NULL;
}

const struct hln_dialect hln_dialect_csv = {
	.format = HASHLANE_FORMAT_CSV,
	.name = "csv",
	.extensions = "csv",
	.algorithms = "sha256",
	.refuses = "",
	.flags = HASHLANE_FORMAT_READS | HASHLANE_FORMAT_WRITES |
		 HASHLANE_FORMAT_HAS_SIZE,
	.has_header = true,
	.likeness = likeness,
	.read = read_line,
	.refuses_item = refuses_item,
	.begin = begin,
	.write = write_item,
};
