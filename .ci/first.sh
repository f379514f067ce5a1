#!/usr/bin/env bash
# The first steps of docs/officer.md, in an empty folder, with the program that is named: a new user has a PDF of their own data.
set -euo pipefail
brochure=$(realpath "${1:-target/release/brochure}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

"$brochure" init my-brochure --lang en
cd my-brochure
# What the user writes.
sed -i 's/^name: .*/name: {en: University of the Danube}/' data/institution.yaml
"$brochure" new danube-rectors --name "Danube Rectors' Conference"
rm data/memberships/example.yaml
"$brochure" check
"$brochure"
for file in brochure.pdf summary.txt; do [ -s "output/$file" ] || { echo "there is no output/$file"; exit 1; }; done
for fact in "University of the Danube" "Danube Rectors' Conference"; do
  grep -qF "$fact" output/summary.txt || { echo "not in the summary: $fact"; exit 1; }
  if command -v pdftotext >/dev/null; then
    pdftotext output/brochure.pdf - | tr -s '[:space:]' ' ' | sed "s/’/'/g" | grep -qF "$fact" || { echo "not in the PDF: $fact"; exit 1; }
  fi
done
if grep -qi lankaran output/summary.txt; then echo "Lankaran is in another university's summary"; exit 1; fi
# From a folder in the project, too.
(cd data/memberships && "$brochure" -q)
