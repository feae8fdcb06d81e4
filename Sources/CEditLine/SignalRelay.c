#define _GNU_SOURCE
#include "SignalRelay.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

static const int lasting[] = {SIGINT, SIGTERM, SIGHUP};
static const int editing_only[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGQUIT};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static volatile sig_atomic_t relay_pipe = -1;
static struct sigaction lasting_before[COUNT(lasting)];
static struct sigaction editing_before[COUNT(editing_only)];
static bool relay_editing;

static void relay(int signal_number) {
  int saved = errno;
  int end = relay_pipe;
  if (end >= 0 && signal_number != SIGQUIT) {
    unsigned char byte = (unsigned char)signal_number;
    // A full pipe holds more signals than anybody will handle: drop this one.
    ssize_t ignored = write(end, &byte, 1);
    (void)ignored;
  }
  errno = saved;
}

static void take(const int *signals, struct sigaction *before, size_t count) {
  for (size_t i = 0; i < count; i++) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = relay;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(signals[i], NULL, &before[i]);
    if (before[i].sa_handler != SIG_IGN) sigaction(signals[i], &action, NULL);
  }
}

static void give_back(const int *signals, const struct sigaction *before, size_t count) {
  for (size_t i = 0; i < count; i++) sigaction(signals[i], &before[i], NULL);
}

int ceditline_make_pipe(int *reading_end, int *writing_end) {
  int ends[2];
  if (pipe(ends) != 0) return errno;
  for (int i = 0; i < 2; i++) {
    fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    fcntl(ends[i], F_SETFL, O_NONBLOCK);
  }
  *reading_end = ends[0];
  *writing_end = ends[1];
  return 0;
}

void ceditline_fill_standard_descriptors(void) {
  for (int descriptor = 0; descriptor <= 2; descriptor++)
    if (fcntl(descriptor, F_GETFD) == -1 && errno == EBADF) {
      int opened = open("/dev/null", O_RDWR);
      if (opened > 2) close(opened);
    }
}

bool ceditline_relay_begin(int pipe_end) {
  static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&door);
  bool free_to_take = relay_pipe < 0;
  if (free_to_take) {
    relay_pipe = pipe_end;
    take(lasting, lasting_before, COUNT(lasting));
  }
  pthread_mutex_unlock(&door);
  return free_to_take;
}

void ceditline_relay_editing(bool editing) {
  if (editing == relay_editing) return;
  relay_editing = editing;
  if (editing)
    take(editing_only, editing_before, COUNT(editing_only));
  else
    give_back(editing_only, editing_before, COUNT(editing_only));
}

void ceditline_relay_stop_process(void) {
  struct sigaction standard, ours;
  sigset_t stop, masked;
  memset(&standard, 0, sizeof standard);
  standard.sa_handler = SIG_DFL;
  sigemptyset(&standard.sa_mask);
  sigaction(SIGTSTP, &standard, &ours);
  // A thread keeps the mask of the one that made it, and a thread of Swift's
  // pool lets almost no signal through.
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &stop, &masked);
  // raise, not kill: it returns only after this very thread has been stopped.
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &masked, NULL);
  sigaction(SIGTSTP, &ours, NULL);
}

void ceditline_relay_end(void) {
  ceditline_relay_editing(false);
  give_back(lasting, lasting_before, COUNT(lasting));
  relay_pipe = -1;
}
