import type { CardFault } from '../text/card-fault.ts';
import { promisingWords } from '../text/promising-words.ts';
import { statedAbsence } from '../text/stated-absence.ts';
import { typedNumbers } from '../text/typed-numbers.ts';

/** A text of a card file and where it stands: `wordings.standard.summary`, `# standard`, `fires[2]`. */
export interface PlacedText {
  readonly place: string;
  readonly text: string;
  /** On the card itself; the others stand on its page. */
  readonly onCard: boolean;
}

/** What a text may not say, and what belongs there instead. Empty when all is well. */
export const cardTextFaults = (texts: readonly PlacedText[]): readonly CardFault[] =>
  texts.flatMap(({ place, text, onCard }) => [
    ...typedNumbers(text).map((words) => ({
      place,
      words,
      says: `"${words}" is typed; a {{figure:…}} or {{setting:…}} belongs there`,
    })),
    // Why a clinician sets a card aside is the clinician's word.
    ...(place.startsWith('overrideReasons') ? [] : promisingWords(text)).map((words) => ({
      place,
      words,
      says: `"${words}" is not used on a card; it promises more than the evidence: say what was seen, or what can be`,
    })),
    ...(onCard ? statedAbsence(text) : []).map((words) => ({
      place,
      words,
      says: `"${words}" states an absence; a card says what was read: say that, or ask`,
    })),
    ...(text.match(tags) ?? []).map((words) => ({
      place,
      words,
      says: `"${words}" is HTML, which EHRs show as it stands; write Markdown`,
    })),
  ]);

const tags = /<[a-z][^>\n]{0,60}>?/gi;
