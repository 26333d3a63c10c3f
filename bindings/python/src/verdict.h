/* SPDX-License-Identifier: MIT */
/* verdict.h - rows of verdicts. */
#ifndef VERDICT_H
#define VERDICT_H

#include "core.h"

/*
 * Return a list with a Verdict for each row, or NULL and an exception. The
 * function takes the verdicts in either case.
 */
PyObject *verdicts_list(struct state *state,
			const struct hashlane_verdicts *verdicts);

#endif
