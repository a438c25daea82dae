/** @file The bridge. One function per call of the contract; the window never sees `ipcRenderer`. */
import { contextBridge, ipcRenderer, webUtils } from 'electron/renderer';
import { callNames } from '#core/contract/names.ts';

const calls = Object.fromEntries(callNames.map((call) => [call, (input: unknown) => ipcRenderer.invoke(call, input)]));

contextBridge.exposeInMainWorld('wizard', {
  ...calls,
  // The path is named here and last: whatever the window says of a path is overwritten.
  takeDroppedFile: async (input: object, file: File) =>
    ipcRenderer.invoke('takeDroppedFile', { ...input, path: webUtils.getPathForFile(file) }) as Promise<unknown>,
});
