import { readFileSync } from 'node:fs';
import { Router, type Request } from 'express';
import { CdsError } from '../../errors.ts';
import { methodNotAllowed } from '../../http/answer/error-handler.ts';
import { protect, protectForm, sendFile, sendHtml, sendPage } from '../send-page.ts';
import { agreementAnswer, type AgreementBase } from './agreement-answer.ts';
import { agreementPage, faultyAgreementPage } from './agreement-page.ts';
import { readAsked } from './asked.ts';

const fileText = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const style = fileText('./agreement.css');
const live = fileText('./live.js');

/**
 * From findings to agreement: a look-up in the study behind the report cards. It holds no patient data,
 * and what is asked is neither stored nor logged.
 * @param base Words and figures of now: the choices of the site may be read anew.
 */
export function agreementRouter(base: () => AgreementBase): Router {
  const router = Router();
  router.get('/', protectForm, (request, response) => {
    const { asked, faults } = readAsked(request.query);
    if (faults.length === 0) {
      const answer = agreementAnswer(asked, base());
      sendPage(request, response, { html: agreementPage(answer, base()), json: answer });
      return;
    }
    response.vary('Accept');
    response.setHeader('Cache-Control', 'no-cache');
    if (!prefersHtml(request)) {
      throw new CdsError(
        'request-invalid',
        faults.map(({ parameter, says }) => `${parameter} ${says}.`).join(' '),
        { at: faults.map(({ parameter }) => parameter) },
      );
    }
    sendHtml(response, 400, faultyAgreementPage(asked, faults, base()));
  });
  router.get('/style.css', protect, sendFile('text/css', style));
  router.get('/live.js', protect, sendFile('text/javascript', live));
  router.all(['/', '/style.css', '/live.js'], methodNotAllowed('GET'));
  return router;
}

/** A browser says so; a program that takes anything is told in its own form. */
const prefersHtml = (request: Request) =>
  request.accepts(['application/fhir+json', 'application/json', 'html']) === 'html';
