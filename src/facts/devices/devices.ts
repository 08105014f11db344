import type { Fact } from '../values/fact.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { currentImplants, type Implant } from './implants.ts';

/** What a patient carries that bears on a magnet. */
export class Devices {
  readonly #reading: ChartReading;
  #found: ReturnType<typeof currentImplants> | undefined;

  constructor(reading: ChartReading) {
    this.#reading = reading;
  }

  /** Coded, current implants and metal; see {@link currentImplants}. */
  get implants(): readonly Implant[] {
    return this.#current.implants;
  }

  /** What it means when something is not among the implants, list by list. */
  get otherwise(): readonly Fact<never>[] {
    return this.#current.otherwise;
  }

  /** True when words of an order name such a device as there, once there or asked about. */
  isNamedIn(words: string): boolean {
    return this.#reading.texts
      .read(words)
      .of('implanted-device')
      .some(({ assertion }) => assertion !== 'denied' && assertion !== 'other-person');
  }

  get #current() {
    return (this.#found ??= currentImplants(this.#reading));
  }
}
