# Runs programs one after another, as lines of JSON on standard input ask, and tells of each how it ended and what it and all
# that it waited for used, in milliseconds. It stays one process: starting it costs none of what it measures.
import json
import os
import signal
import sys
import time

running = None


def stop(*_):
    if running is not None:
        try:
            os.killpg(running, signal.SIGKILL)
        except ProcessLookupError:
            pass
    sys.exit(1)


signal.signal(signal.SIGTERM, stop)
for line in iter(sys.stdin.readline, ""):
    order = json.loads(line)
    out = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    files = [
        (os.POSIX_SPAWN_OPEN, 0, order["stdin"], os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, order["stdout"], out, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, order["stderr"], out, 0o600),
    ]
    started = time.perf_counter()
    try:
        # A session of its own: no terminal, so nothing can ask and wait.
        running = os.posix_spawnp(order["argv"][0], order["argv"], order["env"], file_actions=files, setsid=True)
    except OSError as error:
        answer = {"error": str(error)}
    else:
        _, status, used = os.wait4(running, 0)
        wall = time.perf_counter() - started
        answer = {
            "exit": os.waitstatus_to_exitcode(status),
            "cpu": (used.ru_utime + used.ru_stime) * 1000,
            "wall": wall * 1000,
        }
    running = None
    print(json.dumps(answer), flush=True)
