/** @file The endpoints `module-config` and `runtime-status`, read only: smile-cdr §3.3. */
import { MASK, Refusal } from './answer.ts';
import type { Answer, Call } from './answer.ts';
import type { Module } from './state.ts';

const SECRET_KEY = /password|secret/;

/** §3.3: all nodes with their modules and options; passwords obscured. */
export function listModules({ state }: Call): Answer {
  const nodes = state.nodes.map(({ nodeId, modules }) => ({ nodeId, modules: modules.map(showModule) }));
  return { status: 200, body: { nodes } };
}

export function readModule(call: Call): Answer {
  return { status: 200, body: showModule(moduleAt(call)) };
}

/** §3.3: the whole configuration as a properties file, without passwords. Key form: §7, property source: §7.1. */
export function moduleProperties({ state, assumptions }: Call): Answer {
  const lines = state.nodes.flatMap(({ nodeId, modules }) => [
    `node.id=${nodeId}`,
    `node.propertysource=${assumptions.propertySource}`,
    ...modules.flatMap(propertiesOf),
  ]);
  return { status: 200, body: `${lines.join('\n')}\n` };
}

/** §3.3: the documented health check. Only its path and permission are known; the shape of the reply is not. */
export function nodeStatuses({ state }: Call): Answer {
  const nodeStatuses = state.nodes.map(({ nodeId, modules }) => ({
    nodeId,
    modules: modules.map(({ moduleId, moduleType }) => ({ moduleId, moduleType, status: 'STARTED' })),
  }));
  return { status: 200, body: { nodeStatuses } };
}

/** The module that the path names. Throws 404, as §3.4 expects. */
export function moduleAt({ state, path }: Call): Module {
  const { nodeId = '', moduleId = '' } = path;
  const node = state.nodes.find((candidate) => candidate.nodeId === nodeId);
  if (node === undefined) throw new Refusal(404, `No node with id ${nodeId}`);
  const found = node.modules.find((candidate) => candidate.moduleId === moduleId);
  if (found === undefined) throw new Refusal(404, `No module with id ${moduleId} on node ${nodeId}`);
  return found;
}

function showModule({ moduleId, moduleType, options }: Module): object {
  const shown = options.map((option) => (SECRET_KEY.test(option.key) ? { ...option, value: MASK } : option));
  return { moduleId, moduleType, options: shown };
}

function propertiesOf({ moduleId, moduleType, options, requires = {} }: Module): string[] {
  return [
    `module.${moduleId}.type=${moduleType}`,
    ...Object.entries(requires).map(([type, id]) => `module.${moduleId}.requires.${type}=${id}`),
    ...options
      .filter(({ key }) => !SECRET_KEY.test(key))
      .map(({ key, value = '' }) => `module.${moduleId}.config.${key}=${value}`),
  ];
}
