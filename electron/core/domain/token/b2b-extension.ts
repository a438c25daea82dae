/**
 * @file The B2B authorization extension of UDAP: HL7 UDAP Security 2.0, B2B §5.2.1.1 (interop-specs §2.3). A person fills in a form
 * or writes JSON: the field holds the JSON, and what it names beyond the form stays.
 */
import type { Json, JsonObject } from '../json/read-json.ts';
import type { Problem } from '../problem.ts';
import { problem } from '../problem.ts';
import { isList, readSettingJson } from './setting-json.ts';

const at = 'b2bExtension';

/** As a form has it; '' and an empty list stand for what is left out. */
export interface B2bForm {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly purposeOfUse: readonly string[];
  readonly subjectName: string;
  readonly subjectId: string;
  readonly subjectRole: string;
  readonly consentPolicy: readonly string[];
  readonly consentReference: readonly string[];
}

export const emptyB2bForm: B2bForm = {
  organizationId: '',
  organizationName: '',
  purposeOfUse: [],
  subjectName: '',
  subjectId: '',
  subjectRole: '',
  consentPolicy: [],
  consentReference: [],
};

/** In the order in which the guide names them. */
const members = {
  subject_name: 'subjectName',
  subject_id: 'subjectId',
  subject_role: 'subjectRole',
  organization_name: 'organizationName',
  organization_id: 'organizationId',
  purpose_of_use: 'purposeOfUse',
  consent_policy: 'consentPolicy',
  consent_reference: 'consentReference',
} as const satisfies Record<string, keyof B2bForm>;

/** The field's text as a form; null: it is JSON that no form can hold, or none. */
export function readB2bForm(text: string): B2bForm | null {
  const read = readSettingJson(at, text);
  if (read.is !== 'object') return null;
  const entries = Object.entries(members).map(([member, name]) => {
    const value = read.object[member];
    const isForList = typeof emptyB2bForm[name] !== 'string';
    if (value === undefined) return [name, emptyB2bForm[name]] as const;
    return [name, isForList ? textsOf(value) : typeof value === 'string' ? value : null] as const;
  });
  return entries.some(([, value]) => value === null) ? null : (Object.fromEntries(entries) as unknown as B2bForm);
}

/** The form as the field's text. Members that the form does not know stay as they were `before`. */
export function writeB2bExtension(form: B2bForm, before = ''): string {
  const read = readSettingJson(at, before);
  const known: ReadonlySet<string> = new Set(['version', ...Object.keys(members)]);
  const others = read.is === 'object' ? Object.entries(read.object).filter(([name]) => !known.has(name)) : [];
  const filled = Object.entries(members).flatMap(([member, name]) =>
    form[name].length === 0 ? [] : [[member, form[name]] as const],
  );
  if (filled.length + others.length === 0) return '';
  return JSON.stringify(Object.fromEntries([['version', '1'], ...filled, ...others]), null, 2);
}

/** The field's text as the extension; null, with what is wrong, where it is none yet. */
export function readB2bExtension(text: string): { extension: JsonObject | null; problems: Problem[] } {
  const read = readSettingJson(at, text);
  if (read.is === 'wrong') return { extension: null, problems: [read.problem] };
  if (read.is === 'other' || Object.keys(read.object).length === 0)
    return { extension: null, problems: [problem(at, 'client/no-b2b-extension', {})] };
  const problems = problemsOf(read.object);
  return problems.length > 0
    ? { extension: null, problems }
    : { extension: { ...read.object, version: '1' }, problems: [] };
}

function problemsOf(given: JsonObject): Problem[] {
  const { version, organization_id: organization, purpose_of_use: purposes } = given;
  const problems: Problem[] = [];
  if (version !== undefined && version !== '1') problems.push(problem(at, 'client/b2b-version', {}));
  if (typeof organization !== 'string' || !isUri(organization))
    problems.push(problem(at, 'client/b2b-organization', {}));
  if (!isFilledList(purposes, isCode)) problems.push(problem(at, 'client/b2b-purpose', {}));
  return [...problems, ...conditionalProblems(given)];
}

/** What depends on another, and the form of what may be left out. */
function conditionalProblems(given: JsonObject): Problem[] {
  const problems: Problem[] = [];
  const texts = ['subject_name', 'subject_id', 'subject_role', 'organization_name'];
  const bad = texts.filter((name) => given[name] !== undefined && !isFilledText(given[name]));
  const badLists = ['consent_policy', 'consent_reference'].filter(
    (name) => given[name] !== undefined && !isFilledList(given[name], isUri),
  );
  if (bad.length > 0) problems.push(problem(at, 'client/b2b-not-text', { names: bad.join(', ') }));
  if (badLists.length > 0) problems.push(problem(at, 'client/b2b-consent', { names: badLists.join(', ') }));
  const aboutSubject = ['subject_id', 'subject_role'].filter((name) => given[name] !== undefined);
  if (aboutSubject.length > 0 && given['subject_name'] === undefined)
    problems.push(problem(at, 'client/b2b-subject', { names: aboutSubject.join(', ') }));
  if (given['consent_reference'] !== undefined && given['consent_policy'] === undefined)
    problems.push(problem(at, 'client/b2b-consent-policy', {}));
  return problems;
}

function textsOf(value: Json): string[] | null {
  return isList(value) && value.every((each) => typeof each === 'string') ? [...value] : null;
}

function isFilledText(value: Json | undefined): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function isFilledList(value: Json | undefined, isRight: (entry: string) => boolean): boolean {
  const texts = value === undefined ? null : textsOf(value);
  return texts !== null && texts.length > 0 && texts.every(isRight);
}

/** RFC 3986 §3: with a scheme, and no white space. */
function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[^\s"<>\\^`{|}]+$/i.test(text);
}

/** A URI or the bare code of the community's value set. */
function isCode(text: string): boolean {
  return /^[^\s"\\]+$/.test(text);
}
