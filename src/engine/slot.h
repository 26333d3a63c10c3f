/* SPDX-License-Identifier: MIT */
/*
 * slot.h - a stream on its way through a worker: what is read of an input,
 * or of one part of it, and the states it is hashed into.
 */
#ifndef HLN_SLOT_H
#define HLN_SLOT_H

#include "../hash/hasher.h"
#include "open_file.h"

enum { HLN_SLOTS_MAX = HLN_LANES_MAX };

struct hln_engine;
struct hln_job;
struct hln_resume;
struct hln_split_file;
struct hln_pushed;

struct hln_slot {
	/* A worker looks at these in each step of each file. */
	struct hln_open_file *entry;
	/* Not NULL: it is a part of that file, and has no entry. */
	struct hln_split_file *whole;
	struct hln_pushed *pushed; /* not NULL: its own, held; see pushed.h */
	bool opened;               /* false: no descriptor was left */
	bool begun;                /* its first read was tried */
	bool started;              /* the hasher has states to drop */
	bool ended;                /* nothing follows data */
	bool stalled; /* it cannot go on without a place; see reading.h */
	const uint8_t *data; /* read and not hashed: in the buffer, or memory
			      * of the caller's */
	size_t filled;
	uint64_t at; /* where data starts, in the input's range */
	/* Not NULL: its states are kept; kept: how far the last are. */
	const struct hln_resume *resume;
	struct hln_hasher hasher;
	uint64_t kept;
	uint64_t end; /* of the part; else UINT64_MAX */
	uint8_t *buffer;
	size_t buffer_bytes;
	uint64_t whole_index;  /* of the file among the inputs */
	uint64_t part;         /* which */
	struct hln_slot *next; /* in a list of a job's */
	size_t states_bytes;   /* of memory at hasher.states */
	size_t counted_bytes;  /* in the engine */
	void *memory;          /* holds the buffer */
	size_t memory_bytes;
};

/* States of a job's set, of slots and wholes; NULL: no memory. */
void *hln_slot_states_take(const struct hln_job *job);
/* NULL is fine. */
void hln_slot_states_give(const struct hln_engine *engine, void *states,
			  size_t bytes);

/* A slot for a job's streams, number `n` of its worker; NULL: no memory. */
struct hln_slot *hln_slot_create(struct hln_job *job, unsigned n);
/* The same without a buffer, and not counted; its entry is no input yet. */
struct hln_slot *hln_slot_create_bare(const struct hln_job *job);

/*
 * For a slot that is neither a part of a file nor pushed; work_stream.h has
 * these for any slot. Forget what it was doing; it is spare then.
 */
void hln_slot_clear(struct hln_slot *slot);
void hln_slot_destroy(struct hln_slot *slot, struct hln_engine *engine);
/* Read what follows at slot->at; failures are in its entry. */
void hln_slot_read(struct hln_slot *slot);

/*
 * The first read of an entry that was just opened; starts its hasher. If that
 * was all of it, its bytes are not in the job's bytes_total yet, but in
 * *short_bytes.
 */
void hln_slot_begin(struct hln_slot *slot, struct hln_job *job, int64_t now_ns,
		    uint64_t *short_bytes);

#endif
