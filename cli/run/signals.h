/* SPDX-License-Identifier: MIT */
/*
 * signals.h - the thread that answers signals and draws progress.
 *
 * SIGINT, SIGTERM and SIGHUP cancel the jobs of the run. If the main thread
 * has not ended the run 300 ms later, because it is held up by a pipe that
 * nobody reads for instance, the thread ends the process. SIGUSR1 and SIGINFO
 * write a line that says how far the run is.
 */
#ifndef CLI_SIGNALS_H
#define CLI_SIGNALS_H

#include "cli.h"

/*
 * Start the thread, once a run, and set `run`, `screen` and `signals` of the
 * cli. With `draw` the thread draws progress if standard error is a terminal.
 * Without memory or threads, nothing is set and signals keep their defaults.
 */
void signals_start(struct cli *cli, bool draw);

/*
 * Does a signal end the run? Waits for one that is on its way: the signal may
 * first have ended the process that fed the input, and the end of the input
 * then means nothing.
 */
bool signals_end_run(struct signals *signals);

/*
 * Call it directly before what cannot be undone. False: a signal ends the run
 * first. True: a signal that comes later does not change how the run ends; it
 * only limits how long the run may take for the rest.
 */
bool signals_commit(struct signals *signals);

/* Stop the thread at the end of the run; returns the exit status. */
int signals_stop(struct cli *cli, int status);

#endif
