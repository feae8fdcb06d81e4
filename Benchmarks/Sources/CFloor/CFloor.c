#include "CFloor.h"

#include <fcntl.h>
#include <isa-l/igzip_lib.h>
#include <stdlib.h>
#include <unistd.h>

enum { PieceSize = 1 << 18 };

/// Inflates until the input is used up.
static bool inflatePiece(struct inflate_state *state, uint8_t *output) {
    do {
        state->next_out = output;
        state->avail_out = PieceSize;
        if (isal_inflate(state) != ISAL_DECOMP_OK) return false;
    } while (state->avail_out == 0);
    return true;
}

bool CFloorRead(const char *path, bool isGzip) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct inflate_state *state = malloc(sizeof *state);
    uint8_t *input = malloc(2 * PieceSize);
    bool isGood = file >= 0 && state != NULL && input != NULL;
    if (isGood) {
        isal_inflate_init(state);
        state->crc_flag = ISAL_GZIP;
        ssize_t count = 0;
        while (isGood && (count = read(file, input, PieceSize)) > 0) {
            if (!isGzip) continue;
            state->next_in = input;
            state->avail_in = (uint32_t)count;
            isGood = inflatePiece(state, input + PieceSize);
        }
        isGood = isGood && count == 0 && (!isGzip || state->block_state == ISAL_BLOCK_FINISH);
    }
    free(input);
    free(state);
    if (file >= 0) close(file);
    return isGood;
}
