/**
 * @file The menu, for its keys: outside of macOS its bar is not shown. Undo and redo are left to the window, which undoes
 * more than typing; on macOS they stand in the menu, and the window is asked before it.
 */
import type { MenuItemConstructorOptions, WebContents } from 'electron/main';
import { Menu, app } from 'electron/main';

export function setMenu(): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(process.platform === 'darwin' ? macMenu() : keysOnly()));
}

const zoom: MenuItemConstructorOptions[] = [
  { role: 'resetZoom' },
  { role: 'zoomIn' },
  // Where `+` needs Shift, people press the key without it.
  { role: 'zoomIn', accelerator: 'CommandOrControl+=', visible: false },
  { role: 'zoomOut' },
  { type: 'separator' },
  { role: 'togglefullscreen' },
];

function viewMenu(): MenuItemConstructorOptions {
  const forDevelopment: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { role: 'reload' },
    { role: 'toggleDevTools' },
  ];
  return { label: 'View', submenu: app.isPackaged ? zoom : [...zoom, ...forDevelopment] };
}

function macMenu(): MenuItemConstructorOptions[] {
  return [{ role: 'appMenu' }, { role: 'editMenu' }, viewMenu(), { role: 'windowMenu' }];
}

function keysOnly(): MenuItemConstructorOptions[] {
  return [{ label: 'File', submenu: [{ role: 'quit', accelerator: 'CommandOrControl+Q' }] }, viewMenu()];
}

/** Cut, copy and paste at the right mouse button: Electron has no such menu of its own. */
export function offerEditing(contents: WebContents): void {
  contents.on('context-menu', (_event, { isEditable, editFlags, selectionText }) => {
    if (!isEditable && selectionText === '') return;
    const items: MenuItemConstructorOptions[] = [
      { role: 'cut', enabled: editFlags.canCut, visible: isEditable },
      { role: 'copy', enabled: editFlags.canCopy },
      { role: 'paste', enabled: editFlags.canPaste, visible: isEditable },
      { type: 'separator' },
      { role: 'selectAll', enabled: editFlags.canSelectAll },
    ];
    Menu.buildFromTemplate(items).popup();
  });
}
