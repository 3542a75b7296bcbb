#!/usr/bin/python3
# An independent reader of encrypted vault files of the format ukp-vault/1.
#
# It was written from docs/vault-format.md alone and shares nothing with the program, so that it proves that the page
# is complete: whoever has the page and a credential can get at the accounts without ukp. It only reads.
#
#   reader.py VAULT (--passphrase-file FILE | --key-file FILE) [--codes UNIXTIME]
#
# Standard output: the contents as one line of JSON, or with --codes one line "name TAB code" for every account that is
# not in the trash. A passphrase is the first line of its file; a key file is exactly 32 bytes.
# Exit: 0 done; 2 wrong usage; 4 the credential opens no slot; 5 damaged, altered, out of limits or not a vault;
# 6 a newer format. A failure prints one line on standard error and nothing on standard output.
#
# Needs Python 3.9 or newer and PyNaCl 1.5 (Debian: python3-nacl).

import argparse
import base64
import hashlib
import hmac
import json
import os
import re
import stat
import sys
import unicodedata

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as xchacha_decrypt
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

KIB, MIB, MAX_INT = 1024, 1024 * 1024, 2**53 - 1
WRONG_CREDENTIAL, DAMAGED, NEWER = 4, 5, 6


class Refused(Exception):
    def __init__(self, code, reason):
        super().__init__(reason)
        self.code = code


def require(condition, reason, code=DAMAGED):
    if not condition:
        raise Refused(code, reason)


def is_int(value, low, high):
    return type(value) is int and low <= value <= high  # type(), because True is an int for isinstance()


# --- texts: UTF-8, JSON and base64url, as strict as the page ---

def utf8(data, what):
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Refused(DAMAGED, what + ": not UTF-8") from None


def parse_json(text, what):
    """A JSON object: no key twice, no __proto__, 32 levels, integers within 2^53 - 1, no lone surrogates."""
    def integer(digits):
        require(len(digits) <= 17 and abs(int(digits)) <= MAX_INT, what + ": a number is too large")
        return int(digits)

    def no_integer(_):
        raise Refused(DAMAGED, what + ": a number is not an integer")

    def unique(pairs):
        found = dict(pairs)
        require(len(found) == len(pairs), what + ": a key stands twice in one object")
        require("__proto__" not in found, what + ": a key that is not allowed")
        return found

    def check(value, level):
        if isinstance(value, str):
            require(not re.search("[\ud800-\udfff]", value), what + ": a lone surrogate")
        elif isinstance(value, (dict, list)):
            require(level <= 32, what + ": more than 32 levels")
            for child in value:  # the keys of an object, the items of a list
                check(child, level + 1)
            for child in value.values() if isinstance(value, dict) else ():
                check(child, level + 1)

    try:
        value = json.loads(text, parse_int=integer, parse_float=no_integer, parse_constant=no_integer,
                           object_pairs_hook=unique)
    except (ValueError, RecursionError):
        raise Refused(DAMAGED, what + ": not JSON within the limits") from None
    check(value, 1)
    require(isinstance(value, dict), what + ": not a JSON object")
    return value


def unbase64url(text, size, what):
    """Canonical base64url without padding, of exactly this many bytes."""
    require(isinstance(text, str) and re.fullmatch("[A-Za-z0-9_-]*", text) and len(text) % 4 != 1,
            what + ": not base64url")
    found = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    require(base64.urlsafe_b64encode(found).rstrip(b"=").decode() == text, what + ": not canonical base64url")
    require(len(found) == size, what + ": wrong length")
    return found


# --- the header and its key slots ---

def check_header(header):
    version, crit, slots = header.get("v"), header.get("crit", []), header.get("slots")
    require(header.get("format") == "ukp-vault" and is_int(version, 1, MAX_INT), "header: not a vault")
    require(version == 1, "a newer format", NEWER)
    require(isinstance(crit, list), "header: crit is not a list")
    require(not crit, "a newer format", NEWER)
    require(header.get("cipher") == "xchacha20poly1305-ietf", "header: unknown cipher")
    require(is_int(header.get("gen"), 1, MAX_INT), "header: gen out of limits")
    for name, size in (("id", 16), ("nonce", 24), ("commit", 32)):
        unbase64url(header.get(name), size, "header " + name)
    require(isinstance(slots, list) and 1 <= len(slots) <= 16, "header: number of slots out of limits")
    ids, work = set(), []
    for slot in slots:
        require(isinstance(slot, dict) and isinstance(slot.get("id"), str) and isinstance(slot.get("type"), str),
                "header: not a slot")
        require(slot["id"] not in ids, "header: two slots with one id")
        ids.add(slot["id"])
        if slot["type"] in ("passphrase", "raw"):  # slots of other types are none of our business
            for name, size in (("id", 8), ("nonce", 24), ("key", 48)):
                unbase64url(slot.get(name), size, "slot " + name)
            if slot["type"] == "passphrase":
                work.append(check_kdf(slot.get("kdf")))
            else:
                require(isinstance(slot.get("src"), str), "slot: no src")
    require(len(work) <= 8 and sum(work) <= 8388608, "header: passphrase slots out of limits")


def check_kdf(cost):
    require(isinstance(cost, dict) and cost.get("alg") == "argon2id", "slot: unknown key derivation")
    require(is_int(cost.get("v"), 19, 19) and is_int(cost.get("p"), 1, 1) and is_int(cost.get("t"), 1, 16)
            and is_int(cost.get("m"), 8192, 524288) and cost["t"] * cost["m"] <= 4194304,
            "slot: key derivation out of limits")
    unbase64url(cost.get("salt"), 16, "slot salt")
    return cost["t"] * cost["m"]


def kdf(key, n):
    return hashlib.blake2b(b"", digest_size=32, key=key, salt=n.to_bytes(8, "little"), person=b"ukpvault").digest()


def unlock(header, passphrase, raw_key):
    """The data key out of the first slot that the credential opens, compared with the commitment."""
    for slot in header["slots"]:
        if slot["type"] == "passphrase" and passphrase is not None:
            cost = slot["kdf"]
            salt = unbase64url(cost["salt"], 16, "slot salt")
            wrapping = argon2id.kdf(32, passphrase, salt, opslimit=cost["t"], memlimit=cost["m"] * KIB)
        elif slot["type"] == "raw" and raw_key is not None:
            wrapping = raw_key
        else:
            continue
        aad = "\n".join(("ukp-vault/1 slot", header["id"], slot["id"], slot["type"], "")).encode()
        nonce, wrapped = unbase64url(slot["nonce"], 24, "slot nonce"), unbase64url(slot["key"], 48, "slot key")
        try:
            data_key = xchacha_decrypt(wrapped, aad, nonce, wrapping)
        except CryptoError:
            continue
        commit = unbase64url(header["commit"], 32, "header commit")
        require(hmac.compare_digest(kdf(data_key, 2), commit), "the key does not fit the commitment")
        return data_key
    raise Refused(WRONG_CREDENTIAL, "the credential opens no slot")


# --- the file ---

def padded(size):
    """The size that a payload of this many bytes (length field and JSON) is padded to."""
    return max(16 * KIB, 1 << (size - 1).bit_length()) if size <= MIB else -(-size // MIB) * MIB


def read_vault(data, passphrase=None, raw_key=None):
    """The contents of a vault file, given as bytes."""
    require(len(data) <= 48 * MIB, "the file is too large")
    lines = utf8(data, "file").replace("\r\n", "\n").split("\n")
    first = re.fullmatch("ukp-vault/([1-9][0-9]*)", lines[0])
    require(first and len(lines) > 1, "not a vault")
    require(first.group(1) == "1", "a newer format", NEWER)
    require(len(lines) == 4 and lines[3] == "", "not three whole lines")
    require(len(lines[1].encode()) <= 64 * KIB, "the header is too large")
    header = parse_json(lines[1], "header")
    check_header(header)
    size = len(lines[2]) * 3 // 4 - 16
    require(0 < size <= 32 * MIB and padded(size) == size, "payload: a size that cannot be")
    ciphertext = unbase64url(lines[2], size + 16, "payload")

    key = kdf(unlock(header, passphrase, raw_key), 1)
    nonce = unbase64url(header["nonce"], 24, "header nonce")
    try:
        plain = xchacha_decrypt(ciphertext, (lines[0] + "\n" + lines[1] + "\n").encode(), nonce, key)
    except CryptoError:
        raise Refused(DAMAGED, "payload: damaged or altered") from None
    end = 4 + int.from_bytes(plain[:4], "big")
    require(padded(end) == size, "payload: its length does not fit")
    require(not plain[end:].strip(b"\0"), "payload: padding that is not zero")
    contents = parse_json(utf8(plain[4:end], "contents"), "contents")
    require(is_int(contents.get("schema"), 1, MAX_INT), "contents: no schema")
    for name, shape in (("vault", dict), ("slots", dict), ("entries", list), ("deleted", list)):
        require(isinstance(contents.get(name, shape()), shape), "contents: a part of the wrong kind")
    require(len(contents.get("entries", [])) <= 50000, "contents: too many entries")
    return contents


# --- codes ---

def unbase32(text):
    """Base32 in upper case without padding; the bits after the last whole byte are dropped."""
    bits = "".join(format("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".index(c), "05b") for c in text)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits) - 7, 8))


def name_and_code(entry, when):
    """RFC 4226, RFC 6238 and steam; None for an entry in the trash, ValueError for one that cannot be read."""
    def must(condition):
        if not condition:
            raise ValueError("entry")

    must(isinstance(entry, dict))
    texts = ("id", "type", "name", "issuer", "account", "secret", "note", "created", "modified", "source", "trashed")
    e = {**dict.fromkeys(texts, ""), "algorithm": "SHA1", "digits": 5 if entry.get("type") == "steam" else 6, "period": 30, "counter": 0, "tags": [], **entry}
    must(isinstance(e["tags"], list))
    must(all(isinstance(text, str) for text in [e[name] for name in texts] + e["tags"]))
    must(all(len(e[name]) <= (65536 if name == "note" else 4096) for name in texts))
    must(all(len(tag) <= 4096 for tag in e["tags"]))
    must(e["id"] and e["type"] in ("totp", "hotp", "steam"))
    must(e["algorithm"] in ("SHA1", "SHA224", "SHA256", "SHA384", "SHA512"))
    must(is_int(e["digits"], 5, 10) and is_int(e["period"], 1, 86400) and is_int(e["counter"], 0, MAX_INT))
    must("deletionCode" not in e or isinstance(e["deletionCode"], str) and re.fullmatch("[0-9]{8}", e["deletionCode"]))
    secret = unbase32(e["secret"])
    must(secret)
    if "trashed" in entry:
        return None

    step = e["counter"] if e["type"] == "hotp" else when // e["period"]
    mac = hmac.new(secret, step.to_bytes(8, "big"), e["algorithm"].lower()).digest()
    offset = mac[-1] & 15
    value = int.from_bytes(mac[offset:offset + 4], "big") & 0x7FFFFFFF
    if e["type"] == "steam":
        code = "".join("23456789BCDFGHJKMNPQRTVWXY"[value // 26**place % 26] for place in range(e["digits"]))
    else:
        code = str(value % 10**e["digits"]).zfill(e["digits"])
    return e["name"] or ":".join(filter(None, (e["issuer"], e["account"]))), code


# --- the command line ---

def read_regular(path, limit):
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:  # a pipe must not make us wait
        found = os.fstat(file.fileno())
        require(stat.S_ISREG(found.st_mode), "not a regular file")
        require(found.st_size <= limit, "the file is too large")
        return file.read(limit + 1)


def read_credential(options):
    """Passphrase and raw key, one of them None; both None if the file holds nothing that could open a slot."""
    try:
        if options.key_file is not None:
            raw_key = read_regular(options.key_file, 32)
            return None, raw_key if len(raw_key) == 32 else None
        line = read_regular(options.passphrase_file, 64 * KIB).split(b"\n")[0]
        passphrase = unicodedata.normalize("NFC", utf8(line, "passphrase").removesuffix("\r")).encode()
        return passphrase if 1 <= len(passphrase) <= 4096 and b"\0" not in passphrase else None, None
    except (OSError, Refused):
        return None, None


def main():
    parser = argparse.ArgumentParser(description="Read a vault file of the format ukp-vault/1.")
    parser.add_argument("vault")
    credential = parser.add_mutually_exclusive_group(required=True)
    credential.add_argument("--passphrase-file", metavar="FILE")
    credential.add_argument("--key-file", metavar="FILE")
    parser.add_argument("--codes", metavar="UNIXTIME", type=int, help="print the codes at this time")
    options = parser.parse_args()
    if options.codes is not None and not 0 <= options.codes <= MAX_INT:
        parser.error("--codes needs a time of 0 or later")
    try:
        contents = read_vault(read_regular(options.vault, 48 * MIB), *read_credential(options))
    except Refused as refused:
        print("reader.py:", refused, file=sys.stderr)
        return refused.code
    except (OSError, MemoryError, RuntimeError):
        print("reader.py: the vault cannot be read", file=sys.stderr)
        return DAMAGED
    if options.codes is None:
        lines = [json.dumps(contents, ensure_ascii=False, sort_keys=True)]
    else:
        lines, unreadable = [], 0
        for entry in contents.get("entries", []):
            try:
                found = name_and_code(entry, options.codes)
            except ValueError:
                unreadable += 1
                continue
            if found:
                lines.append(re.sub("[\0-\x1f\x7f]", " ", found[0]) + "\t" + found[1])
        if unreadable:
            print("reader.py: entries that could not be read:", unreadable, file=sys.stderr)
    sys.stdout.buffer.write("".join(line + "\n" for line in lines).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
