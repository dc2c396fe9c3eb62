"""The exponential and the logistic function, with the same bits on every machine.

A platform's own `exp` may differ in the last bit from the next platform's. These use only + - * /, comparisons and
truncation to an integer, in written order.
"""


def power_of_two(exponent: int) -> float:
    """Return 2 to the power `exponent`, from -1022 to 1023, exactly, by repeated squaring."""
    factor = 2.0
    left = exponent
    if exponent < 0:
        factor = 0.5
        left = -exponent
    power = 1.0
    while left > 0:
        if left % 2 == 1:
            power = power * factor
        factor = factor * factor
        left = left // 2
    return power


def exp(x: float) -> float:
    """Return e to the power x, within 1 unit in the last place.

    Any float: 0 below -745.14, infinity above 709.79, NaN for NaN. With k the integer nearest to x / ln 2 and
    r = x - k·ln 2 (ln 2 in two parts, the first of which k multiplies exactly), e^x = 2^k · e^r, where
    e^r = 1 + 2r / (r·coth(r/2) - r) with a polynomial of degree 5 in r² for r·coth(r/2). Source: the method and
    the coefficients of Sun's fdlibm, `e_exp.c`.
    """
    if x > 709.782712893384:
        return 1e308 * 10.0
    if x < -745.1332191019412:
        return 0.0
    if not x <= 709.782712893384:
        return x  # Not a number: it compares with nothing.

    k = 0
    high = x
    low = 0.0
    if x > 0.34657359027997264 or x < -0.34657359027997264:
        half = 0.5 if x > 0.0 else -0.5
        k = int(1.4426950408889634 * x + half)
        high = x - k * 6.93147180369123816490e-01
        low = k * 1.90821492927058770002e-10
    r = high - low

    square = r * r
    tail = 4.13813679705723846039e-08
    tail = -1.65339022054652515390e-06 + square * tail
    tail = 6.61375632143793436117e-05 + square * tail
    tail = -2.77777777770155933842e-03 + square * tail
    tail = 1.66666666666666019037e-01 + square * tail
    c = r - square * tail
    y = 1.0 - ((low - (r * c) / (2.0 - c)) - high)

    if k > 1000:
        return y * 2.0 * power_of_two(k - 1)
    if k < -1000:
        # The first product is exact and the second, by 2^-1000, rounds once, also where the result is subnormal.
        return y * power_of_two(k + 1000) * 9.332636185032189e-302
    return y * power_of_two(k)


def logistic(z: float) -> float:
    """Return 1 / (1 + e^-z), from 0 to 1.

    Any float; NaN for NaN. The exponential is always that of a number that isn't positive, so nothing overflows, and
    the result keeps its precision far below zero.
    """
    if z >= 0.0:
        return 1.0 / (1.0 + exp(-z))
    raised = exp(z)
    return raised / (1.0 + raised)
