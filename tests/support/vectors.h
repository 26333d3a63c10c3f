/* SPDX-License-Identifier: MIT */
/*
 * vectors.h - the rows of a folder of vectors: `algorithm input-spec digest`,
 * where the input is hex:BYTES, text:CHARACTERS (no blank, no '#'),
 * cycle251:LENGTH (byte i is i mod 251) or repeat:BYTE:COUNT; a digest that
 * does not exist is "-"; what follows '#' is a comment.
 */
#ifndef VECTORS_H
#define VECTORS_H

#include "../../include/hashlane.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct vector {
	struct hashlane_algorithm_spec spec;
	uint8_t *data; /* data_bytes bytes, on the heap: overreads show */
	size_t data_bytes;
	const char *digest; /* canonical text; "" where none exists */
	const char *row;    /* for messages: file, line, input */
};

/*
 * Call `run` with every row of every *.txt in `folder`, in the order of
 * names. The test fails if a row cannot be read, or if `run` returns false
 * for any; returns how many there are.
 */
size_t vectors_each(const char *folder,
		    bool (*run)(const struct vector *vector, void *context),
		    void *context);

#endif
