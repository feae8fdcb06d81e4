#include "CEngineFloor.h"

#include <histedit.h>
#include <locale.h>
#include <stdio.h>

static char *prompt(EditLine *editor) { return (void)editor, "floor> "; }

void CEngineFloorEditor(void) {
    setlocale(LC_CTYPE, "");
    EditLine *editor = el_init("floor", stdin, stdout, stderr);
    el_set(editor, EL_PROMPT, prompt);
    el_set(editor, EL_EDITOR, "emacs");
    int count = 0;
    while (el_gets(editor, &count) != NULL && count > 0) {
    }
    el_end(editor);
}
