const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A FHIR date as a clinician reads it, no more precise than it is. @param {string | undefined} value */
export function show(value) {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(value ?? '') ?? [];
  if (year === undefined) return 'no date';
  return [day && String(Number(day)), month && months[Number(month) - 1], year]
    .filter(Boolean)
    .join(' ');
}

const DAY = 86_400_000;

/** First and last possible day of a FHIR date, in milliseconds. @param {string | undefined} value */
export function span(value) {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(value ?? '') ?? [];
  if (year === undefined) return undefined;
  const y = Number(year);
  if (month === undefined) return { from: Date.UTC(y, 0, 1), to: Date.UTC(y, 11, 31) };
  const m = Number(month) - 1;
  if (day === undefined) return { from: Date.UTC(y, m, 1), to: Date.UTC(y, m + 1, 0) };
  const at = Date.UTC(y, m, Number(day));
  return { from: at, to: at };
}

/** A day some calendar months later; the 31st becomes the last day of a shorter month. */
export function addMonths(ms, count) {
  const d = new Date(ms);
  const last = new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + count + 1, 0));
  return Date.UTC(
    last.getUTCFullYear(),
    last.getUTCMonth(),
    Math.min(d.getUTCDate(), last.getUTCDate()),
  );
}

/** Whole years between two dates, as an age. */
export function age(born, today) {
  const [b, t] = [span(born), span(today)];
  return b && t ? Math.floor((t.from - b.from) / DAY / 365.2425) : undefined;
}

/** "10 weeks ago". @param {string} value @param {string} today */
export function ago(value, today) {
  const [at, now] = [span(value), span(today)];
  if (!at || !now || at.from !== at.to) return '';
  const days = Math.round((now.from - at.from) / DAY);
  if (days === 0) return 'today';
  if (days < 0) return 'in the future';
  if (days === 1) return 'yesterday';
  if (days < 14) return `${days} days ago`;
  if (days < 92) return `${Math.floor(days / 7)} weeks ago`;
  if (days < 730) return `${Math.floor(days / 30.44)} months ago`;
  return `${Math.floor(days / 365.25)} years ago`;
}
