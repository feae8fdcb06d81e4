#define _GNU_SOURCE
#include "TerminalOwner.h"

int ceditline_own_terminal_when_spawned(posix_spawn_file_actions_t *actions, int terminal) {
  return posix_spawn_file_actions_addtcsetpgrp_np(actions, terminal);
}
