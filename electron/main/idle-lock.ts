/**
 * @file A vault under a passphrase does not stay open while nobody is there. (1) It locks itself after its minutes without a
 * use of its keys and without input in the window. (2) It locks when the computer sleeps or its screen is locked. The
 * system’s own count of idle seconds is not asked: where it does not work, as under Wayland, it says zero for ever; and
 * who works in another program all day long does not need an open vault.
 */

/** What locks: `DeskVault` fits. */
export interface Lockable {
  lock(): Promise<void>;
  lockIfIdle(idleSeconds: number): Promise<boolean>;
}

/** Electron’s events, as far as they matter here: `powerMonitor` and `webContents` fit. */
interface Emitter<Event extends string> {
  on(event: Event, listener: () => void): unknown;
}

export interface IdleLock {
  /** Somebody used the keys or the window. */
  touch(): void;
  /** The events after which it locks at once. */
  lockOn(power: Emitter<'suspend'> & Emitter<'lock-screen'>): void;
}

const looksEveryMilliseconds = 15_000;

/** `now`: milliseconds that go on while the computer sleeps, so that a nap counts as idle. */
export function idleLock(vault: Lockable, now: () => number = Date.now): IdleLock {
  let touchedAt = now();
  const look = setInterval(() => {
    // A store that cannot be read just now: the next look tells.
    vault.lockIfIdle((now() - touchedAt) / 1000).catch(() => undefined);
  }, looksEveryMilliseconds);
  look.unref();

  return {
    touch: () => {
      touchedAt = now();
    },
    lockOn: (power) => {
      const lock = () => void vault.lock();
      power.on('suspend', lock);
      power.on('lock-screen', lock);
    },
  };
}
