import { canonicalSystem, isUnderIcd10, SNOMED } from '../terminology/code-systems.ts';
import { readWhen, type Day } from './calendar.ts';
import { newestCd4, type Cd4Count } from './cd4.ts';
import type { ChartReading } from './chart-reading.ts';
import { conditionEvidence, isActive, isAsserted, isRecent } from './conditions.ts';
import { anyOf, signal, type Fact, type Signal } from './fact.ts';
import { allWordsOf, asObject, codingsOf, type Opaque } from './fields.ts';
import { statusCodes } from './status.ts';

/**
 * Conditions that give root or meningeal enhancement a meaning of its own. What makes a card fire
 * (cancer, HIV) is read narrowly: active, confirmed, coded. What silences one is read widely.
 */
export class KnownCauses {
  readonly #reading: ChartReading;

  constructor(reading: ChartReading) {
    this.#reading = reading;
  }

  /**
   * A malignant neoplasm coded as active: metastases (ICD-10-CM C77–C79) count, skin cancer (C44),
   * remission and history do not, nor does one that is only suspected. A SNOMED CT code that our lists
   * do not hold is taken by the name that stands beside it: they cannot hold every cancer.
   */
  get knownCancer(): Signal {
    const counts = (condition: Opaque) =>
      !isUnder(condition, 'C44') && !isSkinCancer.test(wordsOf(condition)) && !isPast(condition);
    const { conditions } = this.#reading;
    const named = conditions.resources.filter(
      (condition) =>
        isMalignantByName(condition) &&
        isActive(condition) &&
        isConfirmed(condition) &&
        counts(condition),
    );
    return anyOf(
      this.#known(['malignant-neoplasm'], counts),
      signal(
        named.map((condition) => conditionEvidence(condition, conditions)),
        conditions.otherwise,
      ),
    );
  }

  /** HIV infection coded as active and confirmed; a test, an exposure or a contact is not. */
  get hiv(): Signal {
    return this.#known(['hiv-infection'], (condition) => !isNoInfection.test(wordsOf(condition)));
  }

  /** The newest CD4 count of the last `days`. See {@link newestCd4}. */
  cd4(days: number): Fact<Cd4Count> {
    const { observations, today, timeZone } = this.#reading;
    return newestCd4(observations, days, today, timeZone);
  }

  /** Active conditions coded in any of the value sets. For silencing. */
  active(...valueSets: readonly string[]): Signal {
    return this.#asserted(valueSets, isActive);
  }

  /** Active conditions coded in the sets, or that began, were entered or ended in the last `days`. */
  ofLast(days: number, ...valueSets: readonly string[]): Signal {
    const { today, timeZone } = this.#reading;
    return this.#asserted(
      valueSets,
      (condition) =>
        isActive(condition) ||
        isRecent(condition, days, today, timeZone) ||
        (endedOn(condition, timeZone) ?? Number.NEGATIVE_INFINITY) >= today - days,
    );
  }

  /** Conditions coded in the sets at any time: a diagnosis once made stays known. For silencing. */
  ever(...valueSets: readonly string[]): Signal {
    return this.#asserted(valueSets, () => true);
  }

  /** Active conditions of the sets entered or begun on or after a day; undated ones count. */
  activeSince(since: Day, ...valueSets: readonly string[]): Signal {
    const { today, timeZone } = this.#reading;
    return this.#asserted(
      valueSets,
      (condition) => isActive(condition) && isRecent(condition, today - since, today, timeZone),
    );
  }

  /** Metastasis to the brain or the meninges: ICD-10-CM C79.3, our label of the code, or words. */
  get brainMetastasis(): Signal {
    const { conditions } = this.#reading;
    const coded = conditions
      .in('malignant-neoplasm')
      .filter(
        (condition) =>
          isAsserted(condition) &&
          (isUnder(condition, 'C793') || inBrain.test(conditions.nameOf(condition) ?? '')),
      );
    return anyOf(
      signal(
        coded.map((condition) => conditionEvidence(condition, conditions)),
        conditions.otherwise,
      ),
      this.ever('leptomeningeal-metastasis'),
      this.inWords(inBrain),
    );
  }

  /** Chemotherapy into the cerebrospinal fluid, done or being done, coded or in words. */
  get intrathecalTreatment(): Signal {
    const { procedures } = this.#reading;
    const coded = new Set<Opaque>(procedures.in('intrathecal-chemotherapy'));
    const given = procedures.resources.filter(
      (procedure) =>
        (procedure['status'] === 'completed' || procedure['status'] === 'in-progress') &&
        (coded.has(procedure) || intrathecal.test(wordsOf(procedure))),
    );
    return signal(
      given.map(() => ({ says: 'treatment into the cerebrospinal fluid' })),
      procedures.otherwise,
    );
  }

  /** Active conditions whose words match: for silencing only, words are no diagnosis. */
  inWords(pattern: RegExp): Signal {
    return this.#reading.conditionWords.active(pattern);
  }

  #known(valueSets: readonly string[], counts: (condition: Opaque) => boolean): Signal {
    return this.#asserted(
      valueSets,
      (condition) => isActive(condition) && isConfirmed(condition) && counts(condition),
    );
  }

  #asserted(valueSets: readonly string[], counts: (condition: Opaque) => boolean): Signal {
    const { conditions } = this.#reading;
    const found = conditions.in(...valueSets).filter((c) => isAsserted(c) && counts(c));
    return signal(
      found.map((condition) => conditionEvidence(condition, conditions)),
      conditions.otherwise,
    );
  }
}

const unconfirmed = new Set(['unconfirmed', 'provisional', 'differential']);
const isConfirmed = (condition: Opaque) =>
  !statusCodes(condition['verificationStatus']).some((code) => unconfirmed.has(code));

const wordsOf = (condition: Opaque) => allWordsOf(condition['code']).join(' · ');

/**
 * By the name beside a SNOMED CT code; words without such a code are no diagnosis here. Narrow: a
 * warning rests on it.
 */
const isMalignantByName = (condition: Opaque) =>
  codingsOf(condition['code']).some(
    ({ system, display }) =>
      canonicalSystem(system) === SNOMED &&
      typeof display === 'string' &&
      malignant.test(display) &&
      !notMalignant.test(display),
  );
const malignant =
  /\bmalignant (?:neoplasm|tumou?r|lymphoma|melanoma|glioma)\b|\b\w*carcinoma\b|\b(?:\w+sarcoma|sarcoma|lymphoma|leuka?emia|myeloma)\b/i;
const notMalignant =
  /\bin situ\b|\bbenign\b|\bsuspect\w*|\bscreen\w*|\bfamily\b|\brisk\b|\bfear\b|\bno evidence\b|\bsusceptib\w*|\bintraepithelial\b/i;

const intrathecal =
  /\b(?:intrathecal|IT)\b[^.;·]{0,200}\b(?:chemo\w*|methotrexate|MTX|cytarabine|thiotepa|trastuzumab)\b|\bommaya\b/i;
const isSkinCancer =
  /\bbasal[- ]cell\b|\bBCC\b|\bcutaneous squamous\b|\bsquamous[- ]cell (?:carcinoma|cancer) (?:of|in) (?:the )?skin\b|\bskin cancer\b|\bnon-?melanoma\b/i;
const past =
  /\bhistory\b|\bh\/o\b|\bhx\b|(?<!\bnot (?:in|having achieved) )\bremission\b|\bcured\b|\bsurvivor\b|\bno evidence of disease\b|\bNED\b/i;
const isNoInfection = /\bexpos\w*|\bnegative\b|\bscreen\w*|\bcontact\b|\bprophyla\w*|\bPrEP\b/i;

const inBrain =
  /\b(?:brain|cerebral|intracranial|mening\w*|leptomening\w*)\s+(?:metasta\w*|mets)\b|\bmetasta\w{0,20}[^.;·]{0,200}\b(?:brain|mening\w*)|\bsecondary malignant neoplasm of brain\b/i;

/** The words take back what the code says: "history of", "in remission". */
const isPast = (condition: Opaque) => past.test(wordsOf(condition));

/** True when any ICD-10 coding of the condition lies under a category, written without a dot. */
const isUnder = (condition: Opaque, category: string) =>
  codingsOf(condition['code']).some(({ system, code }) => isUnderIcd10(system, code, category));

/** The last day on which a condition may have ended, where that is recorded as a date. */
function endedOn(condition: Opaque, timeZone: string): Day | undefined {
  const when =
    readWhen(condition['abatementDateTime'], timeZone) ??
    readWhen(asObject(condition['abatementPeriod'])?.['end'], timeZone);
  return when?.last;
}
