#include "CEngineFloor.h"

#include <pty.h>
#include <unistd.h>

int CEngineFloorTerminal(char *const arguments[], char *const environment[], bool raw, int32_t *process) {
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    struct termios mode = {0};
    cfmakeraw(&mode);
    mode.c_cflag |= CREAD;
    mode.c_cc[VMIN] = 1;
    int terminal = -1;
    pid_t pid = forkpty(&terminal, NULL, raw ? &mode : NULL, &size);
    if (pid < 0) return -1;
    if (pid == 0) {
        execve(arguments[0], arguments, environment);
        _exit(127);
    }
    *process = pid;
    return terminal;
}
