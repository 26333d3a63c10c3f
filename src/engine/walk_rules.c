/* SPDX-License-Identifier: MIT */
/* walk_rules.c - which names a walk takes: globs and flags. */
#include "walk_rules.h"

#include <stdlib.h>
#include <string.h>

/* What a trailing "**" lacks: all that is below, not the directory itself. */
static const char below[] = "/*";

enum {
	FLAGS = HASHLANE_WALK_FOLLOW | HASHLANE_WALK_NO_HIDDEN |
		HASHLANE_WALK_ONE_FILE_SYSTEM
};

static bool ends_in_any(const char *text, size_t bytes)
{
	return bytes > 2 && !memcmp(text + bytes - 3, "/**", 3);
}

/* Add the bytes that the globs take to *total. */
static int32_t add_bytes(size_t *total, const char *const *texts, size_t count)
{
	size_t sum = *total;

	if (count && !texts)
		return HASHLANE_ARGUMENT;
	for (size_t i = 0; i < count; i++) {
		size_t bytes;

		if (!texts[i])
			return HASHLANE_ARGUMENT;
		bytes = strlen(texts[i]) + sizeof(below) +
			sizeof(struct hln_glob);
		if (bytes > PTRDIFF_MAX - sum)
			return HASHLANE_NO_MEMORY;
		sum += bytes;
	}
	*total = sum;
	return HASHLANE_OK;
}

/* Copy the texts of globs; returns where the next goes. */
static char *copy_globs(struct hln_glob *globs, char *to,
			const char *const *texts, size_t count, bool *slash)
{
	for (size_t i = 0; i < count; i++) {
		struct hln_glob *glob = &globs[i];

		glob->text = to;
		glob->bytes = strlen(texts[i]);
		memcpy(to, texts[i], glob->bytes);
		if (ends_in_any(to, glob->bytes)) {
			memcpy(to + glob->bytes, below, sizeof(below) - 1);
			glob->bytes += sizeof(below) - 1;
		}
		to[glob->bytes] = 0;
		glob->slash = memchr(to, '/', glob->bytes) != NULL;
		*slash |= glob->slash;
		to += glob->bytes + 1;
	}
	return to;
}

int32_t hln_walk_rules_create(struct hln_walk_rules **out,
			      const struct hashlane_walk_options *options)
{
	size_t include = options->include_count;
	size_t exclude = options->exclude_count;
	size_t bytes = sizeof(struct hln_walk_rules);
	struct hln_walk_rules *rules;
	int32_t status;
	char *text;

	if (options->flags & ~(uint32_t)FLAGS || options->reserved)
		return HASHLANE_ARGUMENT;
	status = add_bytes(&bytes, options->include, include);
	if (!status)
		status = add_bytes(&bytes, options->exclude, exclude);
	if (status)
		return status;
	rules = malloc(bytes);
	if (!rules)
		return HASHLANE_NO_MEMORY;
	rules->flags = options->flags;
	rules->slash = false;
	rules->include_count = include;
	rules->exclude_count = exclude;
	text = (char *)(rules->globs + include + exclude);
	text = copy_globs(rules->globs, text, options->include, include,
			  &rules->slash);
	copy_globs(rules->globs + include, text, options->exclude, exclude,
		   &rules->slash);
	*out = rules;
	return HASHLANE_OK;
}

void hln_walk_rules_destroy(struct hln_walk_rules *rules)
{
	free(rules);
}

/*
 * Does the set that opens at text[at] have the byte? Its end, behind the "]",
 * or 0 where it has not or is no set; *is_set tells which.
 */
static size_t match_set(const char *text, size_t bytes, size_t at,
			unsigned char byte, bool *is_set)
{
	size_t first = at + 1, i;
	bool other, found = false;

	*is_set = false;
	other = first < bytes && (text[first] == '!' || text[first] == '^');
	first += other;
	for (i = first; i < bytes && (text[i] != ']' || i == first); i++) {
		unsigned char low = (unsigned char)text[i], high = low;

		/* A "-" before the "]" is a member. */
		if (i + 2 < bytes && text[i + 1] == '-' &&
		    text[i + 2] != ']') {
			high = (unsigned char)text[i + 2];
			i += 2;
		}
		found |= low <= byte && byte <= high;
	}
	if (i >= bytes)
		return 0;
	*is_set = true;
	return found != other ? i + 1 : 0;
}

/* Where the glob goes on if its part at `at`, no "*", is the byte; else 0. */
static size_t match_byte(const char *text, size_t bytes, size_t at,
			 unsigned char byte)
{
	bool is_set;
	size_t end;

	if (text[at] == '?')
		return at + 1;
	if (text[at] == '[') {
		end = match_set(text, bytes, at, byte, &is_set);
		if (is_set)
			return end;
	}
	return (unsigned char)text[at] == byte ? at + 1 : 0;
}

/*
 * Without slashes. Only the last "*" is ever tried again: one before it that
 * took more would leave less to all that follows. So the time is at most the
 * product of the lengths.
 */
static bool match_part(const char *text, size_t bytes, const char *name,
		       size_t name_bytes)
{
	size_t at = 0, i = 0, again = SIZE_MAX, again_i = 0;

	while (i < name_bytes) {
		size_t next = 0;

		if (at < bytes && text[at] == '*') {
			again = ++at;
			again_i = i;
			continue;
		}
		if (at < bytes)
			next = match_byte(text, bytes, at,
					  (unsigned char)name[i]);
		if (next) {
			at = next;
			i++;
		} else if (again != SIZE_MAX) {
			at = again;
			i = ++again_i;
		} else {
			return false;
		}
	}
	while (at < bytes && text[at] == '*')
		at++;
	return at == bytes;
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

/* The same with parts for bytes and "**" for "*". */
static bool match_path(const char *glob, const char *path)
{
	const char *again = NULL, *again_path = NULL;

	while (path) {
		size_t bytes = glob ? part_bytes(glob) : 0;

		if (bytes == 2 && !memcmp(glob, "**", 2)) {
			again = glob = part_after(glob);
			again_path = path;
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

static bool match_one_of(const struct hln_glob *globs, size_t count,
			 const char *path, const char *name, size_t name_bytes)
{
	for (size_t i = 0; i < count; i++)
		if (globs[i].slash ? match_path(globs[i].text, path) :
				     match_part(globs[i].text, globs[i].bytes,
						name, name_bytes))
			return true;
	return false;
}

bool hln_walk_includes(const struct hln_walk_rules *rules, const char *path,
		       const char *name, size_t name_bytes)
{
	return !rules->include_count ||
	       match_one_of(rules->globs, rules->include_count, path, name,
			    name_bytes);
}

bool hln_walk_excludes(const struct hln_walk_rules *rules, const char *path,
		       const char *name, size_t name_bytes)
{
	return match_one_of(rules->globs + rules->include_count,
			    rules->exclude_count, path, name, name_bytes);
}
