/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What --version prints: the program, its formats, and every document with its hash. */
#pragma once

#include "command.h"

int ldose_print_version(LdoseCommandContext *session);
