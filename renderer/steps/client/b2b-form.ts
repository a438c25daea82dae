/** @file The B2B extension as editors of a form: the text of each, and the field's JSON from that. */
import type { B2bForm } from '#core/domain/token/b2b-extension.ts';
import { emptyB2bForm, readB2bExtension, readB2bForm, writeB2bExtension } from '#core/domain/token/b2b-extension.ts';
import type { Problem } from '#core/domain/problem.ts';

export type B2bPart = keyof B2bForm;

export interface B2bEditor {
  readonly part: B2bPart;
  readonly label: string;
  readonly wide: boolean;
}

/** In the order of the form; what each is for is of HL7 UDAP Security, B2B. */
export const b2bEditors: readonly B2bEditor[] = [
  {
    part: 'organizationId',
    label: 'Organization Id',
    wide: false,
  },
  { part: 'organizationName', label: 'Organization Name', wide: false },
  {
    part: 'purposeOfUse',
    label: 'Purpose of Use',
    wide: true,
  },
  { part: 'subjectName', label: 'Subject Name', wide: false },
  { part: 'subjectId', label: 'Subject Id', wide: false },
  {
    part: 'subjectRole',
    label: 'Subject Role',
    wide: true,
  },
  { part: 'consentPolicy', label: 'Consent Policy', wide: false },
  {
    part: 'consentReference',
    label: 'Consent Reference',
    wide: false,
  },
];

/** One value per line. */
export function isList(part: B2bPart): boolean {
  return typeof emptyB2bForm[part] !== 'string';
}

/** Whether the form can hold what the field holds. */
export function fitsForm(field: string): boolean {
  return readB2bForm(field) !== null;
}

export function textOf(field: string, part: B2bPart): string {
  const value = (readB2bForm(field) ?? emptyB2bForm)[part];
  return typeof value === 'string' ? value : value.join('\n');
}

/** The field's text once an editor holds this one; '' when nothing is left in it. */
export function withText(field: string, part: B2bPart, typed: string): string {
  const lines = typed.split('\n').map((line) => line.trim());
  const value = isList(part) ? lines.filter((line) => line !== '') : typed.trim();
  return writeB2bExtension({ ...(readB2bForm(field) ?? emptyB2bForm), [part]: value }, field);
}

/** The editor at which a problem is shown; one that is about the whole stands above the form. */
const partOfProblem: Partial<Record<Problem['code'], B2bPart>> = {
  'client/b2b-organization': 'organizationId',
  'client/b2b-purpose': 'purposeOfUse',
  'client/b2b-subject': 'subjectName',
  'client/b2b-consent-policy': 'consentPolicy',
};

export function problemsOf(field: string, part: B2bPart | undefined): Problem[] {
  return readB2bExtension(field).problems.filter(({ code }) => partOfProblem[code] === part);
}
