/* SPDX-License-Identifier: MIT */
/* gnu.h - what a line looks like that begins with a digest. */
#ifndef HLN_GNU_H
#define HLN_GNU_H

#include <stdbool.h>
#include <stddef.h>

/* How the names of GNU lines begin. */
enum hln_gnu_blanks {
	HLN_GNU_NONE,     /* no line of this dialect */
	HLN_GNU_ONE,      /* behind one character (BSD md5 -r) */
	HLN_GNU_TWO,      /* behind two, a blank or an asterisk the second */
};

/*
 * Look at the blanks behind the first word, which has *digits hexadecimal
 * digits, or is another word: 0.
 */
enum hln_gnu_blanks hln_gnu_look(size_t *digits, const char *text,
				 size_t bytes);

#endif
