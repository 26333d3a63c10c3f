/* SPDX-License-Identifier: MIT */
/*
 * scheduling.h - how the workers of a job divide its streams: which streams a
 * worker gives to others, and when it leaves the job.
 *
 * A worker runs many streams side by side, because the kernels hash one block
 * of each at the same cost as one block alone. That is best while there are
 * many files. Near the end of a job, and for long files, it is not: then these
 * policies move streams between workers. Each is asked once a round, in the
 * order of the table; hln_worker_step is the only caller.
 *
 *  policy     when                        what                  why
 *  ---------  --------------------------  --------------------  ---------
 *  give way   there was news, and a job   all streams go to     priority
 *             of a higher priority wants  the board; the        is strict,
 *             a worker, or one of the     worker leaves the     and no job
 *             same has none               job                   starves
 *  go behind  its place at a device is    the same, and other   a device
 *             wanted by another job, and  jobs are served       with few
 *             no file is half read        first                 places is
 *                                                               shared by
 *                                                               file
 *  take       fewer streams than its      streams from the      what was
 *  donated    limit, and it gave none     board, open files     begun ends
 *             away in the last rounds     first                 first
 *  trade in   none of its files can be    its streams go to     open files
 *             opened for want of a        the board, and it     end and
 *             descriptor, and the board   takes open ones       free their
 *             has open ones                                     descriptors
 *  isolate    the longest stream would    the others go to the  batching
 *  longest    last longer than all the    board; it goes on     slows each
 *             rest shared by the others,  alone                 stream down
 *             and batching slows it
 *  keep       a stream is read at a       the others go to the  the device
 *  apart      device's place, and a       board                 must not
 *             thread is idle                                    wait
 *  seek help  it has one stream, and a    they form a team      one file,
 *             thread is idle              (team.h)              several
 *                                                               algorithms
 *  share out  no inputs are left, and a   half of its streams   the tail of
 *             thread is idle              go to the board       a job ends
 *                                                               together
 *
 * Besides these, a file whose algorithms all have parts is split when it is
 * first read (split_file.h); any worker with a free slot takes the next part.
 */
#ifndef HLN_SCHEDULING_H
#define HLN_SCHEDULING_H

#include "worker.h"

/* Give way: true, and the caller leaves the job. */
bool hln_scheduling_give_way(struct hln_worker *worker);

/* How many streams a worker may have at once. */
unsigned hln_scheduling_limit(const struct hln_worker *worker);

/* Give all streams to the board, for workers that may read. */
void hln_scheduling_give_all(struct hln_worker *worker);
/* Go behind: the caller leaves the job. */
void hln_scheduling_go_behind(struct hln_worker *worker);

/* Take donated streams. */
void hln_scheduling_take_donated(struct hln_worker *worker);
/* Trade in, for a worker that has nothing open; false: not worth it. */
bool hln_scheduling_trade_in(struct hln_worker *worker);

void hln_scheduling_share_out(struct hln_worker *worker);
void hln_scheduling_isolate_longest(struct hln_worker *worker);
void hln_scheduling_keep_apart(struct hln_worker *worker);
void hln_scheduling_seek_help(struct hln_worker *worker);

#endif
