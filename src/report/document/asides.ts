import type { Token } from '../notation/tokens.ts';

const opensAdvice =
  /^(?:recommend|recommended|recommendation|suggest|suggested|advise|advised|consider|please|correlate|correlation|repeat|if|advice|kindly|should)$/;
const findingVerb = /^(?:shows?|demonstrates?|enhances?|seen)$/;

/** A sentence that advises, or says what another study could show. */
export function isRecommendation(tokens: readonly Token[]): boolean {
  const first = tokens.find(({ word }) => /\p{L}/u.test(word))?.word ?? '';
  if (!opensAdvice.test(first)) return false;
  const words = tokens.map(({ word }) => word);
  return (
    first !== 'if' ||
    !words.some((word) => findingVerb.test(word)) ||
    words.includes('consider') ||
    words.includes('considered') ||
    words.includes('should') ||
    words.includes('would')
  );
}

const historyStarts: readonly RegExp[] = [
  /^(?:treated|known|surveillance|background|history|clinical history|h\/o|known case|hx|k\/c\/o|c\/o|complains|complaining|presented|presents|presenting|indication|reason for|evaluate|evaluation|rule out|r\/o|query|clinical|referred)\b/,
  /^(?:s\/p )/,
  /^(?:status post|prior|previous|post) .{0,60}(?:ectomy|otomy|surgery|fusion|decompression)\b/,
  /^(?:the )?patient (?:has|had|is|was|presents|complains|reports|with|underwent)\b/,
  /^#number ?-? ?(?:year|yr|y|month)s? ?-? ?old\b/,
  /^(?:thank you for|dear)\b/,
  /^(?:family history|mother|father|sister|brother|his|her) .{0,30}\b(?:had|has|with|of)\b/,
];

const teaches =
  /\b(?:is|are|remains?) (?:much |still |hotly )?(?:debated|controversial|disputed|contested)\b|\bin (?:some|several|other|most|many|published|small|large) (?:series|studies|cohorts|reports|publications)\b|\bthe literature\b|\b(?:is|are) defined as\b|\bby definition\b|\bin the general population\b|\bin (?:healthy|asymptomatic) (?:people|persons|volunteers|subjects|controls|individuals)\b/;

/** What is known of a finding in general, not of this patient: no root is named. */
export function isTeaching(tokens: readonly Token[]): boolean {
  if (tokens.length < 5) return false;
  const isNamed = tokens.some(
    ({ word, level }) => level !== undefined || /^(?:left|right|this|today|here)$/.test(word),
  );
  return !isNamed && teaches.test(tokens.map(({ word }) => word).join(' '));
}

/** First words of all of these. */
const opensStory: ReadonlySet<string> = new Set([
  'treated', 'known', 'surveillance', 'background', 'history', 'clinical', 'h/o', 'hx', 'k/c/o', 'c/o', 'complains', 'complaining', 'presented', 'presents', 'presenting', 'indication', 'reason', 'evaluate', 'evaluation', 'rule', 'r/o', 'query', 'referred',
  's/p', 'status', 'prior', 'previous', 'post', 'the', 'patient', '#number', 'thank', 'dear', 'family', 'mother', 'father', 'sister', 'brother', 'his', 'her',
]); // prettier-ignore

/** A sentence without heading that tells the patient's story or the question. */
export function isHistoryLike(tokens: readonly Token[]): boolean {
  if (!opensStory.has(tokens[0]?.word ?? '')) return false;
  const start = tokens
    .slice(0, 14)
    .map(({ word }) => word)
    .join(' ');
  if (
    /\b(?:there is|there are|enhanc|uptake|seen|shows|demonstrat|disc extrusion|disc protrusion)/.test(
      start,
    ) &&
    !/^(?:history|clinical|reason|indication|the patient|patient)/.test(start)
  )
    return false;
  const whole = tokens
    .slice(0, 48)
    .map(({ word }) => word)
    .join(' ');
  // "Post microdiscectomy - the left S1 root lights up": the images have been reached.
  if (/^(?:status )?post\b/.test(start) && /\b(?:enhances|lights up|takes up|lit up)\b/.test(whole))
    return false;
  return historyStarts.some((pattern) => pattern.test(start));
}

/** "MRI of the lumbar spine with contrast …": the patient's story is over. */
export function startsExamination(tokens: readonly Token[]): boolean {
  const start = tokens
    .slice(0, 8)
    .map(({ word }) => word)
    .join(' ');
  return /^(?:the |an? )?(?:whole |total |contrast |enhanced |multiplanar |multisequence |lumbar |lumbosacral |pre |post |sagittal |sag |axial |sequences |technique )*(?:mri?|spine mri|t1|t2|images|imaging|sequences|scans?|contrast|postcontrast)\b/.test(
    start,
  );
}

/** "There is …", "At L4-5 …", "No …": what is seen, not what was asked. */
export function startsFindings(tokens: readonly Token[]): boolean {
  const start = tokens
    .slice(0, 4)
    .map(({ word }) => word)
    .join(' ');
  return /^(?:there (?:is|are)|at #level|post (?:gadolinium|gad|contrast)|following (?:contrast|gadolinium))\b/.test(
    start,
  );
}

const imagingWord =
  /\b(?:there (?:is|are)|enhanc\w*|uptake|seen|shows?|demonstrat\w*|signal|herniation|protrusion|extrusion|bulge|scar|fibrosis|thickened|swollen|arachnoiditis|discitis|unremarkable|normal|contrast|gadolinium|mri?|root|roots|canal|stenosis|no)\b/;
const complaint =
  /\b(?:pain|weakness|numbness|paresthesias?|paraesthesia|foot drop|fever|febrile|sciatica|incontinence|retention|rash|immunosuppressed|immunocompromised|dysesthesia|ataxia|falls|lbp|hiv|diabetic|smoker|areflexia|year old|yo)\b/;

/** First words of these. */
const complaints: ReadonlySet<string> = new Set([
  'pain', 'weakness', 'numbness', 'paresthesia', 'paresthesias', 'paraesthesia', 'foot', 'fever', 'febrile', 'sciatica', 'incontinence', 'retention', 'rash', 'immunosuppressed', 'immunocompromised', 'dysesthesia', 'ataxia', 'falls', 'lbp', 'hiv', 'diabetic', 'smoker', 'areflexia', 'year', 'yo',
]); // prettier-ignore

/** A sentence before anything was seen that only tells what the patient complains of. */
export function isComplaint(tokens: readonly Token[]): boolean {
  if (!tokens.slice(0, 40).some(({ word }) => complaints.has(word))) return false;
  const words = tokens
    .slice(0, 40)
    .map(({ word }) => word)
    .join(' ');
  return complaint.test(words) && !imagingWord.test(words);
}

/** "By April the enhancement had faded but was still visible": a day with a name, and the past. */
const datedBefore =
  /^(?:in|by|at|on|until) (?:early |late |mid |last |the |#number )?(?:#month|january|february|march|april|june|july|august|september|october|november|december)\b/;
/** "Old contrast MRI (2021) showed S1 root enhancement". */
const oldStudy =
  /^(?:the )?(?:old|previous|prior|earlier|outside|last) (?:\S+ ){0,4}?(?:mri?|scan|study|examination)\b.{0,30}\b(?:showed|demonstrated|described|revealed|had)\b/;
const ofUptake = /\b(?:enhanc\w*|uptake)\b/;
const ofNow =
  /\b(?:is|are|has|have|does|do|now|today|currently|current|this|persists?|remains?|given|administered|performed|scanned)\b/;

/** "Comparison is made with the MRI of May, when the root enhanced": said of then only. */
export function tellsOfEarlier(tokens: readonly Token[]): boolean {
  if (
    !/^(?:comparison|compared|in|the|on|by|at|until|old|previous|prior|earlier|outside|last)$/.test(
      tokens[0]?.word ?? '',
    )
  )
    return false;
  const words = tokens
    .slice(0, 60)
    .map(({ word }) => word)
    .join(' ');
  if (
    datedBefore.test(words) &&
    /\b(?:was|were|had)\b/.test(words) &&
    ofUptake.test(words) &&
    !ofNow.test(words)
  )
    return true;
  if (oldStudy.test(words) && !ofNow.test(words)) return true;
  return (
    /^(?:comparison|compared|in comparison|the comparison|the (?:previous|prior|earlier|last|outside)|on the (?:previous|prior|earlier|last|outside))\b.{0,80}\b(?:when|in which|on which|at which|where|which (?:showed|demonstrated|described|revealed)|that (?:showed|demonstrated))\b/.test(
      words,
    ) &&
    !/\b(?:now|today|currently|current|todays|this (?:study|time|examination)|no longer|resolved|persists?|unchanged|again|remains?|since)\b/.test(
      words,
    )
  );
}

/** Where a story told in one breath turns to the images ("… and images show"); -1 when it does not. */
export function startOfImages(tokens: readonly Token[]): number {
  return tokens.findIndex(({ word }, i) => {
    if (word === 'there') return /^(?:is|are)$/.test(tokens[i + 1]?.word ?? '');
    return (
      /^(?:images?|imaging|mri?|scan|sequences|study)$/.test(word) &&
      tokens
        .slice(i + 1, i + 9)
        .some((next) => /^(?:shows?|demonstrates?|reveals?)$/.test(next.word))
    );
  });
}
