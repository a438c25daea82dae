/** The definition as a reader sees it: every member that is set, by the label of the console; scripts by their files. */
import type { ServerDefinition } from '../../definition/server-definition.ts';
import type { WireMember } from '../../definition/wire-names.ts';
import { wireMembers, wireNames } from '../../definition/wire-names.ts';
import { codeMarkdown } from '../../markdown.ts';

const inFiles: Partial<Record<WireMember, string>> = {
  authorizationScript: 'scripts/p2p-server-auth.js',
  userMappingScript: 'scripts/user-mapping.js',
};

export function definitionTable(definition: ServerDefinition): string[] {
  const rows = wireMembers
    .filter((member) => definition[member] !== '')
    .map((member) => {
      const file = inFiles[member];
      return `| ${wireNames[member].label} | ${file === undefined ? codeMarkdown(definition[member]) : `the text of \`${file}\``} |`;
    });
  return ['| field | value |', '|---|---|', ...rows];
}
