/* SPDX-License-Identifier: MIT */
/*
 * check_entry.h - an entry of a list while its file is checked: a copy in one
 * allocation, with room for all that is found out about it.
 */
#ifndef HLN_CHECK_ENTRY_H
#define HLN_CHECK_ENTRY_H

#include "../../include/hashlane.h"

#include <stdbool.h>

struct hln_check_entry;
struct hln_check_group;
struct hln_check_job;
struct hln_check_specs;
struct hln_check_source;
struct hln_list_entry;

/* Bytes of a file, in the order in which they are digested. */
struct hln_check_range {
	const char *path; /* NUL-terminated */
	uint64_t offset, length;
	uint64_t device, inode; /* of its file below the root; 0: any */
};

/* A digest of a file that no list names. */
struct hln_check_probed {
	uint8_t bytes; /* 0: the file has none */
	uint8_t digest[HASHLANE_MAX_DIGEST_BYTES];
};

/* The digests of these algorithms are asked of such a file. */
struct hln_check_probe {
	const struct hln_check_specs *specs;
	uint64_t size_bytes;              /* written: bytes digested */
	struct hln_check_probed *digests; /* written, one for each */
};

/* A read: of the whole file, or of the ranges of some claims. */
struct hln_check_read {
	struct hln_check_entry *entry;
	struct hln_check_job *job;            /* that does it; NULL: none */
	struct hln_check_read *next, *before; /* of the same job */
	struct hln_check_range *ranges;
	size_t range_count;            /* 0: the whole file */
	struct hln_check_probe *probe; /* NULL: for the claims of lists */
};

/* The outcome of a claim. */
enum hln_check_outcome {
	HLN_CHECK_PENDING, /* or not compared: `why` */
	HLN_CHECK_FIT,
	HLN_CHECK_DIFFER,
	HLN_CHECK_FIT_WEAK, /* fits a checksum that is too weak */
	HLN_CHECK_FIT_OTHER /* fits an algorithm that other entries exclude */
};

/* A digest that an entry has of its file, and the one that was found. */
struct hln_check_claim {
	const struct hashlane_algorithm_spec *specs;
	size_t spec_count;
	struct hln_check_group *group; /* of several candidates; or NULL */
	size_t named; /* the list's name means so many of them, the first
		       * ones; 0: nothing but the length is known */
	struct hln_check_read *read; /* that computes the digest */
	const char *tag, *text;      /* NUL-terminated */
	const uint8_t *digest;       /* NULL: not decoded */
	size_t digest_bytes;
	uint64_t part_bytes;
	uint8_t *computed; /* digest_bytes bytes */
	bool has_computed;
	bool guessed; /* the algorithm, or its parameter */
	enum hln_check_outcome outcome;
	const char *why;         /* it was not compared; static, or NULL */
	const char *note;        /* which of several forms fits; or NULL */
	uint64_t tried, fitting; /* candidates of the group */
	struct hashlane_algorithm_spec found; /* of `computed`; id 0: none */
};

enum hln_check_stage {
	HLN_CHECK_WAITING, /* no read was given to a job */
	HLN_CHECK_READING,
	HLN_CHECK_JUDGED /* it has its verdict */
};

struct hln_check_entry {
	struct hln_check_entry *next;  /* in the order of the lists */
	struct hln_check_entry *same;  /* the next of the same file */
	struct hln_check_entry *last;  /* the last of the same file */
	struct hln_check_entry *chain; /* in the table of paths */
	struct hln_check_source *source;
	struct hln_check_claim *claims;
	size_t claim_count;
	struct hln_check_read *reads;
	size_t read_count; /* the first is of the whole file, if any is */
	const char *name, *path, *reason; /* NUL-terminated */
	size_t name_bytes;
	const char *undecoded; /* the name with its percent signs; or NULL */
	char *other;      /* another path, to be freed: what a reading of the
			   * name leads to, or where the content is */
	uint32_t reading; /* HASHLANE_READING_* of `other` */
	bool is_hint;     /* `other` is only mentioned */
	int names_error;  /* why other readings are not known; errno or 0 */
	bool differs;     /* `other` has other content */
	bool reads_other; /* `other` was given to a job */
	bool names_tried; /* there is no other reading, or it was taken */
	struct hashlane_verdict_range *bad; /* by the digests of parts */
	size_t bad_count, bad_room;
	size_t joined;       /* entries of the same file behind it */
	size_t set_size;     /* algorithms that all of them need at most */
	size_t memory_bytes; /* with those of the same file */
	size_t given;        /* reads that were given to jobs */
	size_t pending;      /* of these, those that have no result */
	uint64_t sequence;   /* its place in the window */
	uint64_t line, cookie;
	uint64_t size_expected, size_found; /* UINT64_MAX: none */
	uint64_t size_hint; /* UINT64_MAX: not asked, or no such file */
	uint64_t ends_at;   /* of a file too short for a range */
	uint32_t section, path_hash;
	unsigned repeats; /* reads with other candidates */
	enum hln_check_stage stage;
	int32_t format;
	int32_t verdict; /* HASHLANE_VERDICT_* */
	int32_t status, os_error;
	int32_t strength;
	int32_t strongest; /* of the claims: the index, or -1 */
	bool was_asked;    /* for size_hint */
	bool is_dash;      /* the name is "-", and is no file */
	bool is_stream;    /* read once, from its position on */
	bool is_standard;  /* the stream is standard input */
	bool probes;       /* its result settles groups */
	bool is_counted;   /* see hln_check_jobs_count */
	bool is_short;     /* see ends_at */
	bool size_differs;
	bool unwanted; /* fits, but by no algorithm that is required */
};

/* Options of a copy. */
struct hln_check_copy {
	const char *folder;    /* of relative names; NULL: the current one */
	const char *path;      /* not NULL: of the file, instead of its name */
	size_t claim_bytes;    /* of an element at claims */
	const char *undecoded; /* the name before it was decoded, or NULL */
	const struct hln_list_entry *wide; /* has the candidates that the
					    * list's name leaves out; or NULL */
};

/*
 * Copy an entry. HASHLANE_OK; HASHLANE_NO_MEMORY; HASHLANE_ARGUMENT: it makes
 * no sense.
 */
int32_t hln_check_entry_create(struct hln_check_entry **out,
			       const struct hashlane_list_entry *from,
			       const struct hln_check_copy *copy);
/* A file that no list names. NULL: no memory. */
struct hln_check_entry *hln_check_entry_extra(const char *path);

/* With all entries of the same file. */
void hln_check_entry_destroy(struct hln_check_entry *entry);

/* The path to open. */
const char *hln_check_entry_path(const struct hln_check_entry *entry);

/* Is it about one range of its own file only? */
bool hln_check_entry_is_range(const struct hln_check_entry *entry);

/* Is the whole file read for it, and nothing else? */
bool hln_check_entry_is_plain(const struct hln_check_entry *entry);

/*
 * Is a MISSING entry in doubt: another reading of its name leads to a file that
 * was not read, or has other content, or could not be looked for?
 */
bool hln_check_entry_is_doubtful(const struct hln_check_entry *entry);

/* It has its verdict without a read. */
void hln_check_entry_judge(struct hln_check_entry *entry, int32_t verdict,
			   int32_t status, int32_t os_error);

#endif
