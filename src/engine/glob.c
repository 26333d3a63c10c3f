/* SPDX-License-Identifier: MIT */
/* glob.c - the pattern language of walks: the rules of gitignore(5). */
#include "glob.h"

#include <stdint.h>
#include <string.h>

/* ---- One byte ---- */

static bool is_between(unsigned char byte, unsigned char low,
		       unsigned char high)
{
	return low <= byte && byte <= high;
}

enum class {
	UPPER = 1,
	LOWER = 2,
	DIGIT = 4,
	HEX_LETTER = 8,
	PUNCT = 16,
	SPACE = 32, /* of the lines, not the blank */
	BLANK = 64,
	CONTROL = 128,
	TAB = 256
};

static unsigned class_of(unsigned char byte)
{
	unsigned letter = is_between(byte | 32, 'a', 'f') ? HEX_LETTER : 0;

	if (is_between(byte, 'A', 'Z'))
		return UPPER | letter;
	if (is_between(byte, 'a', 'z'))
		return LOWER | letter;
	if (is_between(byte, '0', '9'))
		return DIGIT;
	if (is_between(byte, '!', '~'))
		return PUNCT;
	if (byte == ' ')
		return BLANK;
	if (byte == '\t')
		return TAB | CONTROL;
	if (is_between(byte, '\n', '\r'))
		return SPACE | CONTROL;
	return byte < ' ' || byte == 127 ? CONTROL : 0;
}

static const struct {
	const char *name;
	unsigned classes;
} names[] = {
	{ "alnum", UPPER | LOWER | DIGIT },
	{ "alpha", UPPER | LOWER },
	{ "blank", BLANK | TAB },
	{ "cntrl", CONTROL },
	{ "digit", DIGIT },
	{ "graph", UPPER | LOWER | DIGIT | PUNCT },
	{ "lower", LOWER },
	{ "print", UPPER | LOWER | DIGIT | PUNCT | BLANK },
	{ "punct", PUNCT },
	{ "space", SPACE | BLANK | TAB },
	{ "upper", UPPER },
	{ "xdigit", DIGIT | HEX_LETTER },
};

/* The classes of a name; 0: there is no such class. */
static unsigned classes_named(const char *name, size_t bytes)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i].name) == bytes &&
		    !memcmp(names[i].name, name, bytes))
			return names[i].classes;
	return 0;
}

/* A part of a pattern while it is read. */
struct part {
	const char *text;
	size_t bytes;
	size_t at;         /* what is read next */
	const char *error; /* NULL, or why there is no more to read */
};

/* Like strchr, within the part; its end if there is none. */
static size_t find(const struct part *part, size_t from, char byte)
{
	const char *found = memchr(part->text + from, byte,
				   part->bytes - from);

	return found ? (size_t)(found - part->text) : part->bytes;
}

/* The next byte of the text, of which a '\' escapes another. */
static unsigned char read_byte(struct part *part)
{
	if (part->text[part->at] == '\\' && ++part->at == part->bytes) {
		part->error = "a '\\' escapes nothing";
		return 0;
	}
	return (unsigned char)part->text[part->at++];
}

/* Read "[:name:]" if it is there; false: it is not. */
static bool read_class(struct part *part, unsigned char byte, bool *found)
{
	const char *name = part->text + part->at + 2;
	size_t end;
	unsigned classes;

	if (part->bytes - part->at < 3 || name[-1] != ':' || name[-2] != '[')
		return false;
	/* Without a ":]" it is two members. */
	end = find(part, part->at + 2, ']');
	if (end == part->bytes || end < part->at + 3 ||
	    part->text[end - 1] != ':')
		return false;
	classes = classes_named(name, end - part->at - 3);
	if (!classes)
		part->error = "there is no such class";
	*found |= (class_of(byte) & classes) != 0;
	part->at = end + 1;
	return true;
}

/* Read a set behind its '['; does it have the byte? */
static bool take_set(struct part *part, unsigned char byte)
{
	const char *text = part->text;
	bool other, found = false, first = true;

	other = part->at < part->bytes &&
		(text[part->at] == '!' || text[part->at] == '^');
	part->at += other;
	for (;; first = false) {
		unsigned char low, high;

		if (part->error)
			return false;
		if (part->at == part->bytes) {
			part->error = "a '[' has no ']'";
			return false;
		}
		if (text[part->at] == ']' && !first) {
			part->at++;
			return found != other;
		}
		if (read_class(part, byte, &found))
			continue;
		low = high = read_byte(part);
		/* A '-' before the ']' is a member. */
		if (part->bytes - part->at > 1 && text[part->at] == '-' &&
		    text[part->at + 1] != ']') {
			part->at++;
			high = read_byte(part);
		}
		/* As in git, also where it begins behind its end. */
		found |= byte == low || is_between(byte, low, high);
	}
}

/* Read what stands for one byte; is that this byte? */
static bool take_byte(struct part *part, unsigned char byte)
{
	switch (part->text[part->at]) {
	case '?':
		part->at++;
		return true;
	case '[':
		part->at++;
		return take_set(part, byte);
	default:
		return read_byte(part) == byte;
	}
}

/* ---- Matching ---- */

/*
 * Without slashes. Only the last "*" is ever tried again: one before it that
 * took more would leave less to all that follows. So the time is at most the
 * product of the lengths.
 */
static bool match_part(const char *text, size_t bytes, const char *name,
		       size_t name_bytes)
{
	size_t i = 0, again = SIZE_MAX, again_i = 0;
	struct part part = { text, bytes, 0, NULL };

	while (i < name_bytes) {
		if (part.at < bytes && text[part.at] == '*') {
			again = ++part.at;
			again_i = i;
		} else if (part.at < bytes &&
			   take_byte(&part, (unsigned char)name[i])) {
			i++;
		} else if (again != SIZE_MAX) {
			part.at = again;
			i = ++again_i;
		} else {
			return false;
		}
	}
	while (part.at < bytes && text[part.at] == '*')
		part.at++;
	return part.at == bytes;
}

static size_t part_bytes(const char *part)
{
	return strcspn(part, "/");
}

/* The part behind the next slash, or NULL. */
static const char *part_after(const char *part)
{
	const char *slash = strchr(part, '/');

	return slash ? slash + 1 : NULL;
}

static bool is_any_directories(const char *part, size_t bytes)
{
	return bytes > 1 && strspn(part, "*") >= bytes;
}

/* The same with parts for bytes and "**" for "*". */
static bool match_path(const char *glob, const char *path)
{
	const char *again = NULL, *again_path = NULL;

	while (path) {
		size_t bytes = glob ? part_bytes(glob) : 0;

		if (glob && is_any_directories(glob, bytes)) {
			again = glob = part_after(glob);
			again_path = path;
			/* All that is below. */
			if (!glob)
				return true;
		} else if (glob &&
			   match_part(glob, bytes, path, part_bytes(path))) {
			glob = part_after(glob);
			path = part_after(path);
		} else if (again) {
			glob = again;
			path = again_path = part_after(again_path);
		} else {
			return false;
		}
	}
	return !glob;
}

bool hln_globs_take(const struct hln_glob *globs, size_t count,
		    const char *path, const char *name, bool is_directory)
{
	while (count--) {
		const struct hln_glob *glob = &globs[count];

		if (glob->directory && !is_directory)
			continue;
		if (glob->path ? match_path(glob->text, path) :
				 match_part(glob->text, glob->bytes, name,
					    strlen(name)))
			return !glob->negated;
	}
	return false;
}

/* ---- Patterns ---- */

void hln_glob_parse(struct hln_glob *glob, char *to, const char *pattern)
{
	size_t bytes;

	glob->negated = *pattern == '!';
	pattern += glob->negated;
	glob->path = *pattern == '/';
	pattern += glob->path;
	bytes = strlen(pattern);
	glob->directory = bytes && pattern[bytes - 1] == '/';
	bytes -= glob->directory;
	memcpy(to, pattern, bytes);
	to[bytes] = 0;
	glob->path |= memchr(to, '/', bytes) != NULL;
	glob->text = to;
	glob->bytes = bytes;
}

/* How many bytes may stand where the part is read? *dot: a '.' is one. */
static unsigned count_bytes(struct part *part, bool *dot)
{
	size_t at = part->at;
	unsigned count = 0;

	*dot = false;
	for (unsigned byte = 1; byte < 256 && !part->error; byte++) {
		part->at = at;
		/* No name has a slash, whatever a set says. */
		if (take_byte(part, (unsigned char)byte) && byte != '/') {
			count++;
			*dot |= byte == '.';
		}
	}
	return count;
}

static const char *part_error(const char *text, size_t bytes)
{
	struct part part = { text, bytes, 0, NULL };
	size_t dots = 0, others = 0;

	while (part.at < bytes) {
		unsigned count;
		bool dot;

		if (text[part.at] == '*') {
			part.at++;
			others++;
			continue;
		}
		count = count_bytes(&part, &dot);
		if (part.error)
			return part.error;
		if (!count)
			return "a set has no members";
		dots += dot && count == 1;
		others += !dot || count > 1;
	}
	if (!bytes)
		return "a part is empty";
	return !others && dots < 3 ? "no path has a part '.' or '..'" : NULL;
}

const char *hln_glob_error(const char *pattern)
{
	size_t bytes;

	pattern += *pattern == '!';
	pattern += *pattern == '/';
	bytes = strlen(pattern);
	if (bytes && pattern[bytes - 1] == '/')
		bytes--;
	for (;;) {
		const char *slash = memchr(pattern, '/', bytes);
		size_t part = slash ? (size_t)(slash - pattern) : bytes;
		const char *error = part_error(pattern, part);

		if (error || !slash)
			return error;
		pattern += part + 1;
		bytes -= part + 1;
	}
}
