/** Words for contrast uptake, by the place they take in a sentence. */
export const enhancement = {
  noun: [
    'enhancement|enhancements|hyperenhancement|enh|enhmt|uptake',
    'contrast|gadolinium|gd|gad medium? uptake|enhancement|accumulation|retention|captation',
    'uptake of contrast|gadolinium|gad',
    'nre',
    'breakdown|disruption|leakage|breach|leak of the? blood nerve barrier',
    'blood nerve barrier breakdown|disruption|leakage|breach|leak',
    'contrast? impregnation|pick up|pickup|takeup|captation|opacification',
    'signal increase|gain|rise|augmentation|elevation after|following|post|with|on the? contrast|gadolinium|gad|gd',
    't1? shortening after|following|post contrast|gadolinium|gad',
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
    'avid',
    'takes|take|taking|took contrast|gadolinium|gad|up',
    'took|taking up|contrast',
    'soaks|soak|drinks|imbibes|imbibe|absorbs|absorb up? the? contrast|gadolinium|gad',
    'picks|pick|picked|picking up the? contrast|gadolinium|gad|agent|dye',
    'lit up?',
    'brightens|brighten|whitens|whiten|brightened',
  ],
  /** Said of a root in images after contrast, these are uptake too; anywhere else they are not. */
  brightNoun: [
    'brightness|brightening|conspicuity|hyperintensity|staining|blush|fixation|line|streak|film',
    'high|increased|abnormal|raised|elevated t1? signal|signals|brightness|intensity',
    'contrast|gadolinium|gad fixation|blush|staining|retention|accumulation|deposition',
    'streak|line|trace|hint|film|rim of contrast|gadolinium|gad',
    'like contrast',
    't1? signal increase|gain|rise|change|augmentation|elevation',
    'increase|gain|rise in|of t1? signal|brightness',
    'signal abnormality',
  ],
  brightVerb: [
    'hot|bright|brighter|hyperintense|stain|stains|stained|conspicuous|shine|shines|shining|glow|glows',
    'gain|gains|gained signal',
    'accumulate|accumulates|retain|retains|fix|fixes|captures|capture contrast|gadolinium?',
    'gadolinium|gad|contrast avid',
    'become|becomes bright|brighter',
  ],
  /** Uptake that is not there, said of a root in images after contrast. */
  dull: [
    'inert|isointense|bland|dark|hypointense|quiescent|quiet|silent|black|featureless|gray|grey',
    'identical|unchanged|unaltered|same|equal|indistinguishable|unmodified before|pre and|to|& after|following|post the? contrast|gadolinium|gad|gd|injection',
    'same|identical|alike|unchanged|equal|equally bright|dark|gray|grey? on|in|at? t1|the|both|images|signal? before|pre|without and|to|as|& after|post|with the? contrast|gadolinium|gad|gd|injection|agent?',
    'no|not different|brighter|change|changed|difference before|pre|after|following|post|between|on|with and|to|the? after|post|contrast|gadolinium|gad|gd|injection? contrast|gadolinium|gad|gd|injection?',
    'does|do|did|shows|show|with not|no change|alter|brighten|whiten|light after|following|post|with|up the? contrast|gadolinium|gad|gd|injection?',
    'does|do|did|has|have not change|changed|alter|altered in|its|their? signal|intensity|brightness',
    'no|without any? change|alteration in|of signal|intensity|brightness',
    'stay|stays|stayed|remain|remains|remained dark|isointense|bland|inert|unchanged|quiet|quiescent|silent|black|hypointense|gray|featureless|clean',
    'gain|gains|show no signal',
  ],
  /** Says by itself that there is none. */
  negative: [
    'non enhancing|enhanced',
    'nonenhancing|unenhancing|nonenhanced|unenhanced',
    'non|no|un enhancement of',
    'isoenhancing',
    'enhancement free',
    'non avid',
  ],
  /** Contrast words that say nothing of a structure. */
  notUptake: [
    'contrast enhanced|enhancing? image|images|imaging|sequence|sequences|series|study|mri|mr|scan|t1|sagittal|axial|fat|views|acquisition',
    'contrast enhanced',
    'with and|or without iv|intravenous? contrast|gadolinium?',
    'without and with iv|intravenous? contrast|gadolinium?',
    'with|without iv|intravenous? contrast|gadolinium',
    'pre and post contrast|gadolinium?',
    'before and after iv|intravenous? contrast|gadolinium',
    'post contrast|gadolinium|gad|gd enhanced? image|images|imaging|sequence|sequences|series|t1|scan|scans|study',
    'gadolinium|gad|gd enhanced',
    'enhanced image|images|imaging|sequence|sequences|series|study|mri|mr|scan|t1|sagittal|axial',
    'image|edge|signal enhancement',
    'take|takes|took|taking up residence|position|the whole',
    'pre and? post enhancement',
    'enhanced recovery',
  ],
} as const satisfies Record<string, readonly string[]>;

/** Predicates about roots beside enhancement, by the place they take. */
export const rootState = {
  thickNoun: [
    'thickening|swelling|enlargement|edema|hypertrophy|bulkiness|oedema',
    'increased|increase in|of? caliber|diameter|size|thickness|girth',
  ],
  thickVerb: [
    'thickened|thick|swollen|enlarged|edematous|bulky|hypertrophied|hypertrophic|expanded|plump',
    'increased in? caliber|diameter|size|thickness',
    'is|are|looks|look|appears|appear rather|quite|slightly? fat',
    'twice|double|thrice the? normal? caliber|size|diameter|thickness|width',
    'has|have increased|enlarged|grown|swollen|thickened in? caliber|size|diameter|girth|thickness|width?',
    'wider|broader|thickish|distended|engorged|tumefied|hypertrophic|turgid',
    'thicker|bulkier|larger|fatter|plumper|ballooned',
  ],
  /** Their size, of which another word says whether it is normal. */
  size: ['caliber|calibers|diameter|diameters|thickness|girth|size|sizes|width'],
  /** Their place, the same. */
  position: ['position|course|location|trajectory'],
  notThick: [
    'hair|thread|wafer thin|like',
    'slim|thread-like',
    'slender|unthickened|nonthickened|unswollen|delicate|gracile',
  ],
  notDisplaced: [
    'undisplaced|nondisplaced|undeviated|undeflected',
    'in|within its|their normal|usual|expected|anatomic|anatomical position|place|location',
  ],
  displaceNoun: ['displacement|deviation|deflection|shift|retraction'],
  displaceVerb: [
    'displaced|repositioned|tented|draped|stretched|distorted|distracted|medialized|lateralized|deviated|deflected|pushed|shifted|retracted|pulled|bowed|splayed|shoved|drawn|swept|nudged|elevated|lifted|dislocated|deviates|deviate|pressed',
    'pushed|shoved|moved|swept|drawn aside|away',
  ],
  displaceActive: [
    'displaces|displacing|displace|draping|splaying|deflect|deviate|bowing|lift|push|pull|tenting|stretching|stretches|distorting|distorts|dislocating|dislocates|medializing|drawing|draws|tethering|splays|drapes|shoves|shoving|sweeps|sweeping|nudges|nudging|lifts|lifting|elevates|deviates|deviating|deflects|deflecting|pushes|pushing|shifts|shifting|retracts|pulls|pulling|bows',
  ],
  clump: [
    'clumping|adheres|adhere|adhering|clustered|clustering|coalescent|coalesced|conglomerated|clumping|clumped|clumps|clump|matting|matted|adherent|adherence|adhesion|adhesions|agglutinated|agglutination|conglomerate',
    'empty thecal? sac sign|appearance|configuration?',
    'stuck|bunched|glued|fused|gathered|lumped|drawn|plastered|bound together|down',
    'plastered|stuck|glued|adherent against|to|onto the dura|dural|wall|sac|thecal',
    'bunched|bunching',
    'peripheralized|peripheralised|pseudocord',
  ],
  notClump: [
    'normal|normally|free|freely|evenly|regularly distribution|dispersed|dispersal|distributed|layering|mobile|spaced|separated',
    'normal|free caliber? and? distribution|dispersal|dispersion',
    'float|floats|floating|lie|lies|lying|lay freely|free|normally',
    'free floating|lying|layering',
    'layer|layers|layered|layering|sink|settle|fan|spread normally|freely|dependently|posteriorly|out|evenly',
    'freely|normally|evenly|regularly|well|separately distributed|dispersed|spaced|layered',
  ],
} as const satisfies Record<string, readonly string[]>;
