#!/usr/bin/python3
# Puts a vault together from pictures of its QR codes on paper, written from docs/vault-format.md alone ("On paper").
#
#   join_paper.py PICTURE... > vault.ukp
#
# Reads the pictures with zbarimg (Debian: zbar-tools). Exit: 0 done; 3 codes are missing, which are named; 5 the codes do
# not make one file, or are of several sheets. The vault is then opened with reader.py.

import base64
import binascii
import hashlib
import re
import subprocess
import sys
import zlib

MOST = 48 * 1024 * 1024

CODE = re.compile(
    "UKPP1:([A-Z2-7]{26}):([1-9][0-9]{0,15}):([0-9A-F]{16}):([0-9]{3}):([0-9]{3}):([A-Z2-7]+):([0-9A-F]{8})"
)


def texts_in(pictures):
    # At one density of its lines zbarimg misses a code now and then; at three it does not.
    for density in ("1", "2", "3"):
        command = ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable"]
        command += ["-Sx-density=" + density, "-Sy-density=" + density]
        found = subprocess.run(command + pictures, capture_output=True, check=False).stdout.decode("ascii", "replace")
        yield from found.split("\n")


def upper_hash(data):
    return hashlib.sha256(data).hexdigest().upper()


def unpacked(text):
    """The file in this base32: gzip with zeros after it; None when it is not."""
    try:
        unpack = zlib.decompressobj(31)
        file = unpack.decompress(base64.b32decode(text), MOST + 1)
    except (binascii.Error, zlib.error):
        return None
    return file if unpack.eof and len(file) <= MOST and not unpack.unused_data.strip(b"\0") else None


def main():
    pieces, sheets, size = {}, set(), 0
    for text in texts_in(sys.argv[1:]):
        code = CODE.fullmatch(text)
        if code is None or upper_hash(text[: -len(code[7]) - 1].encode())[:8] != code[7]:
            continue
        sheets.add(code.group(1, 2, 3, 4))
        size = int(code[4])
        pieces[int(code[5])] = code[6]
    if len(sheets) != 1:
        print("join_paper.py: codes of", len(sheets), "sheets", file=sys.stderr)
        return 5
    missing = [str(number) for number in range(1, size + 1) if number not in pieces]
    if missing:
        print("join_paper.py: missing", ", ".join(missing), file=sys.stderr)
        return 3
    vault = unpacked("".join(pieces[number] for number in range(1, size + 1)))
    if vault is None or upper_hash(vault)[:16] != sheets.pop()[2]:
        print("join_paper.py: not the file that was printed", file=sys.stderr)
        return 5
    sys.stdout.buffer.write(vault)
    return 0


if __name__ == "__main__":
    sys.exit(main())
