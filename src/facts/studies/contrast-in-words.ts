export {
  contrastInWords,
  contrastTogether,
  type Contrast,
} from '../../clinical-text/contrast/contrast-in-words.ts';
