/* SPDX-License-Identifier: MIT */
/* screen.c - the lines of progress at the bottom of a terminal. */
#define _GNU_SOURCE
#include "screen.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_drawable(int fd)
{
	const char *name = getenv("TERM");

	return isatty(fd) && name && strcmp(name, "dumb") != 0;
}

bool screen_open(struct screen *screen, int fd, bool draw)
{
	screen->fd = fd;
	screen->draws = draw && is_drawable(fd);
	return !pthread_mutex_init(&screen->lock, NULL);
}

void screen_close(struct screen *screen)
{
	screen_erase(screen);
	pthread_mutex_destroy(&screen->lock);
}

bool screen_draws(const struct screen *screen)
{
	return screen && screen->draws;
}

void screen_erase(struct screen *screen)
{
	char up[32] = "", text[64];
	ssize_t n;
	int bytes;

	if (!screen->lines)
		return;
	if (screen->lines > 1)
		snprintf(up, sizeof(up), "\033[%dA", screen->lines - 1);
	bytes = snprintf(text, sizeof(text), "\r%s\033[J", up);
	do
		n = write(screen->fd, text, (size_t)bytes);
	while (n < 0 && errno == EINTR);
	screen->lines = 0;
}

void screen_hide(struct screen *screen)
{
	if (!screen)
		return;
	pthread_mutex_lock(&screen->lock);
	screen_erase(screen);
}

void screen_show(struct screen *screen)
{
	if (screen)
		pthread_mutex_unlock(&screen->lock);
}

bool screen_begin(struct screen *screen)
{
	if (atomic_load(&screen->typing) ||
	    pthread_mutex_trylock(&screen->lock))
		return false;
	/* Typing may have begun between the question and the lock. */
	if (!atomic_load(&screen->typing))
		return true;
	pthread_mutex_unlock(&screen->lock);
	return false;
}

void screen_abandon(struct screen *screen)
{
	if (!pthread_mutex_trylock(&screen->lock))
		screen_erase(screen);
}

void screen_types(struct screen *screen, int fd)
{
	if (!screen || !isatty(fd))
		return;
	pthread_mutex_lock(&screen->lock);
	atomic_store(&screen->typing, true);
	screen_erase(screen);
	pthread_mutex_unlock(&screen->lock);
}

void screen_typed(struct screen *screen)
{
	if (screen)
		atomic_store(&screen->typing, false);
}
