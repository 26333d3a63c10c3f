/* SPDX-License-Identifier: MIT */
/*
 * check_guess.h - digests of which only the length is known. All of
 * one length in one section of a list have one algorithm: such digests are a
 * group. The first files that fit settle it.
 */
#ifndef HLN_CHECK_GUESS_H
#define HLN_CHECK_GUESS_H

#include "../../include/hashlane.h"

#include <stdbool.h>

/* A set of the candidates of a group: bit i is candidate i. */
struct hln_check_group {
	struct hln_check_group *next; /* of the same list */
	size_t refs;                  /* of the list, and of entries */
	uint32_t section;
	uint32_t digest_bytes;
	bool settled;
	unsigned misses; /* files that fitted no candidate, and settled none */
	uint64_t searched; /* entries up to this one have no file */
	uint64_t last;     /* the last entry of the window that has it */
	uint64_t alive;    /* what fits all files that settled it, or all */
	uint64_t trusted; /* those that a file cannot be made to fit, and those
			    * that the caller gave */
	size_t count, named;
	struct hashlane_algorithm_spec specs[];
};

/* What a group says of an entry. */
enum hln_check_fit {
	HLN_CHECK_FITS,
	HLN_CHECK_WEAK,  /* only by a checksum, which proves too little */
	HLN_CHECK_OTHER, /* by another algorithm than other entries have */
	HLN_CHECK_AGAIN, /* not every candidate was tried */
	HLN_CHECK_NONE   /* by no candidate */
};

/*
 * The group of such digests in a list; sections are asked for in order. `given`
 * are the options of the list, with the algorithms that the caller gave. The
 * list's name means the first `named` of the candidates. It counts a reference
 * of the caller. NULL: no memory.
 */
struct hln_check_group *
hln_check_guess_group(struct hln_check_group **groups, uint32_t section,
		      const struct hashlane_list_options *given,
		      const struct hashlane_algorithm_spec *specs,
		      size_t count, size_t named, size_t digest_bytes);
void hln_check_guess_release(struct hln_check_group *group);
/* The list ends: it holds no group any more. */
void hln_check_guess_forget(struct hln_check_group **groups);

/* Must other files wait until one has shown the algorithm? */
bool hln_check_guess_waits(const struct hln_check_group *group);

/* The file that was read first fits these candidates; 0: none. */
void hln_check_guess_try(struct hln_check_group *group, uint64_t fitting);

/* Judge a file by what was tried and what fits; *by: the candidates. */
enum hln_check_fit hln_check_guess_judge(const struct hln_check_group *group,
					 uint64_t tried, uint64_t fitting,
					 uint64_t *by);

/* Was a file compared with all that the algorithm may be, and fits none? */
bool hln_check_guess_excludes(const struct hln_check_group *group,
			      uint64_t tried, uint64_t fitting);

/* A file was verified by these candidates: one of them is the algorithm. */
void hln_check_guess_settle(struct hln_check_group *group, uint64_t by);

/* Is an algorithm one that a file can be made to fit? */
bool hln_check_guess_is_checksum(int32_t id);

enum { HLN_CHECK_PARTS_MAX = 24 };

/*
 * The sizes of parts that tools use for uploads and that divide a file of
 * `size` bytes into `count` parts. Returns how many there are.
 */
size_t hln_check_guess_parts(uint64_t parts[HLN_CHECK_PARTS_MAX],
			     uint64_t size, uint64_t count);

#endif
