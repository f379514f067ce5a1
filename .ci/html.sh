#!/usr/bin/env bash
# The HTML edition as W3C's checker and axe-core in Chromium see it: no error, no warning, no violation, at three widths.
# The projects: the shipped data, twelve memberships, none, and a right-to-left language.
#
# Needs the program, in BROCHURE or target/release/brochure. Installs, into a folder that it removes: vnu-jar, axe-core and
# playwright-core, of these versions. Looks for java and node, and for Chromium, which it installs where apt-get can. What
# is not there is skipped, and a line that begins with "skipped:" says so. Takes half a minute, and what npm needs.
set -euo pipefail
cd "$(dirname "$0")/.."

brochure=${BROCHURE:-$PWD/target/release/brochure}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

project() { # NAME LANGUAGES: one without memberships
  mkdir -p "$scratch/$1/data/memberships"
  printf 'edition: {year: 2026}\ntitle: %s\nlanguages: %s\n' "$1" "$2" >"$scratch/$1/data/brochure.yaml"
  printf 'name: University\n' >"$scratch/$1/data/institution.yaml"
}
project none '[en]'
project persian '[fa]'
cat >>"$scratch/persian/data/brochure.yaml" <<'TEXT'
subtitle: انجمن‌های دانشگاهی منطقه
introduction: این دفترچه انجمن‌های بین‌المللی دانشگاه‌ها را که دانشگاه عضو آن‌ها است معرفی می‌کند و می‌گوید هر عضویت چه سودی برای دانشجویان و استادان دارد.
TEXT
sed -i 's/^title: .*/title: عضویت‌های بین‌المللی/' "$scratch/persian/data/brochure.yaml"
printf 'name: دانشگاه لنکران\nplace: {city: لنکران, country: آذربایجان, lat: 38.75, lon: 48.85}\n' >"$scratch/persian/data/institution.yaml"
for number in 1 2 3; do
  cat >"$scratch/persian/data/memberships/m$number.yaml" <<TEXT
id: m$number
name: انجمن دانشگاه‌های دریای خزر، بخش $number
website: https://example.org
founded: 199$number
about: این انجمن دانشگاه‌ها و پژوهشگاه‌های کشورهای ساحلی را گرد هم می‌آورد و همکاری علمی میان آن‌ها را آسان‌تر می‌کند.
members: [{more_than: 5$number, of: دانشگاه}]
seat: {city: رشت, country: ایران, lat: 37.28, lon: 49.58}
university:
  status: member
  since: 200$number
  activities: [برنامه‌های مبادلهٔ دانشجو, پژوهش مشترک]
TEXT
done
cp -r tests/twelve "$scratch/twelve"
cp -r data "$scratch/shipped-data" && mkdir "$scratch/shipped" && mv "$scratch/shipped-data" "$scratch/shipped/data"
pages=()
for name in shipped twelve none persian; do
  "$brochure" -C "$scratch/$name" --layout brochure,factsheet,factsheets,register --format html --output "$scratch/pages/$name" 2>"$scratch/messages" \
    || { cat "$scratch/messages"; exit 1; }
  for page in "$scratch/pages/$name"/*.html; do pages+=("$page"); done
done
echo "== the HTML edition: ${#pages[@]} pages"

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "skipped: node and npm are not here, which vnu and axe-core come through"
  exit 0
fi
install() { (cd "$scratch" && timeout 100 npm install --silent --no-audit --no-fund --ignore-scripts "$@" >/dev/null 2>&1); }

if ! command -v java >/dev/null; then
  echo "skipped: vnu, as java is not here"
elif ! install vnu-jar@26.9.27; then
  echo "skipped: vnu cannot be installed here"
else
  echo "== W3C's checker"
  java -jar "$scratch/node_modules/vnu-jar/build/dist/vnu.jar" "${pages[@]}"
fi

chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$chromium" ] && command -v apt-get >/dev/null; then
  timeout 120 apt-get install -y -qq chromium >/dev/null 2>&1 || true
  chromium=$(command -v chromium || true)
fi
if [ -z "$chromium" ]; then
  echo "skipped: axe-core, as Chromium is not here and cannot be installed"
elif ! install playwright-core@1.65.1 axe-core@4.14.1; then
  echo "skipped: axe-core cannot be installed here"
else
  echo "== axe-core in Chromium at 320, 768 and 1280 pixels"
  cp .ci/html.mjs "$scratch/html.mjs"
  timeout 120 node "$scratch/html.mjs" "$chromium" "${pages[@]}"
fi
