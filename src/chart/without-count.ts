/**
 * The same query without `_count`; the very same text when it has none. Values that our own templates
 * filled are percent-encoded, so no ampersand stands inside one.
 */
export function withoutCount(query: string): string {
  const [path = '', ...rest] = query.split('?');
  if (rest.length === 0) return query;
  const parameters = rest.join('?').split('&');
  const kept = parameters.filter((parameter) => !parameter.startsWith('_count='));
  if (kept.length === parameters.length) return query;
  return kept.length === 0 ? path : `${path}?${kept.join('&')}`;
}
