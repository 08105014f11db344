/**
 * Names of malignant neoplasms, as problem lists write them. Lists of words; what a chart calls a
 * screening, a fear or a relative's disease is taken out.
 */

/** Whole words, lower case. */
const malignant = new Set(
  `cancer cancers carcinoma carcinomas adenocarcinoma adenocarcinomas carcinomatosis carcinosarcoma
  lymphoma lymphomas hodgkin hodgkins leukaemia leukaemias leukemia leukemias myeloma plasmacytoma
  melanoma melanomas sarcoma sarcomas blastoma glioma gliomas astrocytoma oligodendroglioma
  mesothelioma seminoma nonseminoma chordoma hypernephroma malignancy malignancies
  metastasis metastases metastatic metastasised metastasized mets
  dlbcl cll cml nsclc sclc gbm glioblastoma`.split(/\s+/),
);

/** Endings by which a longer name is known: osteosarcoma, neuroblastoma, hepatocellular carcinoma. */
const malignantEndings = [
  'carcinoma',
  'carcinomas',
  'sarcoma',
  'sarcomas',
  'lymphoma',
  'lymphomas',
  'blastoma',
  'blastomas',
  'glioma',
  'gliomas',
  'myeloma',
  'melanoma',
  'leukaemia',
  'leukemia',
];

/** Names with such an ending that are no malignant neoplasm. */
const benign = new Set(
  `paraganglioma paragangliomas ganglioglioma gangliogliomas osteoblastoma osteoblastomas
  chondroblastoma hemangioblastoma haemangioblastoma hemangioblastomas haemangioblastomas
  ameloblastoma lipoblastoma fibroblastoma odontoameloblastoma pseudolymphoma pseudolymphomas
  adenolymphoma pseudosarcoma`.split(/\s+/),
);

/** "Malignant" needs one of these: there are malignant hypertension and malignant otitis too. */
const growths = new Set(
  'neoplasm neoplasms neoplastic tumor tumors tumour tumours growth'.split(' '),
);

/** What makes a name no cancer of this patient, or one that does not count. */
const noCancer =
  /\bin[- ]?situ\b|\b[dl]cis\b|\bbenign\b|\bpre-?(?:malignan|cancer)\w*|\bnon-?malignant\b|\bintraepithelial\b|\b(?:uncertain|unknown|unspecified|borderline) (?:behaviou?r|malignan\w*)|\bscreen(?:ing)?\b(?![- ]?detected)|\bfear|\b\w*phobia\b|\bworr(?:y|ied)\b|\banxiety\b|\bfamily\b|\bfh[x]?\b|\b(?:mother|father|sister|brother|aunt|uncle|cousin|parent|relative|grand(?:mother|father|parent)|maternal|paternal)s?\b|\b(?:at(?: \w+)?|increased|elevated) risk\b|\brisk (?:of|for|factor|assessment|reduc\w*)|\bsusceptib\w*|\bpredispos\w*|\bgenes?\b|\bbrca\w*|\bcarrier\b|\bsuspect\w*|\bpossibl[ey]\b|\bprobabl[ey]\b|\bquery\b|\brule[d]? out\b|\br\/o\b|\bexclu\w*|\bunlikely\b|\bno (?:evidence|sign|known|current|history)\b|\bnegative for\b|\bprophyla\w*|\bprevent\w*|\bvaccin\w*|\bcounsel\w*|\beducation\b|\bantigen\b|\bmarkers?\b|\bpathway\b|\breferral\b|\bsyndrome screening\b|^\s*\?|\?\s*$/i;

/** Basal and squamous cell cancer of the skin. */
const skin =
  /\bbasal[- ]?cell\b|\bbccs?\b|\bcutaneous squamous\b|\bsquamous[- ]?cell (?:skin )?(?:carcinoma|cancer)s?,? (?:of |in |on )?(?:the |left |right )*(?:skin|scalp|face|ear|cheek|temple|forehead|eyelid|hand|forearm|arm|shin|leg|trunk|back)\b|\bskin (?:cancer|scc)s?\b|\bnon-?melanoma\w*|\bkeratinocyte\b/i;

const past =
  /\bhistory\b|\bh\/o\b|\bhx\b|\bphx\b|(?<!\bnot (?:in|having achieved) )\bremission\b|\bcured\b|\bsurvivor\b|\bno evidence of (?:active )?disease\b|\bdisease[- ]free\b|\bNED\b|\bprevious(?:ly)?\b|\bprior\b|\bformer\b|\bex-/i;

/** Enough of a name; what stands behind is not read. */
const MAX_LENGTH = 500;

/** True when words name a malignant neoplasm of the patient, now or in the past. */
export function namesCancer(words: string): boolean {
  const text = words.slice(0, MAX_LENGTH);
  if (takesCancerBack(text)) return false;
  const tokens = text.toLowerCase().match(/[a-z]+/g) ?? [];
  return tokens.some(
    (token, at) =>
      malignant.has(token) ||
      (token === 'malignant' && tokens.slice(at + 1, at + 5).some((next) => growths.has(next))) ||
      (malignantEndings.some((ending) => token.endsWith(ending)) && !benign.has(token)),
  );
}

/**
 * True when words make no cancer that counts of what a code may call one: in situ, benign, of the skin
 * (basal or squamous cell), of a relative, suspected, screened for.
 */
export function takesCancerBack(words: string): boolean {
  const text = words.slice(0, MAX_LENGTH).replace(noDisease, ' ');
  return noCancer.test(text) || skin.test(text);
}

/** "No evidence of disease" ends a cancer; it does not deny that there was one. */
const noDisease = /\bno (?:current )?evidence of (?:active |residual |recurrent )?disease\b/gi;

/** True when words put a cancer in the past: history, remission, cured. */
export const putsCancerInThePast = (words: string): boolean =>
  past.test(words.slice(0, MAX_LENGTH));
