import { withinDays, type When } from '../../../facts/values/calendar.ts';
import type { DoneStudy } from '../../../facts/studies/done-studies.ts';
import { anyOf, known, notRecorded, unreadable, type Signal } from '../../../facts/values/fact.ts';
import type { LumbarPicture } from '../../../facts/lumbar-picture.ts';

/** Whether a lumbar puncture was done on the day of a scan or since. One without a date may be older. */
export const punctureSince = ({ imaging }: LumbarPicture, scan: When): Signal =>
  anyOf(...imaging.punctures.map((done) => since(done, scan)), imaging.puncturesOtherwise);

/** Whether an MRI of the brain was made after the day of a scan: on that day it was one visit. */
export const brainMriAfter = ({ imaging }: LumbarPicture, scan: When): Signal =>
  anyOf(
    ...imaging.done.map((done) =>
      done.study.kind === 'mri' &&
      done.study.region === 'brain' &&
      (done.when?.last ?? scan.last) > scan.last
        ? since(done, scan)
        : notRecorded,
    ),
    imaging.otherwise,
  );

/** Whether a lumbar puncture was done within `days` before a scan, or on its day. */
export const punctureBefore = ({ imaging }: LumbarPicture, scan: When, days: number): Signal =>
  anyOf(...imaging.punctures.map((done) => before(done, scan, days)), imaging.puncturesOtherwise);

function since({ when, reference }: DoneStudy, scan: When): Signal {
  if (!when || when.last < scan.first) return notRecorded;
  return known(true, [{ ...(reference && { reference }), says: `done ${when.text}` }]);
}

function before({ when, reference }: DoneStudy, scan: When, days: number): Signal {
  const what = 'date of an earlier puncture';
  if (!when) return unreadable(what);
  const isWithin = withinDays(when, days + scan.last - scan.first, scan.last);
  if (isWithin === 'no') return notRecorded;
  if (isWithin === 'maybe') return unreadable(what);
  return known(true, [{ ...(reference && { reference }), says: `puncture ${when.text}` }]);
}
