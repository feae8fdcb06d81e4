#ifndef C_R_HOST_INTERNAL_H
#define C_R_HOST_INTERNAL_H

#include "CRHost.h"

#include <stdio.h>
#include <sys/types.h>

/// What is used of libR, by the names it has there.
typedef struct {
  int (*initialize)(int, char **);
  void (*set_up)(void);
  void (*run)(void);
  void (*set_arguments)(int, char **);
  void (*set_start_time)(void);
  void (*renew_temporary_directory)(int);
  int (**read_console)(const char *, unsigned char *, int, int);
  char **temporary_directory;
  void *(*evaluate)(const char *, void *);
  void (*collect)(void);
  void *(*find_variable)(void *, void *);
  void *(*symbol)(const char *);
  void **global;
  void **unbound;
  /// The directories of libraries that were not there when R started, so that
  /// it does not look into them; null at the end.
  char **absent_libraries;
} crh_r;

/// Strings as the kernel laid them out when the program was executed.
typedef struct {
  char *start;
  char *end;
} crh_room;

typedef struct {
  crh_room arguments;
  crh_room environment;
} crh_rooms;

/// A command as it arrived.
typedef struct {
  crh_command head;
  int descriptors[CRH_DESCRIPTORS];
  char *body;
  const char *directory;
  char **arguments;
  char **settings;
} crh_run;

/// The life of a child that was forked for a command, from its fork on.
/// `go` gives a byte when the parent of this process is `supervisor`, and its
/// end when it never will be.
void crh_run_script(const crh_r *r, const crh_rooms *rooms, crh_run *run, int go, pid_t supervisor)
    __attribute__((noreturn));

#endif
