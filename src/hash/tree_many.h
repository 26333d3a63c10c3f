/* SPDX-License-Identifier: MIT */
/* tree_many.h - the binary-tree shape over many streams side by side. */
#ifndef HLN_TREE_MANY_H
#define HLN_TREE_MANY_H

#include "tree.h"

/* The shape's hook update_many. */
int32_t hln_tree_many_update(const struct hln_update *updates, size_t count);

#endif
