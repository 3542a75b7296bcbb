#!/usr/bin/python3
# An independent reader of otpauth-migration links (Google Authenticator), with a protobuf decoder of its own.
#
#   read_migration.py UNIXTIME < LINKS        (one link a line)
#
# Standard output: a JSON list, one object for each link: version, size, index, id and its accounts with their codes at
# that time. The payload has no period: it is 30 s.

import base64
import json
import sys
import urllib.parse

import otp

ALGORITHMS = {1: "SHA1", 2: "SHA256", 3: "SHA512"}
DIGITS = {1: 6, 2: 8}
KINDS = {1: "hotp", 2: "totp"}


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data):
    at, found = 0, []
    while at < len(data):
        tag, at = varint(data, at)
        if tag & 7 == 0:
            value, at = varint(data, at)
        else:
            assert tag & 7 == 2, "a wire type that the payload does not have"
            length, at = varint(data, at)
            value, at = data[at:at + length], at + length
            assert len(value) == length, "cut short"
        found.append((tag >> 3, value))
    return found


def account(message, now):
    one = dict(fields(message))
    kind, algorithm, digits = KINDS[one[6]], ALGORITHMS[one[4]], DIGITS[one[5]]
    return {
        "type": kind,
        "name": one[2].decode(),
        "issuer": one[3].decode(),
        "key": one[1].hex(),
        "algorithm": algorithm,
        "digits": digits,
        **({"counter": one[7]} if kind == "hotp" else {}),
        "code": otp.code(kind, one[1], algorithm, digits, 30, one.get(7), now),
    }


def part(link, now):
    url = urllib.parse.urlsplit(link)
    assert (url.scheme, url.netloc, url.path) == ("otpauth-migration", "offline", "")
    # Not parse_qs: a plus that stands for itself has to be escaped.
    assert url.query.startswith("data=") and "+" not in url.query
    payload = base64.b64decode(urllib.parse.unquote(url.query[5:]), validate=True)
    found = fields(payload)
    batch = {number: value for number, value in found if number != 1}
    accounts = [account(value, now) for number, value in found if number == 1]
    return {"version": batch[2], "size": batch[3], "index": batch[4], "id": batch[5], "accounts": accounts}


json.dump([part(line.strip(), int(sys.argv[1])) for line in sys.stdin if line.strip()], sys.stdout)
