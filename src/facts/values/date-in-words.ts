const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const plainDate = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?=$| )/;

/**
 * A date as people write it, the same in every country: `2024-05-24` → 24 May 2024, `2024-05` → May
 * 2024, `2024` → 2024. What stands behind it ("or later") stays.
 *
 * @returns The text itself when it begins with no such date.
 */
export function dateInWords(text: string): string {
  const [whole = '', year, month, dayOfMonth] = plainDate.exec(text) ?? [];
  const name = month === undefined ? undefined : months[Number(month) - 1];
  if (year === undefined || name === undefined) return text;
  const rest = text.slice(whole.length);
  if (dayOfMonth === undefined) return `${name} ${year}${rest}`;
  return `${Number(dayOfMonth)} ${name} ${year}${rest}`;
}
