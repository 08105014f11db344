import { OwnPatients } from './own-patients.ts';
import { listed, placeInList } from './patient-list.ts';
import { SignedOrders } from './signed-orders.ts';
import { draftsOf, linesOf, type DraftHint, type Resource, type Story } from './stories.ts';
import { daysBetween, moveDates, type Shift } from './story-dates.ts';
import type * as Medplum from './medplum.ts';

/** Loads the FHIR engine; rejects where its packages are not installed. */
export type LoadEngine = () => Promise<typeof Medplum>;

/** One patient of the demo as the page shows it in its list. */
export interface PatientSummary {
  readonly id: string;
  readonly name: string;
  /** Heading in the list of patients under which this one stands. */
  readonly group: string;
  readonly title: string;
  readonly story: readonly string[];
  readonly drafts: readonly DraftHint[];
  /** Added by whoever uses the demo; kept in memory only. */
  readonly isOwn: boolean;
}

/** The practitioner that the public sandbox names in every call, and the one of the demo page. */
const practitioners: readonly Resource[] = ['COREPRACTITIONER1', 'dr-example'].map((id) => ({
  resourceType: 'Practitioner',
  id,
  name: [{ family: 'Invented-Example', given: ['Robin'], prefix: ['Dr.'] }],
}));

/** All charts of the demo, moved to today, and the FHIR server that holds them. */
export class DemoCharts {
  readonly own = new OwnPatients();
  readonly #signed = new SignedOrders();
  readonly #readStories: () => readonly Story[];
  #storiesRead: readonly Story[] | undefined;
  readonly #load: LoadEngine;
  readonly #today: () => string;
  #engine: { readonly key: string; readonly engine: Promise<Medplum.FhirEngine> } | undefined;

  /**
   * @param readStories Called once, when the stories are first needed: the start stays fast.
   * @param today The day in the site's time zone, YYYY-MM-DD.
   */
  constructor(readStories: () => readonly Story[], load: LoadEngine, today: () => string) {
    this.#readStories = readStories;
    this.#load = load;
    this.#today = today;
  }

  get #stories(): readonly Story[] {
    return (this.#storiesRead ??= this.#readStories().toSorted(
      (a, b) => placeInList(a.id) - placeInList(b.id),
    ));
  }

  get today(): string {
    return this.#today();
  }

  list(): readonly PatientSummary[] {
    return [
      ...this.#stories.map((story) => ({
        id: story.id,
        name: story.name,
        ...listed(story.id),
        story: linesOf(story, this.#shift(story)),
        drafts: draftsOf(story),
        isOwn: false,
      })),
      ...this.own.list().map(({ id, name }) => ({
        id,
        name,
        group: 'Your own',
        title: 'added by you',
        story: ['Added here, kept in memory until the process ends.'],
        drafts: [],
        isOwn: true,
      })),
    ];
  }

  /** Whole days by which the stories are moved today; 0 without stories. */
  movedDays(): number {
    const [first] = this.#stories;
    return first ? this.#shift(first).days : 0;
  }

  chart(id: string): readonly Resource[] | undefined {
    const story = this.#stories.find((candidate) => candidate.id === id);
    const written = story ? this.#moved(story) : this.own.chart(id);
    return written && [...written, ...this.#signed.of(id)];
  }

  /** Puts a signed order into a chart, and onto the FHIR server where that is installed. */
  async sign(patientId: string, order: Resource): Promise<void> {
    this.#signed.keep(patientId, order);
    const engine = await this.engine().catch(() => undefined);
    await engine?.put(patientId, order);
  }

  /** Takes back what was signed for a patient: the story begins anew. */
  async unsign(patientId: string): Promise<void> {
    const orders = this.#signed.of(patientId);
    this.#signed.clear(patientId);
    if (orders.length === 0) return;
    const engine = await this.engine().catch(() => undefined);
    for (const { resourceType, id } of orders) await engine?.remove(patientId, resourceType, id);
  }

  /** Faults of a resource by the R4 definitions; undefined where they are not installed. */
  async validator(): Promise<((resource: unknown) => readonly string[]) | undefined> {
    return this.#load().then(
      ({ faultsOf }) => faultsOf,
      () => undefined,
    );
  }

  async isFhirInstalled(): Promise<boolean> {
    return (await this.validator()) !== undefined;
  }

  /** The FHIR server over the charts of today; made anew when the day or somebody's patients change. */
  engine(): Promise<Medplum.FhirEngine> {
    const key = `${this.today} ${this.own.revision}`;
    if (this.#engine?.key !== key) {
      const engine = this.#load().then(({ fhirEngine }) =>
        fhirEngine(
          new Map([
            ...[...this.#stories, ...this.own.list()].map(
              ({ id }) => [id, this.chart(id) ?? []] as const,
            ),
          ]),
          practitioners,
        ),
      );
      this.#engine = { key, engine };
    }
    return this.#engine.engine;
  }

  #shift(story: Story): Shift {
    return { from: story.today, days: daysBetween(story.today, this.today) };
  }

  #moved(story: Story): readonly Resource[] {
    return moveDates(story.resources, this.#shift(story));
  }
}
