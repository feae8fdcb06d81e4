/// Strings: widths, escapes, quotes, names.
extension PrintTable {
  static let text = expressions(
    #"""
    setNames(as.raw(1:3), c('x', 'yy', NA))
    ''
    c('', NA, 'NA')
    'a'
    'a"b'
    "a'b"
    'a\\b'
    'tab\tnl\nret\r bell\a bs\b ff\f vt\v nul? esc\033'
    '\u00e9t\u00e9'
    '日本語'
    c('日本語', 'a', NA)
    '😀'
    c('😀😀', 'abcdef', '👨\u200d👩\u200d👧')
    'e\u0301'
    c('e\u0301', 'ab', '\u0301')
    '\u200b\u200d\ufeff'
    '\u00ad'
    '\u00a0'
    '\u2028'
    '\ue000'
    '\U10ffff'
    '\U1f1e9\U1f1ea'
    '\u0378'
    '\ufffd'
    '\uffff'
    '\u202e'
    'ß İ ı ŉ'
    '한국어'
    'ｆｕｌｌ'
    'العربية'
    'עברית'
    'हिन्दी'
    'ไทย'
    '\u2026 \u2014 \u2018'
    '\u00bd\u00d7'
    '☃★♥'
    '\u2764\ufe0f'
    '👍🏽'
    '①②'
    '→←'
    '𝔘𝔫𝔦'
    '𠀀'
    {x <- '\x80\x81\x9f'; Encoding(x) <- 'latin1'; x}
    strrep('x', 200)
    strrep('日', 60)
    c(strrep('x', 70), 'y')
    paste(letters, collapse = ' ')
    setNames(c('a', 'b'), c('日本', 'é'))
    setNames(1:3, c('a\nb', 'c"d', 'e\\f'))
    setNames(1:2, c('', ''))
    setNames(1:2, c(NA, 'a'))
    setNames(c(1.5, NA), c('a', NA))
    setNames(letters, LETTERS)
    setNames(1:100, paste0('n', 1:100))
    setNames(c(NA, 'x'), c('aaaa', 'b'))
    setNames(c(TRUE, NA), c('yes', 'unknown'))
    setNames(1:3, strrep('n', c(1, 50, 100)))
    noquote(c(a = 'x', b = NA))
    noquote(c('x', NA, 'yyyyy'))
    noquote('a"b\\c\n')
    noquote(matrix(c('a', 'bb', NA, 'd'), 2))
    noquote(list(1, 'a'))
    noquote('x', right = TRUE)
    noquote(c('x', 'yyy'), right = TRUE)
    noquote(factor('a'))
    structure(1:3, class = c('a', 'b'))
    structure(list(1, 2), class = 'zzz')
    structure('x', class = 'y', names = 'n')
    I('x')
    I(factor('a'))
    letters
    c('a', NA, 'long string')
    'quote " and \\ back'
    'tab\tnew\nline'
    "it's"
    c('日本語', 'a', 'é')
    '😀 smile'
    '\u200b'
    '\001\177'
    c(a = '日本', bb = 'x')
    month.name
    paste('a rather long string that takes room', 1:5)
    strrep('x', 100)
    c(first = 'x', second = NA)
    setNames(1:26, letters)
    setNames(1:3, c('a', NA, ''))
    setNames(1:30, paste0('a_long_name_', 1:30))
    as.numeric('1e-8')
    nchar(month.name)
    intToUtf8(0xA0:0x377, multiple = TRUE)
    intToUtf8(0x1100:0x11FF, multiple = TRUE)
    intToUtf8(0x2000:0x20BF, multiple = TRUE)
    intToUtf8(0x2600:0x27BF, multiple = TRUE)
    intToUtf8(0x3000:0x3096, multiple = TRUE)
    intToUtf8(0x4E00:0x4E40, multiple = TRUE)
    intToUtf8(0xAC00:0xAC40, multiple = TRUE)
    intToUtf8(0xFF01:0xFF60, multiple = TRUE)
    intToUtf8(0x1F300:0x1F5FF, multiple = TRUE)
    intToUtf8(0x1F947:0x1F978, multiple = TRUE)
    """#)
}
