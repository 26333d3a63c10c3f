/* SPDX-License-Identifier: MIT */
/* algorithm_set.c - the algorithms of one run, and their names in output. */
#include "algorithm_set.h"

#include "../terminal/message.h"

#include <string.h>

/*
 * Tags that are not the name in capitals, as the tools that introduced them
 * write them. hashlane_algorithm_parse reads all tags.
 */
static const struct tag {
	int32_t id;
	const char *tag;
} tags[] = {
	{ HASHLANE_HASH_SHA512_256, "SHA512/256" }, /* OpenBSD cksum */
	{ HASHLANE_HASH_BLAKE2B, "BLAKE2b" },       /* coreutils b2sum */
	{ HASHLANE_HASH_BLAKE2S, "BLAKE2s" },       /* rhash */
	{ HASHLANE_HASH_XXH3_64, "XXH3" },          /* xxhsum */
	{ HASHLANE_HASH_XXH3_128, "XXH128" },       /* xxhsum */
};

enum { TAGS = sizeof(tags) / sizeof(tags[0]) };

static void to_capitals(char *text, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		if (text[i] >= 'a' && text[i] <= 'z')
			text[i] = (char)(text[i] - 'a' + 'A');
}

void algorithm_tag(char out[ALGORITHM_TEXT_MAX],
		   const struct hashlane_algorithm_spec *spec)
{
	size_t bytes = 0, name_bytes;

	out[0] = 0;
	if (hashlane_algorithm_format(out, ALGORITHM_TEXT_MAX, &bytes, spec))
		return;
	name_bytes = strcspn(out, ":");
	to_capitals(out, name_bytes);
	for (size_t i = 0; i < TAGS; i++) {
		size_t tag_bytes = strlen(tags[i].tag);

		if (tags[i].id != spec->id ||
		    bytes - name_bytes + tag_bytes >= ALGORITHM_TEXT_MAX)
			continue;
		memmove(out + tag_bytes, out + name_bytes,
			bytes - name_bytes + 1);
		memcpy(out, tags[i].tag, tag_bytes);
	}
}

int32_t algorithm_set_add_spec(struct algorithm_set *set,
			       const struct hashlane_algorithm_spec *spec)
{
	struct hashlane_algorithm_info info = { .struct_size = sizeof(info) };
	struct algorithm added = { .offset = set->row_bytes };
	int32_t status = hashlane_algorithm_get_info(&info, spec->id);

	if (!status)
		status = hashlane_algorithm_format(
			added.name, sizeof(added.name), NULL, spec);
	if (status)
		return status;
	for (size_t i = 0; i < set->count; i++)
		if (!strcmp(set->algorithms[i].name, added.name))
			return HASHLANE_OK;
	if (set->count == HASHLANE_MAX_ALGORITHMS)
		return HASHLANE_ARGUMENT;
	algorithm_tag(added.tag, spec);
	added.flags = info.flags;
	added.digest_bytes = info.digest_bytes;
	set->specs[set->count] = *spec;
	set->algorithms[set->count++] = added;
	set->row_bytes += info.digest_bytes;
	return HASHLANE_OK;
}

size_t algorithm_set_find(const struct algorithm_set *set,
			  const struct hashlane_algorithm_spec *spec)
{
	size_t i = 0;

	while (i < set->count && (set->specs[i].id != spec->id ||
				  set->specs[i].param != spec->param))
		i++;
	return i;
}

int algorithm_set_add(struct algorithm_set *set, struct cli *cli,
		      const char *list)
{
	struct hashlane_algorithm_spec specs[HASHLANE_MAX_ALGORITHMS];
	struct hashlane_error error = { .struct_size = sizeof(error) };
	size_t count = 0;
	int32_t status =
		hashlane_algorithms_parse(specs, HASHLANE_MAX_ALGORITHMS,
					  &count, list, strlen(list), &error);

	if (status == HASHLANE_ALGORITHM) {
		message_text(cli, error.message);
		return STATUS_USAGE;
	}
	for (size_t i = 0; i < count && !status; i++)
		status = algorithm_set_add_spec(set, &specs[i]);
	set->has_parameter |= strchr(list, '=') != NULL;
	if (!status)
		return STATUS_OK;
	return message_usage(cli, list,
			     status == HASHLANE_ARGUMENT ?
				     "too many algorithms" :
				     hashlane_status_get_text(status));
}
