typedef int CEditLine_placeholder;
