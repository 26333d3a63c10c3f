/* SPDX-License-Identifier: MIT */
/*
 * list_md5sum.c - a line as md5sum and its like take it, and nothing else:
 * what they call improperly formatted is so here (GNU coreutils 9.1, by what
 * it does with lines of every kind).
 */
#define _GNU_SOURCE
#include "list_parse.h"

#include <string.h>

static const char blanks[] = " \t";

/* The digits of a digest in hexadecimal; nothing else is taken. */
static size_t digit_count(const struct list *list)
{
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };

	if (hashlane_algorithm_get_info(&info, list->options.only->id))
		return 0;
	return 2 * (size_t)info.digest_bytes;
}

static bool add_digest(struct list *list, const char *text, size_t bytes)
{
	return bytes && bytes == digit_count(list) &&
	       strspn(text, "0123456789abcdefABCDEF") >= bytes &&
	       list_add_digest(list, list->options.only, text, bytes);
}

/* A name up to its NUL; one with escapes must hold no NUL before `end`. */
static enum parsed take_name(struct list *list, char *name, const char *end,
			     bool escaped, enum list_dialect dialect)
{
	if (escaped &&
	    (memchr(name, 0, (size_t)(end - name)) || !list_unescape(name)))
		return PARSED_BAD;
	/* From standard input comes the list. */
	if (list->is_stdin && !strcmp(name, "-"))
		return PARSED_BAD;
	list->entry.dialect = dialect;
	list->entry.name = name;
	return PARSED_ENTRY;
}

/* "(NAME) = DIGEST", with any blanks about the equals sign. */
static enum parsed parse_tagged(struct list *list, char *at, char *end,
				bool escaped)
{
	char *close = memrchr(at, ')', (size_t)(end - at)), *digest;

	if (!close)
		return PARSED_BAD;
	digest = close + 1 + strspn(close + 1, blanks);
	if (*digest++ != '=')
		return PARSED_BAD;
	digest += strspn(digest, blanks);
	if (!add_digest(list, digest, strlen(digest)))
		return PARSED_BAD;
	*close = 0;
	return take_name(list, at + 1, close, escaped, LIST_BSD);
}

enum parsed list_parse_md5sum(struct list *list, char *text, size_t bytes)
{
	char tag[ALGORITHM_TEXT_MAX], *end = text + bytes, *name;
	size_t digits = digit_count(list), tag_bytes;
	bool escaped;

	text += strspn(text, blanks);
	escaped = *text == '\\';
	text += escaped;
	algorithm_tag(tag, list->options.only);
	tag_bytes = strlen(tag);
	if (!strncmp(text, tag, tag_bytes)) {
		text += tag_bytes;
		text += *text == ' ';
		return *text == '(' ? parse_tagged(list, text, end, escaped) :
				      PARSED_BAD;
	}
	if ((size_t)(end - text) < digits + 2 ||
	    !memchr(blanks, text[digits], 2) ||
	    !add_digest(list, text, digits))
		return PARSED_BAD;
	name = list_gnu_name(list, text + digits + 1);
	return name ? take_name(list, name, end, escaped, LIST_GNU) :
		      PARSED_BAD;
}
