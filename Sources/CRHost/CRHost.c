#define _GNU_SOURCE
#include "Internal.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

// The host: starts R, then forks for each command.

extern char **environ;

/// Takes a copy of each string of the environment, so that the room the
/// kernel laid them out in can be written over.
static crh_rooms take_rooms(char **argv) {
  crh_rooms rooms = {{argv[0], environ[0]}, {environ[0], environ[0]}};
  size_t count = 0;
  for (; environ[count] != NULL; count++) rooms.environment.end = environ[count] + strlen(environ[count]) + 1;
  char **copies = calloc(count + 1, sizeof *copies);
  if (copies == NULL) _exit(1);
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    if (strncmp(environ[i], CRH_ROOM_VARIABLE "=", sizeof CRH_ROOM_VARIABLE) == 0 ||
        strncmp(environ[i], CRH_SOCKET_VARIABLE "=", sizeof CRH_SOCKET_VARIABLE) == 0)
      continue;
    if ((copies[kept++] = strdup(environ[i])) == NULL) _exit(1);
  }
  environ = copies;
  return rooms;
}

/// Loads the libR of this R and finds what is needed in it.
static int load(crh_r *r, int **is_main) {
  const char *home = getenv("R_HOME");
  char path[4096];
  if (home == NULL || snprintf(path, sizeof path, "%s/lib/libR.so", home) >= (int)sizeof path) return 0;
  void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
  if (library == NULL) return 0;
  struct {
    const char *name;
    void *place;
  } symbols[] = {
      {"Rf_initialize_R", &r->initialize},
      {"setup_Rmainloop", &r->set_up},
      {"run_Rmainloop", &r->run},
      {"R_set_command_line_arguments", &r->set_arguments},
      {"R_setStartTime", &r->set_start_time},
      {"R_reInitTempDir", &r->renew_temporary_directory},
      {"ptr_R_ReadConsole", &r->read_console},
      {"R_TempDir", &r->temporary_directory},
      {"R_ParseEvalString", &r->evaluate},
      {"R_gc", &r->collect},
      {"Rf_findVarInFrame", &r->find_variable},
      {"Rf_install", &r->symbol},
      {"R_GlobalEnv", &r->global},
      {"R_UnboundValue", &r->unbound},
      {"R_running_as_main_program", is_main},
  };
  for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
    void *symbol = dlsym(library, symbols[i].name);
    if (symbol == NULL) return 0;
    memcpy(symbols[i].place, &symbol, sizeof symbol);
  }
  return 1;
}

/// See `absent_libraries`; null without memory.
static char **absent_libraries(void) {
  static const char *const variables[] = {"R_LIBS", "R_LIBS_USER", "R_LIBS_SITE"};
  const char *home = getenv("HOME");
  char **absent = calloc(1, sizeof *absent);
  size_t count = 0;
  for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
    const char *value = getenv(variables[i]);
    char *rest = value == NULL ? NULL : strdup(value), *path;
    while ((path = strsep(&rest, ":")) != NULL) {
      int is_at_home = home != NULL && strncmp(path, "~/", 2) == 0;
      char *full = malloc(strlen(path) + (is_at_home ? strlen(home) : 0) + 1);
      char **more = absent == NULL ? NULL : realloc(absent, (count + 2) * sizeof *absent);
      if (full == NULL || more == NULL) return NULL;
      absent = more;
      strcpy(full, is_at_home ? home : "");
      strcat(full, is_at_home ? path + 1 : path);
      if (*full != 0 && access(full, F_OK) != 0) absent[count++] = full;
      absent[count] = NULL;
    }
  }
  return absent;
}

/// What R loads only when it is first used, and compiles only when it is used
/// again, every child would load and compile anew. Run in the global
/// environment, for there R compiles loops; it leaves nothing behind.
static const char exercise[] =
    "try({\n"
    "  for (.azp in 1:3) {\n"
    "    if (.azp > 1 && !is.null(.azp)) .azp <- tryCatch(eval(quote(1), new.env()), error = function(condition) condition)\n"
    "    if (inherits(.azp, \"error\")) message(conditionMessage(.azp))\n"
    "  }\n"
    "  .azp <- file.path(tempdir(), \"exercise\")\n"
    "  for (.azp in c(.azp, .azp)) {\n"
    "    saveRDS(structure(list(1, \"a\"), names = as.character(seq_len(2L))), paste0(.azp, \".part\"))\n"
    "    file.rename(paste0(.azp, \".part\"), .azp)\n"
    "    unlist(lapply(.azp, readRDS), recursive = FALSE)\n"
    "    unlink(.azp)\n"
    "  }\n"
    "  commandArgs(trailingOnly = TRUE)\n"
    "  parse(text = \"{ x }\", keep.source = FALSE)\n"
    "  vapply(list(1), inherits, TRUE, what = \"error\")\n"
    "  unique(c(sub(\"@.*$\", \"\", basename(.azp)), ls(globalenv(), all.names = TRUE)))\n"
    "  invisible(c(dir.exists(.azp), nzchar(Sys.getenv(\"HOME\")), .libPaths()))\n"
    "  rm(.azp)\n"
    "}, silent = TRUE)";

/// Starts R as its own program does, up to where it would read its source.
/// After the room come R's options, and last the name of R's program, which
/// is first for R.
static int start_r(crh_r *r, int argc, char **argv, char **program) {
  int *is_main;
  if (!load(r, &is_main)) return 0;
  char **arguments = calloc((size_t)argc, sizeof *arguments);
  if (arguments == NULL) return 0;
  arguments[0] = *program = strdup(argv[argc - 1]);
  int count = 1;
  for (int i = 1; i < argc - 1; i++)
    if (strncmp(argv[i], CRH_ROOM_OPTION, strlen(CRH_ROOM_OPTION)) != 0) arguments[count++] = strdup(argv[i]);
  *is_main = 1;
  r->initialize(count, arguments);
  r->set_up();
  // Scripts would all draw the same random numbers as the user's profile left
  // them; such an R is not to be shared.
  if (r->find_variable(*r->global, r->symbol(".Random.seed")) != *r->unbound) return 0;
  if ((r->absent_libraries = absent_libraries()) == NULL) return 0;
  r->evaluate(exercise, *r->global);
  // A smaller heap is cheaper to fork, and to write to.
  r->collect();
  // Each script makes a temporary directory of its own.
  if (*r->temporary_directory != NULL) rmdir(*r->temporary_directory);
  return 1;
}

static int read_all(int socket, void *bytes, size_t count) {
  char *next = bytes;
  while (count > 0) {
    ssize_t got = recv(socket, next, count, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    next += got;
    count -= (size_t)got;
  }
  return 1;
}

static char *next_string(char **position, char *end) {
  char *text = *position;
  char *zero = text < end ? memchr(text, 0, (size_t)(end - text)) : NULL;
  if (zero == NULL) return NULL;
  *position = zero + 1;
  return text;
}

static int receive_head(int socket, crh_run *run) {
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof run->descriptors)];
  } control;
  struct iovec part = {.iov_base = &run->head, .iov_len = sizeof run->head};
  struct msghdr envelope = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
  ssize_t got;
  do {
    got = recvmsg(socket, &envelope, MSG_CMSG_CLOEXEC);
  } while (got < 0 && errno == EINTR);
  if (got <= 0) return 0;
  struct cmsghdr *header = CMSG_FIRSTHDR(&envelope);
  if (header == NULL || header->cmsg_type != SCM_RIGHTS || header->cmsg_len != CMSG_LEN(sizeof run->descriptors))
    return 0;
  memcpy(run->descriptors, CMSG_DATA(header), sizeof run->descriptors);
  return read_all(socket, (char *)&run->head + got, sizeof run->head - (size_t)got);
}

/// Waits for a command; false when there will be none.
static int receive(int socket, crh_run *run) {
  if (!receive_head(socket, run)) return 0;
  uint32_t arguments = run->head.argument_count, settings = run->head.setting_count;
  run->body = malloc(run->head.length);
  run->arguments = calloc((size_t)arguments + 1, sizeof(char *));
  run->settings = calloc((size_t)settings + 1, sizeof(char *));
  if (run->body == NULL || run->arguments == NULL || run->settings == NULL) return 0;
  if (!read_all(socket, run->body, run->head.length)) return 0;
  char *position = run->body, *end = run->body + run->head.length;
  if ((run->directory = next_string(&position, end)) == NULL) return 0;
  for (uint32_t i = 0; i < arguments; i++)
    if ((run->arguments[i] = next_string(&position, end)) == NULL) return 0;
  for (uint32_t i = 0; i < settings; i++)
    if ((run->settings[i] = next_string(&position, end)) == NULL) return 0;
  return 1;
}

/// Forks twice, so that the script becomes a child of the host's parent.
static void fork_run(const crh_r *r, const crh_rooms *rooms, crh_run *run, int socket, pid_t supervisor) {
  int go[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, go) != 0) return;
  pid_t middle = fork();
  if (middle == 0) {
    close(socket);
    close(go[1]);
    if (fork() != 0) _exit(0);
    crh_run_script(r, rooms, run, go[0], supervisor);
  }
  close(go[0]);
  while (middle > 0 && waitpid(middle, NULL, 0) < 0 && errno == EINTR) continue;
  // The child has its new parent by now.
  send(go[1], "", 1, MSG_NOSIGNAL);
  close(go[1]);
}

static void serve(int argc, char **argv, int socket) {
  fcntl(socket, F_SETFD, FD_CLOEXEC);
  prctl(PR_SET_NAME, "azp-r-host");
  // Swift's runtime may have put itself in the way of crashes, which are R's.
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  pid_t supervisor = getppid();
  crh_rooms rooms = take_rooms(argv);
  crh_r r;
  char *program;
  if (!start_r(&r, argc, argv, &program)) _exit(1);
  crh_run run;
  while (receive(socket, &run)) {
    if (run.head.argument_count > 0) run.arguments[0] = program;
    fork_run(&r, &rooms, &run, socket, supervisor);
    for (int i = 0; i < CRH_DESCRIPTORS; i++) close(run.descriptors[i]);
    free(run.body);
    free(run.arguments);
    free(run.settings);
  }
  _exit(0);
}

/// Before `main`, while this process has one thread and nothing of Swift's
/// runtime: R is forked, and wants the main thread's stack.
__attribute__((constructor)) static void become_host(int argc, char **argv) {
  const char *number = getenv(CRH_SOCKET_VARIABLE);
  static const char program[] = "/bin/exec/R";
  if (number == NULL || argc < 2) return;
  size_t length = strlen(argv[argc - 1]);
  if (length < sizeof program || strcmp(argv[argc - 1] + length - (sizeof program - 1), program) != 0) return;
  serve(argc, argv, atoi(number));
}
