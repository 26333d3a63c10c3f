/* SPDX-License-Identifier: MIT */
/* gnu_shape.h - the shape of a line that begins with a digest. */
#ifndef HLN_GNU_SHAPE_H
#define HLN_GNU_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

/* How the names of GNU lines begin. */
enum hln_gnu_blanks {
	HLN_GNU_NONE, /* no line of this dialect */
	HLN_GNU_ONE,  /* behind one character (BSD md5 -r) */
	HLN_GNU_TWO,  /* behind two, a blank or an asterisk the second */
};

/*
 * The first word, behind blanks and the backslash of an escaped name. Returns
 * its length.
 */
size_t hln_gnu_shape_word(const char **word, bool *escaped, const char *text,
			  size_t bytes);

/*
 * Look at the blanks behind the first word. *digits is its length if it is
 * hexadecimal, else 0.
 */
enum hln_gnu_blanks hln_gnu_shape_look(size_t *digits, const char *text,
				       size_t bytes);

#endif
