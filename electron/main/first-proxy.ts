const schemes: Readonly<Record<string, string>> = { PROXY: 'http', HTTP: 'http', HTTPS: 'https' };

/** Of “PROXY proxy.example:8080; DIRECT” the first way, as an address; '' for DIRECT. A kind that is not spoken keeps its name as its scheme. */
export function firstProxy(ways: string): string {
  const [kind = '', host = ''] = (ways.split(';', 1)[0] ?? '').trim().split(/\s+/, 2);
  if (host === '' || kind.toUpperCase() === 'DIRECT') return '';
  return `${schemes[kind.toUpperCase()] ?? kind.toLowerCase()}://${host}`;
}
