/** @file Mistakes in scripts that Smile CDR would only tell at the first login, or never (smile-cdr §5). */
import type { FieldName } from '../payer/fields.ts';
import type { Problem } from '../problem.ts';
import { problem } from '../problem.ts';

export function lintScripts(draft: { authorizationScript: string; userMappingScript: string }): Problem[] {
  return [
    ...lintScript('authorizationScript', draft.authorizationScript, 'onAuthenticateSuccess'),
    ...lintScript('userMappingScript', draft.userMappingScript, 'getUserName'),
  ];
}

/** An empty script is a choice; a script without its function is a mistake. */
export function lintScript(at: FieldName, text: string, wanted: string): Problem[] {
  if (text.trim() === '') return [];
  const code = withoutWords(text);
  if (code === null) return [problem(at, 'definition/script-broken', {})];
  const problems: Problem[] = [];
  if (/\bonAuthenticationSuccess\b/.test(code)) problems.push(problem(at, 'definition/script-misnamed', {}));
  else if (!new RegExp(`\\bfunction\\s+${wanted}\\s*\\(`).test(code))
    problems.push(problem(at, 'definition/script-without-function', { wanted }));
  if (/\.addUserData\s*\(/.test(code)) problems.push(problem(at, 'definition/script-add-user-data', {}));
  if (!isBalanced(code)) problems.push(problem(at, 'definition/script-broken', {}));
  return problems;
}

/** The code without comments and strings, so that brackets and names in them do not count. null: one of them has no end. */
function withoutWords(text: string): string | null {
  const stripped = text.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g,
    ' ',
  );
  return /['"`]|\/\*/.test(stripped.replace(/\/(?:\\.|[^/\\\n])+\/[a-z]*/g, ' ')) ? null : stripped;
}

function isBalanced(code: string): boolean {
  const open: string[] = [];
  const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
  for (const character of code) {
    if ('([{'.includes(character)) open.push(character);
    const wanted = pairs[character];
    if (wanted !== undefined && open.pop() !== wanted) return false;
  }
  return open.length === 0;
}
