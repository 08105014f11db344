import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { contrastInWords } from '../src/clinical-text/contrast/contrast-in-words.ts';
import type { ClinicalText } from '../src/clinical-text/reading/clinical-text.ts';
import { readLexicon } from '../src/clinical-text/reading/lexicon.ts';
import { readCaudaEquinaSigns } from '../src/clinical-text/topics/cauda-equina-signs.ts';
import { readConditionWords } from '../src/clinical-text/topics/condition-words.ts';
import { readOperationTitle } from '../src/clinical-text/topics/operation-titles.ts';
import { readPunctureTitle } from '../src/clinical-text/topics/puncture-titles.ts';

const usage = `Scores how single phrases are read.

  node scripts/score-phrases.ts FILE…      sets of phrases, as fhir-fixtures/unseen5/phrases.json
    --errors                               each phrase that was read otherwise`;

interface Phrase {
  readonly text: string;
  readonly expect: string;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { errors: { type: 'boolean', default: false } },
});
if (positionals.length === 0) {
  console.log(usage);
  process.exit(2);
}

const lexicon = readLexicon('cards/words');
const read = (text: string) => lexicon.read(text, { currentYears: [2026, 2025] });
/** Cancer, infection, trouble with a wound, a weak defence. */
const dangers = [
  'active-cancer', 'blood-cancer', 'spinal-tumour', 'spinal-infection', 'endocarditis', 'sepsis', 'nervous-system-infection', 'other-infection', 'immune-compromise', 'wound-problem', 'wound-infection', 'fever',
] as const; // prettier-ignore
/** What the labels call ways of contrast. */
const contrasts: Readonly<Record<string, string>> = {
  both: 'without-and-with',
  unsaid: 'unspecified',
};
const quiet: ReadonlySet<string> = new Set(['quiet', 'not-disc', 'not', 'harmless']);

/** Whether a phrase is read as its list is about; contrast is scored by its kind. */
const readers: Readonly<Record<string, (text: ClinicalText) => boolean>> = {
  signs: (text) => readCaudaEquinaSigns(text).signs.length > 0,
  discOperations: (text) => {
    const title = readOperationTitle(text);
    return title?.kind === 'disc' && title.standing === 'stated' && title.region !== 'above';
  },
  punctures: (text) => readPunctureTitle(text)?.standing === 'stated',
  conditions: (text) => readConditionWords(text).present(...dangers) !== undefined,
};

for (const file of positionals) {
  const lists = JSON.parse(readFileSync(file, 'utf8')) as Record<string, readonly Phrase[]>;
  console.log(file);
  for (const [name, phrases] of Object.entries(lists)) {
    const wrong = name === 'contrast' ? contrastScore(phrases) : score(name, phrases);
    if (values.errors) for (const line of wrong) console.log(`    ${line}`);
  }
}

function score(name: string, phrases: readonly Phrase[]): readonly string[] {
  const isRead = readers[name];
  if (!isRead) return [];
  const isQuiet = ({ expect }: Phrase) => quiet.has(expect);
  const heard = phrases.map((phrase) => ({
    phrase,
    isRight: isRead(read(phrase.text)) !== isQuiet(phrase),
  }));
  const of = (some: typeof heard) =>
    `${some.filter(({ isRight }) => isRight).length} of ${some.length}`;
  const loud = heard.filter(({ phrase }) => !isQuiet(phrase));
  const silent = heard.filter(({ phrase }) => isQuiet(phrase));
  console.log(`  ${name}: read ${of(loud)}, quiet ${of(silent)}`);
  return heard.flatMap(({ phrase, isRight }) =>
    isRight ? [] : [`${phrase.expect}: ${phrase.text}`],
  );
}

function contrastScore(phrases: readonly Phrase[]): readonly string[] {
  const heard = phrases.map(({ text, expect }) => ({ text, expect, said: contrastInWords(text) }));
  const wrong = heard.filter(({ expect, said }) => said !== (contrasts[expect] ?? expect));
  const asWithout = wrong.filter(({ said }) => said === 'without').length;
  console.log(
    `  contrast: ${heard.length - wrong.length} of ${heard.length}, as without: ${asWithout}`,
  );
  return wrong.map(({ text, expect, said }) => `${expect}, read as ${said}: ${text}`);
}
