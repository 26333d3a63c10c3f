/* SPDX-License-Identifier: MIT */
/* check.h - the parts of `hashlane check`: claims of lists, and verdicts. */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "../run/run_options.h"
#include "../run/algorithm_set.h"
#include "command.h"
#include "../run/count_total.h"
#include "../lists/list.h"
#include "../run/run_state.h"

/* What became of a file. */
enum verdict {
	VERDICT_OK,
	VERDICT_FAILED,     /* other bytes than the list says */
	VERDICT_MISSING,    /* no such file */
	VERDICT_CHANGED,    /* it changed while it was read */
	VERDICT_UNREADABLE, /* the reason says why */
	VERDICT_REFUSED,    /* its name leaves the root */
	VERDICT_MOVED,      /* missing, but its bytes are elsewhere */
	VERDICT_EXTRA,      /* in no list */
	VERDICTS
};

struct set_job;

/*
 * What a list says of one file. Claims that are not read further apart than
 * the window are brought together by path: the file is read once.
 */
struct claim {
	struct set_job *job; /* that it was handed to */
	struct claim *next;  /* in the order of the lists */
	struct claim *same;  /* another claim of the same file */
	struct claim *chain; /* in the table of paths */
	struct claim *last;  /* of those of the same file */
	size_t set_size;     /* digests of all of them */
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
	bool is_malformed; /* a line that could not be read; the detail says why */
	bool done;
	enum verdict verdict;
	char *detail;      /* text behind the verdict, or NULL */
	const char *color; /* of an ED2K digest: "red", "blue"; or NULL */
	struct bad_range *ranges;
	size_t range_count;
	size_t range_room;
};

/* Bytes that differ, by digests of parts. */
struct bad_range {
	uint64_t offset;
	uint64_t bytes;
	const char *algorithm;
};

struct queue;
struct extra;

struct check {
	struct cli *cli;
	struct list_options list_options;
	struct algorithm_set given;
	const char *base;  /* NULL: the current folder */
	bool base_is_list; /* that of the list */
	char *folder;      /* the current one, where there is a root */
	char *root;        /* its real path; NULL: none */
	bool apart;        /* no two lines are of one file, as it seems */
	const char *extra_root;
	struct run_options options;
	bool ignore_missing;
	bool like_md5sum; /* its words, and its reading of lists */
	bool status_only;
	bool warn;
	bool strict;
	bool embedded_crc;
	char line_end;
	/* Not NULL: called when all of a list is told. */
	void (*after_list)(struct check *check, const char *list, int opened);
	struct queue *queue;
	struct extra *extra;
	uint64_t counts[VERDICTS];
	uint64_t malformed;
	uint64_t missing; /* also those of which nothing is said */
	uint64_t entries;
	bool guessed;
};

/* ---- cmd_check.c ---- */

/* Check by lists; STATUS_OK, or what list_open has made of it. */
int check_run(struct check *check, char *const *lists, int list_count,
	      bool extra);

/* ---- check_queue.c: claims on their way through the library ---- */

/* NULL: no memory. */
struct queue *queue_create(struct check *check);
void queue_destroy(struct queue *queue);

/*
 * Add a claim, which is the queue's from then on. Verdicts are reported
 * meanwhile, in the order of the claims.
 */
void queue_add(struct check *check, struct claim *claim);

/* Report all that are left. */
void queue_run(struct check *check);

/* ---- check_claim.c: what a list says, kept ---- */

/* NULL: no memory. `path` is what to open. */
struct claim *claim_create(const struct list_entry *entry, const char *list,
			   const char *path);
struct claim *claim_create_malformed(const char *list, uint64_t line,
				     const char *reason);
void claim_destroy(struct claim *claim);

/* Add the algorithms it takes to check it. */
int32_t claim_add_specs(const struct claim *claim,
			struct hashlane_algorithm_spec *specs, size_t *count);

/* Set the verdict by a row of the results; `specs` are those of its job. */
void claim_judge(struct claim *claim, const struct hashlane_results *results,
		 uint32_t row, const struct hashlane_algorithm_spec *specs,
		 size_t spec_count);

/*
 * A digest that does not fit may be of another algorithm than its length let
 * guess: look once more.
 */
void claim_judge_guess(const struct check *check, struct claim *claim);

/* Set the text behind the verdict. */
void claim_explain(struct claim *claim, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* ---- check_read.c: lists, or names, to claims ---- */

/* What to open for a list's name, to be freed; NULL: no memory. */
char *check_path(const struct check *check, const char *list,
		 const char *name);

/* As list_open does, with what the command line says of lists. */
struct list *check_open_list(const struct check *check, const char *path);

/* STATUS_OK, or STATUS_USAGE where it cannot be opened. */
int check_list(struct check *check, const char *path, bool alone);

/* A file that has its CRC32 in its name, or a directory of them. */
void check_embedded(struct check *check, const char *path);

/* ---- check_count.c: how much there is to do ---- */

struct lists {
	const struct check *check;
	char *const *paths;
	int count;
};

/* A count_total_fn; the context is a struct lists. */
bool check_count(struct count_total *count, const void *context);

/* ---- check_report.c: what is told ---- */

/* Report a claim, and those joined to it. */
void check_report(struct check *check, const struct claim *claim);
void check_report_name(struct check *check, enum verdict verdict,
		       const char *name, const char *detail);
void check_summary(struct check *check);

/* ---- check_extra.c: files in no list, and those that moved ---- */

/* False: no memory. */
bool extra_create(struct check *check);
void extra_destroy(struct extra *extra);

/* A list names this file, or is this file. */
void extra_listed(struct check *check, const char *path);

/* Keep a claim whose file is missing until all lists are read. */
void extra_missing(struct check *check, struct claim *claim);

/* Look through the tree, and report what is left. */
void extra_run(struct check *check);

/* Nobody takes the output any more: stop. */
static inline bool check_stopped(const struct check *check)
{
	return check->cli->out.os_error || run_state_signal(check->cli->run);
}

#endif
