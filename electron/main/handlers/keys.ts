import type { Handlers } from '#core/contract/contract.ts';
import { registrationFiles } from '#core/domain/registration/registration.ts';
import { Secret } from '#core/domain/secret.ts';
import { generateKey, importKey, makeCertificate, removeKey } from '#core/use-cases/payer-keys.ts';
import { writeFiles } from '#node/files.ts';
import { readCertificate } from '#node/keys/certificate.ts';
import type { Desk } from './desk.ts';
import { readChosen } from './desk.ts';

type Calls = 'generateKey' | 'importKey' | 'removeKey' | 'makeCertificate' | 'writeRegistration';

export function keyHandlers({ ports, dialogs }: Desk): Pick<Handlers, Calls> {
  return {
    generateKey: (wish) => generateKey(ports, wish),
    importKey: async ({ ref }) => {
      const files = await dialogs.openFiles({ title: 'Private key, PEM', many: false });
      const [file] = files ?? [];
      if (file === undefined) return null;
      const pem = new Secret(Buffer.from(await readChosen(file)).toString('utf8'));
      return importKey(ports, { ref, pem });
    },
    removeKey: (wish) => removeKey(ports, wish),
    makeCertificate: (wish) => makeCertificate({ ...ports, readCertificate }, wish),
    writeRegistration: async ({ ref }) => {
      const files = registrationFiles(await ports.store.payer(ref));
      const folder = await dialogs.openFolder({ title: 'Folder for what the Source Payer needs' });
      if (folder === null) return null;
      await writeFiles(folder, files);
      return files.map((file) => file.path);
    },
  };
}
