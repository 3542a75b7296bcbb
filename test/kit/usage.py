# Runs a program and tells what it and all that it started have used: one line of JSON, after what the program said.
import json
import os
import resource
import subprocess
import sys

code = subprocess.call(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stdout.flush()
print(json.dumps({"exit": code, "ms": (used.ru_utime + used.ru_stime) * 1000, "peak": used.ru_maxrss * 1024}))
