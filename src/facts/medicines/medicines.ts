import { readWhen, type When } from '../values/calendar.ts';
import { found, notRecorded, unreadable, type Evidence, type Fact } from '../values/fact.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { asList, asObject, asText, referenceTo, type Opaque } from '../reading/fields/fields.ts';
import { byReference, type Listed } from '../reading/fields/listed.ts';
import type { MedicineKind } from './medicine-kinds.ts';
import { isIntrathecal } from './intrathecal.ts';
import { namedMedicine } from './medicine-named.ts';

/** A medicine that the chart lists as being taken. An active order does not prove that it is. */
export interface ListedMedicine {
  readonly name: string;
  readonly kinds: ReadonlySet<MedicineKind>;
  /** When it was ordered, or since when it is taken. */
  readonly when: When | undefined;
  readonly evidence: Evidence;
}

/** Orders that are to be followed; one without a status may be. */
const activeOrder: ReadonlySet<string> = new Set(['active', 'unknown', '']);
const activeStatement: ReadonlySet<string> = new Set(['active', 'intended', 'recorded', '']);
const notMeant: ReadonlySet<string> = new Set(['proposal', 'plan', 'option']);

/**
 * The medicines of a chart: of its orders, and of its medication statements where a server keeps its
 * list there.
 */
export class Medicines {
  readonly #reading: ChartReading;
  #orders: Reading | undefined;
  #statements: Reading | undefined;

  constructor(reading: ChartReading) {
    this.#reading = reading;
  }

  /**
   * Medicines of some kinds that are ordered or stated as current. Narrow: what the patient alone
   * reports is not among them. Statements only add: few servers have them.
   *
   * @returns `unreadable` when none is found and an active order names its medicine neither in words
   *   nor by a code that we know.
   */
  current(...kinds: readonly MedicineKind[]): Fact<readonly ListedMedicine[]> {
    const orders = (this.#orders ??= this.#read('medications', activeOrder));
    const statements = (this.#statements ??= this.#read('statements', activeStatement));
    const of = (medicines: readonly Taken[]) =>
      medicines.filter(
        (one) => !one.isOfPatient && kinds.some((kind) => one.medicine.kinds.has(kind)),
      );
    const listed = [...of(orders.taken), ...of(statements.taken)].map(({ medicine }) => medicine);
    return found(
      listed,
      orders.isAllRead || orders.otherwise.status !== 'not-recorded'
        ? orders.otherwise
        : unreadable('name of a medicine'),
    );
  }

  /** Medicines ordered as current whose route is intrathecal, in no order. */
  get intrathecal(): readonly { readonly name: string; readonly evidence: Evidence }[] {
    return this.#reading
      .list('medications')
      .resources.filter(
        (one) =>
          activeOrder.has(asText(one['status']) ?? '') &&
          isMeant(one) &&
          !this.#isNotNow(one) &&
          isIntrathecal(one, this.#reading),
      )
      .map((one) => {
        const name = namedMedicine(one, this.#reading).name ?? 'medicine';
        return { name, evidence: { ...reference(one), says: `intrathecal ${name}` } };
      });
  }

  #read(key: 'medications' | 'statements', active: ReadonlySet<string>): Reading {
    const list = this.#reading.list(key);
    const taken: Taken[] = [];
    let isAllRead = true;
    for (const resource of [...list.resources].sort(byReference)) {
      if (!active.has(asText(resource['status']) ?? '') || !isMeant(resource)) continue;
      if (this.#isNotNow(resource)) continue;
      const { name, kinds, isRead } = namedMedicine(resource, this.#reading);
      isAllRead &&= isRead;
      if (kinds.size === 0) continue;
      taken.push({
        isOfPatient: isOfPatient(resource),
        medicine: {
          name: name ?? 'medicine',
          kinds,
          when: this.#when(resource),
          evidence: { ...reference(resource), says: name ?? 'medicine' },
        },
      });
    }
    return { taken, isAllRead, otherwise: otherwiseOf(key, list) };
  }

  #when(resource: Opaque): When | undefined {
    const { timeZone } = this.#reading;
    const period = asObject(resource['effectivePeriod']);
    return (
      readWhen(resource['authoredOn'], timeZone) ??
      readWhen(resource['effectiveDateTime'], timeZone) ??
      readWhen(period?.['start'], timeZone) ??
      readWhen(resource['dateAsserted'], timeZone)
    );
  }

  /** The directions, or the period of a statement, end before today, or begin after it. */
  #isNotNow(resource: Opaque): boolean {
    const { today, timeZone } = this.#reading;
    const repeats = asList(resource['dosageInstruction']).map(
      (dosage) => asObject(asObject(asObject(dosage)?.['timing'])?.['repeat'])?.['boundsPeriod'],
    );
    const told = (member: 'start' | 'end') =>
      [resource['effectivePeriod'], ...repeats].flatMap((period) => {
        const when = readWhen(asObject(period)?.[member], timeZone);
        return when === undefined ? [] : [when];
      });
    const [starts, ends] = [told('start'), told('end')];
    const isOver = ends.length > 0 && ends.every(({ last }) => last < today);
    // A period without a start may have begun.
    const isToCome =
      starts.length > 0 &&
      starts.length === Math.max(repeats.length, 1) &&
      starts.every(({ first }) => first > today);
    return isOver || isToCome;
  }
}

interface Taken {
  readonly medicine: ListedMedicine;
  /** Reported by the patient or a relative. */
  readonly isOfPatient: boolean;
}

interface Reading {
  readonly taken: readonly Taken[];
  readonly isAllRead: boolean;
  readonly otherwise: Fact<never>;
}

/** Statements are asked for where a server has them: none proves nothing, and nothing rests on them. */
const otherwiseOf = (key: 'medications' | 'statements', { otherwise }: Listed): Fact<never> =>
  key === 'statements' ? notRecorded : otherwise;

/** An order to give it, not a plan, and not one that says "do not give". */
const isMeant = (resource: Opaque): boolean =>
  resource['doNotPerform'] !== true && !notMeant.has(asText(resource['intent']) ?? '');

/** @see FHIR R4 MedicationRequest.reported[x], MedicationStatement.informationSource */
function isOfPatient(resource: Opaque): boolean {
  if (resource['reportedBoolean'] === true) return true;
  const sources = [
    resource['reportedReference'],
    ...asList(resource['informationSource']),
    // As STU3 has it.
    asObject(resource['requester'])?.['agent'],
    resource['requester'],
  ];
  return sources.some((source) =>
    /(?:^|\/)(?:Patient|RelatedPerson)\//.test(asText(asObject(source)?.['reference']) ?? ''),
  );
}

const reference = (resource: Opaque) => {
  const to = referenceTo(resource);
  return to === undefined ? {} : { reference: to };
};
