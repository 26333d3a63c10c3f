/* SPDX-License-Identifier: MIT */
/* temp_tree.h - a folder of files that lives as long as a test. */
#ifndef TEMP_TREE_H
#define TEMP_TREE_H

#include <stddef.h>
#include <stdint.h>

struct temp_tree {
	char folder[512];
};

/* Under $TMPDIR or /tmp, searchable by all. */
void temp_tree_make(struct temp_tree *tree);
void temp_tree_remove(struct temp_tree *tree);

/* The path of a name in the folder; the caller frees it. */
char *temp_tree_path(const struct temp_tree *tree, const char *name);

/* Write a file; returns its path, which the caller frees. */
char *temp_tree_write(const struct temp_tree *tree, const char *name,
		      const void *data, size_t bytes);

#endif
