import type { Code, Details } from '../../catalogue.ts';
import { explain } from '../../catalogue.ts';
import type { Finding } from '../finding.ts';

type Severity = Finding['severity'];

/** A finding in the words of the catalogue. `rule`: the specification section that it rests on. */
export function finding<C extends Code>(
  severity: Severity,
  code: C,
  given: { readonly member: string; readonly details: Details<C>; readonly rule: string },
): Finding {
  return { code, severity, member: given.member, ...explain(code, given.details), rule: given.rule };
}
