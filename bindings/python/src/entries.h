/* SPDX-License-Identifier: MIT */
/* entries.h - entries of lists: the library's form and Python's. */
#ifndef ENTRIES_H
#define ENTRIES_H

#include "core.h"

/* Entries in the form of the library, made from tuples; {0} has none. */
struct entries {
	struct hashlane_list_entry *all;
	size_t count;
	PyObject *held;    /* list: owns the bytes that the entries name */
	struct owned *own; /* the memory of claims, specs and ranges */
};

/*
 * Take a sequence of tuples (name, size, mtime_ns, claims, section, percent,
 * format, line). A claim is (algorithms, digest, tag, text, part_bytes,
 * ranges), a range (name, offset, length). Names, tags and texts are bytes.
 * False: an exception is set. Drop the entries in either case.
 */
bool entries_take(struct entries *entries, struct state *state,
		  PyObject *sequence);
void entries_drop(struct entries *entries);

/*
 * Return a tuple (name, claims, size, mtime_ns, line, format, raw, section,
 * percent, reason) of an entry; NULL: an exception is set. A claim is
 * (algorithms, digest, tag, text, part_bytes, ranges). Names, tags and texts
 * are str.
 */
PyObject *entry_tuple(const struct hashlane_list_entry *entry);

/* Return the name of a format: "gnu"; "" for one that is unknown. */
PyObject *format_name(int32_t format);

/* Return a number, or None. */
PyObject *number_or_none(bool known, uint64_t value);

/* Return text of the system as str, or None for NULL. */
PyObject *text_or_none(const void *text, size_t bytes);

/* Return bytes, or None for NULL. */
PyObject *bytes_or_none(const void *data, size_t bytes);

#endif
