#ifndef C_R_HOST_H
#define C_R_HOST_H

#include <stdint.h>

// An R host is a process with R started in it that waits: for each command it
// forks a child, which is then an R that has just started, and runs a script
// as `Rscript` would. The host itself never runs anything of a job, so that
// nothing of one script can be seen by the next.
//
// Any program that links this becomes a host when it is executed so:
//
//   AZP_R_HOST=fd AZP_R_ROOM=... program --room=... OPTION... R_HOME/bin/exec/R
//
// by R's own front end, which sets the environment R wants. Commands arrive
// on the stream socket of that number; at its end the host exits.

/// Names the socket of a host, by number.
#define CRH_SOCKET_VARIABLE "AZP_R_HOST"
/// Both keep room in the process for the environment and the arguments of a
/// run, which is what /proc then shows of it.
#define CRH_ROOM_VARIABLE "AZP_R_ROOM"
#define CRH_ROOM_OPTION "--room="

/// The head of a command. It is followed by `length` bytes: the directory, the
/// arguments as commandArgs() has them (the first is put in by the host), and
/// settings `NAME=value`, which are added to the environment the host was
/// started with; each with its terminating zero. Three descriptors come along: standard output, standard
/// error, and a pipe into which the child writes its pid (as `int32_t`) when
/// it is in its own process group, a child of the host's parent, and bound to
/// die with it. The end of that pipe without a pid says that nothing was
/// started and that nothing will be.
typedef struct {
  uint32_t length;
  uint32_t argument_count;
  uint32_t setting_count;
  uint32_t reserved;
} crh_command;

/// The argument that names the script.
#define CRH_FILE_OPTION "--file="

/// Descriptors that come with a command.
enum { CRH_OUTPUT, CRH_ERRORS, CRH_REPORT, CRH_DESCRIPTORS };

#endif
