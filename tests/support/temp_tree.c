/* SPDX-License-Identifier: MIT */
/* temp_tree.c - a folder of files that lives as long as a test. */
#define _XOPEN_SOURCE 700
#include "temp_tree.h"

#include "check.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void temp_tree_make(struct temp_tree *tree)
{
	const char *parent = getenv("TMPDIR");

	snprintf(tree->folder, sizeof(tree->folder), "%s/hashlane-XXXXXX",
		 parent && *parent ? parent : "/tmp");
	assert_non_null(mkdtemp(tree->folder));
	assert_int_equal(chmod(tree->folder, 0755), 0);
}

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *walk)
{
	(void)st;
	(void)type;
	(void)walk;
	return remove(path);
}

void temp_tree_remove(struct temp_tree *tree)
{
	assert_int_equal(
		nftw(tree->folder, remove_one, 32, FTW_DEPTH | FTW_PHYS), 0);
}

char *temp_tree_path(const struct temp_tree *tree, const char *name)
{
	size_t bytes = strlen(tree->folder) + strlen(name) + 2;
	char *path = malloc(bytes);

	assert_non_null(path);
	snprintf(path, bytes, "%s/%s", tree->folder, name);
	return path;
}

char *temp_tree_write(const struct temp_tree *tree, const char *name,
		      const void *data, size_t bytes)
{
	char *path = temp_tree_path(tree, name);
	FILE *file = fopen(path, "wb");

	if (!file)
		fail_msg("cannot write %s", path);
	if (bytes)
		assert_int_equal(fwrite(data, 1, bytes, file), bytes);
	assert_int_equal(fclose(file), 0);
	return path;
}
