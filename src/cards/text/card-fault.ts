import type { ZodError } from 'zod';

/** What is wrong at one place of a file that clinicians edit. */
export interface CardFault {
  /** `wordings.standard.summary`, `# standard`, `fires[2]`; empty for the file as a whole. */
  readonly place: string;
  /** Cause and remedy, in words. */
  readonly says: string;
  /** The words that are wrong, as they stand in the file: they tell the line within a long text. */
  readonly words?: string;
  /** Where the place alone does not tell the line. */
  readonly line?: number;
}

/** Several faults of one file, or of one text of it. */
export class CardFaults extends Error {
  readonly faults: readonly CardFault[];

  constructor(faults: readonly CardFault[]) {
    super(faults.map(inWords).join('; '));
    this.faults = faults;
  }
}

const inWords = ({ place, says }: CardFault) => (place === '' ? says : `${place}: ${says}`);

/** What was thrown, as faults. */
export const faultsIn = (error: unknown): readonly CardFault[] =>
  error instanceof CardFaults
    ? error.faults
    : [{ place: '', says: error instanceof Error ? error.message : 'it cannot be read' }];

/** What does not have the shape of the file, place by place. */
export const shapeFaults = ({ issues }: ZodError): readonly CardFault[] =>
  issues.map(({ path, message }) => ({ place: path.map(String).join('.'), says: message }));

/** A fault with its file and the line where it is known. */
export interface FileFault extends CardFault {
  readonly file: string;
}

/** Faults of several files: the message has a line each. */
export class FileFaults extends Error {
  readonly faults: readonly FileFault[];

  constructor(faults: readonly FileFault[]) {
    super(
      faults
        .map((fault) => {
          const line = fault.line === undefined ? '' : ` (line ${fault.line})`;
          return `${fault.file}: ${inWords(fault)}${line}`;
        })
        .join('\n'),
    );
    this.faults = faults;
  }
}
