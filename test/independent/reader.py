#!/usr/bin/python3
# An independent reader of encrypted vault files of the format ukp-vault/1.
#
# It was written from docs/vault-format.md alone and shares nothing with the program, so that it proves that the page
# is complete: whoever has the page and a credential can get at the accounts without ukp. It only reads.
#
#   reader.py VAULT (--passphrase-file FILE | --key-file FILE | --recovery-file FILE) [--codes UNIXTIME]
#   reader.py --recovery-keys FILE       (what every line of the file is as a recovery key or as a ukp1… text)
#   reader.py --cases FOLDER             (what becomes of every test case in the folder)
#
# Standard output: the contents as one line of JSON, or with --codes one line "name TAB code" for every account that is
# not in the trash. A passphrase or a recovery key is the first line of its file; a key file is exactly 32 bytes.
# Exit: 0 done; 2 wrong usage; 4 the credential opens no slot or is mistyped; 5 damaged, altered, out of limits or not a
# vault; 6 a newer format. A failure prints one line on standard error and nothing on standard output. The last two forms
# print one line of JSON for every line or case and leave with 0.
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
from nacl.bindings import crypto_box_seal, crypto_box_seal_open, crypto_box_seed_keypair
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

KIB, MIB, MAX_INT = 1024, 1024 * 1024, 2**53 - 1
WRONG_CREDENTIAL, DAMAGED, NEWER = 4, 5, 6
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# White space and dashes as the page lists them; \s of Python is another list.
SEPARATORS = "[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\u00ad\u2010-\u2015\u2212-]"


class Refused(Exception):
    def __init__(self, code, reason, group=None):
        super().__init__(reason)
        self.code = code
        self.group = group  # of a recovery key: the number of the mistyped group, from 1


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
        require(len(digits) <= 17 and abs(int(digits)) <= MAX_INT and digits != "-0", what + ": a number out of limits")
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


# --- recovery keys ---

def blake2b(size, data):
    return hashlib.blake2b(data, digest_size=size).digest()


def plain(typed):
    """A typed text without white space and dashes: ASCII letters upper case, O as 0, I and L as 1."""
    bare = re.sub(SEPARATORS, "", typed)
    upper = re.sub("[a-z]", lambda letter: letter[0].upper(), bare)  # upper() of the whole would turn a dotless i into I
    return upper.translate(str.maketrans("OIL", "011"))


def recovery_letters(typed):
    """The 30 letters of a typed recovery key, upper case."""
    bare = plain(typed)
    bare = bare[4:] if bare.startswith("UKPR") else bare  # U is not in the alphabet: nothing else starts so
    if len(bare) != 36:
        raise Refused(WRONG_CREDENTIAL, "recovery key: not six groups of six characters")
    letters = ""
    for i in range(6):
        values = [CROCKFORD.find(letter) for letter in bare[6 * i:6 * i + 6]]
        five = "".join(CROCKFORD[value] for value in values[:5])
        check = blake2b(16, f"ukp recovery check\n{i}\n{five}".encode())[0] & 31
        if -1 in values or values[5] != check:
            raise Refused(WRONG_CREDENTIAL, f"recovery key: group {i + 1} is mistyped", group=i + 1)
        letters += five
    return letters


def recovery_seed(letters):
    return blake2b(32, b"ukp recovery v1\n" + letters.encode())


def recovery_pair(typed):
    """The X25519 pair (public half, secret half) of a typed recovery key."""
    return crypto_box_seed_keypair(recovery_seed(recovery_letters(typed)))


def recipient_text(public):
    """The public half as the text that is handed on: ukp1 and 58 letters."""
    bits = "".join(format(byte, "08b") for byte in public + blake2b(16, b"ukp recipient\n" + public)[:4]) + "00"
    return "ukp1" + "".join(CROCKFORD[int(bits[i:i + 5], 2)] for i in range(0, 290, 5)).lower()


def recipient_public(text):
    """The public half out of such a text as somebody typed it."""
    bare = plain(text)
    require(bare.startswith("UKP1") and len(bare) == 62, "recipient: not ukp1 and 58 characters", WRONG_CREDENTIAL)
    values = [CROCKFORD.find(letter) for letter in bare[4:]]
    require(-1 not in values, "recipient: a character that is not in the alphabet", WRONG_CREDENTIAL)
    bits = "".join(format(value, "05b") for value in values)
    public = bytes(int(bits[i:i + 8], 2) for i in range(0, 256, 8))
    require(recipient_text(public).upper() == bare, "recipient: mistyped", WRONG_CREDENTIAL)
    try:
        crypto_box_seal(b"", public)
    except (CryptoError, RuntimeError):
        raise Refused(WRONG_CREDENTIAL, "recipient: of low order") from None
    return public


# --- the header and its key slots ---

SLOT_FIELDS = {"passphrase": {"nonce": 24, "key": 48}, "raw": {"nonce": 24, "key": 48}, "sealed": {"pk": 32, "key": 96}}


def check_header(header):
    version, crit, slots = header.get("v"), header.get("crit", []), header.get("slots")
    require(header.get("format") == "ukp-vault" and is_int(version, 1, MAX_INT), "header: not a vault")
    require(version == 1, "a newer format", NEWER)
    require(isinstance(crit, list) and all(isinstance(name, str) for name in crit), "header: crit is no list of names")
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
        unbase64url(slot["id"], 8, "slot id")
        for name, size in SLOT_FIELDS.get(slot["type"], {}).items():  # of other types nothing else is our business
            unbase64url(slot.get(name), size, "slot " + name)
        if slot["type"] == "passphrase":
            work.append(check_kdf(slot.get("kdf")))
        elif slot["type"] == "raw":
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


def open_slot(header, slot, secret):
    """The data key in this slot, or None; the secret is the passphrase, the raw key or the recovery pair."""
    aad = "\n".join(("ukp-vault/1 slot", header["id"], slot["id"], slot["type"], "")).encode()
    wrapped = unbase64url(slot["key"], SLOT_FIELDS[slot["type"]]["key"], "slot key")
    try:
        if slot["type"] == "sealed":
            opened = crypto_box_seal_open(wrapped, *secret)
            return opened[:32] if hmac.compare_digest(opened[32:], blake2b(16, aad)) else None
        if slot["type"] == "passphrase":
            cost, salt = slot["kdf"], unbase64url(slot["kdf"]["salt"], 16, "slot salt")
            secret = argon2id.kdf(32, secret, salt, opslimit=cost["t"], memlimit=cost["m"] * KIB)
        return xchacha_decrypt(wrapped, aad, unbase64url(slot["nonce"], 24, "slot nonce"), secret)
    except CryptoError:
        return None


def unlock(header, credential):
    """The data key out of the first slot that the credential opens, compared with the commitment."""
    slot_type, secret = credential or (None, None)
    for slot in header["slots"]:
        data_key = open_slot(header, slot, secret) if slot["type"] == slot_type else None
        if data_key is not None:
            commit = unbase64url(header["commit"], 32, "header commit")
            require(hmac.compare_digest(kdf(data_key, 2), commit), "the key does not fit the commitment")
            return data_key
    raise Refused(WRONG_CREDENTIAL, "the credential opens no slot")


# --- the file ---

def padded(size):
    """The size that a payload of this many bytes (length field and JSON) is padded to."""
    return max(16 * KIB, 1 << (size - 1).bit_length()) if size <= MIB else -(-size // MIB) * MIB


def read_vault(data, credential):
    """The contents of a vault file, given as bytes; the credential is (slot type, secret) or None."""
    require(len(data) <= 48 * MIB, "the file is too large")
    newer = re.match(rb"ukp-vault/([1-9][0-9]{0,5})\r?\n", data)
    require(not newer or newer.group(1) == b"1", "a newer format", NEWER)  # whatever follows, so before all else
    lines = utf8(data, "file").replace("\r\n", "\n").split("\n")
    require(lines[0] == "ukp-vault/1", "not a vault")
    require(len(lines) == 4 and lines[3] == "", "not three whole lines")
    require(len(lines[1].encode()) <= 64 * KIB, "the header is too large")
    header = parse_json(lines[1], "header")
    check_header(header)
    size = len(lines[2]) * 3 // 4 - 16
    require(0 < size <= 32 * MIB and padded(size) == size, "payload: a size that cannot be")
    ciphertext = unbase64url(lines[2], size + 16, "payload")

    key = kdf(unlock(header, credential), 1)
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
    check_contents(contents)
    return contents


def check_contents(contents):
    """The kinds of the fields outside the entries; what is left out is empty."""
    def must_be(shape, owner, *names):
        for name in names:
            require(isinstance(owner.get(name, shape()), shape), "contents: a field of the wrong kind")

    def must_be_texts(owner, *names):
        must_be(list, owner, *names)
        for name in names:
            require(all(isinstance(text, str) for text in owner.get(name, [])), "contents: a field of the wrong kind")

    must_be(dict, contents, "vault", "slots", "ext")
    must_be(list, contents, "entries", "deleted")
    vault = contents.get("vault", {})
    must_be(str, vault, "name", "created", "prev", "writer", "rekeyed")
    must_be_texts(vault, "past", "removedKeys")
    for label in contents.get("slots", {}).values():
        require(isinstance(label, dict), "contents: a slot's label of the wrong kind")
        must_be(str, label, "label", "created")
    for gone in contents.get("deleted", []):
        require(isinstance(gone, dict), "contents: a deleted entry of the wrong kind")
        must_be(str, gone, "id", "at", "joined")
        must_be_texts(gone, "keys")
    require(len(contents.get("entries", [])) <= 50000, "contents: too many entries")


# --- codes ---

def unbase32(text):
    """Base32 in upper case without padding; the bits after the last whole byte are dropped."""
    bits = "".join(format("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".index(c), "05b") for c in text)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits) - 7, 8))


def must(condition):
    if not condition:
        raise ValueError("entry")


def check_text(value, most=4096):
    must(isinstance(value, str) and len(value.encode("utf-16-le")) <= 2 * most)


def read_key(fields):
    """What a code is computed from, with defaults: of an entry, or of an earlier key in its history."""
    digits = 5 if fields.get("type") == "steam" else 6
    key = {"algorithm": "SHA1", "digits": digits, "period": 30, "counter": 0, **fields}
    must(key.get("type") in ("totp", "hotp", "steam"))
    must(key["algorithm"] in ("SHA1", "SHA224", "SHA256", "SHA384", "SHA512"))
    must(is_int(key["digits"], 5, 10) and is_int(key["period"], 1, 86400) and is_int(key["counter"], 0, MAX_INT))
    check_text(key.get("secret"))
    must(unbase32(key["secret"]))
    code = key.get("deletionCode")
    must(code is None or isinstance(code, str) and re.fullmatch("[0-9]{8}", code))
    return key


def read_entry(entry):
    """An entry with its defaults; ValueError for one that cannot be read."""
    must(isinstance(entry, dict))
    texts = ("id", "name", "issuer", "account", "note", "created", "modified", "source")
    e = read_key({**dict.fromkeys(texts, ""), "tags": [], "trashed": None, "history": [], **entry})
    for name in texts:
        check_text(e[name], 65536 if name == "note" else 4096)
    must(e["id"] and isinstance(e["tags"], list) and isinstance(e["history"], list))
    for tag in e["tags"]:
        check_text(tag)
    if e["trashed"] is not None:
        check_text(e["trashed"])
    for former in e["history"]:
        must(isinstance(former, dict))
        check_text(read_key(former).get("replaced", ""))
    e["name"] = e["name"] or ":".join(filter(None, (e["issuer"], e["account"]))) or e["id"]
    return e


def read_entries(contents):
    """Every entry with its defaults, None for one that cannot be read."""
    ids, found = set(), []
    for entry in contents.get("entries", []):
        try:
            e = read_entry(entry)
            must(e["id"] not in ids)
            ids.add(e["id"])
            found.append(e)
        except ValueError:
            found.append(None)
    return found


def code_of(e, when):
    """RFC 4226, RFC 6238 and steam; None where the counter is at its end."""
    if e["type"] == "hotp" and e["counter"] == MAX_INT:
        return None
    step = e["counter"] if e["type"] == "hotp" else when // e["period"]
    mac = hmac.new(unbase32(e["secret"]), step.to_bytes(8, "big"), e["algorithm"].lower()).digest()
    offset = mac[-1] & 15
    value = int.from_bytes(mac[offset:offset + 4], "big") & 0x7FFFFFFF
    if e["type"] == "steam":
        return "".join("23456789BCDFGHJKMNPQRTVWXY"[value // 26**place % 26] for place in range(e["digits"]))
    return str(value % 10**e["digits"]).zfill(e["digits"])


# --- the command line ---

def read_regular(path, limit):
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:  # a pipe must not make us wait
        found = os.fstat(file.fileno())
        require(stat.S_ISREG(found.st_mode), "not a regular file")
        require(found.st_size <= limit, "the file is too large")
        return file.read(limit + 1)


def credential_of(kind, value):
    """(slot type, secret) out of the bytes of a credential; None for one that cannot open any slot."""
    if kind == "key":
        return ("raw", value) if len(value) == 32 else None
    try:
        text = unicodedata.normalize("NFC", utf8(value, kind))
    except Refused:
        return None
    if kind == "recovery":
        return "sealed", recovery_pair(text)
    passphrase = text.encode()
    return ("passphrase", passphrase) if 1 <= len(passphrase) <= 4096 and b"\0" not in passphrase else None


def read_credential(options):
    try:
        if options.key_file is not None:
            return credential_of("key", read_regular(options.key_file, 32))
        kind = "passphrase" if options.recovery_file is None else "recovery"
        path = options.passphrase_file if options.recovery_file is None else options.recovery_file
        value = read_regular(path, 64 * KIB).split(b"\n")[0].removesuffix(b"\r")
    except (OSError, Refused):
        return None
    return credential_of(kind, value)


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def recovery_report(line):
    """One line of --recovery-keys: what a typed recovery key or a ukp1… text comes to, or why it is refused."""
    try:
        if plain(line).startswith("UKP1"):
            return {"public": recipient_public(line).hex()}
        seed = recovery_seed(recovery_letters(line))
        public, secret = crypto_box_seed_keypair(seed)
        return {"seed": seed.hex(), "public": public.hex(), "secret": secret.hex(), "recipient": recipient_text(public)}
    except Refused as refused:
        return {"refused": str(refused), "group": refused.group}


def case_report(name, data):
    """One test case: lines "key: value", an empty line, then the vault; its credential is a kind and hex."""
    head, _, vault = data.partition(b"\n\n")
    fields = dict(line.split(": ", 1) for line in head.decode().split("\n"))
    kind, _, value = fields["credential"].partition(" ")
    try:
        contents = read_vault(vault, credential_of(kind, bytes.fromhex(value)))
        accounts = [e and {**{name: e[name] for name in ("id", "name", "type")}, "trashed": e["trashed"] is not None,
                           "code": code_of(e, int(fields.get("time", "0")))} for e in read_entries(contents)]
        return {"case": name, "class": "opened", "digest": hashlib.sha256(canonical(contents).encode()).hexdigest(),
                "accounts": accounts}
    except Refused as refused:
        kinds = {WRONG_CREDENTIAL: "credential", DAMAGED: "damaged", NEWER: "newer"}
        return {"case": name, "class": kinds[refused.code], "why": str(refused), "group": refused.group}


def print_lines(lines):
    sys.stdout.buffer.write("".join(line + "\n" for line in lines).encode())
    return 0


def main():
    parser = argparse.ArgumentParser(description="Read a vault file of the format ukp-vault/1.")
    parser.add_argument("vault", nargs="?")
    credential = parser.add_mutually_exclusive_group(required=True)
    credential.add_argument("--passphrase-file", metavar="FILE")
    credential.add_argument("--key-file", metavar="FILE")
    credential.add_argument("--recovery-file", metavar="FILE")
    credential.add_argument("--recovery-keys", metavar="FILE", help="explain recovery keys, one a line; no vault")
    credential.add_argument("--cases", metavar="FOLDER", help="judge test cases; no vault")
    parser.add_argument("--codes", metavar="UNIXTIME", type=int, help="print the codes at this time")
    options = parser.parse_args()
    if (options.vault is None) == (options.recovery_keys is None and options.cases is None):
        parser.error("a vault is needed, and only for a passphrase, a key file or a recovery key")
    if options.codes is not None and not 0 <= options.codes <= MAX_INT:
        parser.error("--codes needs a time of 0 or later")
    if options.recovery_keys is not None:
        with open(options.recovery_keys, encoding="utf-8", newline="\n") as file:
            return print_lines(canonical(recovery_report(line.removesuffix("\n"))) for line in file)
    if options.cases is not None:
        found = sorted(os.scandir(options.cases), key=lambda case: case.name)
        return print_lines(canonical(case_report(case.name, open(case.path, "rb").read())) for case in found)
    try:
        contents = read_vault(read_regular(options.vault, 48 * MIB), read_credential(options))
    except Refused as refused:
        print("reader.py:", refused, file=sys.stderr)
        return refused.code
    except (OSError, MemoryError, RuntimeError):
        print("reader.py: the vault cannot be read", file=sys.stderr)
        return DAMAGED
    if options.codes is None:
        return print_lines([canonical(contents)])
    entries = read_entries(contents)
    active = [e for e in entries if e is not None and e["trashed"] is None]
    codes = [(re.sub("[\0-\x1f\x7f]", " ", e["name"]), code_of(e, options.codes)) for e in active]
    lines = [name + "\t" + code for name, code in codes if code is not None]
    if None in entries:
        print("reader.py: entries that could not be read:", entries.count(None), file=sys.stderr)
    return print_lines(lines)


if __name__ == "__main__":
    sys.exit(main())
