# Runs a command with a controlling terminal of its own and plays a person at it.
# usage: person.py STEPS.json -- command…   Steps: [{"expect": text} | {"send": text} | {"sendFound": pattern} | {"signal":
# "HUP"} | {"hangup": true}]. {"sendFound"} sends what the group of the pattern that took part has found on the terminal;
# {"hangup"}: the terminal goes, as its window is closed. Standard input
# of the command can be given with {"stdin": text} as the first step; the terminal is then not its standard input. With
# {"columns": n} as the first step the terminal is so wide, 60 lines high or as many as "rows" says, and standard output
# is written to it; standard error as well where it says "all": true, as in a window of a person.
# Prints JSON: {"exit": n, "screen": what the terminal saw, "stdout": …, "stderr": …, "echo": whether it echoes at the end}.
import fcntl, json, os, pty, re, select, signal, struct, subprocess, sys, termios, time

steps = json.load(open(sys.argv[1]))
command = sys.argv[3:]
master, slave = pty.openpty()
window = steps.pop(0) if steps and "columns" in steps[0] else None
size = (24, 80) if window is None else (window.get("rows", 60), window["columns"])
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
data = steps.pop(0)["stdin"].encode() if steps and "stdin" in steps[0] else None
pipes = {"stdout": os.pipe(), "stderr": os.pipe()}


def become_leader():
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)


process = subprocess.Popen(
    command,
    stdin=subprocess.PIPE if data is not None else slave,
    stdout=pipes["stdout"][1] if window is None else slave,
    stderr=slave if window is not None and window.get("all") else pipes["stderr"][1],
    preexec_fn=become_leader,
    close_fds=True,
)
for reader, writer in pipes.values():
    os.close(writer)
if data is not None:
    process.stdin.write(data)
    process.stdin.close()

seen = {"screen": b"", "stdout": b"", "stderr": b""}
fds = {master: "screen", pipes["stdout"][0]: "stdout", pipes["stderr"][0]: "stderr"}
looked = 0
deadline = time.time() + 30


def read(wait):
    ready, _, _ = select.select(list(fds), [], [], wait)
    for fd in ready:
        try:
            chunk = os.read(fd, 65536)
        except OSError:
            chunk = b""
        if chunk:
            seen[fds[fd]] += chunk
        else:
            del fds[fd]


for step in steps:
    if "expect" in step:
        # A sentence may be broken at any blank, to fit the window.
        wanted = re.compile(rb"\s+".join(re.escape(word) for word in step["expect"].encode().split(b" ")))
        while not (found := wanted.search(seen["screen"], looked)):
            if time.time() > deadline or process.poll() is not None and not select.select([master], [], [], 0.2)[0]:
                print(json.dumps({"exit": None, "screen": seen["screen"].decode(errors="replace"), "missing": step["expect"],
                                  "stderr": seen["stderr"].decode(errors="replace")}))
                process.kill()
                sys.exit(1)
            read(0.1)
        looked = found.end()
    elif "send" in step:
        time.sleep(0.15)  # a prompt drops what was typed before it was drawn
        os.write(master, step["send"].encode())
    elif "sendFound" in step:
        time.sleep(0.15)
        found = re.search(step["sendFound"].encode(), seen["screen"], re.DOTALL)
        os.write(master, found[found.lastindex] + b"\r")
    elif "signal" in step:
        time.sleep(0.15)
        process.send_signal(getattr(signal, "SIG" + step["signal"]))
    elif "hangup" in step:
        del fds[master]
        os.close(master)
while process.poll() is None and time.time() < deadline:
    read(0.1)
if process.poll() is None:
    process.kill()
    print(json.dumps({"exit": None, "screen": seen["screen"].decode(errors="replace"), "missing": "its end"}))
    sys.exit(1)
end = time.time() + 1
while fds and list(fds) != [master] and time.time() < end:
    read(0.05)
read(0.05)
try:
    echo = bool(termios.tcgetattr(slave)[3] & termios.ECHO)
except termios.error:
    echo = False
print(json.dumps({"exit": process.returncode, "echo": echo, **{k: v.decode(errors="replace") for k, v in seen.items()}}))
