#!/usr/bin/env bash
# What a pull request with a bundle is worth: verified, compared with the branch that it goes to, and planned against a test
# installation. It decides nothing by what the pull request brings along: whose signatures count is read from the branch.
#
#   BASE        the branch that it goes to, as git knows it here: origin/main
#   BUNDLE      the folder of the bundle in the repository (bundle)
#   TRUST       the list of signers in the repository (trust.json)
#   REQUIRE     roles that have to have signed (author)
#   SUMMARY     a file that gets the report in Markdown (standard output)
#   PLAN_URL, PLAN_USER, PLAN_PASSWORD    the Admin API of a test installation; without them nothing is planned
#
# Status: 0 verified; anything else: not.
set -euo pipefail

base=${BASE:?the branch that the pull request goes to}
bundle=${BUNDLE:-bundle}
trust=${TRUST:-trust.json}
summary=${SUMMARY:-/dev/stdout}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Neither a store nor a configuration of the machine takes part.
export PAYER_WIZARD_STORE="$work/store"

git show "$base:$trust" >"$work/trust.json" || {
  echo "The branch $base has no $trust: nobody's signature counts yet." >&2
  exit 1
}

say() { printf '%s\n' "$@" >>"$summary"; }

say '## Bundle' ''
status=0
payer-wizard verify "$bundle" --trust "$work/trust.json" --require "${REQUIRE:-author}" >"$work/verdict.txt" || status=$?
say '```' "$(tr -d '`' <"$work/verdict.txt")" '```' ''
[ "$status" = 0 ] || exit "$status"

say '## What changes' ''
mkdir "$work/before"
if git archive "$base" "$bundle" 2>"$work/no-bundle" | tar -x -C "$work/before" 2>>"$work/no-bundle"; then
  # 2: something differs. Anything above is no comparison.
  payer-wizard diff "file:$work/before/$bundle" "file:$bundle" --markdown --trust "$work/trust.json" >>"$summary" || [ $? = 2 ]
else
  say "The branch $base has no $bundle yet: all of it is new."
fi
say ''

if [ -n "${PLAN_URL:-}" ] && [ -n "${PLAN_PASSWORD:-}" ]; then
  say '## Plan' ''
  umask 077
  openssl rand -base64 24 >"$work/passphrase"
  payer-wizard vault create --passphrase-file "$work/passphrase" >/dev/null
  printf '%s\n' "$PLAN_PASSWORD" | payer-wizard target add test --url "$PLAN_URL" --user "${PLAN_USER:?}" \
    ${PLAN_CA:+--ca "$PLAN_CA"} --secret-file - --passphrase-file "$work/passphrase" >/dev/null
  payer-wizard plan "$bundle" --target test --trust "$work/trust.json" --passphrase-file "$work/passphrase" \
    >"$work/plan.txt" || [ $? = 2 ]
  say '```' "$(tr -d '`' <"$work/plan.txt")" '```'
fi
