/* SPDX-License-Identifier: MIT */
/*
 * good_arguments.h - arguments with which a call of any export goes well, to
 * be made wrong one at a time.
 */
#ifndef GOOD_ARGUMENTS_H
#define GOOD_ARGUMENTS_H

#include "../../include/hashlane.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

union argument {
	void *pointer;
	uint64_t number;
};

enum role {
	ROLE_IN,     /* what the call reads */
	ROLE_OUT,    /* what it writes */
	ROLE_DETAIL, /* a hashlane_error */
	ROLE_HANDLE,
	ROLE_CHOICE, /* of an enumeration, or bits */
	ROLE_LENGTH,
	ROLE_ELEMENT, /* sizeof a struct of which the call has some */
	ROLE_INDEX,
	ROLE_NUMBER
};

struct parameter {
	const char *name, *type;
	enum role role;
	const char *release; /* what an output is given back with, or "" */
};

enum returns { RETURNS_STATUS, RETURNS_TEXT, RETURNS_NUMBER, RETURNS_NOTHING };

struct export
{
	const char *name;
	uint64_t (*call)(const union argument *arguments);
	void (*address)(void); /* NULL: the library has no such function */
	enum returns returns;
	const struct parameter *parameters;
	size_t parameter_count;
	uint32_t statuses; /* a bit for each that is documented */
};

enum { ARGUMENTS_MAX = 12, ROOM_BYTES = 1024 };

/* The live handles of a call, one of each kind. */
struct live {
	hashlane_hasher hasher;
	hashlane_engine engine;
	hashlane_job job;
	hashlane_listener listener;
	hashlane_walk walk;
	hashlane_list list;
	hashlane_list_writer writer;
	hashlane_dupes dupes;
	hashlane_check check;
	const struct hashlane_results *results;
	const struct hashlane_verdicts *verdicts;
};

/* Objects for a call of this export; `live` has all that could be made. */
void live_create(struct live *live, const char *export);
void live_destroy(struct live *live);
/* Of the kind that a parameter takes, by its type and name. */
uint64_t live_handle(const struct live *live,
		     const struct parameter *parameter);

/*
 * Set all arguments so that the call goes well. What pointers point to has
 * ROOM_BYTES, and is made anew each time. False, and a message, for a type
 * of which this file knows no good value.
 */
bool good_arguments(union argument *arguments, const struct export *export,
		    const struct live *live);

/* Give back what a call that went well has handed out. */
void release_outputs(const union argument *arguments,
		     const struct export *export);

#endif
