// Exact arithmetic on decimal strings, for entering points. Nothing here rounds:
// what counts is computed by the server.

type Scaled = { units: bigint; scale: number };

const pattern = /^-?\d+(\.\d+)?$/;

/** True for `12`, `12.5`, `-3`; false for `1e3`, `.5`, `12.` and the empty string. */
export function isDecimal(text: string): boolean {
  return pattern.test(text);
}

function scaled(text: string): Scaled {
  const [whole = '0', fraction = ''] = text.split('.');
  return { units: BigInt(whole + fraction), scale: fraction.length };
}

function at({ units, scale }: Scaled, target: number): bigint {
  return units * 10n ** BigInt(target - scale);
}

function text(units: bigint, scale: number): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Negative, zero or positive as `a` is less than, equal to or more than `b`. */
export function compareDecimals(a: string, b: string): number {
  const left = scaled(a);
  const right = scaled(b);
  const scale = Math.max(left.scale, right.scale);
  const difference = at(left, scale) - at(right, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The exact sum, with as many places as the most precise of the addends. */
export function addDecimals(...values: string[]): string {
  const parts = values.map(scaled);
  const scale = Math.max(0, ...parts.map((part) => part.scale));
  return text(
    parts.reduce((sum, part) => sum + at(part, scale), 0n),
    scale,
  );
}

/** True when `value` is a whole number of `step`s. */
export function isMultiple(value: string, step: string): boolean {
  const part = scaled(value);
  const unit = scaled(step);
  const scale = Math.max(part.scale, unit.scale);
  return at(part, scale) % at(unit, scale) === 0n;
}
