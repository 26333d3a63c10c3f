/* SPDX-License-Identifier: MIT */
/* kernel_check.h - what the parts of the kernel check share. */
#ifndef KERNEL_CHECK_H
#define KERNEL_CHECK_H

#include "../../src/lane/cpu.h"

#include <stddef.h>
#include <stdint.h>

/* Bytes between two pages that fault when touched. */
struct guarded {
	uint8_t *start, *end;
};

enum { GUARDED_BYTES = 4096 };

/* Ends the program when there is no memory. */
struct guarded guarded_make(void);

/* Pseudo-random, the same in every run. */
uint64_t random_word(void);
void random_bytes(uint8_t *p, size_t bytes);

/* Report a failure; the program's exit status follows. */
void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Call a kernel. What it left behind against the calling convention: "" if
 * nothing, else a description.
 */
const char *checked_call(hln_blocks_fn *blocks, void *state,
			 const uint8_t *const *in, size_t count);

/* What checked_call cannot see on this CPU, or NULL. */
const char *checked_call_blind(void);

const char *core_name(enum hln_core core);
size_t core_state_bytes(enum hln_core core); /* of one lane */
size_t core_word_bytes(enum hln_core core);

/* One lane kernel; the checksum kernels of a set; those of text. */
void check_lanes(const struct hln_isa *isa, enum hln_core core,
		 const struct hln_kernel *kernel);
int has_oracles(void); /* independent libraries in this build */
void check_checksums(const struct hln_isa *isa);
void check_text(const struct hln_isa *isa);

/* All usable kernels as a JSON array on standard output. */
void measure(uint32_t cpu);

#endif
