/**
 * True when the server runs the demonstration (it then writes `demo` into the
 * page's `wbl-mode` meta tag), or under Vite's own development server.
 */
export function isDemo(): boolean {
  const mode = document.querySelector<HTMLMetaElement>('meta[name="wbl-mode"]')?.content;
  return mode === 'demo' || import.meta.env.DEV;
}
