/** Words for contrast uptake, by the place they take in a sentence. */
export const enhancement = {
  noun: [
    'enhancement|enhancements|hyperenhancement|enh|enhmt|uptake',
    'contrast|gadolinium|gd|gad medium? uptake|enhancement|accumulation|retention|captation',
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
    'avid',
  ],
  /** Said of a root in images after contrast, these are uptake too; anywhere else they are not. */
  brightNoun: [
    'brightness|brightening|conspicuity|hyperintensity|staining|blush|fixation|line|streak|film',
    'high|increased|abnormal|raised|elevated t1? signal|signals|brightness|intensity',
    'contrast|gadolinium|gad fixation|blush|staining|retention|accumulation|deposition',
    'streak|line|trace|hint|film|rim of contrast|gadolinium|gad',
    'like contrast',
  ],
  brightVerb: [
    'bright|brighter|hyperintense|stain|stains|stained|conspicuous|shine|shines|shining|glow|glows',
    'gain|gains|gained signal',
    'accumulate|accumulates|retain|retains|fix|fixes|captures|capture contrast|gadolinium?',
    'gadolinium|gad|contrast avid',
    'become|becomes bright|brighter',
  ],
  /** Uptake that is not there, said of a root in images after contrast. */
  dull: [
    'inert|isointense|bland|dark|hypointense',
    'stay|stays|remain|remains|remained dark|isointense|bland|inert|unchanged',
    'gain|gains|show no signal',
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
    'with and|or without iv|intravenous? contrast|gadolinium?',
    'without and with iv|intravenous? contrast|gadolinium?',
    'with|without iv|intravenous? contrast|gadolinium',
    'pre and post contrast|gadolinium?',
    'before and after iv|intravenous? contrast|gadolinium',
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
    'thickened|thick|swollen|enlarged|edematous|bulky|hypertrophied|hypertrophic|expanded|plump',
    'increased in? caliber|diameter|size|thickness',
    'thicker|bulkier|larger|fatter|plumper|ballooned',
  ],
  /** Their size, of which another word says whether it is normal. */
  size: ['caliber|diameter|thickness|girth|size|width'],
  /** Their place, the same. */
  position: ['position|course|location|trajectory'],
  notThick: ['slender'],
  displaceNoun: ['displacement|deviation|deflection|shift|retraction'],
  displaceVerb: [
    'displaced|deviated|deflected|pushed|shifted|retracted|pulled|bowed|splayed|shoved|drawn|swept|nudged|elevated|lifted|dislocated|deviates|deviate|pressed',
    'pushed|shoved|moved|swept|drawn aside|away',
  ],
  displaceActive: [
    'displaces|displacing|displace|shoves|shoving|sweeps|sweeping|nudges|nudging|lifts|lifting|elevates|deviates|deviating|deflects|deflecting|pushes|pushing|shifts|shifting|retracts|pulls|pulling|bows',
  ],
  clump: [
    'clumping|clumped|clumps|clump|matting|matted|adherent|adherence|adhesion|adhesions|agglutinated|agglutination|conglomerate',
    'empty thecal? sac sign|appearance|configuration?',
    'stuck|bunched|glued|fused|gathered|lumped together|down',
    'bunched|bunching',
    'peripheralized|peripheralised|pseudocord',
  ],
  notClump: [
    'normal|normally|free|freely|evenly|regularly distribution|dispersed|dispersal|distributed|layering|mobile|spaced|separated',
    'normal|free caliber? and? distribution|dispersal|dispersion',
    'float|floats|floating|lie|lies|lying|lay freely|free|normally',
    'free floating|lying|layering',
    'freely|normally|evenly|regularly|well|separately distributed|dispersed|spaced|layered',
  ],
} as const satisfies Record<string, readonly string[]>;
