/* SPDX-License-Identifier: MIT */
/* watch.h - a thread that answers signals and draws how far the run is. */
#ifndef CLI_WATCH_H
#define CLI_WATCH_H

#include "../../include/hashlane.h"
#include "../commands/command.h"

struct watch;

/*
 * Start it, once a run. From then on SIGINT, SIGTERM and SIGHUP cancel the
 * job watched, and end the program in a moment even where the main thread is
 * held up; SIGUSR1 and SIGINFO write a line. With `draw` standard error, where
 * it is a terminal, shows how far the run is. Without memory or threads all
 * stays as it was.
 */
void watch_start(struct cli *cli, bool draw);

/* A job whose progress counts from now on, and that a signal cancels. */
void watch_job(struct watch *watch, hashlane_job job);

/* One that does again what is done, which does not count; 0: it is over. */
void watch_job_again(struct watch *watch, hashlane_job job);

/* A job is final: what it did is kept. Before it is destroyed; 0 is fine. */
void watch_job_done(struct watch *watch, hashlane_job job);

/* Something was done without a job. */
void watch_count(struct watch *watch, uint64_t files, uint64_t bytes);

/* Is anything drawn? */
bool watch_draws(const struct watch *watch);

/* The files done so far were not all of them: they are counted anew. */
void watch_forget_files(struct watch *watch);

/* So much there is to do in all. */
void watch_expect(struct watch *watch, uint64_t files, uint64_t bytes);

/* More is done than was expected, and how much is not known. */
void watch_expect_none(struct watch *watch);

/*
 * A person may type at `fd`: nothing is drawn over it until watch_typed. If
 * it is no terminal, nothing changes.
 */
void watch_types(struct watch *watch, int fd);
void watch_typed(struct watch *watch);

/* A file to be removed if a signal ends the program; NULL: none. Kept. */
void watch_temporary(struct watch *watch, const char *path);

/* The signal that ends this run, or 0. */
int watch_signal(const struct watch *watch);

/*
 * The same, also where the thread has not taken the signal yet: what fed the
 * input may have ended by it first, and the end of input is none then.
 */
bool watch_ends(struct watch *watch);

/*
 * Directly before what cannot be undone. False: a signal ends the run first.
 * True: a signal that comes later does not change how the run ends; it only
 * limits how long the run may take for the rest.
 */
bool watch_commit(struct watch *watch);

/* Others than the watch write to the terminal between these two. */
void watch_hide(struct watch *watch);
void watch_show(struct watch *watch);

/* The end of the run; what it returns is the program's exit status. */
int watch_stop(struct watch *watch, int status);

#endif
