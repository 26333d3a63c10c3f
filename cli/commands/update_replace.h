/* SPDX-License-Identifier: MIT */
/* update_replace.h - the new list, in the place of the old one. */
#ifndef CLI_UPDATE_REPLACE_H
#define CLI_UPDATE_REPLACE_H

#include "update.h"

/* Replace the old list by the new one; an exit status. */
int update_replace(struct update *update, struct cli *cli);

#endif
