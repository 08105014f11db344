/**
 * Words by which an order's reason, or a condition without a code, speaks of something that silences
 * a card. They never make a card fire. A negation is not looked at ("no fever" counts as fever
 * mentioned): the cost of that is one silence too many.
 */
export const words = {
  meningitis:
    /\bmening(?:o-?encephal)?itis\b|\bmeningism\w*|\bmeningeal (?:signs|irritation)|\bneck stiffness\b/i,
  encephalitis: /\bencephalitis\b/i,
  subarachnoidHaemorrhage: /\bsub-?arachnoid\b|\bSAH\b|\bthunderclap\b/i,
  sepsis: /\bsep(?:sis|tic)\b|\bbacter(?:a?emia)\b/i,
  /** Hay fever and its like are no fever. */
  fever:
    /(?<!\b(?:hay|rheumatic|mediterranean|yellow|scarlet|dengue|typhoid|glandular|valley|q) )\bfever\w*|\bfebrile\b|\bpyrexi\w*|\brigors?\b/i,
  guillainBarre:
    /\bguillain\b|\bGBS\b|\bAIDP\b|\bmiller[- ]fisher\b|\bascending (?:weakness|paralysis)\b/i,
  therapeuticPuncture:
    /\btherapeutic\b|\bintrathecal\b|\bchemo\w*|\bdrain\w*|\btap test\b|\blarge[- ]volume\b|\bNPH\b|\bhydrocephalus\b|\bIIH\b|\bpseudotumou?r\b|\bintracranial hypertension\b|\bblood patch\b|\bspinal an(?:a)?esthe\w*|\bmyelogra\w*/i,
  infection:
    /\b(?:spondylo)?disci?tis\b|\bdiskitis\b|\bosteomyelitis\b|\babscess\w*|\bempyema\b|\bphlegmon\b|\binfect\w*|\bsep(?:sis|tic)\b|\bTB\b|\btubercul\w*/i,
  /** For conditions: an infection elsewhere (a bladder, a sinus) is another matter. */
  spinalInfection:
    /\b(?:spondylo)?disci?tis\b|\bdiskitis\b|\b(?:vertebral|spinal|lumbar) osteomyelitis\b|\b(?:epidural|spinal|psoas|paraspinal) abscess\b|\b(?:wound|surgical site|post-?operative|spin\w+) infection\b|\bspinal (?:TB|tuberculosis)\b/i,
  tumour:
    /\btumou?rs?\b|\bmetasta\w*|\bmets\b|\bmalignan\w*|\bcancer\b|\bcarcinoma\w*|\blymphoma\b|\bmyeloma\b|\bneoplas\w*|\bleptomening\w*/i,
  caudaEquina:
    /\bcauda equina\b|\bCES\b|\bsaddle\b|\bincontinen\w*|\b(?:urinary|bladder)\s+(?:retention|dysfunction)|\bretention of urine\b|\bsphincter\b/i,
  /** For conditions: stress incontinence is no sign of the cauda equina. */
  caudaEquinaCondition:
    /\bcauda equina (?:syndrome|compression)\b|\bsaddle (?:an(?:a)?esthesia|numbness|hyp\w+)|\b(?:f(?:a)?ecal|bowel|overflow) incontinence\b|\burinary retention\b|\bretention of urine\b/i,
  deficit:
    /\bfoot[- ]?drop\b|\bpar(?:esis|alysis|aplegia)\b|\b(?:progressive|worsening|new|acute)\s+(?:\w+\s+){0,3}(?:weakness|deficits?)\b|\bmyelopath\w*/i,
  wound: /\bwound\b|\bdehiscence\b|\bdischarge from\b|\bCSF leak\b|\bpseudomeningoc[oe]e?le\b/i,
  immunocompromise:
    /\bimmun\w*(?:compromis|suppress|deficien)\w*|\bHIV\b|\btransplant\w*|\bneutrop[ae]*nic?\b/i,
} as const satisfies Record<string, RegExp>;
