/**
 * An order after a suggestion was accepted. The suggestion carries the whole order as it was sent, with
 * its changes; the order here may have changed since. So only what differs between the two is taken
 * over: what the clinician or another card did in between stays.
 *
 * @param {any} current The order as it stands.
 * @param {any} sent The order as the service got it.
 * @param {any} suggested The order as the suggestion has it.
 */
export function accepted(current, sent, suggested) {
  if (isEqual(sent, suggested)) return current;
  if (Array.isArray(suggested)) return withAdded(current, sent, suggested);
  if (!isObject(suggested) || !isObject(sent) || !isObject(current)) return suggested;
  const next = { ...current };
  for (const key of new Set([...Object.keys(sent), ...Object.keys(suggested)])) {
    const value = accepted(current[key], sent[key], suggested[key]);
    if (value === undefined) delete next[key];
    else next[key] = value;
  }
  return next;
}

/** A list to which items were added gets them at its end, each once; any other list is replaced. */
function withAdded(current, sent, suggested) {
  const before = sent === undefined ? [] : sent;
  const now = current === undefined ? [] : current;
  const isLonger =
    Array.isArray(before) &&
    Array.isArray(now) &&
    before.every((item, index) => isEqual(item, suggested[index]));
  if (!isLonger) return suggested;
  const added = suggested.slice(before.length);
  return [...now, ...added.filter((item) => !now.some((known) => isEqual(known, item)))];
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

function isEqual(a, b) {
  if (a === b) return true;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isEqual(a[key], b[key]));
}
