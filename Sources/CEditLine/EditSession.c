#define _GNU_SOURCE
#include "EditSession.h"

#include <errno.h>
#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

struct ceditline_session {
  EditLine *editor;
  History *history;
  ceditline_callbacks callbacks;
  char *prompt;
  size_t capacity;
  bool is_terminal;
  bool can_redraw;
};

_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "a wide character is a Unicode scalar");

enum { history_size = 20000 };
static const char pasting_on[] = "\033[?2004h", pasting_off[] = "\033[?2004l";

// What to undo if the program exits in the middle of a line.
static struct termios mode_at_start;
static volatile sig_atomic_t mode_is_ours, pasting_is_on;

static void restore_terminal_at_exit(void) {
  if (pasting_is_on) {
    ssize_t ignored = write(STDOUT_FILENO, pasting_off, sizeof pasting_off - 1);
    (void)ignored;
  }
  if (mode_is_ours) tcsetattr(STDIN_FILENO, TCSADRAIN, &mode_at_start);
}

static ceditline_session *session_of(EditLine *editor) {
  void *session = NULL;
  el_get(editor, EL_CLIENTDATA, &session);
  return session;
}

static char *prompt_of(EditLine *editor) { return session_of(editor)->prompt; }

static int read_character(EditLine *editor, wchar_t *character) {
  ceditline_session *session = session_of(editor);
  uint32_t scalar = 0;
  int status = session->callbacks.read_scalar(session->callbacks.context, &scalar);
  *character = (wchar_t)scalar;
  if (status < 0) errno = EINTR;
  return status;
}

static unsigned char run(EditLine *editor, int command) {
  ceditline_session *session = session_of(editor);
  bool done = session->callbacks.run_command(session->callbacks.context, command);
  return done ? CC_REFRESH : CC_REFRESH_BEEP;
}

static unsigned char complete(EditLine *e, int key) { return (void)key, run(e, ceditline_complete); }
static unsigned char paste(EditLine *e, int key) { return (void)key, run(e, ceditline_insert_paste); }
static unsigned char previous(EditLine *e, int key) { return (void)key, run(e, ceditline_history_previous); }
static unsigned char next(EditLine *e, int key) { return (void)key, run(e, ceditline_history_next); }

static unsigned char accept(EditLine *e, int key) { return (void)key, run(e, ceditline_accept_hint); }

static void bind_in_both_maps(EditLine *editor, const char *key, const char *function) {
  el_set(editor, EL_BIND, key, function, NULL);
  el_set(editor, EL_BIND, "-a", key, function, NULL);
}

static void bind_keys(ceditline_session *session) {
  EditLine *editor = session->editor;
  el_set(editor, EL_BIND, "^I", "complete-word", NULL);
  el_set(editor, EL_BIND, "^R", "em-inc-search-prev", NULL);
  bind_in_both_maps(editor, "\\036", "insert-paste");
  bind_in_both_maps(editor, "^P", "history-previous");
  bind_in_both_maps(editor, "^N", "history-next");
  bind_in_both_maps(editor, "^F", "accept-hint");
  if (ceditline_uses_vi_keys(session)) {
    // An escape sequence cannot be bound beside the Escape key itself; the
    // owner of the session turns the arrows into ^P, ^N and ^F. These two are
    // the movements of command mode.
    el_set(editor, EL_BIND, "-a", "k", "history-previous", NULL);
    el_set(editor, EL_BIND, "-a", "j", "history-next", NULL);
    return;
  }
  static const char *const up[] = {"\\e[A", "\\eOA"}, *const down[] = {"\\e[B", "\\eOB"},
                          *const right[] = {"\\e[C", "\\eOC"};
  for (int i = 0; i < 2; i++) {
    el_set(editor, EL_BIND, up[i], "history-previous", NULL);
    el_set(editor, EL_BIND, down[i], "history-next", NULL);
    el_set(editor, EL_BIND, right[i], "accept-hint", NULL);
  }
  el_set(editor, EL_BIND, "\\e[1;3A", "ed-prev-line", NULL);
  el_set(editor, EL_BIND, "\\e[1;3B", "ed-next-line", NULL);
  el_set(editor, EL_BIND, "\\e[1;5C", "em-next-word", NULL);
  el_set(editor, EL_BIND, "\\e[1;5D", "ed-prev-word", NULL);
  el_set(editor, EL_BIND, "\\e[3~", "ed-delete-next-char", NULL);
  el_set(editor, EL_BIND, "\\e[H", "ed-move-to-beg", NULL);
  el_set(editor, EL_BIND, "\\e[F", "ed-move-to-end", NULL);
}

// Where libedit inserts or deletes cells in the middle of a row, it counts the
// two cells of a wide character as one. Without the capability it writes the
// rest of the row again, which is right, and as cheap.
static void forbid_cell_shifting(EditLine *editor) {
  static const char *const capabilities[] = {"ic", "IC", "im", "ei", "ip", "dc", "DC", "dm", "ed"};
  for (size_t i = 0; i < sizeof capabilities / sizeof *capabilities; i++)
    el_set(editor, EL_SETTC, capabilities[i], "", NULL);
}

static bool has_capability(EditLine *editor, const char *name) {
  char *value = NULL;
  return el_get(editor, EL_GETTC, name, &value) == 0 && value != NULL && *value != '\0';
}

static void set_pasting(ceditline_session *session, bool on) {
  if (!session->can_redraw || on == pasting_is_on) return;
  pasting_is_on = on;
  if (on)
    ceditline_write(session, pasting_on, sizeof pasting_on - 1);
  else
    ceditline_write(session, pasting_off, sizeof pasting_off - 1);
}

bool ceditline_use_utf8(void) {
  static const char *const fallbacks[] = {"C.UTF-8", "en_US.UTF-8", "POSIX.UTF-8"};
  setlocale(LC_CTYPE, "");
  for (size_t i = 0; strcmp(nl_langinfo(CODESET), "UTF-8") != 0; i++) {
    if (i == sizeof fallbacks / sizeof *fallbacks) return false;
    setlocale(LC_CTYPE, fallbacks[i]);
  }
  return true;
}

ceditline_session *ceditline_open(const char *program, ceditline_callbacks callbacks) {
  static bool registered;
  ceditline_session *session = calloc(1, sizeof *session);
  if (session == NULL) return NULL;
  session->callbacks = callbacks;
  session->prompt = strdup("");
  session->is_terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)
      && tcgetattr(STDIN_FILENO, &mode_at_start) == 0;
  session->history = history_init();
  session->editor = el_init(program, stdin, stdout, stderr);
  if (session->prompt == NULL || session->history == NULL || session->editor == NULL) {
    ceditline_close(session);
    return NULL;
  }
  if (!registered) registered = atexit(restore_terminal_at_exit) == 0;

  EditLine *editor = session->editor;
  HistEvent event;
  history(session->history, &event, H_SETSIZE, history_size);
  el_set(editor, EL_CLIENTDATA, session);
  el_set(editor, EL_SIGNAL, 0);
  el_set(editor, EL_GETCFN, read_character);
  el_set(editor, EL_PROMPT_ESC, prompt_of, '\1');
  el_set(editor, EL_HIST, history, session->history);
  ceditline_reserve(session, ceditline_initial_capacity);
  if (!session->is_terminal) return session;

  el_set(editor, EL_ADDFN, "complete-word", "Complete the word before the cursor", complete);
  el_set(editor, EL_ADDFN, "insert-paste", "Insert what the terminal pasted", paste);
  el_set(editor, EL_ADDFN, "history-previous", "Older entry with the same beginning", previous);
  el_set(editor, EL_ADDFN, "history-next", "Newer entry with the same beginning", next);
  el_set(editor, EL_ADDFN, "accept-hint", "Take over what is shown behind the line, or go right", accept);
  el_set(editor, EL_EDITOR, "emacs");
  bind_keys(session);
  // bind -v or bind -e in there resets every key, so ours follow once more.
  if (el_source(editor, NULL) == 0) bind_keys(session);
  forbid_cell_shifting(editor);
  // A terminal that makes one of carriage return and newline of the other would
  // double the line ends of a pasted text that has both. Either is Enter.
  el_set(editor, EL_SETTY, "-d", "-icrnl", "-inlcr", NULL);
  session->can_redraw = has_capability(editor, "up") && has_capability(editor, "cd");
  return session;
}

void ceditline_close(ceditline_session *session) {
  if (session->editor != NULL) el_end(session->editor);
  if (session->history != NULL) history_end(session->history);
  free(session->prompt);
  free(session);
}

bool ceditline_is_terminal(const ceditline_session *session) { return session->is_terminal; }

bool ceditline_can_redraw(const ceditline_session *session) { return session->can_redraw; }

bool ceditline_uses_vi_keys(const ceditline_session *session) {
  const char *name = NULL;
  return el_get(session->editor, EL_EDITOR, &name) == 0 && name != NULL && strcmp(name, "vi") == 0;
}

static int number(const ceditline_session *session, const char *name, int otherwise) {
  int value = 0;
  return el_get(session->editor, EL_GETTC, name, &value) == 0 && value > 1 ? value : otherwise;
}

int ceditline_columns(const ceditline_session *session) { return number(session, "co", 80); }

int ceditline_rows(const ceditline_session *session) { return number(session, "li", 24); }

void ceditline_set_prompt(ceditline_session *session, const char *prompt) {
  char *copy = strdup(prompt);
  if (copy == NULL) return;
  free(session->prompt);
  session->prompt = copy;
}

const char *ceditline_read_line(ceditline_session *session, size_t *length, int *outcome) {
  int count = 0;
  const char *line = el_gets(session->editor, &count);
  if (session->is_terminal) ceditline_set_editing_mode(session, false);
  *length = line != NULL && count > 0 ? (size_t)count : 0;
  if (line != NULL && count > 0)
    *outcome = ceditline_outcome_line;
  else
    *outcome = count < 0 ? ceditline_outcome_abandoned : ceditline_outcome_end;
  return line;
}

const uint32_t *ceditline_line(ceditline_session *session, size_t *length, size_t *cursor) {
  const LineInfoW *line = el_wline(session->editor);
  *length = (size_t)(line->lastchar - line->buffer);
  *cursor = (size_t)(line->cursor - line->buffer);
  return (const uint32_t *)line->buffer;
}

void ceditline_insert(ceditline_session *session, const uint32_t *scalars, size_t count) {
  wchar_t *text = malloc((count + 1) * sizeof *text);
  if (text == NULL) return;
  memcpy(text, scalars, count * sizeof *text);
  text[count] = L'\0';
  el_winsertstr(session->editor, text);
  free(text);
}

void ceditline_delete_before(ceditline_session *session, int count) { el_wdeletestr(session->editor, count); }

void ceditline_move_cursor(ceditline_session *session, int offset) { el_cursor(session->editor, offset); }

void ceditline_redraw(ceditline_session *session) { el_set(session->editor, EL_REFRESH); }

void ceditline_learn_size(ceditline_session *session) { el_resize(session->editor); }

void ceditline_set_editing_mode(ceditline_session *session, bool editing) {
  if (!editing) set_pasting(session, false);
  el_set(session->editor, EL_PREP_TERM, editing ? 1 : 0);
  mode_is_ours = editing;
  if (editing) set_pasting(session, true);
}

void ceditline_write(ceditline_session *session, const char *bytes, size_t length) {
  FILE *output = stdout;
  el_get(session->editor, EL_GETFP, 1, &output);
  fwrite(bytes, 1, length, output);
  fflush(output);
}

// libedit cuts an entry that is longer than its line buffer, and the buffer
// grows only by inserting.
void ceditline_reserve(ceditline_session *session, size_t count) {
  if (count <= session->capacity) return;
  wchar_t *blanks = malloc((count + 1) * sizeof *blanks);
  if (blanks == NULL) return;
  wmemset(blanks, L' ', count);
  blanks[count] = L'\0';
  el_reset(session->editor);
  if (el_winsertstr(session->editor, blanks) == 0) session->capacity = count;
  el_reset(session->editor);
  free(blanks);
}

void ceditline_add_history(ceditline_session *session, const char *entry) {
  HistEvent event;
  history(session->history, &event, H_ENTER, entry);
}
