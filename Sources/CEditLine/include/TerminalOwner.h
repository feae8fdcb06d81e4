#ifndef CEDITLINE_TERMINAL_OWNER_H
#define CEDITLINE_TERMINAL_OWNER_H

#include <spawn.h>

/// Has the group of the process that is spawned own the terminal before the
/// program begins. Returns 0 or an error number.
int ceditline_own_terminal_when_spawned(posix_spawn_file_actions_t *actions, int terminal);

#endif
