#!/usr/bin/python3
# An independent reader of vault files of Aegis, plain or encrypted, written from the page that describes them:
# https://github.com/beemdevelopment/Aegis/blob/master/docs/vault.md
#
#   read_aegis.py FILE UNIXTIME [PASSWORDFILE]
#
# Standard output: a JSON list, one object for each entry, with its code at that time. Exit: 4 for a wrong password.
# Needs python3-cryptography for encrypted files.

import base64
import hashlib
import json
import sys
import uuid

import otp


def opened(key, params, sealed):
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key).decrypt(bytes.fromhex(params["nonce"]), sealed + bytes.fromhex(params["tag"]), None)


def decrypted(file, password):
    from cryptography.exceptions import InvalidTag

    for slot in file["header"]["slots"]:
        if slot["type"] != 1:
            continue
        assert slot["repaired"] is True and uuid.UUID(slot["uuid"]).version == 4
        cost = {"n": slot["n"], "r": slot["r"], "p": slot["p"], "dklen": 32, "maxmem": 2**27}
        derived = hashlib.scrypt(password, salt=bytes.fromhex(slot["salt"]), **cost)
        try:
            master = opened(derived, slot["key_params"], bytes.fromhex(slot["key"]))
        except InvalidTag:
            continue
        return json.loads(opened(master, file["header"]["params"], base64.b64decode(file["db"], validate=True)))
    sys.exit(4)


def account(entry, groups, now):
    info, kind = entry["info"], entry["type"]
    assert kind in ("totp", "hotp", "steam") and info["algo"] in ("SHA1", "SHA256", "SHA512"), "Aegis refuses it"
    assert 0 < info["digits"] <= 10 and isinstance(entry["favorite"], bool)
    key = otp.strict_base32(info["secret"])
    step = {"counter": info["counter"]} if kind == "hotp" else {"period": info["period"]}
    return {
        "type": kind,
        "issuer": entry["issuer"],
        "account": entry["name"],
        "key": key.hex(),
        "algorithm": info["algo"],
        "digits": info["digits"],
        **step,
        "note": entry["note"],
        "groups": [groups[one] for one in entry["groups"]],
        "code": otp.code(kind, key, info["algo"], info["digits"], info.get("period"), info.get("counter"), now),
    }


def main(path, now, password_path=None):
    with open(path, encoding="utf-8") as source:
        file = json.load(source)
    assert file["version"] == 1
    if file["header"]["slots"] is None and file["header"]["params"] is None:
        database = file["db"]
    else:
        with open(password_path, "rb") as source:
            database = decrypted(file, source.read())
    assert database["version"] == 3
    groups = {one["uuid"]: one["name"] for one in database["groups"]}
    ids = [one["uuid"] for one in database["groups"] + database["entries"]]
    assert len(set(ids)) == len(ids) and all(uuid.UUID(one).version == 4 for one in ids)
    assert len(set(groups.values())) == len(groups)
    json.dump([account(entry, groups, int(now)) for entry in database["entries"]], sys.stdout)


main(*sys.argv[1:])
