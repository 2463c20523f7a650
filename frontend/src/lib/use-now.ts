import { useEffect, useState } from 'react';
import { serverNow } from './server-clock';

/** The server's time in milliseconds, refreshed every `interval` milliseconds. */
export function useNow(interval: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return now;
}
