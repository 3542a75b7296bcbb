#!/usr/bin/python3
# What a program makes of the link in one account: the link as it is written, or as the sources of Bitwarden and of
# KeePassXC 2.7.4 take it, with everything that they pass over.
#   https://github.com/bitwarden/sdk-internal/blob/main/crates/bitwarden-vault/src/totp.rs
#   https://github.com/keepassxreboot/keepassxc/blob/2.7.4/src/totp/totp.cpp
#
#   read_links.py plain|bitwarden|keepassxc UNIXTIME < LINKS        (one link a line)
#
# Standard output: a JSON list, one object for each link, with its code at that time.

import json
import sys
import urllib.parse

import otp

KNOWN = {"sha1": "SHA1", "sha256": "SHA256", "sha512": "SHA512"}
OVERFLOW = 10**10 % 2**32


def u32_code(key, algorithm, counter, digits):
    """10 to the 10th does not fit into 32 bits."""
    power = OVERFLOW if digits >= 10 else 10**digits
    return str(otp.truncated(key, algorithm, counter) % power).rjust(digits, "0")


def parameters(link):
    url = urllib.parse.urlsplit(link)
    assert url.scheme == "otpauth" and "+" not in link and "#" not in link
    pairs = urllib.parse.parse_qsl(url.query, strict_parsing=True)
    assert len(dict(pairs)) == len(pairs), "a parameter comes twice"
    label = urllib.parse.unquote(url.path[1:], errors="strict")
    return url.netloc, label, dict(pairs)


def plain(link, now):
    kind, label, given = parameters(link)
    key = otp.strict_base32(given["secret"])
    algorithm, digits = given["algorithm"], int(given["digits"])
    period, counter = int(given.get("period", 0)), int(given.get("counter", 0))
    return label, given.get("issuer", ""), key, otp.code(kind, key, algorithm, digits, period, counter, now)


def bitwarden(link, now):
    if link.startswith("steam://"):
        key = otp.strict_base32(link[8:])
        return "", "", key, otp.steam_code(key, "SHA1", now // 30)
    _, label, given = parameters(link)
    key = otp.strict_base32(given["secret"])
    algorithm = KNOWN.get(given["algorithm"].lower(), "SHA1")
    code = u32_code(key, algorithm, now // int(given.get("period", 30)), int(given["digits"]))
    return label, given.get("issuer", ""), key, code


def keepassxc(link, now):
    _, label, given = parameters(link)
    key = otp.strict_base32(given["secret"])
    algorithm = KNOWN.get(given["algorithm"].lower(), "SHA1")
    if given.get("encoder") == "steam":
        code = otp.steam_code(key, algorithm, now // 30)
    else:
        period = min(max(int(given.get("period", 0)), 1), 60)
        code = u32_code(key, algorithm, now // period, int(given["digits"]))
    return label, given.get("issuer", ""), key, code


def read(link, reader, now):
    label, issuer, key, code = reader(link, now)
    return {"label": label, "issuer": issuer, "key": key.hex(), "code": code}


READER = {"plain": plain, "bitwarden": bitwarden, "keepassxc": keepassxc}[sys.argv[1]]
json.dump([read(line.strip(), READER, int(sys.argv[2])) for line in sys.stdin if line.strip()], sys.stdout)
