/* SPDX-License-Identifier: MIT */
/* list_gnu.c - "DIGEST  NAME", as md5sum and its like write it. */
#include "list_parse.h"

#include <string.h>

bool list_unescape(char *name)
{
	char *to = name;

	for (; *name; name++) {
		if (*name != '\\') {
			*to++ = *name;
			continue;
		}
		switch (*++name) {
		case '\\':
			*to++ = '\\';
			break;
		case 'n':
			*to++ = '\n';
			break;
		case 'r':
			*to++ = '\r';
			break;
		default:
			return false;
		}
	}
	*to = 0;
	return true;
}

char *list_gnu_name(struct list *list, char *at)
{
	bool mark = (*at == ' ' || *at == '*') && at[1];

	if (!mark && list->single_space == 0)
		return NULL;
	if (!mark)
		list->single_space = 1;
	else if (list->single_space == -1)
		list->single_space = 0;
	return at + (list->single_space ? 0 : 1);
}

enum parsed list_parse_gnu(struct list *list, char *text, size_t bytes)
{
	char *digest = text + strspn(text, " \t"), *name;
	bool escaped = *digest == '\\' && !list->options.nul;
	enum parsed parsed;
	size_t length;

	digest += escaped;
	length = strcspn(digest, " \t");
	if (!length || digest + length + 1 >= text + bytes)
		return PARSED_NOT;
	parsed = list_add_bare(list, digest, length);
	if (parsed != PARSED_ENTRY)
		return parsed;
	name = list_gnu_name(list, digest + length + 1);
	if (list->single_space == 1)
		list_foreign(list, "it has one blank before its names");
	if (!name)
		return list_doubt(list, "one blank before the name, where "
					"others have two");
	if (escaped && !list_unescape(name))
		return list_bad(list, "an unknown escape in the name");
	list->entry.dialect = LIST_GNU;
	list->entry.name = name;
	return PARSED_ENTRY;
}
