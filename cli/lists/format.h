/* SPDX-License-Identifier: MIT */
/* format.h - the forms that digests are written in, one file each. */
#ifndef CLI_FORMAT_H
#define CLI_FORMAT_H

#include "../commands/sum.h"

/* What stands before the first item, if anything does. */
void format_begin(struct sum *sum);

/* Is there no such digest of an empty file? That is no failure. */
bool item_lacks(const struct item *item, const struct algorithm *algorithm);

/* The text of digest i; false: there is none. */
bool format_digest(char text[HASHLANE_MAX_TEXT_BYTES], const struct sum *sum,
		   const struct item *item, size_t i);

/*
 * One line of a digest. NULL, or why the name cannot be written so: nothing
 * is written then.
 */
const char *format_gnu(struct sum *sum, const struct item *item, size_t i,
		       const char *digest);
const char *format_bsd(struct sum *sum, const struct item *item, size_t i,
		       const char *digest);
const char *format_sfv(struct sum *sum, const struct item *item,
		       const char *digest);

/* One line of an item. NULL, or why it cannot be written. */
const char *format_hashdeep(struct sum *sum, const struct item *item);
const char *format_ed2k(struct sum *sum, const struct item *item);
const char *format_magnet(struct sum *sum, const struct item *item);
const char *format_csv(struct sum *sum, const struct item *item);
const char *format_json(struct sum *sum, const struct item *item);

/* NULL, or why the format cannot hold this algorithm. */
const char *format_refuses(enum sum_format format,
			   const struct hashlane_algorithm_spec *spec);

/* Those of a format where none are given. */
const char *format_algorithms(enum sum_format format);

bool format_parse(enum sum_format *format, const char *text);

/* The format of files with this extension; FORMAT_AUTO: of none or several. */
enum sum_format format_by_extension(const char *path);

/*
 * The format for these algorithms where none is given: without tags if the
 * length of a digest tells its one algorithm, as md5sum's do.
 */
enum sum_format format_for(const struct algorithm_set *set);

#endif
