import type { BrowserWindow, FileFilter } from 'electron/main';
import { dialog } from 'electron/main';

/** Main's own dialogs: the only way a path comes in, but for a dropped file. null: the person cancelled. */
export interface Dialogs {
  openFiles(asked: { title: string; many: boolean; filters?: readonly Filter[] }): Promise<string[] | null>;
  /** An existing folder, or one that the person makes there. */
  openFolder(asked: { title: string }): Promise<string | null>;
  saveFile(asked: { title: string; defaultName: string; filters?: readonly Filter[] }): Promise<string | null>;
}

export interface Filter {
  readonly name: string;
  /** Without a dot; `*` for all. */
  readonly extensions: readonly string[];
}

export function dialogsOf(window: () => BrowserWindow): Dialogs {
  return {
    openFiles: async ({ title, many, filters }) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
        title,
        filters: copyOf(filters),
        properties: many ? ['openFile', 'multiSelections', 'dontAddToRecent'] : ['openFile', 'dontAddToRecent'],
      });
      return canceled || filePaths.length === 0 ? null : filePaths;
    },
    openFolder: async ({ title }) => {
      const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
        title,
        properties: ['openDirectory', 'createDirectory', 'promptToCreate', 'dontAddToRecent'],
      });
      return canceled ? null : (filePaths[0] ?? null);
    },
    saveFile: async ({ title, defaultName, filters }) => {
      const { canceled, filePath } = await dialog.showSaveDialog(window(), {
        title,
        // A bare name lets the system offer the folder that was used last.
        defaultPath: defaultName,
        filters: copyOf(filters),
        properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
      });
      return canceled || filePath === '' ? null : filePath;
    },
  };
}

function copyOf(filters: readonly Filter[] = []): FileFilter[] {
  return filters.map(({ name, extensions }) => ({ name, extensions: [...extensions] }));
}
