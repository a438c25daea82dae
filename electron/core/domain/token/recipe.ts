/**
 * @file What an operator needs to ask for the same token by hand: a script for sh that stands for the live test's request, and in
 * remarks what Smile CDR has to be set to. No secret, key or token is in it, and none gets into an argument when it runs.
 */
import type { Payer } from '../payer/payer.ts';
import type { Assertion } from './assertion.ts';
import type { ShellRequest } from './recipe/request-in-shell.ts';
import {
  answerLines,
  askLines,
  networkLines,
  nextCallLines,
  privateLine,
  requestLines,
} from './recipe/request-in-shell.ts';
import { lineEnd, shellRemark } from './recipe/shell-quoted.ts';
import { assertionLines } from './recipe/sign-in-shell.ts';
import { smileCdrDifferences, smileCdrSettings } from './recipe/smile-cdr.ts';

export interface RecipeWish {
  readonly payer: Payer;
  readonly request: ShellRequest;
  /** null: this way of asking signs none. */
  readonly assertion: Assertion | null;
  readonly now: Date;
}

export function recipeText({ payer, request, assertion, now }: RecipeWish): string {
  const { way } = request;
  const lines = [
    '#!/bin/sh',
    ...remarks(introduction(payer, { request, assertion, now })),
    'set -eu',
    'LC_ALL=C; export LC_ALL',
    'umask 077',
    'FOLDER=$(mktemp -d)',
    `trap 'stty echo 2> /dev/null || :; rm -rf "$FOLDER"' EXIT`,
    `trap 'exit 130' HUP INT TERM`,
    lineEnd,
    '',
    ...privateLine,
    '',
    ...networkLines(request),
    '',
    ...(way.usesSecret ? [...askLines('CLIENT_SECRET', 'Client secret'), ''] : []),
    ...(assertion === null ? [] : [...assertionLines(assertion), '']),
    ...requestLines(request),
    ...answerLines,
    '',
    ...nextCallLines(payer),
    '',
    ...remarks(['What Smile CDR has to be set to for the same:', ...smileCdrSettings(payer).map(item)]),
    '#',
    ...remarks(['Where Smile CDR may ask otherwise:', ...smileCdrDifferences(payer, { way, assertion }).map(item)]),
  ];
  return `${lines.join('\n')}\n`;
}

const item = (text: string) => `- ${text}`;
const remarks = (texts: readonly string[]) => texts.map(shellRemark);

function introduction(payer: Payer, { request, assertion, now }: Omit<RecipeWish, 'payer'>): string[] {
  const { way, clientCertificate } = request;
  return [
    `Asks ${payer.name || payer.ref} for a token as Payer Wizard’s live test does (${way.method}, ${way.grant}), and tries it once.`,
    `Written ${now.toISOString()}. Save it as ask.sh and run: sh ask.sh (on Windows in Git Bash or WSL). It needs curl, openssl, awk, sed and od.`,
    'No secret is in it. What it asks for and makes goes to curl by standard input, never as an argument, and no token is shown.',
    ...(assertion === null
      ? []
      : [
          `It signs with the private key of kid ${assertion.header.kid}, as PEM in key.pem, or elsewhere: KEY=other.pem sh ask.sh`,
        ]),
    ...(clientCertificate === ''
      ? []
      : ['The private key of the client certificate is client-key.pem: CLIENT_KEY=other.pem sh ask.sh']),
    'It ends with 0 when a token came, with 2 when another answer did, and as curl does when none came.',
  ];
}
