/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hostile bytes: one program a reader of foreign data. Each target takes any bytes and returns; a
 * crash, a failed assertion, a sanitizer's report or a hang is a fault.
 *
 * The same sources are built twice: with libFuzzer (-Dfuzz=true, clang), which makes up new bytes,
 * and with replay.c (any compiler), which runs the target over the files of corpus/. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Names prescribed by libFuzzer. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
