#ifndef CENGINEFLOOR_H
#define CENGINEFLOOR_H

#include <stdbool.h>
#include <stdint.h>

/// Runs /bin/true `count` times by posix_spawn, `slots` at a time, each with
/// new files for standard output and error in `directory`. Returns false when
/// that fails.
bool CEngineFloorSpawn(const char *directory, int count, int slots);

/// Writes `count` rows of `size` bytes into a new database at `path`, `batch`
/// in a transaction, each on the disk before the next begins (write-ahead log,
/// synchronous=FULL). Returns false when that fails.
bool CEngineFloorInsert(const char *path, int count, int size, int batch);

/// Reads all columns of all rows of a table, keeping nothing; -1 when that
/// fails, otherwise the number of rows.
int64_t CEngineFloorRead(const char *path, const char *table);

/// Starts a program on a terminal of its own, 80 columns wide; a raw one shows
/// no key by itself. Returns the descriptor of the terminal's other end, and
/// the process; -1 when that fails.
int CEngineFloorTerminal(char *const arguments[], char *const environment[], bool raw, int32_t *process);

/// Reads lines by libedit with nothing added until the input ends.
void CEngineFloorEditor(void);

#endif
