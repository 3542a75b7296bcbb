# One-time codes from bytes and numbers: RFC 4226, RFC 6238 and Steam's letters. Shares nothing with the program.

import base64
import hashlib
import hmac
import struct

STEAM_LETTERS = "23456789BCDFGHJKMNPQRTVWXY"


def truncated(key, algorithm, counter):
    digest = hmac.new(key, struct.pack(">Q", counter), getattr(hashlib, algorithm.lower())).digest()
    return struct.unpack(">I", digest[digest[-1] & 15:][:4])[0] & 0x7FFFFFFF


def decimal_code(key, algorithm, counter, digits):
    return str(truncated(key, algorithm, counter) % 10**digits).rjust(digits, "0")


def steam_code(key, algorithm, counter, digits=5):
    value, code = truncated(key, algorithm, counter), ""
    for _ in range(digits):
        value, letter = divmod(value, len(STEAM_LETTERS))
        code += STEAM_LETTERS[letter]
    return code


def code(kind, key, algorithm, digits, period, counter, now):
    if kind == "hotp":
        return decimal_code(key, algorithm, counter, digits)
    return (steam_code if kind == "steam" else decimal_code)(key, algorithm, now // period, digits)


def strict_base32(text):
    """As Guava and Python read it: upper case, and only lengths that an encoder writes."""
    return base64.b32decode(text + "=" * (-len(text) % 8))
