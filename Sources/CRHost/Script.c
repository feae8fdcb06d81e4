#define _GNU_SOURCE
#include "Internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

// The child that runs one script.

extern char **environ;

/// Where R reads its source from.
static FILE *script;

/// R's reader of its console: lines of the script, as `R --file` reads them.
static int read_script(const char *prompt, unsigned char *buffer, int size, int adds_to_history) {
  (void)prompt;
  (void)adds_to_history;
  char *line = (char *)buffer;
  if (fgets(line, size, script) == NULL) return 0;
  size_t length = strlen(line);
  if (length >= 2 && line[length - 1] == '\n' && line[length - 2] == '\r') {
    line[length - 2] = '\n';
    line[length - 1] = 0;
  }
  if (feof(script) && (length == 0 || line[length - 1] != '\n') && length + 1 < (size_t)size) {
    line[length] = '\n';
    line[length + 1] = 0;
  }
  return 1;
}

static void show(const crh_room *room, char **next, const char *text) {
  size_t length = strlen(text) + 1;
  if (length > (size_t)(room->end - *next)) return;
  memcpy(*next, text, length);
  *next += length;
}

/// Whether the setting is one that came with the command.
static int is_own(const char *setting, const crh_run *run) {
  for (uint32_t i = 0; i < run->head.setting_count; i++)
    if (run->settings[i] == setting) return 1;
  return 0;
}

/// Makes /proc/self/environ show the environment of this run, those settings
/// first that are its own: by them its processes are found.
static void show_environment(const crh_room *room, const crh_run *run) {
  memset(room->start, 0, (size_t)(room->end - room->start));
  char *next = room->start;
  for (uint32_t i = 0; i < run->head.setting_count; i++) show(room, &next, run->settings[i]);
  for (size_t i = 0; environ[i] != NULL; i++)
    if (!is_own(environ[i], run)) show(room, &next, environ[i]);
}

/// The same for /proc/self/cmdline.
static void show_arguments(const crh_room *room, const crh_run *run) {
  memset(room->start, 0, (size_t)(room->end - room->start));
  char *next = room->start;
  for (uint32_t i = 0; i < run->head.argument_count; i++) show(room, &next, run->arguments[i]);
}

static const char *script_path(const crh_run *run) {
  for (uint32_t i = 0; i < run->head.argument_count; i++) {
    const char *argument = run->arguments[i];
    if (strncmp(argument, CRH_FILE_OPTION, strlen(CRH_FILE_OPTION)) == 0) return argument + strlen(CRH_FILE_OPTION);
  }
  return NULL;
}

void crh_run_script(const crh_r *r, const crh_rooms *rooms, crh_run *run, int go, pid_t supervisor) {
  char byte;
  ssize_t got;
  do {
    got = read(go, &byte, 1);
  } while (got < 0 && errno == EINTR);
  if (got != 1) _exit(1);
  close(go);

  // A supervisor that is killed takes the script with it.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != supervisor) _exit(1);
  setpgid(0, 0);
  const char *path = script_path(run);
  // Whatever fails from here to the report is done again by a plain Rscript,
  // which then has the words for it.
  if (path == NULL || chdir(run->directory) != 0 || (script = fopen(path, "re")) == NULL) _exit(1);
  // This R would not look into a library that was made since.
  for (char **library = r->absent_libraries; *library != NULL; library++)
    if (access(*library, F_OK) == 0) _exit(1);
  if (dup2(run->descriptors[CRH_OUTPUT], 1) < 0 || dup2(run->descriptors[CRH_ERRORS], 2) < 0) _exit(1);
  close(run->descriptors[CRH_OUTPUT]);
  close(run->descriptors[CRH_ERRORS]);

  for (uint32_t i = 0; i < run->head.setting_count; i++)
    if (putenv(run->settings[i]) != 0) _exit(1);
  show_environment(&rooms->environment, run);
  show_arguments(&rooms->arguments, run);
  prctl(PR_SET_NAME, "R");

  int32_t self = getpid();
  if (write(run->descriptors[CRH_REPORT], &self, sizeof self) != (ssize_t)sizeof self) _exit(1);
  close(run->descriptors[CRH_REPORT]);

  r->set_arguments((int)run->head.argument_count, run->arguments);
  // The host's directory, which is gone already, must not be shared.
  *r->temporary_directory = NULL;
  r->renew_temporary_directory(1);
  r->set_start_time();
  *r->read_console = read_script;
  r->run();
  exit(0);
}
