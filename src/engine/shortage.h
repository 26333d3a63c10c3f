/* SPDX-License-Identifier: MIT */
/*
 * shortage.h - how long a thread waits while no descriptor is left.
 * worker_files.h shows the states of a worker in a shortage; reader.c and
 * walker.c wait in the same way.
 *
 * The descriptors of a process are shared by all engines and by the program
 * itself. So a thread waits while another thread of the library may close some,
 * and fails if only the program can.
 */
#ifndef HLN_SHORTAGE_H
#define HLN_SHORTAGE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* Zeroed, there is none. Any thread. */
struct hln_shortage {
	atomic_uint waiting; /* workers that are starved */
	/* The fields of hln_shortage_lasts. */
	_Atomic(uint64_t) since_ns;  /* begin of the wait; 0: none */
	_Atomic(uint64_t) failed_ns; /* the last answer "yes"; 0: none */
	_Atomic(uint64_t) asked_ns;  /* the last question */
	_Atomic(uint64_t) turn;      /* turns of the process then */
};

/*
 * No descriptor was left for a thread that holds none itself: is it time to
 * fail?
 *
 * - No, while another thread of the process holds open files: it will close
 *   them.
 * - No, while a thread tries to open some: it will hold them, or fail as well.
 * - No, if a thread began or ceased to hold some since the last question: what
 *   it closed may serve the next try.
 * - Yes, if none of this was so for one second, with a question at least every
 *   250 ms; and at once if the last answer was yes, less than a second ago.
 *
 * The first two do not count for a thread that is in a callback: the callback
 * would wait for the thread that it runs on.
 */
bool hln_shortage_lasts(struct hln_shortage *shortage, uint64_t now_ns);
/* A file was opened: the wait is over. */
void hln_shortage_end(struct hln_shortage *shortage);

/* The calling thread holds open files from now on; it does not any more. */
void hln_shortage_hold(void);
void hln_shortage_leave(void);
/* It tries to open some; the try is over, and it failed or holds them. */
void hln_shortage_try(void);
void hln_shortage_tried(void);

#endif
