/* SPDX-License-Identifier: MIT */
/* list_bsd.c - "TAG (NAME) = DIGEST", also as OpenSSL and rhash write it. */
#define _GNU_SOURCE
#include "list_parse.h"

#include <string.h>

/* The ")" of the last ") = DIGEST"; NULL: none. */
static char *find_close(char *text, size_t bytes)
{
	char *equals = memrchr(text, '=', bytes);

	/* Base64 ends in equals signs too. */
	while (equals && equals > text) {
		char *at = equals;

		while (at > text && (at[-1] == ' ' || at[-1] == '\t'))
			at--;
		if (at > text && at[-1] == ')')
			return at - 1;
		equals = memrchr(text, '=', (size_t)(equals - text));
	}
	return NULL;
}

static bool find_tag(struct hashlane_algorithm_spec *spec, struct list *list,
		     const char *text, size_t bytes)
{
	struct list_tag *tag;

	for (size_t i = 0; i < LIST_TAGS; i++) {
		tag = &list->tags[i];
		if (tag->bytes != bytes || memcmp(tag->text, text, bytes) != 0)
			continue;
		*spec = tag->spec;
		return true;
	}
	if (bytes > ALGORITHM_TEXT_MAX || !list_algorithm(spec, text, bytes))
		return false;
	tag = &list->tags[list->next_tag++ % LIST_TAGS];
	memcpy(tag->text, text, bytes);
	tag->bytes = bytes;
	tag->spec = *spec;
	return true;
}

enum parsed list_parse_bsd(struct list *list, char *text, size_t bytes)
{
	struct hashlane_algorithm_spec spec = { 0 };
	char *tag = text + strspn(text, " \t");
	bool escaped = *tag == '\\' && !list->options.nul;
	char *open, *close, *digest;
	size_t tag_bytes;

	tag += escaped;
	open = strchr(tag, '(');
	close = open ? find_close(open, bytes - (size_t)(open - text)) : NULL;
	if (!close)
		return PARSED_NOT;
	tag_bytes = (size_t)(open - tag);
	while (tag_bytes && tag[tag_bytes - 1] == ' ')
		tag_bytes--;
	if (!tag_bytes || memchr(tag, ' ', tag_bytes))
		return PARSED_NOT;
	digest = strchr(close, '=') + 1;
	digest += strspn(digest, " \t");
	/* A digest has no blank within, and what follows is no other line. */
	list->tagged = *digest && !digest[strcspn(digest, " \t")];
	if (!find_tag(&spec, list, tag, tag_bytes))
		return list_doubt(list, "unknown algorithm '%.*s'",
				  tag_bytes < 40 ? (int)tag_bytes : 40, tag);
	if (!list_add_digest(list, &spec, digest, strlen(digest)))
		return list_doubt(list, "no digest of %s",
				  hashlane_algorithm_get_name(spec.id));
	*close = 0;
	if (escaped && !list_unescape(open + 1))
		return list_bad(list, "an unknown escape in the name");
	list->entry.dialect = LIST_BSD;
	list->entry.name = open + 1;
	return PARSED_ENTRY;
}
