const portals = ['/apply', '/judge', '/admin', '/invitations', '/submissions', '/gallery'];

/**
 * A path of this site that may be gone to after signing in, or nothing. Anything
 * that could lead elsewhere (`//evil`, `/\evil`, `https:`) or is no portal is dropped.
 */
export function safeReturnPath(path: string | null | undefined): string | undefined {
  if (!path || !path.startsWith('/') || /[\\\p{Cc}]/u.test(path)) return undefined;
  const target = new URL(path, location.origin);
  if (target.origin !== location.origin) return undefined;
  const inPortal = portals.some((prefix) => target.pathname === prefix || target.pathname.startsWith(`${prefix}/`));
  return inPortal ? target.pathname + target.search + target.hash : undefined;
}
