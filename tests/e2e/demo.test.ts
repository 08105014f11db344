import { describe } from '@jest/globals';
import { browserStage } from './browser.ts';
import { breaking } from './demo/breaking.ts';
import { chart } from './demo/chart.ts';
import { composing } from './demo/composing.ts';
import { everybody } from './demo/everybody.ts';
import { firstVisit } from './demo/first-visit.ts';
import { ownPatient } from './demo/own-patient.ts';
import { presenting } from './demo/presenting.ts';
import { signing } from './demo/signing.ts';
import { twoCards } from './demo/two-cards.ts';

/** One browser and one server for all themes of the demo: starting them is what takes the time. */
const on = browserStage();

describe('The first visit', () => firstVisit(on));
describe('An alert at signing', () => signing(on));
describe('Two cards on one order', () => twoCards(on));
describe('The chart', () => chart(on));
describe('An order that is composed', () => composing(on));
describe('Broken on purpose', () => breaking(on));
describe('Before an audience', () => presenting(on));
describe('Everybody can use it', () => everybody(on));
describe('A patient of one’s own', () => ownPatient(on));
