import type { PlanStep } from '#core/domain/push/plan-types.ts';
import { count } from '../../ui/words.ts';

/** What one step of a plan will do, in a sentence. */
export function stepSentence(step: PlanStep): string {
  if (!('issuer' in step)) {
    const from = step.way === 'file' ? `of the file ${step.filePath}` : 'with the private keys sent';
    return `${keystoreVerbs[step.does]} keystore ${step.name}, ${from}`;
  }
  const place = `${step.name} in ${step.nodeId}/${step.moduleId}`;
  switch (step.does) {
    case 'create':
      return `Create ${place}, with ${count(step.changes.length, 'field')}`;
    case 'update': {
      const secrets = step.changes.filter(({ state }) => state !== 'different').length;
      const fields = step.changes.length - secrets;
      return `Update ${place}, pid ${String(step.pid)}: ${count(fields, 'field')}${secrets > 0 ? `, send ${count(secrets, 'secret')} again` : ''}`;
    }
    case 'nothing':
      return `Nothing to do: ${place}, pid ${String(step.pid)}, is as planned`;
    case 'archive':
      return `Archive ${place}, pid ${String(step.pid)}`;
    case 'conflict':
      return `Conflict: ${step.says}`;
  }
}

const keystoreVerbs = {
  'create-keystore': 'Create',
  'update-keystore': 'Update',
  'keystore-as-it-is': 'Nothing to do:',
} as const;
