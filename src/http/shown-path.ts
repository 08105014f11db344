const MAX_SEGMENTS = 6;
/** Addresses of ours are words; what holds longer numbers may be somebody's id. */
const WORD = /^[a-z._-]{1,64}$|^[A-Za-z]{1,20}\d{0,2}$/;
const RESOURCE_TYPE = /^[A-Z][A-Za-z]{2,40}$/;

/**
 * The path of a request as a log line may show it: without its query, and without what may be an id of
 * a patient (a segment with numbers, and whatever follows the name of a FHIR resource).
 */
export function shownPath(url: string): string {
  const [path = ''] = url.split(/[?#]/, 1);
  const segments = path.split('/', MAX_SEGMENTS + 2).slice(1);
  const shown = segments.slice(0, MAX_SEGMENTS).map((segment, index) => {
    if (segment === '') return '';
    const isAfterType = RESOURCE_TYPE.test(segments[index - 1] ?? '');
    return !isAfterType && WORD.test(segment) ? segment : ':id';
  });
  return `/${shown.join('/')}${segments.length > MAX_SEGMENTS ? '/…' : ''}`;
}
