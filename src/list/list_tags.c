/* SPDX-License-Identifier: MIT */
/* list_tags.c - the tags that a list had last. */
#include "list_tags.h"

#include "list_tag.h"

#include <string.h>

static bool find_known(const struct hln_list_tags *tags,
		       struct hashlane_algorithm_spec *spec, const char *text,
		       size_t bytes)
{
	for (size_t i = 0; bytes && i < HLN_LIST_TAGS; i++) {
		if (tags->known[i].bytes != bytes ||
		    memcmp(tags->known[i].text, text, bytes) != 0)
			continue;
		*spec = tags->known[i].spec;
		return true;
	}
	return false;
}

bool hln_list_tags_know(const struct hln_list_tags *tags,
			struct hashlane_algorithm_spec *spec, const char *text,
			size_t bytes)
{
	return find_known(tags, spec, text, bytes) ||
	       hln_list_tag_parse(spec, text, bytes);
}

bool hln_list_tags_find(struct hln_list_tags *tags,
			struct hashlane_algorithm_spec *spec, const char *text,
			size_t bytes)
{
	size_t i = tags->next % HLN_LIST_TAGS;

	if (find_known(tags, spec, text, bytes))
		return true;
	if (!hln_list_tag_parse(spec, text, bytes))
		return false;
	if (bytes > sizeof(tags->known[i].text))
		return true;
	tags->next++;
	memcpy(tags->known[i].text, text, bytes);
	tags->known[i].bytes = bytes;
	tags->known[i].spec = *spec;
	return true;
}
