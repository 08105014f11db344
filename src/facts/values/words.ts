/** Cancer of the meninges has "meningitis" in some of its names: taken out before those are looked for. */
export const malignantMeningitis =
  /\b(?:malignant|neoplastic|carcinomatous|leuka?emic|lymphomatous)\s+mening\w*|\bmeningeal\s+(?:carcinomatosis|leuka?emia|lymphoma|metasta\w*|disease|spread|deposits?)|\bleptomening\w*|\b(?:neoplasm|metasta\w*|tumou?rs?|carcinoma\w*|melanoma)\b[^.;·]{0,200}\bmening\w*/gi;

const deniedThing = String.raw`(?:fevers?|rigors|saddle (?:an(?:a)?esthesia|numbness|par(?:a)?esthesia)|(?:urinary |f(?:a)?ecal |bowel |bladder )?incontinence|(?:bladder|bowel|sphincter|urinary)(?: (?:or|and) (?:bladder|bowel))? (?:symptoms|disturbances?|dysfunction|involvement|problems?|retention)|foot[- ]?drop|(?:leg |motor |new )?weakness|(?:new |motor |focal |neurological |neuro )*deficits?|red flags?|(?:signs of )?infection|cauda equina(?: (?:symptoms|signs|syndrome))?|wound (?:problems?|infection)|sexual dysfunction|night sweats|weight loss|(?:history of )?(?:cancer|malignancy)|known (?:cancer|malignancy))`;
const denial = new RegExp(
  String.raw`\b(?:no|denies|without)\s+${deniedThing}(?:(?:,|\s+or|\s*\/)\s*${deniedThing})*(?=\s*(?:[,.;·]|$))`,
  'gi',
);
const normal =
  /\b(?:bladder|bowels?|sphincters?|power|saddle sensation)(?:\s{1,3}(?:and|&|\/)\s{1,3}(?:bladder|bowels?))?(?:\s+function)?\s{0,3}(?:is|are|:)?\s{0,3}(?:normal|intact|ok|preserved)(?=\s*(?:[,.;·]|$))/gi;

/**
 * A reason without what it plainly denies: "no fever, no saddle anaesthesia, bladder normal" then
 * speaks of neither. Only known things are taken out, and only where the phrase ends there: "no anal
 * tone", "no fever but retention" and "bladder normal until yesterday" stay. For cards where a careful
 * referral would otherwise be punished with silence; never for the puncture card.
 */
export function withoutDenials(text: string): string {
  return text.replace(denial, ' ').replace(normal, ' ');
}
