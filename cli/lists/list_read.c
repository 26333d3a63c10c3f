/* SPDX-License-Identifier: MIT */
/* list_read.c - lists of digests: each line to the reader of its dialect. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "list_parse.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* A name is not longer, so a quote without its end is found soon. */
enum { CSV_RECORD_MAX = 1 << 20 };

static int open_list(const char *path)
{
	struct stat st;
	int fd;

	if (!strcmp(path, "-"))
		fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
	else
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return -1;
	if (!fstat(fd, &st) && !S_ISDIR(st.st_mode))
		return fd;
	close(fd);
	errno = EISDIR;
	return -1;
}

static bool has_ending(const char *path, const char *ending)
{
	size_t bytes = strlen(path), end = strlen(ending);

	return bytes > end && !strcasecmp(path + bytes - end, ending);
}

struct list *list_open(const char *path, const struct list_options *options)
{
	struct list *list = calloc(1, sizeof(*list));
	char *base = options->base ? strdup(options->base) : NULL;
	bool memory = list && (base || !options->base);
	int fd = memory ? open_list(path) : -1;

	if (!memory)
		errno = ENOMEM;
	if (fd < 0) {
		free(base);
		free(list);
		return NULL;
	}
	list->base = base;
	list->options = *options;
	list->is_stdin = !strcmp(path, "-");
	list->single_space = -1;
	if (options->single_space)
		list->single_space = *options->single_space;
	list->named = list_named_algorithm(path);
	list->named_sfv = list->named.id == HASHLANE_HASH_CRC32 &&
			  has_ending(path, ".sfv");
	list->is_sfv = list->named_sfv;
	list_lines_open(&list->lines, fd, options->nul ? '\0' : '\n');
	return list;
}

void list_close(struct list *list)
{
	if (!list)
		return;
	list_lines_close(&list->lines);
	if (list->options.single_space)
		*list->options.single_space = list->single_space;
	free(list->parts);
	free(list->base);
	free(list);
}

uint64_t list_line(const struct list *list)
{
	return list->lines.number;
}

bool list_guessed(const struct list *list)
{
	return list->guessed;
}

const char *list_unwritable(const struct list *list)
{
	return list->unwritable;
}

bool list_is_signed(const struct list *list)
{
	return list->signature != SIGNATURE_NONE;
}

void list_header_set(const struct list *list, enum list_dialect dialect,
		     struct algorithm_set *set, bool *mtime)
{
	const struct list_columns *columns = dialect == LIST_CSV ?
						     &list->csv :
						     &list->hashdeep;

	*mtime = false;
	for (size_t i = 0; i < columns->count; i++) {
		*mtime |= columns->kinds[i] == COLUMN_MTIME;
		if (columns->kinds[i] == COLUMN_DIGEST)
			(void)algorithm_set_add_spec(set, &columns->specs[i]);
	}
}

int list_descriptor(const struct list *list)
{
	return list->lines.fd;
}

static void clear_entry(struct list *list)
{
	memset(&list->entry, 0, offsetof(struct list_entry, digests));
	list->part_bytes = 0;
}

static enum parsed try_readers(struct list *list, char *text, size_t bytes)
{
	static enum parsed (*const readers[])(struct list *, char *,
					      size_t) = {
		list_parse_hashdeep,  list_parse_csv,    list_parse_json,
		list_parse_ed2k_link, list_parse_magnet, list_parse_bsd,
		list_parse_gnu,       list_parse_sfv,
	};
	enum parsed parsed;
	bool more = false;

	for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
		/* What is in quotes may look like a line of SFV. */
		if (more && readers[i] == list_parse_sfv)
			return PARSED_MORE;
		clear_entry(list);
		parsed = readers[i](list, text, bytes);
		more |= parsed == PARSED_MORE;
		if (parsed != PARSED_NOT && parsed != PARSED_MORE)
			return parsed;
	}
	return PARSED_BAD;
}

static unsigned survey(struct list *list);

/* "DIGEST  NAME", as no tool but those of GNU write it. */
static bool is_like_gnu(const char *text)
{
	size_t digits = strspn(text, "0123456789abcdefABCDEF");

	return digits >= 32 && text[digits] == ' ' &&
	       (text[digits + 1] == ' ' || text[digits + 1] == '*');
}

/*
 * A line of which both SFV and another reader make an entry, as a name may
 * look like a digest: that is right whose file is there. `name` is SFV's, and
 * the entry the other one.
 */
static bool prefers_sfv(struct list *list, const char *name, bool is_entry)
{
	bool mine = list_names_file(list, name);
	bool other = is_entry && list_names_file(list, list->entry.name);

	list->elsewhere += other;
	if (mine != other)
		return mine;
	if (list->is_sfv || list->surveying)
		return list->is_sfv;
	(void)survey(list);
	return list->is_sfv || (list->all_sfv && !is_like_gnu(name));
}

/* Did another reader than SFV's make something of the line? */
static bool is_rival(const struct list *list, enum parsed parsed)
{
	return parsed == PARSED_BAD ||
	       (parsed == PARSED_ENTRY && list->entry.dialect != LIST_SFV);
}

static enum parsed try_others(struct list *list, char *text, size_t bytes)
{
	size_t name = list_sfv_name(text, bytes);
	bool guessed = list->guessed;
	int single_space = list->single_space;
	const char *unwritable = list->unwritable;
	enum parsed parsed;
	char *saved;

	list_doubt(list, "no line of a checksum list (for digests that are "
			 "not hexadecimal, use -a)");
	list->tagged = false;
	list->sfv_lines += name > 0;
	list->other_lines += !name;
	if (!name)
		return try_readers(list, text, bytes);
	if (list->named_sfv)
		return list_parse_sfv(list, text, bytes);
	saved = malloc(bytes + 1);
	if (saved)
		memcpy(saved, text, bytes + 1);
	parsed = try_readers(list, text, bytes);
	if (saved && !list->tagged && is_rival(list, parsed)) {
		saved[name] = 0;
		if (prefers_sfv(list, saved, parsed == PARSED_ENTRY)) {
			saved[name] = ' ';
			memcpy(text, saved, bytes + 1);
			list->guessed = guessed;
			list->single_space = single_space;
			list->unwritable = unwritable;
			clear_entry(list);
			parsed = list_parse_sfv(list, text, bytes);
		}
	}
	free(saved);
	return parsed;
}

static bool is_utf16(const struct list *list, const char *text, size_t bytes)
{
	return list->lines.number == 1 && bytes >= 2 &&
	       (!memcmp(text, "\xff\xfe", 2) || !memcmp(text, "\xfe\xff", 2));
}

/*
 * Read the whole list once for the dialects of its lines. Of a pipe nothing
 * but what was read so far is known.
 */
static unsigned survey(struct list *list)
{
	struct list *other;
	const struct list_entry *entry;
	const char *reason;
	struct stat st;
	enum list_outcome outcome = LIST_ENTRY;

	if (list->surveyed || fstat(list->lines.fd, &st) ||
	    !S_ISREG(st.st_mode))
		return list->dialects;
	list->surveyed = true;
	other = calloc(1, sizeof(*other));
	if (!other)
		return list->dialects;
	other->options = list->options;
	other->base = list->base;
	other->options.certain = false;
	other->single_space = list->single_space;
	other->named = list->named;
	other->is_sfv = list->is_sfv;
	other->named_sfv = list->named_sfv;
	other->surveyed = other->surveying = true;
	list_lines_open(&other->lines, list->lines.fd, list->lines.end);
	other->lines.positional = true;
	while (outcome <= LIST_BAD)
		outcome = list_next(other, &entry, &reason);
	list->is_sfv |= other->is_sfv;
	list->all_sfv = other->sfv_lines && !other->other_lines &&
			other->elsewhere < other->sfv_lines;
	list->dialects |= list->all_sfv ? 1u << LIST_SFV : other->dialects;
	free(other->lines.text);
	free(other->parts);
	free(other);
	return list->dialects;
}

/* Of their tools none writes comments, so that no line is one. */
static bool has_no_comments(const struct list *list, unsigned dialects)
{
	unsigned none = 1u << LIST_JSON | 1u << LIST_ED2K_LINK |
			1u << LIST_MAGNET;

	if (list->csv.count)
		none |= 1u << LIST_CSV;
	return dialects && !(dialects & ~none);
}

/* May a line that starts with ";" be a comment? */
static bool has_semicolons(const struct list *list, unsigned dialects,
			   bool heading)
{
	static const unsigned sfv = 1u << LIST_SFV;
	static const unsigned text = 1u << LIST_GNU | 1u << LIST_BSD | sfv;

	if (dialects == sfv || (!dialects && heading))
		return true;
	/* Tools that write SFV may write the same above other digests. */
	return heading && !(dialects & ~text) &&
	       (dialects & sfv || list->opens_with_semicolon);
}

/* Does a comment of SFV read like the line of a file that is there? */
static bool hides_entry(struct list *list, char *text, size_t bytes)
{
	size_t end = list_sfv_name(text, bytes);
	char *names[] = { text, text + 1, text + 1 + strspn(text + 1, " \t") };

	if (!end)
		return false;
	text[end] = 0;
	for (size_t i = 0; i < 3; i++) {
		if (!*names[i] || !list_names_file(list, names[i]))
			continue;
		list->entry.commented = names[i];
		return true;
	}
	text[end] = ' ';
	return false;
}

/* A comment of SFV, or what is left of a line. */
static enum parsed parse_semicolon(struct list *list, char *text, size_t bytes)
{
	static const char *const writers[] = { "WIN-SFV", "cksfv", "RHash" };
	static const char words[] = "; Generated by ";
	bool heading = bytes == 1 || text[1] == ' ' || text[1] == '\t';
	bool first = !list->any && !list->bad && !list->sfv_lines &&
		     !list->other_lines;
	unsigned dialects;

	for (size_t i = 0; i < sizeof(writers) / sizeof(writers[0]); i++)
		list->is_sfv |= !strncmp(text, words, sizeof(words) - 1) &&
				!strncmp(text + sizeof(words) - 1, writers[i],
					 strlen(writers[i]));
	list->opens_with_semicolon |= first && heading;
	if (list->surveying)
		return PARSED_NOTHING;
	if (hides_entry(list, text, bytes))
		return list_bad(list, "a comment that reads like the line of "
				      "a file");
	dialects = survey(list);
	if (list->is_sfv)
		dialects |= 1u << LIST_SFV;
	if ((dialects || list->surveyed) &&
	    !has_semicolons(list, dialects, heading))
		return list_bad(list, "a comment where none can stand");
	if (!dialects && !list->surveyed && !list->doubtful_semicolon)
		list->doubtful_semicolon = list->lines.number;
	list->opens_with_semicolon &= heading || dialects;
	return PARSED_NOTHING;
}

/*
 * A line that starts with "#" is a comment in some dialects, and a name in
 * others: what the list has besides decides.
 */
static enum parsed parse_number_sign(struct list *list, char *text,
				     size_t bytes)
{
	static const unsigned sfv = 1u << LIST_SFV;
	bool like_sfv = list_sfv_name(text, bytes);
	unsigned dialects;

	if (list->surveying)
		return PARSED_NOTHING;
	dialects = survey(list);
	if (list->is_sfv)
		dialects |= sfv;
	/* It would be a comment as well if nothing else were there. */
	if (like_sfv && (dialects & sfv || !dialects))
		return try_others(list, text, bytes);
	if (dialects == sfv)
		return list_bad(list, "SFV has no comments with '#'");
	if (has_no_comments(list, dialects))
		return list_bad(list, "a comment where none can stand");
	if (!dialects && !list->surveyed && !list->doubtful)
		list->doubtful = list->lines.number;
	return PARSED_NOTHING;
}

static enum parsed parse_comment(struct list *list, char *text, size_t bytes)
{
	if (list->csv.count) {
		enum parsed parsed = list_parse_csv(list, text, bytes);

		if (parsed != PARSED_NOT)
			return parsed;
		if (memchr(text, ',', bytes))
			return list_bad(list, "no record of the columns");
	}
	return *text == '#' ? parse_number_sign(list, text, bytes) :
			      parse_semicolon(list, text, bytes);
}

/* A line of the frame of a signed list; PARSED_NOT: a line of the list. */
static enum parsed parse_frame(struct list *list, const char *text,
			       size_t bytes)
{
	static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/=";
	bool header = text[strspn(text, base64)] == ':';

	switch (list->signature) {
	case SIGNATURE_NONE:
		if (list->any ||
		    strcmp(text, "-----BEGIN PGP SIGNED MESSAGE-----") != 0)
			return PARSED_NOT;
		list->signature = SIGNATURE_HEAD;
		return PARSED_NOTHING;
	case SIGNATURE_HEAD:
		if (!bytes)
			list->signature = SIGNATURE_TEXT;
		if (!bytes || header)
			return PARSED_NOTHING;
		break;
	case SIGNATURE_TEXT:
		if (strcmp(text, "-----BEGIN PGP SIGNATURE-----") != 0)
			return PARSED_NOT;
		list->signature = SIGNATURE_ARMOR;
		return PARSED_NOTHING;
	case SIGNATURE_ARMOR:
		if (!bytes)
			list->signature = SIGNATURE_DATA;
		if (!bytes || header)
			return PARSED_NOTHING;
		break;
	case SIGNATURE_DATA:
		if (!strcmp(text, "-----END PGP SIGNATURE-----"))
			list->signature = SIGNATURE_OVER;
		else if (text[strspn(text, base64)])
			break;
		return PARSED_NOTHING;
	case SIGNATURE_OVER:
		return PARSED_NOT;
	}
	return list_bad(list, "no line of a PGP signature");
}

static enum parsed parse(struct list *list, char *text, size_t bytes)
{
	bool nul = list->options.nul;
	bool like_md5sum = list->options.only;

	if (list->lines.number == 1 && !like_md5sum &&
	    !strncmp(text, "\xef\xbb\xbf", 3)) {
		text += 3;
		bytes -= 3;
	}
	if (bytes && text[bytes - 1] == '\r' && !nul) {
		list->cut = &text[--bytes];
		*list->cut = 0;
	}
	if (!like_md5sum) {
		enum parsed frame = parse_frame(list, text, bytes);

		if (frame != PARSED_NOT)
			return frame;
		/* Lines that start with a dash have another before them. */
		if (list->signature == SIGNATURE_TEXT &&
		    !strncmp(text, "- ", 2)) {
			text += 2;
			bytes -= 2;
		}
	}
	if (!bytes)
		return PARSED_NOTHING;
	clear_entry(list);
	if (like_md5sum && *text == '#')
		return PARSED_NOTHING;
	if (!like_md5sum && (*text == '#' || *text == ';'))
		return parse_comment(list, text, bytes);
	return like_md5sum ? list_parse_md5sum(list, text, bytes) :
			     try_others(list, text, bytes);
}

static enum list_outcome finish(struct list *list, enum parsed parsed,
				uint64_t line)
{
	struct list_entry *entry = &list->entry;
	size_t offset = 0;

	if (parsed != PARSED_BAD && !*entry->name && !list->options.only)
		parsed = list_bad(list, "the name is empty");
	if (parsed == PARSED_BAD) {
		list->bad = true;
		return LIST_BAD;
	}
	/* Where they lie is known now that all are there. */
	for (size_t i = 0; i < entry->part_count; i++) {
		entry->parts[i].digests = list->parts + offset;
		offset += entry->parts[i].count * entry->parts[i].digest_bytes;
	}
	entry->line = line;
	entry->start = list_lines_start(&list->lines);
	entry->end = list_lines_after(&list->lines);
	list->dialects |= 1u << entry->dialect;
	list->any = true;
	return LIST_ENTRY;
}

/* What is wrong with a line before anybody looks at what it says. */
static enum list_outcome examine(struct list *list, const char *text,
				 size_t bytes)
{
	if (list->options.only)
		return LIST_ENTRY;
	if (is_utf16(list, text, bytes)) {
		list_bad(list, "UTF-16 text (make it UTF-8)");
		return LIST_BINARY;
	}
	if (!memchr(text, 0, bytes))
		return LIST_ENTRY;
	list_bad(list, "holds a NUL byte (with -z, lines may end in one)");
	return list->any ? LIST_BAD : LIST_BINARY;
}

/*
 * The rest of a CSV record that began on a line `bytes` long. Where it has no
 * end, what follows that line is read as lines again.
 */
static enum parsed go_on(struct list *list, size_t bytes)
{
	enum parsed parsed = PARSED_MORE;
	size_t first = bytes;
	uint64_t line = list->lines.number;
	char *text;

	while (parsed == PARSED_MORE) {
		enum line_outcome outcome = LINE_END;

		if (list->cut)
			*list->cut = '\r';
		list->cut = NULL;
		if (bytes <= CSV_RECORD_MAX)
			outcome = list_lines_more(&list->lines, &text, &bytes);
		if (outcome != LINE_READ || memchr(text, 0, bytes)) {
			if (outcome != LINE_LONG)
				list_lines_back(&list->lines, first, line);
			return list_bad(list, "a quote that has no end");
		}
		parsed = parse(list, text, bytes);
	}
	return parsed;
}

/* A list that was cut off within a signature may lack lines. */
static enum list_outcome end(struct list *list)
{
	bool whole = list->signature == SIGNATURE_NONE ||
		     list->signature == SIGNATURE_OVER;

	if (list->doubtful && (list->dialects == 1u << LIST_SFV ||
			       has_no_comments(list, list->dialects))) {
		list_bad(list,
			 "%s has no comments with '#', as in line %" PRIu64,
			 list->dialects == 1u << LIST_SFV ? "SFV" : "the list",
			 list->doubtful);
		list->doubtful = 0;
		return LIST_BAD;
	}
	if (list->doubtful_semicolon &&
	    !has_semicolons(list, list->dialects,
			    list->opens_with_semicolon)) {
		list_bad(list, "a comment where none can stand, line %" PRIu64,
			 list->doubtful_semicolon);
		list->doubtful_semicolon = 0;
		return LIST_BAD;
	}
	/* More likely it was a line of another dialect before it was damaged. */
	if (list->header && list->any && !list->bad &&
	    !(list->dialects & 1u << LIST_CSV)) {
		list_bad(list,
			 "no record of CSV follows the header, line %" PRIu64,
			 list->header);
		list->header = 0;
		return LIST_BAD;
	}
	if (whole)
		return LIST_END;
	list->signature = SIGNATURE_OVER;
	list_bad(list, "the PGP signature has no end");
	return LIST_BAD;
}

enum list_outcome list_next(struct list *list, const struct list_entry **entry,
			    const char **reason)
{
	enum list_outcome outcome;
	enum parsed parsed;
	uint64_t line;
	size_t bytes = 0;
	char *text = NULL;

	*reason = list->reason;
	*entry = &list->entry;
	do {
		switch (list_lines_next(&list->lines, &text, &bytes)) {
		case LINE_BROKEN:
			errno = list->lines.os_error;
			return LIST_BROKEN;
		case LINE_END:
			return end(list);
		case LINE_LONG:
			list_bad(list, "longer than %d MiB",
				 LIST_LINE_MAX >> 20);
			return LIST_BAD;
		case LINE_READ:
			break;
		}
		outcome = examine(list, text, bytes);
		if (outcome != LIST_ENTRY)
			return outcome;
		list->cut = NULL;
		line = list->lines.number;
		parsed = parse(list, text, bytes);
		if (parsed == PARSED_MORE)
			parsed = go_on(list, bytes);
	} while (parsed == PARSED_NOTHING);
	return finish(list, parsed, line);
}
