const MAX_SEGMENTS = 6;
/** The words of our own addresses. Whatever else stands in a path may be somebody's id or name. */
const ours: ReadonlySet<string> = new Set(
  'cds-services feedback cards health live ready metrics agreement guide insights demo fhir api patients setup lumbar-mri-order-select lumbar-mri-order-sign lumbar-mri-patient-view'.split(
    ' ',
  ),
);
const RESOURCE_TYPE = /^[A-Z][A-Za-z]{2,40}$/;

/**
 * The path of a request as a log line may show it: without its query, and with `:id` for every part that
 * is no word of our own addresses. The type of a FHIR resource is shown behind `fhir`.
 */
export function shownPath(url: string): string {
  const [path = ''] = url.split(/[?#]/, 1);
  const segments = path.split('/', MAX_SEGMENTS + 2).slice(1);
  const shown = segments.slice(0, MAX_SEGMENTS).map((segment, index) => {
    const isType = segments[index - 1] === 'fhir' && RESOURCE_TYPE.test(segment);
    return segment === '' || isType || ours.has(segment) ? segment : ':id';
  });
  return `/${shown.join('/')}${segments.length > MAX_SEGMENTS ? '/…' : ''}`;
}
