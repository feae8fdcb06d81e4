#include "CEngineFloor.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static bool start(const char *directory, int number) {
    char output[512], errors[512];
    snprintf(output, sizeof output, "%s/%d.out", directory, number);
    snprintf(errors, sizeof errors, "%s/%d.err", directory, number);
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) != 0) return false;
    int mode = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, mode, 0644);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, mode, 0644);
    char *arguments[] = {"/bin/true", NULL};
    char *environment[] = {"PATH=/usr/bin:/bin", NULL};
    pid_t pid;
    int error = posix_spawn(&pid, arguments[0], &actions, NULL, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    return error == 0;
}

bool CEngineFloorSpawn(const char *directory, int count, int slots) {
    int started = 0, ended = 0;
    while (ended < count) {
        while (started < count && started - ended < slots) {
            if (!start(directory, started)) return false;
            started++;
        }
        int status;
        if (wait(&status) < 0 || status != 0) return false;
        ended++;
    }
    return true;
}
