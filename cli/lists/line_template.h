/* SPDX-License-Identifier: MIT */
/* line_template.h - lines of a form that the user gives: '%p %s %{sha256}'. */
#ifndef CLI_LINE_TEMPLATE_H
#define CLI_LINE_TEMPLATE_H

#include "../run/algorithm_set.h"

#include <stdbool.h>

struct item;
struct line_template;
struct sum;

/* Is the value of --format a template, and not the name of a format? */
bool line_template_is(const char *text);

/*
 * Read a template, and add the algorithms of its digests to the set. NULL: it
 * is wrong usage, which was reported, as *status.
 */
struct line_template *line_template_create(struct cli *cli,
					   struct algorithm_set *set,
					   const char *text, int *status);

/* Free it. NULL is allowed. */
void line_template_destroy(struct line_template *line);

/* Write the line of an item. NULL, or why it cannot be written. */
const char *line_template_write(struct sum *sum, const struct item *item);

#endif
