import { withinDays } from '../../facts/values/calendar.ts';
import type { DoneStudy } from '../../facts/studies/done-studies.ts';
import { anyOf, known, notRecorded, unreadable, type Signal } from '../../facts/values/fact.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import { hasContrast, showsLumbarSpine, type Study } from '../../facts/studies/study.ts';

type Mri = Extract<Study, { kind: 'mri' }>;

/**
 * Whether an MRI with contrast was made within the last `days`. One whose contrast or date is not said
 * leaves it open, unless it is known to be older.
 *
 * @param counts Which MRI count.
 */
export function contrastMriWithin(
  picture: LumbarPicture,
  days: number,
  counts: (study: Mri) => boolean,
): Signal {
  const { done, otherwise } = picture.imaging;
  const signals = done.map((item): Signal => {
    const { study } = item;
    if (study.kind !== 'mri' || study.contrast === 'without' || !counts(study)) return notRecorded;
    const within = doneWithin(picture, item, days, 'an earlier contrast study');
    return within.status === 'known' && !hasContrast(study)
      ? unreadable('contrast of an earlier study')
      : within;
  });
  return anyOf(...signals, otherwise);
}

/**
 * Whether an MRI of the lumbar spine with images before contrast was made within the last `days`. One
 * whose contrast or date is not said leaves it open.
 */
export function baselineMriWithin(picture: LumbarPicture, days: number): Signal {
  const { done, otherwise } = picture.imaging;
  const signals = done.map((item): Signal => {
    const { study } = item;
    if (study.kind !== 'mri' || study.contrast === 'with' || !showsLumbarSpine(study)) {
      return notRecorded;
    }
    const within = doneWithin(picture, item, days, 'an earlier scan of the region');
    return within.status === 'known' && study.contrast === 'unspecified'
      ? unreadable('contrast of an earlier study')
      : within;
  });
  return anyOf(...signals, otherwise);
}

/** The newest MRI with contrast of whatever region that has a date, for a card to name. */
export const latestContrastMri = (picture: LumbarPicture): DoneStudy | undefined =>
  latest(picture, (study) => hasContrast(study));

/** The newest MRI of the lumbar spine with images before contrast that has a date. */
export const latestBaselineMri = (picture: LumbarPicture): DoneStudy | undefined =>
  latest(
    picture,
    (study) =>
      showsLumbarSpine(study) &&
      (study.contrast === 'without' || study.contrast === 'without-and-with'),
  );

const latest = ({ imaging }: LumbarPicture, counts: (study: Mri) => boolean) =>
  imaging.done
    .filter(({ study, when }) => study.kind === 'mri' && when !== undefined && counts(study))
    .sort((a, b) => (b.when?.last ?? 0) - (a.when?.last ?? 0))[0];

/** Whether a lumbar puncture was done within the last `days`; one without a date leaves it open. */
export function punctureWithin(picture: LumbarPicture, days: number): Signal {
  const { punctures, puncturesOtherwise } = picture.imaging;
  return anyOf(
    ...punctures.map((item) => doneWithin(picture, item, days, 'date of an earlier puncture')),
    puncturesOtherwise,
  );
}

function doneWithin(
  { today }: LumbarPicture,
  { when, reference }: DoneStudy,
  days: number,
  what: string,
): Signal {
  const isWithin = when ? withinDays(when, days, today) : 'maybe';
  if (isWithin === 'no') return notRecorded;
  if (isWithin === 'maybe') return unreadable(what);
  return known(true, [{ ...(reference && { reference }), says: `done ${when?.text ?? ''}` }]);
}
