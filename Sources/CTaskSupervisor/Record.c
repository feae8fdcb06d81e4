#define _GNU_SOURCE
#include "Internal.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

// The run's file: a start at offset 0, an end at offset 64, each with a
// checksum, so that what a crash of the machine leaves half written, or as a
// hole of zeros, is not taken for a record.

enum { END_OFFSET = 64 };

typedef struct {
  char magic[8];
  int64_t supervisor;
  int64_t start_ns;
  uint64_t check;
} start_block;

typedef struct {
  cts_end end;
  uint64_t check;
} end_block;

_Static_assert(sizeof(start_block) <= END_OFFSET, "the end would overwrite the start");

static const char magic[8] = "azprun1";

/// FNV-1a.
static uint64_t checksum(const void *bytes, size_t count) {
  const unsigned char *byte = bytes;
  uint64_t hash = 0xcbf29ce484222325u;
  for (size_t i = 0; i < count; i++) hash = (hash ^ byte[i]) * 0x100000001b3u;
  return hash;
}

static int write_at(int file, const void *bytes, size_t count, off_t offset) {
  const char *next = bytes;
  while (count > 0) {
    ssize_t written = pwrite(file, next, count, offset);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return -1;
    next += written;
    offset += written;
    count -= (size_t)written;
  }
  return 0;
}

int cts_record_start(int run_file, pid_t supervisor, int64_t start_ns) {
  start_block block = {.supervisor = supervisor, .start_ns = start_ns};
  memcpy(block.magic, magic, sizeof magic);
  block.check = checksum(&block, offsetof(start_block, check));
  return write_at(run_file, &block, sizeof block, 0);
}

int cts_record_end(int run_file, const cts_end *end) {
  end_block block = {.end = *end};
  block.check = checksum(&block, offsetof(end_block, check));
  return write_at(run_file, &block, sizeof block, END_OFFSET);
}

int cts_record_read(int run_file, cts_record *record) {
  memset(record, 0, sizeof *record);
  start_block start;
  ssize_t count = pread(run_file, &start, sizeof start, 0);
  if (count < 0) return errno;
  if (count < (ssize_t)sizeof start || memcmp(start.magic, magic, sizeof magic) != 0 ||
      start.check != checksum(&start, offsetof(start_block, check)))
    return 0;
  record->supervisor = (pid_t)start.supervisor;
  record->start_ns = start.start_ns;
  end_block end;
  count = pread(run_file, &end, sizeof end, END_OFFSET);
  if (count < 0) return errno;
  if (count == (ssize_t)sizeof end && end.check == checksum(&end, offsetof(end_block, check))) {
    record->has_ended = 1;
    record->end = end.end;
  }
  return 0;
}
