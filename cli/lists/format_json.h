/* SPDX-License-Identifier: MIT */
/* format_json.h - an object a file, one a line. */
#ifndef CLI_FORMAT_JSON_H
#define CLI_FORMAT_JSON_H

#include "../commands/sum.h"

/* Write the line of an item. NULL, or why it cannot be written. */
const char *format_json(struct sum *sum, const struct item *item);

#endif
