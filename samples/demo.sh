#!/usr/bin/env bash
# The main job on samples/shop, with a key that is thrown away at the end. Usage: samples/demo.sh PIISCAN
set -euo pipefail
cd "$(dirname "$0")/.."
piiscan=$1
keys=$(mktemp -d)
trap 'rm -rf "$keys"' EXIT

step() {
    printf '\n\033[1m$ piiscan %s\033[0m\n' "${*//$keys/KEYS}"
    "$piiscan" "$@"
}

rm -rf out
mkdir out
step keys new "file:$keys/demo.key" > /dev/null
step scan samples/shop
step scan samples/shop -f json -o out/findings.json
step report out/findings.json -f html -o out/report.html
step plan out/findings.json --policy samples/policy.yaml -o out/plan.yaml
step mask samples/shop out/masked --plan out/plan.yaml --key "file:$keys/demo.key"
step verify samples/shop out/masked --plan out/plan.yaml --key "file:$keys/demo.key"

printf '\nThe same in one step that leaves a copy behind only if all of it held:\n'
step share samples/shop/customers.csv out/customers.csv --policy samples/policy.yaml --key "file:$keys/demo.key"

printf '\nLook at out/report.html (what was found), out/plan.yaml (what was done) and out/masked (what may be shared).\n'
