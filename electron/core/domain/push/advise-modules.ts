/**
 * @file Which module a definition belongs in. The vendor’s pages do not agree (smile-cdr §6.3), so it is a person’s choice, with advice:
 * the tutorial’s explicit step for the requesting side first.
 */
import { z } from 'zod';

export const AdvisedModule = z.object({
  nodeId: z.string(),
  moduleId: z.string(),
  moduleType: z.string(),
  /** `advised`: the first choice; `possible`: a source names its type; `unlikely`: none does. */
  fits: z.enum(['advised', 'possible', 'unlikely']),
});
export type AdvisedModule = z.infer<typeof AdvisedModule>;

/** The type of the System to System module is in no public source: it is known by its name, or by that of the tutorial. */
const exchange = /system_?to_?system|(^|_)s2s(_|$)/i;
const named = ['SECURITY_IN_SMART', 'SECURITY_OUT_SMART'];

/** The likelier first. */
export function adviseModules(modules: readonly Omit<AdvisedModule, 'fits'>[]): AdvisedModule[] {
  const isExchange = ({ moduleId, moduleType }: Omit<AdvisedModule, 'fits'>) =>
    exchange.test(moduleType) || exchange.test(moduleId);
  const hasExchange = modules.some(isExchange);
  const advised = modules.map((module): AdvisedModule => {
    if (isExchange(module)) return { ...module, fits: 'advised' };
    if (!named.includes(module.moduleType)) return { ...module, fits: 'unlikely' };
    // The endpoint page, whose calls a push makes, says SMART Inbound.
    return { ...module, fits: !hasExchange && module.moduleType === 'SECURITY_IN_SMART' ? 'advised' : 'possible' };
  });
  const order = { advised: 0, possible: 1, unlikely: 2 };
  return advised.toSorted((one, other) => order[one.fits] - order[other.fits]);
}

export function hasExchangeModule(modules: readonly Omit<AdvisedModule, 'fits'>[]): boolean {
  return modules.some(({ moduleId, moduleType }) => exchange.test(moduleType) || exchange.test(moduleId));
}
