/* SPDX-License-Identifier: MIT */
/* escaped_name.h - names in lines of text, as GNU coreutils escape them. */
#ifndef CLI_ESCAPED_NAME_H
#define CLI_ESCAPED_NAME_H

#include "../terminal/output.h"

#include <stdbool.h>

/* Has it a backslash, a newline or a carriage return? */
bool name_needs_escape(const char *name);

/* The name with these escaped. */
void output_escaped(struct output *output, const char *name);

/* A name alone on its line: a backslash before it says that it is escaped. */
void output_name(struct output *output, const char *name);

#endif
