/** @file What a command works with: its options, the ports over its store, and the ways in for secrets. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '#core/domain/fault.ts';
import { checkProxy } from '#core/domain/payer/proxy-setting.ts';
import { Secret } from '#core/domain/secret.ts';
import type { Network, Ports } from '#core/ports.ts';
import { defaultStoreFolder } from '#node/store/folder.ts';
import { nodePorts } from '#node/ports.ts';
import { systemCode } from '#node/store/disk.ts';
import type { VaultWay } from '#node/vault/vault.ts';
import { askSecret, readStandardInput } from './ask.ts';
import type { Values } from './options.ts';
import type { Report } from './report.ts';
import { UsageError } from './report.ts';

export type PassphraseOption = 'passphrase-file' | 'new-passphrase-file';

export class Context {
  readonly report: Report;
  readonly #values: Values;
  #ports: Ports | undefined;

  constructor(values: Values, report: Report) {
    this.#values = values;
    this.report = report;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  needed(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new UsageError(`--${name} is needed`);
    return value;
  }

  texts(name: string): string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  get folder(): string {
    const given = this.text('store') ?? process.env['PAYER_WIZARD_STORE'];
    return given === undefined || given === ''
      ? defaultStoreFolder(process.env, process.platform)
      : path.resolve(given);
  }

  get ports(): Ports {
    this.#ports ??= nodePorts({ folder: this.folder, vault: this.#vaultWay() });
    return this.#ports;
  }

  #vaultWay(): VaultWay {
    const ask = async () => this.passphrase('Passphrase of the vault');
    if (this.text('passphrase-file') !== undefined) return { by: 'passphrase', ask };
    return process.stdin.isTTY ? { by: 'keychain', ask } : { by: 'keychain' };
  }

  /** That of the option, else `--time`, or now. Throws `input/bad-time`. */
  statedTime(option = 'time'): string {
    const given = this.text(option) ?? this.text('time');
    if (given === undefined) return this.ports.clock.now().toISOString();
    const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
    if (!rfc3339.test(given) || Number.isNaN(Date.parse(given))) throw new Fault('input/bad-time', { given });
    return new Date(given).toISOString();
  }

  async network(): Promise<Network> {
    const authorities = await Promise.all(this.texts('ca').map((file) => this.#authorities(file)));
    return {
      authorities: authorities.flat(),
      allowPrivate: this.flag('allow-private'),
      ...(this.#proxy() === undefined ? {} : { proxy: this.#proxy() as string }),
    };
  }

  #proxy(): string | undefined {
    const given = this.text('proxy');
    if (given === undefined || given === 'system' || given === 'none') return given;
    // Every process of this machine may read an argument.
    const [wrong] = checkProxy(given);
    if (wrong !== undefined) throw new UsageError(`--proxy: ${wrong.says} ${wrong.hint}`);
    return /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `http://${given}`;
  }

  /** Nothing but a certificate may get into the store by this way: somebody will name a key's file one day. */
  async #authorities(file: string): Promise<readonly string[]> {
    const bytes = await this.readBytes(file);
    const { authorities, leftOut } = (await import('#node/keys/certificate.ts')).readAuthorities(bytes);
    for (const subject of leftOut) this.report.say(`${file}: left out, for it is no CA: ${subject}`);
    return authorities;
  }

  /** From `--secret-file` (`-`: standard input), from a prompt on a terminal, or from standard input: never from an argument. */
  async secret(prompt: string): Promise<Secret> {
    return (await this.#given('secret-file', prompt)) ?? firstLine(await readStandardInput());
  }

  /** From the file of the option (`-`: standard input), or from a prompt on a terminal: never from an argument. */
  async passphrase(prompt: string, option: PassphraseOption = 'passphrase-file'): Promise<Secret> {
    const given = await this.#given(option, prompt);
    if (given === undefined) throw new UsageError(`--${option} is needed`);
    return given;
  }

  /** undefined: no file is named, and there is nobody to be asked. */
  async #given(option: 'secret-file' | PassphraseOption, prompt: string): Promise<Secret | undefined> {
    const file = this.text(option);
    if (file !== undefined) return firstLine(file === '-' ? await readStandardInput() : await this.readText(file));
    return process.stdin.isTTY ? askSecret(prompt) : undefined;
  }

  async readBytes(file: string): Promise<Uint8Array> {
    try {
      return await readFile(file);
    } catch (error) {
      throw new Fault('input/cannot-read', { file, why: systemCode(error) }, { cause: error });
    }
  }

  async readText(file: string): Promise<string> {
    return Buffer.from(await this.readBytes(file)).toString('utf8');
  }
}

/**
 * Of what holds a secret the first line counts, without its end and a byte order mark: editors put them there. Blanks
 * belong to it. Throws `input/no-secret` for an empty one.
 */
export function firstLine(text: string): Secret {
  const line = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';
  if (line === '') throw new Fault('input/no-secret', {});
  return new Secret(line);
}
