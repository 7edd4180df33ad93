#!/usr/bin/env bash
# A delivery from its request to the day it leaks, and what a house can say then. Usage: samples/story.sh PIISCAN
# Everything is made in a folder that is thrown away at the end, on data and by people that do not exist.
set -euo pipefail
piiscan=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")"
shop=$PWD/shop
register=$PWD/register
house=$(mktemp -d)
trap 'rm -rf "$house"' EXIT
keys=$house/keys
mkdir "$keys" "$house/partner"
cd "$house"

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }

# The command, and the exit code that it ends with.
step() {
    local wanted=$1 code=0
    shift
    printf '\033[2m$ piiscan %s\033[0m\n' "${*//$house\//}" >&2
    "$piiscan" "$@" || code=$?
    if [ "$code" -ne "$wanted" ]; then
        echo "story: exit $code, not $wanted" >&2
        exit 1
    fi
}

say "1. A register: purposes, a partner, and three people with keys of their own."
cp -r "$register" register
mkdir register/people
for who in "bao business" "lin compliance" "mei requester"; do
    set -- $who
    printf 'piiscan: person/1\nname: %s\nversion: 1\nowner: privacy office\neffective: 2026-01-01\nreview: 2030-01-01\nroles: [%s]\ncontact: %s@shop.example\n' "$1" "$2" "$1" > "register/people/$1.yaml"
    step 0 keys new "file:$keys/$1.pem" --signing >> "register/people/$1.yaml"
    step 0 keys enrol "$1" --by bao --key "file:$keys/bao.pem" > fingerprint
done
step 0 keys new "file:$keys/acme.key"

request=(release request "$shop/customers.csv" --text off --partner acme --purpose repeat-orders
    --key "file:$keys/acme.key" --by mei --sign "file:$keys/mei.pem")

say "2. The agreement with the partner has lapsed: nothing waits, and that is on record."
sed -i.bak 's/until: 20[0-9-]*/until: 2026-02-01/' register/partners/acme.yaml
step 1 "${request[@]}"
mv register/partners/acme.yaml.bak register/partners/acme.yaml

say "3. It was renewed. One asks, two others approve, and it is sealed."
release=$(step 0 "${request[@]}")
step 1 release seal "$release" partner/delivery
step 0 release approve "$release" --by bao --key "file:$keys/bao.pem"
step 0 release approve "$release" --by lin --key "file:$keys/lin.pem"
step 0 release seal "$release" partner/delivery

say "4. The partner verifies what came: offline, with one fingerprint that they were told."
(cd partner && step 0 release verify delivery --fingerprint "$(cat ../fingerprint)")

say "5. Twenty rows turn up in a chat: without their header, in another order, in upper case."
{
    echo 'who wants some more of these??'
    tail -n +2 partner/delivery/data/data-001.csv | sort | sed -n 1,20p | tr 'a-z,' 'A-Z\t'
} > leaked.txt
step 1 release trace leaked.txt
step 1 release trace leaked.txt -f json -o trace.json

say "6. An incident: how grave, what is due, and a draft of what the authority is told."
incident=$(step 0 --actor lin release incident open --discovered "$(date -u +%Y-%m-%d)" --trace trace.json)
step 0 --actor lin release incident update "$incident" \
    --cause 'a folder of the partner was open to everybody' --measure 'the folder was closed and its links revoked'
step 0 release incident notice "$incident" --to authority --lang zh
step 1 release incident close "$incident"
step 0 --actor lin release incident update "$incident" --told authority --told people
step 0 --actor lin release incident close "$incident"
step 0 release incident show "$incident"
step 0 release revoke "$release" --by bao --reason "incident $incident"

say "7. A customer asks to be erased: where do they stand, here and in what was delivered?"
awk -F, 'NR == 12 {print $1; print $4; print $5}' "$shop/customers.csv" > person
step 0 subject find "$shop" --from person --deliveries --key "file:$keys/acme.key" --for erasure --register register
step 3 subject erase "$shop" erased --from person --reason "case 18"
step 0 subject find erased/customers.csv --from person

say "8. The log proves all of that; one word of it changed, and it does not."
step 0 audit verify
mkdir changed
chmod 700 changed
sed 's/"partner":"acme"/"partner":"acne"/' .piiscan/audit.jsonl > changed/audit.jsonl
chmod 600 changed/audit.jsonl
step 1 --home changed audit verify

say "The end: $release went to acme, and came back from where it should not have been."
