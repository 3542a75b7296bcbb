#!/usr/bin/python3
# The cells of a CSV table, by Python's own reader, strict in its quotes: read_table.py [SEPARATOR] < TABLE > JSON

import csv
import io
import json
import sys

text = io.StringIO(sys.stdin.buffer.read().decode("utf-8"), newline="")
separator = sys.argv[1] if len(sys.argv) > 1 else ","
json.dump(list(csv.reader(text, delimiter=separator, strict=separator == ",")), sys.stdout)
