/* SPDX-License-Identifier: MIT */
/* check_claim.h - what a list says of one file, and the verdict about it. */
#ifndef CLI_CHECK_CLAIM_H
#define CLI_CHECK_CLAIM_H

#include "check.h"

struct set_job;

/* A range of bytes that differ, found by the digests of parts. */
struct bad_range {
	uint64_t offset;
	uint64_t bytes;
	const char *algorithm;
};

/*
 * What a list says of one file. Claims about the same file are joined
 * if they are close enough in the lists, and the file is read once.
 */
struct claim {
	struct set_job *job; /* the job that hashes the file; NULL: none */
	struct claim *next;  /* in the order of the lists */
	struct claim *same;  /* another claim of the same file */
	struct claim *chain; /* in the table of paths */
	struct claim *last;  /* the last claim of the same file */
	size_t set_size;     /* the digests of all these claims */
	const char *list;    /* the path of the list; lives as long as all */
	uint64_t line;
	uint64_t offset;
	uint64_t size_bytes;
	const char *name; /* as the list has it */
	const char *path; /* to open */
	struct list_digest *digests;
	struct list_parts *parts;
	size_t digest_count;
	size_t part_count;
	size_t memory_bytes;
	uint32_t path_hash;
	int32_t os_error;
	bool size_known;
	bool is_range;
	bool is_malformed; /* a line that could not be read; see the detail */
	bool done;
	enum verdict verdict;
	char *detail;      /* text behind the verdict, or NULL */
	const char *color; /* of an ED2K digest: "red", "blue"; or NULL */
	struct bad_range *ranges;
	size_t range_count;
	size_t range_room;
};

/* NULL: no memory. `path` is what to open. */
struct claim *claim_create(const struct list_entry *entry, const char *list,
			   const char *path);
struct claim *claim_create_malformed(const char *list, uint64_t line,
				     const char *reason);
void claim_destroy(struct claim *claim);

/* Add the algorithms that the claim needs. */
int32_t claim_add_specs(const struct claim *claim,
			struct hashlane_algorithm_spec *specs, size_t *count);

/* Set the verdict by a row of the results; `specs` are those of its job. */
void claim_judge(struct claim *claim, const struct hashlane_results *results,
		 uint32_t row, const struct hashlane_algorithm_spec *specs,
		 size_t spec_count);

/*
 * If a digest differs whose algorithm was guessed by its length, try the other
 * algorithms with digests of that length.
 */
void claim_judge_guess(const struct check *check, struct claim *claim);

/* Set the text that follows the verdict. */
void claim_explain(struct claim *claim, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
