#!/usr/bin/env bash
# `brochure watch` in Chromium: a changed value is seen, a click on it says where it comes from, an error is shown beside
# the last good pages, the place in the document is kept, and axe-core finds nothing.
#
# Needs the program, in BROCHURE or target/release/brochure. Installs, into a folder that it removes: axe-core and
# playwright-core, of these versions. Looks for node, and for Chromium, which it installs where apt-get can. What is not
# there is skipped, and a line that begins with "skipped:" says so. Takes half a minute, and what npm needs.
set -euo pipefail
cd "$(dirname "$0")/.."

brochure=${BROCHURE:-$PWD/target/release/brochure}
scratch=$(mktemp -d)
watch=
trap '[ -z "$watch" ] || kill "$watch" 2>/dev/null; rm -rf "$scratch"' EXIT

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "skipped: the page of watch, as node and npm are not here"
  exit 0
fi
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$chromium" ] && command -v apt-get >/dev/null; then
  timeout 120 apt-get install -y -qq chromium >/dev/null 2>&1 || true
  chromium=$(command -v chromium || true)
fi
if [ -z "$chromium" ]; then
  echo "skipped: the page of watch, as Chromium is not here and cannot be installed"
  exit 0
fi
if ! (cd "$scratch" && timeout 100 npm install --silent --no-audit --no-fund --ignore-scripts playwright-core@1.65.1 axe-core@4.14.1 >/dev/null 2>&1); then
  echo "skipped: the page of watch, as playwright-core and axe-core cannot be installed here"
  exit 0
fi

mkdir "$scratch/project"
cp -r data templates "$scratch/project"
"$brochure" watch -C "$scratch/project" --port 0 2>"$scratch/messages" &
watch=$!
for _ in $(seq 100); do
  address=$(grep -om1 'http://127[^ ]*' "$scratch/messages" || true)
  [ -z "$address" ] || break
  sleep 0.1
done
[ -n "$address" ] || { cat "$scratch/messages"; exit 1; }
echo "== the page of watch in Chromium"
cp .ci/watch.mjs "$scratch/watch.mjs"
timeout 240 node "$scratch/watch.mjs" "$chromium" "$address" "$scratch/project" || { cat "$scratch/messages"; exit 1; }
kill "$watch"
wait "$watch" 2>/dev/null || true
watch=
if curl --silent --max-time 2 "$address" >/dev/null; then echo "the server goes on after the command"; exit 1; fi
