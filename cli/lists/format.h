/* SPDX-License-Identifier: MIT */
/* format.h - the forms that digests are written in. */
#ifndef CLI_FORMAT_H
#define CLI_FORMAT_H

#include "../commands/sum.h"

/*
 * Find out whether the format can hold the algorithms and the options.
 * STATUS_OK or STATUS_USAGE.
 */
int format_check(struct sum *sum);

/* Write what stands before the first item, if anything does. */
void format_begin(struct sum *sum);

/* Write an item. NULL, or why it cannot be written, as a text of `error`. */
const char *format_write(struct sum *sum, const struct item *item,
			 struct hashlane_error *error);

void format_end(struct sum *sum);

/* The algorithms of a format where none are given. */
const char *format_algorithms(int32_t format);

/* Find a format by its name; false: there is none. */
bool format_parse(int32_t *format, const char *text);

/*
 * The format of files with this extension; HASHLANE_FORMAT_AUTO: of none or
 * several.
 */
int32_t format_by_extension(const char *path);

#endif
