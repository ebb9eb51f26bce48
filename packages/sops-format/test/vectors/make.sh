#!/bin/sh
# Writes every vector of this folder anew with the official tool. Needs `sops` 3.13.3 on PATH.
#
# Each <name>.enc.yaml is encrypted for the test key "one" of keys.txt, unless said otherwise; <name>.json is what the official tool
# decrypts it to. New runs make new ciphertext, so run it only to add vectors, and commit all of them.
set -eu
cd "$(dirname "$0")"
unset SOPS_AGE_KEY SOPS_AGE_KEY_CMD SOPS_AGE_RECIPIENTS
export SOPS_AGE_KEY_FILE="$PWD/keys.txt"
recipient() { sed -n "s/^# $1: //p" keys.txt; }
one=$(recipient one)

# $1 name of the vector, $2 plain file, then the flags
vector() {
  name=$1 plain=$2
  shift 2
  sops --config /dev/null encrypt --input-type yaml --output-type yaml "$@" "plain/$plain.yaml" > "$name.enc.yaml"
  expect "$name"
}
expect() {
  sops --config /dev/null decrypt --input-type yaml --output-type json "$1.enc.yaml" > "$1.json"
}

vector types types --age "$one"
vector nested nested --age "$one"
vector comments comments --age "$one"
vector names names --age "$one"
vector documents documents --age "$one"
vector two-recipients nested --age "$(recipient two),$one"
vector hybrid nested --age "$(recipient hybrid)"
vector unencrypted-suffix rules --age "$one" --unencrypted-suffix _unencrypted
vector encrypted-suffix rules --age "$one" --encrypted-suffix _password
vector unencrypted-regex rules --age "$one" --unencrypted-regex '^(plain|note_.*)$'
vector encrypted-regex rules --age "$one" --encrypted-regex '(?i)pass\pL+'

# What only a configuration file can say: $1 name, $2 plain file, $3 the rule.
configured() {
  printf 'creation_rules:\n  - %s\n' "$3" > .sops.tmp.yaml
  sops --config .sops.tmp.yaml encrypt --input-type yaml --output-type yaml --filename-override x.yaml "plain/$2.yaml" > "$1.enc.yaml"
  rm .sops.tmp.yaml
  expect "$1"
}
configured unencrypted-comment-regex rules "{age: $one, unencrypted_comment_regex: '^ keep:'}"
configured encrypted-comment-regex rules "{age: $one, encrypted_comment_regex: 'secret:'}"

# Two of three groups are needed; key "one" opens one group, key "two" another.
configured comments-beside covered "{age: $one, encrypted_comment_regex: SECRET}"
configured comments-documents covered-documents "{age: $one, encrypted_comment_regex: SECRET}"
configured mac-only-encrypted rules "{age: $one, encrypted_regex: password, mac_only_encrypted: true}"
configured shamir nested "{shamir_threshold: 2, key_groups: [{age: [$one]}, {age: [$(recipient two)]}, {age: [$(recipient three)]}]}"

# The official tool cannot read its own output here: a comment that it encrypted into a list no longer carries the rule over to the
# value behind it. The expectation is what it reads from the same file under another rule.
configured comments-in-lists covered-lists "{age: $one}"
printf 'creation_rules:\n  - {age: %s, encrypted_comment_regex: SECRET}\n' "$one" > .sops.tmp.yaml
sops --config .sops.tmp.yaml encrypt --filename-override x.yaml plain/covered-lists.yaml > comments-in-lists.enc.yaml
rm .sops.tmp.yaml

# Changed after it was written: values replaced, added and removed by the official tool.
cp nested.enc.yaml updated.enc.yaml
sops --config /dev/null set updated.enc.yaml '["top"]' '"changed"'
sops --config /dev/null set updated.enc.yaml '["added"]' '{"x": [1, 2.5, "y"]}'
sops --config /dev/null unset updated.enc.yaml '["list"]'
expect updated
