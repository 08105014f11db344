/** Words that hold a sentence together. */
export const grammar = {
  contrast: [
    'but|however|although|though|whereas|while|yet|nevertheless|nonetheless|notwithstanding|otherwise',
    'even though',
  ],
  exception: [
    'other than',
    'than that|those of|in|at|along|within',
    'apart|aside|save from|for',
    'except|excepting|barring|besides|save for?',
    'with the exception of',
    'with exception of',
    'with the sole|single|only exception of',
  ],
  and: ['and|plus|&', 'as well as', 'along with', 'together with', 'and or', 'or', 'nor', 'and/or'],
  around: [
    'around|surrounding|surrounds|encasing|encases|encase|encircling|encircles|adjacent|abutting|abuts|near|about|contacting|contacts|beside|enveloping|envelops|engulfing|engulfs|encasement|compressing|compresses|against|touching|touches|impinging|impinges|effacing|effaces|abut|contact|surround|overlying|next|between|cuffing',
    'closely|intimately? related|close|adjacent|next to',
    'extends|extending|extend to|into|toward|towards',
    'in contact with',
    'attached to',
    'arising|arises from',
    'but? not involving',
    'from',
  ],
  preposition: [
    'greater|more|less|stronger|brighter|thicker|larger|worse|weaker than that|those of|in|at?',
    'of|in|along|within|throughout|at|on|to|into|involving|involves|affecting|affects|through|over|with|by|for|per|under|above|below|inside|upon|via|due|across|toward|towards|onto|behind|up|down|out|beneath|beyond|until|after|involve|against|than|as|coating|lining|studding|intersecting|following|follows',
  ],
  be: [
    'is|are|was|were|be|been|being|appears|appear|remains|remain|seems|seem|appeared|looks|look|becomes',
  ],
  show: [
    'shows|show|showed|showing|demonstrates|demonstrate|demonstrated|demonstrating|exhibits|exhibit|exhibiting|displays|display|displaying|reveals|reveal|revealing|has|have|had|having|undergoes|undergo|undergoing|contains|contain',
  ],
  exist: [
    'is|are|was|were|be|been seen|identified|noted|present|evident|demonstrated|visualized|appreciated|observed|apparent|visible|shown|found|detected',
    'seen|identified|noted|evident|visualized|appreciated|observed|apparent|visible|found|detected|present',
  ],
  verb: [
    'results|result|causes|cause|causing|fills|fill|filling|measures|measuring|measure|extends|migrates|occupies|touches|does|do|did|represents|represent|representing|lies|lie|lying|narrows|narrowing|indents|indenting|effaced|compressed|encased|impinged|replaced|occupied|suggests|includes|may|can|could|might|should|will|would|cannot|produces|produce|producing|exits|exit|runs|run|courses|terminates|ends|persists|persist',
  ],
  which: ['which|who|whose|that', 'the latter|former'],
  pronoun: [
    'it|they|these|this|both|those|itself|themselves|them|latter|former|same|its|their|neither|none|each|all',
    'the? root|roots|nerve|nerves itself|themselves',
  ],
  there: ['there'],
  strength: [
    // Said of the reason, not of the thing.
    'cause|etiology|significance|origin|nature|reason|relevance|importance|source|mechanism is|remains? uncertain|unclear|unknown|undetermined|indeterminate|debatable|speculative',
    'of|with uncertain|unclear|unknown|undetermined cause|etiology|significance|origin|nature|reason|relevance|mechanism',
    'mild|moderate|severe|small|large|stable|unchanged|persistent|expected|minimal|tiny|marked|faint|subtle|prominent|extensive|slight|minor|new|intense|avid|mildly|moderately',
  ],
} as const satisfies Record<string, readonly string[]>;

export const place = {
  left: ['left|lt|leftward|leftwards|left-sided|lft', 'left sided|hand|side', 'on l'],
  right: ['right|rt|rightward|rightwards|rght', 'right sided|hand|side', 'on r'],
  bilateral: [
    'l|left > r|right',
    'r|right > l|left',
    'l|left greater|more|worse|larger than r|right',
    'r|right greater|more|worse|larger than l|left',
    'the? same on both sides',
    'bilateral|bilaterally|both|bilat|symmetric|symmetrical|symmetrically|symmetry',
    'both sides',
    'either|each side',
    'on either side',
    'left and|or|& right',
    'right and|or|& left',
    'b/l',
    'bl',
  ],
  opposite: ['contralateral|contralaterally', 'on|of? the? opposite|other side'],
  sameSide: ['ipsilateral|ipsilaterally', 'on|of? the? same side', 'on|of that|this side'],
  traversing: ['traversing|descending|traverses|traversed'],
  exiting: ['exiting|exit|emerging|exited'],
  several: [
    'multiple|all|several|multilevel|multifocal|lumbar|lumbosacral|sacral|intrathecal|intradural|entire|numerous|throughout|diffuse|diffusely|remaining|other|most|lower|upper|many|various|visualized|visualised|sacral',
  ],
  single: ['single|isolated|focal|solitary', 'one root|of', 'a'],
} as const satisfies Record<string, readonly string[]>;
