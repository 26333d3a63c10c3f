/* SPDX-License-Identifier: MIT */
/* walk_rules.c - which names a walk takes: globs and flags. */
#include "walk_rules.h"

#include <stdlib.h>
#include <string.h>

/* Why no path can match the pattern at *index of a list, or NULL. */
static const char *list_error(const char *const *patterns, size_t count,
			      bool include, size_t *index)
{
	for (size_t i = 0; i < count; i++) {
		const char *error = hln_glob_error(patterns[i]);

		*index = i;
		if (error)
			return error;
		if (!i && patterns[i][0] == '!')
			return "a '!' has no pattern before it";
		if (include && patterns[i][strlen(patterns[i]) - 1] == '/')
			return "only files are included: write 'directory/**'";
	}
	return NULL;
}

const char *hln_walk_rules_error(const struct hashlane_walk_options *options,
				 const char **pattern)
{
	size_t i = 0;
	const char *error = list_error(options->include,
				       options->include_count, true, &i);

	if (error) {
		*pattern = options->include[i];
		return error;
	}
	error = list_error(options->exclude, options->exclude_count, false,
			   &i);
	if (error)
		*pattern = options->exclude[i];
	return error;
}

/* The bytes that the globs take; PTRDIFF_MAX: more than there can be. */
static size_t add_bytes(size_t sum, const char *const *patterns, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t bytes = strlen(patterns[i]) + 1 +
			       sizeof(struct hln_glob);

		if (bytes >= PTRDIFF_MAX - sum)
			return PTRDIFF_MAX;
		sum += bytes;
	}
	return sum;
}

/* Returns where the text of the next goes. */
static char *parse(struct hln_walk_rules *rules, struct hln_glob *globs,
		   char *to, const char *const *patterns, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		hln_glob_parse(&globs[i], to, patterns[i]);
		rules->paths |= globs[i].path;
		rules->directories |= globs[i].directory;
		to += globs[i].bytes + 1;
	}
	return to;
}

int32_t hln_walk_rules_create(struct hln_walk_rules **out,
			      const struct hashlane_walk_options *options)
{
	size_t include = options->include_count;
	size_t exclude = options->exclude_count;
	struct hln_walk_rules *rules;
	size_t bytes = add_bytes(sizeof(*rules), options->include, include);
	char *text;

	bytes = add_bytes(bytes, options->exclude, exclude);
	rules = bytes < PTRDIFF_MAX ? malloc(bytes) : NULL;
	if (!rules)
		return HASHLANE_NO_MEMORY;
	memset(rules, 0, sizeof(*rules));
	for (int i = 0; i < HLN_SKIPS; i++)
		atomic_init(&rules->skipped[i], 0);
	rules->flags = options->flags;
	rules->base = -1;
	rules->include_count = include;
	rules->exclude_count = exclude;
	text = (char *)(rules->globs + include + exclude);
	text = parse(rules, rules->globs, text, options->include, include);
	parse(rules, rules->globs + include, text, options->exclude, exclude);
	*out = rules;
	return HASHLANE_OK;
}

void hln_walk_rules_destroy(struct hln_walk_rules *rules)
{
	free(rules);
}

bool hln_walk_rules_include(const struct hln_walk_rules *rules,
			    const char *path, const char *name)
{
	return !rules->include_count ||
	       hln_globs_take(rules->globs, rules->include_count, path, name,
			      false);
}

bool hln_walk_rules_exclude(const struct hln_walk_rules *rules,
			    const char *path, const char *name,
			    bool is_directory)
{
	return hln_globs_take(rules->globs + rules->include_count,
			      rules->exclude_count, path, name, is_directory);
}

bool hln_walk_rules_leave_out(const struct hln_walk_rules *rules,
			      const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *last = slash ? slash + 1 : path;
	char *folder;
	bool out = false;

	if (hln_walk_rules_exclude(rules, path, last, false) ||
	    !hln_walk_rules_include(rules, path, last))
		return true;
	/* A file below a directory that is left out is left out. */
	folder = slash ? malloc((size_t)(slash - path) + 1) : NULL;
	if (!folder)
		return false;
	for (const char *at = strchr(path, '/'); at && !out;
	     at = strchr(at + 1, '/')) {
		size_t bytes = (size_t)(at - path);
		const char *before;

		memcpy(folder, path, bytes);
		folder[bytes] = 0;
		before = strrchr(folder, '/');
		out = bytes && hln_walk_rules_exclude(
				       rules, folder,
				       before ? before + 1 : folder, true);
	}
	free(folder);
	return out;
}

void hln_walk_rules_skip(struct hln_walk_rules *rules, enum hln_skip why)
{
	atomic_fetch_add_explicit(&rules->skipped[why], 1,
				  memory_order_relaxed);
}

static uint64_t skipped(const struct hln_walk_rules *rules, enum hln_skip why)
{
	return atomic_load_explicit(&rules->skipped[why],
				    memory_order_relaxed);
}

void hln_walk_rules_get_skipped(struct hashlane_walk_skipped *out,
				const struct hln_walk_rules *rules)
{
	out->hidden = skipped(rules, HLN_SKIP_HIDDEN);
	out->excluded = skipped(rules, HLN_SKIP_EXCLUDED);
	out->not_included = skipped(rules, HLN_SKIP_NOT_INCLUDED);
	out->file_systems = skipped(rules, HLN_SKIP_FILE_SYSTEM);
	out->links = skipped(rules, HLN_SKIP_LINK);
	out->specials = skipped(rules, HLN_SKIP_SPECIAL);
}
