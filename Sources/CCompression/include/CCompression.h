#ifndef CCOMPRESSION_H
#define CCOMPRESSION_H

#include <bzlib.h>
#include <lzma.h>
#include <zlib.h>

// zlib's initialisers are macros, which Swift does not import.

/// Begins to read a gzip or zlib stream, whichever its header says.
/// `stream` must be zeroed. Returns a zlib status.
int CCInflateInit(z_stream *stream);

/// Begins to write a gzip stream at a level from 1 to 9.
/// `stream` must be zeroed. Returns a zlib status.
int CCDeflateInitGzip(z_stream *stream, int level);

#endif
