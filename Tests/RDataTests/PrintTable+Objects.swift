/// Instances of S4 classes.
extension PrintTable {
  static let objects = expressions(
    #"""
    {setClass('P', representation(name = 'character', age = 'numeric')); new('P', name = 'x', age = 1)}
    list(new('P', name = 'x', age = 1))
    {setClass('Q', contains = 'numeric', representation(u = 'character')); new('Q', 1:3 / 2, u = 'm')}
    {setClass('L', contains = 'list', representation(u = 'character')); new('L', list(1, 'a'), u = 'm')}
    {setClass('R', contains = 'P', representation(sub = 'P')); new('R', name = 'z', age = 2, sub = new('P', name = 'y', age = 3))}
    {setClass('F', contains = 'function'); new('F', function(x) x)}
    {setClass('E0', representation()); tryCatch(new('E0'), error = function(e) 'no')}
    new('numeric')
    {setClass('V', representation('VIRTUAL')); setClass('W', contains = 'V', representation(a = 'list', b = 'function', c = 'matrix')); new('W', a = list(1, x = 'a'), b = function(x) x, c = matrix(1:4, 2))}
    {setClass('M', contains = 'matrix'); new('M', matrix(1:4, 2))}
    {setClass('S', contains = 'character'); new('S', c('a', NA))}
    {setClass('I', contains = 'integer', representation(n = 'character')); new('I', 1:3, n = letters)}
    {setClass('DF', contains = 'data.frame', representation(n = 'character')); new('DF', data.frame(a = 1:2), n = 'x')}
    {setClass('FA', contains = 'factor', representation(n = 'character')); new('FA', factor('a'), n = 'x')}
    {setClass('N', representation(a = 'ANY', b = 'NULL')); new('N', a = NULL, b = NULL)}
    {setClass('Em', representation(a = 'numeric')); new('Em')}
    {setClass('Nm', contains = 'numeric'); x <- new('Nm', c(a = 1, b = 2)); x}
    list(a = new('Nm', 1))
    structure(list(new('Nm', 1)), class = 'foo')
    list(list(new('P2' <- 'Nm', 1)))
    """#)
}
