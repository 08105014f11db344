/**
 * Reads signs that can fit cauda equina syndrome from what was written in an order or a condition.
 * Here words make a card speak, so the list is narrow, and a sign that is denied, past, long-standing,
 * feared or only warned of does not count. Weakness, back pain and sciatica are not in it.
 */

const loss = String.raw`(?:no|absent|lost|loss of|los(?:es?|ing)|reduced|decreased|diminished|impaired|altered|poor)`;
const numb = String.raw`(?:numb\w{0,20}|an(?:a)?esthe\w{0,20}|hyp(?:a)?esthe\w{0,20}|hypoa?esthe\w{0,20}|par(?:a)?esthe\w{0,20}|tingling|sens(?:ory|ation) (?:loss|change|disturbance|deficit)s?)`;
const region = String.raw`(?:saddle|peri-?an(?:al|us)|perine(?:al|um)|genital(?:s|ia)?)`;
const waste = String.raw`(?:f(?:a)?eces|f(?:a)?ecal|stools?|bowels?)`;

const signs = new RegExp(
  [
    String.raw`${region}(?:[- ](?:area|region|distribution|type))?[- ]${numb}`,
    String.raw`${numb}\s+(?:in|of|around|over|at|to|affecting)\s+(?:(?:the|her|his|their|a)\s+)?(?:(?:groin|buttocks?|thighs?)\s+and\s+)?${region}`,
    String.raw`${numb}\s+between\s+(?:(?:the|her|his|their)\s+)?legs`,
    String.raw`numb\s+${region}`,
    String.raw`${region}(?:[- ](?:area|region))?[- ](?:altered|reduced|decreased|impaired) sens\w+`,
    String.raw`${numb}\s+(?:in|of|around|over|at|to|affecting)\s+(?:(?:the|her|his|their)\s+)?(?:anus|back passage|vagina|penis|scrotum|testicles|private parts)`,
    String.raw`${loss}\s+${region}(?:[- ](?:area|region))? sens\w+`,
    String.raw`${loss}\s+(?:an(?:al|us)|rectal|sphincter)\s+(?:tone|tonus|sens\w+)`,
    String.raw`(?:urinary|urine|bladder|painless)\s+retention`,
    String.raw`retention of urine`,
    String.raw`(?:unable|inability|(?:not|no longer) able|cannot|can ?not|can['’]?t)\s+(?:to\s+)?(?:pass (?:any )?(?:urine|water)|void|urinate|pee|empty (?:(?:the|her|his|their) )?bladder)`,
    String.raw`overflow incontinence`,
    String.raw`${waste}\s+incontinen\w+`,
    String.raw`incontinen\w+ (?:of|for|to|with) (?:urine (?:and|or|\/|&) )?${waste}`,
    String.raw`${waste}\s*(?:and|&)\s*(?:bladder|urinary|urine)\s+incontinen\w+`,
    String.raw`doubl[ey]\s+incontinen\w+`,
    String.raw`(?:new|sudden|acute)(?:[- ]onset)?\s+(?:(?:urinary|urine|bladder)\s+)?incontinen\w+`,
    String.raw`incontinen\w+ of urine (?:since|from) (?:yesterday|today|this morning|last night|overnight|mon|tues|wednes|thurs|fri|satur|sun)`,
    String.raw`sphincter(?:ic)? (?:disturbance|dysfunction|involvement|problems?)`,
    String.raw`(?:loss of|lost|no|los(?:es?|ing))\s+(?:(?:her|his|their)\s+)?(?:bladder|bowel|sphincter)(?:\s*(?:and|or|\/|&)\s*(?:bladder|bowel))?\s+(?:control|function)`,
    String.raw`(?:\?|\b(?:query|suspect\w*|possible|probable|likely|rule out|r\/o|exclude|concern\w* (?:for|of|about|re)|evolving|threatened|acute)\b)\s*(?:an? )?cauda equina\b(?! tumou?r| lesion| mass| nod)`,
    String.raw`cauda equina (?:syndrome|symptom\w*|signs?|features?|compression|compromise)`,
  ]
    .map((part) => `(?:${part})`)
    .join('|'),
  'gi',
);
/** The abbreviation is also a word ("ces"), so its case counts. */
const abbreviation = /\bCES(?:[IRS]|-[IRS])?\b/g;

/** How far a cue is looked for on either side of a sign; what is hostile is long. */
const REACH = 200;
/** What stands behind this many characters of one text is not read. */
const MAX_TEXT = 20_000;

const clauseEnd = /[.;!\n·]+|\b(?:but|however|although|though|whereas)\b/i;

/** A denial reaches over a list ("no weakness, numbness or incontinence"), not over a new statement. */
const denial =
  /\b(?:no|nil|none|without|w\/o|denie[sd]|deny|denying|neg(?:ative)?|absence of|free (?:of|from)|neither|nor|(?:do(?:es)?|did|has|have)\s*n[o'’]t\s+(?:have|had|report(?:ed)?|describe[sd]?|endorse[sd]?|experience[sd]?|notice[sd]?|complain(?:ed)? of|mention(?:ed)?))\b/gi;
/** These end at the next comma. */
const shortDenial = /\b(?:not|never|isn['’]?t|unlikely|excluded|ruled out)\b/gi;
const newStatement =
  /\b(?:now|new|newly|with|has|have|having|had|reports?|reporting|complain\w*|c\/o|develop\w*|since(?! last)|today|yesterday|overnight|worse\w*|present\w*|improv\w*|relie\w*|better|benefit|help\w*|respon\w*|history|then|due to|because|trauma|injury|contrast|gad\w*|\d+(?:\/\d+)?)\b|[:?]/i;
const denialAfter =
  /^(?:\s{0,3}[,–-]\s{0,3}|[^,.;·]{0,40}?\b)(?:denied|excluded|ruled out|not (?:present|reported)|unlikely|resolved|absent|negative)\b(?=\s{0,3}(?:$|[,.;:·)/]|(?:on|in|by|at|today|now|clinically|with|after)\b))|^[^.;·]{0,80}?\b(?:all|both|these)\s+(?:\w+\s+)?(?:denied|excluded|ruled out|resolved|absent|negative)\b|^\s{0,3}(?:\(\s{0,3}[-–]\s{0,3}\)|[-–]\s?ve\b|neg\b)|^(?:\s{0,3}[:=?–-]){1,3}\s{0,3}(?:no|nil|none|n|negative|absent)\s{0,3}(?:$|[,.;·/)])|^\s{0,3}(?:\[\s{0,3}\]|\(?\s{0,3}[:–-]?\s{0,3}(?:denie[sd]|denying)\b|\((?:n|no|neg|nil)\)|[✗✘❌]|(?:n|no|nil)\s{0,3}(?:$|[,.;·/]))/i;
/** A form without stops: "Incontinence?: No Saddle anesthesia?: No". */
const answeredNo = /^\s*[:?=]{1,3}\s*(?:No|NO|None|NONE|N)\s+[A-Z]/;
/** And "… : Yes": the "No" before it answered what stands before. */
const answeredYes = /^\s*(?:[:?=]\s*){1,3}(?:yes|y|present|positive)\b/i;
/** "(-) saddle anesthesia": the mark of a template stands right before the sign. */
const markedAbsent = /(?:\(\s*[-–]\s*\)|[✗✘❌])\s*$/;

/** What is over, of another person, or of long standing. */
const elsewhere =
  /\b(?:previous(?:ly)?|prior|past|pmhx?|hx|h\/o|s\/p|status post|chronic(?:ally)?|long[- ]?(?:standing|term)|baseline|known|stable|resolved|treated|recovered|(?<!\b(?:\d+|day|week|hour|short|recent|acute)\s)(?:family |past |medical ){0,3}history of|follow[- ]?up (?:of|for|after)|post)\b/gi;
const relative =
  /\b(?:family|mother|mum|mom|father|dad|aunt|uncle|cousin|grand\w+|brother|sister|son|daughter|husband|wife|partner)(?:['’]s)?\b/gi;
const elsewhereAfter =
  /^[^.;·]{0,30}?\b(?:\d+|many|several|some)\s+(?:years?|yrs?|months?)\b(?!\s+(?:post|after|following|since|pregnan))|^[^.;·]{0,30}?\b(?:years ago|for years|for (?:the (?:last|past) )?(?:\d+|many|several|some) (?:years|yrs)|since (?:childhood|birth)|long[- ]?(?:standing|term)|chronic)\b/i;

/** What was said to the patient, or might come. */
const warned =
  /\b(?:if|should|in case|in the event|risks? (?:of|for|include\w*)|at risk|warn\w* (?:of|about|re)|counsell?\w*|safety[- ]?net\w*|educat\w*|aware of|watch (?:out )?for|look(?:ing)? out for|monitor for|return (?:if|for|with|to)|precautions?|advi[sc]e[ds]? (?:re|about|of|on|regarding|to)|seek|call|attend|go to|come back|report any)\b/gi;
const warnedAfter =
  /^[^.;·]{0,30}?\b(?:advice|advised|safety[- ]?net\w*|leaflet|card|information|counsell?\w*|precautions?|warning signs|discussed|explained|red[- ]?flags?|pathway|clinic)\b/i;

/**
 * The words of a text that speak of a present cauda equina sign, as they stand there: the clause of
 * the first one.
 *
 * @param years Years that count as now; a clause that names other years only is about the past.
 * @returns undefined when there is none, or all of them are denied, past, of long standing or feared.
 */
export function caudaEquinaWordsIn(text: string, years: readonly number[]): string | undefined {
  return clausesOf(text).find((clause) => saysSign(clause, years));
}

/**
 * Whether a text speaks of a present sign that is not retention of urine. Read as in
 * {@link caudaEquinaWordsIn}.
 */
export const saysMoreThanRetention = (text: string, years: readonly number[]): boolean =>
  clausesOf(text).some((clause) =>
    matchesIn(clause).some((match) => !retention.test(match[0]) && stands(clause, match, years)),
  );

const retention =
  /\bretention\b|\boverflow\b|\bvoid\b|\burinate\b|\bpee\b|\bpass (?:any )?(?:urine|water)\b|\bempty\b/i;

function clausesOf(text: string): readonly string[] {
  const read = text.slice(0, MAX_TEXT);
  // Most texts name no sign: they need not be taken apart.
  if (read.search(signs) < 0 && read.search(abbreviation) < 0) return [];
  return read
    .split(clauseEnd)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');
}

/** True for words beside a code that take back what the code says: "history of", "excluded". */
export function takesBack(words: string, years: readonly number[]): boolean {
  const text = words.slice(0, MAX_TEXT);
  const found = matchesIn(text);
  const isTakenBack = (match: RegExpMatchArray) => !stands(text, match, years);
  if (found.length > 0) return found.every(isTakenBack);
  return /\b(?:ruled out|excluded|history of|h\/o|resolved|family)\b/i.test(text);
}

/** Whether a text speaks of a sign at all, denied or not. */
export const mentionsSign = (text: string): boolean =>
  text.search(abbreviation) >= 0 || (stems.test(text) && text.search(signs) >= 0);
/** One of these is in every sign; most texts have none. */
const stems =
  /saddle|anal|anus|perine|genital|passage|vagina|penis|scrotum|testicles|private|sphincter|retention|void|urin|pee|bladder|incontinen|bowel|cauda/i;

const matchesIn = (text: string): readonly RegExpMatchArray[] => [
  ...text.matchAll(signs),
  ...text.matchAll(abbreviation),
];

const saysSign = (clause: string, years: readonly number[]) =>
  matchesIn(clause).some((match) => stands(clause, match, years));

function stands(clause: string, match: RegExpMatchArray, years: readonly number[]): boolean {
  const at = match.index ?? 0;
  const before = clause.slice(Math.max(0, at - REACH), at);
  const after = clause.slice(at + match[0].length, at + match[0].length + REACH);
  const named = [...`${before} ${after}`.matchAll(/\b(?:19|20)\d\d\b/g)].map(([year]) =>
    Number(year),
  );
  if (named.length > 0 && !named.some((year) => years.includes(year))) return false;
  const governs = (cue: RegExp, isEnded: (between: string) => boolean) => {
    const last = [...before.matchAll(cue)].at(-1);
    return last !== undefined && !isEnded(before.slice(last.index + last[0].length));
  };
  // "no new retention" is a denial; "no relief, new retention" is not.
  const isNewStatement = (between: string) =>
    newStatement.test(between.replace(/^\s*[:–-]?\s*(?:(?:any|new|recent|known)\s+)*/i, ''));
  const isFarther = (between: string) => between.includes(',') || newStatement.test(between);
  return (
    (answeredYes.test(after) ||
      (!governs(denial, isNewStatement) && !governs(shortDenial, isFarther))) &&
    !governs(elsewhere, isFarther) &&
    !governs(relative, (between) => between.includes(',')) &&
    !governs(warned, () => false) &&
    !denialAfter.test(after) &&
    !answeredNo.test(after) &&
    !markedAbsent.test(before) &&
    !elsewhereAfter.test(after) &&
    !warnedAfter.test(after)
  );
}
