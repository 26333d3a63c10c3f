/* SPDX-License-Identifier: MIT */
/* file_rows.h - the rows of files that were hashed by path, checked. */
#ifndef FILE_ROWS_H
#define FILE_ROWS_H

#include "../../include/hashlane.h"

#include <stdbool.h>

/* The digests of one file. */
size_t row_bytes(const struct hashlane_algorithm_spec *specs, size_t count);

bool is_zero(const uint8_t *data, size_t bytes);

/* A row must be that of the data, digest by digest. */
void check_row(const char *path, const struct hashlane_file_result *result,
	       const uint8_t *row, const struct hashlane_algorithm_spec *specs,
	       size_t count, const uint8_t *data, size_t bytes);

#endif
