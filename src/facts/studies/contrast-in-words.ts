export {
  contrastInWords,
  contrastTogether,
  type Contrast,
} from '../../clinical-text/contrast-in-words.ts';
