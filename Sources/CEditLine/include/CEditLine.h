#ifndef CEDITLINE_H
#define CEDITLINE_H

/// The C edge of the line editor: what Swift cannot say itself, because it is
/// variadic (`el_set`), a C global (`stdin`) or a GNU extension (`wcwidth`).
/// No policy lives here.

#include "DisplayWidth.h"
#include "EditSession.h"
#include "SignalRelay.h"
#include "TerminalOwner.h"

#endif
