import { promisingWords } from './promising-words.ts';
import { statedAbsence } from './stated-absence.ts';
import { typedNumbers } from './typed-numbers.ts';

/** A text of a card file and where it stands: `wordings.standard.summary`, `# standard`, `fires[2]`. */
export interface PlacedText {
  readonly place: string;
  readonly text: string;
  /** On the card itself; the others stand on its page. */
  readonly onCard: boolean;
}

/** What a text may not say, in sentences that name the place. Empty when all is well. */
export const cardTextFaults = (texts: readonly PlacedText[]): readonly string[] =>
  texts.flatMap(({ place, text, onCard }) => [
    ...typedNumbers(text).map(
      (typed) => `${place}: "${typed}" is typed; a {{figure:…}} or {{setting:…}} belongs there`,
    ),
    // Why a clinician sets a card aside is the clinician's word.
    ...(place.startsWith('overrideReasons') ? [] : promisingWords(text)).map(
      (words) => `${place}: "${words}" is not used on a card; it promises more than the evidence`,
    ),
    ...(onCard ? statedAbsence(text) : []).map(
      (words) => `${place}: "${words}" states an absence; a card says what was read`,
    ),
  ]);
