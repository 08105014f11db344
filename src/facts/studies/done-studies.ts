import type { Meanings } from '../reading/meanings.ts';
import { readWhen, type When } from '../values/calendar.ts';
import { asObject, asText, referenceTo, type Opaque } from '../reading/fields/fields.ts';
import type { Listed } from '../reading/fields/listed.ts';
import { performedWhen } from '../reading/fields/performed.ts';
import { studyOf, type Study } from './study.ts';

/** A study that was made: there is a report of it, or a completed procedure. */
export interface DoneStudy {
  readonly study: Study;
  /** Undefined when no date is recorded. */
  readonly when: When | undefined;
  readonly reference: string | undefined;
}

const neverMade = new Set(['registered', 'cancelled', 'entered-in-error']);

/** The studies of ours that were made, by report and by procedure; one study may appear twice. */
export function doneStudies(
  reports: Listed,
  procedures: Listed,
  meanings: Meanings,
  timeZone: string,
): readonly DoneStudy[] {
  const done = (resource: Opaque, when: When | undefined): readonly DoneStudy[] => {
    const study = studyOf(resource, meanings);
    return study ? [{ study, when, reference: referenceTo(resource) }] : [];
  };
  return [
    ...reports.resources.flatMap((report) =>
      neverMade.has(asText(report['status']) ?? '') ? [] : done(report, scanWhen(report, timeZone)),
    ),
    ...procedures.resources.flatMap((procedure) =>
      asText(procedure['status']) === 'completed'
        ? done(procedure, performedWhen(procedure, timeZone))
        : [],
    ),
  ];
}

/** When the images of a report were made: not when it was written. */
export function scanWhen(report: Opaque, timeZone: string): When | undefined {
  const period = asObject(report['effectivePeriod']);
  return (
    readWhen(report['effectiveDateTime'], timeZone) ??
    readWhen(period?.['end'], timeZone) ??
    readWhen(period?.['start'], timeZone)
  );
}
