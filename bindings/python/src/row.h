/* SPDX-License-Identifier: MIT */
/* row.h - one row of a block. */
#ifndef ROW_H
#define ROW_H

#include "core.h"

/* Create row number `row` of a block; NULL: an exception is set. */
PyObject *row_new(struct state *state, PyObject *block, uint32_t row);

/* Create an iterator over a block's rows; NULL: an exception is set. */
PyObject *rows_new(struct state *state, PyObject *block);

#endif
