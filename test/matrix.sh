#!/usr/bin/env bash
# The fast suite on every Node that ukp promises, the oldest one exactly; the newest 20 is what developers run it on. The binaries come from the npm package `node`
# into a scratch folder; UKP_NODES can name others.
set -uo pipefail
cd "$(dirname "$0")/.."
scratch="${TMPDIR:-/tmp}/ukp-nodes"
failed=0
npm run --silent build || exit 1
for version in ${UKP_NODES:-20.19.0 22 24 26}; do
  folder="$scratch/$version"
  binary="$folder/node_modules/node/bin/node"
  if [ ! -x "$binary" ]; then
    mkdir -p "$folder" && (cd "$folder" && echo '{"private":true}' > package.json && npm install --silent --no-save "node@$version") || failed=1
  fi
  printf '\n== Node %s\n' "$("$binary" --version 2>/dev/null || echo "$version is not there")"
  "$binary" node_modules/vitest/vitest.mjs run --project fast --reporter=dot || failed=1
done
exit $failed
