import { useEffect, useRef } from 'react';
import { serverNow } from '@/lib/server-clock';

type Acts = {
  /** Two seconds before: the last moment to send what is typed. */
  onNear: () => void;
  onOver: () => void;
};

const near = 2000;
const longestSleep = 60_000;

/** Acts when a deadline (RFC 3339) comes while the screen is open, by the server's clock. */
export function useDeadline(deadline: string, acts: Acts): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    const end = Date.parse(deadline);
    let timer: ReturnType<typeof setTimeout>;
    // In short sleeps, because a machine that was put away wakes up late.
    const wait = (until: number, act: () => void) => {
      const left = until - serverNow();
      timer = left <= 0 ? setTimeout(act, 0) : setTimeout(() => wait(until, act), Math.min(left, longestSleep));
    };
    if (end > serverNow()) {
      wait(end - near, () => {
        latest.current.onNear();
        wait(end, () => latest.current.onOver());
      });
    }
    return () => clearTimeout(timer);
  }, [deadline]);
}
