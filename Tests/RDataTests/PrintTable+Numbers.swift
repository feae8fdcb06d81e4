/// Numbers, truth values and bytes.
extension PrintTable {
  static let numbers = expressions(
    #"""
    1e5
    100000L
    123456.7891234567
    1e-300
    5e-324
    2.2250738585072014e-308
    1.7976931348623157e308
    c(1e-300, 1e300)
    c(5e-324, 1)
    c(1e-15, 1e15)
    c(0.1, 1e5, 1e-5)
    c(1e5, 1e6, 123456)
    -0.0
    c(-0.0, 1.5)
    1/-0.0
    c(1.123456789012345678, 1e10)
    c(1, 1e5)
    c(1, 1e15)
    c(1, 1e16)
    123456789012345678
    0.1234567890123456789
    1e15+0.3
    99999999
    999999.95
    9999999.5
    0.00009999999
    c(TRUE, FALSE, NA)
    c(NA, NA_real_, NaN, Inf, -Inf)
    c(a=NaN, b=-Inf)
    c(1e-320, 1e-310)
    c(0.00001, 0.0001, 0.001)
    2^(0:70)
    2^-(0:70)
    10^(-20:20)
    cumprod(1:25)
    1/(1:100)
    exp(-50:50)
    c(1.5, NA, 3)
    c(1234.5678, 0.00012345678)
    100 * (1 + 1e-7)
    100 * (1 + 1e-8)
    1 + 1e-15
    0.5 + 1:100
    c(3.14159265358979, 2.71828182845905, 1e-9)
    .Machine$integer.max
    -.Machine$integer.max
    c(1L, NA, 1000000L)
    1e5L
    25:1
    1:1000
    seq(0.001, 1000, length.out = 7)
    c(1e200, -1e-200)
    c(123.456, 1e-20)
    33.3333333333333333
    66.67
    1e-5
    0.0001
    0.00012
    1234567
    12345678.9
    0.1 + 0.2
    1 - 0.9
    100 / 3
    22 / 7 * 10^(0:9)
    c(1e3, 1e4, 1e5)
    c(1e4, 1e5, 1e6)
    3e10
    31e9
    314159265
    1e05 + 1e-5
    complex(0)
    1i
    complex(real = 1:3, imaginary = -1)
    c(1+2i, NA)
    complex(real = NaN, imaginary = 1)
    complex(real = Inf, imaginary = -Inf)
    complex(real = 1e10, imaginary = 1e-10)
    complex(real = c(1.5, 1000.25), imaginary = c(0.001, 123456))
    complex(real = 0, imaginary = 0)
    complex(real = -0.0, imaginary = -0.0)
    (1:10) * (1+1i) / 3
    exp(1i * (0:7) * pi / 4)
    sqrt(as.complex(-1))
    c(a = 1i, b = 2+3i)
    complex(real = 1e-300, imaginary = 1e300)
    complex(real = 123456789, imaginary = 1)
    complex(real = c(1, 1e6), imaginary = c(1e-6, 1))
    polyroot(c(6, -5, 1))
    polyroot(c(1, 2, 3, 4))
    complex(real = NA, imaginary = c(1, NA))
    complex(modulus = 1:4, argument = 1:4)
    matrix(complex(real = 1:4, imaginary = 4:1 / 3), 2)
    as.raw(0:255)
    raw(0)
    c(a = as.raw(1))
    matrix(as.raw(1:6), 2)
    matrix(raw(0), 0, 2)
    array(as.raw(1:8), c(2, 2, 2))
    character(0)
    c(a = NULL)
    setNames(numeric(0), character(0))
    setNames(character(0), character(0))
    setNames(logical(0), character(0))
    setNames(complex(0), character(0))
    setNames(raw(0), character(0))
    setNames(factor(character(0)), character(0))
    setNames(list(), character(0))
    noquote(character(0))
    noquote(1:3)
    I(list(1, 2))
    100000
    123456.7
    1/3
    c(1, NA, Inf)
    1e15
    c(1e10, 1)
    100 * 1:5
    2
    1234567.8
    12345678
    0.00001234
    1e4
    123456789
    1234567890
    c(1.5, 2, 3.25)
    pi
    c(pi, 1e6)
    c(1e-3, 1e3)
    c(1e-10, 1)
    c(-1, 1)
    -1.5
    c(NaN, -Inf, 1)
    1e100
    c(1e100, 1)
    1e-99
    1.797693e308
    9999999.7
    c(9999999.7, 1.5)
    99999.96
    0.99999999
    1e5 + 0.1
    c(0.1, 0.12, 0.123)
    3.00
    2^31
    2^53
    exp(1)^20
    c(1e5, 1e-5)
    c(123456, 0.001)
    1:3 / 7
    (1:20)^3
    1 / (1:15)
    10^(0:8)
    10^(-8:0)
    c(1.10, 2.22, 3.333)
    22/7 * 1e6
    314159.26535
    c(0.00005, 123)
    1e3 * (1:3)
    150000
    1e5 * 1:3
    33.333333333
    1e22
    c(1.123456789, 123456.123456)
    66.66666667
    0.30000000000000004
    1 - 1e-10
    x <- c(10.5, 100, 1000)
    numeric(0)
    NA_real_
    c(NA, 1.5)
    TRUE
    c(TRUE, NA, FALSE)
    logical(0)
    NA
    1L
    1:10
    1:100
    c(NA, 1L, -100L)
    integer(0)
    100:130
    seq(0, 1, by = 0.05)
    rnorm(0)
    (1:60) * 1.5
    1+2i
    c(1+2i, NA, -1.5-0.25i)
    1i * 1:3
    123456.789+0.001i
    as.raw(0:20)
    NULL
    c(a = 1, b = 2)
    c(a = 1.5, bb = NA, ccc = 1e6)
    c(a = TRUE)
    setNames(integer(0), character(0))
    c(a = 1L, b = NA)
    coef(lm(mpg ~ wt, mtcars))
    coef(lm(mpg ~ ., mtcars))
    quantile(1:10)
    range(c(3, 1, 2))
    t.test(mtcars$mpg)$p.value
    which(c(a = TRUE, b = FALSE, c = TRUE))
    seq_len(25) * 1e5
    rev(seq(-1, 1, 0.25))
    c(1e-15, 1)
    bitwXor(5L, 3L)
    """#)
}
