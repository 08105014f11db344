/** Words for contrast uptake, by the place they take in a sentence. */
export const enhancement = {
  noun: [
    'enhancement|enhancements|hyperenhancement|enh|enhmt|uptake',
    'contrast|gadolinium|gd|gad uptake|enhancement|accumulation|retention',
    'uptake of contrast|gadolinium|gad',
    'nre',
    'shortening after|following|post contrast|gadolinium|gad',
    'post contrast|gadolinium|gad signal|brightening|hyperintensity',
  ],
  verb: [
    'enhance|enhances|enhanced|hyperenhance|hyperenhances|enhancing|hyperenhancing',
    'take|takes|took|taking up the? contrast|gadolinium|gad|agent|tracer',
    'takes|take up avidly',
    'light|lights|lighting|lit up',
    'brighten|brightens|brightened after|following|post|with contrast|gadolinium|gad',
    'contrast|gadolinium|gad enhancing',
    'picks|pick|picking up contrast|gadolinium|gad',
    'bright after|following|post contrast|gadolinium|gad',
    'avid|avidly',
  ],
  /** Says by itself that there is none. */
  negative: [
    'non enhancing|enhanced',
    'nonenhancing|unenhancing|nonenhanced',
    'non|no|un enhancement of',
    'isoenhancing',
  ],
  /** Contrast words that say nothing of a structure. */
  notUptake: [
    'contrast enhanced|enhancing? image|images|imaging|sequence|sequences|series|study|mri|mr|scan|t1|sagittal|axial|fat|views|acquisition',
    'contrast enhanced',
    'post contrast|gadolinium|gad|gd enhanced? image|images|imaging|sequence|sequences|series|t1|scan|scans|study',
    'gadolinium|gad|gd enhanced',
    'enhanced image|images|imaging|sequence|sequences|series|study|mri|mr|scan|t1|sagittal|axial',
    'image|edge|signal enhancement',
    'pre and? post enhancement',
    'enhanced recovery',
  ],
} as const satisfies Record<string, readonly string[]>;

/** Predicates about roots beside enhancement, by the place they take. */
export const rootState = {
  thickNoun: [
    'thickening|swelling|enlargement|edema|hypertrophy|bulkiness|oedema',
    'increased|increase in caliber|diameter|size|thickness|girth',
  ],
  thickVerb: [
    'thickened|thick|swollen|enlarged|edematous|bulky|hypertrophied|hypertrophic|expanded|plump|fat',
    'increased in? caliber|diameter|size|thickness',
  ],
  notThick: [
    'normal|preserved|maintained|unremarkable in? size|caliber|thickness|diameter',
    'caliber|size|diameter|thickness is|are? normal|preserved|maintained|unremarkable',
    'upper limit|limits of normal',
    'normal? size|caliber and signal|position|course|caliber|distribution normal?',
    'normal in course and? caliber',
    'of normal caliber|size|thickness',
  ],
  displaceNoun: ['displacement|deviation|deflection|shift|retraction'],
  displaceVerb: ['displaced|deviated|deflected|pushed|shifted|retracted|pulled|bowed|splayed'],
  displaceActive: [
    'displaces|displacing|displace|deviates|deviating|deflects|deflecting|pushes|pushing|shifts|shifting|retracts|pulls|pulling|bows',
  ],
  clump: [
    'clumping|clumped|clumps|clump|matting|matted|adherent|adherence|adhesion|adhesions|agglutinated|agglutination|conglomerate|tethered',
    'empty thecal? sac sign|appearance|configuration?',
    'stuck together|to the|down',
    'peripheralized|peripheralised|pseudocord',
  ],
  notClump: [
    'normal|normally|free|freely|evenly|regularly distribution|dispersed|dispersal|distributed|layering|mobile|spaced|separated',
    'normal|free caliber? and? distribution|dispersal|dispersion',
    'float|floats|floating|lie|lies|lying freely|normally',
  ],
} as const satisfies Record<string, readonly string[]>;
