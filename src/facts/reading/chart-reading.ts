import type { LumbarChart } from '../../chart/lumbar-chart.ts';
import type { Texts } from '../../clinical-text/reading/texts.ts';
import type { Terminology } from '../../terminology/terminology.ts';
import { dayAt, type Day } from '../values/calendar.ts';
import { ConditionWords } from './conditions.ts';
import { Listed } from './fields/listed.ts';
import type { Meanings } from './meanings.ts';

/** What a site decides about the facts. */
export interface PictureSettings {
  /** IANA name; "today" is the date there. */
  readonly timeZone: string;
  /** Whether decompression and fusion count as disc surgery. */
  readonly includeDecompression: boolean;
  readonly gadoliniumFormulary: 'unknown' | 'mixed' | 'groupIIOnly';
}

/**
 * One chart at the moment of one call: its lists, each looked through once, and the calendar. What
 * all facts read from.
 */
export class ChartReading implements Meanings {
  readonly today: Day;
  readonly nowMs: number;
  readonly timeZone: string;
  readonly terminology: Terminology;
  readonly texts: Texts;
  readonly settings: PictureSettings;
  readonly #chart: LumbarChart;
  readonly #lists = new Map<keyof LumbarChart, Listed>();
  #conditionWords: ConditionWords | undefined;

  constructor(chart: LumbarChart, now: Date, meanings: Meanings, settings: PictureSettings) {
    this.#chart = chart;
    this.nowMs = now.getTime();
    this.timeZone = settings.timeZone;
    this.today = dayAt(this.nowMs, settings.timeZone);
    this.terminology = meanings.terminology;
    this.texts = meanings.texts;
    this.settings = settings;
  }

  get conditions(): Listed {
    return this.list('conditions');
  }
  get procedures(): Listed {
    return this.list('procedures');
  }
  get observations(): Listed {
    return this.list('observations');
  }

  list(key: keyof LumbarChart): Listed {
    const known = this.#lists.get(key);
    if (known) return known;
    const list = new Listed(key, this.#chart[key], this.terminology);
    this.#lists.set(key, list);
    return list;
  }

  /** The words of the conditions: for silencing only. */
  get conditionWords(): ConditionWords {
    return (this.#conditionWords ??= new ConditionWords(this.conditions, this.texts));
  }
}
