let offset = 0;

/** Sets the clock by the server's time, as told in `server_time` of an answer (RFC 3339). */
export function setServerTime(serverTime: string, now: number = Date.now()): void {
  const server = Date.parse(serverTime);
  if (!Number.isNaN(server)) offset = server - now;
}

/** The server's time in milliseconds since the epoch, as well as it is known here. Deadlines are shown by it; only the server decides them. */
export function serverNow(): number {
  return Date.now() + offset;
}
