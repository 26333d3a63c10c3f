/* SPDX-License-Identifier: MIT */
/* update_guess.h - whether an algorithm that was guessed is that of the list. */
#ifndef CLI_UPDATE_GUESS_H
#define CLI_UPDATE_GUESS_H

#include "update.h"

/* A file has this guessed digest, by the most likely algorithm. */
void update_guess_note(struct update *update, const struct indexed_file *file,
		       const struct list_digest *digest, uint64_t size_bytes);

/*
 * Digits of a guessed algorithm that no file proves; 0: there is none. Files
 * are read once more.
 */
size_t update_guess_open(const struct update *update);

#endif
