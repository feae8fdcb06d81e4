#ifndef CCOMPRESSION_H
#define CCOMPRESSION_H

#include <bzlib.h>
#include <lzma.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

// zlib's initialisers and liblzma's flags are macros that Swift does not import.

/// Begins to write a gzip stream at a level from 1 to 9.
/// `stream` must be zeroed. Returns a zlib status.
int CCDeflateInitGzip(z_stream *stream, int level);

/// Begins to read xz or lzma, all streams of a file, with at most so many bytes of
/// memory. `stream` must be zeroed. Returns a liblzma status.
lzma_ret CCXZInit(lzma_stream *stream, uint64_t memoryLimit);

// ISA-L's state is a structure too large for Swift to import.

/// Reads one gzip or zlib stream, a piece at a time.
typedef struct CCInflater CCInflater;

enum { CCInflateLookahead = 8 };

/// What a step of an inflater came to.
typedef enum __attribute__((enum_extensibility(closed))) {
    CCInflateGoing,
    /// The stream has ended, and its checksum is right.
    CCInflateEnd,
    CCInflateDamaged,
} CCInflateStatus;

/// A new inflater, at the header of a zlib stream when `isZlib` and of a gzip
/// stream when not; NULL when there is no memory for it.
CCInflater *CCInflaterCreate(bool isZlib);

/// Stands at the header of a further stream of the same kind.
void CCInflaterReset(CCInflater *inflater);

void CCInflaterDestroy(CCInflater *inflater);

/// Goes on. The counts are the bytes at hand and the room on entry, and how
/// many of each were used on return. With neither used, it wants more input. At
/// the end fewer than none may have been used: up to CCInflateLookahead bytes
/// that earlier steps took belong to what follows the stream.
CCInflateStatus CCInflate(
    CCInflater *inflater, const uint8_t *source, ptrdiff_t *sourceCount, uint8_t *target, size_t *targetCount);

#endif
