/** @file What was typed is there again, however the app ended. */
import { expect, test } from 'vitest';
import { emptyFolder, remove, startApp } from './support/app.ts';
import * as journey from './support/journey.ts';

test('a draft survives a power cut', async () => {
  const folder = emptyFolder();
  const first = await startApp({ folder });
  await journey.newPayer(first.page, 'Northlake Mutual');
  await journey.goTo(first.page, 'Endpoints');
  await journey.field(first.page, 'Token Endpoint').fill('https://half.typed.exam');
  await first.page.getByText(/^Saved \d/).waitFor();
  await first.kill();

  const second = await startApp({ folder });
  await second.page.getByRole('link', { name: 'Northlake Mutual' }).click();
  await journey.goTo(second.page, 'Endpoints');
  const value = await journey.field(second.page, 'Token Endpoint').inputValue();
  await second.close();
  remove(folder);
  expect(value).toBe('https://half.typed.exam');
});
