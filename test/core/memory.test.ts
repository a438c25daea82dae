/** @file The memory that stands in for store and vault in tests of the core obeys the laws of the real ones. */
import { memoryVault } from '#node/vault/memory-vault.ts';
import { memoryStore } from '../memory-ports.ts';
import { behavesAsStore } from '../behaviour/store.ts';
import { behavesAsVault } from '../behaviour/vault.ts';

behavesAsStore('in memory', () => memoryStore());
behavesAsVault('in memory', () => memoryVault());
