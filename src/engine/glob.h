/* SPDX-License-Identifier: MIT */
/* glob.h - the pattern language of walks: the rules of gitignore(5). */
#ifndef HLN_GLOB_H
#define HLN_GLOB_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A pattern is compared as bytes, in no locale.
 *
 *   *        any bytes but '/', none too, a leading '.' too
 *   ?        any byte but '/'
 *   [a-z]    a byte of the set; "[!a-z]" and "[^a-z]" one of the others. A ']'
 *            at the start of a set and a '-' at either end are members.
 *   [[:alpha:]]  a class within a set: alnum, alpha, blank, cntrl, digit,
 *            graph, lower, print, punct, space, upper, xdigit, of ASCII
 *   \x       the byte x itself, in a set too
 *   **       between slashes, at the start or at the end: any number of
 *            directories; "dir/" and "**" at the end: all that is below dir
 *
 * A pattern without a slash is compared with the last name of a path. One
 * with a slash at its start or within is compared with the whole path below
 * the start of the walk. A slash at the end takes directories only.
 *
 * In a list of patterns the last one that matches decides, and a leading '!'
 * turns what it decides around: "*.log", "!keep.log" takes all logs but one.
 * There are no comments, and blanks are bytes like others.
 *
 * A pattern that no path can match is an error, see hln_glob_error: an empty
 * part ("", "/", "a//b"), a part "." or "..", a set or an escape without its
 * end, an unknown class, a set without members.
 */
struct hln_glob {
	const char *text; /* NUL-terminated, without the marks below */
	size_t bytes;
	bool path;      /* compared with the path, else with the last name */
	bool directory; /* takes directories only */
	bool negated;
};

/* Why a pattern can match nothing, or NULL. */
const char *hln_glob_error(const char *pattern);

/* A pattern without an error; its text is copied to `to`, of as many bytes. */
void hln_glob_parse(struct hln_glob *glob, char *to, const char *pattern);

/*
 * What the last pattern that matches says; false where none does. `path` is
 * below the start of the walk, `name` its last part, both NUL-terminated. Where
 * no glob has `path` set, `path` is not read.
 */
bool hln_globs_take(const struct hln_glob *globs, size_t count,
		    const char *path, const char *name, bool is_directory);

#endif
