/** @file A program that does one thing to a store, and dies at the step that it is told; it prints the steps it came through. */
import { scenarios } from './scenarios.ts';
import { cheapPassphrases, done, watchSteps } from './steps.ts';

const [folder = '', name = '', step = '0', half = ''] = process.argv.slice(2);
cheapPassphrases();
watchSteps({ step: Number(step), half: half === 'half' });
await scenarios[name as keyof typeof scenarios].act(folder);
process.stdout.write(JSON.stringify(done));
