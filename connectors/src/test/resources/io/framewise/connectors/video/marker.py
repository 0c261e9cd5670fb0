"""Writes numbered test pictures as raw RGB to standard output; NumberedPicture.java reads them.

usage: marker.py COUNT WIDTH HEIGHT     needs numpy
A quarter-height strip of 8 black or white blocks in the middle carries the number, most significant bit first. Above it, the left
half is red and the right half green; below it, from the left: blue, brown (200, 120, 60), grey (128, 128, 128) and yellow.
"""

import sys

import numpy

TOP = [(255, 0, 0), (0, 255, 0)]
BOTTOM = [(0, 0, 255), (200, 120, 60), (128, 128, 128), (255, 255, 0)]


def row(colours, width):
    at = numpy.arange(width) * len(colours) // width
    return numpy.array(colours, numpy.uint8)[at]


def picture(number, width, height):
    bits = [(255,) * 3 if number >> (7 - bit) & 1 else (0,) * 3 for bit in range(8)]
    strips = [TOP] * 3 + [bits] * 2 + [BOTTOM] * 3
    return numpy.stack([row(strips[y * len(strips) // height], width) for y in range(height)])


count, width, height = (int(word) for word in sys.argv[1:])
for number in range(count):
    sys.stdout.buffer.write(picture(number, width, height).tobytes())
