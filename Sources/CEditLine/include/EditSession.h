#ifndef CEDITLINE_EDIT_SESSION_H
#define CEDITLINE_EDIT_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// One libedit editor with its history on standard input and output. Every
/// function is to be called on the one thread that owns the session.
typedef struct ceditline_session ceditline_session;

/// The keys that are ours and not libedit's.
enum ceditline_command {
  ceditline_complete,
  ceditline_insert_paste,
  ceditline_history_previous,
  ceditline_history_next,
  ceditline_accept_hint,
};

/// The character that stands for `ceditline_insert_paste` in the key stream:
/// Ctrl-^, which libedit leaves free in emacs and in vi mode.
enum { ceditline_paste_key = 0x1e };

/// What the owner of a session answers to libedit.
typedef struct {
  void *context;
  /// Waits for a key: 1 with the scalar stored, 0 at the end of input, -1 to
  /// abandon the line.
  int (*read_scalar)(void *context, uint32_t *scalar);
  /// Runs one of `enum ceditline_command`; false rings the bell.
  bool (*run_command)(void *context, int command);
} ceditline_callbacks;

/// How `ceditline_read_line` ended.
enum ceditline_outcome {
  ceditline_outcome_line,
  ceditline_outcome_end,
  ceditline_outcome_abandoned,
};

/// Makes the character set of the process UTF-8, whatever the environment
/// says. False when the system has no UTF-8 locale at all.
bool ceditline_use_utf8(void);

/// Opens the editor and reads the user's .editrc. NULL when memory is short.
/// `program` is the name that .editrc lines are matched with.
ceditline_session *ceditline_open(const char *program, ceditline_callbacks callbacks);

/// Restores the terminal and frees the session.
void ceditline_close(ceditline_session *session);

/// Whether both ends are a terminal, that is, whether lines are edited.
bool ceditline_is_terminal(const ceditline_session *session);

/// Whether the terminal can move its cursor up and clear below it.
bool ceditline_can_redraw(const ceditline_session *session);

/// Whether the user has chosen vi keys.
bool ceditline_uses_vi_keys(const ceditline_session *session);

/// The size of the terminal as libedit knows it.
int ceditline_columns(const ceditline_session *session);
int ceditline_rows(const ceditline_session *session);

/// The prompt of the next (re)drawing; escape sequences stand between two
/// \001. The text is copied.
void ceditline_set_prompt(ceditline_session *session, const char *prompt);

/// Reads one line of UTF-8 with its newline, valid until the next call. The
/// terminal should be in editing mode: libedit would enter it only after it
/// has drawn the prompt. It is left when the line is there.
const char *ceditline_read_line(ceditline_session *session, size_t *length, int *outcome);

/// The line being edited, its length and the cursor, in scalars. Valid until
/// the line changes.
const uint32_t *ceditline_line(ceditline_session *session, size_t *length, size_t *cursor);

/// Inserts `count` scalars at the cursor.
void ceditline_insert(ceditline_session *session, const uint32_t *scalars, size_t count);

/// Deletes up to `count` scalars before the cursor.
void ceditline_delete_before(ceditline_session *session, int count);

/// Moves the cursor by `offset` scalars, not past either end of the line.
void ceditline_move_cursor(ceditline_session *session, int offset);

/// Draws prompt and line afresh, from the column the cursor is in.
void ceditline_redraw(ceditline_session *session);

/// Learns the terminal's new size. `ceditline_redraw` must follow at once:
/// libedit still believes in the old cursor and would write past its display.
void ceditline_learn_size(ceditline_session *session);

/// Puts the terminal into editing mode, or back into the mode it came in.
void ceditline_set_editing_mode(ceditline_session *session, bool editing);

/// Writes bytes to the terminal after all that was printed before.
void ceditline_write(ceditline_session *session, const char *bytes, size_t length);

/// The length of line, in scalars, that a new session has room for.
enum { ceditline_initial_capacity = 16000 };

/// Makes room for lines of `count` scalars. Only between lines.
void ceditline_reserve(ceditline_session *session, size_t count);

/// Appends an entry to the history that Ctrl-R searches. Ctrl-R shows an entry
/// cut that is longer than the room there is.
void ceditline_add_history(ceditline_session *session, const char *entry);

#endif
