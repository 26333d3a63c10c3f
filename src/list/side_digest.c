/* SPDX-License-Identifier: MIT */
/* side_digest.c - a list that is a digest and nothing else. */
#include "side_digest.h"

#include "list_state.h"

#include <stdlib.h>
#include <string.h>

/*
 * Find the name of the file: "a.iso" for the list "dir/a.iso.sha256". False:
 * the list's name does not end in an algorithm, or there is no memory.
 */
static bool find_name(struct hln_list_reader *reader)
{
	const char *slash = reader->name ? strrchr(reader->name, '/') : NULL;
	const char *base = slash ? slash + 1 : reader->name;
	const char *dot = base ? strrchr(base, '.') : NULL;
	struct hashlane_algorithm_spec spec;
	size_t bytes;

	if (!dot || dot == base ||
	    hashlane_algorithm_parse(&spec, dot + 1, strlen(dot + 1), NULL))
		return false;
	bytes = (size_t)(dot - base);
	if (!reader->side) {
		reader->side = malloc(bytes + 1);
		if (!reader->side) {
			reader->entry.no_memory = true;
			return false;
		}
		memcpy(reader->side, base, bytes);
		reader->side[bytes] = 0;
	}
	return true;
}

enum hln_parsed hln_side_digest_read(struct hln_list_reader *reader,
				     const char *text, size_t bytes)
{
	struct hashlane_list_entry *known = &reader->entry.known;
	enum hln_parsed parsed;

	while (bytes && (text[bytes - 1] == ' ' || text[bytes - 1] == '\t'))
		bytes--;
	if (reader->entries || reader->malformed ||
	    reader->options.flags & HASHLANE_LIST_NO_GUESS ||
	    !hln_list_reader_is_bare(reader, text, bytes) ||
	    !find_name(reader))
		return HLN_PARSED_NOT;
	hln_list_entry_clear(&reader->entry);
	parsed = hln_list_reader_add_bare(reader, text, bytes);
	if (parsed != HLN_PARSED_ENTRY)
		return parsed;
	known->format = HASHLANE_FORMAT_GNU;
	known->flags = HASHLANE_LIST_BESIDE;
	known->name = reader->side;
	known->name_bytes = strlen(reader->side);
	return parsed;
}
