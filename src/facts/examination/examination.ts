import type { Mimic, NamedRoot, Sign } from '../../clinical-text/examination/sign.ts';
import type { When } from '../values/calendar.ts';

/** One examination of the legs, or one report of electrodiagnosis, as the chart has it. */
export interface Examination {
  readonly by: 'examination' | 'electrodiagnosis';
  /** When it was made; undefined without a date. */
  readonly when: When | undefined;
  /** References of what it was read from. */
  readonly references: readonly string[];
  readonly signs: readonly Sign[];
  readonly named: readonly NamedRoot[];
  readonly mimics: ReadonlySet<Mimic>;
  /** It speaks of a picture: made after a scan, it is not independent of it. */
  readonly knowsPictures: boolean;
  /** Something of it could not be read. */
  readonly hasUnread: boolean;
}
