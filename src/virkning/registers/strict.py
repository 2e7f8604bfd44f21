"""The strict byte parser of wide deliveries: as fast as the machine reads, for files written plainly.

A plain row is a key of printable ASCII without quotes or spaces, then for every week a separator and a cell that is
blank or one to three digits, then LF or CRLF. Anything else is refused with the place of the byte, and the same lines
are then read by `lists`; what both accept gives the same runs. Compiled code checks no bounds, so the parser does:

- Reading: the last byte of a piece is a line feed, which no cell and no key may hold. The parser goes on from a byte
  only when it is no line feed, so it never goes past the last; looking ahead by eight stays within the slack behind.
- Writing: each place is compared with the length of its array before it is written.
"""

from typing import Any

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

#: Stands for a blank cell while parsing; a code is 0-999, and 0 is not blank.
_BLANK = -2
_LF, _CR, _QUOTE, _ZERO = 10, 13, 34, 48
LONGEST_KEY = 200

#: So many bytes may be looked at past the last line feed; their values decide nothing.
SLACK = 16


def _load(_context: Any, text: Any, at: Any) -> Any:
    """The eight bytes from a place on as one number, which no array's own indexing gives at odd places."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = builder.gep(array.data, [arguments[1]])
        number = context.get_value_type(types.uint64)
        return builder.load(builder.bitcast(place, number.as_pointer()), align=1)

    return types.uint64(text, at), generate


_eight: Any = intrinsic(_load)


@njit(cache=True, nogil=True)
def parse(  # noqa: C901 - one walk over bytes: calls and states in between are what it must not cost
    text: Any, length: int, separator: int, weeks: int, keys: Any, row: Any, code: Any, first: Any, last: Any
) -> tuple[int, int, int, int]:
    """Rows, runs and bytes of keys written, and -1; or where the first byte is that is not plain.

    `text[:length]` are whole lines. `keys` gets each row's key and a line feed; the four others get the runs, with the
    row's and the weeks' places from 0.
    """
    if length == 0 or text.size < length + SLACK or text[length - 1] != _LF:
        return 0, 0, 0, max(length - 1, 0)
    blanks = np.uint64(separator) * np.uint64(0x0101010101010101)
    rows, runs, written, at = 0, 0, 0, 0
    while at < length:
        start = at
        while text[at] != separator:
            byte = text[at]
            if byte < 33 or byte > 126 or byte == _QUOTE or at - start >= LONGEST_KEY or written >= keys.size:
                return rows, runs, written, at
            keys[written] = byte
            written += 1
            at += 1
        if at == start or written >= keys.size:
            return rows, runs, written, at
        keys[written] = _LF
        written += 1
        now, since, week = _BLANK, 0, 0
        while week < weeks:
            if text[at] != separator:
                return rows, runs, written, at
            if now == _BLANK:
                # Most cells are blank: a separator followed by another, as long as it lasts.
                while week + 8 < weeks and _eight(text, at) == blanks and text[at + 8] == separator:
                    at += 8
                    week += 8
                while text[at + 1] == separator and week + 1 < weeks:
                    at += 1
                    week += 1
            at += 1
            found, size = _BLANK, 0
            while size < 3:
                digit: Any = np.int64(text[at]) - _ZERO
                if digit < 0 or digit > 9:
                    break
                found = digit if size == 0 else found * 10 + digit
                at += 1
                size += 1
            if found != now:
                if now != _BLANK:
                    if runs >= row.size:
                        return rows, runs, written, at
                    row[runs], code[runs], first[runs], last[runs] = rows, now, since, week - 1
                    runs += 1
                now, since = found, week
            week += 1
            if size == 3:
                # The same three digits again, as long as they last.
                one, two, three = text[at - 3], text[at - 2], text[at - 1]
                again = _eight(text, at)
                if again == _eight(text, at - 4):  # so the last four bytes come twice more
                    while week + 2 <= weeks and _eight(text, at) == again:
                        at += 8
                        week += 2
                while (
                    week < weeks
                    and text[at] == separator
                    and text[at + 1] == one
                    and text[at + 2] == two
                    and text[at + 3] == three
                ):
                    at += 4
                    week += 1
        if now != _BLANK:
            if runs >= row.size:
                return rows, runs, written, at
            row[runs], code[runs], first[runs], last[runs] = rows, now, since, weeks - 1
            runs += 1
        if text[at] == _CR:
            at += 1
        if text[at] != _LF:
            return rows, runs, written, at
        at += 1
        rows += 1
    return rows, runs, written, -1
