import { useEffect, useRef, type RefObject } from 'react';

/** Tells what outlives a component whether it is still on the screen. */
export function usePresence(): RefObject<'there' | 'gone'> {
  const presence = useRef<'there' | 'gone'>('there');
  useEffect(() => {
    presence.current = 'there';
    return () => {
      presence.current = 'gone';
    };
  }, []);
  return presence;
}
