"""Where a place on earth lies on the map: Equal Earth (Šavrič, Patterson and Jenny 2018), which keeps areas true."""

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

# The coefficients of the paper's equations 5 and 6.
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_SCALE = 369.46  # makes the map 2000 units wide
_NORTH = 1.3173627591574 * _SCALE


class Point(NamedTuple):
    """A point of the map: units to the right of 180 degrees west and below the north pole; the map is 2000 wide."""

    x: float
    y: float


def project(longitude: float, latitude: float) -> Point:
    """Return where a place of WGS 84 degrees lies on the map.

    >>> project(0, 90).y, project(-180, 0).x
    (0.0, 0.0)
    """
    angle = asin(sqrt(3) / 2 * sin(radians(latitude)))
    square = angle * angle
    sixth = square**3
    slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
    x = 2 / sqrt(3) * radians(longitude) * cos(angle) / slope
    y = angle * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return Point(round(1000 + _SCALE * x, 1), round(_NORTH - _SCALE * y, 1) + 0.0)
