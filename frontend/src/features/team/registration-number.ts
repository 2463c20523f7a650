/** Writes what was typed as 123-45-67890, as far as it goes; other characters than digits are left out. */
export function formatRegistrationNumber(typed: string): string {
  const digits = typed.normalize('NFKC').replace(/\D/g, '').slice(0, 10);
  return [digits.slice(0, 3), digits.slice(3, 5), digits.slice(5)].filter(Boolean).join('-');
}
