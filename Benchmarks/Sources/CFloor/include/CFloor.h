#ifndef CFLOOR_H
#define CFLOOR_H

#include <stdbool.h>

/// Reads a file and, when it is gzip, inflates it, keeping nothing.
/// Returns false when that fails.
bool CFloorRead(const char *path, bool isGzip);

#endif
