/**
 * Words by which an order's reason, or a condition, speaks of something that silences a card. They
 * never make a card fire, so the lists are wide: the cost of a word too many is one silence too many.
 */
export const words = {
  /** Whatever must not wait for a scan before a lumbar puncture. */
  punctureMustNotWait:
    /\bmening\w*|\bencephal\w*|\bventriculitis\b|\bneck stiff\w*|\bstiff neck\b|\bnuchal\b|\bphotophob\w*|\bsub-?arachnoid\b|\bSAH\b|\bthunderclap\b|\bworst headache\b|\bxanthochrom\w*|\bCNS\b|\b\w*sepsis\b|\bsep(?:tic|tica?emia)\b|\bbacter(?:a?emia)\b|\binfect\w*|\babscess\w*|\bHSV\b|\bherpes\b|\bcryptococc\w*|\btubercul\w*|\bTB\b|\bguillain\b|\bGBS\b|\bAIDP\b|\bmiller[- ]fisher\b|\bascending (?:weakness|numbness|paralysis|sensory)|\bflaccid\b|\bareflexi\w*|\bha?emorrhag\w*|\bbleed\w*|\b(?:sudden|severe|acute|explosive)\b[^.;·]{0,200}\bheadaches?\b|\bconfus\w*|\bdeliri\w*|\bdrows\w*|\bobtund\w*|\bGCS\b|\b(?:altered|reduced|impaired) (?:mental|consci|level|sensori)\w*|\bseizures?\b|\bstatus epilepticus\b|\brash\b|\bpetechia\w*|\bpurpur\w*|\b(?:neuro-?)?syphilis\b|\blyme\b|\b(?:neuro-?)?borreli\w*|\bVZV\b|\bzoster\b|\bvaricella\b|\blisteri\w*/i,
  /** Haste that was written where the priority says nothing of it. */
  haste:
    /(?<!\b(?:not|non)[- ])\burgent(?:ly)?\b|\bemergency\b|\bemergent\b|\basap\b|\bstat\b|\bimmediate(?:ly)?\b/i,
  /** The order asks for an agent of group II, or names one. */
  groupTwoAgent:
    /\bgroup[- ]?(?:II|2|two)\b(?! (?:is |are )?(?:not|un))|\bgadobutrol\b|\bgadoter(?:ate|ic|idol)\b|\bgadoben(?:ate|ic)\b/i,
  /** Contrast in pregnancy was talked about, beside a word for the pregnancy. */
  talkedAbout: /\bdiscuss\w*|\bagreed?\b|\bconsent\w*|\bbenefits?\b|\bcounsell?ed\b/i,
  /** The contrast part of a study of which the first part was made or planned. */
  completionStudy:
    /\bcompletion\b|\b(?:complet|supplement|add)\w*\b[^.;·]{0,20}\b(?:study|scan|MRI|exam\w*|imaging|sequences?)\b|\bbaseline (?:scan|MRI|study|images?|imaging|T1|done|available)\b|\b(?:post-?)?contrast (?:only|part|sequences?|series)\b|\b(?:after|following|since|see)\b[^.;·]{0,30}\b(?:(?:non-?\s?contrast|unenhanced|plain)\b|(?:previous|earlier|prior|recent|last) (?:MRI|scan|study|imaging))|\b(?:non-?\s?contrast|unenhanced|plain)\b[^.;·]{0,30}\b(?:done|performed|obtained|available|already|outside|elsewhere)\b|\b(?:patient )?recall(?:ed)? for\b|\bcall(?:ed)? back\b/i,
  /** What must not wait, for conditions: an infection of the bladder is no reason to hurry a puncture. */
  punctureMustNotWaitCondition:
    /\bmening(?:o-?encephal)?itis\b|\bmeningism\w*|\bmeningoc\w*|\bencephalit\w*|\bventriculitis\b|\bneck stiff\w*|\bstiff neck\b|\bsub-?arachnoid h\w+|\bSAH\b|\bthunderclap\b|\bsep(?:sis|tic|tica?emia)\b|\bbacter(?:a?emia)\b|\b(?:CNS|cerebral|intracranial) infection\b|\b(?:brain|cerebral|epidural|spinal) abscess\b|\bguillain\b|\bGBS\b|\bAIDP\b|\bascending (?:weakness|paralysis)\b|\bflaccid\b/i,
  /** Cancer of the meninges has "meningitis" in some of its names. */
  malignantMeningitis:
    /\b(?:malignant|neoplastic|carcinomatous|leuka?emic|lymphomatous)\s+mening\w*|\bmeningeal\s+(?:carcinomatosis|leuka?emia|lymphoma|metasta\w*|disease|spread|deposits?)|\bleptomening\w*|\b(?:neoplasm|metasta\w*|tumou?rs?|carcinoma\w*|melanoma)\b[^.;·]{0,200}\bmening\w*/gi,
  /** Hay fever and its like are no fever. */
  fever:
    /(?<!\b(?:hay|rheumatic|mediterranean) )\bfever\w*|\bfebrile\b|\bpyrexi\w*|\brigors?\b|\bspiking\b|\btemp(?:erature)?s?\.?\s{0,3}(?:of|:|=|is|was)?\s{0,3}(?:3[89]|4[0-2]|10[0-5])\b|\b(?:38|39|40|41)\.\d\b/i,
  therapeuticPuncture:
    /\btherapeutic\b|\bintrathecal\b|\bIT[- ](?:MTX|methotrexate|chemo\w*|cytarabine|therapy|baclofen)\b|\bMTX\b|\bmethotrexate\b|\bchemo\w*|\bnusinersen\b|\bspinraza\b|\bbaclofen\b|\bdrain\w*|\btap test\b|\b(?:large|high)[- ]volume\b|\bNPH\b|\bhydrocephalus\b|\bIIH\b|\bpseudotumou?r\b|\bintracranial (?:hypertension|pressure)\b|\bICP\b|\b(?:lower|relieve|reduce)\w* (?:the )?pressure\b|\bpapill?(?:o?edema|oedema)\b|\bblood patch\b|\bspinal an(?:a)?esthe\w*|\bmyelogra\w*/i,
  /** Which of a puncture and a scan goes first, said by the order itself, ours or the clinician's. */
  whichGoesFirst:
    /\b(?:MRI?|scan|imaging)\b[^.;·]{0,80}\b(?:first(?=\s*(?:$|[,.;·)]|then\b|please\b|if\b|and\b))|(?:before|prior to) (?:\w+ ){0,2}(?:LP|puncture|tap))\b|\b(?:after|following|once) (?:\w+ ){0,2}(?:MRI?|scan|imaging)\b|\b(?:LP|puncture|tap)\b[^.;·]{0,40}\b(?:first(?=\s*(?:$|[,.;·)]|then\b|please\b|if\b|and\b))|(?:before|prior to) (?:\w+ ){0,2}(?:MRI?|scan|imaging))\b/i,
  raisedPressure:
    /\bNPH\b|\bnormal pressure hydrocephalus\b|\bhydrocephalus\b|\bIIH\b|\bpseudotumou?r\b|\bintracranial (?:hypertension|pressure)\b|\bpapill?(?:o?edema|oedema)\b|\bintrathecal\b|\bIT[- ]MTX\b/i,
  infection:
    /\bdis[ck]itis\b|\bspondylo?dis[ck]itis\b|\bspondylitis\b|\bosteomyelitis\b|\babscess\w*|\bempyema\b|\bphlegmon\b|\bcollection\b|\binfect\w*|\bsep(?:sis|tic)\b|\bbacter(?:a?emia)\b|\bpurulent\b|\bpus\b|\bdischarg\w*|\bCRP\b|\bESR\b|\bIVDU\b|\bTB\b|\btubercul\w*/i,
  tumour:
    /\btumou?rs?\b|\bmetasta\w*|\bmets\b|\bmalignan\w*|\bcancer\b|\bcarcino\w*|\blymphoma\b|\bmyeloma\b|\bleuka?emia\b|\bmelanoma\b|\bneoplas\w*|\bleptomening\w*|\b(?:breast|prostate|lung|renal|kidney|bowel|colon|thyroid) ca\b|\boncolog\w*|\bnight sweats?\b|\bweight loss\b/i,
  caudaEquina:
    /\bcauda equina\b|\bCES\b|\bsaddle\b|\bperi(?:anal|neal|neum)\b|\bincontinen\w*|\b(?:urin|bladder|bowel|sphincter|void)\w*|\bpass(?:ing)? urine\b|\ban(?:al|us)\b|\bpee(?:ing)?\b|\burinat\w*|\bgroins?\b|\bgenital\w*|\bsexual\w*|\berecti\w*|\bimpoten\w*|\bbilateral (?:sciatica|radicul\w*|leg)|\bboth legs\b|\bPVR\b|\bpost[- ]?void\b|\bresidual (?:volume|urine)\b/i,
  deficit:
    /\bfoot[- ]?drop\b|\bdrop[- ]?foot\b|\bpower\s{0,3}:?\s{0,3}[0-4]\/5|\bno (?:power|movement|sensation)\b|\bloss of (?:power|sensation)\b|\bgiving way\b|\b(?:cannot|unable to|can't) walk\b|\bweak(?:ness)?\b|\b(?:mono|hemi|para|tetra|quadri)?(?:paresis|parapar\w*|plegi\w*)|\bparaly\w*|\bdeficits?\b|\bmyelopath\w*/i,
  /** Acute neurology, for patients whose immune system is weak. */
  acuteNeurology:
    /\b(?:acute|new|progressive|sudden)\b[^.;]{0,200}\b(?:confus\w*|weak\w*|deficit|seizures?|headache|drowsy)|\bconfus\w*|\bfoot[- ]?drop\b|\bencephal\w*/i,
  wound: /\bwound\b|\bdehiscence\b|\bdischarge from\b|\bCSF leak\b|\bpseudomeningoc[oe]{0,2}le\b/i,
  immuneCompromise:
    /\bimmun\w*[- ]?(?:compromis|suppress|deficien)\w*|\bHIV\b|\bAIDS\b|\btransplant\w*|\bneutrop(?:a)?eni\w*|\btacrolimus\b|\bciclosporin\b|\bmycophenolate\b/i,
  kidney:
    /\bend[- ]stage (?:renal|kidney)|\bES(?:RD|RF|KD)\b|\b(?:ha?emo|peritoneal )?dialysis\b|\bCKD\s{0,3}(?:stage\s{0,3})?(?:[45]|G[45]|IV|V)\b|\bkidney disease,?\s{0,3}(?:stage\s{0,3})?(?:[45]|IV|V)\b|\bstage (?:[45]|IV|V)\b[^.;]{0,200}\b(?:renal|kidney|CKD)|\bacute (?:kidney injury|renal failure|kidney failure)\b|\bAKI\b|\b(?:renal|kidney) (?:failure|impairment|insufficiency|transplant\w*)\b|\bon HD\b|\bnephrogenic\b|\bNSF\b|\beGFR\s{0,3}[<:=]?\s{0,3}[12]?\d\b/i,
  pregnant: /(?<!\bnot )\bpregnan(?:t|cy)\b|\bgravida?\b|\bgestation\w*|\bLMP\b|\b\d\d?\/40\b/i,
  gadoliniumReaction:
    /\b(?:allerg\w*|anaphyla\w*|reaction|hives|hypersensitiv\w*)\b[^.;]{0,200}\b(?:gad\w*|contrast|dye)\b|\b(?:gad\w*|contrast|dye)\b[^.;]{0,200}\b(?:allerg\w*|anaphyla\w*|reaction|hives|hypersensitiv\w*)/i,
  /** A puncture or injection that the order mentions; "no recent LP" mentions none. */
  needle:
    /(?<!\b(?:no|denies|without|never)\s(?:(?:recent|previous|prior|any)\s)?)(?:\blumbar punctures?\b|\bLPs?\b|\btaps?\b|\bpunctures?\b|\bmyelogra\w*|\bepidural (?:steroid|injection|block|catheter)\w*|\binject\w*|\bnerve[- ]?root blocks?\b|\bSNRBs?\b|\bTF?ESIs?\b|\bESIs?\b|\btransforaminal\b)/i,
  /** A nerve root block that is meant to tell which root hurts. */
  diagnosticBlock:
    /(?<!\b(?:not|non)[- ])\bdiagnostic\b|\bto (?:identify|localise|localize|find) the (?:painful|symptomatic) (?:root|level)\b/i,
  /** A nerve root block that is meant to treat, or to treat too. */
  therapeuticBlock:
    /\btherap\w*|\btreat\w*|\bsteroids?\b|\bcortico\w*|\bdexameth\w*|\btriamcin\w*|\bmethylpred\w*|\bbetameth\w*|\bdepo-?medr\w*|\bkenalog\b|\b(?:TF)?ESIs?\b|\bpain relief\b|\bseries\b/i,
  /** The one who orders has thought of contrast already, for or against it. */
  contrastDecided:
    /\b(?:avoid\w*|declin\w*|refus\w*)\s+(?:all |any |iv |intravenous )?(?:contrast|gad\w*)\b|\bwith gad\w*|\bwith (?:iv |intravenous )?contrast\b|\bgive (?:gad\w*|contrast)\b|\bgadolin\w*|\bpost[- ]contrast\b|\badd contrast\b|\bno (?:iv )?contrast (?:needed|required|wanted|please)\b|\bcontrast (?:is )?(?:contraindicated|not (?:needed|wanted|required|indicated|advised))\b|\bnon-?contrast (?:only|as (?:per|agreed|advised))\b/i,
} as const satisfies Record<string, RegExp>;

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
