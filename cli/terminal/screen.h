/* SPDX-License-Identifier: MIT */
/*
 * screen.h - the lines of progress at the bottom of a terminal, and the lock
 * that keeps other output from being written into them.
 *
 * A NULL screen is valid everywhere: nothing is drawn.
 */
#ifndef CLI_SCREEN_H
#define CLI_SCREEN_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

struct screen {
	int fd;
	bool draws;         /* false: no progress is drawn */
	atomic_bool typing; /* a person may be typing: draw nothing */
	pthread_mutex_t lock;
	int lines; /* of progress on the terminal now; under the lock */
};

/* Draw on `fd` if `draw` and if it is a terminal; false: no memory. */
bool screen_open(struct screen *screen, int fd, bool draw);
void screen_close(struct screen *screen);

bool screen_draws(const struct screen *screen);

/* Between these two, something else is written to the terminal. */
void screen_hide(struct screen *screen);
void screen_show(struct screen *screen);

/*
 * Begin to draw, which screen_show ends. False: another thread writes to the
 * terminal, or a person types; try again later.
 */
bool screen_begin(struct screen *screen);

/* Take away the lines that were drawn. The caller holds the lock. */
void screen_erase(struct screen *screen);

/*
 * Take the lines away directly before the process ends, and let nothing else
 * be written. If another thread holds the lock, the lines stay.
 */
void screen_abandon(struct screen *screen);

/*
 * A person may type at `fd`: draw nothing until screen_typed. If `fd` is no
 * terminal, nothing changes.
 */
void screen_types(struct screen *screen, int fd);
void screen_typed(struct screen *screen);

#endif
