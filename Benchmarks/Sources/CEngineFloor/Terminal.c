#include "CEngineFloor.h"

#include <pty.h>
#include <unistd.h>

int CEngineFloorTerminal(char *const arguments[], char *const environment[], int32_t *process) {
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    int terminal = -1;
    pid_t pid = forkpty(&terminal, NULL, NULL, &size);
    if (pid < 0) return -1;
    if (pid == 0) {
        execve(arguments[0], arguments, environment);
        _exit(127);
    }
    *process = pid;
    return terminal;
}
